//! What a command asks of the ledger, and what it gets.

use crate::cli::today::AsOf;
use collect::ledger::reading::Rejects;
use collect::ledger::{Columns, Events, Invoices, Slice};
use collect::money::grouped;
use collect::plan::{Plan, Positions};
use collect::report::About;
use collect::workflow::Workflow;
use std::collections::BTreeSet;

/// What a command needs of the ledger.
#[derive(Clone, Debug)]
pub struct Query<'q> {
    /// The invoices whose position the plan of the day lists.
    pub positions: Positions,
    /// An earlier day to plan for, besides that of the plan.
    pub since: Option<AsOf>,
    /// Does the command make drafts? If not, the plan keeps only what its rows show of invoices.
    pub drafts: bool,
    /// Keep who did an event and what was said (`by`, `note`)?
    pub notes: bool,
    /// Keep all invoices in memory, with what is read of them when they are followed by these workflows; if there are none, no invoices are kept.
    pub keep: &'q [&'q Workflow],
    /// Invoices and customers of which the plan is to say whether somebody may contact them.
    pub asked_about: Option<&'q BTreeSet<String>>,
    /// Is each plan to say which customers are on credit hold?
    pub credit_hold: bool,
    /// Added to the customers of the slice that was typed or that the project names.
    pub customers: &'q [String],
    /// Is only this invoice asked for? Then the rows of its customer are read and no others, where they can be found without.
    pub invoice: Option<&'q str>,
    /// Is only this customer asked for, by id or name? As with an invoice.
    pub customer: Option<&'q str>,
    /// Rows that are to be added to the log, read after it.
    pub rows: &'q [u8],
}

impl Default for Query<'_> {
    fn default() -> Self {
        let positions = Positions::None;
        let (drafts, notes, credit_hold) = (false, false, false);
        Query {
            positions,
            since: None,
            drafts,
            notes,
            keep: &[],
            asked_about: None,
            credit_hold,
            customers: &[],
            invoice: None,
            customer: None,
            rows: &[],
        }
    }
}

/// A ledger that was read, and planned meanwhile.
pub struct Loaded {
    /// A plan for each day that was asked for; none where there is no workflow to plan by.
    pub plans: Vec<Plan>,
    pub events: Events,
    pub columns: Columns,
    /// How many invoices and events there are, and the digest of all files: those of events in their order, then the invoices. Nothing is
    /// known of that where only the rows of one customer were read.
    pub about: About,
    /// That customer.
    pub customer: Option<String>,
    /// What the slice is, and how many of the invoices are in it.
    pub slice: Slice,
    pub inside: u64,
    /// All invoices, if they are to be kept.
    pub kept: Invoices,
    pub rejects: Rejects,
    /// How many rows were skipped.
    pub skipped: u64,
}

impl Loaded {
    /// `slice: segment=smb, 120 of 2,466 invoices`, if the ledger is sliced.
    pub fn sliced(&self) -> Option<String> {
        let all = self.about.invoices.filter(|_| !self.slice.is_whole())?;
        let (inside, all) = (grouped(&self.inside.to_string()), grouped(&all.to_string()));
        Some(format!("slice: {}, {inside} of {all} invoices", self.slice))
    }
}
