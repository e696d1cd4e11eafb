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
    pub fn new(date: Day, kind: EventType) -> Entry {
        Entry { cells: BTreeMap::new() }.with("date", date.to_string()).with("type", kind.name())
    }

    /// The same, written down on a day. That is told where it is not the day of the event.
    #[must_use]
    pub fn recorded_on(self, day: Day) -> Entry {
        let day = day.to_string();
        if self.cell("date") == day { self } else { self.with("recorded_on", day) }
    }

    /// The same with a text in a column; an empty one is none. Spaces around it are left out, as the reader leaves them out.
    #[must_use]
    pub fn with(mut self, column: &'static str, text: impl AsRef<str>) -> Entry {
        let text = text.as_ref().trim();
        if !text.is_empty() {
            self.cells.insert(column, text.to_owned());
        }
        self
    }

    /// The same without the text in a column.
    #[must_use]
    pub fn without(mut self, column: &str) -> Entry {
        self.cells.remove(column);
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
}

/// The rows of one command with ids, by which they can be taken back together or one by one: `L-3fa94c1e`, or for several `L-3fa94c1e.1`,
/// `L-3fa94c1e.2` and so on. Behind `L-` stands some of the digest of the rows and of how many bytes stand before them in the log: so rows
/// that say the same are different events, and a log merged from two copies has each row once. The letter keeps a spreadsheet
/// from reading a number.
#[must_use]
pub fn identified(entries: Vec<Entry>, behind: usize, taken: impl Fn(&str) -> bool) -> Vec<Entry> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(behind as u64).to_le_bytes());
    for (column, text) in entries.iter().flat_map(|entry| &entry.cells) {
        for part in [column, text.as_str()] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
    }
    let digest = hasher.finalize().to_hex();
    let ids = DIGITS.map(|digits| format!("L-{}", &digest[..digits]));
    let is_free = |id: &&String| !taken(id) && !taken(&numbered(id, 1));
    let id = ids.iter().find(is_free).unwrap_or(&ids[DIGITS.len() - 1]).clone();
    if let [_] = entries.as_slice() {
        return entries.into_iter().map(|entry| entry.with("id", id.clone())).collect();
    }
    entries.into_iter().zip(1..).map(|(entry, number)| entry.with("id", numbered(&id, number))).collect()
}

/// The id of one of several rows that one command wrote.
fn numbered(id: &str, number: usize) -> String {
    format!("{id}.{number}")
}

/// The id that rows of one command share, of the id of one of several: `L-3fa94c1e` of `L-3fa94c1e.2`.
pub fn shared_id(id: &str) -> Option<&str> {
    let (shared, number) = id.rsplit_once('.')?;
    let is_number = !number.is_empty() && !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(shared)
}

#[cfg(test)]
mod tests;
