//! All lines of a run, one after the other: what is certain first, so that nothing unsure takes an item from it.

use super::aside::{AsideReason, OwnSide};
use super::check_digits;
use super::open_items::{ItemIndex, LedgerItem, PastPayment};
use super::payers::{KnownPayer, PayerMemory, PayerOf};
use super::reasons::MatchReason;
use super::references::{FoundId, IdReading, find, find_structured};
use super::vocabulary::Vocabulary;
use super::{BankLine, LineMatch, LineOutcome, MatchEvent, MatchEventKind, MatchRules, by_payer, by_reference, returned};
use crate::proposal::Certainty;
use hashbrown::{HashMap, HashSet};

/// What is known while lines are matched.
pub(super) struct MatchState<'r> {
    pub index: ItemIndex,
    pub memory: PayerMemory,
    pub own: OwnSide,
    pub rules: &'r MatchRules,
    /// Items that a return opened again which nobody has recorded yet.
    reopened: HashSet<u32>,
    places: HashMap<String, u32>,
}

/// What a line says, found out once.
pub(super) struct LineFacts {
    /// Ids that are named, but for bare numbers.
    pub found: Vec<FoundId>,
    pub bare: Vec<FoundId>,
    /// Customers that the text names by their id.
    pub customers: Vec<String>,
    pub payer: Option<PayerOf>,
    pub payer_reasons: Vec<MatchReason>,
    pub words: Vocabulary,
}

/// The items and what is known of payers and of the company itself.
pub struct Matching<'m> {
    pub items: Vec<LedgerItem>,
    pub payments: Vec<PastPayment>,
    pub payers: &'m [KnownPayer],
    pub rules: &'m MatchRules,
}

/// Decides about lines, each of which is an entry of its own. The order of the lines makes no difference.
pub fn match_lines(lines: &[BankLine], matching: Matching<'_>) -> Vec<LineMatch> {
    let places = (0..).zip(&matching.items).map(|(place, item)| (item.id.clone(), place)).collect();
    let mut state = MatchState {
        index: ItemIndex::new(matching.items, matching.payments),
        memory: PayerMemory::new(matching.payers),
        own: OwnSide::new(matching.rules, lines),
        rules: matching.rules,
        reopened: HashSet::new(),
        places,
    };
    let facts: Vec<LineFacts> = lines.iter().map(|line| state.facts(line)).collect();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    // Of one day what came in is seen before what goes back.
    order.sort_by_key(|place| {
        let line = &lines[*place];
        (line.date, line.amount < 0, line.account.as_str(), line.amount, line.text.as_str(), line.payer.as_str(), line.bank_id.as_str())
    });
    let mut decided: Vec<Option<LineMatch>> = lines.iter().map(|_| None).collect();
    for place in &order {
        let decision = state.decide(&lines[*place], &facts[*place]);
        let is_sure = decision.certainty == Certainty::Certain && !decision.events.is_empty();
        if is_sure || lines[*place].amount < 0 {
            state.post(&lines[*place], &decision.events, is_sure);
            decided[*place] = Some(decision);
        }
    }
    for place in order.into_iter().filter(|place| decided[*place].is_none()).collect::<Vec<_>>() {
        let mut decision = state.decide(&lines[place], &facts[place]);
        // It was not sure before, and is not made so by what others take.
        decision.certainty = decision.certainty.min(Certainty::Likely);
        if decision.certainty == Certainty::Likely {
            state.post(&lines[place], &decision.events, false);
        }
        decided[place] = Some(decision);
    }
    decided.into_iter().map(|decision| decision.unwrap_or_else(|| LineMatch::nothing(MatchReason::NothingFits))).collect()
}

impl MatchState<'_> {
    fn facts(&self, line: &BankLine) -> LineFacts {
        let keys = &self.index.keys;
        let mut found: Vec<FoundId> = Vec::new();
        for reference in &line.creditor_references {
            let structured = find_structured(reference, true, keys, &self.index.by_reference);
            if structured.is_empty() {
                found.extend(find(reference, keys));
            }
            found.extend(structured);
        }
        for written in check_digits::in_text(&line.text) {
            found.extend(find_structured(&written, false, keys, &self.index.by_reference));
        }
        found.extend(find(&line.text, keys));
        let of_references = line.references.iter().flat_map(|reference| find(reference, keys));
        found.extend(of_references.filter(|id| id.reading != IdReading::Bare));
        let mut customers = Vec::new();
        for id in find(&line.text, &self.index.customer_keys) {
            if let ([place], true) = (id.places.as_slice(), id.reading <= IdReading::PaddingLost) {
                customers.push(self.index.customers[*place as usize].clone());
            }
        }
        let (bare, found) = distinct(found).into_iter().partition(|id| id.reading == IdReading::Bare);
        let (payer, payer_reasons) = self.memory.payer_of(line, &self.index);
        let words = Vocabulary::new(&format!("{} {} {}", line.text, line.payer, line.notes));
        LineFacts { found, bare, customers, payer, payer_reasons, words }
    }

    pub fn place_of(&self, id: &str) -> Option<u32> {
        self.places.get(id).copied()
    }

    /// May an item be open only because of a return that nobody has recorded, or may its balance have this money in it?
    pub fn is_unsure(&self, item: u32, line: &BankLine) -> Option<MatchReason> {
        let found = self.index.item(item);
        if let Some(on) = found.open_on.filter(|on| line.date <= *on) {
            return Some(MatchReason::InExport { invoice: found.id.clone(), on });
        }
        let returned = self.index.payments.get(&item).and_then(|payments| payments.iter().map(|payment| payment.date).max());
        self.reopened.contains(&item).then(|| MatchReason::ReturnOf { invoice: found.id.clone(), on: returned.unwrap_or(line.date) })
    }

    /// Why a line that names no item is set aside. Words alone do not set aside what a known payer sends.
    pub fn why_aside(&self, line: &BankLine, facts: &LineFacts) -> Option<AsideReason> {
        self.own.why_aside(line, &facts.words).filter(|aside| facts.payer.is_none() || self.own.is_always(line, *aside))
    }

    fn decide(&self, line: &BankLine, facts: &LineFacts) -> LineMatch {
        if line.amount < 0 {
            return returned::decide(self, line, facts);
        }
        if line.amount == 0 {
            return LineMatch::nothing(MatchReason::NothingFits);
        }
        let is_own = self.own.is_own(line);
        if let Some(decided) = by_reference::decide(self, line, facts).filter(|_| !is_own) {
            return decided;
        }
        if let Some(aside) = self.why_aside(line, facts) {
            return LineMatch { aside: Some(aside), ..LineMatch::nothing(MatchReason::SetAside(aside)) };
        }
        let decided = by_reference::bare(self, line, facts).unwrap_or_else(|| by_payer::decide(self, line, facts));
        if decided.outcome() != LineOutcome::Unmatched {
            return decided;
        }
        by_reference::number_alone(self, line, facts).unwrap_or(decided)
    }

    /// Changes balances by what was decided.
    fn post(&mut self, line: &BankLine, events: &[MatchEvent], is_sure: bool) {
        for event in events {
            let Some(place) = event.invoice.as_deref().and_then(|id| self.place_of(id)) else { continue };
            match event.kind {
                MatchEventKind::Payment => {
                    // What is too much on an invoice is no debt of ours in matching.
                    let paid = event.amount.min(self.index.item(place).balance.max(0));
                    self.index.post(place, -paid);
                    let payment = PastPayment { item: place, date: line.date, amount: event.amount };
                    self.index.paid_amounts.entry(event.amount).or_default().push(place);
                    self.index.payments.entry(place).or_default().push(payment);
                }
                MatchEventKind::CreditUsed => self.index.post(place, event.amount),
                MatchEventKind::Reversal => {
                    self.index.post(place, event.amount);
                    if !is_sure {
                        self.reopened.insert(place);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Each id once, under its surest reading, in the order of the text.
fn distinct(found: Vec<FoundId>) -> Vec<FoundId> {
    let mut ids: Vec<FoundId> = Vec::new();
    for id in found {
        match ids.iter_mut().find(|known| known.places == id.places) {
            Some(known) => known.reading = known.reading.min(id.reading),
            None => ids.push(id),
        }
    }
    ids
}
