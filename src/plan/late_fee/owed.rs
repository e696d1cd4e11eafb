//! What was owed on which day, seen while an invoice is replayed: of the invoice itself, which bears interest, and of its fees, which do not.

use super::super::journey::{Journey, Step, Witness};
use crate::calendar::Day;
use crate::ledger::{Event, Invoice, Kind};
use crate::money::{Balance, Minor};
use crate::workflow::{PaymentsFor, StageIndex};

pub(super) struct FeeOwed {
    /// The place of the stage from which on the fee is asked for.
    from: StageIndex,
    payments_for: PaymentsFor,
    /// What was left to pay before anything happened, and what is.
    first: Balance,
    left: Balance,
    moves: Vec<Move>,
    /// When that stage or a later one was entered, in this journey.
    pub entered: Option<Day>,
    journey: u16,
}

#[derive(Clone, Copy)]
struct Move {
    day: Day,
    of: Of,
    amount: Balance,
    left: Balance,
    /// Did the balance change by it, or is it in the open amount already?
    counts: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Fee,
    Waiver,
    /// A payment, credit or write-off.
    Payment,
    Reversal,
}

/// What is left of the fees, in either order of payments.
#[derive(Clone, Copy, Default)]
struct Fees {
    /// What was charged and not waived.
    charged: Balance,
    /// What of that no payment was set against, if payments are for fees first.
    unpaid: Balance,
}

impl FeeOwed {
    pub fn new(invoice: &Invoice<'_>, from: StageIndex, payments_for: PaymentsFor) -> FeeOwed {
        let terms = invoice.terms;
        let first = Balance::from(terms.open_amount.map_or(terms.amount, |open| open.amount));
        FeeOwed { from, payments_for, first, left: first, moves: Vec::new(), entered: None, journey: 1 }
    }

    pub fn charged(&self, since: Day) -> Balance {
        self.moves.iter().filter(|of| of.of == Of::Fee && of.day >= since).map(|of| of.amount).sum()
    }

    /// What was left of the invoice itself after each day on which money moved. What an open amount has in it already was so on all days.
    pub fn principal(&self) -> Vec<(Day, Balance)> {
        let mut fees = Fees::default();
        for before in self.moves.iter().filter(|of| !of.counts) {
            fees.take(before, self.first);
        }
        let mut principal = vec![(Day::from_number(i32::MIN), self.of_invoice(self.first, fees))];
        for of in self.moves.iter().filter(|of| of.counts) {
            fees.take(of, self.first);
            let left = self.of_invoice(of.left, fees);
            match principal.last_mut() {
                Some((last, known)) if *last == of.day => *known = left,
                _ => principal.push((of.day, left)),
            }
        }
        principal
    }

    fn of_invoice(&self, left: Balance, fees: Fees) -> Balance {
        let of_fees = match self.payments_for {
            PaymentsFor::InvoiceFirst => fees.charged,
            PaymentsFor::FeesFirst => fees.unpaid,
        };
        (left - of_fees).max(0)
    }

    fn note(&mut self, journey: &Journey<'_>, of: Of, amount: Option<Minor>) {
        let (day, left) = (journey.day, journey.account.balance);
        let amount = amount.map_or((left - self.left).abs(), Balance::from);
        self.moves.push(Move { day, of, amount, left, counts: journey.account.counts(day) });
        self.left = left;
    }

    fn event(&mut self, journey: &Journey<'_>, event: &Event) {
        match event.kind {
            Kind::Fee { amount } => self.note(journey, Of::Fee, Some(amount)),
            Kind::Credit { amount, waives_fees: true } => self.note(journey, Of::Waiver, amount),
            Kind::Payment { amount } | Kind::Credit { amount, .. } | Kind::WriteOff { amount } => self.note(journey, Of::Payment, amount),
            Kind::Reversal { amount } => self.note(journey, Of::Reversal, Some(amount)),
            _ => {}
        }
    }
}

impl Fees {
    /// Money moves; `first` is what the invoice itself was for.
    fn take(&mut self, Move { of, amount, left, counts, .. }: &Move, first: Balance) {
        match of {
            Of::Fee => {
                self.charged += amount;
                self.unpaid += amount;
            }
            Of::Waiver => {
                self.charged -= self.charged.min(*amount);
                self.unpaid -= self.unpaid.min(*amount);
            }
            Of::Payment => self.unpaid -= self.unpaid.min(*amount),
            // It takes back what was paid on the invoice, then what was paid on fees.
            Of::Reversal if *counts => self.unpaid = self.unpaid.max(left - first).min(self.charged),
            Of::Reversal => {}
        }
    }
}

impl Witness for FeeOwed {
    fn sees(&mut self, journey: &Journey<'_>, step: Step<'_>) {
        match step {
            Step::Event(event, false) => self.event(journey, event),
            Step::Settled => self.note(journey, Of::Payment, None),
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
