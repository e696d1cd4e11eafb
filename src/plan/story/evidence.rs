//! What the customer's other invoices and events say about an invoice: the facts behind flags and unapplied cash.

use super::super::account::Closure;
use super::super::cash::{cash, in_its_currency, is_cash};
use super::super::covering::{Covered, Open};
use super::super::customer::is_response;
use super::super::journey::Journey;
use super::super::late_fee;
use super::super::position::Status;
use super::super::rules::Rules;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::Place;
use crate::ledger::{Event, Invoice, Ledger, Terms};
use crate::money::{Balance, Currency};
use crate::store::{Customer, LastPaid};
use std::collections::BTreeSet;

#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// On how many days somebody reached out since the last response, on or after the due date of what it was about; tasks apart.
    pub touched_days: usize,
    /// The last response, on any invoice or of the customer as a whole.
    pub last_response: Option<Day>,
    /// Open invoices with broken promises of their own, and how many each.
    pub broken: Vec<(String, u32)>,
    /// Promises for the whole customer that are broken on an open invoice.
    pub broken_of_customer: usize,
    /// How many days late the invoices closed last by payments were, by the day on which they closed; at most six.
    pub days_late: Vec<i32>,
    /// The customer's cash in the currency of the invoice.
    pub cash: CashEvidence,
}

/// What a customer has paid on no invoice, and the open invoices that it is set against; all in the currency of one invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CashEvidence {
    /// What there is, and what was taken from it (below zero).
    pub entries: Vec<(CashFrom, Balance)>,
    pub unapplied: Balance,
    pub overdue: Vec<(String, Balance)>,
    /// The balance of the invoice itself, where it is open and not overdue.
    pub own: Option<Balance>,
    /// All open invoices, in the order in which cash is set against them: due date, id and balance.
    pub open: Vec<(Day, String, Balance)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CashFrom {
    /// An event of the customer that names no invoice.
    Event { kind: &'static str, on: Day, source: Place },
    /// An invoice that was paid beyond its amount.
    Overpaid(String),
    /// A credit note.
    Credit(String),
}

impl CashEvidence {
    pub fn covers(&self, invoice: &str) -> bool {
        let mut open: Vec<Open<'_>> = self.open.iter().map(|(due, id, balance)| Open { due: *due, id, balance: *balance }).collect();
        let covered = Covered::by(self.unapplied, &mut open);
        self.unapplied > 0 && self.open.iter().any(|(due, id, _)| id == invoice && covered.has(*due, id))
    }
}

/// The days on which the customer was touched, those on which invoices closed, and so on, while they are gathered.
#[derive(Default)]
struct EvidenceGathering {
    touched: BTreeSet<Day>,
    broken_of_customer: BTreeSet<u32>,
    /// By day and invoice.
    closings: Vec<(Day, String, i32)>,
}

/// A customer on `day` as it will be if nothing happens after `known`, by the engine's own replay of all its invoices.
pub(super) fn on_day(rules: &Rules<'_>, ledger: &Ledger, about: &Invoice<'_>, known: Day, day: Day) -> (Customer, Evidence) {
    let events = &ledger.events;
    let subject = events.customer(about.customer());
    let known_by = |list: &[Event]| list.partition_point(|event| event.date <= known);
    let mut of_customer = Vec::new();
    let of_customer = events.of_customer(about, &mut of_customer);
    let of_customer = &of_customer[..known_by(of_customer)];
    let (mut customer, mut evidence, mut gathering) = (Customer::default(), Evidence::default(), EvidenceGathering::default());
    for mut invoice in ledger.invoices.iter().filter(|other| other.customer() == about.customer()) {
        customer.invoiced(invoice.terms.currency);
        if invoice.terms.issue_date.is_some_and(|issued| issued > day) {
            continue;
        }
        let settled_date = invoice.terms.settled_date.filter(|settled| *settled <= known);
        invoice.terms = Terms { settled_date, ..invoice.terms };
        let mut scratch = Vec::new();
        let own = events.own(&invoice, &mut scratch).events;
        let journey = Journey::replay(rules, &invoice, events, &own[..known_by(own)], of_customer, day);
        customer.gather(&journey, day, &mut BTreeSet::new());
        evidence.gather(&journey, about, &mut gathering);
    }
    let currency = customer.currency();
    for event in of_customer {
        customer.gather_event(event, day);
        if is_response(event) {
            evidence.last_response = evidence.last_response.max(Some(event.date));
        }
        let Some(subject) = subject.filter(|_| is_cash(event)) else { continue };
        let Ok((currency, settled)) = in_its_currency(events, subject, event, currency) else { continue };
        let amount = cash(&settled);
        customer.add_unapplied(currency, amount);
        let from = CashFrom::Event { kind: event.kind.name(), on: event.date, source: events.place(event) };
        evidence.add(about.terms.currency, currency, from, amount);
    }
    evidence.finish(gathering);
    (customer, evidence)
}

impl Evidence {
    fn add(&mut self, wanted: Currency, currency: Currency, from: CashFrom, amount: Balance) {
        if wanted == currency && amount != 0 {
            self.cash.entries.push((from, amount));
            self.cash.unapplied += amount;
        }
    }

    fn gather(&mut self, journey: &Journey<'_>, about: &Invoice<'_>, gathering: &mut EvidenceGathering) {
        let (id, terms, balance) = (journey.invoice.id().to_owned(), journey.invoice.terms, journey.account.balance);
        let is_debt = !journey.account.is_credit;
        if balance < 0 {
            let from = if is_debt { CashFrom::Overpaid(id.clone()) } else { CashFrom::Credit(id.clone()) };
            self.add(about.terms.currency, terms.currency, from, late_fee::cash_of(journey, journey.day));
        }
        self.last_response = self.last_response.max(journey.touches.ever_responded);
        if !is_debt {
            return;
        }
        let reached = journey.touches.all.iter().filter(|touch| touch.channel != Channel::Task && touch.day >= journey.due);
        gathering.touched.extend(reached.map(|touch| touch.day));
        match journey.account.closed {
            None => {
                if terms.currency == about.terms.currency {
                    self.cash.open.push((journey.due, id.clone(), balance));
                    if journey.day > journey.due {
                        self.cash.overdue.push((id.clone(), balance));
                    } else if id == about.id() {
                        self.cash.own = Some(balance);
                    }
                }
                gathering.broken_of_customer.extend(&journey.promises.broken_of_customer);
                if journey.promises.broken_own > 0 {
                    self.broken.push((id, journey.promises.broken_own));
                }
            }
            Some(Closure { status: Status::Paid, on: Some(on) }) => gathering.closings.push((on, id, on.since(journey.due))),
            Some(_) => {}
        }
    }

    fn finish(&mut self, gathering: EvidenceGathering) {
        self.cash.open.sort();
        let since = |day: &&Day| self.last_response.is_none_or(|response| **day > response);
        self.touched_days = gathering.touched.iter().filter(since).count();
        self.broken_of_customer = gathering.broken_of_customer.len();
        let mut closings = gathering.closings;
        closings.sort();
        let first = closings.len().saturating_sub(LastPaid::COUNT);
        self.days_late = closings[first..].iter().map(|(.., days)| *days).collect();
    }
}
