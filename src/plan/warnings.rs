//! What the engine meets in a ledger as a whole that somebody should know.

use super::Promised;
use super::journey::{Journey, OddMoney};
use super::mangled_ids::MangledIds;
use super::noticed::Noticed;
use super::rules::Rules;
use super::subjects_met::SubjectsMet;
use crate::calendar::Day;
use crate::finding::{self, Code, Finding, Place};
use crate::ledger::{Columns, Event, Events, Field, Invoice, Kind, Subject};
use crate::money::{Balance, Currency};
use crate::workflow::MoneyCondition;
use std::collections::BTreeSet;

const NOTHING_TO_END: &str = "it changes nothing: check its date, and what it names";

/// What is known of the ledger as a whole while invoices go by, in whatever order.
pub(super) struct Warnings<'r> {
    events: &'r Events,
    as_of: Day,
    /// Which invoices and customers of the events are in the ledger.
    met: SubjectsMet,
    mangled: MangledIds,
    /// Customer-level events that ended a pause of some invoice.
    ended: BTreeSet<u32>,
    currencies: BTreeSet<Currency>,
    /// The newest day on which money is known to have been looked at.
    newest_money: Option<Day>,
    /// The first of the open amounts taken after the day of the plan, and how many there are.
    snapshots_ahead: Option<(Day, usize)>,
    has_emails: bool,
}

impl<'r> Warnings<'r> {
    /// No invoice yet.
    pub fn new(events: &'r Events, as_of: Day) -> Warnings<'r> {
        Warnings {
            events,
            as_of,
            met: SubjectsMet::new(events),
            mangled: MangledIds::default(),
            ended: BTreeSet::new(),
            currencies: BTreeSet::new(),
            newest_money: None,
            snapshots_ahead: None,
            has_emails: false,
        }
    }

    /// Takes over what is known from other invoices.
    pub fn join(&mut self, other: Warnings<'_>) {
        self.met.join(other.met);
        self.mangled.join(other.mangled);
        self.ended.extend(other.ended);
        self.currencies.extend(other.currencies);
        self.newest_money = self.newest_money.max(other.newest_money);
        self.snapshots_ahead = match (self.snapshots_ahead, other.snapshots_ahead) {
            (Some((a, some)), Some((b, more))) => Some((a.min(b), some + more)),
            (a, b) => a.or(b),
        };
        self.has_emails |= other.has_emails;
    }

    /// An invoice goes by, with what events name it or its customer.
    pub fn meet(&mut self, invoice: &Invoice<'_>, own: Option<Subject>, of_customer: Option<Subject>) {
        for subject in [own, of_customer].into_iter().flatten() {
            self.met.meet(subject);
        }
        self.mangled.meet(self.events, invoice);
        self.currencies.insert(invoice.terms.currency);
        self.has_emails |= invoice.columns().field(Field::Email).is_some();
        let snapshot = invoice.terms.open_amount.map(|open| open.on);
        for day in [snapshot, invoice.terms.settled_date].into_iter().flatten().filter(|day| *day <= self.as_of) {
            self.newest_money = self.newest_money.max(Some(day));
        }
        if let Some(day) = snapshot.filter(|day| *day > self.as_of) {
            let (first, count) = self.snapshots_ahead.unwrap_or((day, 0));
            self.snapshots_ahead = Some((first.min(day), count + 1));
        }
    }

    /// An invoice was replayed.
    pub fn replayed(&mut self, journey: &Journey<'_>, noticed: &mut Noticed) {
        let events = self.events;
        let terms = journey.invoice.terms;
        let subject = || finding::Subject::Invoice(journey.invoice.id().to_owned());
        if !journey.account.is_credit && journey.account.balance < 0 {
            let by = terms.currency.grouped(-journey.account.balance);
            let message = format!("{} is overpaid by {by} {}", journey.invoice.id(), terms.currency);
            let hint = "apply the rest to another invoice, or record a reversal once it is paid back";
            let finding = Finding::new(Code::Overpayment, message).hint(hint);
            match journey.last_money {
                Some(event) => noticed.add(events, &event, finding, subject()),
                None => noticed.found.push(finding.about(subject())),
            }
        }
        if journey.is_open() && !journey.account.is_credit {
            noticed.open(journey.invoice);
            promises(journey, noticed);
        }
        let last_reopening = journey.odd_money.iter().rposition(|(_, odd)| *odd == OddMoney::Reopens).filter(|_| journey.is_open());
        for (place, (event, odd)) in journey.odd_money.iter().enumerate() {
            let (id, kind) = (journey.invoice.id(), event.kind.name());
            let finding = match odd {
                OddMoney::Nothing => {
                    let message = format!("{kind} on {id} of all that was left: nothing was, so it changes nothing");
                    Finding::new(Code::NoMoney, message).hint("give its amount, or delete the row")
                }
                OddMoney::Recovery => {
                    let message = format!("payment on {id}, which was written off: that much less counts as written off");
                    Finding::new(Code::Recovery, message).hint("it is no cash on account; if it was for another invoice, correct the id")
                }
                OddMoney::Reopens if last_reopening == Some(place) => {
                    let message = format!("reversal on {id}, which was closed: it is open again, and chased");
                    Finding::new(Code::Reopened, message).hint("if it takes back what is no payment of this invoice, correct the id")
                }
                OddMoney::Reopens => continue,
            };
            noticed.add(events, event, finding, subject());
        }
        for event in &journey.ended_nothing {
            let what = match event.kind {
                Kind::Resume => "pause that runs",
                Kind::DisputeResolved { reason: Some(_) } => "open dispute with that reason",
                _ => "open dispute",
            };
            let message = format!("{} on {}: there is no {what} to end", event.kind.name(), journey.invoice.id());
            noticed.add(events, event, Finding::new(Code::NothingToEnd, message).hint(NOTHING_TO_END), subject());
        }
        self.ended.extend(&journey.ended_for_customer);
        for touch in journey.touches.all.iter().filter(|touch| !touch.of_customer) {
            noticed.reference(events, touch, journey);
        }
    }

    /// All that was found: what the rules say of the columns, what was noticed on invoices, and what is known of the whole.
    pub fn finish(self, rules: &Rules<'_>, columns: &Columns, mut noticed: Noticed) -> Vec<Finding> {
        noticed.found.splice(..0, rules.findings(columns));
        if self.currencies.is_empty() {
            let hint = "an export that went wrong looks like this; on a quiet day there are invoices, and nothing is due on them";
            noticed.found.push(Finding::new(Code::NoInvoices, "the ledger has no invoices").hint(hint));
        }
        self.currencies_without_rates(rules, &mut noticed);
        self.unmet_subjects(&mut noticed);
        self.resumes_without_pause(&mut noticed);
        noticed.unknown_references();
        noticed.issued_after_due();
        noticed.undeclared_owners();
        noticed.missing_addresses(self.has_emails);
        noticed.no_addresses();
        self.snapshots(&mut noticed);
        self.staleness(rules, &mut noticed);
        noticed.found
    }

    fn currencies_without_rates(&self, rules: &Rules<'_>, noticed: &mut Noticed) {
        let codes = || self.currencies.iter().map(|currency| currency.code()).collect::<Vec<_>>().join(", ");
        match rules.fx {
            Some(fx) => {
                for currency in self.currencies.iter().filter(|currency| fx.rate(**currency).is_none()) {
                    let message = format!("the ledger has invoices in {currency}, and the rates have none for it");
                    noticed.found.push(Finding::new(Code::MissingRate, message).hint("add it under ledger.fx.rates in the project file"));
                }
            }
            None if self.currencies.len() > 1 => {
                for MoneyCondition { line, what } in rules.workflow.money_conditions() {
                    let message = format!("{what} compares money with one number, and the ledger has invoices in {}", codes());
                    let finding = Finding::new(Code::MixedCurrencies, message).at(Place::line(&rules.workflow.file, line));
                    noticed.found.push(finding.hint("give rates under ledger.fx in the project file"));
                }
            }
            None => {}
        }
    }

    fn unmet_subjects(&self, noticed: &mut Noticed) {
        for subject in self.events.every_subject() {
            if self.met.has(subject) {
                continue;
            }
            let existing = self.events.of(subject).filter(|event| event.date <= self.as_of);
            let (count, first) = existing.fold((0, None), |(count, first), event| {
                let earlier = first.is_none_or(|first: Event| event.sequence < first.sequence);
                (count + 1, if earlier { Some(event) } else { first })
            });
            let Some(first) = first else { continue };
            let id = self.events.id(subject).into_owned();
            let is_customer = self.events.is_customer(subject);
            let what = if is_customer { "customer" } else { "invoice" };
            let events = if count == 1 { "1 event names it".to_owned() } else { format!("{count} events name it") };
            let message = format!("{what} {id} is not in the ledger; {events}");
            let hint = "all is well if it was paid and has left the export since; otherwise correct the id";
            let mangled = self.mangled.wrong(subject, what, &id);
            let about = if is_customer { finding::Subject::Customer(id) } else { finding::Subject::Invoice(id) };
            let finding = mangled.unwrap_or_else(|| Finding::new(Code::OrphanEvent, message).hint(hint));
            noticed.add(self.events, &first, finding, about);
        }
    }

    fn resumes_without_pause(&self, noticed: &mut Noticed) {
        for subject in self.events.every_subject() {
            if !self.events.is_customer(subject) || !self.met.has(subject) {
                continue;
            }
            for event in self.events.of(subject) {
                if event.date > self.as_of {
                    break;
                }
                if matches!(event.kind, Kind::Resume) && !self.ended.contains(&event.sequence) {
                    let message = format!("resume of customer {}: there is no pause that runs to end", self.events.id(subject));
                    let about = finding::Subject::Customer(self.events.id(subject).into_owned());
                    noticed.add(self.events, &event, Finding::new(Code::NothingToEnd, message).hint(NOTHING_TO_END), about);
                }
            }
        }
    }

    fn snapshots(&self, noticed: &mut Noticed) {
        if let Some((day, count)) = self.snapshots_ahead {
            let amounts = match count {
                1 => format!("the open amount of 1 invoice is as of {day}"),
                _ => format!("the open amounts of {count} invoices are as of {day} or later"),
            };
            let message = format!("{amounts}, but the plan is for {}: money that came in between is taken off already", self.as_of);
            noticed.found.push(Finding::new(Code::BeforeSnapshot, message).hint("plan for that day or later"));
        }
    }

    fn staleness(&self, rules: &Rules<'_>, noticed: &mut Noticed) {
        let newest = self.newest_money.max(self.events.newest_money(self.as_of));
        let Some(newest) = newest else { return };
        let days = self.as_of.since(newest);
        if days > rules.workflow.limits.stale_days as i32 {
            let message = format!("the newest payment in the ledger is of {newest}, {days} days before {}", self.as_of);
            let hint = "bring the ledger up to date before anybody is chased; limits.stale_days says how old it may be";
            noticed.found.push(Finding::new(Code::StaleLedger, message).hint(hint));
        }
    }
}

/// What somebody should look at before a promise on an open invoice is believed, or its customer is told that it is broken.
fn promises(journey: &Journey<'_>, noticed: &mut Noticed) {
    let (id, customer, currency) = (journey.invoice.id(), journey.invoice.customer(), journey.invoice.terms.currency);
    let promise = |promised: Promised| match promised.amount {
        Some(amount) => format!("the promise of {} {currency} for {} on {id}", currency.grouped(Balance::from(amount)), promised.date),
        None => format!("the promise for {} on {id}", promised.date),
    };
    let mut tell = |code, message: String, hint: &str| {
        noticed.found.push(Finding::new(code, message).hint(hint).about(finding::Subject::Invoice(id.to_owned())));
    };
    if let Some(promised) = journey.promises.kept_by_cash() {
        let message = format!("{} counts as kept by cash of {customer} that is on no invoice", promise(promised));
        tell(Code::PromiseKeptByCash, message, "apply the cash to the invoice, if it was meant for it");
    }
    if let Some((promised, on)) = journey.promises.paid_before() {
        let message = format!("{} was made after the payment of {on}, which does not count for it", promise(promised));
        tell(Code::PaidBeforePromise, message, "if that payment is what was promised, take the promise back: `collect undo`");
    }
}
