//! An action as a row of an output.

use super::Cell;
use crate::ledger::{Field, Invoice};
use crate::plan::{ANYBODY, ActionKind, DueAction, Flags, Plan, Reason};
use crate::workflow::Workflow;
use std::borrow::Cow;

/// A column: its name, and its value in a row.
type Column = (&'static str, for<'a> fn(&'a ActionRow<'a>) -> Cell<'a>);

/// An action with everything that its row says.
#[derive(Clone, Debug)]
pub struct ActionRow<'a> {
    /// Its place in the whole plan, from 1; `None` while it is withheld.
    pub rank: Option<usize>,
    /// The action.
    pub action: Cow<'a, DueAction>,
    /// Its invoice.
    pub invoice: Invoice<'a>,
    workflow: &'a Workflow,
}

impl<'a> ActionRow<'a> {
    /// The columns in their order.
    pub const COLUMNS: [Column; 23] = [
        ("rank", |row| row.rank.map_or(Cell::Empty, Cell::from)),
        ("action_id", |row| Cell::text(row.action.id.as_str())),
        ("kind", |row| Cell::text(row.action.kind.name())),
        ("channel", |row| Cell::text(row.action.channel.name())),
        ("owner", |row| Cell::text(&*row.action.owner)),
        ("invoice_id", |row| Cell::text(row.invoice.id())),
        ("customer_id", |row| Cell::text(row.invoice.customer())),
        ("customer_name", |row| Cell::text(row.invoice.field(Field::CustomerName))),
        ("currency", |row| Cell::text(row.invoice.terms.currency.code())),
        ("balance", |row| Cell::amount(row.invoice.terms.currency, row.action.balance)),
        ("due_date", |row| Cell::day(Some(row.action.due_date))),
        ("days_past_due", |row| row.action.days_past_due.into()),
        ("clock", |row| row.action.clock.into()),
        ("status", |row| Cell::text(row.action.status.name())),
        ("track", |row| row.action.track.map_or(Cell::Empty, |track| Cell::text(&row.workflow.tracks[track].id))),
        ("stage", |row| row.stage().map_or(Cell::Empty, Cell::text)),
        ("template", |row| row.action.template.as_deref().map_or(Cell::Empty, Cell::text)),
        ("scheduled_on", |row| Cell::day(Some(row.action.scheduled_on))),
        ("days_late", |row| row.action.days_late.into()),
        ("score", |row| Cell::Decimal(row.action.score.rounded(2).text())),
        ("flags", |row| if row.action.flags == Flags::default() { Cell::Empty } else { Cell::text(row.action.flags.to_string()) }),
        ("why", |row| Cell::text(row.action.why.text())),
        ("asked", |row| Cell::amount(row.invoice.terms.currency, row.action.asked)),
    ];

    /// The row of an action of a plan.
    pub fn new(rank: Option<usize>, action: Cow<'a, DueAction>, plan: &'a Plan, workflow: &'a Workflow) -> ActionRow<'a> {
        let invoice = plan.invoices.get(action.invoice);
        ActionRow { rank, action, invoice, workflow }
    }

    /// Names and values in order.
    pub fn cells(&self) -> impl Iterator<Item = (&'static str, Cell<'_>)> {
        ActionRow::COLUMNS.iter().map(move |(name, value)| (*name, value(self)))
    }

    /// The same, and last who must approve its draft, where somebody must.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, Cell<'_>)> {
        self.cells().chain(self.approver().map(|by| ("approval", Cell::text(by))))
    }

    /// Who must approve its draft before it is sent.
    pub fn approver(&self) -> Option<Cow<'a, str>> {
        self.action.approver(self.workflow, &self.invoice)
    }

    /// Why it is due, for people, and who must approve it.
    pub fn told(&self) -> String {
        let told = self.action.told();
        match self.approver().as_deref() {
            None => told,
            Some(ANYBODY) => format!("{told}; to be approved"),
            Some(by) => format!("{told}; to be approved by {by}"),
        }
    }

    /// The id of the invoice's stage.
    pub fn stage(&self) -> Option<&'a str> {
        let stage = self.action.stage?;
        Some(&self.workflow.stages_of(self.action.track)[stage].id)
    }

    /// What to call the customer: the name, or the id where there is none.
    pub fn customer(&self) -> &'a str {
        let name = self.invoice.field(Field::CustomerName);
        if name.is_empty() { self.invoice.customer() } else { name }
    }

    /// The action in a word or two: `email`, `call 2/3`, `dispute task`.
    pub fn label(&self) -> String {
        let channel = self.action.channel;
        match (self.action.kind, &self.action.why) {
            (ActionKind::Touch, Reason::Stage { occurrence, of: Some(of), .. }) if *of > 1 => format!("{channel} {occurrence}/{of}"),
            (ActionKind::Touch, Reason::Stage { occurrence, of: None, .. }) if *occurrence > 1 => format!("{channel} {occurrence}"),
            (ActionKind::Touch, _) => channel.to_string(),
            (ActionKind::Dispute, _) => format!("dispute {channel}"),
            (ActionKind::Reply, _) => format!("reply {channel}"),
            (ActionKind::BrokenPromise, _) => format!("promise {channel}"),
            (ActionKind::ShortPay, _) => format!("short-pay {channel}"),
            (ActionKind::Returned, _) => format!("returned {channel}"),
        }
    }
}
