//! `collect log`: one event is checked against the ledger, shown with what it changes, and added to the log.

mod doubts;
mod event;
mod nothing;
mod plan;

pub use doubts::{are_denied, doubts};
pub use event::LogArguments;

use super::effect::{LogEffect, NO_CHANGE};
use super::inputs::{Books, read_new_rows};
use super::log_file::LogFile;
use super::outcome::{Failure, Outcome};
use super::output::{NOTHING_WRITTEN, tell, tell_done};
use super::shell::Shell;
use super::unseen::known_stages;
use anyhow::anyhow;
use collect::finding::did_you_mean;
use collect::ledger::reading::{BadRows, EventReader, EventType, Report, Wanted};
use collect::ledger::{Field, Invoices};
use collect::plan::{addresses_that_change, is_reached_at};
use collect::record::{Entry, LogSheet, identified};
use event::{Days, LoggedEvent};
use nothing::{does_nothing, from_now_on};
use std::collections::BTreeSet;

pub const MOST_INVOICES: usize = 10;

pub fn run(arguments: &LogArguments, shell: &Shell) -> Result<Outcome, Failure> {
    if arguments.what == "plan" {
        return plan::run(arguments, shell);
    }
    let what = LoggedEvent::parse(arguments)?;
    let books = Books::open(&arguments.inputs, shell)?;
    let days = Days::of(arguments, &books)?;
    if let Some(stage) = &arguments.stage {
        known_stages(std::slice::from_ref(stage), &books.workflow)?;
    }
    let (bytes, locked) = LogFile::open(&books.log, arguments.dry_run)?;
    let sheet = LogSheet::read(&bytes).map_err(|wrong| anyhow!("{}: {wrong}", books.log.display()))?;
    let (invoice, customer) = subject(arguments, what, &books)?;
    let (own, wanted) = concerned(&books, [(invoice.as_str(), customer.as_str())])?;
    let reader = books.read_events(wanted.clone())?;
    let address = address(arguments, what, &own, &invoice)?;
    let typed = what.entry(arguments, days, &invoice, &customer, &address).recorded_on(books.as_of);
    let rows = sheet.alone(std::slice::from_ref(&typed));
    let (invoices, reader) = with_whom_they_reach(&books, own.clone(), wanted, reader, &rows)?;
    let identified = |entry: Entry| identified(vec![entry], sheet.length(), |id| reader.has_id(id));
    let mut entries = identified(typed.clone());
    let mut effect = LogEffect::of(&books, reader.clone(), &invoices, &sheet, &entries)?;
    if let Some((action, stage)) = effect.only_touch_done(&invoice).filter(|_| what.may_name_its_action(arguments)) {
        let named = identified(typed.with("ref", action).with("stage", stage));
        let with_its_name = LogEffect::of(&books, reader.clone(), &invoices, &sheet, &named)?;
        if with_its_name.told(MOST_INVOICES) == effect.told(MOST_INVOICES) {
            (entries, effect) = (named, with_its_name);
        }
    }
    let entry = &entries[0];
    if let Some(why) = does_nothing(what, days, entry, &effect) {
        return Err(anyhow!("nothing was added to the log, because {why}").into());
    }
    let skipped = books.judge(&sheet.alone(&entries), shell)?;
    let doubts = doubts(&entries, &own, &effect, &books, &bytes);
    if are_denied(&doubts, arguments.inputs.deny_warnings, shell) {
        return Ok(Outcome::Findings);
    }
    let about = if invoice.is_empty() { format!("customer {customer}") } else { invoice };
    let of = if address.is_empty() { String::new() } else { format!(" of {address}") };
    let changed = changes(&books, &effect);
    let changed = match from_now_on(what, days, entry, &effect) {
        Some(sentence) => changed.replace(NO_CHANGE, &sentence),
        None => changed,
    };
    let mut told = format!("{}{of} on {about}, {}.\n{changed}", what.told(), days.on);
    match locked {
        None => tell(&format!("{told}{NOTHING_WRITTEN}"))?,
        Some(log) => {
            log.write(&sheet.change(&entries))?;
            told.push_str(&format!("Added to {}. To take it back: collect undo {}\n", books.log.display(), entry.cell("id")));
            tell_done("the row was added", &told, shell);
        }
    }
    Ok(if skipped { Outcome::Skipped } else { Outcome::Fine })
}

/// What rows change, with the day of which that is told where it is not that of the ledger.
pub fn changes(books: &Books, effect: &LogEffect<'_>) -> String {
    let told = effect.told(MOST_INVOICES);
    match books.seen_on() {
        day if day == books.as_of => told,
        day => format!("On {}, the next working day:\n{told}", day.with_weekday()),
    }
}

/// The address that is meant: of a bounce, where none was typed, the one that emails go to, if there is but one.
fn address(arguments: &LogArguments, what: LoggedEvent, invoices: &Invoices, invoice: &str) -> Result<String, Failure> {
    if let Some(typed) = &arguments.address {
        return Ok(typed.clone());
    }
    if what.kind != EventType::Bounce {
        return Ok(String::new());
    }
    let own = invoices.iter().filter(|own| invoice.is_empty() || own.id() == invoice);
    let emails: BTreeSet<&str> = own.map(|own| own.field(Field::Email)).filter(|email| !email.is_empty()).collect();
    match emails.iter().collect::<Vec<_>>().as_slice() {
        [only] => Ok((**only).to_owned()),
        [] => Err(anyhow!("a bounce needs --address, the address that bounced; the ledger has none").into()),
        several => {
            let several: Vec<&str> = several.iter().map(|email| **email).collect();
            Err(anyhow!("a bounce needs --address, the address that bounced: one of {}", several.join(", ")).into())
        }
    }
}

/// The invoice or, without one, the customer that is meant.
fn subject(arguments: &LogArguments, what: LoggedEvent, books: &Books) -> Result<(String, String), Failure> {
    let (typed, customer_only) = match (arguments.subject.as_slice(), &arguments.customer) {
        ([typed], _) => (typed, false),
        ([_, second, ..], _) => {
            return Err(anyhow!("{second:?} is one id too many: add the event for each invoice, or for the whole customer").into());
        }
        ([], Some(customer)) => (customer, true),
        ([], None) => return Err(anyhow!("name an invoice or, with --customer, a customer").into()),
    };
    let found = books.read_invoices(|invoice| invoice.id() == typed || invoice.customer() == typed)?;
    let is_invoice = !customer_only && found.iter().any(|invoice| invoice.id() == typed);
    let is_customer = found.iter().any(|invoice| invoice.customer() == typed);
    if is_invoice {
        return Ok((typed.clone(), String::new()));
    }
    if is_customer && what.kind.may_name_a_customer() {
        return Ok((String::new(), typed.clone()));
    }
    if is_customer {
        return Err(
            anyhow!("a row of type {} needs an invoice, and {typed:?} is a customer: name one of its invoices", what.kind.name()).into()
        );
    }
    let mut close = Vec::new();
    books.read_invoices(|invoice| {
        let ids = if customer_only { [invoice.customer(); 2] } else { [invoice.id(), invoice.customer()] };
        let is_close = |id: &&&str| is_a_slip(typed, id);
        close.extend(ids.iter().filter(is_close).map(|id| (*id).to_owned()));
        false
    })?;
    let hint = did_you_mean(typed, close.iter().map(String::as_str));
    let hint = hint.unwrap_or_else(|| "if the invoice has left the export, it needs no more events; otherwise correct the id".to_owned());
    let noun = if customer_only { "customer" } else { "invoice or customer" };
    Err(anyhow!("the ledger has no {noun} {typed:?}: {hint}").into())
}

/// Are two ids alike but for one slip of the pen? Of many ids, only these are compared in full.
fn is_a_slip(typed: &str, id: &str) -> bool {
    let (typed, id) = (typed.to_lowercase(), id.to_lowercase());
    let front = typed.bytes().zip(id.bytes()).take_while(|(a, b)| a == b).count();
    let back = typed.bytes().rev().zip(id.bytes().rev()).take_while(|(a, b)| a == b).count();
    typed.len().abs_diff(id.len()) <= 1 && front + back + 2 >= typed.len()
}

/// All invoices of the customers that are concerned, each by an invoice or, without one, by itself, and what is to be known of them: cash
/// and contacts are the customer's.
pub fn concerned<'s>(books: &Books, subjects: impl IntoIterator<Item = (&'s str, &'s str)>) -> Result<(Invoices, Wanted), Failure> {
    let (mut own, mut customers) = (BTreeSet::new(), BTreeSet::new());
    for (invoice, customer) in subjects {
        if invoice.is_empty() {
            customers.insert(customer.to_owned())
        } else {
            own.insert(invoice.to_owned())
        };
    }
    if !own.is_empty() {
        let of_them = books.read_invoices(|found| own.contains(found.id()))?;
        customers.extend(of_them.iter().map(|found| found.customer().to_owned()));
    }
    of_customers(books, own, customers)
}

/// All invoices of some customers, and what is to be known of them and of some invoices that the ledger may not have.
fn of_customers(books: &Books, mut own: BTreeSet<String>, customers: BTreeSet<String>) -> Result<(Invoices, Wanted), Failure> {
    let invoices = books.read_invoices(|found| customers.contains(found.customer()))?;
    own.extend(invoices.iter().map(|found| found.id().to_owned()));
    Ok((invoices, Wanted { invoices: own, customers }))
}

/// Invoices that rows concern, and what happened to them. Where the rows say something of an address, or take that back, these are also the
/// invoices of whoever else is reached there, with all others of the same customers.
pub fn with_whom_they_reach(
    books: &Books,
    invoices: Invoices,
    wanted: Wanted,
    events: EventReader,
    rows: &[u8],
) -> Result<(Invoices, EventReader), Failure> {
    let mut with = events.clone();
    read_new_rows(rows, &mut with, &mut Report::new(BadRows::Stop));
    let addresses = addresses_that_change(&events.clone().finish(), &with.finish());
    if addresses.is_empty() {
        return Ok((invoices, events));
    }
    let reached = books.read_invoices(|found| addresses.iter().any(|address| is_reached_at(found, address)))?;
    let customers: BTreeSet<String> =
        wanted.customers.iter().cloned().chain(reached.iter().map(|found| found.customer().to_owned())).collect();
    if customers == wanted.customers {
        return Ok((invoices, events));
    }
    let (invoices, wanted) = of_customers(books, wanted.invoices, customers)?;
    let events = books.read_events(wanted)?;
    Ok((invoices, events))
}
