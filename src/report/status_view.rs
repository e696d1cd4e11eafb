//! Where invoices stand, as somebody asked to see it.

use super::{AccountCash, Cash, Credits, PositionRow, customer};
use crate::plan::{Plan, Position, Status};
use crate::workflow::Workflow;

/// Which invoices are asked for. Of several values of one kind any will do.
#[derive(Clone, Debug, Default)]
pub struct StatusFilter {
    /// Closed invoices and open credits, too.
    pub all: bool,
    /// Only those that nobody will touch again.
    pub stalled: bool,
    pub owners: Vec<String>,
    /// Customers, by id or by name; capital letters make no difference.
    pub customers: Vec<String>,
    pub stages: Vec<String>,
    /// Statuses; asking for that of a closed invoice shows closed ones.
    pub statuses: Vec<Status>,
}

impl StatusFilter {
    fn admits(&self, row: &PositionRow<'_>) -> bool {
        let position = row.position;
        let status =
            if self.statuses.is_empty() { self.all || position.status.is_open() } else { self.statuses.contains(&position.status) };
        status
            && (!self.stalled || position.stalled)
            && (self.owners.is_empty() || self.owners.contains(&position.owner))
            && customer::is_of(&self.customers, row.invoice)
            && (self.stages.is_empty() || row.stage().is_some_and(|id| self.stages.iter().any(|stage| stage == id)))
    }
}

/// Some of a ledger's invoices, and the cash that is open in them.
#[derive(Clone, Debug)]
pub struct StatusView<'a> {
    pub plan: &'a Plan,
    pub workflow: &'a Workflow,
    /// The positions asked for, in file order.
    pub positions: Vec<&'a Position>,
    pub cash: Vec<Cash>,
    /// What is open on credit notes of those who were asked for, per currency. It is not in the cash.
    pub credits: Vec<Credits>,
    /// Their cash that belongs to no invoice.
    pub on_account: Vec<AccountCash>,
}

impl<'a> StatusView<'a> {
    pub fn new(plan: &'a Plan, workflow: &'a Workflow, filter: &StatusFilter) -> StatusView<'a> {
        let positions: Vec<_> =
            plan.positions.iter().filter(|position| filter.admits(&PositionRow::new(position, plan, workflow))).collect();
        let cash = Cash::of(positions.iter().map(|position| PositionRow::new(position, plan, workflow)));
        StatusView {
            plan,
            workflow,
            positions,
            cash,
            credits: Credits::of(&plan.credits, filter),
            on_account: AccountCash::of(plan, filter),
        }
    }

    pub fn rows(&self) -> impl Iterator<Item = PositionRow<'a>> {
        self.positions.iter().map(|position| PositionRow::new(position, self.plan, self.workflow))
    }
}
