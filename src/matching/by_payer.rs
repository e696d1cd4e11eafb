//! Lines that name no item: what the payer, or the amount alone, leads to.

use super::difference::{Shortfall, explained, percent_of};
use super::reasons::MatchReason;
use super::run::{LineFacts, MatchState};
use super::sums::{ItemSums, sums};
use super::{BankLine, LineMatch, MatchEvent, MatchEventKind};
use crate::money::Minor;
use crate::proposal::Certainty;

/// So many invoices of just this amount, of whomever, are told to a person.
const MOST_STRANGERS: usize = 3;

/// Decides by the payer or, if nobody knows him, by the amount.
pub(super) fn decide(state: &MatchState<'_>, line: &BankLine, facts: &LineFacts) -> LineMatch {
    let named = match facts.customers.as_slice() {
        [only] => Some(only.as_str()),
        _ => None,
    };
    let of_payer = facts.payer.as_ref().map(|payer| payer.customer.as_str());
    let mut reasons = facts.payer_reasons.clone();
    if let Some(customer) = named {
        reasons.push(MatchReason::CustomerNamed { customer: customer.to_owned() });
    }
    let Some(customer) = named.or(of_payer) else { return by_amount(state, line, reasons) };
    let contradicts = of_payer != Some(customer);
    let mut decided = of_customer(state, line, facts, customer);
    if contradicts {
        decided.certainty = Certainty::Unclear;
    }
    decided.reasons.splice(0..0, reasons);
    decided
}

/// What a customer may have paid with an amount and no word.
pub(super) fn of_customer(state: &MatchState<'_>, line: &BankLine, facts: &LineFacts, customer: &str) -> LineMatch {
    let open = state.index.open_of(customer, line.currency);
    let singles: Vec<u32> = open.iter().copied().filter(|place| state.index.item(*place).balance == line.amount).collect();
    let on_account = vec![account_event(line, customer, line.amount)];
    let single = |place: &u32| vec![payment(state, line, *place, line.amount)];
    if facts.words.is_prepayment() {
        let alternatives = singles.iter().map(single).collect();
        return proposal(customer, on_account, Certainty::Likely, alternatives, vec![MatchReason::Prepayment, MatchReason::OnAccount]);
    }
    let found = combinations(state, line, &open);
    let summed: Vec<Vec<MatchEvent>> = found.solutions.iter().map(|places| settled(state, line, places)).collect();
    match (singles.as_slice(), summed.as_slice()) {
        ([only], []) => {
            let certainty = if found.is_capped { Certainty::Unclear } else { Certainty::Likely };
            let mut decided = proposal(customer, single(only), certainty, Vec::new(), vec![MatchReason::OnlyAmount]);
            decided.reasons.extend(state.is_unsure(*only, line));
            decided
        }
        ([first, others @ ..], _) => {
            let alternatives: Vec<_> = others.iter().map(single).chain(summed.iter().cloned()).chain([on_account]).collect();
            let count = alternatives.len();
            proposal(customer, single(first), Certainty::Unclear, alternatives, vec![MatchReason::Several { count }])
        }
        ([], [only]) => {
            let reason = MatchReason::OnlySum { count: only.len() };
            proposal(customer, only.clone(), Certainty::Likely, vec![on_account], vec![reason])
        }
        ([], [_, _, ..]) => {
            let reasons = vec![MatchReason::Several { count: summed.len() }, MatchReason::OnAccount];
            proposal(customer, on_account, Certainty::Unclear, summed, reasons)
        }
        ([], []) => discounted(state, line, facts, customer, &open).unwrap_or_else(|| {
            let missing = if found.is_capped { MatchReason::TooManyItems } else { MatchReason::NoReference };
            proposal(customer, on_account, Certainty::Likely, Vec::new(), vec![missing, MatchReason::OnAccount])
        }),
    }
}

/// The ways in which several of a customer's items add up to the amount; two are enough to know that none is the only one.
fn combinations(state: &MatchState<'_>, line: &BankLine, open: &[u32]) -> ItemSums {
    let items: Vec<(u32, Minor)> = open.iter().map(|place| (*place, state.index.item(*place).balance)).collect();
    sums(&items, line.amount, 2)
}

/// The one item that a discount by its terms or by the words of the payer explains.
fn discounted(state: &MatchState<'_>, line: &BankLine, facts: &LineFacts, customer: &str, open: &[u32]) -> Option<LineMatch> {
    let mut fitting = open.iter().filter_map(|place| {
        let item = state.index.item(*place);
        let less = item.balance - line.amount;
        if less <= 0 || less > percent_of(item.balance, crate::money::Decimal::new(5, 0)) {
            return None;
        }
        match explained(item, line, &facts.words, state.rules)? {
            Shortfall::Discount(percent) => Some((*place, percent, less)),
            _ => None,
        }
    });
    let (place, percent, less) = fitting.next()?;
    if fitting.next().is_some() {
        return None;
    }
    let reason = MatchReason::Discount { percent: percent.to_string(), amount: less, currency: line.currency };
    let events = vec![payment(state, line, place, line.amount)];
    let alternatives = vec![vec![account_event(line, customer, line.amount)]];
    let mut decided = proposal(customer, events, Certainty::Unclear, alternatives, vec![MatchReason::NoReference, reason]);
    decided.suggestions = vec![MatchEvent { kind: MatchEventKind::Credit, ..payment(state, line, place, less) }];
    Some(decided)
}

/// Nobody knows the payer: an amount that only few invoices have.
fn by_amount(state: &MatchState<'_>, line: &BankLine, mut reasons: Vec<MatchReason>) -> LineMatch {
    let found = state.index.of_amount(line.currency, line.amount);
    let Some((first, others)) = found.split_first().filter(|_| found.len() <= MOST_STRANGERS) else {
        reasons.push(MatchReason::NothingFits);
        return LineMatch { reasons, ..LineMatch::nothing(MatchReason::NothingFits) };
    };
    reasons.push(if others.is_empty() { MatchReason::OnlyAmount } else { MatchReason::Several { count: found.len() } });
    let alternatives = others.iter().map(|place| vec![payment(state, line, *place, line.amount)]).collect();
    let customer = state.index.item(*first).customer.clone();
    proposal(&customer, vec![payment(state, line, *first, line.amount)], Certainty::Unclear, alternatives, reasons)
}

/// A decision that a person is to look at.
pub(super) fn proposal(
    customer: &str,
    events: Vec<MatchEvent>,
    certainty: Certainty,
    alternatives: Vec<Vec<MatchEvent>>,
    reasons: Vec<MatchReason>,
) -> LineMatch {
    LineMatch { certainty, customer: Some(customer.to_owned()), events, alternatives, suggestions: Vec::new(), aside: None, reasons }
}

/// Money on an item.
pub(super) fn payment(state: &MatchState<'_>, line: &BankLine, place: u32, amount: Minor) -> MatchEvent {
    let item = state.index.item(place);
    MatchEvent {
        kind: MatchEventKind::Payment,
        invoice: Some(item.id.clone()),
        customer: item.customer.clone(),
        amount,
        currency: line.currency,
    }
}

/// Money of a customer that is for no item.
pub(super) fn account_event(line: &BankLine, customer: &str, amount: Minor) -> MatchEvent {
    MatchEvent { kind: MatchEventKind::Payment, invoice: None, customer: customer.to_owned(), amount, currency: line.currency }
}

/// What settles items in full: payments, and credit notes that are used up.
pub(super) fn settled(state: &MatchState<'_>, line: &BankLine, places: &[u32]) -> Vec<MatchEvent> {
    let event = |place: &u32| {
        let balance = state.index.item(*place).balance;
        let kind = if balance < 0 { MatchEventKind::CreditUsed } else { MatchEventKind::Payment };
        MatchEvent { kind, ..payment(state, line, *place, balance.abs()) }
    };
    places.iter().map(event).collect()
}
