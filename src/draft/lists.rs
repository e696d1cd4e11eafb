//! Lists as templates go through them.

use super::account::ListedInvoice;
use super::escape::clean;
use super::value;
use crate::ledger::Field;
use crate::money::Balance;
use serde_json::{Value, json};

pub(super) fn list(entries: impl Iterator<Item = Value>) -> Value {
    Value::Array(entries.collect())
}

pub(super) fn in_lines(lines: impl IntoIterator<Item = String>) -> Value {
    list(lines.into_iter().map(|line| json!({ "line": line })))
}

pub(super) fn listed_invoice(listed: &ListedInvoice<'_>) -> Value {
    let terms = listed.invoice.terms;
    let amount = |minor| value::amount_and_currency(minor, terms.currency);
    json!({
        "id": clean(listed.invoice.field(Field::InvoiceId)),
        "amount": amount(Balance::from(terms.amount).abs()),
        "balance": amount(listed.balance),
        "asked": amount(listed.asked()),
        "disputed": amount(listed.disputed),
        "promised": listed.promised.map(|(_, minor)| amount(minor)),
        "promised_for": listed.promised.map(|(day, _)| value::day(day)),
        "currency": terms.currency.code(),
        "issue_date": terms.issue_date.map(value::day),
        "due_date": value::day(listed.due_date),
        "days_past_due": listed.days_past_due,
        "overdue": listed.days_past_due > 0,
        "payment_link": clean(listed.invoice.field(Field::PaymentLink)),
    })
}
