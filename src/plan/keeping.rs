//! What a plan keeps of the invoices that it names.

use super::words::Words;
use crate::ledger::{Columns, Field, Invoice, InvoiceId, Invoices};

/// What rows of plans, and the headings of customers over them, say of an invoice beside its numbers.
const OF_ROWS: [Field; 5] = [Field::InvoiceId, Field::CustomerId, Field::CustomerName, Field::Contact, Field::Phone];

const ADDRESSES: [Field; 1] = [Field::Email];

#[derive(Clone, Debug)]
pub(super) struct Keeping {
    columns: Columns,
    /// Where they stand in the ledger; `None` if all are kept.
    places: Option<Vec<usize>>,
}

impl Keeping {
    pub fn whole(columns: &Columns) -> Keeping {
        Keeping { columns: columns.clone(), places: None }
    }

    /// What rows say, and what names owners; addresses, too, where somebody may not be reached at one.
    pub fn rows(columns: &Columns, words: &Words, addresses: bool) -> Keeping {
        let fields = OF_ROWS.iter().chain(if addresses { &ADDRESSES[..] } else { &[] });
        let said = |name: &str| fields.clone().any(|field| field.name() == name) || words.owner_columns().any(|column| column == name);
        let places: Vec<usize> = (0..columns.names().len()).filter(|place| said(&columns.names()[*place])).collect();
        Keeping { columns: Columns::new(places.iter().map(|place| columns.names()[*place].clone()).collect()), places: Some(places) }
    }

    pub fn list(&self) -> Invoices {
        Invoices::new(self.columns.clone())
    }

    pub fn keep(&self, invoice: &Invoice<'_>, list: &mut Invoices) -> InvoiceId {
        match &self.places {
            None => list.push(invoice),
            Some(places) => list.push_texts(invoice.terms, places.iter().map(|place| invoice.text_at(*place))),
        }
    }
}
