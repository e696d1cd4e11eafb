//! What was said as rows of the log: each kind becomes the events that chasing goes by.

use super::hearing::{HeardEvent, HeardMail};
use crate::calendar::Day;
use crate::ledger::reading::EventType;
use crate::mail::Mail;
use crate::proposal::{Certainty, Payer, Proposal, event_id, source_id};
use crate::record::Entry;

/// How long nobody chases what is said to be paid.
#[derive(Clone, Copy, Debug)]
pub struct PauseDays(pub u32);

/// So many letters of a mail's words stand in a note.
const LONGEST_NOTE: usize = 300;

/// The rows that a mail may become, in the order of what it says. `on` is the day of the mail.
pub fn proposed(mail: &Mail, heard: &HeardMail, on: Day, pause: PauseDays) -> Vec<Proposal> {
    let source = source_id(&["mail", &mail.digest]);
    let mut rows: Vec<(HeardEvent, Certainty, Entry)> = Vec::new();
    for event in &heard.events {
        for (certainty, entry) in entries(event, heard, on, pause) {
            rows.push((event.clone(), certainty, entry));
        }
    }
    // Whatever a person wrote is at least an answer.
    let is_answered = heard.events.iter().all(HeardEvent::is_note) && !heard.events.is_empty();
    if heard.is_written && rows.is_empty() && !is_answered {
        let event = HeardEvent::new("question", Certainty::Unclear, &heard.text, &heard.why);
        rows.extend(subjects(&event, heard).into_iter().take(1).map(|subject| {
            let entry = about(Entry::new(on, EventType::Reply), &subject).with("note", note(&heard.text));
            (event.clone(), Certainty::Unclear, entry)
        }));
    }
    let place = if mail.message_id.is_empty() { mail.digest.clone() } else { format!("<{}>", mail.message_id) };
    let numbered = rows.into_iter().zip(1..);
    numbered
        .map(|((event, certainty, entry), number)| Proposal {
            take: certainty.take(),
            certainty,
            source: place.clone(),
            quote: event.quote.clone(),
            why: event.why.clone(),
            kind: event.kind.clone(),
            entry: entry.with("by", by(mail)).with("id", event_id(&source, number)),
            payer: Payer::default(),
        })
        .collect()
}

fn by(mail: &Mail) -> &str {
    &mail.from.address
}

/// An invoice or, without one, the customer.
enum EntrySubject {
    Invoice(String),
    Customer(String),
}

fn about(entry: Entry, subject: &EntrySubject) -> Entry {
    match subject {
        EntrySubject::Invoice(id) => entry.with("invoice_id", id),
        EntrySubject::Customer(id) => entry.with("customer_id", id),
    }
}

/// What an event is about: its invoices, else those of the mail that is answered, else the customer.
fn subjects(event: &HeardEvent, heard: &HeardMail) -> Vec<EntrySubject> {
    let invoices = if event.invoices.is_empty() { &heard.thread } else { &event.invoices };
    match (invoices.as_slice(), &heard.customer) {
        ([], Some(customer)) => vec![EntrySubject::Customer(customer.clone())],
        (invoices, _) => invoices.iter().cloned().map(EntrySubject::Invoice).collect(),
    }
}

fn of_customer(heard: &HeardMail) -> Vec<EntrySubject> {
    heard.customer.iter().cloned().map(EntrySubject::Customer).collect()
}

fn entries(event: &HeardEvent, heard: &HeardMail, on: Day, pause: PauseDays) -> Vec<(Certainty, Entry)> {
    let words = note(&event.quote);
    let certainty = event.certainty;
    let each = |kind: EventType, note: &str| -> Vec<Entry> {
        subjects(event, heard).iter().map(|subject| about(Entry::new(on, kind), subject).with("note", note)).collect()
    };
    let whole = |kind: EventType, note: &str| -> Vec<Entry> {
        of_customer(heard).iter().map(|subject| about(Entry::new(on, kind), subject).with("note", note)).collect()
    };
    let amount = event.amount.map(|(amount, currency)| currency.plain(amount)).unwrap_or_default();
    let all = |entries: Vec<Entry>| entries.into_iter().map(|entry| (certainty, entry)).collect();
    let reply = |told: &str| all(each(EventType::Reply, &joined(told, &words)));
    match event.kind.as_str() {
        "promise" => match event.until {
            Some(until) if !event.invoices.is_empty() => all(each(EventType::Promise, &words)
                .into_iter()
                .map(|entry| entry.with("until", until.to_string()).with("amount", &amount))
                .collect()),
            _ => reply("wants to pay, without a day"),
        },
        "dispute" if !event.invoices.is_empty() => {
            let reason = event.reason.as_deref().unwrap_or_default();
            all(each(EventType::Dispute, &words).into_iter().map(|entry| entry.with("reason", reason).with("amount", &amount)).collect())
        }
        "paid_claim" => {
            let when = event.date.map(|date| format!(" on {date}")).unwrap_or_default();
            let sum = if amount.is_empty() { String::new() } else { format!(", {amount}") };
            let by = event.reference.as_deref().map(|reference| format!(", reference {reference}")).unwrap_or_default();
            let told = format!("says it was paid{when}{sum}{by}: look for the money");
            let until = on.plus(i32::try_from(pause.0).unwrap_or(i32::MAX));
            let pauses = each(EventType::Pause, &joined(&told, &words)).into_iter().map(|entry| entry.with("until", until.to_string()));
            each(EventType::Reply, &joined(&told, &words)).into_iter().chain(pauses).map(|entry| (certainty, entry)).collect()
        }
        "copy_request" => reply(&format!("asks for a copy: {}", event.reason.as_deref().unwrap_or("invoice").replace('_', " "))),
        "plan_request" => reply("asks to pay in parts"),
        "wrong_contact" => reply(&match &event.address {
            Some(address) => format!("is not the right contact; {address} belongs into the customers' file"),
            None => "is not the right contact".to_owned(),
        }),
        "bounce" => {
            let address = event.address.as_deref().unwrap_or_default();
            all(whole(EventType::Bounce, &words).into_iter().map(|entry| entry.with("address", address)).collect())
        }
        "opt_out" => {
            let address = event.address.as_deref().unwrap_or_default();
            let channel = event.channel.as_deref().unwrap_or("email");
            all(whole(EventType::OptOut, &words).into_iter().map(|entry| entry.with("address", address).with("channel", channel)).collect())
        }
        "legal_notice" => {
            let told = joined(&format!("legal notice, {}", event.reason.as_deref().unwrap_or("lawyer")), &words);
            let rows = whole(EventType::Pause, &told).into_iter().chain(whole(EventType::Reply, &told));
            rows.map(|entry| (certainty, entry)).collect()
        }
        // That somebody is away is a fact; whether to wait is a decision.
        "out_of_office" => {
            let told = event.until.map(|until| format!("back on {until}")).unwrap_or_else(|| "no day of return".to_owned());
            let told = match &event.address {
                Some(address) => format!("out of office, {told}; meanwhile {address}"),
                None => format!("out of office, {told}"),
            };
            let note = whole(EventType::Note, &joined(&told, &words)).into_iter().map(|entry| (certainty, entry));
            let pause = |until: Day| {
                whole(EventType::Pause, &told).into_iter().map(move |entry| (Certainty::Likely, entry.with("until", until.to_string())))
            };
            let pauses: Vec<(Certainty, Entry)> = event.until.into_iter().flat_map(pause).collect();
            note.chain(pauses).collect()
        }
        "thanks" | "note" => all(whole(EventType::Note, &words)),
        _ => reply(""),
    }
}

fn joined(told: &str, words: &str) -> String {
    if told.is_empty() { words.to_owned() } else { format!("{told}: {words}") }
}

/// A mail's words on one line, and not more of them than fit.
fn note(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_NOTE) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
