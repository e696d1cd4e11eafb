//! Statements: the account of a customer in one currency over some days, as a page, an email, plain text and rows.

mod values;

use super::account::CustomerAccount;
use super::bundle::Bundle;
use super::compose;
use super::composer::Composer;
use super::escape::Escape;
use super::facts::MessageFacts;
use super::incomplete::Lack;
use super::mail;
use super::naming::stem;
use super::render::render;
use super::template::STATEMENT;
use super::text::Body;
use crate::action_id::ActionId;
use crate::address;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::FindingSubject;
use crate::ledger::{Field, Invoice, Ledger};
use crate::money::{Balance, Currency};
use crate::plan::{ActionKind, DueAction, Flags, Movement, MovementKind, Position, Reason, movements, unreached, without_emails};
use crate::report::{StatementPart, StatementRow};
use chrono::Months;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

pub struct Statement<'p> {
    pub customer: &'p str,
    pub customer_name: &'p str,
    pub currency: Currency,
    /// The first day of its movements.
    pub from: Day,
    pub as_of: Day,
    /// The balance on the day before.
    pub opening: Balance,
    movements: Vec<Movement>,
    account: Arc<CustomerAccount<'p>>,
    /// Stands for whom it is written to: no action of a plan.
    lead: DueAction,
    unreached: Arc<BTreeSet<String>>,
    wants_no_emails: bool,
    /// Could a row that names the customer or an invoice of it not be read? It may be a payment.
    pub is_doubtful: bool,
}

/// A movement, with the balance after it.
pub struct StatementLine<'s> {
    pub day: Option<Day>,
    pub kind: MovementKind,
    pub invoice: Option<&'s str>,
    pub change: Balance,
    pub balance: Balance,
}

/// As what a statement is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementFile {
    Text,
    Html,
    Email,
}

/// The statements of these customers, in their order; of each by currency. `composer.plan` must have the positions of all invoices of the ledger
/// ([`crate::plan::status`]), and the ledger all invoices of the customers. Without a first day they begin with the oldest open item, at least
/// a month before the day of the plan.
pub fn statements<'p>(composer: &Composer<'p>, ledger: &'p Ledger, customers: &[String], from: Option<Day>) -> Vec<Statement<'p>> {
    let plan = composer.plan;
    let mut positions: HashMap<&str, BTreeMap<Currency, Vec<&Position>>> = HashMap::new();
    for position in &plan.positions {
        let invoice = plan.invoices.get(position.invoice);
        positions.entry(invoice.customer()).or_default().entry(invoice.terms.currency).or_default().push(position);
    }
    let mut invoices: HashMap<&str, Vec<Invoice<'_>>> = HashMap::new();
    ledger.invoices.iter().for_each(|invoice| invoices.entry(invoice.customer()).or_default().push(invoice));
    let unreached = Arc::new(if ledger.events.any_unreached() { unreached(&ledger.events, plan.as_of) } else { BTreeSet::new() });
    let doubtful = doubtful(composer, ledger);
    let mut all = Vec::new();
    for customer in customers {
        let Some(own) = invoices.get(customer.as_str()) else { continue };
        for (currency, positions) in positions.get(customer.as_str()).into_iter().flatten() {
            let Some(lead) = written_to(composer, positions) else { continue };
            let invoice = plan.invoices.get(lead.invoice);
            let account = CustomerAccount::of(composer, *currency, positions);
            let from = from.unwrap_or_else(|| first_day(&account, plan.as_of));
            let mut movements = movements(composer.workflow, ledger, own, *currency, plan.as_of);
            let before = movements.partition_point(|movement| movement.day.is_none_or(|day| day < from));
            let opening = movements.drain(..before).map(|movement| movement.change).sum();
            let named = positions.iter().map(|position| plan.invoices.get(position.invoice).field(Field::CustomerName));
            all.push(Statement {
                customer: invoice.customer(),
                customer_name: named.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
                currency: *currency,
                from,
                as_of: plan.as_of,
                opening,
                movements,
                account: Arc::new(account),
                lead,
                unreached: Arc::clone(&unreached),
                wants_no_emails: false,
                is_doubtful: doubtful.contains(invoice.customer()),
            });
        }
    }
    let leads: Vec<Invoice<'_>> = all.iter().map(|statement| plan.invoices.get(statement.lead.invoice)).collect();
    for (statement, wants_none) in all.iter_mut().zip(without_emails(&ledger.events, plan.as_of, &leads)) {
        statement.wants_no_emails = wants_none;
    }
    all
}

/// The customers about whom a row could not be read, or does not fit.
fn doubtful<'l>(composer: &Composer<'_>, ledger: &'l Ledger) -> BTreeSet<&'l str> {
    let misfits: HashSet<&FindingSubject> = composer.plan.misfits.iter().filter_map(|finding| finding.subject.as_deref()).collect();
    let is_misfit = |invoice: &Invoice<'_>| {
        let subjects = [FindingSubject::Invoice(invoice.id().to_owned()), FindingSubject::Customer(invoice.customer().to_owned())];
        !misfits.is_empty() && subjects.iter().any(|subject| misfits.contains(subject))
    };
    let unread = ledger.events.unread();
    let named = ledger.invoices.iter().filter(|invoice| unread.names(invoice) || is_misfit(invoice));
    named.map(|invoice| invoice.customer()).collect()
}

/// The day on which the oldest open item was issued, or a month before if that is earlier.
fn first_day(account: &CustomerAccount<'_>, as_of: Day) -> Day {
    let month = as_of.date().checked_sub_months(Months::new(1)).and_then(Day::from_date).unwrap_or(Day::FIRST);
    let issued = account.items.iter().map(|item| item.invoice.terms.issue_date.unwrap_or(item.due_date));
    issued.min().map_or(month, |issued| issued.min(month))
}

/// Who is written to, told by one of the invoices: an open one before others, the newest, if it has an address.
fn written_to(composer: &Composer<'_>, positions: &[&Position]) -> Option<DueAction> {
    let plan = composer.plan;
    let has_address = |position: &Position| !plan.invoices.get(position.invoice).field(Field::Email).is_empty();
    let newest = |position: &&&Position| (has_address(position), position.status.is_open(), position.due_date, Reverse(position.invoice.0));
    let position = positions.iter().max_by_key(newest)?;
    let invoice = plan.invoices.get(position.invoice);
    let id =
        ActionId::of_stage(&format!("{STATEMENT}:{}/{}", invoice.customer(), plan.as_of), 1, STATEMENT, invoice.terms.currency.code(), 1);
    Some(DueAction {
        id,
        kind: ActionKind::Touch,
        channel: Channel::Email,
        owner: "".into(),
        invoice: position.invoice,
        balance: position.balance,
        asked: position.asked,
        due_date: position.due_date,
        days_past_due: position.days_past_due,
        clock: 0,
        status: position.status,
        track: None,
        stage: None,
        template: Some(STATEMENT.into()),
        scheduled_on: plan.as_of,
        days_late: 0,
        score: crate::money::Decimal::ZERO,
        flags: Flags::default(),
        why: Reason::Reply { since: plan.as_of },
    })
}

impl Statement<'_> {
    pub fn lines(&self) -> impl Iterator<Item = StatementLine<'_>> {
        let mut balance = self.opening;
        self.movements.iter().map(move |movement| {
            balance += movement.change;
            let Movement { day, kind, ref invoice, change } = *movement;
            StatementLine { day, kind, invoice: invoice.as_deref(), change, balance }
        })
    }

    pub fn closing(&self) -> Balance {
        self.opening + self.movements.iter().map(|movement| movement.change).sum::<Balance>()
    }

    /// What the account says on the day: what is open, less credits and cash.
    pub fn net(&self) -> Balance {
        self.account.net()
    }

    /// Is anything open, or does the customer have anything with us?
    pub fn has_something(&self) -> bool {
        !self.account.items.is_empty() || !self.account.credits.is_empty() || self.account.cash != 0
    }

    pub fn rows(&self) -> impl Iterator<Item = StatementRow<'_>> {
        let row = |part, date, balance| StatementRow::new((self.customer, self.customer_name), self.currency, part, date, balance);
        let opening = row(StatementPart::Opening, Some(self.from.plus(-1)), self.opening);
        let moved = self.lines().map(move |line| StatementRow {
            kind: Some(line.kind),
            invoice: line.invoice.unwrap_or_default(),
            change: Some(line.change),
            ..row(StatementPart::Movement, line.day, line.balance)
        });
        let closing = row(StatementPart::Closing, Some(self.as_of), self.closing());
        let items = self.account.items.iter().map(move |item| StatementRow {
            invoice: item.invoice.id(),
            due_date: Some(item.due_date),
            days_past_due: Some(item.days_past_due),
            disputed: Some(item.disputed),
            promised: item.promised,
            ..row(StatementPart::Item, item.invoice.terms.issue_date, item.balance)
        });
        let credits = self.account.credits.iter().map(move |credit| StatementRow {
            invoice: credit.invoice.id(),
            ..row(StatementPart::Credit, credit.invoice.terms.issue_date, credit.balance)
        });
        let cash = (self.account.cash != 0).then(|| row(StatementPart::Cash, None, self.account.cash));
        std::iter::once(opening).chain(moved).chain([closing]).chain(items).chain(credits).chain(cash)
    }

    /// The statement as a file.
    /// Error: what it lacks, each with the reason.
    pub fn written(&self, composer: &Composer<'_>, file: StatementFile) -> Result<Vec<u8>, Vec<String>> {
        let bundle = Bundle::of_statement(&self.lead, Arc::clone(&self.account), Arc::clone(&self.unreached));
        let facts = MessageFacts::of_statement(composer, &bundle, self);
        let (channel, escape) = if file == StatementFile::Html { (Channel::Letter, Escape::Html) } else { (Channel::Email, Escape::Email) };
        let Some(template) = composer.templates.find(Some(STATEMENT), channel, facts.language()) else {
            return Err(vec![Lack::Template(format!("{STATEMENT}.{channel}")).explained()]);
        };
        let (subject, body) = (render(&template.subject, &facts, Escape::Plain), render(&template.body, &facts, escape));
        let values = subject.missing.iter().chain(&body.missing).cloned().map(Lack::Value);
        let broken = [&subject, &body].into_iter().filter_map(|part| part.error.clone()).map(Lack::Broken);
        let mut lacks: Vec<String> =
            values.chain(body.no_address.iter().cloned().map(Lack::Link)).chain(broken).map(|lack| lack.explained()).collect();
        let to = if file == StatementFile::Email {
            self.recipients(&facts).map_err(|why| lacks.push(why)).unwrap_or_default()
        } else {
            String::new()
        };
        let mut told = HashSet::new();
        lacks.retain(|lack| told.insert(lack.clone()));
        if !lacks.is_empty() {
            return Err(lacks);
        }
        let read = Body::read(body.text.trim());
        Ok(match file {
            StatementFile::Html => format!("{}\n", body.text.trim()).into_bytes(),
            StatementFile::Text => format!("{}\n\n{}", subject.text, read.plain()).into_bytes(),
            StatementFile::Email => mail::message(&facts, &to, &subject.text, &read.plain(), &read.html(), Vec::new()),
        })
    }

    /// The addresses at which the customer can be reached.
    fn recipients(&self, facts: &MessageFacts<'_>) -> Result<String, String> {
        let cell = facts.invoice.field(Field::Email);
        if self.wants_no_emails {
            return Err("an email address: the customer wants no emails".to_owned());
        }
        let addresses = address::all(cell).map_err(|why| Lack::Address(why).explained())?;
        facts.copies().map_err(|why| Lack::Copy(why).explained())?;
        let reached: Vec<&str> = addresses.into_iter().filter(|email| !self.unreached.contains(&address::comparable(email))).collect();
        if reached.is_empty() { Err(Lack::Bounced(cell.to_owned()).explained()) } else { Ok(reached.join(", ")) }
    }
}

/// The names of the files of statements without their endings, each once: `C-107_statement_2026-03-31_USD`.
pub fn statement_names(all: &[Statement<'_>]) -> Vec<String> {
    let plain = |statement: &Statement<'_>| stem([statement.customer, STATEMENT, &statement.as_of.to_string(), statement.currency.code()]);
    let mut uses: HashMap<String, usize> = HashMap::new();
    all.iter().for_each(|statement| *uses.entry(plain(statement).to_ascii_lowercase()).or_default() += 1);
    let named = |statement: &Statement<'_>| {
        let plain = plain(statement);
        if uses.get(&plain.to_ascii_lowercase()) == Some(&1) {
            return plain;
        }
        // Of customers whose ids are alike once they are safe.
        format!("{plain}_{}", &compose::digest_of(statement.customer.as_bytes())[..32])
    };
    all.iter().map(named).collect()
}
