//! Invoices that an export still has, but that the project leaves out: the row itself says what became of them.

use super::comparison::GoneAs;
use super::known::{KnownInvoices, hash_of};
use std::collections::HashMap;

/// A row that the project leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutInvoice<'a> {
    pub invoice: &'a str,
    /// Empty where the row does not say.
    pub customer: &'a str,
    /// `Status "Void"`
    pub because: String,
    /// What is taken of it for what was open.
    pub gone: GoneAs,
}

/// They by their rows of the book: what is taken for what was open, and why.
#[derive(Clone, Debug, Default)]
pub struct LeftOutInvoices(pub(super) HashMap<u32, (GoneAs, String)>);

impl LeftOutInvoices {
    /// Those that the book has.
    pub fn find<'a>(known: &KnownInvoices, rows: impl Iterator<Item = LeftOutInvoice<'a>>) -> LeftOutInvoices {
        let mut found = HashMap::new();
        for row in rows {
            let of_book = known.row(row.invoice);
            let is_of = |place: &u32| row.customer.is_empty() || known.list[*place as usize].customer == hash_of(row.customer);
            if let Some(place) = of_book.filter(is_of) {
                found.entry(place).or_insert((row.gone, row.because));
            }
        }
        LeftOutInvoices(found)
    }

    /// Adds one that is void, by its row of the book: what was open was not paid.
    pub fn add_void(&mut self, row: u32, because: String) {
        self.0.insert(row, (GoneAs::Credit, because));
    }
}
