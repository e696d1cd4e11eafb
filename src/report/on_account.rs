//! Cash of customers that belongs to no invoice: it is no part of what is open, and whoever adds up the ledger misses it there.

use super::column::{columns, objects};
use super::{Cell, StatusFilter, counted, customer, money, summary};
use crate::money::{Balance, Currency};
use crate::plan::Plan;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountCash {
    pub currency: Currency,
    /// How many customers have it.
    pub customers: usize,
    /// What it comes to, in minor units; below zero where more went back than came in.
    pub amount: Balance,
}

impl AccountCash {
    /// That of the customers that a filter admits, in order of the currencies' codes; nothing where only some kinds of invoices are asked for.
    pub(super) fn of(plan: &Plan, filter: &StatusFilter) -> Vec<AccountCash> {
        let of_all = filter.owners.is_empty() && filter.stages.is_empty() && !filter.stalled && filter.statuses.is_empty();
        let name_of = |customer: &str| {
            let invoices = plan.positions.iter().map(|position| plan.invoices.get(position.invoice));
            let named = invoices.filter(|invoice| invoice.customer() == customer);
            named.map(|invoice| invoice.field(crate::ledger::Field::CustomerName).to_owned()).next().unwrap_or_default()
        };
        let is_asked_for =
            |customer: &str| filter.customers.is_empty() || customer::is_called(&filter.customers, [customer, &name_of(customer)]);
        let mut sums: BTreeMap<Currency, (usize, Balance)> = BTreeMap::new();
        for ((_, currency), cash) in plan.on_account.iter().filter(|((customer, _), _)| of_all && is_asked_for(customer)) {
            let (customers, amount) = sums.entry(*currency).or_default();
            (*customers, *amount) = (*customers + 1, *amount + cash);
        }
        sums.into_iter().map(|(currency, (customers, amount))| AccountCash { currency, customers, amount }).collect()
    }
}

columns! { AccountCash {
    currency: Currency, "of the amount" => |cash| cash.currency.code().into();
    customers: Place, "how many customers have it" => |cash| cash.customers.into();
    amount: Exact, "what it comes to" => |cash| Cell::amount(cash.currency, cash.amount);
} }

objects!(AccountCash);

/// `Cash on account: 30.00 EUR of 1 customer, applied to no invoice, not in the amounts above.`; nothing where there is none.
pub fn account_cash_told(cash: &[AccountCash], with_cash: bool) -> Option<String> {
    let each = |one: &AccountCash| format!("{} of {}", money(one.currency, one.amount), counted(one.customers, "customer"));
    let each: Vec<String> = cash.iter().map(each).collect();
    let beside = if with_cash { ", not in the amounts above" } else { "" };
    (!each.is_empty()).then(|| format!("Cash on account: {}, applied to no invoice{beside}.", summary::listed(&each)))
}
