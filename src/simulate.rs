//! Histories: what a workflow would have done on a ledger, day by day, under assumptions about who does what is due, and when. No rule is
//! decided here: [`crate::plan::Daily`] follows each customer with the engine's own replay. Customers can be followed in any order.

mod assumptions;
mod customers;
mod summary;
mod tally;
mod weeks;

pub use crate::plan::{FinalStanding, History, SimulatedTouch, Stop};
pub use assumptions::{Assumptions, Habit};
pub use customers::CustomerList;
pub use summary::{ByCurrency, Collected, StageSum, Summary};
pub use tally::Tally;
pub use weeks::{OwnerLoad, WeekLoad, week_of, weeks_between};

use crate::ledger::{Invoice, InvoiceId, Ledger};
use crate::plan::{ContactWords, Daily};
use crate::workflow::Workflow;
use assumptions::Decisions;

pub struct Simulator<'r> {
    pub words: ContactWords<'r>,
    ledger: &'r Ledger,
    assumptions: &'r Assumptions,
    daily: Daily<'r>,
}

/// The invoices of a customer in file order, each with whether it is worked on.
pub type FollowedInvoices<'l> = [(InvoiceId, Invoice<'l>, bool)];

impl<'r> Simulator<'r> {
    pub fn new(workflow: &'r Workflow, ledger: &'r Ledger, assumptions: &'r Assumptions) -> Simulator<'r> {
        let columns = ledger.invoices.columns();
        let daily = Daily::new(workflow, ledger.fx.as_ref(), &ledger.events, columns, assumptions.from, assumptions.to);
        Simulator { words: ContactWords { workflow, invoices: &ledger.invoices }, ledger, assumptions, daily }
    }

    /// Of invoices that are not worked on counts what concerns the whole customer, such as cash and contacts.
    pub fn follow(&self, invoices: &FollowedInvoices<'_>) -> History {
        let mut decisions = Decisions::new(self.assumptions);
        let history = self.daily.follow(invoices, |touch| decisions.when(&touch.contact, self.words));
        History { undone: decisions.undone(), ..history }
    }

    /// Adds the history of a customer to what those of others come to.
    pub fn add(&self, tally: &mut Tally, history: &History) {
        tally.add(history, self.words, self.ledger);
    }

    /// Puts touches in order: by day, owner, invoice and action.
    pub fn sort(&self, touches: &mut [SimulatedTouch]) {
        let words = self.words;
        let by_owner = |one: &SimulatedTouch, other: &SimulatedTouch| {
            if one.contact.owner == other.contact.owner && words.is_declared(one.contact.owner) {
                return std::cmp::Ordering::Equal;
            }
            words.owner(&one.contact).cmp(&words.owner(&other.contact))
        };
        touches.sort_unstable_by(|one, other| {
            let by_day = one.contact.day.cmp(&other.contact.day);
            let by_invoice = || one.contact.invoice.cmp(&other.contact.invoice);
            let by_action = || words.action_id(&one.contact).cmp(&words.action_id(&other.contact));
            by_day.then_with(|| by_owner(one, other)).then_with(by_invoice).then_with(by_action)
        });
    }

    pub fn summary(&self, tally: Tally) -> Summary {
        Summary::of(tally, self.words.workflow, self.ledger.fx.as_ref())
    }
}

/// The history of all customers, with the touches in order.
pub fn simulate(workflow: &Workflow, ledger: &Ledger, assumptions: &Assumptions) -> History {
    let simulator = Simulator::new(workflow, ledger, assumptions);
    let customers = CustomerList::new(ledger, |_| true);
    let mut whole = History::default();
    customers.each().for_each(|customer| whole.append(simulator.follow(&customers.invoices(ledger, customer))));
    simulator.sort(&mut whole.touches);
    whole
}
