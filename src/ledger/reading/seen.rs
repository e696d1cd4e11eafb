//! Which rows of events stand in the files several times, and which are taken back: known by hashes, after all files were read.

use super::event_row::EventCells;
use super::event_type::EventType;
use crate::store::{Executor, IdKey, Partitions, in_turns};
use hashbrown::HashTable;
use std::collections::{BTreeSet, HashMap, HashSet};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// What was seen of all rows. Rows are known by their places in the order of the files.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Rows with an id.
    ids: Partitions<SeenRow>,
    /// Rows without one.
    rows: Partitions<SeenRow>,
    undos: Vec<UndoRow>,
    /// Rows of money of zero.
    pub zero: Vec<u32>,
}

/// A hash of the row's id, a further one of its id, its type and what it names (of a row without id: of all its cells), and its place.
/// Among ten million rows two different ones are alike once in ten billion ledgers.
#[derive(Clone, Copy, Debug)]
struct SeenRow {
    id: [u32; 2],
    whole: u32,
    sequence: u32,
}

/// A row that takes another back.
#[derive(Clone, Copy, Debug)]
struct UndoRow {
    /// Its own, if it has an id.
    own: Option<SeenRow>,
    /// The hash of the id that it takes back.
    target: u64,
    sequence: u32,
}

/// What is to be done about rows that were seen before. Each stands with the first row of its kind, in the order of the files.
#[derive(Clone, Debug, Default)]
pub(super) struct SeenAgain {
    /// The same event: it counts once.
    pub repeated: Vec<(u32, u32)>,
    /// Another event with the same id: both count.
    pub shared: Vec<(u32, u32)>,
    /// The same row without an id: both count.
    pub doubled: Vec<(u32, u32)>,
    /// Undos of which no row before them has the id.
    pub nothing_to_undo: Vec<u32>,
    /// Rows that were taken back.
    pub taken_back: BTreeSet<u32>,
}

impl SeenRow {
    fn hash(&self) -> u64 {
        u64::from(self.id[0]) << 32 | u64::from(self.id[1])
    }

    fn is(&self, other: &SeenRow) -> bool {
        (self.id, self.whole) == (other.id, other.whole)
    }
}

fn halves(hash: u64) -> [u32; 2] {
    [(hash >> 32) as u32, hash as u32]
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
    /// A row of a file of a sort ([`sort_of_file`]) goes by.
    #[inline]
    pub fn add<'f>(&mut self, cells: &EventCells<'_>, sort: u64, fields: impl Iterator<Item = &'f [u8]>, sequence: u32) {
        let own = (!cells.id.is_empty()).then(|| identity(cells, sequence));
        if cells.kind == EventType::Undo {
            self.undos.push(UndoRow { own, target: xxh3_64(cells.reference.as_bytes()), sequence });
        } else if let Some(own) = own {
            self.ids.push(own.hash(), own);
        }
        if own.is_none() {
            let hash = of_row(sort, fields);
            let row = SeenRow { id: halves((hash >> 64) as u64), whole: hash as u32, sequence };
            self.rows.push(row.hash(), row);
        }
    }

    pub fn join(&mut self, other: Seen) {
        self.ids.append(other.ids);
        self.rows.append(other.rows);
        self.undos.extend(other.undos);
        self.zero.extend(other.zero);
    }

    /// Has a row this id?
    pub fn has_id(&self, id: &str) -> bool {
        let hash = xxh3_64(id.as_bytes());
        let own = self.undos.iter().filter_map(|undo| undo.own.as_ref());
        self.ids.part(hash).chain(own).any(|row| row.hash() == hash)
    }

    pub fn again(&self, executor: &dyn Executor) -> SeenAgain {
        let of_undos = |undo: &UndoRow| [Some(undo.target), undo.own.map(|own| own.hash())];
        let in_order: HashSet<u64> = self.undos.iter().flat_map(of_undos).flatten().collect();
        let ids = in_turns(executor, self.ids.parts().iter().collect(), |part| Alike::of(part, &in_order));
        let rows = in_turns(executor, self.rows.parts().iter().collect(), |part| Alike::of(part, &HashSet::new()));
        let mut again = SeenAgain::default();
        let mut listed = Vec::new();
        for part in ids {
            again.repeated.extend(part.again);
            listed.extend(part.listed);
        }
        again.doubled.extend(rows.into_iter().flat_map(|part| part.again));
        again.go_through(listed, &self.undos);
        again.doubled.retain(|(row, first)| ![row, first].into_iter().any(|row| again.nothing_to_undo.contains(row)));
        for list in [&mut again.repeated, &mut again.shared, &mut again.doubled] {
            list.sort_unstable();
        }
        again
    }
}

fn identity(cells: &EventCells<'_>, sequence: u32) -> SeenRow {
    let id = xxh3_64(cells.id.as_bytes());
    let named = if cells.invoice.is_empty() { IdKey::of(cells.customer).of_customer() } else { IdKey::of(cells.invoice) };
    let whole = (id ^ named.hash().rotate_left(21) ^ cells.kind as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    SeenRow { id: halves(id), whole: (whole >> 32) as u32, sequence }
}

fn of_row<'f>(sort: u64, fields: impl Iterator<Item = &'f [u8]>) -> u128 {
    let mut hasher = Xxh3::with_seed(sort);
    for field in fields {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field);
    }
    hasher.digest128()
}

/// What of a part of the rows is alike.
#[derive(Default)]
struct Alike {
    /// Rows that were seen before, each with the first.
    again: Vec<(u32, u32)>,
    /// All rows of the ids that must be gone through in order: of different events, or named by undos.
    listed: Vec<SeenRow>,
}

impl Alike {
    fn of(part: &[Vec<SeenRow>], in_order: &HashSet<u64>) -> Alike {
        let rows = || part.iter().flatten();
        let mut table: HashTable<SeenRow> = HashTable::with_capacity(part.iter().map(Vec::len).sum());
        let (mut again, mut different) = (Vec::new(), HashSet::new());
        for row in rows() {
            match table.find_mut(row.hash(), |other| other.id == row.id) {
                None => _ = table.insert_unique(row.hash(), *row, SeenRow::hash),
                Some(first) if first.is(row) => {
                    again.push(SeenRow { sequence: first.sequence.max(row.sequence), ..*row });
                    first.sequence = first.sequence.min(row.sequence);
                }
                Some(_) => _ = different.insert(row.hash()),
            }
        }
        let is_listed = |row: &&SeenRow| different.contains(&row.hash()) || in_order.contains(&row.hash());
        let none = different.is_empty() && in_order.is_empty();
        let listed = if none { Vec::new() } else { rows().filter(is_listed).copied().collect() };
        again.retain(|row| !is_listed(&row));
        let first = |row: &SeenRow| Some((row.sequence, table.find(row.hash(), |first| first.is(row))?.sequence));
        Alike { again: again.iter().filter_map(first).collect(), listed }
    }
}

impl SeenAgain {
    /// Goes through some rows and all undos in the order of the files.
    fn go_through(&mut self, mut listed: Vec<SeenRow>, undos: &[UndoRow]) {
        let mut targets: HashMap<u32, u64> = HashMap::new();
        for undo in undos {
            targets.insert(undo.sequence, undo.target);
            listed.push(undo.own.unwrap_or(SeenRow { id: [0; 2], whole: 0, sequence: undo.sequence }));
        }
        let has_id: HashSet<u32> = undos.iter().filter(|undo| undo.own.is_some()).map(|undo| undo.sequence).collect();
        listed.sort_unstable_by_key(|row| row.sequence);
        let (mut ids, mut wholes): (HashMap<u64, u32>, HashMap<(u64, u32), u32>) = (HashMap::new(), HashMap::new());
        let mut taking_back = Vec::new();
        for row in listed {
            let target = targets.get(&row.sequence).map(|target| ids.get(target).copied());
            if target == Some(None) {
                self.nothing_to_undo.push(row.sequence);
                continue;
            }
            if target.is_none() || has_id.contains(&row.sequence) {
                let first = ids.get(&row.hash()).copied();
                let same = wholes.get(&(row.hash(), row.whole)).copied();
                ids.entry(row.hash()).or_insert(row.sequence);
                wholes.entry((row.hash(), row.whole)).or_insert(row.sequence);
                if let Some(same) = same {
                    self.repeated.push((row.sequence, same));
                    continue;
                }
                self.shared.extend(first.map(|first| (row.sequence, first)));
            }
            taking_back.extend(target.flatten().map(|target| (row.sequence, target)));
        }
        // Going backward, what may take back an undo was looked at before it: one that is taken back itself takes back nothing.
        for (undo, target) in taking_back.into_iter().rev() {
            if !self.taken_back.contains(&undo) {
                self.taken_back.insert(target);
            }
        }
    }
}

#[cfg(test)]
mod tests;
