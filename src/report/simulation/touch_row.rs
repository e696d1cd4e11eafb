//! A simulated touch as a row of an output.

use super::SimulationView;
use crate::ledger::{Field, Invoice};
use crate::report::Cell;
use crate::simulate::SimulatedTouch;
use crate::workflow::Workflow;

/// A column: its name, and its value in a row.
type Column = (&'static str, for<'a> fn(&TouchRow<'a>) -> Cell<'a>);

/// A simulated touch with everything that its row says.
#[derive(Clone, Copy, Debug)]
pub struct TouchRow<'a> {
    touch: &'a SimulatedTouch,
    invoice: Invoice<'a>,
    workflow: &'a Workflow,
}

impl<'a> TouchRow<'a> {
    /// The columns in their order; those of a plan have the names that they have there.
    pub const COLUMNS: [Column; 19] = [
        ("date", |row| Cell::day(Some(row.touch.day))),
        ("action_id", |row| Cell::text(row.touch.action_id.as_str())),
        ("kind", |row| Cell::text(row.touch.kind.name())),
        ("channel", |row| Cell::text(row.touch.channel.name())),
        ("owner", |row| Cell::text(&row.touch.owner)),
        ("invoice_id", |row| Cell::text(row.invoice.id())),
        ("customer_id", |row| Cell::text(row.invoice.customer())),
        ("customer_name", |row| Cell::text(row.invoice.field(Field::CustomerName))),
        ("currency", |row| Cell::text(row.invoice.terms.currency.code())),
        ("balance", |row| Cell::amount(row.invoice.terms.currency, row.touch.balance)),
        ("due_date", |row| Cell::day(Some(row.touch.due_date))),
        ("days_past_due", |row| row.touch.day.since(row.touch.due_date).into()),
        ("clock", |row| row.touch.clock.into()),
        ("status", |row| Cell::text(row.touch.status.name())),
        ("track", |row| row.touch.track.map_or(Cell::Empty, |track| Cell::text(&row.workflow.tracks[track].id))),
        ("stage", |row| row.touch.stage.map_or(Cell::Empty, |stage| Cell::text(&row.workflow.stages_of(row.touch.track)[stage].id))),
        ("template", |row| row.touch.template.as_deref().map_or(Cell::Empty, Cell::text)),
        ("scheduled_on", |row| Cell::day(Some(row.touch.scheduled_on))),
        ("days_late", |row| row.touch.day.since(row.touch.scheduled_on).into()),
    ];

    /// Names and values in order.
    pub fn cells(&self) -> impl Iterator<Item = (&'static str, Cell<'a>)> {
        let row = *self;
        TouchRow::COLUMNS.iter().map(move |(name, value)| (*name, value(&row)))
    }
}

impl<'a> SimulationView<'a> {
    /// The rows of the touches.
    pub fn rows(&self) -> impl Iterator<Item = TouchRow<'a>> {
        let (ledger, workflow) = (self.ledger, self.workflow);
        self.history.touches.iter().map(move |touch| TouchRow { touch, invoice: ledger.invoices.get(touch.invoice), workflow })
    }
}
