//! Money that went out: returns of payments on record, and everything else.

use super::aside::AsideReason;
use super::open_items::PastPayment;
use super::reasons::MatchReason;
use super::run::{LineFacts, MatchState};
use super::{BankLine, LineMatch, MatchEvent, MatchEventKind};
use crate::money::Minor;
use crate::proposal::Certainty;

/// A bank charges no more for a return than this, in major units.
const MOST_CHARGES: Minor = 60;

pub(super) fn decide(state: &MatchState<'_>, line: &BankLine, facts: &LineFacts) -> LineMatch {
    let amount = -line.amount;
    let is_return = line.is_reversal || facts.words.is_returned() || line.code.contains("RRTN") || line.code.contains("RPCR");
    let charges = if is_return { MOST_CHARGES * 10_i64.pow(line.currency.decimals()) } else { 0 };
    if let Some((payments, charge)) = named_payments(state, line, facts, amount, charges) {
        return returned(state, line, &payments, charge, Certainty::Likely);
    }
    if !is_return {
        let aside = state.own.why_aside(line, &facts.words).unwrap_or(AsideReason::MoneyOut);
        return LineMatch { aside: Some(aside), ..LineMatch::nothing(MatchReason::SetAside(aside)) };
    }
    let customer = facts.payer.as_ref().map(|payer| payer.customer.as_str());
    let by_amount: Vec<PastPayment> = state
        .index
        .paid_amounts
        .get(&amount)
        .into_iter()
        .flatten()
        .filter(|item| customer == Some(state.index.item(**item).customer.as_str()))
        .filter_map(|item| paid(state, *item, line, amount, 0))
        .collect();
    match by_amount.as_slice() {
        [only] => returned(state, line, std::slice::from_ref(only), 0, Certainty::Likely),
        [first, ..] => {
            let mut decided = returned(state, line, std::slice::from_ref(first), 0, Certainty::Unclear);
            decided.reasons.push(MatchReason::Several { count: by_amount.len() });
            decided.alternatives = by_amount[1..].iter().map(|payment| vec![reversal(state, line, payment)]).collect();
            decided
        }
        [] => LineMatch { aside: Some(AsideReason::Returned), ..LineMatch::nothing(MatchReason::NotOnRecord) },
    }
}

/// The payments of the items that are named, if they come to the amount or to less by no more than a charge.
fn named_payments(
    state: &MatchState<'_>,
    line: &BankLine,
    facts: &LineFacts,
    amount: Minor,
    charges: Minor,
) -> Option<(Vec<PastPayment>, Minor)> {
    let mut named: Vec<u32> = facts.found.iter().filter(|found| found.places.len() == 1).map(|found| found.places[0]).collect();
    named.sort_unstable();
    named.dedup();
    if let [only] = named.as_slice() {
        let payment = paid(state, *only, line, amount, charges)?;
        let charge = amount - payment.amount;
        return Some((vec![payment], charge));
    }
    let payments: Option<Vec<PastPayment>> = named.iter().map(|item| latest(state, *item, line)).collect();
    let payments = payments.filter(|payments| !payments.is_empty())?;
    let sum: Minor = payments.iter().map(|payment| payment.amount).sum();
    (sum <= amount && amount - sum <= charges).then_some((payments, amount - sum))
}

/// The payment of an item that an amount takes back: of just this amount, else the largest that leaves no more than a charge; of several, the
/// latest.
fn paid(state: &MatchState<'_>, item: u32, line: &BankLine, amount: Minor, charges: Minor) -> Option<PastPayment> {
    let payments = state.index.payments.get(&item)?;
    let fits = |payment: &&PastPayment| payment.date <= line.date && payment.amount <= amount && amount - payment.amount <= charges;
    payments.iter().filter(fits).max_by_key(|payment| (payment.amount, payment.date)).cloned()
}

fn latest(state: &MatchState<'_>, item: u32, line: &BankLine) -> Option<PastPayment> {
    let payments = state.index.payments.get(&item)?;
    payments.iter().filter(|payment| payment.date <= line.date).max_by_key(|payment| payment.date).cloned()
}

fn reversal(state: &MatchState<'_>, line: &BankLine, payment: &PastPayment) -> MatchEvent {
    let item = state.index.item(payment.item);
    MatchEvent {
        kind: MatchEventKind::Reversal,
        invoice: Some(item.id.clone()),
        customer: item.customer.clone(),
        amount: payment.amount,
        currency: line.currency,
    }
}

fn returned(state: &MatchState<'_>, line: &BankLine, payments: &[PastPayment], charge: Minor, certainty: Certainty) -> LineMatch {
    let item = state.index.item(payments[0].item);
    let mut reasons: Vec<MatchReason> = payments
        .iter()
        .map(|payment| MatchReason::ReturnOf { invoice: state.index.item(payment.item).id.clone(), on: payment.date })
        .collect();
    let mut suggestions = Vec::new();
    if charge > 0 {
        reasons.push(MatchReason::ReturnCharge { amount: charge, currency: line.currency });
        suggestions.push(MatchEvent {
            kind: MatchEventKind::Fee,
            invoice: Some(item.id.clone()),
            customer: item.customer.clone(),
            amount: charge,
            currency: line.currency,
        });
    }
    LineMatch {
        certainty,
        customer: Some(item.customer.clone()),
        events: payments.iter().map(|payment| reversal(state, line, payment)).collect(),
        alternatives: Vec::new(),
        suggestions,
        aside: None,
        reasons,
    }
}
