//! What the sheet of a call shows beside its invoices: the customer's accounts in all currencies, and what happened on all of them.

use super::account::{ListedInvoice, MOST_LISTED};
use super::bundle::Bundle;
use super::composer::Composer;
use super::escape::clean;
use super::history::{HistoryEntry, entries};
use super::lists::listed_invoice;
use super::value;
use crate::ledger::{Field, InvoiceId};
use crate::money::{Balance, Currency};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// So many entries a history of several invoices has; older ones are counted.
const MOST_ENTRIES: usize = 200;
/// So many invoices are named for what happened to several at once; the others are counted.
const MOST_NAMED: usize = 5;

/// The sums of each account, by currency.
pub(super) fn accounts(bundle: &Bundle<'_>) -> impl Iterator<Item = Value> {
    bundle.accounts.iter().map(|(currency, account)| {
        let amount = |minor| value::amount_and_currency(minor, *currency);
        let past_due: Balance = account.ageing.as_ref().map_or(0, |cash| cash.overdue.iter().sum());
        json!({
            "currency": currency.code(),
            "count": account.items.len(),
            "balance": amount(account.balance),
            "past_due": amount(past_due),
            "disputed": amount(account.disputed),
            "promised": amount(account.promised),
            "credit": amount(account.credit),
            "cash": amount(account.cash),
            "net": amount(account.net()),
        })
    })
}

/// The open items of all currencies that the sheet is not about, and how many there are beyond those that it lists.
pub(super) fn others(bundle: &Bundle<'_>) -> (Vec<Value>, usize) {
    let own: HashSet<InvoiceId> = bundle.actions.iter().map(|action| action.invoice).collect();
    let mut others: Vec<&ListedInvoice<'_>> = open_items(bundle).filter(|item| !own.contains(&item.place)).collect();
    others.sort_by(|a, b| (a.due_date, a.invoice.id()).cmp(&(b.due_date, b.invoice.id())));
    let more = others.len().saturating_sub(MOST_LISTED);
    (others.into_iter().take(MOST_LISTED).map(listed_invoice).collect(), more)
}

fn open_items<'b, 'p>(bundle: &'b Bundle<'p>) -> impl Iterator<Item = &'b ListedInvoice<'p>> {
    bundle.accounts.iter().flat_map(|(_, account)| &account.items)
}

/// What happened on all open invoices of the customer, each thing once, however many of them it was about; and how many older entries
/// are left out.
pub(super) fn history(composer: &Composer<'_>, bundle: &Bundle<'_>) -> (Vec<Value>, usize) {
    let plan = composer.plan;
    let mut seen = HashSet::new();
    let own = bundle.actions.iter().map(|action| action.invoice);
    let places = own.chain(open_items(bundle).map(|item| item.place)).filter(|place| seen.insert(*place));
    let mut all: Vec<(HistoryEntry, Option<String>)> = Vec::new();
    for place in places {
        let invoice = plan.invoices.get(place);
        let id = clean(invoice.field(Field::InvoiceId)).into_owned();
        for entry in entries(composer.events, composer.workflow, &invoice, plan.as_of) {
            let about = (!entry.of_customer).then(|| id.clone());
            all.push((entry, about));
        }
    }
    all.sort_by_key(|(entry, _)| (entry.date, !entry.is_money, entry.sequence));
    let mut told: Vec<(HistoryEntry, Vec<String>)> = Vec::new();
    // One thing about several invoices is told once; two payments of one day are two, also where they read alike.
    let mut places: HashMap<(String, String, String, Option<u32>), usize> = HashMap::new();
    for (entry, about) in all {
        if told.last().is_some_and(|(last, _)| last.date != entry.date) {
            places.clear();
        }
        let own = (entry.is_money || entry.of_customer).then_some(entry.sequence);
        let key = (entry.what.clone(), entry.by.clone(), entry.note.clone(), own);
        let known = places.get(&key).filter(|place| about.as_ref().is_none_or(|id| !told[**place].1.contains(id))).copied();
        let place = known.unwrap_or(told.len());
        if known.is_none() {
            places.insert(key, place);
            told.push((entry, Vec::new()));
        }
        told[place].1.extend(about);
    }
    let more = told.len().saturating_sub(MOST_ENTRIES);
    (told.into_iter().skip(more).map(|(entry, invoices)| entry.value(&in_words(&invoices))).collect(), more)
}

fn in_words(invoices: &[String]) -> String {
    let named = invoices[..invoices.len().min(MOST_NAMED)].join(", ");
    match invoices.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// What the invoices of the sheet come to, by currency; each invoice once.
pub(super) fn totals<'a>(invoices: impl Iterator<Item = ListedInvoice<'a>>) -> Vec<Value> {
    let mut seen = HashSet::new();
    let mut sums: BTreeMap<Currency, (Balance, usize)> = BTreeMap::new();
    for listed in invoices.filter(|listed| seen.insert(listed.place)) {
        let sum = sums.entry(listed.invoice.terms.currency).or_default();
        *sum = (sum.0 + listed.balance, sum.1 + 1);
    }
    let total = |(currency, (balance, count)): (Currency, (Balance, usize))| json!({ "balance": value::amount_and_currency(balance, currency), "currency": currency.code(), "count": count });
    sums.into_iter().map(total).collect()
}
