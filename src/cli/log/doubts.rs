//! What can be read about an event, and makes no sense, or less than whoever typed it may think.

use super::event::{Days, What};
use crate::cli::effect::Effect;
use collect::calendar::Day;
use collect::ledger::reading::EventType;
use collect::ledger::{Field, Invoice, Invoices};
use collect::money::{Currency, Decimal};
use collect::plan::is_reached_at;
use collect::record::Entry;
use collect::report::money;

/// All doubts about an event of an invoice, or of a customer where that is empty; `invoices` are all of the customer's.
pub fn doubts(what: What, days: Days, entry: &Entry, invoices: &Invoices, effect: &Effect<'_>, as_of: Day) -> Vec<String> {
    let invoice = entry.cell("invoice_id");
    let own = invoices.iter().find(|found| found.id() == invoice);
    let before = effect.before(invoice);
    let mut doubts = of_its_days(what, days, as_of, before.map(|position| position.due_date));
    if let Some(status) = effect.closed(invoice).filter(|_| !what.kind.is_money() && what.kind != EventType::Note) {
        doubts.push(format!("{invoice} is {status}: nothing is due on it"));
    }
    doubts.extend(own.and_then(|own| of_an_open_amount(what, days, &own)));
    if let (Some(own), Some(before)) = (own, before) {
        doubts.extend(of_a_promise(what, entry, own.terms.currency, before.balance));
    }
    doubts.extend(of_its_currency(entry, invoices).filter(|_| what.kind.is_money()));
    doubts.extend(of_its_address(entry.cell("address"), invoices));
    doubts.extend(effect.odd.iter().map(ToString::to_string));
    doubts
}

fn of_its_days(what: What, days: Days, as_of: Day, due_date: Option<Day>) -> Vec<String> {
    let mut odd = Vec::new();
    let Days { on, until } = days;
    if on > as_of {
        odd.push(format!("{on} lies after {as_of}: it counts from that day on"));
    }
    match (what.kind, until) {
        (EventType::Promise, Some(until)) if until < on => {
            odd.push(format!("the promised date {until} lies before the promise, {on}: it is broken at once"));
        }
        (EventType::Extend, Some(until)) if due_date.is_some_and(|due| until < due) => {
            odd.push(format!("the new due date {until} lies before the one it has"));
        }
        _ => {}
    }
    odd
}

/// An export that says how much is open overrules the money before it.
fn of_an_open_amount(what: What, days: Days, invoice: &Invoice<'_>) -> Option<String> {
    let open = invoice.terms.open_amount?;
    let id = invoice.id();
    (what.kind.is_money() && days.on <= open.on).then(|| {
        format!(
            "the export says what is open on {id} as of {}, and money of {} does not change that: it is chased until an export knows of it; \
             `collect log pause {id} --until DATE` bridges the time",
            open.on, days.on
        )
    })
}

fn of_a_promise(what: What, entry: &Entry, currency: Currency, balance: i128) -> Option<String> {
    let amount: Decimal = entry.cell("amount").parse().ok().filter(|_| what.kind == EventType::Promise)?;
    let promised = amount.units(currency.decimals());
    (promised > balance).then(|| format!("{} is promised, and {} is open", money(currency, promised), money(currency, balance)))
}

fn of_its_currency(entry: &Entry, invoices: &Invoices) -> Option<String> {
    let code = entry.cell("currency");
    let is_known = code.is_empty() || invoices.iter().any(|invoice| invoice.terms.currency.code() == code);
    (!is_known).then(|| format!("the customer has no invoice in {code}: the money covers none"))
}

fn of_its_address(address: &str, invoices: &Invoices) -> Option<String> {
    if address.is_empty() || invoices.iter().any(|invoice| is_reached_at(&invoice, address)) {
        return None;
    }
    let reached = invoices.iter().map(|invoice| invoice.field(Field::Email)).find(|address| !address.is_empty());
    let hint = reached.map_or(String::new(), |email| format!(": emails go to {email}"));
    Some(format!("none of the customer's invoices has {address}{hint}"))
}
