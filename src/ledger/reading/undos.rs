//! Rows that were taken back: nothing is deleted from a log, an `undo` row says what does not count.

use super::seen::RowSpot;
use std::collections::BTreeSet;

/// An `undo`: where it stands, and where what it takes back does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undo {
    pub own: RowSpot,
    pub target: RowSpot,
}

/// All of them, in the order in which they were read. Each takes back a row that was read before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Undos(Vec<Undo>);

impl Undos {
    pub fn add(&mut self, undo: Undo) {
        self.0.push(undo);
    }

    /// The rows that do not count. Going backward, what may take back an `undo` was looked at before it: one that is taken back
    /// itself takes back nothing.
    pub fn taken_back(&self) -> BTreeSet<RowSpot> {
        let mut taken = BTreeSet::new();
        for undo in self.0.iter().rev() {
            if !taken.contains(&undo.own) {
                taken.insert(undo.target);
            }
        }
        taken
    }
}

#[cfg(test)]
mod tests;
