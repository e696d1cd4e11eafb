//! Gathering the events of a ledger, in file order, and putting them in order by what they name.

use super::{Events, Note, Source};
use crate::action_id;
use crate::calendar::Day;
use crate::money::Currency;
use crate::store::event::{Event, Kind, Reference, Sign, Unit};
use crate::store::packed::Packed;
use crate::store::texts::TextId;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::num::NonZeroU8;

/// The subject of what is no event.
const NOTHING: u32 = u32::MAX;

/// So many events are put in their places before the memory that they had is given back.
const RELEASED: usize = 1 << 16;

/// Gathers events in file order.
#[derive(Clone, Debug, Default)]
pub struct EventsBuilder {
    events: Events,
    /// By sequence, the invoice or customer that an event names: which of them, from 0.
    named: Vec<u32>,
    /// By sequence, whether the event names a customer and no invoice. Few do.
    of_customers: Vec<u32>,
    /// By sequence, those that are no events: rows that were taken back, and money of zero.
    void: BTreeSet<u32>,
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
        match invoice.and_then(|invoice| action_id::split(text, invoice)) {
            Some((journey, tail)) => Reference::Own { journey, tail: self.events.texts.keep(tail) },
            None => Reference::Other(self.events.texts.keep(text)),
        }
    }

    /// Looks for some invoices whose events will be added next, so that the processor waits for what is known of all of them at once.
    pub fn prefetch<'i>(&self, invoices: impl Iterator<Item = &'i str> + Clone) {
        std::hint::black_box(self.events.invoices.find_all(invoices));
    }

    /// Adds an event of an invoice; gives back its place in file order.
    pub fn add_to_invoice(&mut self, invoice: &str, date: Day, line: u32, kind: Kind) -> u32 {
        let number = self.events.invoices.keep(invoice) as u32;
        self.add(number, date, line, kind)
    }

    /// The event last added to an invoice names this customer, too.
    pub fn beside(&mut self, sequence: u32, customer: &str) {
        if !customer.is_empty() {
            self.events.beside.name(self.named[sequence as usize], sequence, customer);
        }
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
        let kind = match kind {
            // A dispute or promise of 0 is one of the whole.
            Kind::Dispute { reason, amount: Some(0) } => Kind::Dispute { reason, amount: None },
            Kind::Promise { until, amount: Some(0) } => Kind::Promise { until, amount: None },
            kind => kind,
        };
        if kind.is_money() && kind.amount() == Some(0) {
            self.void.insert(sequence);
        }
        let packed = self.events.packing.pack(&Event { date, sequence, kind, unit: Unit::default() });
        self.events.list.push(packed);
        self.events.lines.push(line);
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

    /// Keeps the currency that an event of money, or a promise of it, names.
    pub fn currency(&mut self, sequence: u32, currency: Currency) {
        self.unit(sequence, |unit| unit.currency = Some(currency));
        self.events.odd = true;
    }

    /// The amount of an event is not in minor units, but written with so many decimals ([`Unit::decimals`]).
    pub fn decimals(&mut self, sequence: u32, decimals: u8) {
        self.unit(sequence, |unit| unit.decimals = Some(decimals));
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
        self.unit(sequence, |unit| unit.sign = Some(sign));
        self.events.odd = true;
    }

    fn unit(&mut self, sequence: u32, change: impl FnOnce(&mut Unit)) {
        let packed = &mut self.events.list[sequence as usize];
        *packed = self.events.packing.in_unit(*packed, change);
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
    pub(crate) fn take_back(&mut self, source: usize, line: u32) {
        if let Some(sequence) = self.sequence(source, line) {
            self.void.insert(sequence as u32);
        }
    }

    /// The place in file order of the event of a line.
    fn sequence(&self, source: usize, line: u32) -> Option<usize> {
        let first = |source: usize| self.events.sources.get(source).map_or(self.events.list.len(), |source| source.first as usize);
        self.events.lines.find(first(source)..first(source + 1), line)
    }

    /// The type of the event of a line, and the id of what it names; is that a customer? `None` where no event is of that line.
    pub(crate) fn told(&self, source: usize, line: u32) -> Option<(&'static str, Cow<'_, str>, bool)> {
        let sequence = self.sequence(source, line)?;
        let is_customer = self.of_customers.binary_search(&(sequence as u32)).is_ok();
        let ids = if is_customer { &self.events.customers } else { &self.events.invoices };
        let kind = self.events.packing.event(self.events.list[sequence]).kind;
        Some((kind.name(), ids.at(self.named[sequence] as usize), is_customer))
    }

    /// The events, grouped and in order.
    #[must_use]
    pub fn finish(self) -> Events {
        let EventsBuilder { mut events, mut named, of_customers, void } = self;
        for sequence in of_customers {
            named[sequence as usize] += events.invoices.len() as u32;
        }
        events.beside.finish(&void);
        for sequence in void {
            named[sequence as usize] = NOTHING;
        }
        // How many each subject has, then where those of each subject end: no need to sort what is grouped by its number.
        let mut starts = vec![0_u32; events.invoices.len() + events.customers.len() + 1];
        for subject in named.iter().filter(|subject| **subject != NOTHING) {
            starts[*subject as usize] += 1;
        }
        let mut end = 0;
        for place in &mut starts {
            end += *place;
            *place = end;
        }
        // Each goes to its place in a second list, from the last to the first, so that in the end it is known where those of each
        // subject begin. What was taken over is given back meanwhile, and of the second list only what is filled takes memory.
        let mut list = std::mem::take(&mut events.list);
        let mut grouped: Vec<Packed> = vec![[0; 4]; end as usize];
        while let Some((packed, subject)) = list.pop().zip(named.pop()) {
            if subject != NOTHING {
                let place = &mut starts[subject as usize];
                *place -= 1;
                grouped[*place as usize] = packed;
            }
            if list.len().is_multiple_of(RELEASED) {
                list.shrink_to_fit();
                named.shrink_to_fit();
            }
        }
        for bounds in starts.windows(2) {
            grouped[bounds[0] as usize..bounds[1] as usize].sort_unstable_by_key(|packed| events.packing.order(*packed));
        }
        events.lines.shrink();
        Events { list: grouped, starts, ..events }
    }
}
