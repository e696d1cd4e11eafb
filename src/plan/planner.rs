//! Makes a plan: invoices are shown to it one after the other, from memory or from a file, and each adds to it.

use super::credit_hold::Debtors;
use super::day_plan::Plan;
use super::fold::Fold;
use super::journey::Journey;
use super::position::Positions;
use super::rules::Rules;
use super::settled::Settled;
use super::whole::whole;
use crate::calendar::Day;
use crate::ledger::{Columns, Events, Invoice, Ledger, Slice};
use crate::money::{Balance, Fx};
use crate::store::{Customer, Customers, Dense, Executor, Input, Sequential, Store};
use crate::workflow::Workflow;
use std::collections::BTreeSet;

pub fn plan(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> Plan {
    fold(workflow, ledger, as_of, Positions::None)
}

/// What is to be done on a day, and where every invoice stands.
pub fn status(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> Plan {
    fold(workflow, ledger, as_of, Positions::All)
}

fn fold(workflow: &Workflow, ledger: &Ledger, as_of: Day, positions: Positions) -> Plan {
    let columns = ledger.invoices.columns();
    let mut planner = Planner::new(workflow, ledger.fx.as_ref(), &ledger.events, columns, as_of, positions);
    ledger.invoices.iter().for_each(|invoice| planner.add(&invoice));
    planner.finish()
}

/// Makes a plan of invoices that are shown to it one by one. Several planners can share the work ([`Planner::beside`]): each is shown the
/// invoices of some blocks ([`Planner::begin`]), and one joins the others ([`Planner::join`]). The plan does not depend on who was shown what.
pub struct Planner<'r> {
    rules: Rules<'r>,
    store: Dense<'r>,
    fold: Fold<'r>,
}

impl<'r> Planner<'r> {
    pub fn new(
        workflow: &'r Workflow,
        fx: Option<&'r Fx>,
        events: &'r Events,
        columns: &Columns,
        as_of: Day,
        positions_of: Positions,
    ) -> Planner<'r> {
        let rules = Rules::new(workflow, fx, columns);
        let store = Dense::new(events);
        let fold = Fold::new(&rules, events, columns, as_of, positions_of);
        Planner { rules, store, fold }
    }

    /// The same, and it finds out whom of these invoices and customers somebody may contact. Comes before [`Planner::for_rows`].
    #[must_use]
    pub fn asked_about(mut self, ids: &'r BTreeSet<String>) -> Planner<'r> {
        self.fold.asked_about = Some(ids);
        self
    }

    /// The same, and it finds out which customers are on credit hold.
    #[must_use]
    pub fn with_credit_hold(mut self) -> Planner<'r> {
        self.fold.debtors = Some(Debtors::default());
        self
    }

    /// The same, but what is kept of invoices is what rows of plans say of them. No drafts can be made from that.
    #[must_use]
    pub fn for_rows(mut self) -> Planner<'r> {
        self.fold.keep_rows(&self.rules);
        self
    }

    /// The same, but only the invoices of a slice are in the plan. The others count for what concerns whole customers.
    #[must_use]
    pub fn within(mut self, slice: &Slice) -> Planner<'r> {
        self.fold.slice = slice.clone();
        self
    }

    /// Another planner for the same plan, to be shown other blocks at the same time.
    #[must_use]
    pub fn beside(&self) -> Planner<'r> {
        Planner { rules: self.rules.clone(), store: self.store.beside(), fold: self.fold.beside(&self.rules) }
    }

    /// How many of the invoices shown so far are in the slice.
    pub fn inside(&self) -> u64 {
        self.fold.inside
    }

    /// Rows about these customers were skipped, and may be payments.
    pub fn keep_back(&mut self, customers: &BTreeSet<String>) {
        self.fold.unread.extend(customers.iter().cloned());
    }

    /// The invoices that follow are those of the file's block with this number.
    pub fn begin(&mut self, block: u64) {
        self.fold.begin(block);
    }

    /// Takes over what another planner [`beside`](Planner::beside) this one knows from other blocks.
    pub fn join(&mut self, other: Planner<'r>) {
        let places = self.store.join(other.store);
        self.fold.join(other.fold, &places);
    }

    pub fn add(&mut self, invoice: &Invoice<'_>) {
        self.add_all(std::slice::from_ref(invoice));
    }

    pub fn add_all(&mut self, invoices: &[Invoice<'_>]) {
        let Planner { rules, store, fold } = self;
        let tell = |customer: &mut Customer, invoice: &Invoice<'_>, settled: Option<Settled>| {
            customer.invoiced(invoice.terms.currency);
            if let Some(settled) = settled {
                customer.gather_settled(settled, invoice.id(), rules.due_on(invoice.terms.due_date));
            }
        };
        store.each(invoices, |input, customers| goes_by(rules, fold, input, customers), tell);
    }

    pub fn finish(self) -> Plan {
        self.finish_by(&Sequential)
    }

    /// The same, with an executor for what can be done at once.
    pub fn finish_by(self, executor: &dyn Executor) -> Plan {
        whole(&self.rules, self.store, self.fold, executor)
    }
}

/// Adds an invoice. Of one that money settled, and to which nothing else happened, only its customer is told.
fn goes_by(rules: &Rules<'_>, fold: &mut Fold<'_>, input: Input<'_>, customers: &mut Customers) -> Option<Settled> {
    let Input { invoice, own, of_customer, customer, .. } = &input;
    let (as_of, events, terms) = (fold.as_of, fold.events, invoice.terms);
    let inside = fold.meet(&input);
    let is_asked = inside && fold.is_asked_about(invoice);
    if let Some(issued) = terms.issue_date.filter(|issued| *issued > as_of) {
        let open = Balance::from(terms.open_amount.map_or(terms.amount, |open| open.amount));
        if inside && open > 0 && terms.settled_date.is_none() {
            fold.count_unissued(terms.currency, 1, open);
        }
        if is_asked {
            fold.tell_unissued(invoice, issued, rules.due_on(terms.due_date), *customer);
        }
        return None;
    }
    if let Some(debtors) = fold.debtors.as_mut().filter(|_| inside) {
        debtors.meet(*customer, invoice);
    }
    let needs_journey = is_asked || fold.positions_of == Positions::All || !of_customer.is_empty();
    if !needs_journey && let Some(settled) = Settled::by(as_of, rules, terms, own.events) {
        if inside {
            fold.count(terms.currency, settled.closed.status);
        }
        return Some(settled);
    }
    let journey = Journey::replay(rules, invoice, events, own.events, of_customer, as_of);
    fold.tell_customer(&journey, *customer, customers.at_mut(*customer));
    if inside {
        fold.tell_plan(journey, *customer, !own.misfits.is_empty());
    } else {
        fold.tell_account(&journey, *customer);
    }
    None
}
