//! All events of a ledger, ready to be asked for by invoice or customer.

use super::event::{Event, Kind, Reference, Sign, Unit, split_reference};
use super::{Ids, TextId, Texts};
use crate::calendar::Day;
use crate::money::Currency;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::num::NonZeroU8;

/// An invoice or a customer that events name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(u32);

impl Subject {
    /// Its place among the subjects, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

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
    list: Vec<Event>,
    /// Where the events of each subject begin in `list`: invoices first, then customers; one more at the end.
    starts: Vec<u32>,
    sources: Vec<Source>,
    /// By sequence.
    notes: Vec<Note>,
    /// The currency signs that amounts are written with and that can be of several currencies; numbered from 1.
    signs: Vec<String>,
    /// Must amounts be looked at one by one even where the currency has two decimals?
    odd: bool,
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

impl Events {
    /// The invoice of that id, if any event names it.
    pub fn invoice(&self, id: &str) -> Option<Subject> {
        self.invoices.find(id).map(|place| Subject(place as u32))
    }

    /// The customer of that id, if any event names it and no invoice.
    pub fn customer(&self, id: &str) -> Option<Subject> {
        self.customers.find(id).map(|place| Subject((place + self.invoices.len()) as u32))
    }

    /// What happened to it, in the order in which it counts.
    pub fn of(&self, subject: Subject) -> &[Event] {
        let index = subject.index();
        &self.list[self.starts[index] as usize..self.starts[index + 1] as usize]
    }

    /// All that events name: how many invoices, and how many customers, whose numbers follow those of the invoices.
    pub fn subjects(&self) -> (usize, usize) {
        (self.invoices.len(), self.customers.len())
    }

    /// Every subject.
    pub fn every_subject(&self) -> impl Iterator<Item = Subject> + use<> {
        (0..(self.invoices.len() + self.customers.len()) as u32).map(Subject)
    }

    /// Is the subject a customer?
    pub fn is_customer(&self, subject: Subject) -> bool {
        subject.index() >= self.invoices.len()
    }

    /// The id of a subject.
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

    /// The file that the event came from.
    pub fn source(&self, event: &Event) -> &str {
        self.source_of(event.sequence)
    }

    /// The file that the event at this place in file order came from.
    pub fn source_of(&self, sequence: u32) -> &str {
        let after = self.sources.partition_point(|source| source.first <= sequence);
        after.checked_sub(1).map_or("", |index| self.sources[index].name.as_str())
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
        let counts = |event: &&Event| event.date <= as_of && matches!(event.kind, Kind::Payment { .. } | Kind::Credit { .. });
        self.list.iter().filter(counts).map(|event| event.date).max()
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
    pub fn all(&self) -> &[Event] {
        &self.list
    }

    /// What skipped rows named.
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Does a touch on the invoice or its customer, on whatever day, carry out this action? A note does, too, if the action is to answer a
    /// reply.
    pub fn carries_out(&self, action: &str, invoice: &str, customer: &str) -> bool {
        let Some(own) = split_reference(action, invoice) else { return false };
        let answers = own.1.starts_with("reply/");
        let subjects = self.invoice(invoice).into_iter().chain(self.customer(customer));
        subjects.flat_map(|subject| self.of(subject)).any(|event| match event.kind {
            Kind::Touch { reference: Some(reference), .. } => self.reference_to(reference, invoice) == Some(own),
            Kind::Note { reference: Some(reference) } => answers && self.reference_to(reference, invoice) == Some(own),
            _ => false,
        })
    }

    /// What a reference says about the actions of an invoice: its journey and the rest of the action's id.
    pub fn reference_to(&self, reference: Reference, invoice: &str) -> Option<(u16, &str)> {
        match reference {
            Reference::Own { journey, tail } => Some((journey, self.text(tail))),
            Reference::Other(text) => split_reference(self.text(text), invoice),
        }
    }
}

/// The subject of an event that was taken back.
const NOTHING: u32 = u32::MAX;

/// Gathers events in file order.
#[derive(Clone, Debug, Default)]
pub struct EventsBuilder {
    events: Events,
    /// By sequence, the invoice or customer that an event names: which of them, from 0.
    named: Vec<u32>,
    /// By sequence, whether the event names a customer and no invoice. Few do.
    of_customers: Vec<u32>,
    /// By sequence, the events that were taken back.
    taken_back: BTreeSet<u32>,
}

impl EventsBuilder {
    /// The events that follow come from this file.
    pub fn begin_source(&mut self, name: &str) {
        let first = self.events.list.len() as u32;
        self.events.sources.push(Source { name: name.to_owned(), first });
    }

    /// Keeps a text that an event holds.
    pub fn text(&mut self, text: &str) -> TextId {
        self.events.texts.keep(text)
    }

    /// Keeps a reference of an event that names this invoice, or only a customer.
    pub fn reference(&mut self, text: &str, invoice: Option<&str>) -> Reference {
        match invoice.and_then(|invoice| split_reference(text, invoice)) {
            Some((journey, tail)) => Reference::Own { journey, tail: self.events.texts.keep(tail) },
            None => Reference::Other(self.events.texts.keep(text)),
        }
    }

    /// Looks for some invoices whose events will be added next, so that the processor waits for what is known of all of them at once.
    pub fn look_ahead<'i>(&self, invoices: impl Iterator<Item = &'i str>) {
        std::hint::black_box(invoices.filter_map(|id| self.events.invoices.find(id)).fold(0, |all, place| all ^ place));
    }

    /// Adds an event of an invoice; gives back its place in file order.
    pub fn add_to_invoice(&mut self, invoice: &str, date: Day, line: u32, kind: Kind) -> u32 {
        let number = self.events.invoices.keep(invoice) as u32;
        self.add(number, date, line, kind)
    }

    /// Adds an event of a customer; gives back its place in file order.
    pub fn add_to_customer(&mut self, customer: &str, date: Day, line: u32, kind: Kind) -> u32 {
        let number = self.events.customers.keep(customer) as u32;
        let sequence = self.add(number, date, line, kind);
        self.of_customers.push(sequence);
        sequence
    }

    fn add(&mut self, named: u32, date: Day, line: u32, kind: Kind) -> u32 {
        let sequence = self.events.list.len() as u32;
        self.events.unreached |= matches!(kind, Kind::Bounce { .. } | Kind::OptOut { .. });
        self.events.list.push(Event { date, sequence, line, kind, unit: Unit::default() });
        self.named.push(named);
        sequence
    }

    /// Keeps who did the event last added, and what was said.
    pub fn note(&mut self, sequence: u32, by: &str, note: &str) {
        if !(by.is_empty() && note.is_empty()) {
            let (by, note) = (self.text(by), self.text(note));
            self.events.notes.push(Note { sequence, by, note });
        }
    }

    /// Keeps the currency that an event names.
    pub fn currency(&mut self, sequence: u32, currency: Currency) {
        self.events.list[sequence as usize].unit.currency = Some(currency);
        self.events.odd = true;
    }

    /// The amount of an event is not in minor units, but written with so many decimals ([`Unit::decimals`]).
    pub fn decimals(&mut self, sequence: u32, decimals: u8) {
        self.events.list[sequence as usize].unit.decimals = Some(decimals);
        self.events.odd |= decimals > 2;
    }

    /// Keeps a currency sign; `None` if too many different ones are kept for all of them to be currencies'.
    pub fn keep_sign(&mut self, sign: &str) -> Option<Sign> {
        let signs = &mut self.events.signs;
        let place = signs.iter().position(|kept| kept == sign);
        let number = u8::try_from(place.unwrap_or(signs.len()) + 1).ok().and_then(NonZeroU8::new)?;
        if place.is_none() {
            signs.push(sign.to_owned());
        }
        Some(Sign(number))
    }

    /// The amount of an event is written with a currency sign, which can be of several currencies.
    pub fn sign(&mut self, sequence: u32, sign: Sign) {
        self.events.list[sequence as usize].unit.sign = Some(sign);
        self.events.odd = true;
    }

    /// A row was skipped that names this invoice or, without one, this customer.
    pub fn skipped(&mut self, invoice: &str, customer: &str) {
        match (invoice.is_empty(), customer.is_empty()) {
            (false, _) => self.events.unread.invoices.insert(invoice.to_owned()),
            (true, false) => self.events.unread.customers.insert(customer.to_owned()),
            (true, true) => false,
        };
    }

    /// The event of this line of a file (the number of its source, from 0) was taken back: it does not count. Nothing happens where
    /// there is none.
    pub(super) fn take_back(&mut self, source: usize, line: u32) {
        let first = |source: usize| self.events.sources.get(source).map_or(self.events.list.len(), |source| source.first as usize);
        let own = &self.events.list[first(source)..first(source + 1)];
        if let Ok(place) = own.binary_search_by_key(&line, |event| event.line) {
            self.taken_back.insert(own[place].sequence);
        }
    }

    /// The events, grouped and in order.
    #[must_use]
    pub fn finish(self) -> Events {
        let EventsBuilder { mut events, mut named, of_customers, taken_back } = self;
        for sequence in of_customers {
            named[sequence as usize] += events.invoices.len() as u32;
        }
        for sequence in taken_back {
            named[sequence as usize] = NOTHING;
        }
        // How many each subject has, then where each subject begins: no need to sort what is grouped by its number.
        let mut starts = vec![0; events.invoices.len() + events.customers.len() + 1];
        for subject in named.iter().filter(|subject| **subject != NOTHING) {
            starts[*subject as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        if let Some(first) = events.list.first() {
            // A second list costs memory for a moment. To move within one list, each move would have to wait for the last.
            let mut grouped = vec![*first; starts.last().map_or(0, |end| *end as usize)];
            let mut next = starts.clone();
            for (event, subject) in events.list.iter().zip(&named).filter(|(_, subject)| **subject != NOTHING) {
                let place = &mut next[*subject as usize];
                grouped[*place as usize] = *event;
                *place += 1;
            }
            events.list = grouped;
        }
        for bounds in starts.windows(2) {
            let own = &mut events.list[bounds[0] as usize..bounds[1] as usize];
            own.sort_unstable_by_key(|event| (event.date, !event.kind.is_money(), event.sequence));
        }
        events.starts = starts;
        events
    }
}
