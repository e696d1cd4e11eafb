//! What is kept of invoices: by a plan of those that it names, and of all that are followed from day to day.

use super::rules::{Rules, columns_read, to_columns};
use crate::ledger::{Columns, Field, Invoice, InvoiceId, Invoices, Slice};
use crate::workflow::{Consolidate, Workflow};

/// What rows of plans, and the headings of customers over them, say of an invoice beside its numbers.
const OF_ROWS: [Field; 5] = [Field::InvoiceId, Field::CustomerId, Field::CustomerName, Field::Contact, Field::Phone];

const ADDRESSES: [Field; 1] = [Field::Email];

/// Which columns are kept of invoices.
#[derive(Clone, Debug)]
pub struct Keeping {
    columns: Columns,
    /// Where they stand in the ledger; `None` if all are kept.
    places: Option<Vec<usize>>,
}

impl Keeping {
    pub fn whole(columns: &Columns) -> Keeping {
        Keeping { columns: columns.clone(), places: None }
    }

    /// What rows say, and what names owners; addresses, too, where somebody may not be reached at one.
    pub(super) fn rows(columns: &Columns, rules: &Rules<'_>, addresses: bool) -> Keeping {
        let parents = rules.workflow.drafts.consolidate == Consolidate::Parent;
        let is_of_rows = |name: &str| is_of_rows(name, addresses) || parents && name == "parent_id";
        Keeping::named(columns, |name| {
            is_of_rows(name)
                || rules.words.owner_columns().any(|column| column == name)
                || addresses && to_columns(rules.workflow).any(|column| column == name)
        })
    }

    /// What is read of invoices that are followed from day to day by some workflows, when those of a slice are worked on; and what rows say.
    pub fn for_days(columns: &Columns, workflows: &[&Workflow], slice: &Slice, addresses: bool) -> Keeping {
        let in_slice = |name: &str| slice.columns.iter().any(|(column, _)| column == name);
        let in_workflow = |name: &str| workflows.iter().any(|workflow| columns_read(workflow).any(|column| column == name));
        Keeping::named(columns, |name| is_of_rows(name, addresses) || in_slice(name) || in_workflow(name))
    }

    fn named(columns: &Columns, is_named: impl Fn(&str) -> bool) -> Keeping {
        let places: Vec<usize> = (0..columns.names().len()).filter(|place| is_named(&columns.names()[*place])).collect();
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

fn is_of_rows(column: &str, addresses: bool) -> bool {
    let fields = OF_ROWS.iter().chain(if addresses { &ADDRESSES[..] } else { &[] });
    fields.into_iter().any(|field| field.name() == column)
}
