//! Rows of invoices whose ids may stand in the file twice: known by hashes, after the whole file was read.

use crate::store::{Executor, IdKey, Partitions, in_turns};
use hashbrown::{HashTable, hash_table};
use std::collections::BTreeSet;

/// The hashes of all ids, each with its line.
#[derive(Default)]
pub(super) struct Suspects(Partitions<[u32; 3]>);

impl Suspects {
    #[inline]
    pub fn add(&mut self, id: IdKey, line: u32) {
        let hash = id.hash();
        self.0.push(hash, [(hash >> 32) as u32, hash as u32, line]);
    }

    pub fn join(&mut self, other: Suspects) {
        self.0.append(other.0);
    }

    /// The lines of ids that are probably the same as others.
    pub fn alike(self, executor: &dyn Executor) -> BTreeSet<u32> {
        let alike = in_turns(executor, self.0.into_parts().collect(), |part| {
            let hash = |[first, second, _]: &[u32; 3]| u64::from(*first) << 32 | u64::from(*second);
            let mut table: HashTable<[u32; 3]> = HashTable::with_capacity(part.len());
            let mut lines = Vec::new();
            for row in part.iter() {
                match table.entry(hash(row), |other| hash(other) == hash(row), hash) {
                    hash_table::Entry::Vacant(free) => _ = free.insert(*row),
                    hash_table::Entry::Occupied(other) => lines.extend([other.get()[2], row[2]]),
                }
            }
            lines
        });
        alike.into_iter().flatten().collect()
    }
}
