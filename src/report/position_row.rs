//! Where an invoice stands, as a row of an output.

use super::Cell;
use crate::ledger::{Field, Invoice};
use crate::money::Balance;
use crate::plan::{Plan, Position};
use crate::workflow::Workflow;

/// A column: its name, and its value in a row.
type Column = (&'static str, for<'a> fn(&PositionRow<'a>) -> Cell<'a>);

/// A position with everything that its row says.
#[derive(Clone, Copy, Debug)]
pub struct PositionRow<'a> {
    /// The position.
    pub position: &'a Position,
    /// Its invoice.
    pub invoice: Invoice<'a>,
    workflow: &'a Workflow,
}

impl<'a> PositionRow<'a> {
    /// The columns in their order.
    pub const COLUMNS: [Column; 19] = [
        ("invoice_id", |row| Cell::text(row.invoice.id())),
        ("customer_id", |row| Cell::text(row.invoice.customer())),
        ("currency", |row| Cell::text(row.invoice.terms.currency.code())),
        ("amount", |row| Cell::amount(row.invoice.terms.currency, Balance::from(row.invoice.terms.amount))),
        ("balance", |row| Cell::amount(row.invoice.terms.currency, row.position.balance)),
        ("due_date", |row| Cell::day(Some(row.position.due_date))),
        ("days_past_due", |row| row.position.days_past_due.into()),
        ("clock", |row| row.position.clock.map_or(Cell::Empty, Cell::from)),
        ("status", |row| Cell::text(row.position.status.name())),
        ("track", |row| row.track().map_or(Cell::Empty, Cell::text)),
        ("stage", |row| row.stage().map_or(Cell::Empty, Cell::text)),
        ("stage_entered_on", |row| Cell::day(row.position.stage_entered_on)),
        ("blocked_until", |row| Cell::day(row.position.blocked_until)),
        ("promise_date", |row| Cell::day(row.position.promise.map(|promise| promise.date))),
        ("closed_on", |row| Cell::day(row.position.closed_on)),
        ("next_on", |row| Cell::day(row.position.next_on)),
        ("owner", |row| Cell::text(&row.position.owner)),
        ("flags", |row| Cell::text(row.flags())),
        ("asked", |row| Cell::amount(row.invoice.terms.currency, row.position.asked)),
    ];

    /// The row of a position of a plan.
    pub fn new(position: &'a Position, plan: &'a Plan, workflow: &'a Workflow) -> PositionRow<'a> {
        PositionRow { position, invoice: plan.invoices.get(position.invoice), workflow }
    }

    /// Names and values in order.
    pub fn cells(&self) -> impl Iterator<Item = (&'static str, Cell<'a>)> {
        let row = *self;
        PositionRow::COLUMNS.iter().map(move |(name, value)| (*name, value(&row)))
    }

    /// The id of the invoice's stage.
    pub fn stage(&self) -> Option<&'a str> {
        let stage = self.position.stage?;
        Some(&self.workflow.stages_of(self.position.track)[stage].id)
    }

    /// The id of the invoice's track.
    pub fn track(&self) -> Option<&'a str> {
        self.position.track.map(|track| self.workflow.tracks[track].id.as_str())
    }

    /// What to call the customer: the name, or the id where there is none.
    pub fn customer(&self) -> &'a str {
        let name = self.invoice.field(Field::CustomerName);
        if name.is_empty() { self.invoice.customer() } else { name }
    }

    /// What makes the row stand out, joined by `+`.
    pub fn flags(&self) -> String {
        let stalled = self.position.stalled.then_some("stalled");
        self.position.flags.names().chain(stalled).collect::<Vec<_>>().join("+")
    }
}
