//! Which invoices and customers of the events went by: a bit for each.

use super::events::{Events, Subject};

const BITS: usize = u64::BITS as usize;

/// The invoices and customers that events name and that went by.
pub(crate) struct SubjectsMet<'e> {
    events: &'e Events,
    bits: Vec<u64>,
}

impl<'e> SubjectsMet<'e> {
    /// None yet.
    pub fn new(events: &'e Events) -> SubjectsMet<'e> {
        SubjectsMet { events, bits: vec![0; events.numbers().div_ceil(BITS)] }
    }

    /// One went by.
    #[inline]
    pub fn meet(&mut self, subject: Subject) {
        let number = self.events.number(subject);
        self.bits[number / BITS] |= 1 << (number % BITS);
    }

    /// Did it go by?
    pub fn has(&self, subject: Subject) -> bool {
        let number = self.events.number(subject);
        self.bits[number / BITS] & (1 << (number % BITS)) != 0
    }

    /// Those that went by elsewhere went by, too.
    pub fn join(&mut self, other: SubjectsMet<'_>) {
        self.bits.iter_mut().zip(other.bits).for_each(|(met, too)| *met |= too);
    }
}
