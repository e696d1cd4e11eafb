//! What happened while invoices were followed: touches, money, stays in stages, and where invoices stood at the end.

use crate::calendar::Day;
use crate::ledger::InvoiceId;
use crate::money::Balance;
use crate::plan::contact::Contact;
use crate::plan::due::Due;
use crate::plan::journey::Journey;
use crate::plan::position::{Position, Status};
use crate::store::Narrow;
use crate::workflow::{StageIndex, TrackIndex};

/// What happened. Invoices are named by their places in the ledger.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub touches: Vec<SimulatedTouch>,
    pub receipts: Vec<Receipt>,
    pub stays: Vec<Stay>,
    pub closings: Vec<Closing>,
    /// Where open invoices stood at the end of the last day.
    pub standings: Vec<FinalStanding>,
    /// How many actions were due and, as was assumed, never done.
    pub undone: usize,
}

/// Something due on a day; in a history, something done on it.
#[derive(Clone, Copy, Debug)]
pub struct SimulatedTouch {
    pub contact: Contact,
    balance: Narrow,
    /// After extensions.
    pub due_date: Day,
    pub clock: i32,
    /// The day from which on it was due.
    pub scheduled_on: Day,
    pub status: Status,
}

impl SimulatedTouch {
    pub(super) fn new(journey: &Journey<'_>, due: &Due, invoice: InvoiceId) -> SimulatedTouch {
        SimulatedTouch {
            contact: Contact::done(journey, due, invoice),
            balance: journey.account.balance.into(),
            due_date: journey.due,
            clock: journey.shown_clock(),
            scheduled_on: due.scheduled_on,
            status: journey.status(),
        }
    }

    /// What is left to pay of the invoice.
    pub fn balance(&self) -> Balance {
        self.balance.into()
    }
}

/// Money that came in on an invoice; negative where it was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub invoice: InvoiceId,
    pub day: Day,
    /// The track and the stage in which it was that morning.
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
    pub amount: Balance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    pub track: Option<TrackIndex>,
    pub stage: StageIndex,
    /// When it was entered, which may be before the first day.
    pub since: Day,
    pub until: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    pub invoice: InvoiceId,
    pub day: Day,
    pub status: Status,
    /// After extensions.
    pub due_date: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinalStanding {
    pub invoice: InvoiceId,
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
    pub balance: Balance,
    pub days_past_due: i32,
    /// What it waits for, if nobody will touch it again.
    pub stalled: Option<Stop>,
}

/// Why nobody will touch an invoice again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    Disputed,
    Paused,
    /// The workflow has nothing left to do.
    NothingLeft,
}

impl Stop {
    pub fn name(self) -> &'static str {
        match self {
            Stop::Disputed => "disputed",
            Stop::Paused => "paused",
            Stop::NothingLeft => "nothing_left",
        }
    }
}

impl FinalStanding {
    pub(super) fn of(invoice: InvoiceId, position: &Position) -> FinalStanding {
        let stop = match position.status {
            Status::Disputed => Stop::Disputed,
            Status::Paused => Stop::Paused,
            _ => Stop::NothingLeft,
        };
        let Position { track, stage, balance, days_past_due, stalled, .. } = *position;
        FinalStanding { invoice, track, stage, balance, days_past_due, stalled: stalled.then_some(stop) }
    }
}

impl History {
    pub(crate) fn append(&mut self, mut other: History) {
        self.touches.append(&mut other.touches);
        self.receipts.append(&mut other.receipts);
        self.stays.append(&mut other.stays);
        self.closings.append(&mut other.closings);
        self.standings.append(&mut other.standings);
        self.undone += other.undone;
    }
}
