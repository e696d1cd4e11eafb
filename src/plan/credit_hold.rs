//! Which customers are on credit hold on a day, and what they owe.

use super::journey::Journey;
use super::rules::Rules;
use crate::calendar::Day;
use crate::ledger::{Field, Invoice};
use crate::money::{Currency, Decimal};
use crate::store::{CustomerId, Customers, Owed};
use std::collections::{BTreeMap, BTreeSet};

/// A customer with at least one invoice, and whether it is on hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditStanding {
    pub customer: String,
    /// Of several names the first in order; empty if the ledger has none.
    pub name: String,
    pub is_held: bool,
    /// By currency, in order of the code: in base currency alone where there are rates. Never empty.
    pub owed: Vec<OwedIn>,
    /// The days past due of the oldest open invoice, if there is one.
    pub oldest: Option<i32>,
    /// How many invoices are overdue.
    pub overdue: u32,
}

/// What a customer owes in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwedIn {
    pub currency: Currency,
    pub open: Decimal,
    pub overdue: Decimal,
}

/// What the invoices seen so far tell of their customers.
#[derive(Clone, Debug, Default)]
pub(super) struct Debtors(BTreeMap<CustomerId, Debtor>);

#[derive(Clone, Debug)]
struct Debtor {
    id: String,
    name: String,
    currency: Currency,
    /// The currencies of its open invoices that match.
    matching: BTreeSet<Currency>,
}

impl Debtors {
    pub fn meet(&mut self, customer: CustomerId, invoice: &Invoice<'_>) {
        let (name, currency) = (invoice.field(Field::CustomerName).trim(), invoice.terms.currency);
        let first = || Debtor { id: invoice.customer().to_owned(), name: name.to_owned(), currency, matching: BTreeSet::new() };
        let known = self.0.entry(customer).or_insert_with(first);
        if !name.is_empty() && (known.name.is_empty() || name < known.name.as_str()) {
            name.clone_into(&mut known.name);
        }
        known.currency = known.currency.min(currency);
    }

    pub fn replayed(&mut self, customer: CustomerId, journey: &Journey<'_>) {
        let matches = journey.is_open() && journey.rules.is_for_credit_hold(journey.invoice);
        if let Some(debtor) = self.0.get_mut(&customer) {
            debtor.matching.extend(matches.then_some(journey.invoice.terms.currency));
        }
    }

    pub fn join(&mut self, other: Debtors, place: impl Fn(CustomerId) -> CustomerId) {
        for (customer, more) in other.0 {
            let Some(known) = self.0.get_mut(&place(customer)) else {
                self.0.insert(place(customer), more);
                continue;
            };
            if known.name.is_empty() || (!more.name.is_empty() && more.name < known.name) {
                known.name = more.name;
            }
            known.currency = known.currency.min(more.currency);
            known.matching.extend(more.matching);
        }
    }

    /// Each customer, by id.
    pub fn standings(self, rules: &Rules<'_>, table: &Customers, as_of: Day) -> Vec<CreditStanding> {
        let mut all: Vec<CreditStanding> =
            self.0.into_iter().map(|(customer, debtor)| debtor.standing(customer, rules, table, as_of)).collect();
        all.sort_by(|one, other| one.customer.cmp(&other.customer));
        all
    }
}

impl Debtor {
    fn standing(self, customer: CustomerId, rules: &Rules<'_>, table: &Customers, as_of: Day) -> CreditStanding {
        let debts = table.at(customer).debts();
        let mut currencies: Vec<Currency> = debts.currencies().collect();
        currencies.sort();
        let is_met = |currency: &Currency| rules.credit_hold_gate().is_some_and(|gate| rules.is_met(gate, debts, *currency, as_of));
        let is_held = self.matching.iter().any(is_met);
        let shown = match rules.fx {
            Some(fx) => vec![fx.base()],
            None if currencies.is_empty() => vec![self.currency],
            None => currencies,
        };
        let owed = |currency: Currency| {
            let total = |owed| debts.total(owed, currency, rules.fx).rounded(currency.decimals());
            OwedIn { currency, open: total(Owed::Open), overdue: total(Owed::Overdue) }
        };
        CreditStanding {
            customer: self.id,
            name: self.name,
            is_held,
            owed: shown.into_iter().map(owed).collect(),
            oldest: debts.oldest(as_of),
            overdue: debts.overdue,
        }
    }
}
