//! All events of a ledger, ready to be asked for by invoice or customer.

mod beside;
mod builder;
#[cfg(test)]
mod tests;

use beside::Beside;
pub use beside::OtherCustomer;
pub use builder::EventsBuilder;

use super::event::{Event, Kind, Reference, Sign};
use super::ids::Ids;
use super::invoice::Invoice;
use super::lines::Lines;
use super::packed::{Packed, Packing};
use super::prefetch::TOGETHER;
use super::texts::{TextId, Texts};
use crate::action_id::{self, ActionId, AskedBy};
use crate::calendar::Day;
use crate::finding::Place;
use crate::money::Currency;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// An invoice or a customer that events name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(u32);

impl Subject {
    /// Its place among the subjects, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What some ids name, each if any event names it.
pub(super) type Subjects = SmallVec<[Option<Subject>; TOGETHER]>;

/// A file that events came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name as the user gave it.
    pub name: String,
    /// The sequence number of its first event.
    pub first: u32,
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
    invoices: Ids,
    customers: Ids,
    list: Vec<Packed>,
    packing: Packing,
    /// Where the events of each subject begin in `list`: invoices first, then customers; one more at the end.
    starts: Vec<u32>,
    sources: Vec<Source>,
    /// By sequence, over all files.
    lines: Lines,
    /// By sequence.
    notes: Vec<Note>,
    /// The currency signs that amounts are written with and that can be of several currencies; numbered from 1.
    signs: Vec<String>,
    /// Must amounts be looked at one by one even where the currency has two decimals?
    odd: bool,
    /// Is there a `bounce` or an `opt_out`?
    unreached: bool,
    unread: Unread,
    beside: Beside,
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
        self.invoices.find(id).map(|place| Subject(place as u32))
    }

    /// The same of some ids.
    pub(super) fn some_invoices<'i>(&self, ids: impl Iterator<Item = &'i str> + Clone) -> Subjects {
        self.invoices.find_all(ids).into_iter().map(|place| place.map(|place| Subject(place as u32))).collect()
    }

    /// The customer of that id, if any event names it and no invoice.
    pub fn customer(&self, id: &str) -> Option<Subject> {
        self.customers.find(id).map(|place| Subject((place + self.invoices.len()) as u32))
    }

    /// The events of an invoice whose rows name another customer than its own.
    pub fn other_customers(&self, invoice: Subject, own: &str) -> impl Iterator<Item = OtherCustomer> {
        self.beside.others(invoice.0, own)
    }

    /// The id of a customer that a row names beside its invoice.
    pub fn named_beside(&self, customer: u32) -> Cow<'_, str> {
        self.beside.customer(customer)
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

    /// Reads the first word of what happened to it.
    pub(super) fn first_word(&self, subject: Subject) -> u32 {
        self.packed(subject).first().map_or(0, |packed| packed[0])
    }

    fn packed(&self, subject: Subject) -> &[Packed] {
        let index = subject.index();
        &self.list[self.starts[index] as usize..self.starts[index + 1] as usize]
    }

    /// All that events name: how many invoices, and how many customers, whose numbers follow those of the invoices.
    pub fn subjects(&self) -> (usize, usize) {
        (self.invoices.len(), self.customers.len())
    }

    pub fn every_subject(&self) -> impl Iterator<Item = Subject> + use<> {
        (0..(self.invoices.len() + self.customers.len()) as u32).map(Subject)
    }

    /// Is the subject a customer?
    pub fn is_customer(&self, subject: Subject) -> bool {
        subject.index() >= self.invoices.len()
    }

    pub fn id(&self, subject: Subject) -> Cow<'_, str> {
        let (ids, index) = match subject.index().checked_sub(self.invoices.len()) {
            Some(index) => (&self.customers, index),
            None => (&self.invoices, subject.index()),
        };
        ids.at(index)
    }

    /// A text that an event holds.
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(id)
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The file that the event came from, and its line there.
    pub fn place(&self, event: &Event) -> Place {
        self.place_of(event.sequence)
    }

    /// The same of the event at this place in file order.
    pub fn place_of(&self, sequence: u32) -> Place {
        let after = self.sources.partition_point(|source| source.first <= sequence);
        let file = after.checked_sub(1).map_or("", |index| self.sources[index].name.as_str());
        Place::line(file, self.lines.at(sequence as usize).unwrap_or(0))
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
        self.list.iter().filter_map(|packed| self.packing.receipt(*packed)).filter(|date| *date <= as_of).max()
    }

    pub(super) fn sign(&self, event: &Event) -> Option<&str> {
        event.unit.sign.and_then(|Sign(number)| self.signs.get(usize::from(number.get()) - 1)).map(String::as_str)
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
        self.list.iter().map(|packed| self.packing.event(*packed))
    }

    /// What skipped rows named.
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Does a touch on the invoice or its customer, on whatever day, carry out this action? A note does, too, if the action is to answer a
    /// reply.
    pub fn carries_out(&self, action: &ActionId, customer: &str) -> bool {
        let (invoice, own) = (action.invoice(), Some(action.asked_by()));
        let answers = matches!(action.asked_by(), AskedBy::Override { word: "reply", .. });
        let subjects = self.invoice(invoice).into_iter().chain(self.customer(customer));
        subjects.flat_map(|subject| self.of(subject)).any(|event| match event.kind {
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
