//! What a command asks of the ledger, and what it gets.

use crate::cli::today::AsOf;
use collect::ledger::reading::Rejects;
use collect::ledger::{Columns, Events, Invoices, Slice};
use collect::money::grouped;
use collect::plan::{Plan, Positions};
use collect::report::About;

/// What a command needs of the ledger.
#[derive(Clone, Debug)]
pub struct Query<'q> {
    /// Of which invoices it tells where they stand.
    pub positions: Positions,
    /// An earlier day to plan for, besides that of the plan.
    pub since: Option<AsOf>,
    /// Are drafts made? Otherwise only what rows of plans say of invoices is kept.
    pub drafts: bool,
    /// Is it told who did and said what?
    pub notes: bool,
    /// Are all invoices kept in memory?
    pub keep: bool,
    /// Only these customers, and those of the slice that was typed or that the project names.
    pub customers: &'q [String],
    /// Will the files be read once more?
    pub again: bool,
    /// Rows that are to be added to the log, read after it.
    pub rows: &'q [u8],
}

impl Default for Query<'_> {
    fn default() -> Self {
        let positions = Positions::None;
        Query { positions, since: None, drafts: false, notes: false, keep: false, customers: &[], again: false, rows: &[] }
    }
}

/// A ledger that was read, and planned meanwhile.
pub struct Loaded {
    /// A plan for each day that was asked for; none where there is no workflow to plan by.
    pub plans: Vec<Plan>,
    pub events: Events,
    pub columns: Columns,
    /// How many invoices and events there are, and the digest of all files: those of events in their order, then the invoices.
    pub about: About,
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
        let (inside, all) = (grouped(&self.inside.to_string()), grouped(&self.about.invoices.to_string()));
        (!self.slice.is_whole()).then(|| format!("slice: {}, {inside} of {all} invoices", self.slice))
    }
}
