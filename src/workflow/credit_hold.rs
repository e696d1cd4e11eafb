//! When a customer gets no more goods on credit.

use super::{ColumnMatch, CustomerConditions};

/// The customers on hold: those of whom the conditions hold, by what they owe on open invoices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditHold {
    pub trigger: CustomerConditions,
    /// Only customers with an open invoice that matches; sums in one currency are those in the currency of such an invoice.
    pub matches: Vec<ColumnMatch>,
    pub line: u32,
}
