//! Which customer is meant.

use crate::ledger::{Field, Invoice};

/// Is the invoice of one of these customers, by id or by name? Capital letters make no difference. Nobody named means anybody.
pub(super) fn is_of(wanted: &[String], invoice: Invoice<'_>) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let is = [invoice.customer(), invoice.field(Field::CustomerName)].map(str::to_lowercase);
    wanted.iter().map(|name| name.to_lowercase()).any(|name| is.contains(&name))
}
