//! One row that is to be added to the log.

use crate::calendar::Day;
use crate::ledger::reading::EventType;
use std::collections::BTreeMap;

/// An event as a row of the log: texts by the ledger's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    cells: BTreeMap<&'static str, String>,
}

/// The digits of an id. Should another row have it already, it gets more.
const DIGITS: [usize; 3] = [8, 16, 64];

impl Entry {
    /// An event of a day.
    pub fn new(date: Day, kind: EventType) -> Entry {
        Entry { cells: BTreeMap::new() }.with("date", date.to_string()).with("type", kind.name())
    }

    /// The same with a text in a column; an empty one is none.
    #[must_use]
    pub fn with(mut self, column: &'static str, text: impl Into<String>) -> Entry {
        let text = text.into();
        if !text.is_empty() {
            self.cells.insert(column, text);
        }
        self
    }

    /// The same without the texts of some columns.
    #[must_use]
    pub fn without(mut self, is_meant: impl Fn(&str) -> bool) -> Entry {
        self.cells.retain(|column, _| !is_meant(column));
        self
    }

    /// The text in a column; empty if there is none.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The columns in which it has a text.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.cells.keys().copied()
    }

    /// The same with an id, by which it can be taken back: `L-` and some of the digest of the row and of how many bytes stand before
    /// it in the log. So two rows that say the same are two events, and a log merged from two copies has each row once. The
    /// letter keeps a spreadsheet from reading a number.
    #[must_use]
    pub fn identified(self, behind: usize, taken: impl Fn(&str) -> bool) -> Entry {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(behind as u64).to_le_bytes());
        for (column, text) in &self.cells {
            for part in [column, text.as_str()] {
                hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
            }
        }
        let digest = hasher.finalize().to_hex();
        let ids = DIGITS.map(|digits| format!("L-{}", &digest[..digits]));
        let free = ids.iter().find(|id| !taken(id)).unwrap_or(&ids[DIGITS.len() - 1]).clone();
        self.with("id", free)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_rows_and_its_places() {
        let call = Entry::new(Day::parse("2026-03-31").unwrap(), EventType::Touch).with("invoice_id", "INV-7").with("channel", "call");
        let id = |entry: Entry, behind, taken: &[String]| {
            entry.identified(behind, |id| taken.iter().any(|taken| taken == id)).cell("id").to_owned()
        };
        let first = id(call.clone(), 100, &[]);
        assert_eq!(first, id(call.clone(), 100, &[]));
        assert_eq!(first.len(), 10);
        assert_ne!(first, id(call.clone(), 150, &[]), "the same again is another event");
        assert_ne!(first, id(call.clone().with("note", "x"), 100, &[]));
        let longer = id(call, 100, std::slice::from_ref(&first));
        assert!(longer.starts_with(&first) && longer.len() == 18, "{longer}");
    }
}
