//! The state of one simulated invoice: its replay, and the facts last passed to its customer.

use super::{Closing, Facts, FinalStanding, History, Receipt, Stay};
use crate::calendar::Day;
use crate::ledger::{Event, Events, Invoice, InvoiceId, Kind};
use crate::money::Balance;
use crate::plan::action_kind::ActionKey;
use crate::plan::journey::{Ahead, Journey, Step, Witness};
use crate::plan::rules::Rules;
use crate::plan::shown;
use crate::plan::touches::Touch;
use crate::store::Debts;
use crate::workflow::{StageIndex, TrackIndex};
use std::borrow::Cow;

pub(super) struct Seat<'l> {
    pub invoice: InvoiceId,
    pub journey: Journey<'l>,
    pub ahead: Ahead<'l>,
    pub acts: bool,
    /// Is money of it not known?
    pub unread: bool,
    /// What it leaves over for its customer.
    pub over: Balance,
    /// The tasks of disputes that were done, by whom.
    pub disputes_done: Vec<(ActionKey, Cow<'l, str>)>,
    /// The track and stage it was last seen in, and since when.
    stay: Option<(Option<TrackIndex>, StageIndex, Day)>,
    was_open: bool,
    till: Till,
}

/// An invoice on the evening before, with what was still to come.
pub(super) type EveningBefore<'l> = (Journey<'l>, Ahead<'l>);

impl<'l> Seat<'l> {
    pub fn new(
        id: InvoiceId,
        rules: &'l Rules<'l>,
        invoice: &'l Invoice<'l>,
        events: &'l Events,
        (own, of_customer): (&'l [Event], &'l [Event]),
        to: Day,
        (acts, unread): (bool, bool),
    ) -> Seat<'l> {
        let ahead = Ahead::until(to, invoice, own, of_customer);
        let journey = Journey::new(rules, invoice, events, &ahead, to);
        Seat {
            invoice: id,
            journey,
            ahead,
            acts,
            unread,
            over: 0,
            disputes_done: Vec::new(),
            stay: None,
            was_open: false,
            till: Till::default(),
        }
    }

    /// It is replayed up to the evening before its first day. Money from `from` on is counted: it may come in before the invoice is issued.
    #[must_use]
    pub fn begin(mut self, from: Day, day: Day, facts: &mut Facts<'_>) -> Seat<'l> {
        let Seat { journey, ahead, was_open, till, .. } = &mut self;
        journey.up_to(from, ahead, &mut Till::default());
        *was_open = journey.is_open();
        journey.up_to(day, ahead, till);
        facts.touched(journey);
        self.stay = stage_of(journey);
        self
    }

    pub fn visit(&mut self, day: Day) {
        // A day that is visited once more brings no more.
        self.till.receipts.retain(|(on, ..)| *on < day);
        self.journey.visit(day, &mut self.ahead, &mut self.till);
    }

    /// The evening before, if what is done on the next day may change what else happens on that day.
    pub fn before(&self, happens: bool) -> Option<Box<EveningBefore<'l>>> {
        let may_act = self.acts && (self.journey.is_open() || happens);
        (may_act && (happens || self.journey.looks_at_touches())).then(|| Box::new((self.journey.clone(), self.ahead.clone())))
    }

    /// What was done on the day counts: behind its events, and ahead of what follows from them.
    pub fn count(&mut self, done: Vec<Touch>, before: Option<Box<EveningBefore<'l>>>, day: Day) {
        match before {
            Some(before) => {
                (self.journey, self.ahead) = *before;
                self.ahead.done = done;
                self.visit(day);
            }
            None => done.into_iter().for_each(|touch| self.journey.touch(touch)),
        }
    }

    pub fn tell(&mut self, day: Day, history: &mut History) {
        let Seat { journey, .. } = self;
        let now = stage_of(journey);
        if now != self.stay {
            if let Some((track, stage, since)) = self.stay.filter(|_| self.acts) {
                history.stays.push(Stay { track, stage, since, until: Some(day) });
            }
            self.stay = now;
        }
        let receipts = self.till.receipts.drain(..);
        if !self.acts {
            return;
        }
        for (day, stage, amount) in receipts {
            history.receipts.push(Receipt { invoice: self.invoice, day, track: journey.track, stage, amount });
        }
        if let Some(closure) = journey.account.closed.filter(|_| self.was_open) {
            let day = closure.on.unwrap_or(day);
            history.closings.push(Closing { invoice: self.invoice, day, status: journey.status(), due_date: journey.due });
        }
        self.was_open = journey.is_open();
    }

    /// Where it stands at the end of the last day, when that is what the customer owes.
    pub fn end(mut self, to: Day, debts: &Debts, history: &mut History) {
        if let Some((track, stage, since)) = self.stay {
            history.stays.push(Stay { track, stage, since, until: None });
        }
        if !self.journey.is_open() || !self.acts {
            return;
        }
        if self.journey.day < to {
            self.journey.go_on(to);
        }
        let (rules, currency) = (self.journey.rules, self.journey.invoice.terms.currency);
        let due = self.journey.due();
        let (mut position, depending) = shown::position(self.journey, InvoiceId(0), &due);
        depending.settle(&mut position, |gate| rules.is_met(gate, debts, currency, to));
        history.standings.push(FinalStanding::of(self.invoice, &position));
    }
}

/// What the customer owes on a day, when all that happens on it is known.
pub(super) fn debts(seats: &[Option<Box<Seat<'_>>>], day: Day) -> Debts {
    let mut debts = Debts::none();
    for journey in open(seats) {
        debts.add(journey.invoice.terms.currency, journey.account.balance, journey.due, day);
    }
    debts
}

/// The invoices that are open, as far as they are replayed.
pub(super) fn open<'s, 'l>(seats: &'s [Option<Box<Seat<'l>>>]) -> impl Iterator<Item = &'s Journey<'l>> {
    seats.iter().flatten().map(|seat| &seat.journey).filter(|journey| journey.is_open())
}

/// The stage of an open invoice, and since when it is in it.
fn stage_of(journey: &Journey<'_>) -> Option<(Option<TrackIndex>, StageIndex, Day)> {
    journey.stage.as_ref().filter(|_| journey.is_open()).map(|stage| (journey.track, stage.index, stage.on))
}

/// Counts the money that comes in on a day.
#[derive(Default)]
struct Till {
    balance: Balance,
    stage: Option<StageIndex>,
    receipts: Vec<(Day, Option<StageIndex>, Balance)>,
}

impl Witness for Till {
    fn sees(&mut self, journey: &Journey<'_>, step: Step<'_>) {
        let balance = journey.account.balance;
        let counts = match step {
            Step::Morning => {
                self.stage = journey.stage.as_ref().map(|stage| stage.index);
                false
            }
            Step::Event(event, of_customer) => !of_customer && matches!(event.kind, Kind::Payment { .. } | Kind::Reversal { .. }),
            Step::Settled => true,
            _ => return,
        };
        if counts && self.balance != balance && !journey.account.is_credit {
            self.receipts.push((journey.day, self.stage, self.balance - balance));
        }
        self.balance = balance;
    }
}
