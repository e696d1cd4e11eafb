//! Going through long lists whose items lie far apart in memory.

use super::customers::{CustomerId, CustomerTable};
use super::executor::{Executor, in_pieces};
use super::invoice::{InvoiceId, Invoices};
use super::prefetch::{TOGETHER, fetch};

/// Works on each item of a list, which lie far apart: `of` tells the customer and the invoice of one, which are fetched ahead. Returns what
/// came of those of which something did, each with its place in the list, in order.
pub(crate) fn each_ahead<T: Send, R: Send + Clone>(
    list: &mut [T],
    executor: &dyn Executor,
    (table, invoices): (&CustomerTable, &Invoices),
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
