//! Lines that name items.

use super::by_payer::{account_event, of_customer, payment, proposal, settled};
use super::difference::{amounts_in, explained};
use super::other_amount;
use super::payers::PayerEvidence;
use super::reasons::MatchReason;
use super::references::{FoundId, IdReading};
use super::run::{LineFacts, MatchState};
use super::sums::sums;
use super::{BankLine, LineMatch, MatchEvent};
use crate::money::Minor;
use crate::proposal::Certainty;

/// The items that a line names, and whose they are.
pub(super) struct NamedItems<'m> {
    pub state: &'m MatchState<'m>,
    pub line: &'m BankLine,
    pub facts: &'m LineFacts,
    /// Open ones.
    pub open: Vec<u32>,
    pub closed: Vec<u32>,
    pub readings: Vec<(u32, IdReading)>,
    pub reasons: Vec<MatchReason>,
}

/// Decides by the items that are named; nothing where none is, or where that may be by chance.
pub(super) fn decide(state: &MatchState<'_>, line: &BankLine, facts: &LineFacts) -> Option<LineMatch> {
    let named = NamedItems::new(state, line, facts, &facts.found)?;
    let decided = named.decided()?;
    Some(named.with_reasons(decided))
}

/// The same by bare numbers, which alone are weak: the payer must be known, or the amount be just right.
pub(super) fn bare(state: &MatchState<'_>, line: &BankLine, facts: &LineFacts) -> Option<LineMatch> {
    let named = NamedItems::new(state, line, facts, &facts.bare)?;
    let balances: Vec<(u32, Minor)> = named.open.iter().map(|place| (*place, state.index.item(*place).balance)).collect();
    let all: Minor = balances.iter().map(|(_, balance)| balance).sum();
    let single: Vec<u32> = balances.iter().filter(|(_, balance)| *balance == line.amount).map(|(place, _)| *place).collect();
    let chosen = match single.as_slice() {
        [only] => vec![*only],
        _ if all == line.amount && !balances.is_empty() => named.open.clone(),
        _ => {
            let found = sums(&balances, line.amount, 2);
            match found.solutions.as_slice() {
                [only] => only.clone(),
                _ => return named.part_of_bare(),
            }
        }
    };
    let is_strong = facts.payer.as_ref().is_some_and(|payer| payer.evidence < PayerEvidence::Stem) && named.is_theirs(&chosen);
    let is_unsure = chosen.iter().find_map(|place| state.is_unsure(*place, line));
    let certainty = if is_strong && is_unsure.is_none() { Certainty::Certain } else { Certainty::Likely };
    let customer = state.index.item(chosen[0]).customer.clone();
    let mut decided = proposal(&customer, settled(state, line, &chosen), certainty, Vec::new(), vec![MatchReason::AmountAgrees]);
    decided.reasons.extend(is_unsure);
    Some(named.with_reasons(decided))
}

/// A part payment on the one item whose whole id is a number that the text names, from nobody that is known: a person decides.
pub(super) fn number_alone(state: &MatchState<'_>, line: &BankLine, facts: &LineFacts) -> Option<LineMatch> {
    /// A shorter number is too often another one.
    const LONG: usize = 5;
    let named = NamedItems::new(state, line, facts, &facts.found).filter(|_| facts.payer.is_none())?;
    let [only] = named.open.as_slice() else { return None };
    let item = state.index.item(*only);
    let is_number = item.id.len() >= LONG && item.id.bytes().all(|byte| byte.is_ascii_digit()) && !named.is_weak(&[*only]);
    if !is_number || item.currency != line.currency || line.amount >= item.balance {
        return None;
    }
    let decided = LineMatch { certainty: Certainty::Unclear, ..other_amount::decide(&named) };
    Some(named.with_reasons(decided))
}

impl<'m> NamedItems<'m> {
    fn new(state: &'m MatchState<'m>, line: &'m BankLine, facts: &'m LineFacts, found: &[FoundId]) -> Option<NamedItems<'m>> {
        let payer = facts.payer.as_ref().map(|payer| payer.customer.as_str());
        let mut readings: Vec<(u32, IdReading)> = Vec::new();
        for id in found {
            if let Some(place) = meant(state, line, payer, id)
                && !readings.iter().any(|(known, _)| *known == place)
            {
                readings.push((place, id.reading));
            }
        }
        if readings.is_empty() {
            return None;
        }
        let named = |(place, reading): &(u32, IdReading)| MatchReason::Named { id: state.index.item(*place).id.clone(), reading: *reading };
        let reasons = readings.iter().map(named).chain(facts.payer_reasons.iter().cloned()).collect();
        let (open, closed) = readings.iter().map(|(place, _)| *place).partition(|place| state.index.item(*place).balance != 0);
        Some(NamedItems { state, line, facts, open, closed, readings, reasons })
    }

    /// A part payment on the one item of the payer that is named by its number alone, if the text or the amount says that it is one.
    fn part_of_bare(self) -> Option<LineMatch> {
        let [only] = self.open.as_slice() else { return None };
        let item = self.state.index.item(*only);
        let is_part = self.facts.words.is_part() || explained(item, self.line, &self.facts.words, self.state.rules).is_some();
        if !is_part || self.line.amount >= item.balance || !self.is_theirs(&self.open) {
            return None;
        }
        let mut decided = other_amount::decide(&self);
        decided.certainty = decided.certainty.min(Certainty::Likely);
        Some(self.with_reasons(decided))
    }

    fn with_reasons(self, mut decided: LineMatch) -> LineMatch {
        decided.reasons.splice(0..0, self.reasons);
        decided
    }

    pub fn sum(&self, places: &[u32]) -> Minor {
        places.iter().map(|place| self.state.index.item(*place).balance).sum()
    }

    /// Is the payer known as the customer of all these items?
    pub fn is_theirs(&self, places: &[u32]) -> bool {
        let own = self.facts.payer.as_ref().map(|payer| payer.customer.as_str());
        own.is_some() && places.iter().all(|place| own == Some(self.state.index.item(*place).customer.as_str()))
    }

    /// The payer, if he is known as another customer than all that items are of.
    pub fn other_payer(&self, places: &[u32]) -> Option<&'m str> {
        let payer = self.facts.payer.as_ref().filter(|payer| payer.evidence < PayerEvidence::Stem)?;
        places.iter().all(|place| self.state.index.item(*place).customer != payer.customer).then_some(payer.customer.as_str())
    }

    pub fn is_contradicted(&self) -> bool {
        self.facts.payer_reasons.iter().any(|reason| matches!(reason, MatchReason::PayerContradicts { .. }))
    }

    /// Was an id read in a way that may be chance?
    pub fn is_weak(&self, places: &[u32]) -> bool {
        self.readings.iter().any(|(place, reading)| places.contains(place) && *reading >= IdReading::Misread)
    }

    /// May it be chance that a number is here: one without letters, or one that was read badly?
    fn is_chance(&self, places: &[u32]) -> bool {
        let is_number = |(place, reading): &(u32, IdReading)| {
            let is_checked = matches!(reading, IdReading::Structured(_));
            places.contains(place) && !is_checked && self.state.index.item(*place).id.chars().all(|char| char.is_ascii_digit())
        };
        self.is_weak(places) || self.readings.iter().any(is_number)
    }

    pub fn owner(&self) -> &'m str {
        let place = self.open.first().or(self.closed.first()).copied().unwrap_or_default();
        &self.state.index.item(place).customer
    }

    fn decided(&self) -> Option<LineMatch> {
        let stranger = self.facts.payer.is_none();
        let is_aside = self.state.why_aside(self.line, self.facts).is_some();
        let all: Vec<u32> = self.readings.iter().map(|(place, _)| *place).collect();
        if all.iter().any(|place| self.state.index.item(*place).currency != self.line.currency) {
            let is_chance = is_aside || (stranger && self.is_chance(&all));
            return (!is_chance).then(|| self.in_other_currency());
        }
        if self.open.is_empty() {
            let is_chance = is_aside || (stranger && self.is_chance(&self.closed));
            return (!is_chance).then(|| self.all_closed());
        }
        if let Some(decided) = self.agreeing() {
            return Some(decided);
        }
        // Without a payer and with another amount, such a number is none of ours.
        if is_aside || (stranger && self.open.iter().all(|place| self.is_chance(&[*place]))) {
            return None;
        }
        Some(other_amount::decide(self))
    }

    /// The items, or some of them, come to just the amount.
    fn agreeing(&self) -> Option<LineMatch> {
        let amount = self.line.amount;
        if self.sum(&self.open) == amount {
            return Some(self.agree(&self.open, true));
        }
        let sure: Vec<u32> = self.open.iter().copied().filter(|place| !self.is_weak(&[*place]) && !self.is_continued(*place)).collect();
        if !sure.is_empty() && sure.len() < self.open.len() && self.sum(&sure) == amount {
            return Some(self.agree(&sure, true));
        }
        // A range may have items of others in it.
        let owner = self.owner();
        let own: Vec<u32> = self.open.iter().copied().filter(|place| self.state.index.item(*place).customer == owner).collect();
        if own.len() < self.open.len()
            && self.sum(&own) == amount
            && self.open.iter().all(|place| own.contains(place) || self.is_continued(*place))
        {
            return Some(self.agree(&own, true));
        }
        let singles: Vec<u32> = self.open.iter().copied().filter(|place| self.sum(&[*place]) == amount).collect();
        let balances: Vec<(u32, Minor)> = self.open.iter().map(|place| (*place, self.sum(&[*place]))).collect();
        match singles.as_slice() {
            [only] => return Some(self.agree(&[*only], false)),
            [] => {}
            _ => return None,
        }
        if let [only] = sums(&balances, amount, 2).solutions.as_slice() {
            return Some(self.agree(only, false));
        }
        self.with_unnamed_credits()
    }

    fn is_continued(&self, place: u32) -> bool {
        self.readings.iter().any(|(known, reading)| *known == place && *reading == IdReading::Continued)
    }

    fn agree(&self, places: &[u32], are_all: bool) -> LineMatch {
        let state = self.state;
        let mut certainty = if are_all { Certainty::Certain } else { Certainty::Likely };
        let mut reasons = vec![match places {
            [_] => MatchReason::AmountAgrees,
            several => MatchReason::SumAgrees { count: several.len() },
        }];
        let owners: Vec<&str> = places.iter().map(|place| state.index.item(*place).customer.as_str()).collect();
        let is_of_one = owners.iter().all(|owner| owner == &owners[0]);
        let is_theirs = self.is_theirs(places);
        if let Some(payer) = self.other_payer(places) {
            reasons.push(MatchReason::OtherPayer { payer: payer.to_owned(), owner: owners[0].to_owned() });
            certainty = Certainty::Likely;
        }
        if state.why_aside(self.line, self.facts).is_some() {
            certainty = certainty.min(Certainty::Likely);
        }
        if (self.is_chance(places) && !is_theirs) || self.is_contradicted() || (!is_of_one && self.facts.payer.is_some()) {
            certainty = certainty.min(Certainty::Likely);
        }
        if let Some(reason) = places.iter().find_map(|place| state.is_unsure(*place, self.line)) {
            reasons.push(reason);
            certainty = Certainty::Likely;
        }
        proposal(owners[0], settled(state, self.line, places), certainty, Vec::new(), reasons)
    }

    /// The items less credit notes of the same customer that the text does not name.
    fn with_unnamed_credits(&self) -> Option<LineMatch> {
        const MOST_CREDITS: usize = 3;
        let owner = self.owner();
        let more = self.sum(&self.open) - self.line.amount;
        if more <= 0 || self.open.iter().any(|place| self.state.index.item(*place).customer != owner) {
            return None;
        }
        let credits: Vec<(u32, Minor)> = self
            .state
            .index
            .open_of(owner, self.line.currency)
            .into_iter()
            .map(|place| (place, self.state.index.item(place).balance))
            .filter(|(place, balance)| *balance < 0 && !self.open.contains(place))
            .collect();
        let single: Vec<Vec<u32>> = credits.iter().filter(|(_, balance)| -balance == more).map(|(place, _)| vec![*place]).collect();
        let several = sums(&credits, -more, 2).solutions.into_iter().filter(|places| places.len() <= MOST_CREDITS);
        let found: Vec<Vec<u32>> = single.into_iter().chain(several).collect();
        let [only] = found.as_slice() else { return None };
        let ids = only.iter().map(|place| self.state.index.item(*place).id.clone()).collect();
        let places: Vec<u32> = self.open.iter().chain(only).copied().collect();
        let events = settled(self.state, self.line, &places);
        Some(proposal(owner, events, Certainty::Likely, Vec::new(), vec![MatchReason::WithCredits { ids }]))
    }

    /// Everything that is named is closed: it was paid before, or something else is meant.
    fn all_closed(&self) -> LineMatch {
        let (state, line) = (self.state, self.line);
        let item = state.index.item(self.closed[0]);
        let customer = self.facts.payer.as_ref().map_or(item.customer.as_str(), |payer| payer.customer.as_str());
        let on = state.index.payments.get(&self.closed[0]).and_then(|payments| payments.iter().map(|payment| payment.date).max());
        let reason = MatchReason::PaidBefore { invoice: item.id.clone(), on };
        let on_account = vec![account_event(line, customer, line.amount)];
        let is_paid_twice = item.amount == line.amount
            || state
                .index
                .payments
                .get(&self.closed[0])
                .is_some_and(|payments| payments.iter().any(|payment| payment.amount == line.amount));
        let mut decided = match is_paid_twice {
            true => proposal(customer, on_account, Certainty::Likely, Vec::new(), vec![MatchReason::OnAccount]),
            false => of_customer(state, line, self.facts, customer),
        };
        decided.reasons.insert(0, reason);
        decided.certainty = decided.certainty.min(Certainty::Likely);
        decided
    }

    /// An item in another currency: what is open there, if the payer says so, else the money as it came in.
    fn in_other_currency(&self) -> LineMatch {
        let (state, line) = (self.state, self.line);
        let place = self.readings.iter().map(|(place, _)| *place).find(|place| state.index.item(*place).currency != line.currency);
        let item = state.index.item(place.unwrap_or_default());
        let customer = self.facts.payer.as_ref().map_or(item.customer.as_str(), |payer| payer.customer.as_str());
        let on_account = vec![account_event(line, customer, line.amount)];
        let told = amounts_in(&line.text, item.currency)
            .into_iter()
            .chain(line.instructed.filter(|(_, unit)| *unit == item.currency).map(|(amount, _)| amount));
        let is_named = told.into_iter().any(|amount| amount == item.balance) && item.balance > 0;
        let reasons = vec![MatchReason::OtherCurrency { invoice: item.id.clone(), currency: item.currency }];
        let in_full: Vec<MatchEvent> =
            place.map(|place| MatchEvent { currency: item.currency, ..payment(state, line, place, item.balance) }).into_iter().collect();
        match is_named {
            true => proposal(customer, in_full, Certainty::Unclear, vec![on_account], reasons),
            false => proposal(customer, on_account, Certainty::Unclear, Vec::new(), reasons),
        }
    }
}

/// The item that is meant where several have a key: of the payer's own, of those that are open, the one of this amount.
fn meant(state: &MatchState<'_>, line: &BankLine, payer: Option<&str>, id: &FoundId) -> Option<u32> {
    let mut places = id.places.clone();
    let mut narrow = |keep: &dyn Fn(&u32) -> bool| {
        let kept: Vec<u32> = places.iter().copied().filter(keep).collect();
        if !kept.is_empty() && places.len() > 1 {
            places = kept;
        }
    };
    narrow(&|place| payer == Some(state.index.item(*place).customer.as_str()));
    narrow(&|place| state.index.item(*place).balance != 0);
    narrow(&|place| state.index.item(*place).balance == line.amount);
    let [only] = places.as_slice() else { return None };
    let is_own = payer == Some(state.index.item(*only).customer.as_str());
    let fits = state.index.item(*only).balance == line.amount;
    // A bare number means little: of another than the payer, nothing but with the amount.
    (id.reading != IdReading::Bare || is_own || (payer.is_none() && fits)).then_some(*only)
}
