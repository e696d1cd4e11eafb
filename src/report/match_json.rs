//! Lines of bank statements for programs: an object for each.

use super::json::{line, pretty};
use super::match_row::{MatchView, reasons};
use crate::matching::{LineOutcome, LineResult, LineState, MatchEvent, MatchEventKind};
use serde::Serialize;
use std::io::{self, Write};

/// A line as an object.
#[derive(Serialize)]
struct LineObject<'a> {
    line: &'a str,
    source: &'a str,
    date: String,
    amount: String,
    currency: &'static str,
    payer: &'a str,
    text: &'a str,
    outcome: &'static str,
    /// Why it was set aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    aside: Option<&'static str>,
    certainty: &'static str,
    apply: bool,
    needs_person: bool,
    customer: Option<&'a str>,
    events: Vec<EventObject<'a>>,
    alternatives: Vec<Vec<EventObject<'a>>>,
    suggest: Vec<EventObject<'a>>,
    why: Vec<String>,
}

#[derive(Serialize)]
struct EventObject<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice: Option<&'a str>,
    customer: &'a str,
    /// Negative for a credit note that is used.
    amount: String,
    currency: &'static str,
}

fn object(event: &MatchEvent) -> EventObject<'_> {
    let (kind, sign) = match event.kind {
        MatchEventKind::Payment => ("payment", 1),
        MatchEventKind::CreditUsed => ("payment", -1),
        MatchEventKind::Reversal => ("reversal", 1),
        MatchEventKind::Credit => ("credit", 1),
        MatchEventKind::WriteOff => ("write_off", 1),
        MatchEventKind::Fee => ("fee", 1),
    };
    let amount = event.currency.plain(i128::from(event.amount) * sign);
    EventObject { kind, invoice: event.invoice.as_deref(), customer: &event.customer, amount, currency: event.currency.code() }
}

fn of_line(result: &LineResult) -> LineObject<'_> {
    let (found, decision) = (&result.line, &result.decision);
    let is_new = matches!(result.state, LineState::New | LineState::Waiting);
    let needs_person = is_new && !decision.events.is_empty() && !result.is_applied();
    LineObject {
        line: &result.label,
        source: &result.source,
        date: found.date.to_string(),
        amount: found.currency.plain(found.amount.into()),
        currency: found.currency.code(),
        payer: &found.payer,
        text: &found.text,
        outcome: result.outcome().map_or("same", LineOutcome::name),
        aside: decision.aside.map(|aside| aside.name()),
        certainty: decision.certainty.name(),
        apply: result.is_applied(),
        needs_person,
        customer: decision.customer.as_deref(),
        events: decision.events.iter().map(object).collect(),
        alternatives: decision.alternatives.iter().map(|events| events.iter().map(object).collect()).collect(),
        suggest: decision.suggestions.iter().map(object).collect(),
        why: match is_new {
            true => decision.reasons.iter().map(ToString::to_string).collect(),
            false => vec![reasons(result)],
        },
    }
}

pub fn match_jsonl(view: &MatchView<'_>, mut out: impl Write) -> io::Result<()> {
    view.results.iter().try_for_each(|result| line(&of_line(result), &mut out))
}

#[derive(Serialize)]
struct MatchDocument<'a> {
    as_of: String,
    accounts: super::Listing,
    lines: Vec<LineObject<'a>>,
}

/// One object: `as_of`, `accounts`, `lines`.
pub fn match_json(view: &MatchView<'_>, as_of: crate::calendar::Day, mut out: impl Write) -> io::Result<()> {
    let lines = view.results.iter().map(|result| of_line(result)).collect();
    pretty(&MatchDocument { as_of: as_of.to_string(), accounts: view.accounts(), lines }, &mut out)?;
    out.write_all(b"\n")
}
