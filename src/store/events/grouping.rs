//! The events of one part of a ledger, put together by what they name.

use crate::calendar::Day;
use crate::store::key::IdKey;
use crate::store::packed::{Packed, Packing};
use crate::store::partitions::Partition;
use crate::store::texts::TextId;
use hashbrown::{HashTable, hash_table};

/// An event with the key of what it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamedEvent {
    key: [u32; 4],
    event: Packed,
    /// The customer that is named beside an invoice: the number of its text, or 0.
    beside: u32,
}

impl NamedEvent {
    pub fn new(key: IdKey, event: Packed, beside: Option<TextId>) -> NamedEvent {
        NamedEvent { key: key.words(), event, beside: beside.map_or(0, TextId::number) }
    }
}

/// Events that do not count, by their places in file order.
#[derive(Clone, Debug, Default)]
pub(super) struct TakenOut(Vec<u64>);

impl TakenOut {
    pub fn add(&mut self, sequence: u32) {
        let word = sequence as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (sequence % 64);
    }

    #[inline]
    fn has(&self, sequence: u32) -> bool {
        self.0.get(sequence as usize / 64).is_some_and(|word| word & 1 << (sequence % 64) != 0)
    }
}

/// An event of an invoice that names another customer than the invoice's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherCustomer {
    /// Its place in file order.
    pub event: u32,
    /// The customer that it names: [`Events::text`](super::Events::text) tells which.
    pub customer: TextId,
}

/// All that is named by the events of a part. Each subject begins with two entries: its key, and [`SubjectHead`]; then its events follow.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    list: Vec<Packed>,
    /// Where each subject begins.
    table: HashTable<u32>,
    /// Of the subjects, by where they begin: events that name a customer beside the invoice, and another than its first such event.
    later: Vec<(u32, OtherCustomer)>,
}

/// So many entries stand before the events of a subject.
const HEAD: usize = 2;

/// How many events a subject has, the first customer that one of its rows names beside it, the place of that row, and of its first row.
type SubjectHead = [u32; 4];

impl Group {
    /// The entries of all subjects.
    pub fn length(&self) -> u32 {
        self.list.len() as u32
    }

    /// Where the subject with that key begins.
    pub fn find(&self, key: IdKey) -> Option<u32> {
        self.table.find(key.hash(), |start| self.is(*start, key)).copied()
    }

    /// Where it probably begins, if it is here at all: the subject itself, which lies far from the table, is not looked at.
    #[inline]
    pub fn guess(&self, key: IdKey) -> Option<u32> {
        self.table.find(key.hash(), |_| true).copied()
    }

    /// Has the subject that begins there the key?
    #[inline]
    pub fn is(&self, start: u32, key: IdKey) -> bool {
        self.list[start as usize] == key.words()
    }

    /// The newest day of a payment or credit.
    pub fn newest_money(&self, packing: &Packing) -> Option<Day> {
        self.starts().flat_map(|start| self.events(start)).filter_map(|event| packing.receipt(*event)).max()
    }

    pub fn key(&self, start: u32) -> IdKey {
        IdKey::from_words(self.list[start as usize])
    }

    fn head(&self, start: u32) -> SubjectHead {
        self.list[start as usize + 1]
    }

    /// The place of its first row in file order.
    pub fn first_row(&self, start: u32) -> u32 {
        self.head(start)[3]
    }

    #[inline]
    pub fn events(&self, start: u32) -> &[Packed] {
        let first = start as usize + HEAD;
        &self.list[first..first + self.head(start)[0] as usize]
    }

    /// Where each subject begins.
    pub fn starts(&self) -> impl Iterator<Item = u32> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let start = next;
            (start < self.length()).then(|| {
                next = start + HEAD as u32 + self.head(start)[0];
                start
            })
        })
    }

    /// The rows of a subject that name a customer beside it: the first, and those that contradict it.
    pub fn beside(&self, start: u32) -> impl Iterator<Item = OtherCustomer> {
        let [_, customer, event, _] = self.head(start);
        let first = TextId::from_number(customer).map(|customer| OtherCustomer { event, customer });
        let begin = self.later.partition_point(|(earlier, _)| *earlier < start);
        let later = self.later[begin..].iter().take_while(move |(same, _)| *same == start).map(|(_, named)| *named);
        first.into_iter().chain(later)
    }
}

/// What is counted while a part is grouped.
#[derive(Default)]
pub(super) struct Grouping {
    subjects: Vec<SubjectCount>,
    /// Which subject each event names.
    named: Vec<u32>,
}

/// A subject, how many events it has, and what its rows say of a customer beside it.
struct SubjectCount {
    key: [u32; 4],
    head: SubjectHead,
}

impl Grouping {
    /// Within a subject events stand by date; on one date the money first, the others in file order.
    pub fn group(mut self, part: Partition<NamedEvent>, taken_out: &TakenOut, packing: &Packing) -> Group {
        let mut group = Group::default();
        let counts = |event: &&NamedEvent| !taken_out.has(event.event[0]);
        for event in part.iter().filter(counts) {
            let subject = self.subject(event.key, &mut group.table);
            self.count(subject, event);
            self.named.push(subject);
        }
        // Where the events of each subject end; from there each goes to its place.
        let mut ends = Vec::with_capacity(self.subjects.len());
        let mut end = 0;
        for SubjectCount { head, .. } in &self.subjects {
            end += HEAD as u32 + head[0];
            ends.push(end);
        }
        group.list = vec![Packed::default(); end as usize];
        for (event, subject) in part.iter().filter(counts).zip(&self.named) {
            let place = &mut ends[*subject as usize];
            *place -= 1;
            group.list[*place as usize] = event.event;
            let head = self.subjects[*subject as usize].head;
            if event.beside != 0
                && event.beside != head[1]
                && let Some(customer) = TextId::from_number(event.beside)
            {
                group.later.push((*subject, OtherCustomer { event: event.event[0], customer }));
            }
        }
        for (SubjectCount { key, head }, first) in self.subjects.iter().zip(&ends) {
            let first = *first as usize;
            (group.list[first - 2], group.list[first - 1]) = (*key, *head);
            group.list[first..first + head[0] as usize].sort_unstable_by_key(|event| packing.order(*event));
        }
        let start = |subject: u32| ends[subject as usize] - HEAD as u32;
        group.table.iter_mut().for_each(|subject| *subject = start(*subject));
        group.later.iter_mut().for_each(|(subject, _)| *subject = start(*subject));
        group.later.sort_unstable_by_key(|(start, named)| (*start, named.event));
        group
    }

    fn subject(&mut self, key: [u32; 4], table: &mut HashTable<u32>) -> u32 {
        let subjects = &mut self.subjects;
        let hash = |subject: &u32| IdKey::from_words(subjects[*subject as usize].key).hash();
        match table.entry(IdKey::from_words(key).hash(), |subject| subjects[*subject as usize].key == key, hash) {
            hash_table::Entry::Occupied(found) => *found.get(),
            hash_table::Entry::Vacant(free) => {
                let subject = *free.insert(subjects.len() as u32).get();
                subjects.push(SubjectCount { key, head: [0, 0, u32::MAX, u32::MAX] });
                subject
            }
        }
    }

    fn count(&mut self, subject: u32, event: &NamedEvent) {
        let [count, customer, named_by, first_row] = &mut self.subjects[subject as usize].head;
        let sequence = event.event[0];
        *count += 1;
        *first_row = sequence.min(*first_row);
        if event.beside != 0 && sequence < *named_by {
            (*customer, *named_by) = (event.beside, sequence);
        }
    }
}
