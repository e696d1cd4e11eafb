//! Which open invoices a customer's cash covers: it is set against them in order of their due dates, then of their ids, and each takes
//! its whole balance before the next has any.

use crate::calendar::Day;
use crate::money::{Balance, Currency};
use crate::store::{CustomerId, Narrow};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Open<'i> {
    /// The due date, after extensions.
    pub due: Day,
    pub id: &'i str,
    pub balance: Balance,
}

/// How far the cash of a customer in one currency reaches: the last invoice that it covers whole, if it covers any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Covered(Option<(Day, CompactString)>);

impl Covered {
    /// Of these invoices, in whatever order.
    pub fn by(cash: Balance, open: &mut [Open<'_>]) -> Covered {
        open.sort_unstable();
        let mut rest = cash;
        let whole = open.iter().take_while(|invoice| {
            rest -= invoice.balance;
            rest >= 0
        });
        Covered(whole.last().map(|last| (last.due, last.id.into())))
    }

    pub fn has(&self, due: Day, id: &str) -> bool {
        self.0.as_ref().is_some_and(|(last, last_id)| (due, id) <= (*last, last_id.as_str()))
    }
}

/// The open invoices of all customers, until it is known who has cash. There may be millions of them.
#[derive(Default)]
pub(super) struct OpenInvoices {
    list: Vec<Item>,
    ids: String,
    with_cash: BTreeSet<CustomerId>,
}

struct Item {
    customer: CustomerId,
    due: Day,
    /// Where the id begins, and its length.
    id: [u32; 2],
    balance: Narrow,
    currency: Currency,
}

impl OpenInvoices {
    pub fn add(&mut self, customer: CustomerId, currency: Currency, invoice: Open<'_>) {
        let id = [self.ids.len() as u32, invoice.id.len() as u32];
        self.ids.push_str(invoice.id);
        self.list.push(Item { customer, due: invoice.due, id, balance: invoice.balance.into(), currency });
    }

    pub fn has_cash(&mut self, customer: CustomerId) {
        self.with_cash.insert(customer);
    }

    /// Takes over those that another planner has seen; `place` says where its customers are here.
    pub fn join(&mut self, other: OpenInvoices, place: impl Fn(CustomerId) -> CustomerId) {
        let moved = self.ids.len() as u32;
        self.ids.push_str(&other.ids);
        let list = other.list.into_iter();
        self.list.extend(list.map(|item| Item { id: [item.id[0] + moved, item.id[1]], customer: place(item.customer), ..item }));
        self.with_cash.extend(other.with_cash.into_iter().map(place));
    }

    /// What the cash of each customer covers, by the customer's place and the currency; only of those who have any.
    pub fn covered(self, cash: impl Fn(CustomerId, Currency) -> Balance) -> BTreeMap<(CustomerId, Currency), Covered> {
        let Some(last) = self.with_cash.last() else { return BTreeMap::new() };
        let mut has_cash = vec![false; last.0 as usize + 1];
        self.with_cash.iter().for_each(|customer| has_cash[customer.0 as usize] = true);
        let mut of: BTreeMap<(CustomerId, Currency), Vec<Open<'_>>> = BTreeMap::new();
        for item in self.list.iter().filter(|item| has_cash.get(item.customer.0 as usize) == Some(&true)) {
            let [start, length] = item.id.map(|number| number as usize);
            let id = &self.ids[start..start + length];
            let invoice = Open { due: item.due, id, balance: item.balance.into() };
            of.entry((item.customer, item.currency)).or_default().push(invoice);
        }
        let covers = |((customer, currency), mut open): ((CustomerId, Currency), Vec<Open<'_>>)| {
            let cash = cash(customer, currency);
            (cash > 0).then(|| ((customer, currency), Covered::by(cash, &mut open)))
        };
        of.into_iter().filter_map(covers).collect()
    }
}

#[cfg(test)]
mod tests;
