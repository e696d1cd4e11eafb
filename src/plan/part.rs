//! What planning comes to on one block of a file, so that blocks can be planned in any order.

use super::keeping::Keeping;
use super::may::Forbidden;
use super::noticed::Noticed;
use super::position::Position;
use super::rules::CustomerGate;
use super::shown::Depending;
use crate::calendar::Day;
use crate::finding::Finding;
use crate::ledger::{InvoiceId, Invoices};
use crate::money::Currency;
use crate::store::CustomerId;
use crate::workflow::{StageIndex, TrackIndex};
use std::collections::BTreeSet;

/// What came of the invoices of one block, in their order. What is due on them is in a list of the planner, which is ranked as a whole.
pub(super) struct BlockPart {
    pub block: u64,
    /// How many invoices the planner had kept before.
    pub before: u32,
    pub kept: Invoices,
    /// Where invoices stand, with the customer of each, and what depends on what that owes.
    pub positions: Vec<Positioned>,
    /// What is noticed of actions if their customers meet what they want.
    pub gated: Vec<Gated>,
    /// Events that do not go with their invoices.
    pub misfits: Vec<Finding>,
    /// The kept invoices that have such events.
    pub unread: BTreeSet<InvoiceId>,
    pub noticed: Noticed,
    /// The invoices that were asked about.
    pub sought: Vec<Questioned>,
}

/// An invoice that was asked about, and what in itself forbids a contact.
pub(super) struct Questioned {
    pub customer: CustomerId,
    pub invoice: InvoiceId,
    pub due: Day,
    pub is_open: bool,
    pub forbidden: Option<Forbidden>,
    /// Its track and stage.
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
}

/// Where an invoice stands, as far as it can be told before its customer is known.
pub(super) struct Positioned {
    pub customer: CustomerId,
    pub position: Position,
    /// What depends on what the customer owes; nothing where only the standing is asked for.
    pub depending: Option<Depending>,
}

/// What somebody should know of an action, if its customer meets what it wants.
pub(super) struct Gated {
    pub customer: CustomerId,
    pub currency: Currency,
    pub gate: CustomerGate,
    pub noticed: Noticed,
}

/// Where invoices that a planner kept stand in the end, when all parts are in the order of their blocks.
pub(super) struct Places(Vec<Moved>);

/// The invoices of a part: the place of the first as the planner counted, and in the end.
struct Moved {
    before: u32,
    first: u32,
}

impl Places {
    pub fn of(&self, InvoiceId(counted): InvoiceId) -> InvoiceId {
        let after = self.0.partition_point(|moved| moved.before <= counted);
        let moved = &self.0[after - 1];
        InvoiceId(moved.first + counted - moved.before)
    }
}

impl BlockPart {
    pub fn new(block: u64, before: u32, keeping: &Keeping) -> BlockPart {
        let kept = keeping.list();
        let (positions, gated, misfits) = (Vec::new(), Vec::new(), Vec::new());
        BlockPart {
            block,
            before,
            kept,
            positions,
            gated,
            misfits,
            unread: BTreeSet::new(),
            noticed: Noticed::default(),
            sought: Vec::new(),
        }
    }

    pub fn whole(mut parts: Vec<BlockPart>, keeping: &Keeping) -> (BlockPart, Places) {
        parts.sort_by_key(|part| part.block);
        let mut whole = BlockPart::new(0, 0, keeping);
        whole.positions.reserve_exact(parts.iter().map(|part| part.positions.len()).sum());
        let mut places: Vec<Moved> = Vec::new();
        for part in parts {
            if !part.kept.is_empty() {
                places.push(Moved { before: part.before, first: whole.kept.len() as u32 });
            }
            whole.append(part);
        }
        places.sort_by_key(|moved| moved.before);
        (whole, Places(places))
    }

    fn append(&mut self, later: BlockPart) {
        let moved = self.kept.append(later.kept);
        let place = |InvoiceId(place): InvoiceId| InvoiceId(place + moved);
        self.positions.extend(later.positions.into_iter().map(|mut at| {
            at.position.invoice = place(at.position.invoice);
            at
        }));
        self.gated.extend(later.gated);
        self.misfits.extend(later.misfits);
        self.unread.extend(later.unread.into_iter().map(place));
        self.noticed.append(later.noticed);
        self.sought.extend(later.sought.into_iter().map(|of| Questioned { invoice: place(of.invoice), ..of }));
    }
}
