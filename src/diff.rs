//! Compares what two workflows ask for on one ledger: who is contacted earlier, later, newly, no more or by somebody else, and which line
//! says so. Both sides were planned or simulated before, for all customers or one after the other. An action is known by its invoice and id;
//! ids under `was` count as the new ids.

mod comparison;
mod edits;
mod gate;
mod side;
mod totals;

pub use comparison::{DiffSums, WorkflowComparison};
pub use edits::{Edit, EditReach, edits};
pub use gate::{Gate, MetGate};
pub use side::Side;
pub use totals::{OwnerPair, StagePair};

use crate::plan::Contact;
use crate::workflow::{Stage, Workflow};

#[derive(Clone, Debug)]
pub struct Diff {
    /// Contacts that differ: by kind, day, invoice and action.
    pub changes: Vec<Change>,
    pub edits: Vec<Edit>,
    /// Both sides by stage, in the order of the new workflow; stages that only the old one has come last.
    pub stages: Vec<StagePair>,
    pub owners: Vec<OwnerPair>,
    pub touches: (usize, usize),
    /// On how many invoices, of how many customers, something differs.
    pub reach: (usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    Earlier,
    Later,
    Newly,
    NoMore,
    /// On the same day, by another owner.
    Reassigned,
    /// On the same day, by the same owner, by another channel.
    Rechannelled,
}

impl ChangeKind {
    pub const ALL: [ChangeKind; 6] =
        [ChangeKind::Earlier, ChangeKind::Later, ChangeKind::Newly, ChangeKind::NoMore, ChangeKind::Reassigned, ChangeKind::Rechannelled];

    /// The word in outputs and gates.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Newly => "newly",
            ChangeKind::NoMore => "no_more",
            ChangeKind::Earlier => "earlier",
            ChangeKind::Later => "later",
            ChangeKind::Reassigned => "reassigned",
            ChangeKind::Rechannelled => "rechannelled",
        }
    }
}

/// A contact that differs, in a few bytes, as there may be millions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    pub old: Option<Contact>,
    pub new: Option<Contact>,
    /// The edit that it comes from, by its place among all; `None` where it follows from other differences of the same customer.
    pub because: Option<u32>,
}

impl Change {
    /// By the new workflow, else by the old.
    pub fn either(&self) -> Option<&Contact> {
        self.new.as_ref().or(self.old.as_ref())
    }

    /// By so many days later, negative for earlier, where both ask for it.
    pub fn days(&self) -> Option<i32> {
        Some(self.new.as_ref()?.day.since(self.old.as_ref()?.day))
    }
}

impl Diff {
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }
}

/// The stage of that id in the old workflow, and the same one in the new: of the same id, or of one that either has under `was`.
fn renamed<'w>(old: &'w Workflow, new: &'w Workflow, id: &str) -> Option<(&'w Stage, &'w Stage)> {
    let stages = |workflow: &'w Workflow| workflow.stage_lists().flatten();
    let before = stages(old).find(|stage| stage.id == id)?;
    let same = |stage: &&Stage| stage.id == before.id;
    let by_was = |stage: &&Stage| stage.is_called(&before.id) || before.is_called(&stage.id);
    stages(new).find(same).or_else(|| stages(new).find(by_was)).map(|after| (before, after))
}

fn action_renamed<'w>(old: &'w Stage, new: &'w Stage, id: &'w str) -> &'w str {
    let Some(before) = old.actions.iter().find(|action| action.id == id) else { return id };
    let same = new.actions.iter().find(|action| action.id == id);
    let by_was = || new.actions.iter().find(|action| action.is_called(id) || before.is_called(&action.id));
    same.or_else(by_was).map_or(id, |action| &action.id)
}
