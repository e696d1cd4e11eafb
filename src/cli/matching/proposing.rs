//! Decisions as rows that a person takes or not.

use super::lines::{LineSource, quote};
use collect::ledger::reading::EventType;
use collect::matching::{LineMatch, LineResult, LineState, MatchEvent, MatchEventKind};
use collect::proposal::{Certainty, Payer, Proposal, Take, event_id};
use collect::record::Entry;
use collect::report::{match_reasons, told};

/// A row for each event of the lines that are new, and for each that may be added.
pub fn proposals(results: &[LineResult], sources: &[LineSource]) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for (result, source) in results.iter().zip(sources).filter(|(result, _)| result.state == LineState::New) {
        let decision = &result.decision;
        let events = decision.events.iter().map(|event| (event, decision.certainty));
        // What is given up is never certain.
        let suggestions = decision.suggestions.iter().map(|event| (event, Certainty::Unclear));
        for (number, (event, certainty)) in events.chain(suggestions).enumerate() {
            proposals.push(proposal(result, decision, event, certainty, &event_id(&source.id, number + 1)));
        }
    }
    proposals
}

fn proposal(result: &LineResult, decision: &LineMatch, event: &MatchEvent, certainty: Certainty, id: &str) -> Proposal {
    let line = &result.line;
    let (kind, word) = match event.kind {
        MatchEventKind::Payment => (EventType::Payment, if event.invoice.is_some() { "payment" } else { "on_account" }),
        // A credit note is used up by the opposite of a payment.
        MatchEventKind::CreditUsed => (EventType::Reversal, "credit_note_used"),
        MatchEventKind::Reversal => (EventType::Reversal, "returned"),
        MatchEventKind::Credit => (EventType::Credit, "discount"),
        MatchEventKind::WriteOff => (EventType::WriteOff, "charges"),
        MatchEventKind::Fee => (EventType::Fee, "return_fee"),
    };
    let entry = Entry::new(line.date, kind)
        .with("invoice_id", event.invoice.as_deref().unwrap_or_default())
        .with("customer_id", if event.invoice.is_none() { event.customer.as_str() } else { "" })
        .with("amount", event.currency.plain(event.amount.into()))
        .with("currency", event.currency.code())
        .with("id", id);
    let mut why = match_reasons(result);
    if decision.events.len() > 1 {
        why = format!("together {}; {why}", told(&decision.events));
    }
    Proposal {
        take: if certainty == Certainty::Certain { Take::Yes } else { Take::Open },
        certainty,
        source: format!("{} ({})", result.label, result.source),
        quote: quote(line),
        why,
        kind: word.to_owned(),
        entry,
        payer: Payer { name: line.payer.clone(), iban: line.iban.clone() },
    }
}
