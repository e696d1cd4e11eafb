//! The lines of a story.

use super::{days, expected};
use crate::action_id;
use crate::calendar::Day;
use crate::finding::Code;
use crate::ledger::Kind;
use crate::scenario::{Done, StoryEntry, StoryEvent, StoryInvoice, StoryStep};
use crate::yaml::{Section, YamlField, listed, quoted};

/// The keys of an event. Its cells are those of a row of an events file.
const EVENT_KEYS: [&str; 14] =
    ["day", "invoice", "event", "amount", "until", "reason", "channel", "stage", "by", "note", "id", "ref", "outcome", "customer"];
/// The cells of an event that are taken as they are.
const CELLS: [&str; 8] = ["amount", "reason", "channel", "stage", "by", "note", "id", "outcome"];

pub(super) fn read(story: &YamlField<'_>, invoices: &[StoryInvoice]) -> Vec<StoryEntry> {
    let items = story.items().unwrap_or_default();
    let mut entries: Vec<StoryEntry> = Vec::new();
    for item in &items {
        let Some(entry) = entry(item, invoices) else { continue };
        if let Some(before) = entries.last().filter(|before| before.day > entry.day) {
            let message = format!("the day {} comes after {}", entry.day, before.day);
            let hint = "put the lines of a story in the order of their days";
            item.report(Code::InvalidValue, message, Some(hint.to_owned()));
        }
        entries.push(entry);
    }
    entries
}

fn entry(item: &YamlField<'_>, invoices: &[StoryInvoice]) -> Option<StoryEntry> {
    let is_event = item.peek("event").is_some();
    let section = if is_event { item.section("an event", &EVENT_KEYS)? } else { item.section("an expectation", &expected::KEYS)? };
    let invoice = section.get("invoice").map_or(Some(0), |field| named(&field, invoices));
    let row = invoices.get(invoice.unwrap_or(0))?;
    let day = section.need("day").and_then(|field| days::day(&field, row.due));
    let to = section.get("to").map_or(Some(day), |field| days::day(&field, row.due).map(Some));
    let step = if is_event { StoryStep::Event(event(&section, row, day)) } else { expectation(&section, row) };
    let (day, to) = (day?, to??);
    const LONGEST: i32 = 366;
    if to < day || to.since(day) > LONGEST {
        let hint = format!("`to` is the last day, at most {LONGEST} days after `day`");
        section.report(Code::InvalidValue, "`to` is not possible", Some(hint));
        return None;
    }
    Some(StoryEntry { day, to, invoice: invoice?, line: section.spot().line, step })
}

fn named(field: &YamlField<'_>, invoices: &[StoryInvoice]) -> Option<usize> {
    let id = field.text()?;
    let found = invoices.iter().position(|row| row.id() == id);
    if found.is_none() {
        let hint = format!("the scenario has {}", listed(invoices.iter().map(StoryInvoice::id)));
        field.report(Code::InvalidValue, format!("there is no invoice {}", quoted(id)), Some(hint));
    }
    found
}

fn event(section: &Section<'_>, invoice: &StoryInvoice, day: Option<Day>) -> StoryEvent {
    let mut row: StoryEvent = vec![("date", day.map(|day| day.to_string()).unwrap_or_default())];
    if let Some(field) = section.get("event") {
        let words = Kind::NAMES.map(|name| (name, name));
        row.push(("type", field.choice(&words).unwrap_or("note").to_owned()));
    }
    let of_customer = section.read("customer", YamlField::boolean).unwrap_or(false);
    let (column, id) = if of_customer { ("customer_id", invoice.cell("customer_id")) } else { ("invoice_id", invoice.id()) };
    row.push((column, id.to_owned()));
    for name in CELLS {
        if let Some(text) = section.read(name, YamlField::text) {
            row.push((name, text.to_owned()));
        }
    }
    if let Some(until) = section.get("until").and_then(|field| days::day(&field, invoice.due)) {
        row.push(("until", until.to_string()));
    }
    if let Some(reference) = section.read("ref", YamlField::text) {
        row.push(("ref", whole_id(reference, invoice.id())));
    }
    row
}

/// The id of an action with the invoice's in front of it.
fn whole_id(reference: &str, invoice: &str) -> String {
    match reference {
        whole if action_id::split(whole, invoice).is_some() => whole.to_owned(),
        journey if journey.starts_with('@') => format!("{invoice}{journey}"),
        tail => format!("{invoice}/{tail}"),
    }
}

fn expectation(section: &Section<'_>, invoice: &StoryInvoice) -> StoryStep {
    let expected = expected::read(section, invoice);
    let done = section.get("done").map(|field| done(&field)).unwrap_or_default();
    if done != Done::Nothing
        && let Some(field) = section.get("to")
    {
        let hint = "write `done` in a line of its own";
        field.report_key(Code::KeyConflict, "`to` cannot be used with `done`", hint);
    }
    if section.get("done").is_none()
        && !expected::KEYS.iter().filter(|key| !expected::PLACES.contains(key)).any(|key| section.get(key).is_some())
    {
        let hint = "add what happens (`event`), what is expected (`due`, `stage`, `status`, …) or what is done (`done`)";
        section.report(Code::MissingKey, "this line of the story has nothing to check or do", Some(hint.to_owned()));
    }
    StoryStep::Expect { expected, done }
}

fn done(field: &YamlField<'_>) -> Done {
    if field.scalar() == Some("all") {
        return Done::All;
    }
    let tails = field.texts().unwrap_or_default();
    Done::Some(tails.into_iter().map(|tail| tail.trim_start_matches('/').to_owned()).collect())
}
