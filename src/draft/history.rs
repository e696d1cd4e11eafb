//! What happened to an invoice so far, in words.

use super::escape::clean;
use super::value;
use crate::action_id::AskedBy;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Event, Events, Invoice, Kind, Reference};
use crate::money::{Balance, Currency, Minor, money};
use crate::workflow::Workflow;
use serde_json::{Value, json};

/// The events that concern an invoice up to a day, those of its whole customer among them, in the order in which they count.
pub(super) fn events_of(events: &Events, invoice: &Invoice<'_>, as_of: Day) -> Vec<(Event, bool)> {
    let own = events.invoice(invoice.id()).into_iter().flat_map(|subject| events.of(subject));
    let customers = events.customer(invoice.customer()).into_iter().flat_map(|subject| events.of(subject));
    let mut all: Vec<(Event, bool)> = own.map(|event| (event, false)).collect();
    all.extend(customers.filter(|event| event.concerns(invoice.terms.issue_date)).map(|event| (event, true)));
    all.retain(|(event, _)| event.date <= as_of);
    all.sort_by_key(|(event, _)| (event.date, !event.kind.is_money(), event.sequence));
    all
}

/// One thing that happened, as a template shows it.
#[derive(Clone, Debug)]
pub(super) struct HistoryEntry {
    pub date: Day,
    pub sequence: u32,
    pub is_money: bool,
    /// Is it of the customer, whatever the invoice?
    pub of_customer: bool,
    pub what: String,
    pub by: String,
    pub note: String,
}

impl HistoryEntry {
    pub fn value(&self, invoices: &str) -> Value {
        json!({ "date": value::day(self.date), "what": self.what, "by": self.by, "note": self.note, "invoices": invoices })
    }
}

/// The history of an invoice up to a day.
pub(super) fn entries(events: &Events, workflow: &Workflow, invoice: &Invoice<'_>, as_of: Day) -> impl Iterator<Item = HistoryEntry> {
    events_of(events, invoice, as_of).into_iter().map(|(event, of_customer)| {
        let (by, note) = events.note(&event).unwrap_or(("", ""));
        let currency = events.currency(&event).unwrap_or(invoice.terms.currency);
        let is_money = event.kind.is_money();
        let mut what = words(&event, events, workflow, invoice, currency);
        if of_customer && is_money {
            what.push_str(" on account, without an invoice");
        }
        let (by, note) = (clean(by).into_owned(), clean(note).into_owned());
        HistoryEntry { date: event.date, sequence: event.sequence, is_money, of_customer, what, by, note }
    })
}

/// The same as values for a template.
pub(super) fn history(events: &Events, workflow: &Workflow, invoice: &Invoice<'_>, as_of: Day) -> Vec<Value> {
    let id = clean(invoice.id());
    entries(events, workflow, invoice, as_of).map(|entry| entry.value(if entry.of_customer { "" } else { &id })).collect()
}

fn words(event: &Event, events: &Events, workflow: &Workflow, invoice: &Invoice<'_>, currency: Currency) -> String {
    let amount = |minor: Minor| money(currency, Balance::from(minor));
    let because = |reason| format!(" ({})", clean(events.text(reason)));
    match event.kind {
        Kind::Payment { amount: Some(minor) } => format!("paid {}", amount(minor)),
        Kind::Payment { amount: None } => "paid the whole balance".to_owned(),
        Kind::Credit { amount: Some(minor), waives_fees: true } => format!("credited {} for fees", amount(minor)),
        Kind::Credit { amount: Some(minor), .. } => format!("credited {}", amount(minor)),
        Kind::Credit { amount: None, .. } => "credited the whole balance".to_owned(),
        Kind::Reversal { amount: minor } => format!("{} taken back", amount(minor)),
        Kind::Fee { amount: minor } => format!("fee of {} charged", amount(minor)),
        Kind::WriteOff { amount: Some(minor) } => format!("{} written off", amount(minor)),
        Kind::WriteOff { amount: None } => "wrote off the whole balance".to_owned(),
        Kind::Dispute { reason, amount: part } => {
            let part = part.map_or_else(String::new, |minor| format!(" in part, {}", amount(minor)));
            format!("disputed{part}{}", reason.map(because).unwrap_or_default())
        }
        Kind::DisputeResolved { reason } => format!("dispute resolved{}", reason.map(because).unwrap_or_default()),
        Kind::Promise { until, amount: Some(minor) } => format!("promised {} for {until}", amount(minor)),
        Kind::Promise { until, amount: None } => format!("promised the whole balance for {until}"),
        Kind::Pause { until: Some(until) } => format!("paused until {until}"),
        Kind::Pause { until: None } => "paused".to_owned(),
        Kind::Resume => "pause ended".to_owned(),
        Kind::Reply => "customer replied".to_owned(),
        Kind::Touch { channel, stage, reference, outcome } => {
            let done = match channel {
                Channel::Email => "reminder sent by email",
                Channel::Call => "called",
                Channel::Letter => "letter sent",
                Channel::Sms => "text message sent",
                Channel::Task => "task done",
            };
            let about = match (reference, stage) {
                (Some(reference), _) => about(reference, events, workflow, invoice),
                (None, Some(stage)) => Some(stage_name(workflow, events.text(stage))),
                (None, None) => None,
            };
            let done = outcome.map_or_else(|| done.to_owned(), |outcome| format!("{done}, {}", outcome.words()));
            about.map_or_else(|| done.clone(), |about| format!("{done} ({about})"))
        }
        Kind::Escalate { stage } => format!("moved to {}", stage_name(workflow, events.text(stage))),
        Kind::Extend { until } => format!("due date moved to {until}"),
        Kind::Bounce { address } => format!("email to {} did not arrive", clean(events.text(address))),
        Kind::OptOut { channel, address, until } => {
            let channel = channel.map_or_else(|| "messages and calls".to_owned(), |channel| channel.to_string());
            let address = address.map_or_else(String::new, |address| format!(" at {}", clean(events.text(address))));
            let until = until.map_or_else(String::new, |until| format!(" until {until}"));
            format!("wants no more {channel}{address}{until}")
        }
        Kind::Note { .. } => "note".to_owned(),
    }
}

/// What an action was about: the name of its stage, or what a customer did.
fn about(reference: Reference, events: &Events, workflow: &Workflow, invoice: &Invoice<'_>) -> Option<String> {
    Some(match events.asked_by(reference, invoice.id())? {
        AskedBy::Override { word: "reply", .. } => "answer to a reply".to_owned(),
        AskedBy::Override { word: "short-pay", .. } => "short payment".to_owned(),
        AskedBy::Override { word: "returned", .. } => "returned payment".to_owned(),
        AskedBy::Override { word, .. } => word.replace('-', " "),
        AskedBy::Stage { stage, .. } => stage_name(workflow, stage),
    })
}

/// The name of the stage that is or was called so, or the word itself.
fn stage_name(workflow: &Workflow, id: &str) -> String {
    let stage = workflow.stage_lists().flatten().find(|stage| stage.is_called(id));
    stage.map_or_else(|| clean(id).into_owned(), |stage| stage.name.clone())
}
