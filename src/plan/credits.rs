//! Open credits: what customers have with us on credit notes, in sums. Nobody asks for it, and it is in no balance.

use super::journey::Journey;
use super::position::Status;
use crate::ledger::Field;
use crate::money::{Balance, Currency};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCredits {
    pub customer: String,
    /// Their name, as these rows have it; empty where they have none.
    pub customer_name: String,
    pub currency: Currency,
    /// On how many rows of the ledger they stand.
    pub rows: usize,
    /// What they come to, in minor units; above zero.
    pub amount: Balance,
}

/// Sums by customer; nothing is kept of single rows.
#[derive(Default)]
pub(super) struct CreditSums(BTreeMap<(String, String, Currency), (usize, Balance)>);

impl CreditSums {
    /// An invoice was replayed. One that is no credit, or is used up, adds nothing.
    pub fn gather(&mut self, journey: &Journey<'_>) {
        let left = -journey.account.balance;
        if journey.status() == Status::Credit && left > 0 {
            let invoice = journey.invoice;
            let key = (invoice.customer().to_owned(), invoice.field(Field::CustomerName).to_owned(), invoice.terms.currency);
            self.add(key, (1, left));
        }
    }

    pub fn join(&mut self, other: CreditSums) {
        other.0.into_iter().for_each(|(key, sum)| self.add(key, sum));
    }

    fn add(&mut self, key: (String, String, Currency), (rows, amount): (usize, Balance)) {
        let sum = self.0.entry(key).or_default();
        *sum = (sum.0 + rows, sum.1 + amount);
    }

    pub fn finish(self) -> Vec<OpenCredits> {
        let told = |((customer, customer_name, currency), (rows, amount))| OpenCredits { customer, customer_name, currency, rows, amount };
        self.0.into_iter().map(told).collect()
    }
}
