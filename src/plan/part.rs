//! What planning comes to on one block of a file, so that blocks can be planned in any order.

use super::noticed::Noticed;
use super::{DueAction, Position};
use crate::finding::Finding;
use crate::ledger::{Columns, InvoiceId, Invoices};
use std::collections::BTreeSet;

/// What came of the invoices of one block, in their order.
pub(super) struct Part {
    /// The number of the block.
    pub block: u64,
    /// The invoices that actions and positions name.
    pub kept: Invoices,
    /// What is due, withheld or not, with the customer of each.
    pub due: Vec<(u32, DueAction)>,
    /// Where invoices stand, with the customer of each.
    pub positions: Vec<(u32, Position)>,
    /// Events that do not go with their invoices.
    pub misfits: Vec<Finding>,
    /// The kept invoices that have such events.
    pub unread: BTreeSet<InvoiceId>,
    /// What somebody should know.
    pub noticed: Noticed,
}

impl Part {
    /// Nothing yet, of a ledger with these columns.
    pub fn new(block: u64, columns: &Columns) -> Part {
        let kept = Invoices::new(columns.clone());
        let (due, positions, misfits) = (Vec::new(), Vec::new(), Vec::new());
        Part { block, kept, due, positions, misfits, unread: BTreeSet::new(), noticed: Noticed::default() }
    }

    /// All parts, in the order of their blocks.
    pub fn whole(mut parts: Vec<Part>, columns: &Columns) -> Part {
        parts.sort_by_key(|part| part.block);
        let mut whole = Part::new(0, columns);
        whole.due.reserve_exact(parts.iter().map(|part| part.due.len()).sum());
        whole.positions.reserve_exact(parts.iter().map(|part| part.positions.len()).sum());
        parts.into_iter().for_each(|part| whole.append(part));
        whole
    }

    /// Takes over what came of the invoices that follow.
    fn append(&mut self, later: Part) {
        let moved = self.kept.append(later.kept);
        let place = |InvoiceId(place): InvoiceId| InvoiceId(place + moved);
        self.due.extend(later.due.into_iter().map(|(customer, due)| (customer, DueAction { invoice: place(due.invoice), ..due })));
        let positions = later.positions.into_iter();
        self.positions.extend(positions.map(|(customer, at)| (customer, Position { invoice: place(at.invoice), ..at })));
        self.misfits.extend(later.misfits);
        self.unread.extend(later.unread.into_iter().map(place));
        self.noticed.append(later.noticed);
    }
}
