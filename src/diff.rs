//! Compares what two workflows ask for on one ledger: who is contacted earlier, later, newly, no more or by somebody else, and which line
//! says so. Both sides were planned or simulated before. An action is known by its invoice and id; ids under `was` count as the new ids.

mod edits;
mod gate;
mod side;
mod totals;

pub use edits::{Edit, EditReach, edits};
pub use gate::{Gate, MetGate};
pub use side::{Contact, Side};
pub use totals::{OwnerPair, StagePair};

use crate::action_id::{ActionId, AskedBy};
use crate::workflow::{Stage, Workflow};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
pub struct Diff {
    /// Contacts that differ: by kind, day, invoice and action.
    pub changes: Vec<Change>,
    pub edits: Vec<Edit>,
    /// Both sides by stage, in the order of the new workflow; stages that only the old one has come last.
    pub stages: Vec<StagePair>,
    pub owners: Vec<OwnerPair>,
    pub touches: (usize, usize),
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

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    pub old: Option<Contact>,
    pub new: Option<Contact>,
    /// The edit that it comes from, by its place among all; `None` where it follows from other differences of the same customer.
    pub because: Option<usize>,
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
    pub fn new(old: &Side<'_>, new: &Side<'_>) -> Diff {
        let edits = edits(old.workflow, new.workflow);
        let same_stage = |id: &str| renamed(old.workflow, new.workflow, id);
        let mut pairs: BTreeMap<ContactKey<'_>, ContactPair<'_>> = BTreeMap::new();
        for (index, contact) in numbered(&old.contacts) {
            let key = contact.key(|stage, action| {
                let paired = same_stage(stage).map(|(old, new)| (new.id.as_str(), action_renamed(old, new, action)));
                paired.unwrap_or((stage, action))
            });
            pairs.entry((contact.invoice_id.clone(), key, index)).or_default().0 = Some(contact);
        }
        for (index, contact) in numbered(&new.contacts) {
            pairs.entry((contact.invoice_id.clone(), contact.key(|stage, action| (stage, action)), index)).or_default().1 = Some(contact);
        }
        let change = |(old, new): ContactPair<'_>| {
            let kind = kind(old, new)?;
            let mut change = Change { kind, old: old.cloned(), new: new.cloned(), because: None };
            change.because = edits::cause(&edits, &change);
            Some(change)
        };
        let mut changes: Vec<Change> = pairs.into_values().filter_map(change).collect();
        changes.sort_by(|a, b| {
            let key = |change: &Change| change.either().map(|contact| (contact.day, contact.invoice_id.clone(), contact.action_id.clone()));
            a.kind.cmp(&b.kind).then_with(|| key(a).cmp(&key(b)))
        });
        Diff {
            changes,
            stages: totals::stages(old, new),
            owners: totals::owners(old, new),
            touches: (old.contacts.len(), new.contacts.len()),
            edits,
        }
    }

    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    /// On how many invoices, of how many customers, something differs.
    pub fn reach(&self) -> (usize, usize) {
        let contacts = || self.changes.iter().filter_map(Change::either);
        let invoices: BTreeSet<&str> = contacts().map(|contact| contact.invoice_id.as_str()).collect();
        let customers: BTreeSet<&str> = contacts().map(|contact| contact.customer_id.as_str()).collect();
        (invoices.len(), customers.len())
    }
}

/// What tells a contact from all others: its invoice, what asks for it, and how often it was asked for before.
type ContactKey<'c> = (String, AskedBy<'c>, usize);
type ContactPair<'c> = (Option<&'c Contact>, Option<&'c Contact>);

/// Each contact, with how many of the same id came before it: the task of a dispute comes to several owners.
fn numbered(contacts: &[Contact]) -> impl Iterator<Item = (usize, &Contact)> {
    let mut seen: BTreeMap<&ActionId, usize> = BTreeMap::new();
    contacts.iter().map(move |contact| {
        let count = seen.entry(&contact.action_id).or_default();
        *count += 1;
        (*count, contact)
    })
}

fn kind(old: Option<&Contact>, new: Option<&Contact>) -> Option<ChangeKind> {
    let (old, new) = match (old, new) {
        (None, _) => return Some(ChangeKind::Newly),
        (_, None) => return Some(ChangeKind::NoMore),
        (Some(old), Some(new)) => (old, new),
    };
    match new.day.cmp(&old.day) {
        std::cmp::Ordering::Less => Some(ChangeKind::Earlier),
        std::cmp::Ordering::Greater => Some(ChangeKind::Later),
        std::cmp::Ordering::Equal if new.owner != old.owner => Some(ChangeKind::Reassigned),
        std::cmp::Ordering::Equal if new.channel != old.channel => Some(ChangeKind::Rechannelled),
        std::cmp::Ordering::Equal => None,
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
