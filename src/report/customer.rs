//! Which customer is meant.

use crate::finding::did_you_mean;
use crate::ledger::{Field, Invoice, Invoices};
use crate::workflow::{Consolidate, Workflow};
use std::collections::BTreeSet;

/// Is the invoice of one of these customers, by id or by name? Capital letters make no difference. Nobody named means anybody.
pub fn is_of(wanted: &[String], invoice: Invoice<'_>) -> bool {
    is_called(wanted, [invoice.customer(), invoice.field(Field::CustomerName)])
}

/// The same of somebody with such an id and name.
pub(super) fn is_called(wanted: &[String], id_and_name: [&str; 2]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let is = id_and_name.map(str::to_lowercase);
    wanted.iter().map(|name| name.to_lowercase()).any(|name| is.contains(&name))
}

/// The column of the customer who answers for this one.
pub(super) const PARENT: &str = "parent_id";

/// Whom a workflow puts an invoice together with others of: its customer or, where messages go by parent, the parent that it names.
pub fn party<'a>(workflow: &Workflow, invoice: &Invoice<'a>) -> &'a str {
    let parent = (workflow.drafts.consolidate == Consolidate::Parent).then(|| invoice.column(PARENT)).flatten();
    parent.filter(|parent| !parent.is_empty()).unwrap_or_else(|| invoice.customer())
}

/// The name, or the id where there is none.
pub(super) fn name<'a>(invoice: Invoice<'a>) -> &'a str {
    let name = invoice.field(Field::CustomerName);
    if name.is_empty() { invoice.customer() } else { name }
}

/// `Acme Ltd (C-17)`, or the id alone.
pub(super) fn name_and_id(invoice: Invoice<'_>) -> String {
    match invoice.field(Field::CustomerName) {
        "" => invoice.customer().to_owned(),
        name => format!("{name} ({})", invoice.customer()),
    }
}

/// Who may be meant by a word that is no customer's id or name: those whose id or name has it in it, or is close to it.
pub fn who_may_be_meant(word: &str, invoices: &Invoices) -> Option<String> {
    const MOST_NAMED: usize = 3;
    let lower = word.to_lowercase();
    let has = |invoice: &Invoice<'_>| {
        [invoice.customer(), invoice.field(Field::CustomerName)].iter().any(|text| text.to_lowercase().contains(&lower))
    };
    let mut alike = BTreeSet::new();
    for invoice in invoices.iter().filter(has) {
        alike.insert(name_and_id(invoice));
        if alike.len() > MOST_NAMED {
            return Some(format!("more than {MOST_NAMED} customers match {word:?}, such as {}", alike.into_iter().next()?));
        }
    }
    if alike.is_empty() {
        return did_you_mean(word, invoices.iter().flat_map(|invoice| [invoice.customer(), invoice.field(Field::CustomerName)]));
    }
    Some(format!("did you mean {}?", alike.into_iter().collect::<Vec<_>>().join(" or ")))
}
