//! What was seen before, known by fingerprints instead of texts: sixteen bytes each.

use hashbrown::{HashTable, hash_table};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Enough of a hash that among ten million ids two different ones are alike once in ten billion ledgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    first: [u32; 2],
    second: u16,
}

/// Where something stands: the number of its file, from 0, and its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

impl Seen {
    /// Where it was seen first, if it was.
    pub fn find(&self, print: Fingerprint) -> Option<Spot> {
        let found = self.table.find(slot(print.first), |entry| entry.first == print.first && entry.second == print.second)?;
        Some(Spot { file: found.file, line: found.line })
    }

    /// Where it was seen first, if it was; else it is seen from now on, there.
    pub fn first(&mut self, print: Fingerprint, spot: Spot) -> Option<Spot> {
        let same = |entry: &Entry| entry.first == print.first && entry.second == print.second;
        match self.table.entry(slot(print.first), same, |entry| slot(entry.first)) {
            hash_table::Entry::Occupied(found) => Some(Spot { file: found.get().file, line: found.get().line }),
            hash_table::Entry::Vacant(place) => {
                place.insert(Entry { first: print.first, second: print.second, file: spot.file, line: spot.line });
                None
            }
        }
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
        assert_eq!(
            Fingerprint::of_row(ab, [&b"xyz"[..1], &b"xyz"[1..]].into_iter()),
            Fingerprint::of_row(ab, [&b"xyz"[..1], &b"xyz"[1..]].into_iter())
        );
        assert_ne!(
            Fingerprint::of_row(ab, [&b"xyz"[..1], &b"xyz"[1..]].into_iter()),
            Fingerprint::of_row(ab, [&b"xyz"[..2], &b"xyz"[2..]].into_iter())
        );
        assert_ne!(
            Fingerprint::of_row(ab, [&b"xyz"[..1], &b"xyz"[1..]].into_iter()),
            Fingerprint::of_row(ba, [&b"xyz"[..1], &b"xyz"[1..]].into_iter())
        );
    }

    #[test]
    fn an_entry_is_small() {
        assert_eq!(size_of::<Entry>(), 16);
    }
}
