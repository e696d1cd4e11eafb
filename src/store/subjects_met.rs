//! Which invoices and customers of the events went by: a bit for each.

use super::events::{Events, Subject};

const BITS: usize = u64::BITS as usize;

/// The invoices and customers that events name and that went by.
pub(crate) struct SubjectsMet(Vec<u64>);

impl SubjectsMet {
    /// None yet.
    pub fn new(events: &Events) -> SubjectsMet {
        let (invoices, customers) = events.subjects();
        SubjectsMet(vec![0; (invoices + customers).div_ceil(BITS)])
    }

    /// One went by.
    #[inline]
    pub fn meet(&mut self, subject: Subject) {
        self.0[subject.index() / BITS] |= 1 << (subject.index() % BITS);
    }

    /// Did it go by?
    pub fn has(&self, subject: Subject) -> bool {
        self.0[subject.index() / BITS] & (1 << (subject.index() % BITS)) != 0
    }

    /// Those that went by elsewhere went by, too.
    pub fn join(&mut self, other: SubjectsMet) {
        self.0.iter_mut().zip(other.0).for_each(|(met, too)| *met |= too);
    }
}
