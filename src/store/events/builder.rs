//! Gathering the events of a ledger, in any order, and putting them in order by what they name.

use super::grouping::{Grouping, NamedEvent, TakenOut};
use super::{Events, Note, Source, Unread};
use crate::action_id;
use crate::calendar::Day;
use crate::store::event::{Event, Kind, Reference, Sign, Unit};
use crate::store::executor::{Executor, FEWEST, Sequential, in_turns};
use crate::store::key::LongIds;
use crate::store::packed::Packing;
use crate::store::partitions::{Partition, Partitions};
use crate::store::texts::{SharedTexts, TextId};

/// Gathers events. Several gather together (`EventsBuilder::beside`), each the rows of some blocks of a file, and one joins the others.
#[derive(Clone, Debug, Default)]
pub struct EventsBuilder {
    texts: SharedTexts,
    named: Partitions<NamedEvent>,
    long: LongIds,
    packing: Packing,
    notes: Vec<Note>,
    unread: Unread,
    odd: bool,
    of_customers: bool,
    unreached: bool,
    sources: Vec<Source>,
    /// The sequence number of the last row so far.
    last: u32,
    taken_out: TakenOut,
}

/// A row of an events file.
#[derive(Clone, Copy, Debug)]
pub struct EventLine<'t> {
    pub line: u32,
    pub date: Day,
    pub kind: Kind,
    pub unit: Unit,
    /// The invoice that it names, or nothing.
    pub invoice: &'t str,
    /// The customer that it names, beside an invoice or alone.
    pub customer: &'t str,
}

impl EventsBuilder {
    /// The events that follow come from this file.
    pub fn begin_source(&mut self, name: &str) {
        self.sources.push(Source { name: name.to_owned(), before: self.last });
    }

    /// For other rows of the same file.
    pub(crate) fn beside(&self) -> EventsBuilder {
        EventsBuilder { texts: self.texts.beside(), sources: self.sources.clone(), last: self.last, ..EventsBuilder::default() }
    }

    /// Takes over what another gathered beside this one.
    pub(crate) fn join(&mut self, other: EventsBuilder) {
        self.named.append(other.named);
        self.long.extend(other.long);
        self.packing.extend(other.packing);
        self.notes.extend(other.notes);
        self.unread.invoices.extend(other.unread.invoices);
        self.unread.customers.extend(other.unread.customers);
        self.odd |= other.odd;
        self.of_customers |= other.of_customers;
        self.unreached |= other.unreached;
        self.last = self.last.max(other.last);
    }

    /// Keeps a text that an event holds.
    pub fn text(&mut self, text: &str) -> TextId {
        self.texts.keep(text)
    }

    /// Keeps a reference of an event that names this invoice, or only a customer.
    pub fn reference(&mut self, text: &str, invoice: Option<&str>) -> Reference {
        match invoice.and_then(|invoice| action_id::split(text, invoice)) {
            Some((journey, tail)) => Reference::Own { journey, tail: self.texts.keep(tail) },
            None => Reference::Other(self.texts.keep(text)),
        }
    }

    /// Keeps a currency sign; `None` if too many different ones are kept for all of them to be currencies'.
    pub fn keep_sign(&mut self, sign: &str) -> Option<Sign> {
        self.texts.keep_sign(sign).map(Sign)
    }

    /// The place of a line of the current file in the order of all files. Those who read the file need not have read it so far.
    pub(crate) fn sequence(&mut self, line: u32) -> u32 {
        let sequence = self.sources.last().map_or(0, |source| source.before).saturating_add(line);
        self.last = self.last.max(sequence);
        sequence
    }

    /// The place of the last row so far.
    pub(crate) fn last(&self) -> u32 {
        self.last
    }

    /// Adds an event of an invoice; gives back its place in file order.
    pub fn add_to_invoice(&mut self, invoice: &str, date: Day, line: u32, kind: Kind) -> u32 {
        self.add(&EventLine { line, date, kind, unit: Unit::default(), invoice, customer: "" })
    }

    /// Adds an event of a customer; gives back its place in file order.
    pub fn add_to_customer(&mut self, customer: &str, date: Day, line: u32, kind: Kind) -> u32 {
        self.add(&EventLine { line, date, kind, unit: Unit::default(), invoice: "", customer })
    }

    /// Adds an event; gives back its place in file order. Money of zero is no event.
    #[inline]
    pub fn add(&mut self, row: &EventLine<'_>) -> u32 {
        let EventLine { line, date, kind, unit, invoice, customer } = *row;
        let sequence = self.sequence(line);
        self.unreached |= matches!(kind, Kind::Bounce { .. } | Kind::OptOut { .. });
        self.odd |= unit.currency.is_some() || unit.sign.is_some() || unit.decimals.is_some_and(|decimals| decimals > 2);
        let kind = match kind {
            // A dispute or promise of 0 is one of the whole.
            Kind::Dispute { reason, amount: Some(0) } => Kind::Dispute { reason, amount: None },
            Kind::Promise { until, amount: Some(0) } => Kind::Promise { until, amount: None },
            kind => kind,
        };
        if kind.is_money() && kind.amount() == Some(0) {
            return sequence;
        }
        let packed = self.packing.pack(&Event { date, sequence, kind, unit });
        let (key, beside) = match (invoice, customer) {
            ("", customer) => (self.long.key(customer).of_customer(), None),
            (invoice, "") => (self.long.key(invoice), None),
            (invoice, customer) => (self.long.key(invoice), Some(self.texts.keep(customer))),
        };
        self.of_customers |= key.is_of_customer();
        self.named.push(key.hash_of_neighbours(), NamedEvent::new(key, packed, beside));
        sequence
    }

    /// Keeps who did the event of this place in file order, and what was said.
    pub fn note(&mut self, sequence: u32, by: &str, note: &str) {
        if !(by.is_empty() && note.is_empty()) {
            let (by, note) = (self.text(by), self.text(note));
            self.notes.push(Note { sequence, by, note });
        }
    }

    /// A row was skipped that names this invoice or, without one, this customer.
    pub fn skipped(&mut self, invoice: &str, customer: &str) {
        match (invoice.is_empty(), customer.is_empty()) {
            (false, _) => self.unread.invoices.insert(invoice.to_owned()),
            (true, false) => self.unread.customers.insert(customer.to_owned()),
            (true, true) => false,
        };
    }

    /// The events of these places in file order do not count, and all others do.
    pub(crate) fn take_out(&mut self, sequences: impl Iterator<Item = u32>) {
        self.taken_out = TakenOut::default();
        sequences.for_each(|sequence| self.taken_out.add(sequence));
    }

    /// The file and line of a place in file order.
    pub(crate) fn source_of(&self, sequence: u32) -> (&str, u32) {
        super::source_of(&self.sources, sequence)
    }

    /// The events, grouped and in order.
    #[must_use]
    pub fn finish(self) -> Events {
        self.finish_by(&Sequential)
    }

    /// The same, with an executor for the parts.
    pub(crate) fn finish_by(self, executor: &dyn Executor) -> Events {
        let EventsBuilder { texts, named, long, packing, mut notes, unread, odd, of_customers, unreached, sources, taken_out, .. } = self;
        let parts: Vec<Partition<NamedEvent>> = named.into_parts().collect();
        let is_small = parts.iter().map(Partition::len).sum::<usize>() < FEWEST;
        let executor = if is_small { &Sequential } else { executor };
        let groups = in_turns(executor, parts, |part| Grouping::default().group(part, &taken_out, &packing));
        let money = groups.iter().filter_map(|group| group.newest_money(&packing)).max();
        let mut length = 0;
        let mut firsts = Vec::with_capacity(groups.len());
        for group in &groups {
            firsts.push(length);
            length += group.length();
        }
        notes.sort_unstable_by_key(|note| note.sequence);
        Events {
            texts: texts.finish(),
            groups,
            firsts,
            length,
            long,
            packing,
            sources,
            notes,
            odd,
            newest_money: money,
            of_customers,
            unreached,
            unread,
        }
    }
}
