//! What was seen before, known by fingerprints instead of texts: sixteen bytes each.

use hashbrown::HashTable;
use std::hash::{DefaultHasher, Hasher};

/// Enough of a hash that among ten million ids two different ones are alike once in ten billion ledgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    first: [u32; 2],
    second: u16,
}

/// Where something stands: the number of its file, from 0, and its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub file: u16,
    pub line: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    first: [u32; 2],
    second: u16,
    file: u16,
    line: u32,
}

/// A set of fingerprints with the place of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    table: HashTable<Entry>,
}

impl Fingerprint {
    pub fn of_text(text: &str) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        hasher.write(text.as_bytes());
        Fingerprint::of(hasher)
    }

    /// Of the fields of a row, in a file of this sort ([`sort_of_file`]).
    pub fn of_row(sort: u64, content: &[u8], ends: &[usize]) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        hasher.write_u64(sort);
        hasher.write(content);
        for end in ends {
            hasher.write_usize(*end);
        }
        Fingerprint::of(hasher)
    }

    fn of(mut hasher: DefaultHasher) -> Fingerprint {
        let first = hasher.finish();
        hasher.write_u8(1);
        Fingerprint { first: [first as u32, (first >> 32) as u32], second: hasher.finish() as u16 }
    }
}

/// Files in which rows that are alike say the same: those of one header, with the same type of events.
pub(super) fn sort_of_file(header: &[u8], kind: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_usize(header.len());
    hasher.write(header);
    hasher.write(kind.as_bytes());
    hasher.finish()
}

impl Seen {
    /// Where it was seen first, if it was; else it is seen from now on, there.
    pub fn first(&mut self, print: Fingerprint, spot: Spot) -> Option<Spot> {
        let found = self.find(print);
        if found.is_none() {
            let entry = Entry { first: print.first, second: print.second, file: spot.file, line: spot.line };
            self.table.insert_unique(slot(print.first), entry, |entry| slot(entry.first));
        }
        found
    }

    pub fn find(&self, print: Fingerprint) -> Option<Spot> {
        let same = |entry: &Entry| entry.first == print.first && entry.second == print.second;
        self.table.find(slot(print.first), same).map(|entry| Spot { file: entry.file, line: entry.line })
    }
}

fn slot(first: [u32; 2]) -> u64 {
    u64::from(first[0]) | u64::from(first[1]) << 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_is_remembered() {
        let mut seen = Seen::default();
        let spot = |line| Spot { file: 0, line };
        assert_eq!(seen.first(Fingerprint::of_text("A-1"), spot(2)), None);
        assert_eq!(seen.first(Fingerprint::of_text("A-2"), spot(3)), None);
        assert_eq!(seen.first(Fingerprint::of_text("A-1"), spot(4)), Some(spot(2)));
        assert_eq!(seen.first(Fingerprint::of_text("A-1"), spot(5)), Some(spot(2)));
    }

    #[test]
    fn where_fields_end_is_part_of_a_row() {
        let (ab, ba) = (sort_of_file(b"a,b", ""), sort_of_file(b"b,a", ""));
        assert_eq!(Fingerprint::of_row(ab, b"xyz", &[1, 3]), Fingerprint::of_row(ab, b"xyz", &[1, 3]));
        assert_ne!(Fingerprint::of_row(ab, b"xyz", &[1, 3]), Fingerprint::of_row(ab, b"xyz", &[2, 3]));
        assert_ne!(Fingerprint::of_row(ab, b"xyz", &[1, 3]), Fingerprint::of_row(ba, b"xyz", &[1, 3]));
    }

    #[test]
    fn an_entry_is_small() {
        assert_eq!(size_of::<Entry>(), 16);
    }
}
