//! For how many invoices the triggers of escalate rules hold: a rule that holds for all escalates nobody in particular.

use super::journey::Journey;
use super::rules::Rules;
use crate::calendar::Day;
use crate::ledger::{Columns, Event, Events, Invoice};
use crate::money::Fx;
use crate::workflow::Workflow;

pub struct RulesMet<'r> {
    rules: Rules<'r>,
    events: &'r Events,
    as_of: Day,
    scratch: Vec<Event>,
    of_customer: Vec<Event>,
    overdue: usize,
    met: Vec<usize>,
}

impl<'r> RulesMet<'r> {
    pub fn new(workflow: &'r Workflow, fx: Option<&'r Fx>, events: &'r Events, columns: &Columns, as_of: Day) -> RulesMet<'r> {
        let met = vec![0; workflow.escalate.len()];
        RulesMet { rules: Rules::new(workflow, fx, columns), events, as_of, scratch: Vec::new(), of_customer: Vec::new(), overdue: 0, met }
    }

    /// Counts an invoice that is open and overdue.
    pub fn add(&mut self, invoice: &Invoice<'_>) {
        if invoice.terms.amount < 0 || invoice.terms.issue_date.is_some_and(|issued| issued > self.as_of) || self.met.is_empty() {
            return;
        }
        let events = self.events;
        let own = events.own(invoice, &mut self.scratch);
        let of_customer = events.of_customer(invoice, &mut self.of_customer);
        let journey = Journey::replay(&self.rules, invoice, events, own.events, of_customer, self.as_of);
        if !journey.is_open() || self.as_of <= journey.due {
            return;
        }
        self.overdue += 1;
        let sight = journey.sight();
        for (met, rule) in self.met.iter_mut().zip(&self.rules.workflow.escalate) {
            *met += usize::from(self.rules.hold(&rule.trigger, &sight));
        }
    }

    /// How many invoices are open and overdue, and for how many of them each rule's trigger holds.
    pub fn counts(&self) -> (usize, &[usize]) {
        (self.overdue, &self.met)
    }
}
