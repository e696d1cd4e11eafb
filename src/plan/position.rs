//! Where an invoice stands on a day.

use super::flags::Flags;
use crate::calendar::Day;
use crate::ledger::InvoiceId;
use crate::money::{Balance, Minor};
use crate::workflow::{StageIndex, TrackIndex};
use std::fmt;

/// Of which invoices a plan tells where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Positions {
    None,
    /// Of those with something left to pay.
    Open,
    /// Of what stands in customers' accounts: open invoices and open credits, inside the slice or not; without `next_on` and `stalled`.
    Accounts,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Open, and no stage is reached yet.
    Upcoming,
    /// Open, in a stage, nothing in the way.
    Active,
    /// A dispute is open, or its cooldown lasts.
    Disputed,
    Paused,
    Promised,
    Replied,
    Paid,
    Credited,
    WrittenOff,
    /// Not a debt: an open credit.
    Credit,
}

impl Status {
    const WORDS: [(Status, &'static str); 10] = [
        (Status::Upcoming, "upcoming"),
        (Status::Active, "active"),
        (Status::Disputed, "disputed"),
        (Status::Paused, "paused"),
        (Status::Promised, "promised"),
        (Status::Replied, "replied"),
        (Status::Paid, "paid"),
        (Status::Credited, "credited"),
        (Status::WrittenOff, "written_off"),
        (Status::Credit, "credit"),
    ];

    pub fn all() -> [Status; 10] {
        Status::WORDS.map(|(status, _)| status)
    }

    /// The word in outputs.
    pub fn name(self) -> &'static str {
        Status::WORDS[self as usize].1
    }

    pub fn is_open(self) -> bool {
        !matches!(self, Status::Paid | Status::Credited | Status::WrittenOff | Status::Credit)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A promise to pay that is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    pub date: Day,
    /// What is promised; all that is open where there is none.
    pub amount: Option<Minor>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    pub invoice: InvoiceId,
    pub status: Status,
    /// In minor units; below zero if it is overpaid.
    pub balance: Balance,
    /// What is asked for: the balance less what is disputed of it in parts. 0 once it is closed.
    pub asked: Balance,
    /// The due date, after extensions.
    pub due_date: Day,
    /// Days from the due date to the day of the plan, negative before it.
    pub days_past_due: i32,
    /// The collection clock; `None` for closed invoices and open credits.
    pub clock: Option<i32>,
    /// Which journey it is on: 1, and one more for each extension.
    pub journey: u16,
    /// The track, by its place in the workflow; `None` for the workflow's own stages.
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
    pub stage_entered_on: Option<Day>,
    /// The stages passed over in this journey without being entered, in order.
    pub skipped: Vec<StageIndex>,
    /// The first day that is free of every block, if that is known.
    pub blocked_until: Option<Day>,
    pub promise: Option<Promised>,
    /// When it was closed, by an event.
    pub closed_on: Option<Day>,
    /// The next day on which something will be due that is not due now; only where positions were asked for.
    pub next_on: Option<Day>,
    /// Whose it is now; empty when closed.
    pub owner: String,
    pub flags: Flags,
    /// Open and overdue, and nobody will touch it again, or blocked for more than sixty days.
    pub stalled: bool,
}

impl Position {
    /// The status for people: an overdue invoice that no stage has taken is not upcoming.
    pub fn status_in_words(&self) -> &'static str {
        match self.status {
            Status::Upcoming if self.days_past_due > 0 => "overdue, no stage",
            status => status.name(),
        }
    }
}
