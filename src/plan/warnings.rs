//! What the engine meets in a ledger as a whole that somebody should know.

use super::export::{ExportAge, LeftExport};
use super::journey::{Journey, OddMoney};
use super::late_fee::{self, UnknownRate};
use super::mangled_ids::MangledIds;
use super::noticed::Noticed;
use super::position::Promised;
use super::rules::Rules;
use crate::calendar::{Day, HOLIDAY_YEARS};
use crate::finding::{self, Code, Finding, Place};
use crate::ledger::{Columns, Event, Events, Field, Invoice, Kind, OtherCustomer, Snapshot, Subject};
use crate::money::{Balance, Currency};
use crate::store::SubjectsMet;
use crate::workflow::MoneyCondition;
use std::collections::{BTreeMap, BTreeSet};

const NOTHING_TO_END: &str = "it changes nothing: check its date and its ids";

/// The day of a plan on which the table of public holidays that the workflow asks for says nothing.
fn unknown_holidays(rules: &Rules<'_>, as_of: Day) -> Option<Finding> {
    let workflow = rules.workflow;
    let country = workflow.calendar.unknown_on(as_of)?;
    let (first, last) = HOLIDAY_YEARS;
    let message = format!("the public holidays of {country} are known from {first} to {last}, so {as_of} may be one");
    let finding = Finding::new(Code::UnknownHolidays, message).at(Place::line(&workflow.file, workflow.calendar_line));
    Some(finding.hint("list them under calendar.holidays, or use a newer release"))
}

/// The error that there is nothing to work on: to chase nobody for weeks because an export fails is worse than to stop.
pub fn no_invoices() -> Finding {
    let hint = "check the export, which may have failed; if really nothing is open, add --allow-empty";
    Finding::new(Code::NoInvoices, "the ledger has no invoices").hint(hint)
}

/// What is known of the ledger as a whole after some invoices, in whatever order.
pub(super) struct Warnings<'r> {
    events: &'r Events,
    as_of: Day,
    /// Which invoices and customers of the events are in the ledger.
    met: SubjectsMet<'r>,
    mangled: MangledIds,
    /// Customer-level events that ended a pause of some invoice.
    ended: BTreeSet<u32>,
    currencies: BTreeSet<Currency>,
    /// That of the last invoice, which most have.
    last_currency: Option<Currency>,
    /// The newest day on which money is known to have been looked at.
    newest_money: Option<Day>,
    age: ExportAge,
    /// The newest day of which open amounts are.
    newest_snapshot: Option<Day>,
    /// Are invoices in the ledger that its own columns say are closed? Then it is no list of what is open.
    has_closed: bool,
    /// The first of the open amounts taken after the day of the plan, and how many there are.
    snapshots_ahead: Option<(Day, usize)>,
    has_emails: bool,
    /// Invoices whose events name another customer than theirs.
    other_customers: Vec<(Subject, OtherCustomer)>,
    /// Invoices of a book that have left the exports before something happened to them; and where the book says when.
    left_before: Vec<(Subject, Day)>,
    gone_on: Option<usize>,
    /// Rates that late fees need and that are not known: the smallest id of the invoices that need each, and how many they are.
    unknown_rates: BTreeMap<UnknownRate, (String, u64)>,
}

/// The column of a book with the day of the first export that did not have the invoice any more.
const GONE_ON: &str = "gone_on";

impl<'r> Warnings<'r> {
    pub fn new(events: &'r Events, as_of: Day) -> Warnings<'r> {
        Warnings {
            events,
            as_of,
            met: SubjectsMet::new(events),
            mangled: MangledIds::default(),
            ended: BTreeSet::new(),
            currencies: BTreeSet::new(),
            last_currency: None,
            newest_money: None,
            age: ExportAge::default(),
            newest_snapshot: None,
            has_closed: false,
            snapshots_ahead: None,
            has_emails: false,
            other_customers: Vec::new(),
            left_before: Vec::new(),
            gone_on: None,
            unknown_rates: BTreeMap::new(),
        }
    }

    pub fn join(&mut self, other: Warnings<'_>) {
        self.met.join(other.met);
        self.mangled.join(other.mangled);
        self.ended.extend(other.ended);
        self.currencies.extend(other.currencies);
        self.newest_money = self.newest_money.max(other.newest_money);
        self.age.join(other.age);
        self.newest_snapshot = self.newest_snapshot.max(other.newest_snapshot);
        self.has_closed |= other.has_closed;
        self.snapshots_ahead = match (self.snapshots_ahead, other.snapshots_ahead) {
            (Some((a, some)), Some((b, more))) => Some((a.min(b), some + more)),
            (a, b) => a.or(b),
        };
        self.has_emails |= other.has_emails;
        self.other_customers.extend(other.other_customers);
        self.left_before.extend(other.left_before);
        for (rate, (invoice, count)) in other.unknown_rates {
            self.needs(rate, &invoice, count);
        }
    }

    fn needs(&mut self, rate: UnknownRate, invoice: &str, count: u64) {
        let (smallest, known) = self.unknown_rates.entry(rate).or_insert_with(|| (invoice.to_owned(), 0));
        if invoice < smallest.as_str() {
            *smallest = invoice.to_owned();
        }
        *known += count;
    }

    /// Takes an invoice into account, with the subjects of events that are it and its customer.
    pub fn meet(&mut self, invoice: &Invoice<'_>, own: Option<Subject>, of_customer: Option<Subject>) {
        for subject in [own, of_customer].into_iter().flatten() {
            self.met.meet(subject);
        }
        self.mangled.meet(self.events, invoice);
        if let Some(own) = own {
            self.other_customers.extend(self.events.other_customers(own, invoice.customer()).map(|named| (own, named)));
        }
        if let Some(own) = own.filter(|_| matches!(invoice.columns().snapshot(), Snapshot::Book(_))) {
            self.left_before(invoice, own);
        }
        if self.last_currency.replace(invoice.terms.currency) != Some(invoice.terms.currency) {
            self.currencies.insert(invoice.terms.currency);
        }
        self.has_emails |= invoice.columns().field(Field::Email).is_some();
        let terms = &invoice.terms;
        let snapshot = terms.open_amount.map(|open| open.on);
        self.age.see(terms, self.as_of);
        self.newest_snapshot = self.newest_snapshot.max(snapshot);
        self.has_closed |= terms.amount > 0 && (terms.settled_date.is_some() || terms.open_amount.is_some_and(|open| open.amount <= 0));
        for day in [snapshot, invoice.terms.settled_date].into_iter().flatten().filter(|day| *day <= self.as_of) {
            self.newest_money = self.newest_money.max(Some(day));
        }
        // A book has the open amount of the day on which an invoice was first seen. If that is its whole amount, nothing was paid before.
        let is_whole = matches!(invoice.columns().snapshot(), Snapshot::Book(_))
            && (terms.issue_date.is_some_and(|issued| issued > self.as_of)
                || terms.open_amount.is_some_and(|open| open.amount == terms.amount));
        if let Some(day) = snapshot.filter(|day| *day > self.as_of && !is_whole) {
            let (first, count) = self.snapshots_ahead.unwrap_or((day, 0));
            self.snapshots_ahead = Some((first.min(day), count + 1));
        }
    }

    /// Has an invoice of a book left the exports before the newest event that names it?
    fn left_before(&mut self, invoice: &Invoice<'_>, own: Subject) {
        let place = self.gone_on.or_else(|| invoice.columns().position(GONE_ON));
        self.gone_on = place;
        let gone = place.and_then(|place| Day::parse(invoice.text_at(place)));
        let newest = self.events.of(own).next_back().map(|event| event.date);
        if let Some(gone) = gone.filter(|gone| newest.is_some_and(|newest| newest > *gone)) {
            self.left_before.push((own, gone));
        }
    }

    pub fn replayed(&mut self, journey: &Journey<'_>, noticed: &mut Noticed) {
        let events = self.events;
        let terms = journey.invoice.terms;
        let subject = || finding::FindingSubject::Invoice(journey.invoice.id().to_owned());
        let overpaid = if journey.account.is_credit { 0 } else { late_fee::cash_of(journey, self.as_of) };
        if overpaid > 0 {
            let by = terms.currency.grouped(overpaid);
            let message = format!("{} is overpaid by {by} {}", journey.invoice.id(), terms.currency);
            let hint = "apply the difference to another invoice, or record a reversal when you pay it back";
            let finding = Finding::new(Code::Overpayment, message).hint(hint);
            match journey.last_money {
                Some(event) => noticed.add(events, &event, finding, subject()),
                None => noticed.found.push(finding.about(subject())),
            }
        }
        for rate in late_fee::unknown_rates(journey, self.as_of) {
            self.needs(rate, journey.invoice.id(), 1);
        }
        if journey.is_open() && !journey.account.is_credit {
            noticed.issued_late.add(journey.invoice);
            promises(journey, noticed);
        }
        let last_reopening = journey.odd_money.iter().rposition(|(_, odd)| *odd == OddMoney::Reopens).filter(|_| journey.is_open());
        for (place, (event, odd)) in journey.odd_money.iter().enumerate() {
            let (id, kind) = (journey.invoice.id(), event.kind.name());
            let finding = match odd {
                OddMoney::Nothing => {
                    let message = format!("{kind} on {id} without an amount: nothing was left to pay, so it changes nothing");
                    Finding::new(Code::NoMoney, message).hint("give its amount, or delete the row")
                }
                OddMoney::Recovery => {
                    let message = format!("payment on {id}, which was written off: it takes back that much of the write-off");
                    Finding::new(Code::Recovery, message).hint("if it was for another invoice, correct the id")
                }
                OddMoney::Reopens if last_reopening == Some(place) => {
                    let message = format!("reversal on {id}, which was closed: the invoice is open again and is chased");
                    Finding::new(Code::Reopened, message).hint("if it is for another invoice, correct the id")
                }
                OddMoney::Reopens => continue,
            };
            noticed.add(events, event, finding, subject());
        }
        for event in &journey.ended_nothing {
            let what = match event.kind {
                Kind::Resume => "pause",
                Kind::DisputeResolved { reason: Some(_) } => "open dispute with that reason",
                _ => "open dispute",
            };
            let message = format!("{} on {}: there is no {what} to end", event.kind.name(), journey.invoice.id());
            noticed.add(events, event, Finding::new(Code::NothingToEnd, message).hint(NOTHING_TO_END), subject());
        }
        for event in &journey.strange_stages {
            noticed.stage(events, event, journey);
        }
        for event in &journey.strange_outcomes {
            noticed.outcome(events, event, journey);
        }
        self.ended.extend(&journey.ended_for_customer);
        for touch in journey.touches.all.iter().filter(|touch| !touch.of_customer) {
            noticed.reference(events, touch, journey);
        }
    }

    /// All that was found, of a ledger with these customers: what the rules say of the columns, what was noticed on invoices, and what is known of the whole.
    pub fn finish(
        mut self,
        rules: &Rules<'_>,
        columns: &Columns,
        is_customer: impl Fn(&str) -> bool,
        mut noticed: Noticed,
    ) -> Vec<Finding> {
        noticed.found.splice(..0, rules.findings(columns));
        if self.currencies.is_empty() {
            // What else could be said of a ledger that is not there would be about each of its events.
            noticed.found.push(no_invoices());
            return noticed.found;
        }
        self.currencies_without_rates(rules, &mut noticed);
        self.unmet_subjects(columns, &mut noticed);
        self.resumes_without_pause(&mut noticed);
        self.other_customers(is_customer, &mut noticed);
        noticed.unknown_references();
        noticed.found.extend(noticed.issued_late.finding());
        noticed.unknown_stages();
        noticed.unknown_outcomes();
        noticed.undeclared_owners();
        noticed.missing_addresses(self.has_emails);
        noticed.no_addresses();
        self.snapshots(&mut noticed);
        self.staleness(rules, columns, &mut noticed);
        noticed.found.extend(unknown_holidays(rules, self.as_of));
        let needed = |(rate, (invoice, count)): (&UnknownRate, &(String, u64))| late_fee::needed(rules.workflow, *rate, (invoice, *count));
        noticed.found.extend(self.unknown_rates.iter().filter_map(needed));
        if !self.unknown_rates.keys().any(|rate| matches!(rate, UnknownRate::Base(_))) {
            noticed.found.extend(late_fee::rates_end(rules.workflow, self.as_of));
        }
        noticed.found
    }

    fn currencies_without_rates(&self, rules: &Rules<'_>, noticed: &mut Noticed) {
        let codes = || self.currencies.iter().map(|currency| currency.code()).collect::<Vec<_>>().join(", ");
        match rules.fx {
            Some(fx) => {
                for currency in self.currencies.iter().filter(|currency| fx.rate(**currency).is_none()) {
                    let message = format!("the ledger has invoices in {currency}, but there is no rate for it");
                    noticed.found.push(Finding::new(Code::MissingRate, message).hint("add it under ledger.fx.rates in the project file"));
                }
            }
            None if self.currencies.len() > 1 => {
                for MoneyCondition { line, what } in rules.workflow.money_conditions() {
                    let message = format!("{what} compares money with one number, but the ledger has invoices in {}", codes());
                    let finding = Finding::new(Code::MixedCurrencies, message).at(Place::line(&rules.workflow.file, line));
                    noticed.found.push(finding.hint("give rates under ledger.fx in the project file"));
                }
            }
            None => {}
        }
    }

    /// Events of invoices and customers that are not in the ledger. Paid invoices leave a list of open items, so there it is only a note, unless
    /// an event is newer than the list.
    fn unmet_subjects(&self, columns: &Columns, noticed: &mut Noticed) {
        let lists_open = matches!(columns.snapshot(), Snapshot::Dated | Snapshot::OfRun) && !self.has_closed;
        let mut left = LeftExport::default();
        let mut existing = Vec::new();
        for subject in self.events.in_order(self.events.every_subject().filter(|subject| !self.met.has(*subject))) {
            existing.clear();
            existing.extend(self.events.of(subject).filter(|event| event.date <= self.as_of));
            let Some(first) = existing.iter().min_by_key(|event| event.sequence) else { continue };
            let newest = existing.iter().map(|event| event.date).max();
            let id = self.events.id(subject);
            let is_customer = self.events.is_customer(subject);
            let what = if is_customer { "customer" } else { "invoice" };
            let about = |id| if is_customer { finding::FindingSubject::Customer(id) } else { finding::FindingSubject::Invoice(id) };
            if let Some(finding) = self.mangled.wrong(subject, what, &id) {
                noticed.add(self.events, first, finding, about(id));
                continue;
            }
            let after = self.newest_snapshot.zip(newest).filter(|(snapshot, newest)| newest > snapshot);
            if lists_open && after.is_none() {
                left.add(*first, id);
                continue;
            }
            let events = if existing.len() == 1 { "1 event names it".to_owned() } else { format!("{} events name it", existing.len()) };
            let (message, hint) = match after.filter(|_| lists_open) {
                Some((day, newest)) => (
                    format!("{what} {id} is not in the export of {day}; {events}, the newest of {newest}"),
                    "if it was issued later, export again; otherwise correct the id",
                ),
                None => (
                    format!("{what} {id} is not in the ledger; {events}"),
                    "correct the id; if the invoice was paid and is no longer in the export, ignore this",
                ),
            };
            noticed.add(self.events, first, Finding::new(Code::OrphanEvent, message).hint(hint), about(id));
        }
        let gone: BTreeMap<Subject, Day> = self.left_before.iter().copied().collect();
        for subject in self.events.in_order(gone.keys().copied()) {
            let later = self.events.of(subject).filter(|event| event.date > gone[&subject] && event.date <= self.as_of);
            if let Some(first) = later.min_by_key(|event| event.sequence) {
                left.add(first, self.events.id(subject));
            }
        }
        noticed.found.extend(left.finding(self.events));
    }

    /// Events that name another customer of the ledger than their invoice does. Customers that the ledger does not have are ignored: the other
    /// system may have another id for the same one.
    fn other_customers(&mut self, is_customer: impl Fn(&str) -> bool, noticed: &mut Noticed) {
        let mut found: BTreeMap<(Subject, &str), Vec<u32>> = BTreeMap::new();
        for (invoice, OtherCustomer { event, customer }) in self.other_customers.drain(..) {
            found.entry((invoice, self.events.text(customer))).or_default().push(event);
        }
        let mut told = Vec::new();
        for ((invoice, customer), rows) in found {
            if !is_customer(customer) {
                continue;
            }
            let is_one = |event: &Event| event.date <= self.as_of && rows.contains(&event.sequence);
            let first = self.events.of(invoice).filter(is_one).min_by_key(|event| event.sequence);
            told.extend(first.map(|first| (first, invoice, customer)));
        }
        told.sort_by_key(|(first, ..)| first.sequence);
        for (first, invoice, customer) in told {
            let id = self.events.id(invoice);
            let message = format!(
                "{} on {id} names customer {customer}, but the invoice belongs to another customer: it counts for {id}",
                first.kind.name()
            );
            let finding = Finding::new(Code::OtherCustomer, message).hint("correct the wrong id");
            noticed.add(self.events, &first, finding, finding::FindingSubject::Invoice(id));
        }
    }

    fn resumes_without_pause(&self, noticed: &mut Noticed) {
        for customer in self.events.customers().into_iter().filter(|customer| self.met.has(*customer)) {
            let events = self.events.of(customer).take_while(|event| event.date <= self.as_of);
            for event in events.filter(|event| matches!(event.kind, Kind::Resume) && !self.ended.contains(&event.sequence)) {
                let id = self.events.id(customer);
                let message = format!("resume of customer {id}: there is no pause to end");
                let finding = Finding::new(Code::NothingToEnd, message).hint(NOTHING_TO_END);
                noticed.add(self.events, &event, finding, finding::FindingSubject::Customer(id));
            }
        }
    }

    fn snapshots(&self, noticed: &mut Noticed) {
        if let Some((day, count)) = self.snapshots_ahead {
            let amounts = match count {
                1 => format!("the open amount of 1 invoice is as of {day}"),
                _ => format!("the open amounts of {count} invoices are as of {day} or later"),
            };
            let message = format!("{amounts}, but the plan is for {}: payments between these days are already deducted", self.as_of);
            noticed.found.push(Finding::new(Code::BeforeSnapshot, message).hint("plan for that day or later"));
        }
    }

    fn staleness(&self, rules: &Rules<'_>, columns: &Columns, noticed: &mut Noticed) {
        let is_of_run = columns.snapshot() == Snapshot::OfRun;
        let book_of = if let Snapshot::Book(day) = columns.snapshot() { Some(day.min(self.as_of)) } else { None };
        let newest = match book_of {
            Some(day) => Some(day),
            None if is_of_run => self.age.newest(),
            None => self.newest_money.max(self.events.newest_money(self.as_of)),
        };
        let Some(newest) = newest else { return };
        let days = self.as_of.since(newest);
        if days <= rules.workflow.limits.stale_days as i32 {
            return;
        }
        let (message, hint) = if book_of.is_some() {
            (
                format!("the last export that was synced is of {newest}, {days} days before {}", self.as_of),
                "export again and run `collect sync`; limits.stale_days is the allowed age in days",
            )
        } else if is_of_run {
            (
                format!("the newest date in the export is {newest}, {days} days before {}, though open_on is as_of", self.as_of),
                "export it again; limits.stale_days is the allowed age in days",
            )
        } else {
            (
                format!("the newest payment in the ledger is of {newest}, {days} days before {}", self.as_of),
                "update the ledger before you chase anybody; limits.stale_days is the allowed age in days",
            )
        };
        noticed.found.push(Finding::new(Code::StaleLedger, message).hint(hint));
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
        noticed.found.push(Finding::new(code, message).hint(hint).about(finding::FindingSubject::Invoice(id.to_owned())));
    };
    if let Some(promised) = journey.promises.kept_by_cash {
        let message = format!("{} counts as kept by unapplied cash of {customer}", promise(promised));
        tell(Code::PromiseKeptByCash, message, "if the cash was for this invoice, apply it");
    }
    if let Some((promised, on)) = journey.promises.paid_before() {
        let message = format!("{} was made after the payment of {on}, which does not count for it", promise(promised));
        tell(Code::PaidBeforePromise, message, "if the promise was about that payment, take the promise back with `collect undo`");
    }
}
