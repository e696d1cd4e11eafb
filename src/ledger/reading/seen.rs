//! What was seen before, known by numbers or fingerprints instead of texts: at most sixteen bytes each.

use crate::store::Numbered;
use hashbrown::{HashTable, hash_table};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Enough of a hash that among ten million ids two different ones are alike once in ten billion ledgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    first: [u32; 2],
    second: u16,
}

/// Where something stands: the number of its file, from 0, and its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowSpot {
    pub file: u16,
    /// In two halves, so that six bytes are enough.
    line: [u16; 2],
}

impl RowSpot {
    pub fn new(file: u16, line: u32) -> RowSpot {
        RowSpot { file, line: [(line >> 16) as u16, line as u16] }
    }

    pub fn line(self) -> u32 {
        u32::from(self.line[0]) << 16 | u32::from(self.line[1])
    }
}

#[derive(Clone, Copy, Debug)]
struct SeenEntry<S> {
    first: [u32; 2],
    second: u16,
    spot: S,
}

/// A set of ids, or of rows, with the spot where each was first: none of them is the default. Ids that end with a number have a
/// place each; others, and rows, are known by their fingerprints.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen<S> {
    numbered: Numbered<S>,
    table: HashTable<SeenEntry<S>>,
}

impl Fingerprint {
    pub fn of_text(text: &str) -> Fingerprint {
        Fingerprint::of(xxh3_128(text.as_bytes()))
    }

    /// Of the fields of a row, in a file of this sort ([`sort_of_file`]).
    pub fn of_row<'f>(sort: u64, fields: impl Iterator<Item = &'f [u8]>) -> Fingerprint {
        let mut hasher = Xxh3::with_seed(sort);
        for field in fields {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        Fingerprint::of(hasher.digest128())
    }

    fn of(hash: u128) -> Fingerprint {
        Fingerprint { first: [hash as u32, (hash >> 32) as u32], second: (hash >> 64) as u16 }
    }
}

/// Files in which rows that are alike say the same: those of one header, with the same type of events.
pub(super) fn sort_of_file(header: &[u8], kind: &str) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.update(&(header.len() as u64).to_le_bytes());
    hasher.update(header);
    hasher.update(kind.as_bytes());
    hasher.digest()
}

impl<S: Copy + Default + PartialEq> Seen<S> {
    /// Where an id was seen first, if it was.
    pub fn find(&self, id: &str) -> Option<S> {
        if let Some(spot) = self.numbered.get(id) {
            return Some(spot);
        }
        if self.table.is_empty() {
            return None;
        }
        self.find_print(Fingerprint::of_text(id))
    }

    /// The same of what is known by its fingerprint alone.
    pub fn find_print(&self, Fingerprint { first, second }: Fingerprint) -> Option<S> {
        self.table.find(slot(first), |entry| entry.first == first && entry.second == second).map(|found| found.spot)
    }

    /// Where an id was seen first, if it was; else it is seen from now on, there. Its fingerprint is asked for if that is needed.
    #[inline]
    pub fn first_id(&mut self, id: &str, print: impl FnOnce() -> Fingerprint, spot: S) -> Option<S> {
        if let Some((first, _)) = self.numbered.get_mut(id) {
            let found = (*first != S::default()).then_some(*first);
            if found.is_none() {
                *first = spot;
            }
            return found;
        }
        self.first(print(), spot)
    }

    /// The same for what is known by its fingerprint alone.
    pub fn first(&mut self, print: Fingerprint, spot: S) -> Option<S> {
        let Fingerprint { first, second } = print;
        let same = |entry: &SeenEntry<S>| entry.first == first && entry.second == second;
        match self.table.entry(slot(first), same, |entry| slot(entry.first)) {
            hash_table::Entry::Occupied(found) => Some(found.get().spot),
            hash_table::Entry::Vacant(place) => {
                place.insert(SeenEntry { first, second, spot });
                None
            }
        }
    }
}

fn slot(first: [u32; 2]) -> u64 {
    u64::from(first[0]) | u64::from(first[1]) << 32
}

#[cfg(test)]
mod tests;
