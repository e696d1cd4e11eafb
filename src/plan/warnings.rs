//! What the engine meets in a ledger that somebody should know.

use super::DueAction;
use super::journey::Journey;
use super::rules::Rules;
use super::touches::Touch;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::{Code, Finding, Place};
use crate::ledger::{Columns, Event, Events, Field, Invoice, Kind, Reference, Subject};
use crate::money::Currency;
use crate::workflow::MoneyCondition;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

const NOTHING_TO_END: &str = "it changes nothing: check its date, and what it names";

/// Gathers warnings while invoices go by.
pub(super) struct Warnings<'r> {
    events: &'r Events,
    as_of: Day,
    found: Vec<Finding>,
    /// Which invoices and customers of the events are in the ledger.
    met: Vec<bool>,
    /// Customer-level events that ended a pause of some invoice.
    ended: BTreeSet<u32>,
    currencies: BTreeSet<Currency>,
    /// The newest day on which money is known to have been looked at.
    newest_money: Option<Day>,
    /// The first of the open amounts taken after the day of the plan, and how many there are.
    snapshots_ahead: Option<(Day, usize)>,
    undeclared: BTreeMap<String, String>,
    without_address: Vec<String>,
    has_emails: bool,
    /// What touches refer to that is no action: the first of them, and how many there are.
    references: BTreeMap<String, (Place, usize)>,
}

impl<'r> Warnings<'r> {
    /// No warning yet.
    pub fn new(rules: &Rules<'_>, columns: &Columns, events: &'r Events, as_of: Day) -> Warnings<'r> {
        let (invoices, customers) = events.subjects();
        Warnings {
            events,
            as_of,
            found: rules.findings(columns),
            met: vec![false; invoices + customers],
            ended: BTreeSet::new(),
            currencies: BTreeSet::new(),
            newest_money: None,
            snapshots_ahead: None,
            undeclared: BTreeMap::new(),
            without_address: Vec::new(),
            has_emails: false,
            references: BTreeMap::new(),
        }
    }

    fn add(&mut self, code: Code, event: &Event, message: String, hint: &str) {
        self.found.push(Finding::new(code, message).hint(hint).at(Place::line(self.events.source(event), event.line)));
    }

    /// An invoice goes by, with what events name it or its customer.
    pub fn meet(&mut self, invoice: &Invoice<'_>, own: Option<Subject>, of_customer: Option<Subject>) {
        for subject in [own, of_customer].into_iter().flatten() {
            self.met[subject.index()] = true;
        }
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
    pub fn replayed(&mut self, journey: &Journey<'_>) {
        let terms = journey.invoice.terms;
        if terms.amount > 0 && journey.account.balance < 0 {
            let by = terms.currency.plain(-journey.account.balance);
            let message = format!("{} is overpaid by {by} {}", journey.invoice.id(), terms.currency);
            let hint = "apply the rest to another invoice, or record a reversal once it is paid back";
            match journey.last_money {
                Some(event) => self.add(Code::Overpayment, &event, message, hint),
                None => self.found.push(Finding::new(Code::Overpayment, message).hint(hint)),
            }
        }
        for event in &journey.ended_nothing {
            let what = match event.kind {
                Kind::Resume => "pause that runs",
                Kind::DisputeResolved { reason: Some(_) } => "open dispute with that reason",
                _ => "open dispute",
            };
            let message = format!("{} on {}: there is no {what} to end", event.kind.name(), journey.invoice.id());
            self.add(Code::NothingToEnd, event, message, NOTHING_TO_END);
        }
        self.ended.extend(&journey.ended_for_customer);
        for touch in journey.touches.all.iter().filter(|touch| !touch.of_customer) {
            self.reference(touch, journey);
        }
    }

    /// A touch that refers to nothing carries nothing out: what it was for stays due, and the customer hears of it twice.
    fn reference(&mut self, touch: &Touch, journey: &Journey<'_>) {
        let Some(reference) = touch.reference else { return };
        let wrong = match reference {
            Reference::Own { tail, .. } if journey.rules.has_action(self.events.text(tail)) => return,
            Reference::Own { tail, .. } => {
                let tail = self.events.text(tail);
                tail.rsplit_once('/').map_or(tail, |(action, _)| action)
            }
            Reference::Other(text) => self.events.text(text),
        };
        match self.references.get_mut(wrong) {
            Some((_, count)) => *count += 1,
            None => {
                let place = Place::line(self.events.source_of(touch.sequence), touch.line);
                self.references.insert(wrong.to_owned(), (place, 1));
            }
        }
    }

    fn unknown_references(&mut self) {
        for (wrong, (place, count)) in std::mem::take(&mut self.references) {
            let touches = if count == 1 { "1 touch refers".to_owned() } else { format!("{count} touches refer") };
            let message = format!("{touches} to {wrong:?}, which is no action of its invoice: nothing is carried out by it");
            let hint = "correct the ref; if a stage or action was renamed, put its old id under `was`";
            self.found.push(Finding::new(Code::UnknownReference, message).at(place).hint(hint));
        }
    }

    /// An action is due whose owner may be a name that the workflow does not declare.
    pub fn owner(&mut self, action: &DueAction, (owner, undeclared): &(Cow<'_, str>, bool)) {
        if *undeclared && !self.undeclared.contains_key(owner.as_ref()) {
            self.undeclared.insert(owner.to_string(), action.id.clone());
        }
    }

    /// An action is due that may need an address which the ledger does not have.
    pub fn address(&mut self, action: &DueAction, invoice: &Invoice<'_>) {
        if action.channel == Channel::Email && invoice.field(Field::Email).is_empty() {
            self.without_address.push(invoice.id().to_owned());
        }
    }

    /// A payment of a customer with invoices in several currencies does not say in which it is.
    pub fn currency_needed(&mut self, event: &Event, customer: &str) {
        let message =
            format!("customer {customer} has invoices in several currencies, and this {} does not say in which it is", event.kind.name());
        self.found.push(
            Finding::new(Code::BadCurrency, message)
                .at(Place::line(self.events.source(event), event.line))
                .hint("fill the column currency"),
        );
    }

    /// All that was found.
    pub fn finish(mut self, rules: &Rules<'_>) -> Vec<Finding> {
        self.currencies_without_rates(rules);
        self.unmet_subjects();
        self.resumes_without_pause();
        self.unknown_references();
        self.undeclared_owners();
        self.missing_addresses();
        self.snapshots();
        self.staleness(rules);
        self.found
    }

    fn currencies_without_rates(&mut self, rules: &Rules<'_>) {
        let codes = || self.currencies.iter().map(|currency| currency.code()).collect::<Vec<_>>().join(", ");
        match rules.fx {
            Some(fx) => {
                for currency in self.currencies.iter().filter(|currency| fx.rate(**currency).is_none()) {
                    let message = format!("the ledger has invoices in {currency}, and the rates have none for it");
                    self.found.push(Finding::new(Code::MissingRate, message).hint("add it under ledger.fx.rates in the project file"));
                }
            }
            None if self.currencies.len() > 1 => {
                for MoneyCondition { line, what } in rules.workflow.money_conditions() {
                    let message = format!("{what} compares money with one number, and the ledger has invoices in {}", codes());
                    let finding = Finding::new(Code::MixedCurrencies, message).at(Place::line(&rules.workflow.file, line));
                    self.found.push(finding.hint("give rates under ledger.fx in the project file"));
                }
            }
            None => {}
        }
    }

    fn unmet_subjects(&mut self) {
        for subject in self.events.every_subject() {
            if self.met[subject.index()] {
                continue;
            }
            let existing = self.events.of(subject).iter().filter(|event| event.date <= self.as_of);
            let (count, first) = existing.fold((0, None), |(count, first), event| {
                let earlier = first.is_none_or(|first: &Event| event.sequence < first.sequence);
                (count + 1, if earlier { Some(event) } else { first })
            });
            let Some(first) = first else { continue };
            let what = if self.events.is_customer(subject) { "customer" } else { "invoice" };
            let events = if count == 1 { "1 event names it".to_owned() } else { format!("{count} events name it") };
            let message = format!("{what} {} is not in the ledger; {events}", self.events.id(subject));
            let hint = "correct the id; all is well if it was paid and has left the export since";
            self.add(Code::OrphanEvent, first, message, hint);
        }
    }

    fn resumes_without_pause(&mut self) {
        for subject in self.events.every_subject() {
            if !self.events.is_customer(subject) || !self.met[subject.index()] {
                continue;
            }
            for event in self.events.of(subject) {
                if event.date > self.as_of {
                    break;
                }
                if matches!(event.kind, Kind::Resume) && !self.ended.contains(&event.sequence) {
                    let message = format!("resume of customer {}: there is no pause that runs to end", self.events.id(subject));
                    self.add(Code::NothingToEnd, event, message, NOTHING_TO_END);
                }
            }
        }
    }

    fn undeclared_owners(&mut self) {
        for (name, action) in std::mem::take(&mut self.undeclared) {
            let message = format!("the ledger names {name:?} as an owner, whom the workflow does not declare (first for {action})");
            self.found.push(Finding::new(Code::UndeclaredOwner, message).hint("declare it under owners, or correct the ledger"));
        }
    }

    fn missing_addresses(&mut self) {
        let without = std::mem::take(&mut self.without_address);
        if !without.is_empty() && !self.has_emails {
            let emails =
                if without.len() == 1 { "1 action is an email".to_owned() } else { format!("{} actions are emails", without.len()) };
            let message = format!("the ledger has no column email, and {emails}");
            let hint = "map it in the project file: ledger.invoices.columns.email";
            self.found.push(Finding::new(Code::NoEmail, message).hint(hint));
            return;
        }
        for invoice in without {
            let message = format!("{invoice} has no email address, and its action is an email");
            self.found.push(Finding::new(Code::NoEmail, message).hint("fill its cell in the column email"));
        }
    }

    fn snapshots(&mut self) {
        if let Some((day, count)) = self.snapshots_ahead {
            let amounts = match count {
                1 => format!("the open amount of 1 invoice is as of {day}"),
                _ => format!("the open amounts of {count} invoices are as of {day} or later"),
            };
            let message = format!("{amounts}, but the plan is for {}: money that came in between is taken off already", self.as_of);
            self.found.push(Finding::new(Code::BeforeSnapshot, message).hint("plan for that day or later"));
        }
    }

    fn staleness(&mut self, rules: &Rules<'_>) {
        let newest = self.newest_money.max(self.events.newest_money(self.as_of));
        let Some(newest) = newest else { return };
        let days = self.as_of.since(newest);
        if days > rules.workflow.limits.stale_days as i32 {
            let message = format!("the newest payment in the ledger is of {newest}, {days} days before {}", self.as_of);
            let hint = "bring the ledger up to date before anybody is chased; limits.stale_days says how old it may be";
            self.found.push(Finding::new(Code::StaleLedger, message).hint(hint));
        }
    }
}
