//! Prefetching: memory that is needed next is read for some items together, so that the processor waits for all of it at once.

use super::{CustomerId, Executor, InvoiceId, Invoices, Table, in_pieces};

/// So many items are fetched together, at most.
pub(super) const TOGETHER: usize = 32;

/// Reads these words and ignores what they say.
#[inline]
pub(super) fn fetch(words: impl Iterator<Item = u32>) {
    std::hint::black_box(words.fold(0, |all, one| all ^ one));
}

/// Works on each item of a list, which lie far apart: `of` tells the customer and the invoice of one, which are fetched ahead. Returns what
/// came of those of which something did, each with its place in the list, in order.
pub(crate) fn each_ahead<T: Send, R: Send + Clone>(
    list: &mut [T],
    executor: &dyn Executor,
    (table, invoices): (&Table, &Invoices),
    of: impl Fn(&T) -> (CustomerId, InvoiceId) + Sync,
    work: impl Fn(&mut T) -> Option<R> + Sync,
) -> Vec<(usize, R)> {
    let found = in_pieces(executor, list, |first, piece| {
        let mut found = Vec::new();
        for (index, some) in piece.chunks_mut(TOGETHER).enumerate() {
            fetch(some.iter().map(|item| {
                let (customer, invoice) = of(item);
                table.at(customer).first_words() ^ invoices.first_words(invoice)
            }));
            for (place, item) in (first + index * TOGETHER..).zip(some) {
                found.extend(work(item).map(|result| (place, result)));
            }
        }
        found
    });
    found.concat()
}

impl Invoices {
    /// Reads some invoices ahead of their use.
    pub fn prefetch(&self, places: impl Iterator<Item = InvoiceId>) {
        fetch(places.map(|place| self.first_words(place)));
    }
}
