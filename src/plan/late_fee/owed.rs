//! What was owed on which day, seen while an invoice is replayed.

use super::super::journey::{Journey, Step, Witness};
use crate::calendar::Day;
use crate::ledger::{Invoice, Kind};
use crate::money::Balance;

/// What was seen so far.
pub(super) struct Owed {
    /// The place of the stage from which on the fee is asked for.
    from: usize,
    /// What was left to pay before anything happened.
    first: Balance,
    /// Each day on which the balance changed, and what was left after it.
    balances: Vec<(Day, Balance)>,
    /// Fees that were charged; does the balance change by each, or is it in the open amount already?
    fees: Vec<(Day, Balance, bool)>,
    /// When that stage or a later one was entered, in this journey.
    entered: Option<Day>,
    journey: u16,
}

impl Owed {
    /// Nothing yet.
    pub fn new(invoice: &Invoice<'_>, from: usize) -> Owed {
        let terms = invoice.terms;
        let first = Balance::from(terms.open_amount.map_or(terms.amount, |open| open.amount));
        Owed { from, first, balances: Vec::new(), fees: Vec::new(), entered: None, journey: 1 }
    }

    /// When the stage or a later one was entered.
    pub fn entered_on(&self) -> Option<Day> {
        self.entered
    }

    /// What bears interest after each day on which it changed, and how much of the fee was charged. A fee bears no interest: what was
    /// charged since the stage was entered is taken out of the balance, from the day on which it is in it.
    pub fn principal(&self, entered_on: Day) -> (Vec<(Day, Balance)>, Balance) {
        let charged: Vec<&(Day, Balance, bool)> = self.fees.iter().filter(|(day, ..)| *day >= entered_on).collect();
        let until = |day: Day| -> Balance { charged.iter().filter(|(on, _, counts)| !counts || *on <= day).map(|(_, fee, _)| fee).sum() };
        let start = (Day::from_number(i32::MIN), self.first);
        let changes = std::iter::once(start).chain(self.balances.iter().copied());
        (changes.map(|(day, left)| (day, left - until(day))).collect(), charged.iter().map(|(_, fee, _)| fee).sum())
    }

    fn note(&mut self, journey: &Journey<'_>) {
        let (day, left) = (journey.day, journey.account.balance);
        let before = self.balances.last().map_or(self.first, |(_, balance)| *balance);
        match self.balances.last_mut() {
            Some((last, balance)) if *last == day => *balance = left,
            _ if before != left => self.balances.push((day, left)),
            _ => {}
        }
    }
}

impl Witness for Owed {
    const EVERY_DAY: bool = true;

    fn sees(&mut self, journey: &Journey<'_>, step: Step<'_>) {
        match step {
            Step::Event(event, false) => {
                if let Kind::Fee { amount } = event.kind {
                    self.fees.push((event.date, Balance::from(amount), journey.account.counts(event.date)));
                }
                self.note(journey);
            }
            Step::Settled => self.note(journey),
            Step::Evening => {
                if journey.number != self.journey {
                    (self.journey, self.entered) = (journey.number, None);
                }
                if self.entered.is_none() && journey.stage.as_ref().is_some_and(|stage| stage.index >= self.from) {
                    self.entered = Some(journey.day);
                }
            }
            _ => {}
        }
    }
}
