//! Items that are named, and an amount that is not theirs: part payments, discounts, charges, too much, or something else altogether.

use super::by_payer::{account_event, of_customer, payment, proposal, settled};
use super::by_reference::NamedItems;
use super::difference::{Shortfall, explained, percent_of, percents};
use super::reasons::MatchReason;
use super::sums::sums;
use super::{LineMatch, MatchEvent, MatchEventKind};
use crate::money::{Decimal, Minor};
use crate::proposal::Certainty;

pub(super) fn decide(named: &NamedItems<'_>) -> LineMatch {
    if let Some(payer) = named.other_payer(&named.open) {
        return of_other_payer(named, payer);
    }
    match named.open.as_slice() {
        [only] if named.line.amount < named.sum(&[*only]) => too_little(named, *only),
        places if named.line.amount > named.sum(places) => too_much(named),
        _ => less_on_several(named),
    }
}

/// The payer is another customer: his own items count, if one of them fits.
fn of_other_payer(named: &NamedItems<'_>, payer: &str) -> LineMatch {
    let mut decided = of_customer(named.state, named.line, named.facts, payer);
    let owner = named.owner().to_owned();
    decided.reasons.insert(0, MatchReason::OtherPayer { payer: payer.to_owned(), owner });
    decided.certainty = Certainty::Unclear;
    let amount = named.line.amount.min(named.sum(&named.open[..1]).max(0));
    if amount > 0 {
        decided.alternatives.push(vec![payment(named.state, named.line, named.open[0], amount)]);
    }
    decided
}

/// Other open items of the same customer that have just this amount.
fn of_this_amount(named: &NamedItems<'_>, amount: Minor) -> Vec<u32> {
    let open = named.state.index.open_of(named.owner(), named.line.currency);
    open.into_iter().filter(|place| !named.open.contains(place) && named.sum(&[*place]) == amount).collect()
}

/// How sure money on a named item is: sure only from the customer's own account or name, and with an id that was read well.
fn certainty(named: &NamedItems<'_>, places: &[u32]) -> Certainty {
    if named.is_theirs(places) && !named.is_weak(places) && !named.is_contradicted() {
        Certainty::Certain
    } else if named.facts.payer.is_some() || !named.is_weak(places) {
        Certainty::Likely
    } else {
        Certainty::Unclear
    }
}

fn finished(named: &NamedItems<'_>, mut decided: LineMatch) -> LineMatch {
    if let Some(reason) = named.open.iter().find_map(|place| named.state.is_unsure(*place, named.line)) {
        decided.certainty = decided.certainty.min(Certainty::Likely);
        decided.reasons.push(reason);
    }
    decided
}

/// Less than is open on the one item.
fn too_little(named: &NamedItems<'_>, place: u32) -> LineMatch {
    let (state, line, owner) = (named.state, named.line, named.owner());
    let item = state.index.item(place);
    let (less, currency) = (item.balance - line.amount, line.currency);
    let events = vec![payment(state, line, place, line.amount)];
    let others = of_this_amount(named, line.amount);
    if let Some(other) = others.first().filter(|_| !named.facts.words.is_part()) {
        let reason = MatchReason::AmountOfAnother { invoice: state.index.item(*other).id.clone() };
        let alternatives = others.iter().map(|other| vec![payment(state, line, *other, line.amount)]).collect();
        return proposal(owner, events, Certainty::Unclear, alternatives, vec![reason]);
    }
    let given_up = |kind| vec![MatchEvent { kind, ..payment(state, line, place, less) }];
    let (reason, suggestions) = match explained(item, line, &named.facts.words, state.rules) {
        Some(Shortfall::Discount(percent)) => {
            (MatchReason::Discount { percent: percent.to_string(), amount: less, currency }, given_up(MatchEventKind::Credit))
        }
        Some(Shortfall::Tolerated) => (MatchReason::Tolerated { amount: less, currency }, given_up(MatchEventKind::Credit)),
        Some(Shortfall::Charges) => (MatchReason::Charges { amount: less, currency }, given_up(MatchEventKind::WriteOff)),
        None => (MatchReason::Part { left: less, currency }, Vec::new()),
    };
    let mut decided = proposal(owner, events, certainty(named, &[place]), Vec::new(), vec![reason]);
    decided.suggestions = suggestions;
    finished(named, decided)
}

/// More than is open on all that is named.
fn too_much(named: &NamedItems<'_>) -> LineMatch {
    let (state, line, owner) = (named.state, named.line, named.owner());
    let rest = line.amount - named.sum(&named.open);
    let in_full = settled(state, line, &named.open);
    let with = |places: &[u32]| -> Vec<MatchEvent> { in_full.iter().cloned().chain(settled(state, line, places)).collect() };
    let mut on_account = in_full.clone();
    on_account.push(account_event(line, owner, rest));
    let others = of_this_amount(named, line.amount);
    if let Some(other) = others.first() {
        let reason = MatchReason::AmountOfAnother { invoice: state.index.item(*other).id.clone() };
        let alternatives = others.iter().map(|other| vec![payment(state, line, *other, line.amount)]).collect();
        return proposal(owner, on_account, Certainty::Unclear, alternatives, vec![reason]);
    }
    let too_much = MatchReason::TooMuch { rest, currency: line.currency };
    let unnamed: Vec<(u32, Minor)> = state
        .index
        .open_of(owner, line.currency)
        .into_iter()
        .filter(|place| !named.open.contains(place))
        .map(|place| (place, state.index.item(place).balance))
        .collect();
    let single: Vec<Vec<u32>> = unnamed.iter().filter(|(_, balance)| *balance == rest).map(|(place, _)| vec![*place]).collect();
    let found: Vec<Vec<u32>> = if single.is_empty() { sums(&unnamed, rest, 2).solutions } else { single };
    match found.as_slice() {
        [only] => {
            let reasons = vec![too_much, MatchReason::OnlySum { count: named.open.len() + only.len() }];
            return proposal(owner, with(only), Certainty::Likely, vec![on_account], reasons);
        }
        [_, ..] => {
            let alternatives = found.iter().map(|places| with(places)).collect();
            return proposal(owner, on_account, Certainty::Unclear, alternatives, vec![too_much]);
        }
        [] => {}
    }
    let alternatives = match named.open.as_slice() {
        [only] => vec![vec![payment(state, line, *only, line.amount)]],
        _ => Vec::new(),
    };
    let is_of_one = named.open.iter().all(|place| state.index.item(*place).customer == owner);
    let certainty = if is_of_one { certainty(named, &named.open) } else { Certainty::Unclear };
    finished(named, proposal(owner, on_account, certainty, alternatives, vec![too_much]))
}

/// Less than is open on several items: a discount on each, or the last of them in part.
fn less_on_several(named: &NamedItems<'_>) -> LineMatch {
    let (state, line, owner) = (named.state, named.line, named.owner());
    let less = named.sum(&named.open) - line.amount;
    let currency = line.currency;
    let of_all = |percent: Decimal| -> Vec<(u32, Minor)> {
        let part = |place: &u32| (*place, percent_of(named.sum(&[*place]), percent));
        named.open.iter().map(part).collect()
    };
    const USUAL: [i128; 4] = [20, 30, 10, 25];
    let terms = named.open.first().and_then(|place| state.index.item(*place).discount).map(|(percent, _)| percent);
    let usual = USUAL.map(|tenths| Decimal::new(tenths, 1));
    let fits = |percent: &Decimal| {
        let sum: Minor = of_all(*percent).iter().map(|(_, part)| part).sum();
        (sum - less).abs() <= 1
    };
    let percent = percents(&line.text).into_iter().chain(terms).chain(usual).find(|percent| fits(percent));
    if let Some(percent) = percent.filter(|_| less > 1) {
        let mut parts = of_all(percent);
        // A minor unit that rounding leaves goes to the last.
        let wrong = parts.iter().map(|(_, part)| part).sum::<Minor>() - less;
        if let Some((_, last)) = parts.last_mut() {
            *last -= wrong;
        }
        let net = |(place, part): &(u32, Minor)| {
            let balance = named.sum(&[*place]);
            let kind = if balance < 0 { MatchEventKind::CreditUsed } else { MatchEventKind::Payment };
            MatchEvent { kind, ..payment(state, line, *place, (balance - part).abs()) }
        };
        let credit = |(place, part): &(u32, Minor)| MatchEvent { kind: MatchEventKind::Credit, ..payment(state, line, *place, *part) };
        let reason = MatchReason::Discount { percent: percent.to_string(), amount: less, currency };
        let mut decided = proposal(owner, parts.iter().map(net).collect(), Certainty::Likely, Vec::new(), vec![reason]);
        decided.suggestions = parts.iter().filter(|(_, part)| *part > 0).map(credit).collect();
        return finished(named, decided);
    }
    let mut rest = line.amount;
    let mut events = Vec::new();
    // Credit notes that are named leave more money for the others.
    for place in named.open.iter().copied().filter(|place| named.sum(&[*place]) < 0) {
        rest -= named.sum(&[place]);
        events.extend(settled(state, line, &[place]));
    }
    for place in named.open.iter().copied().filter(|place| named.sum(&[*place]) > 0) {
        let part = rest.min(named.sum(&[place]));
        if part > 0 {
            events.push(payment(state, line, place, part));
        }
        rest -= part;
    }
    let certainty = if named.is_theirs(&named.open) { Certainty::Likely } else { Certainty::Unclear };
    finished(named, proposal(owner, events, certainty, Vec::new(), vec![MatchReason::Part { left: less, currency }]))
}
