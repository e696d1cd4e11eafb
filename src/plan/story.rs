//! The story of one invoice: what happened to it and why, and what keeps it where it is. No rule is decided here: a witness of the engine's
//! own replay keeps what changed from day to day; what is due, withheld and blocked comes from the plan.

mod customer_days;
mod evidence;
mod onward;
mod standing;
mod tasks;
mod telling;
mod unmet;
mod what;

pub use evidence::{CashEvidence, CashFrom, Evidence};
pub use onward::Onward;
pub use standing::{Ageing, Blocker, Blocking, NextAction, Score, Standing};
pub use unmet::Unmet;
pub use what::{Effect, Moment, OfStage, Task, What};

use super::cash::{in_its_currency, is_cash};
use super::day_plan::Plan;
use super::journey::Journey;
use super::late_fee::{LateFee, late_fee};
use super::planner::status;
use super::position::Position;
use super::rules::Rules;
use crate::calendar::Day;
use crate::finding::Place;
use crate::ledger::{Event, Events, Invoice, InvoiceId, Ledger, Subject};
use crate::money::{Balance, Currency, Fx};
use crate::workflow::Workflow;
use customer_days::CustomerDays;
use std::collections::HashMap;
use std::sync::Arc;
use telling::Telling;

#[derive(Clone, Debug)]
pub struct Story {
    pub as_of: Day,
    pub invoice: String,
    pub moments: Vec<Moment>,
    /// How the balance came about, from the amount or the open amount on.
    pub money: Vec<MoneyLine>,
    /// What is to be paid beside the balance, where the workflow asks for that.
    pub late_fee: Option<LateFee>,
    pub standing: Standing,
    /// What the customer's invoices and events say about it.
    pub evidence: Evidence,
    pub plan: Arc<Plan>,
    position: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyLine {
    pub day: Day,
    /// The type of the event; `settled_date` where the invoice's row says so.
    pub kind: &'static str,
    pub change: Balance,
    pub balance: Balance,
    /// `false` where the open amount of the export has it already.
    pub counts: bool,
    pub source: Option<Place>,
}

impl Story {
    /// Where the invoice stands; `None` before it is issued.
    pub fn position(&self) -> Option<&Position> {
        self.plan.positions.get(self.position?)
    }
}

/// `None` if the ledger does not have the invoice. The ledger must have all invoices of its customer; it needs no others.
pub fn story(workflow: &Workflow, ledger: &Ledger, id: &str, as_of: Day) -> Option<Story> {
    Stories::new(workflow, ledger, as_of).tell(id, true)
}

/// The stories of many invoices on one day. What they have in common is worked out once.
pub struct Stories<'l> {
    pub workflow: &'l Workflow,
    ledger: &'l Ledger,
    as_of: Day,
    rules: Rules<'l>,
    pub plan: Arc<Plan>,
    /// By invoice: its place in the ledger.
    places: HashMap<&'l str, InvoiceId>,
    /// By invoice: the place of its position in the plan.
    positions: HashMap<&'l str, usize>,
    customers: HashMap<&'l str, OfCustomer>,
}

#[derive(Default)]
struct OfCustomer {
    /// The places of their positions in the plan, in file order.
    positions: Vec<usize>,
    /// The currency of all of them, if it is one.
    currency: Option<Currency>,
}

impl<'l> Stories<'l> {
    /// The ledger must have all invoices of the customers that are asked for.
    pub fn new(workflow: &'l Workflow, ledger: &'l Ledger, as_of: Day) -> Stories<'l> {
        let plan = Arc::new(status(workflow, ledger, as_of));
        let rules = Rules::new(workflow, ledger.fx.as_ref(), ledger.invoices.columns());
        let mut places = HashMap::with_capacity(ledger.invoices.len());
        let mut customers: HashMap<&str, OfCustomer> = HashMap::new();
        for (place, invoice) in (0..).map(InvoiceId).zip(ledger.invoices.iter()) {
            places.entry(invoice.id()).or_insert(place);
            let currency = invoice.terms.currency;
            let first = || OfCustomer { positions: Vec::new(), currency: Some(currency) };
            let customer = customers.entry(invoice.customer()).or_insert_with(first);
            customer.currency = customer.currency.filter(|known| *known == currency);
        }
        let mut positions = HashMap::with_capacity(plan.positions.len());
        for (index, position) in plan.positions.iter().enumerate() {
            let Some(place) = places.get(plan.invoices.get(position.invoice).id()) else { continue };
            let invoice = ledger.invoices.get(*place);
            positions.entry(invoice.id()).or_insert(index);
            customers.entry(invoice.customer()).or_default().positions.push(index);
        }
        Stories { workflow, ledger, as_of, rules, plan, places, positions, customers }
    }

    /// What happened to an invoice, and its balance. What is due and in the way, and the evidence, are left empty.
    pub fn past(&self, id: &str) -> Option<Story> {
        self.tell(id, false)
    }

    /// The whole story of an invoice, as [`story`] tells it.
    pub fn whole(&self, id: &str) -> Option<Story> {
        self.tell(id, true)
    }

    pub fn invoice(&self, id: &str) -> Option<Invoice<'l>> {
        self.places.get(id).map(|place| self.ledger.invoices.get(*place))
    }

    /// Where the invoices of a customer stand, in file order.
    pub fn positions_of(&self, customer: &str) -> impl Iterator<Item = &Position> {
        self.customers.get(customer).into_iter().flat_map(|of| &of.positions).map(|place| &self.plan.positions[*place])
    }

    pub fn fx(&self) -> Option<&'l Fx> {
        self.ledger.fx.as_ref()
    }

    fn tell(&self, id: &str, whole: bool) -> Option<Story> {
        let Stories { workflow, ledger, as_of, ref rules, ref plan, .. } = *self;
        let invoice = self.invoice(id)?;
        let events = &ledger.events;
        let subject = events.customer(invoice.customer());
        let (mut scratch, mut of_customer) = (Vec::new(), Vec::new());
        let of_customer = events.of_customer(&invoice, &mut of_customer);
        let own = events.own(&invoice, &mut scratch).events;
        let mut telling = Telling::new(rules, &invoice, events, CustomerDays::new(rules, ledger, &invoice, as_of));
        let is_issued = invoice.terms.issue_date.is_none_or(|issued| issued <= as_of);
        let journey = is_issued.then(|| Journey::before(rules, &invoice, events, (own, of_customer), as_of, &mut telling));
        let ageing = telling.ageing(as_of, journey.as_ref());
        let (standing, evidence) = if whole {
            let onward = journey.as_ref().and_then(|journey| onward::onward(rules, &invoice, events, (own, of_customer), journey));
            let (customer, evidence) = evidence::on_day(rules, ledger, &invoice, as_of, as_of);
            let mut standing = Standing::new(journey, plan, &invoice, ageing, (ledger, customer.debts()));
            standing.onward = onward;
            standing.foresee(rules, ledger, &invoice, as_of);
            (standing, evidence)
        } else {
            (Standing::empty(ageing), Evidence::default())
        };
        let due_unseen = telling.due_unseen().filter(|due| is_issued && *due <= as_of);
        let in_the_story = |event: &&Event| is_cash(event) && event.date <= as_of && telling.was_open(event.date);
        let cash: Vec<&Event> = of_customer.iter().filter(in_the_story).collect();
        let (mut moments, money) = telling.told();
        moments.splice(..0, due_unseen.map(|due| Moment::new(due, Some(0), What::FallsDue, 0)));
        if let Some(subject) = subject.filter(|_| is_issued) {
            let currency = self.customers.get(invoice.customer()).and_then(|of| of.currency);
            moments.extend(cash.into_iter().map(|event| unapplied(events, subject, event, currency)));
        }
        if let Some(issued) = invoice.terms.issue_date.filter(|_| is_issued) {
            moments.insert(0, Moment::new(issued, None, What::Issued, 0));
        }
        if let Some(open) = invoice.terms.open_amount.filter(|open| is_issued && open.on <= as_of) {
            moments.push(Moment::new(open.on, None, What::Snapshot { amount: open.amount }, 0));
        }
        moments.sort_by_key(|moment| moment.day);
        let late_fee = late_fee(workflow, ledger.fx.as_ref(), ledger.invoices.columns(), events, &invoice, as_of);
        let position = self.positions.get(id).copied();
        Some(Story { as_of, invoice: id.to_owned(), moments, money, late_fee, standing, evidence, plan: Arc::clone(plan), position })
    }
}

impl Moment {
    fn new(day: Day, clock: Option<i32>, what: What, line: u32) -> Moment {
        let (by, note) = (String::new(), String::new());
        Moment { day, clock, what, effects: Vec::new(), line, of_customer: false, source: None, by, note }
    }

    fn of(mut self, events: &Events, event: &Event, of_customer: bool) -> Moment {
        self.of_customer = of_customer;
        self.source = Some(events.place(event));
        if let Some((by, note)) = events.note(event) {
            (self.by, self.note) = (by.to_owned(), note.to_owned());
        }
        self
    }
}

fn unapplied(events: &Events, subject: Subject, event: &Event, currency: Option<Currency>) -> Moment {
    let settled = in_its_currency(events, subject, event, currency).ok();
    let amount = settled.and_then(|(currency, event)| Some((event.kind.amount()?, currency)));
    Moment::new(event.date, None, What::Unapplied { kind: event.kind.name(), amount }, 0).of(events, event, true)
}

fn is_about(event: &Event, of_customer: bool, invoice: &Invoice<'_>) -> bool {
    !of_customer || event.concerns(invoice.terms.issue_date)
}
