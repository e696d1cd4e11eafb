//! The fold: invoices go by one after the other, in memory or from a file, and what they come to is the plan.

use super::customer::Customer;
use super::journey::Journey;
use super::rules::Rules;
use super::warnings::Warnings;
use super::{DueAction, Flags, Held, Plan, Position, Status, Totals, Withheld, rank, shown};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::Finding;
use crate::ledger::{Columns, Event, Events, Invoice, InvoiceId, Invoices, Kind, Texts};
use crate::money::{Balance, Currency, Fx};
use crate::workflow::Workflow;
use std::collections::{BTreeMap, BTreeSet};

/// Of which invoices a plan tells where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Positions {
    /// Of none.
    None,
    /// Of those with something left to pay.
    Open,
    /// Of all that exist.
    All,
}

/// Makes a plan of invoices that are shown to it one by one.
pub struct Planner<'r> {
    rules: Rules<'r>,
    events: &'r Events,
    as_of: Day,
    positions_of: Positions,
    /// Where events are put whose amounts must be brought into the currency of their invoice first.
    scratch: Vec<Event>,
    misfits: Vec<Finding>,
    ids: Texts,
    customers: Vec<Customer>,
    /// Customer-level promises that are broken on an invoice still open, by their place in file order.
    broken: BTreeSet<u32>,
    kept: Invoices,
    due: Vec<(u32, DueAction)>,
    positions: Vec<(u32, Position)>,
    totals: BTreeMap<Currency, Totals>,
    warnings: Warnings<'r>,
    /// Invoices and customers with events that do not go with them.
    unread: BTreeSet<InvoiceId>,
    unread_customers: BTreeSet<String>,
}

impl<'r> Planner<'r> {
    /// A plan for a day, of a ledger with these columns and events.
    pub fn new(
        workflow: &'r Workflow,
        fx: Option<&'r Fx>,
        events: &'r Events,
        columns: &Columns,
        as_of: Day,
        positions_of: Positions,
    ) -> Planner<'r> {
        let rules = Rules::new(workflow, fx, columns);
        let warnings = Warnings::new(&rules, columns, events, as_of);
        Planner {
            rules,
            events,
            as_of,
            positions_of,
            scratch: Vec::new(),
            misfits: Vec::new(),
            ids: Texts::default(),
            customers: Vec::new(),
            broken: BTreeSet::new(),
            kept: Invoices::new(columns.clone()),
            due: Vec::new(),
            positions: Vec::new(),
            totals: BTreeMap::new(),
            warnings,
            unread: BTreeSet::new(),
            unread_customers: BTreeSet::new(),
        }
    }

    /// An invoice goes by.
    pub fn add(&mut self, invoice: &Invoice<'_>) {
        let customer = self.ids.keep(invoice.customer()).index();
        self.customers.resize_with(self.ids.len(), Customer::default);
        let (own, of_customer) = (self.events.invoice(invoice.id()), self.events.customer(invoice.customer()));
        self.warnings.meet(invoice, own, of_customer);
        self.customers[customer].invoiced(invoice.terms.currency);
        let events = self.events;
        let of_customer = of_customer.map_or(&[][..], |subject| events.of(subject));
        let own = own.map(|subject| events.joined(subject, invoice.terms.currency, &mut self.scratch)).unwrap_or_default();
        let unread = !own.misfits.is_empty();
        self.misfits.extend(own.misfits);
        if invoice.terms.issue_date.is_some_and(|issued| issued > self.as_of) {
            return;
        }
        let journey = Journey::replay(&self.rules, invoice, events, own.events, of_customer, self.as_of);
        self.customers[customer].gather(&journey, self.as_of, &mut self.broken);
        self.warnings.replayed(&journey);
        let due = journey.due();
        let status = journey.status();
        count(&mut self.totals, invoice.terms.currency, status);
        let mut kept = None;
        let positioned = match self.positions_of {
            Positions::None => false,
            Positions::Open => status.is_open(),
            Positions::All => true,
        };
        if !due.is_empty() || positioned {
            let id = self.kept.push(invoice);
            kept = Some(id);
            for due in &due {
                let action = shown::action(&journey, due, id);
                self.warnings.owner(&action, &self.rules.owner(due.owner, invoice));
                self.warnings.address(&action, invoice);
                self.due.push((customer as u32, action));
            }
        }
        if unread {
            self.unread.extend(kept);
        }
        if let Some(id) = kept.filter(|_| positioned) {
            let position = shown::position(journey, id, &due);
            self.positions.push((customer as u32, position));
        }
    }

    /// All invoices went by: the plan.
    pub fn finish(mut self) -> Plan {
        self.gather_customers();
        let mut positions = std::mem::take(&mut self.positions);
        for (customer, position) in &mut positions {
            let currency = self.kept.terms(position.invoice).currency;
            position.flags = self.flags(*customer, currency, position.status);
        }
        let mut actions = Vec::new();
        let mut withheld = Vec::new();
        for (customer, mut action) in std::mem::take(&mut self.due) {
            let terms = self.kept.terms(action.invoice);
            action.flags = self.flags(customer, terms.currency, action.status);
            action.score = rank::score(&action, terms.currency, self.rules.fx, &self.rules.workflow.priority);
            match self.held(customer, &action) {
                Some((reason, free_on)) => withheld.push(Withheld { action, reason, free_on }),
                None => actions.push(action),
            }
        }
        let by_currency = self.rules.fx.is_none() && self.totals.len() > 1;
        let actions = rank::in_order(actions, |action| action, &self.kept, by_currency);
        let withheld = rank::in_order(withheld, |withheld| &withheld.action, &self.kept, by_currency);
        let mut plan = Plan {
            as_of: self.as_of,
            invoices: self.kept,
            actions,
            withheld,
            positions: positions.into_iter().map(|(_, position)| position).collect(),
            totals: self.totals.into_values().collect(),
            misfits: self.misfits,
            findings: self.warnings.finish(&self.rules),
        };
        plan.add_up();
        plan
    }

    /// What names a customer and no invoice: cash, responses, contacts.
    fn gather_customers(&mut self) {
        for subject in self.events.every_subject().filter(|subject| self.events.is_customer(*subject)) {
            let Some(id) = self.ids.find(self.events.id(subject)) else { continue };
            let customer = &mut self.customers[id.index()];
            for event in self.events.of(subject).iter().take_while(|event| event.date <= self.as_of) {
                customer.gather_event(event, self.as_of);
                if !is_cash(event) {
                    continue;
                }
                let Some(currency) = self.events.currency(event).or(customer.currency()) else {
                    self.warnings.currency_needed(event, self.events.id(subject));
                    continue;
                };
                match self.events.settled(subject, event, currency) {
                    Ok(event) => customer.add_unapplied(currency, cash(&event)),
                    Err(misfit) => {
                        self.misfits.push(misfit);
                        self.unread_customers.insert(self.events.id(subject).to_owned());
                    }
                }
            }
        }
    }

    fn flags(&self, customer: u32, currency: Currency, status: Status) -> Flags {
        if !status.is_open() {
            return Flags::default();
        }
        self.customers[customer as usize].flags(&self.rules.workflow.priority, currency, status == Status::Disputed)
    }

    /// Why an action must wait, and until when, if it must.
    fn held(&self, customer: u32, action: &DueAction) -> Option<(Held, Option<Day>)> {
        let invoice = self.kept.get(action.invoice);
        let unread = self.events.unread();
        let of_invoice = unread.invoices.contains(invoice.id()) || self.unread.contains(&action.invoice);
        let customer_id = invoice.customer();
        if of_invoice || unread.customers.contains(customer_id) || self.unread_customers.contains(customer_id) {
            return Some((Held::UnreadRow, None));
        }
        let customer = &self.customers[customer as usize];
        if action.channel != Channel::Task && customer.has_paid(invoice.terms.currency, action.balance, action.days_past_due > 0) {
            return Some((Held::UnappliedCash, None));
        }
        let limit = self.rules.workflow.limits.min_days_between_contacts;
        let free_on = customer.contact_limit(self.as_of, limit).filter(|_| action.channel.is_message())?;
        Some((Held::ContactLimit, Some(free_on)))
    }
}

/// Does an event of a customer move cash that belongs to no invoice?
fn is_cash(event: &Event) -> bool {
    matches!(event.kind, Kind::Payment { .. } | Kind::Credit { .. } | Kind::Reversal { .. })
}

/// How much cash of a customer that belongs to no invoice an event brings, or takes away.
fn cash(event: &Event) -> Balance {
    let amount = Balance::from(event.kind.amount().unwrap_or(0));
    if matches!(event.kind, Kind::Reversal { .. }) { -amount } else { amount }
}

fn count(totals: &mut BTreeMap<Currency, Totals>, currency: Currency, status: Status) {
    let totals = totals.entry(currency).or_insert_with(|| Totals::new(currency));
    match status {
        Status::Disputed => totals.disputed += 1,
        Status::Promised => totals.promised += 1,
        Status::Paused => totals.paused += 1,
        Status::Replied => totals.replied += 1,
        _ => {}
    }
}
