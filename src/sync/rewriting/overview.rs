//! What is to be known of an export as a whole before the book is written.

use super::Rewriting;
use crate::money::Balance;
use crate::sync::comparison::GoneAs;
use crate::sync::open_share::OpenShare;
use crate::sync::status_words::NewWords;

impl Rewriting<'_> {
    /// How many invoices were open by the last export, and how many of them are in this one.
    pub fn open_and_left(&self) -> (u64, u64) {
        let (mut open, mut left) = (0, 0);
        for (row, known) in (0..).zip(&self.known.list).filter(|(_, known)| known.last_seen().open != 0) {
            open += 1;
            left += u64::from(self.is_seen(row) && !known.gone);
        }
        (open, left)
    }

    /// The same with the value.
    pub fn open_share(&self) -> OpenShare {
        let mut share = OpenShare::default();
        for (row, known) in (0..).zip(&self.known.list).filter(|(_, known)| known.last_seen().open != 0) {
            let before = known.last_seen().open;
            // What the row of the export itself says is no sign of a broken export.
            let is_told = self.left_out.0.get(&row).is_some_and(|(gone, _)| *gone != GoneAs::Ask);
            let now = match self.listed.get(&row) {
                // Of an invoice that is paid in part the export knows.
                Some(shown) if shown.paid_on.is_none() && (shown.open == 0 || Balance::from(shown.open).signum() != before.signum()) => 0,
                Some(_) => before,
                None if self.is_seen(row) || is_told => before,
                None => 0,
            };
            let explained = self.known.elsewhere.get(&row).map_or(0, |found| found.ahead.max(0));
            share.add(known, is_told || (self.is_seen(row) && !known.gone), now + explained);
        }
        share
    }

    /// Does the export undo what the one before it did? All that left with it is back, all that came with it has left, all of which it had less
    /// has as much as before, and nothing is new.
    pub fn is_older(&self) -> bool {
        let (mut back, mut left, mut restored) = (0_u64, 0_u64, 0_u64);
        for (row, known) in (0..).zip(&self.known.list) {
            let is_there = self.is_seen(row);
            if (known.gone && known.left_last && !is_there) || (!known.gone && known.came_last && is_there) {
                return false;
            }
            back += u64::from(known.gone && is_there);
            left += u64::from(!known.gone && !is_there);
            if let Some(less) = self.known.moved_last.get(&row).filter(|_| is_there) {
                let before = known.last_seen().open + less;
                if self.listed.get(&row).is_none_or(|shown| Balance::from(shown.open) != before) {
                    return false;
                }
                restored += 1;
            }
        }
        let kinds = [back, left, restored].into_iter().filter(|count| *count > 0).count();
        self.share.new_count == 0 && (kinds > 1 || back + restored > 2)
    }

    /// Words that no export had before in columns that are watched.
    pub fn new_words(&self) -> &NewWords {
        &self.share.new_words
    }

    /// Columns by which the workflow chooses which the book has and the export has not.
    pub fn lost_columns(&self) -> impl Iterator<Item = &str> {
        let lost = self.layout.texts.iter().filter(|(_, place)| place.is_none()).map(|(name, _)| name);
        lost.filter(|name| self.matched.contains(name)).map(String::as_str)
    }
}
