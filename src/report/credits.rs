//! What is open on credit notes: it is no part of the cash, and whoever adds up the ledger misses it there.

use super::column::{columns, objects};
use super::{Cell, StatusFilter, counted, customer, money, summary};
use crate::money::{Balance, Currency};
use crate::plan::{OpenCredits, Status};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credits {
    pub currency: Currency,
    /// On how many rows of the ledger they stand.
    pub rows: usize,
    /// What they come to, in minor units; above zero.
    pub amount: Balance,
}

impl Credits {
    /// Those that a filter admits, in order of the currencies' codes. Credits are in no stage, nobody's, and never stalled.
    pub(super) fn of(all: &[OpenCredits], filter: &StatusFilter) -> Vec<Credits> {
        let asked_for = filter.owners.is_empty()
            && filter.stages.is_empty()
            && !filter.stalled
            && (filter.statuses.is_empty() || filter.statuses.contains(&Status::Credit));
        let mut sums: BTreeMap<Currency, (usize, Balance)> = BTreeMap::new();
        for one in all.iter().filter(|one| asked_for && customer::is_called(&filter.customers, [&one.customer, &one.customer_name])) {
            let (rows, amount) = sums.entry(one.currency).or_default();
            *rows += one.rows;
            *amount += one.amount;
        }
        sums.into_iter().map(|(currency, (rows, amount))| Credits { currency, rows, amount }).collect()
    }
}

columns! { Credits {
    currency: Currency, "of the amount" => |credits| credits.currency.code().into();
    rows: Place, "on how many rows of the ledger" => |credits| credits.rows.into();
    amount: Exact, "what they come to; above zero" => |credits| Cell::amount(credits.currency, credits.amount);
} }

objects!(Credits);

/// `Open credits: 999.00 EUR on 1 row, not in the amounts above.`; nothing where there are none.
pub fn credits_told(credits: &[Credits], with_cash: bool) -> Option<String> {
    let each = |one: &Credits| format!("{} on {}", money(one.currency, one.amount), counted(one.rows, "row"));
    let each: Vec<String> = credits.iter().map(each).collect();
    let beside = if with_cash { ", not in the amounts above" } else { "" };
    (!each.is_empty()).then(|| format!("Open credits: {}{beside}.", summary::listed(&each)))
}
