//! What a customer owed on each day of a story, where the workflow has actions that look at it.

use super::super::journey::{Ahead, Journey, Step, Witness};
use super::super::rules::{CustomerGate, Rules, sum_holds, sum_seen};
use super::unmet::Unmet;
use crate::calendar::Day;
use crate::ledger::{Invoice, Ledger};
use crate::money::{Balance, Currency};
use crate::store::{Debts, Owed};
use crate::workflow::CustomerConditions;

pub(super) struct CustomerDays<'w> {
    rules: &'w Rules<'w>,
    currency: Currency,
    invoices: Vec<Course>,
}

/// How one invoice stood: each day on which that changed, and how it stood then.
struct Course {
    currency: Currency,
    issued: Option<Day>,
    stood: Vec<(Day, Stood)>,
}

/// What is left to pay, if it is open, and by when it was to be paid.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stood {
    open: Option<Balance>,
    due: Day,
}

impl Stood {
    fn of(journey: &Journey<'_>) -> Stood {
        let is_open = journey.is_open();
        Stood { open: is_open.then_some(journey.account.balance), due: journey.due }
    }
}

struct Watch(Vec<(Day, Stood)>);

impl Witness for Watch {
    fn sees(&mut self, journey: &Journey<'_>, step: Step<'_>) {
        let now = Stood::of(journey);
        if matches!(step, Step::Evening) && self.0.last().is_none_or(|(_, last)| *last != now) {
            self.0.push((journey.day, now));
        }
    }
}

impl<'w> CustomerDays<'w> {
    /// Of the customer of an invoice, up to a day. Nothing is looked at where the workflow does not ask.
    pub fn new(rules: &'w Rules<'w>, ledger: &Ledger, about: &Invoice<'_>, as_of: Day) -> CustomerDays<'w> {
        let mut days = CustomerDays { rules, currency: about.terms.currency, invoices: Vec::new() };
        if !rules.look_at_customers() {
            return days;
        }
        let events = &ledger.events;
        let mut list = Vec::new();
        let of_customer = events.of_customer(about, &mut list);
        for invoice in ledger.invoices.iter().filter(|other| other.customer() == about.customer()) {
            let mut scratch = Vec::new();
            let own = events.own(&invoice, &mut scratch);
            let mut ahead = Ahead::until(as_of, &invoice, own.events, of_customer);
            let mut journey = Journey::new(rules, &invoice, events, &ahead, as_of);
            let mut watch = Watch(vec![(journey.day, Stood::of(&journey))]);
            journey.up_to(as_of.plus(1), &mut ahead, &mut watch);
            days.invoices.push(Course { currency: invoice.terms.currency, issued: invoice.terms.issue_date, stood: watch.0 });
        }
        days
    }

    fn debts(&self, day: Day) -> Debts {
        let mut debts = Debts::none();
        for course in self.invoices.iter().filter(|course| course.issued.is_none_or(|issued| issued <= day)) {
            // Before the first day it was as it was found then.
            let place = course.stood.partition_point(|(since, _)| *since <= day).saturating_sub(1);
            if let Some((_, Stood { open: Some(balance), due })) = course.stood.get(place) {
                debts.add(course.currency, *balance, *due, day);
            }
        }
        debts
    }

    /// Which of the conditions that an action has on the customer did not hold on a day.
    pub fn unmet(&self, gate: CustomerGate, day: Day) -> Vec<Unmet> {
        let debts = self.debts(day);
        let CustomerConditions { overdue, open, oldest, invoices } = self.rules.conditions_of(gate);
        let (fx, currency) = (self.rules.fx, self.currency);
        let mut found = Vec::new();
        for (owed, range) in [(Owed::Overdue, overdue), (Owed::Open, open)] {
            if !sum_holds(&debts, range, owed, currency, fx) {
                let seen = sum_seen(&debts, range, owed, currency, fx);
                found.push(Unmet::Owed { overdue: owed == Owed::Overdue, range: range.clone(), found: seen, currency });
            }
        }
        if let Some(days) = debts.oldest(day).filter(|days| !oldest.holds(*days)) {
            found.push(Unmet::Oldest { range: *oldest, found: days });
        }
        if !invoices.holds(debts.overdue) {
            found.push(Unmet::Invoices { range: *invoices, found: debts.overdue });
        }
        found
    }
}
