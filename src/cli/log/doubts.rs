//! Warnings about a new event that is valid but probably wrong.

use crate::cli::effect::{LogEffect, ToldMoney};
use crate::cli::inputs::Books;
use crate::cli::shell::Shell;
use collect::calendar::Day;
use collect::ledger::reading::EventType;
use collect::ledger::{Field, Invoice, Invoices};
use collect::money::{Currency, Decimal};
use collect::plan::is_reached_at;
use collect::record::{Entry, log_rows};
use collect::report::money;

/// All doubts about the rows of one command; `own` are all invoices of their customer, and `log` is what the log has without them.
pub fn doubts(entries: &[Entry], own: &Invoices, effect: &LogEffect<'_>, books: &Books, log: &[u8]) -> Vec<String> {
    let mut doubts: Vec<String> = Vec::new();
    for entry in entries {
        for doubt in of_row(entry, own, effect, books) {
            if !doubts.contains(&doubt) {
                doubts.push(doubt);
            }
        }
    }
    doubts.extend(effect.odd.iter().map(ToString::to_string));
    doubts.extend(said_before(entries, own, books, log));
    doubts
}

/// Tells doubts; is nothing to be added because of them?
pub fn are_denied(doubts: &[String], denies: bool, shell: &Shell) -> bool {
    doubts.iter().for_each(|doubt| shell.warn(doubt));
    let are_denied = denies && !doubts.is_empty();
    if are_denied {
        shell.error("there are warnings, and --deny-warnings is given: nothing was added to the log");
    }
    are_denied
}

fn of_row(entry: &Entry, own: &Invoices, effect: &LogEffect<'_>, books: &Books) -> Vec<String> {
    let Some(kind) = EventType::from_name(entry.cell("type")) else { return Vec::new() };
    let id = entry.cell("invoice_id");
    let invoice = own.iter().find(|found| found.id() == id);
    let before = effect.before(id);
    let mut doubts = Vec::new();
    if let Some(on) = Day::parse(entry.cell("date")) {
        doubts.extend(of_its_days(kind, (on, Day::parse(entry.cell("until"))), books.as_of, before.map(|position| position.due_date)));
        doubts.extend(invoice.and_then(|invoice| of_an_open_amount(kind, on, &invoice, books.are_of_sync())));
        if let Some(invoice) = invoice {
            doubts.extend(told_elsewhere(kind, entry, (on, invoice.terms.currency), effect, books));
        }
        if kind == EventType::Promise {
            doubts.extend(kept_at_once((id, on), effect));
            doubts.extend(in_place_of_instalments(entry, on, own, effect));
        }
    }
    if let Some(status) = effect.closed(id).filter(|_| !kind.is_money() && kind != EventType::Note) {
        doubts.push(format!("{id} is {status}: nothing is due on it"));
    }
    if let (Some(invoice), Some(before)) = (invoice, before) {
        doubts.extend(of_a_promise(kind, entry, invoice.terms.currency, before.balance));
    }
    doubts.extend(of_its_currency(entry, own).filter(|_| kind.is_money()));
    doubts.extend(of_its_address(entry.cell("address"), own));
    doubts
}

fn of_its_days(kind: EventType, (on, until): (Day, Option<Day>), as_of: Day, due_date: Option<Day>) -> Vec<String> {
    let mut odd = Vec::new();
    if on > as_of {
        odd.push(format!("{on} is after {as_of}: it counts from that day on"));
    }
    match (kind, until) {
        (EventType::Promise, Some(until)) if until < on => {
            odd.push(format!("the promised date {until} is before the day of the promise, {on}: the promise is broken at once"));
        }
        (EventType::Extend, Some(until)) if due_date.is_some_and(|due| until < due) => {
            odd.push(format!("the new due date {until} is before the current one"));
        }
        _ => {}
    }
    odd
}

/// Rows that the log has already, whatever they are called.
fn said_before(entries: &[Entry], own: &Invoices, books: &Books, log: &[u8]) -> Option<String> {
    let rows = log_rows(log);
    let before = |entry: &Entry| rows.iter().find(|row| row.is_like(entry, usual_currency(entry, own))).map(|row| row.line.to_string());
    let lines: Vec<String> = entries.iter().filter_map(before).collect();
    let log = books.log.display();
    match lines.as_slice() {
        [] => None,
        [line] => {
            Some(format!("line {line} of {log} says the same already: if it is the same event, take one of them back with `collect undo`"))
        }
        [lines @ .., last] => Some(format!(
            "lines {} and {last} of {log} say the same already: if these are the same events, take them back once with `collect undo`",
            lines.join(", ")
        )),
    }
}

/// The currency of money whose row names none: its invoice's, or the only one of its customer.
fn usual_currency(entry: &Entry, own: &Invoices) -> Option<Currency> {
    let id = entry.cell("invoice_id");
    let mut currencies = own.iter().filter(|invoice| id.is_empty() || invoice.id() == id).map(|invoice| invoice.terms.currency);
    let first = currencies.next()?;
    currencies.all(|other| other == first).then_some(first)
}

/// Money that another file has already, perhaps with a day that is a little earlier or later: `sync` dates it with the day of the export.
fn told_elsewhere(
    kind: EventType,
    entry: &Entry,
    (on, currency): (Day, Currency),
    effect: &LogEffect<'_>,
    books: &Books,
) -> Option<String> {
    const NEAR: i32 = 7;
    let amount: Decimal = entry.cell("amount").parse().ok()?;
    if !matches!(kind, EventType::Payment | EventType::Credit | EventType::WriteOff) {
        return None;
    }
    let amount = amount.units(currency.decimals());
    let log = books.log.display().to_string();
    let is_same = |told: &ToldMoney| told.amount.map(i128::from) == Some(amount) && told.on.plus(-NEAR) <= on && on <= told.on.plus(NEAR);
    // What the log itself says is told by its line.
    let ToldMoney { on: told_on, kind, place, .. } =
        effect.money_told(entry.cell("invoice_id")).into_iter().find(|told| is_same(told) && told.place.file != log)?;
    let (file, line, kind) = (place.file, place.line, kind.replace('_', "-"));
    let amount = money(currency, amount);
    Some(format!("{file}:{line} has a {kind} of {amount} on {told_on} already: if it is the same money, it counts twice with this row"))
}

/// A payment of the day of a promise, or later, keeps it: nobody waits for more.
fn kept_at_once((id, on): (&str, Day), effect: &LogEffect<'_>) -> Option<String> {
    use collect::plan::Status::{Active, Upcoming};
    effect.after(id).filter(|position| matches!(position.status, Active | Upcoming))?;
    let paid = effect.money_told(id).into_iter().find(|money| money.kind == "payment" && money.on >= on)?;
    let day = paid.on;
    Some(format!(
        "the promise on {id} is kept at once by the payment of {day}, so nobody waits for it: if it is about other money, add it with --on {}",
        day.plus(1)
    ))
}

fn in_place_of_instalments(entry: &Entry, on: Day, own: &Invoices, effect: &LogEffect<'_>) -> Option<String> {
    let id = entry.cell("invoice_id");
    let planned: Vec<(String, Day, usize)> = own
        .iter()
        .filter(|invoice| id.is_empty() || invoice.id() == id)
        .filter_map(|invoice| effect.instalments(invoice.id()).map(|(made, count)| (invoice.id().to_owned(), made, count)))
        .filter(|(_, made, _)| *made < on)
        .collect();
    let (_, made, count) = planned.first()?;
    let ids: Vec<&str> = planned.iter().map(|(id, ..)| id.as_str()).collect();
    Some(format!("this replaces the {count} instalments that were promised on {made} for {}", ids.join(", ")))
}

/// An export that says how much is open overrules the money before it.
fn of_an_open_amount(kind: EventType, on: Day, invoice: &Invoice<'_>, is_of_book: bool) -> Option<String> {
    let open = invoice.terms.open_amount?;
    let id = invoice.id();
    if kind.is_money() && on <= open.on && is_of_book {
        let (kind, next) = (kind.name().replace('_', "-"), open.on.plus(1));
        return Some(format!(
            "this {kind} does not count, now or later: the open amount of {id} is that of its first export, of {}, and is said to have all \
             money up to that day. If that export does not have it, date it {next} (`--on {next}`)",
            open.on
        ));
    }
    (kind.is_money() && on <= open.on).then(|| {
        format!(
            "the export's open amount of {id} is as of {}, so money of {on} does not change it: the invoice stays on the list until the next export; \
             until then, use `collect log pause {id} --until DATE`",
            open.on
        )
    })
}

fn of_a_promise(kind: EventType, entry: &Entry, currency: Currency, balance: i128) -> Option<String> {
    let amount: Decimal = entry.cell("amount").parse().ok().filter(|_| kind == EventType::Promise)?;
    let promised = amount.units(currency.decimals());
    (promised > balance).then(|| format!("{} is promised, and {} is open", money(currency, promised), money(currency, balance)))
}

fn of_its_currency(entry: &Entry, invoices: &Invoices) -> Option<String> {
    let code = entry.cell("currency");
    let is_known = code.is_empty() || invoices.iter().any(|invoice| invoice.terms.currency.code() == code);
    (!is_known).then(|| format!("the customer has no invoice in {code}: the money covers no invoice"))
}

fn of_its_address(address: &str, invoices: &Invoices) -> Option<String> {
    if address.is_empty() || invoices.iter().any(|invoice| is_reached_at(&invoice, address)) {
        return None;
    }
    let reached = invoices.iter().map(|invoice| invoice.field(Field::Email)).find(|address| !address.is_empty());
    let hint = reached.map_or(String::new(), |email| format!(": emails go to {email}"));
    Some(format!("none of the customer's invoices has {address}{hint}"))
}
