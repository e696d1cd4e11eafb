//! `collect log plan`: a customer promises to pay in instalments; each is a promise of its own on the invoices that it is for.

use super::doubts::{are_denied, doubts};
use super::event::{Days, LogArguments};
use super::{changes, concerned};
use crate::cli::effect::LogEffect;
use crate::cli::inputs::Books;
use crate::cli::log_file::LogFile;
use crate::cli::outcome::{Failure, Outcome};
use crate::cli::output::{NOTHING_WRITTEN, tell, tell_done};
use crate::cli::shell::Shell;
use crate::cli::today::TypedDay;
use anyhow::{Context, Result, anyhow, bail};
use collect::calendar::Day;
use collect::ledger::Field;
use collect::ledger::reading::EventType;
use collect::money::{Balance, Currency, Decimal};
use collect::plan::{self, Plan, Position};
use collect::record::{Entry, LogSheet, identified, shared_id};
use collect::report::{counted, money};
use std::collections::BTreeSet;

struct Instalment {
    amount: Balance,
    by: Day,
}

struct UnpaidInvoice {
    invoice: String,
    due: Day,
    balance: Balance,
}

/// A part of an instalment: the place of that, the invoice it is for, and how much.
struct Share<'a> {
    instalment: usize,
    invoice: &'a str,
    amount: Balance,
}

pub fn run(arguments: &LogArguments, shell: &Shell) -> Result<Outcome, Failure> {
    only_what_a_plan_has(arguments)?;
    let books = Books::open(&arguments.inputs, shell)?;
    let days = Days::of(arguments, &books)?;
    let (bytes, locked) = LogFile::open(&books.log, arguments.dry_run)?;
    let sheet = LogSheet::read(&bytes).map_err(|wrong| anyhow!("{}: {wrong}", books.log.display()))?;
    let customer = only_customer(arguments, &books)?;
    let (invoices, wanted) = concerned(&books, [(arguments.subject[0].as_str(), customer.as_str())])?;
    let reader = books.read_events(wanted)?;
    let before = plan::status(&books.workflow, &books.ledger(&invoices, reader.clone().finish()), books.seen_on());
    let (currency, open) = open(arguments, &before)?;
    let instalments = instalments(arguments, days.on, &books, currency)?;
    let shares = shared(&instalments, &open, currency)?;
    let row = |share: &Share<'_>| {
        Entry::new(days.on, EventType::Promise)
            .with("invoice_id", share.invoice)
            .with("amount", currency.plain(share.amount))
            .with("until", instalments[share.instalment].by.to_string())
            .with("by", arguments.by.clone().unwrap_or_default())
            .with("note", arguments.note.clone().unwrap_or_default())
            .recorded_on(books.as_of)
    };
    let entries = identified(shares.iter().map(row).collect(), sheet.length(), |id| reader.has_id(id));
    let effect = LogEffect::of(&books, reader, &invoices, &sheet, &entries)?;
    let skipped = books.judge(&sheet.alone(&entries), shell)?;
    if are_denied(&doubts(&entries, &invoices, &effect, &books, &bytes), arguments.inputs.deny_warnings, shell) {
        return Ok(Outcome::Findings);
    }
    let mut told = told(&instalments, &shares, &open, currency, days.on);
    told.push_str(&changes(&books, &effect));
    match locked {
        None => tell(&format!("{told}{NOTHING_WRITTEN}"))?,
        Some(log) => {
            log.write(&sheet.change(&entries))?;
            let (rows, id) = (counted(entries.len(), "row"), entries[0].cell("id"));
            let id = shared_id(id).unwrap_or(id);
            told.push_str(&format!("Added {rows} to {}. To take them back: collect undo {id}\n", books.log.display()));
            tell_done("the rows were added", &told, shell);
        }
    }
    Ok(if skipped { Outcome::Skipped } else { Outcome::Fine })
}

fn only_what_a_plan_has(arguments: &LogArguments) -> Result<()> {
    let options = [
        ("--customer", arguments.customer.is_some()),
        ("--amount", arguments.amount.is_some()),
        ("--currency", arguments.currency.is_some()),
        ("--until", arguments.until.is_some()),
        ("--reason", arguments.reason.is_some()),
        ("--channel", arguments.channel.is_some()),
        ("--stage", arguments.stage.is_some()),
        ("--address", arguments.address.is_some()),
        ("--ref", arguments.reference.is_some()),
        ("--outcome", arguments.outcome.is_some()),
    ];
    let idle: Vec<&str> = options.iter().filter(|(_, given)| *given).map(|(name, _)| *name).collect();
    if !idle.is_empty() {
        bail!("{} does not apply to a plan: give its invoices, and the instalments with --instalments", idle.join(" and "));
    }
    if arguments.instalments.is_empty() {
        bail!("a plan needs --instalments: amounts and dates, such as --instalments 300@2026-03-10,300@2026-03-20,400@2026-03-30");
    }
    Ok(())
}

fn only_customer(arguments: &LogArguments, books: &Books) -> Result<String, Failure> {
    let typed = &arguments.subject;
    let found = books.read_invoices(|invoice| typed.iter().any(|id| id == invoice.id()))?;
    let mut seen = BTreeSet::new();
    for id in typed {
        if found.iter().all(|invoice| invoice.id() != id) {
            return Err(anyhow!("the ledger has no invoice {id:?}; a plan is for invoices: give their ids").into());
        }
        if !seen.insert(id) {
            return Err(anyhow!("{id} is named twice").into());
        }
    }
    let customers: BTreeSet<&str> = found.iter().map(|invoice| invoice.field(Field::CustomerId)).collect();
    match customers.into_iter().collect::<Vec<_>>().as_slice() {
        [one] => Ok((*one).to_owned()),
        several => {
            let several = several.join(", ");
            Err(anyhow!("the invoices belong to several customers ({several}): add a plan for each customer").into())
        }
    }
}

/// What is open on the invoices, oldest due first, and in which currency.
fn open(arguments: &LogArguments, before: &Plan) -> Result<(Currency, Vec<UnpaidInvoice>), Failure> {
    let position = |id: &String| -> Option<&Position> { before.positions.iter().find(|at| before.invoices.get(at.invoice).id() == id) };
    let mut open = Vec::new();
    let mut currencies = BTreeSet::new();
    for id in &arguments.subject {
        let Some(at) = position(id) else {
            return Err(anyhow!("{id} is issued after {}: there can be no promise on it yet", before.as_of).into());
        };
        if !at.status.is_open() {
            return Err(anyhow!("{id} is {}: nothing is left to pay on it", at.status).into());
        }
        currencies.insert(before.invoices.terms(at.invoice).currency);
        open.push(UnpaidInvoice { invoice: id.clone(), due: at.due_date, balance: at.balance });
    }
    open.sort_by(|one, other| (one.due, &one.invoice).cmp(&(other.due, &other.invoice)));
    match currencies.into_iter().collect::<Vec<_>>().as_slice() {
        [currency] => Ok((*currency, open)),
        several => {
            let several: Vec<&str> = several.iter().map(|currency| currency.code()).collect();
            Err(anyhow!("the invoices are in {}: add a plan for each currency", several.join(" and ")).into())
        }
    }
}

fn instalments(arguments: &LogArguments, on: Day, books: &Books, currency: Currency) -> Result<Vec<Instalment>, Failure> {
    let mut read: Vec<Instalment> = Vec::new();
    for typed in &arguments.instalments {
        let instalment = instalment(typed, books, currency).with_context(|| format!("the instalment {typed:?}"))?;
        if instalment.by < on {
            return Err(anyhow!("the date of the instalment {typed:?} is before {on}, the day of the plan").into());
        }
        if read.iter().any(|other| other.by == instalment.by) {
            return Err(anyhow!("two instalments are due on {}: add them up", instalment.by).into());
        }
        read.push(instalment);
    }
    read.sort_by_key(|instalment| instalment.by);
    Ok(read)
}

fn instalment(typed: &str, books: &Books, currency: Currency) -> Result<Instalment> {
    let (amount, by) = typed.split_once('@').context("write an amount and a date, such as 300@2026-03-10")?;
    let by: TypedDay = by.trim().parse().map_err(|wrong: String| anyhow!(wrong))?;
    let by = books.typed(&by, "--instalments")?;
    let amount: Decimal = amount.trim().parse().ok().context("write the amount without grouping and with a point, such as 1234.50")?;
    let decimals = currency.decimals();
    if amount.rounded(decimals) != amount {
        bail!("{currency} has {decimals} decimals");
    }
    let amount = amount.units(decimals);
    if amount <= 0 {
        bail!("an instalment is more than 0");
    }
    Ok(Instalment { amount, by })
}

/// Which part of each instalment is for which invoice: the oldest takes the money first.
fn shared<'a>(instalments: &[Instalment], open: &'a [UnpaidInvoice], currency: Currency) -> Result<Vec<Share<'a>>, Failure> {
    let (promised, owed) = (total(instalments.iter().map(|one| one.amount)), total(open.iter().map(|one| one.balance)));
    if promised > owed {
        let (promised, owed) = (money(currency, promised), money(currency, owed));
        return Err(anyhow!("the instalments add up to {promised}, but only {owed} is open: correct the amounts, or add invoices").into());
    }
    let mut shares = Vec::new();
    let mut left = open.iter().map(|one| (one.invoice.as_str(), one.balance)).collect::<Vec<_>>().into_iter();
    let mut current = left.next();
    for (place, instalment) in instalments.iter().enumerate() {
        let mut amount = instalment.amount;
        while let Some((invoice, balance)) = current.filter(|_| amount > 0) {
            let part = amount.min(balance);
            if part > 0 {
                shares.push(Share { instalment: place, invoice, amount: part });
            }
            amount -= part;
            current = if balance > part { Some((invoice, balance - part)) } else { left.next() };
        }
    }
    Ok(shares)
}

fn total(amounts: impl Iterator<Item = Balance>) -> Balance {
    amounts.sum()
}

fn told(instalments: &[Instalment], shares: &[Share<'_>], open: &[UnpaidInvoice], currency: Currency, on: Day) -> String {
    let invoices = open.iter().map(|one| one.invoice.as_str()).collect::<Vec<_>>().join(", ");
    let mut text = format!("Plan of {} on {invoices}, {on}.\n", counted(instalments.len(), "instalment"));
    for (place, instalment) in instalments.iter().enumerate() {
        let parts: Vec<&Share<'_>> = shares.iter().filter(|share| share.instalment == place).collect();
        let whose = match parts.as_slice() {
            [only] => only.invoice.to_owned(),
            several => {
                several.iter().map(|part| format!("{} on {}", currency.grouped(part.amount), part.invoice)).collect::<Vec<_>>().join(", ")
            }
        };
        text.push_str(&format!("  {} by {}: {whose}\n", money(currency, instalment.amount), instalment.by));
    }
    let rest = total(open.iter().map(|one| one.balance)) - total(instalments.iter().map(|one| one.amount));
    if rest > 0 {
        text.push_str(&format!("  {} of the balance is in no instalment\n", money(currency, rest)));
    }
    text
}
