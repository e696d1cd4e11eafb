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
    /// Every stage that was entered in this journey, and when.
    pub stages: Vec<(StageIndex, Day)>,
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
    Payment,
    /// A credit or write-off.
    Credit,
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
        FeeOwed { from, payments_for, first, left: first, moves: Vec::new(), entered: None, stages: Vec::new(), journey: 1 }
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

    /// What came in beyond the balance and pays the late fee, by the day on which it changed: up to what the messages recorded by then had
    /// told, less what was charged and waived since. `told` is what the newest of them told.
    pub fn paid_beyond(&self, since: Day, told: impl Fn(Day) -> Balance) -> Vec<(Day, Balance)> {
        let (mut paid, mut moves) = (0, Vec::new());
        let (mut charged, mut settled): (Balance, Balance) = (0, 0);
        let mut before = self.first;
        for Move { day, of, amount, left, counts } in &self.moves {
            match of {
                Of::Fee if *day >= since => charged += amount,
                // A waiver of a fee that was charged leaves it charged; one of more gives up what was not.
                Of::Waiver => {
                    let of_charged = (charged - settled).min(*amount).max(0);
                    settled += of_charged;
                    charged += amount - of_charged;
                    settled += amount - of_charged;
                }
                _ => {}
            }
            if !counts {
                continue;
            }
            let (over_before, over) = ((-before).max(0), (-left).max(0));
            let was = paid;
            if *of == Of::Payment && over > over_before {
                paid += (over - over_before).min((told(*day) - charged - paid).max(0));
            }
            paid = paid.min(over);
            if paid != was {
                moves.push((*day, paid - was));
            }
            before = *left;
        }
        moves
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
            Kind::Payment { amount } => self.note(journey, Of::Payment, amount),
            Kind::Credit { amount, .. } | Kind::WriteOff { amount } => self.note(journey, Of::Credit, amount),
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
            Of::Payment | Of::Credit => self.unpaid -= self.unpaid.min(*amount),
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
                    self.stages.clear();
                }
                if let Some(stage) = journey.stage.as_ref().filter(|stage| self.stages.last().is_none_or(|(last, _)| *last < stage.index)) {
                    self.stages.push((stage.index, journey.day));
                }
                if self.entered.is_none() && journey.stage.as_ref().is_some_and(|stage| stage.index >= self.from) {
                    self.entered = Some(journey.day);
                }
            }
            _ => {}
        }
    }
}
