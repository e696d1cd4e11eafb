//! All events of a ledger, ready to be asked for by invoice or customer.

mod builder;
mod grouping;
#[cfg(test)]
mod tests;

pub use builder::{EventLine, EventsBuilder};
pub use grouping::OtherCustomer;

use super::event::{Event, Kind, Reference, Sign};
use super::invoice::Invoice;
use super::key::{IdKey, LongIds};
use super::packed::{Packed, Packing};
use super::partitions::part_of;
use super::texts::{TextId, Texts};
use crate::action_id::{self, ActionId, AskedBy};
use crate::calendar::Day;
use crate::finding::Place;
use crate::money::Currency;
use grouping::Group;
use std::collections::BTreeSet;

/// An invoice or a customer that events name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    group: u32,
    /// Where it begins in its group.
    start: u32,
}

/// A file that events came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name as the user gave it.
    pub name: String,
    /// The sequence number of the last row before it: that of a row is so much more than its line.
    pub before: u32,
}

/// The file of a sequence number, and the line there.
fn source_of(sources: &[Source], sequence: u32) -> (&str, u32) {
    let after = sources.partition_point(|source| source.before < sequence);
    after.checked_sub(1).map_or(("", 0), |index| (sources[index].name.as_str(), sequence - sources[index].before))
}

/// What a person would want to know of an event beyond what the engine needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The event, by its place in file order.
    pub sequence: u32,
    /// Who did it or said it.
    pub by: TextId,
    /// What was said.
    pub note: TextId,
}

/// The events of a ledger, grouped by what they name. Within a group they stand by date; on one date the money first, the
/// others in file order.
#[derive(Clone, Debug, Default)]
pub struct Events {
    texts: Texts,
    groups: Vec<Group>,
    /// The number of the first subject of each group, and the numbers of all.
    firsts: Vec<u32>,
    length: u32,
    long: LongIds,
    packing: Packing,
    sources: Vec<Source>,
    /// By sequence.
    notes: Vec<Note>,
    /// Must amounts be looked at one by one even where the currency has two decimals?
    odd: bool,
    /// The newest day of a payment or credit.
    newest_money: Option<Day>,
    /// Does any event name a customer and no invoice?
    of_customers: bool,
    /// Is there a `bounce` or an `opt_out`?
    unreached: bool,
    unread: Unread,
}

/// The invoices and customers named by rows that could not be read and were skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// Ids of invoices.
    pub invoices: BTreeSet<String>,
    /// Ids of customers, where a row named no invoice.
    pub customers: BTreeSet<String>,
}

impl Unread {
    /// May one of the rows be about an invoice, or about its customer as a whole?
    pub fn names(&self, invoice: &Invoice<'_>) -> bool {
        self.invoices.contains(invoice.id()) || self.customers.contains(invoice.customer())
    }
}

impl Events {
    /// The invoice of that id, if any event names it.
    pub fn invoice(&self, id: &str) -> Option<Subject> {
        self.find(IdKey::of(id))
    }

    /// The customer of that id, if any event names it and no invoice.
    pub fn customer(&self, id: &str) -> Option<Subject> {
        self.find(IdKey::of(id).of_customer())
    }

    fn find(&self, key: IdKey) -> Option<Subject> {
        let part = part_of(key.hash_of_neighbours());
        let start = self.groups.get(part)?.find(key)?;
        Some(Subject { group: part as u32, start })
    }

    /// The subjects of some keys. Each step is taken for all of them before the next, so that the processor waits for all of their memory
    /// at once.
    pub(super) fn find_all<const N: usize>(&self, keys: &[IdKey; N], count: usize) -> [Option<Subject>; N] {
        let mut found = [None; N];
        if self.groups.is_empty() {
            return found;
        }
        for (key, found) in keys[..count].iter().zip(&mut found) {
            let part = part_of(key.hash_of_neighbours());
            *found = self.groups[part].guess(*key).map(|start| Subject { group: part as u32, start });
        }
        for (key, found) in keys[..count].iter().zip(&mut found) {
            if found.is_some_and(|subject| !self.group(subject).is(subject.start, *key)) {
                *found = self.find(*key);
            }
        }
        found
    }

    /// Rows about these customers were skipped in another file.
    pub fn keep_back(&mut self, customers: BTreeSet<String>) {
        self.unread.customers.extend(customers);
    }

    /// Does any event name a customer and no invoice?
    pub(super) fn any_of_customers(&self) -> bool {
        self.of_customers
    }

    /// The customers that events name where they name no invoice, in the order in which files first name them.
    pub fn customers(&self) -> Vec<Subject> {
        let subjects = self.of_customers.then(|| self.every_subject().filter(|subject| self.is_customer(*subject)));
        self.in_order(subjects.into_iter().flatten())
    }

    #[inline]
    fn group(&self, subject: Subject) -> &Group {
        &self.groups[subject.group as usize]
    }

    /// The events of an invoice whose rows name another customer than its own.
    pub fn other_customers(&self, invoice: Subject, own: &str) -> impl Iterator<Item = OtherCustomer> {
        self.group(invoice).beside(invoice.start).filter(move |named| self.text(named.customer) != own)
    }

    /// What happened to it, in the order in which it counts.
    pub fn of(&self, subject: Subject) -> impl DoubleEndedIterator<Item = Event> + ExactSizeIterator {
        self.packed(subject).iter().map(|packed| self.packing.event(*packed))
    }

    /// The same as a list, in memory that the caller has for it; of no subject there is nothing.
    pub fn list<'s>(&self, subject: Option<Subject>, scratch: &'s mut Vec<Event>) -> &'s [Event] {
        scratch.clear();
        if let Some(subject) = subject {
            scratch.extend(self.of(subject));
        }
        scratch
    }

    fn packed(&self, subject: Subject) -> &[Packed] {
        self.group(subject).events(subject.start)
    }

    /// A number below [`Events::numbers`] that no other subject has.
    pub fn number(&self, subject: Subject) -> usize {
        (self.firsts[subject.group as usize] + subject.start) as usize
    }

    /// The numbers of all subjects are below this.
    pub fn numbers(&self) -> usize {
        self.length as usize
    }

    /// All invoices and customers that events name, in no particular order.
    pub fn every_subject(&self) -> impl Iterator<Item = Subject> {
        (0..).zip(&self.groups).flat_map(|(place, group)| group.starts().map(move |start| Subject { group: place, start }))
    }

    /// Some of them in the order in which files first name them: invoices, then customers.
    pub fn in_order(&self, subjects: impl Iterator<Item = Subject>) -> Vec<Subject> {
        let mut subjects: Vec<Subject> = subjects.collect();
        subjects.sort_by_cached_key(|subject| (self.is_customer(*subject), self.group(*subject).first_row(subject.start)));
        subjects
    }

    /// Is the subject a customer?
    pub fn is_customer(&self, subject: Subject) -> bool {
        self.key(subject).is_of_customer()
    }

    fn key(&self, subject: Subject) -> IdKey {
        self.group(subject).key(subject.start)
    }

    pub fn id(&self, subject: Subject) -> String {
        self.long.id(self.key(subject))
    }

    /// A text that an event holds.
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(id)
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.every_subject().map(|subject| self.packed(subject).len()).sum()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The file that the event came from, and its line there.
    pub fn place(&self, event: &Event) -> Place {
        self.place_of(event.sequence)
    }

    /// The same of the event at this place in file order.
    pub fn place_of(&self, sequence: u32) -> Place {
        let (file, line) = source_of(&self.sources, sequence);
        Place::line(file, line)
    }

    /// Who did it and what was said, if that was kept and is not empty.
    pub fn note(&self, event: &Event) -> Option<(&str, &str)> {
        let index = self.notes.binary_search_by_key(&event.sequence, |note| note.sequence).ok()?;
        Some((self.text(self.notes[index].by), self.text(self.notes[index].note)))
    }

    /// The currency that the event names, if it does.
    pub fn currency(&self, event: &Event) -> Option<Currency> {
        event.unit.currency
    }

    /// The newest day on or before `as_of` on which a payment or credit is dated.
    pub fn newest_money(&self, as_of: Day) -> Option<Day> {
        if self.newest_money.is_none_or(|newest| newest <= as_of) {
            return self.newest_money;
        }
        let packed = self.every_subject().flat_map(|subject| self.packed(subject));
        packed.filter_map(|packed| self.packing.receipt(*packed)).filter(|date| *date <= as_of).max()
    }

    pub(super) fn sign(&self, event: &Event) -> Option<&str> {
        event.unit.sign.and_then(|Sign(number)| self.texts.sign(number))
    }

    /// Is no event written with decimals that only some currencies have, or in a currency that may not be its invoice's?
    pub(super) fn is_plain(&self) -> bool {
        !self.odd
    }

    /// Did anything not arrive, or does anybody want no more? Nobody has to look for it where not.
    pub fn any_unreached(&self) -> bool {
        self.unreached
    }

    /// All events, grouped by what they name.
    pub fn all(&self) -> impl Iterator<Item = Event> {
        self.every_subject().flat_map(|subject| self.of(subject))
    }

    /// What skipped rows named.
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Does a touch on the invoice or its customer, on whatever day, carry out this action? A note does, too, if the action is to answer a
    /// reply. What does not count carries out nothing.
    pub fn carries_out(&self, action: &ActionId, customer: &str, counts: impl Fn(&Event) -> bool) -> bool {
        let (invoice, own) = (action.invoice(), Some(action.asked_by()));
        let answers = matches!(action.asked_by(), AskedBy::Override { word: "reply", .. });
        let subjects = self.invoice(invoice).into_iter().chain(self.customer(customer));
        subjects.flat_map(|subject| self.of(subject)).filter(counts).any(|event| match event.kind {
            Kind::Touch { reference: Some(reference), .. } => self.asked_by(reference, invoice) == own,
            Kind::Note { reference: Some(reference) } => answers && self.asked_by(reference, invoice) == own,
            _ => false,
        })
    }

    /// What a reference says about the actions of an invoice: its journey and the rest of the action's id.
    pub fn reference_to(&self, reference: Reference, invoice: &str) -> Option<(u16, &str)> {
        match reference {
            Reference::Own { journey, tail } => Some((journey, self.text(tail))),
            Reference::Other(text) => action_id::split(self.text(text), invoice),
        }
    }

    /// A reference of an event of an invoice, as a file has it.
    pub fn told(&self, reference: Reference, invoice: &str) -> String {
        match reference {
            Reference::Own { journey: 1, tail } => format!("{invoice}/{}", self.text(tail)),
            Reference::Own { journey, tail } => format!("{invoice}@{journey}/{}", self.text(tail)),
            Reference::Other(text) => self.text(text).to_owned(),
        }
    }

    /// The action of an invoice that a reference names.
    pub fn action_of(&self, reference: Reference, invoice: &str) -> Option<ActionId> {
        ActionId::of(invoice, &self.told(reference, invoice))
    }

    /// What asks for the action of an invoice that a reference names.
    pub fn asked_by(&self, reference: Reference, invoice: &str) -> Option<AskedBy<'_>> {
        let (journey, tail) = self.reference_to(reference, invoice)?;
        AskedBy::of(journey, tail)
    }
}
