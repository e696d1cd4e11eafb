//! Histories: what a workflow would have done on a ledger, day by day, under assumptions about who does what is due, and when. No rule is
//! decided here: [`crate::plan::Daily`] follows each customer with the engine's own replay. Customers can be followed in any order.

mod assumptions;
mod summary;
mod weeks;

pub use crate::plan::{FinalStanding, History, SimulatedTouch, Stop};
pub use assumptions::{Assumptions, Habit};
pub use summary::{Collected, StageSum, Summary};
pub use weeks::{OwnerLoad, WeekLoad, week_of, weeks_between};

use crate::ledger::{Invoice, InvoiceId, Ledger};
use crate::plan::Daily;
use crate::workflow::Workflow;
use assumptions::Decisions;
use std::collections::HashMap;

pub struct Simulator<'r> {
    workflow: &'r Workflow,
    ledger: &'r Ledger,
    assumptions: &'r Assumptions,
    daily: Daily<'r>,
    /// In the order of the file.
    pub customers: Vec<SimulatedCustomer>,
}

/// A customer of a ledger, by its invoices in file order; those that are worked on are marked.
pub type SimulatedCustomer = Vec<(InvoiceId, bool)>;

impl<'r> Simulator<'r> {
    /// Only some invoices are worked on; of the others counts what concerns the whole customer, such as cash and contacts.
    pub fn new(
        workflow: &'r Workflow,
        ledger: &'r Ledger,
        assumptions: &'r Assumptions,
        works_on: impl Fn(&Invoice<'_>) -> bool,
    ) -> Simulator<'r> {
        let columns = ledger.invoices.columns();
        let daily = Daily::new(workflow, ledger.fx.as_ref(), &ledger.events, columns, assumptions.from, assumptions.to);
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut customers: Vec<SimulatedCustomer> = Vec::new();
        for (index, invoice) in ledger.invoices.iter().enumerate() {
            let place = *places.entry(invoice.customer()).or_insert(customers.len());
            if place == customers.len() {
                customers.push(Vec::new());
            }
            customers[place].push((InvoiceId(index as u32), works_on(&invoice)));
        }
        customers.retain(|customer| customer.iter().any(|(_, works)| *works));
        Simulator { workflow, ledger, assumptions, daily, customers }
    }

    pub fn follow(&self, customer: &SimulatedCustomer) -> History {
        let invoices: Vec<_> = customer.iter().map(|(id, works)| (*id, self.ledger.invoices.get(*id), *works)).collect();
        let mut decisions = Decisions::new(self.assumptions);
        let history = self.daily.follow(&invoices, |touch| decisions.when(touch));
        History { undone: decisions.undone(), ..history }
    }

    /// The history of all customers, in order: by day, owner, invoice and action.
    pub fn whole(&self, histories: impl IntoIterator<Item = History>) -> History {
        let mut whole = History::default();
        histories.into_iter().for_each(|history| whole.append(history));
        whole
            .touches
            .sort_by(|a, b| (a.day, &a.owner, a.invoice).cmp(&(b.day, &b.owner, b.invoice)).then_with(|| a.action_id.cmp(&b.action_id)));
        whole
    }

    pub fn summary(&self, history: &History) -> Summary {
        Summary::of(history, self.workflow, self.ledger)
    }
}

pub fn simulate(workflow: &Workflow, ledger: &Ledger, assumptions: &Assumptions) -> History {
    let simulator = Simulator::new(workflow, ledger, assumptions, |_| true);
    simulator.whole(simulator.customers.iter().map(|customer| simulator.follow(customer)))
}
