//! The engine: from a workflow, a ledger and a date to where every invoice stands and what is to be done.
//!
//! It is pure and total: no clock, no environment, no files, no `Result`. [`plan`] is a fold over the journeys of single
//! invoices, to which it adds what concerns whole customers: flags, unapplied cash, contacts.

mod account;
mod action;
mod blocks;
mod cash;
mod closings;
mod covering;
mod credits;
mod customer;
mod customers;
mod daily;
mod debts;
mod disputes;
mod due;
mod export;
mod hands;
mod journey;
mod keeping;
mod languages;
mod late_fee;
mod mangled_ids;
mod met;
mod next;
mod noticed;
mod part;
mod planner;
mod position;
mod promises;
mod rank;
mod reach;
mod reason;
mod rules;
mod schedule;
mod settled;
mod shown;
mod story;
mod subjects_met;
mod touches;
mod warnings;
mod words;
mod worklist;

pub use action::{ANYBODY, ActionKind, DueAction, Flags, Held, Withheld};
pub use credits::OpenCredits;
pub use daily::{Clerk, Closing, Daily, Doing, Receipt, Stay, Work};
pub use hands::{Hands, OneByOne};
pub use languages::Languages;
pub use late_fee::{Interest, LateFee, Segment, late_fee};
pub use met::RulesMet;
pub use planner::Planner;
pub use position::{Position, Positions, Promised, Status};
pub use reach::{addresses_that_change, is_reached_at, is_same_address};
pub use reason::{EnteredBy, Reason};
pub use story::{
    Ageing, Blocker, Blocking, Cash, CashFrom, Effect, Evidence, Moment, MoneyLine, NextAction, OfStage, Onward, Score, Standing, Stories,
    Story, Task, Unmet, What, story,
};
pub use warnings::no_invoices;
pub use worklist::Worklist;

use crate::calendar::Day;
use crate::finding::Finding;
use crate::ledger::{Invoices, Ledger};
use crate::money::{Balance, Currency};
use crate::workflow::Workflow;
use std::collections::BTreeMap;
use worklist::Entries;

/// What is to be done on a day.
pub fn plan(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> Plan {
    fold(workflow, ledger, as_of, Positions::None)
}

/// What is to be done on a day, and where every invoice stands.
pub fn status(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> Plan {
    fold(workflow, ledger, as_of, Positions::All)
}

fn fold(workflow: &Workflow, ledger: &Ledger, as_of: Day, positions: Positions) -> Plan {
    let columns = ledger.invoices.columns();
    let mut planner = Planner::new(workflow, ledger.fx.as_ref(), &ledger.events, columns, as_of, positions);
    for invoice in ledger.invoices.iter() {
        planner.add(&invoice);
    }
    planner.finish()
}

/// What is to be done on a day, in order, and what is held back.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The day.
    pub as_of: Day,
    /// The invoices that actions, withheld actions and positions name.
    pub invoices: Invoices,
    /// What is due, by rank: [`Plan::actions`] tells it.
    pub worklist: Worklist,
    /// What would be due but must wait, in the same order.
    pub withheld: Vec<Withheld>,
    /// Where invoices stand, in file order: those that were asked for ([`Positions`]).
    pub positions: Vec<Position>,
    /// What is open on credit notes, by customer; only where positions were asked for.
    pub credits: Vec<OpenCredits>,
    /// In which language the customers are written to; only where whole invoices are kept.
    pub languages: Languages,
    /// Cash of customers that is set against no invoice, and what is open on their credit notes, together: by customer and currency. Only for
    /// [`Positions::Accounts`].
    pub unapplied: BTreeMap<(String, Currency), Balance>,
    /// Per currency, in order of the code.
    pub totals: Vec<Totals>,
    /// Events that do not go with the invoice or customer that they name: another currency, more decimals than it has. They are not
    /// in the plan, and what they name is withheld. An error each; the shell may skip their rows if it is asked to.
    pub misfits: Vec<Finding>,
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

impl Totals {
    /// Nothing yet.
    fn new(currency: Currency) -> Totals {
        Totals { currency, actions: 0, invoices: 0, balance: 0, disputed: 0, promised: 0, paused: 0, replied: 0, withheld: 0 }
    }

    /// Adds how many invoices of other blocks are disputed, promised, paused, and waiting after a reply.
    fn count(&mut self, other: &Totals) {
        self.disputed += other.disputed;
        self.promised += other.promised;
        self.paused += other.paused;
        self.replied += other.replied;
    }
}

impl Plan {
    /// The totals of a currency, if the ledger has it.
    fn totals_mut(&mut self, currency: Currency) -> Option<&mut Totals> {
        self.totals.iter_mut().find(|totals| totals.currency == currency)
    }

    /// Counts actions, each with its invoice and what is left to pay of that, and what is withheld into the totals.
    fn add_up(&mut self, due: &Entries) {
        let mut seen = vec![false; self.invoices.len()];
        for (invoice, balance) in (0..due.len()).map(|place| due.subject(place)) {
            let currency = self.invoices.terms(invoice).currency;
            let first = !std::mem::replace(&mut seen[invoice.0 as usize], true);
            let Some(totals) = self.totals_mut(currency) else { continue };
            totals.actions += 1;
            totals.invoices += usize::from(first);
            totals.balance += if first { balance } else { 0 };
        }
        for index in 0..self.withheld.len() {
            let currency = self.invoices.terms(self.withheld[index].action.invoice).currency;
            if let Some(totals) = self.totals_mut(currency) {
                totals.withheld += 1;
            }
        }
    }
}
