//! What a program of one's own is asked about a mail, and what its answer changes.

use super::hearing::{HeardEvent, HeardMail};
use super::known_customers::KnownCustomer;
use crate::calendar::Day;
use crate::money::{Balance, Currency};
use crate::proposal::Certainty;
use crate::said::days_in;
use serde_json::json;

/// A mail as numbered clauses, invoices, days and amounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelQuestion {
    pub on: Option<Day>,
    pub clauses: Vec<String>,
    pub invoices: Vec<(String, Balance, Currency)>,
    pub dates: Vec<Day>,
    pub amounts: Vec<(Balance, Currency)>,
}

/// What a program says that a clause means: its numbers, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelEvent {
    pub kind: String,
    pub clause: usize,
    pub invoices: Vec<usize>,
    pub date: Option<usize>,
    pub amount: Option<usize>,
}

impl ModelQuestion {
    /// What an answer may say.
    pub const KINDS: &[&str] =
        &["promise", "dispute", "paid_claim", "plan_request", "copy_request", "question", "wrong_contact", "legal_notice", "refusal"];

    /// The question, as the program reads it.
    pub fn json(&self) -> String {
        let numbered = |place: usize| place + 1;
        let question = json!({
            "version": 1,
            "date": self.on.map(|day| day.to_string()),
            "types": Self::KINDS,
            "clauses": self.clauses.iter().enumerate().map(|(place, text)| json!({ "clause": numbered(place), "text": text })).collect::<Vec<_>>(),
            "invoices": self.invoices.iter().enumerate().map(|(place, (id, balance, currency))| {
                json!({ "invoice": numbered(place), "id": id, "balance": currency.plain(*balance), "currency": currency.code() })
            }).collect::<Vec<_>>(),
            "dates": self.dates.iter().enumerate().map(|(place, day)| json!({ "date": numbered(place), "day": day.to_string() })).collect::<Vec<_>>(),
            "amounts": self.amounts.iter().enumerate().map(|(place, (amount, currency))| {
                json!({ "amount": numbered(place), "value": currency.plain(*amount), "currency": currency.code() })
            }).collect::<Vec<_>>(),
        });
        format!("{question}\n")
    }
}

/// What there is to ask about a mail; nothing where all is clear, or nobody knows whose it is.
pub fn model_question(heard: &HeardMail, debtor: &KnownCustomer, on: Day) -> Option<ModelQuestion> {
    let is_unclear = heard.events.iter().any(|event| event.certainty == Certainty::Unclear)
        || heard.events.iter().all(HeardEvent::is_note) && heard.needs_person;
    if !heard.is_open_to_models || !is_unclear || heard.clauses.is_empty() {
        return None;
    }
    let open = debtor.debts.iter().filter(|debt| debt.is_open);
    let mut dates: Vec<Day> = heard.events.iter().flat_map(|event| [event.until, event.date]).flatten().collect();
    let named = days_in(&heard.text, on.date(), debtor.tongue, debtor.day_first);
    dates.extend(named.into_iter().filter_map(|named| Day::from_date(named.day)));
    dates.sort();
    dates.dedup();
    let mut amounts: Vec<(Balance, Currency)> = heard.events.iter().filter_map(|event| event.amount).collect();
    amounts.dedup();
    Some(ModelQuestion {
        on: Some(on),
        clauses: heard.clauses.iter().map(|clause| clause.text.clone()).collect(),
        invoices: open.map(|debt| (debt.id.clone(), debt.balance, debt.currency)).collect(),
        dates,
        amounts,
    })
}

/// Adds what a program answered. It makes what is unclear likely, and nothing certain.
pub fn with_model(heard: &mut HeardMail, question: &ModelQuestion, events: &[ModelEvent]) {
    for told in events {
        let invoices: Vec<String> =
            told.invoices.iter().filter_map(|place| question.invoices.get(*place)).map(|(id, ..)| id.clone()).collect();
        let is_same = |event: &&mut HeardEvent| event.kind == told.kind && (event.invoices == invoices || event.invoices.is_empty());
        let day = told.date.and_then(|place| question.dates.get(place)).copied();
        let why = "read so by inbox.command";
        let event = match heard.events.iter_mut().find(is_same) {
            Some(event) if event.certainty != Certainty::Unclear => continue,
            Some(event) => event,
            None => {
                let quote = question.clauses.get(told.clause).map_or("", String::as_str);
                heard.events.push(HeardEvent::new(&told.kind, Certainty::Unclear, quote, why));
                let Some(event) = heard.events.last_mut() else { continue };
                event
            }
        };
        event.certainty = Certainty::Likely;
        event.invoices = invoices;
        why.clone_into(&mut event.why);
        match told.kind.as_str() {
            "promise" => event.until = day.or(event.until),
            "paid_claim" => event.date = day.or(event.date),
            _ => {}
        }
        event.amount = told.amount.and_then(|place| question.amounts.get(place)).copied().or(event.amount);
    }
}
