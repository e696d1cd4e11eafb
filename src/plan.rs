//! The engine: from a workflow, a ledger and a date to where every invoice stands and what is to be done.
//!
//! It is pure and total: no clock, no environment, no files, no `Result`. [`plan`] is a fold over the journeys of single
//! invoices, to which it adds what concerns whole customers: flags, unapplied cash, contacts.

mod action;
mod position;
mod reason;

pub use action::{ActionKind, DueAction, Flags, Held, Withheld};
pub use position::{Position, Promised, Status};
pub use reason::{EnteredBy, Reason};

use crate::calendar::Day;
use crate::finding::Finding;
use crate::ledger::Invoices;
use crate::money::{Balance, Currency};

/// What is to be done on a day, in order, and what is held back.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The day.
    pub as_of: Day,
    /// The invoices that actions, withheld actions and positions name.
    pub invoices: Invoices,
    /// What is due, by rank.
    pub actions: Vec<DueAction>,
    /// What would be due but must wait, in the same order.
    pub withheld: Vec<Withheld>,
    /// Where invoices stand, in file order: all that exist if asked for, else none.
    pub positions: Vec<Position>,
    /// Per currency, in order of the code.
    pub totals: Vec<Totals>,
    /// Warnings about the ledger as the engine met it.
    pub findings: Vec<Finding>,
}

/// What a plan adds up to in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// The currency.
    pub currency: Currency,
    /// How many actions are due.
    pub actions: usize,
    /// How many invoices they are about.
    pub invoices: usize,
    /// The balance of those invoices, each counted once.
    pub balance: Balance,
    /// How many invoices are disputed, promised, paused, and waiting after a reply.
    pub disputed: usize,
    /// See `disputed`.
    pub promised: usize,
    /// See `disputed`.
    pub paused: usize,
    /// See `disputed`.
    pub replied: usize,
    /// How many actions are withheld.
    pub withheld: usize,
}
