//! The state of one simulated invoice: its replay, and the facts last passed to its customer.

use super::{Closing, Facts, History, Receipt, Stay};
use crate::calendar::Day;
use crate::ledger::{Event, Events, Invoice, InvoiceId, Kind};
use crate::money::Balance;
use crate::plan::action_kind::ActionKey;
use crate::plan::journey::{Ahead, Journey, Step, Witness};
use crate::plan::rules::Rules;
use crate::workflow::{StageIndex, TrackIndex};

pub(super) struct Seat<'l> {
    pub invoice: InvoiceId,
    /// Its replay; `None` before the first day and once nothing can happen any more.
    pub journey: Option<Journey<'l>>,
    pub ahead: Ahead<'l>,
    pub begun: bool,
    pub acts: bool,
    /// Is money of it not known?
    pub unread: bool,
    /// What it leaves over for its customer.
    pub over: Balance,
    /// The tasks of disputes that were done, by whom.
    pub disputes_done: Vec<(ActionKey, String)>,
    /// The track and stage it was last seen in, and since when.
    pub stay: Option<(Option<TrackIndex>, StageIndex, Day)>,
    was_open: bool,
    till: Till,
}

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
        let journey = Some(Journey::new(rules, invoice, events, &ahead, to));
        Seat {
            invoice: id,
            journey,
            ahead,
            begun: false,
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
    pub fn begin(&mut self, from: Day, day: Day, facts: &mut Facts<'_>) {
        self.begun = true;
        let Some(journey) = &mut self.journey else { return };
        journey.up_to(from, &mut self.ahead, &mut Till::default());
        self.was_open = journey.is_open();
        journey.up_to(day, &mut self.ahead, &mut self.till);
        facts.touched(journey);
        self.stay = stage_of(journey);
    }

    pub fn visit(&mut self, day: Day) {
        // A day that is visited once more brings no more.
        self.till.receipts.retain(|(on, ..)| *on < day);
        if let Some(journey) = &mut self.journey {
            journey.visit(day, &mut self.ahead, &mut self.till);
        }
    }

    pub fn tell(&mut self, day: Day, history: &mut History) {
        let Some(journey) = &self.journey else { return };
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
