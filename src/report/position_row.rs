//! Where an invoice stands, as a row of an output.

use super::action_row::{flags, statuses};
use super::column::{columns, objects};
use super::{Cell, customer};
use crate::ledger::Invoice;
use crate::money::Balance;
use crate::plan::{Plan, Position};
use crate::workflow::Workflow;

/// A position with everything that its row says.
#[derive(Clone, Copy, Debug)]
pub struct PositionRow<'a> {
    pub position: &'a Position,
    pub invoice: Invoice<'a>,
    workflow: &'a Workflow,
}

columns! { PositionRow<'a> {
    invoice_id "Invoice": Text, "as in the ledger" => |row| row.invoice.id().into();
    customer_id "Customer": Text, "as in the ledger" => |row| row.invoice.customer().into();
    currency: Currency, "of the amounts" => |row| row.invoice.terms.currency.code().into();
    amount "Amount": Exact, "the invoice's gross amount" => |row| Cell::amount(row.invoice.terms.currency, Balance::from(row.invoice.terms.amount));
    balance "Balance": Exact, "what is left to pay; negative after an overpayment" => |row| Cell::amount(row.invoice.terms.currency, row.position.balance);
    due_date "Due": Day, "after extensions" => |row| row.position.due_date.into();
    days_past_due "Past due": Maybe(&Number), "as in the plan" => |row| row.position.days_past_due.into();
    clock "Clock": Maybe(&Number), "as in the plan; empty for closed invoices and credits" => |row| row.position.clock.into();
    status "Status": Word(statuses), "as in the plan, and `paid`, `credited`, `written_off`, `credit` (an open credit note). Tables for people show an `upcoming` invoice past its due date as \"overdue, no stage\"" => |row| row.position.status.name().into();
    track "Track": Maybe(&Text), "as in the plan" => |row| row.track().into();
    stage "Stage": Maybe(&Text), "as in the plan" => |row| row.stage().into();
    stage_entered_on "Entered": Maybe(&Day), "the day on which the invoice entered the stage" => |row| row.position.stage_entered_on.into();
    blocked_until "Blocked until": Maybe(&Day), "the first day without a dispute, pause, promise or reply; empty if it is not known, as for an open dispute" => |row| row.position.blocked_until.into();
    promise_date "Promised": Maybe(&Day), "the promised date, until the promise is kept or broken; also for a promise that [is not honoured](../workflows/README.md#overridespromisehonour) any more" => |row| row.position.promise.map(|promise| promise.date).into();
    closed_on "Closed": Maybe(&Day), "the day on which it was closed; empty if it is closed only by its open amount" => |row| row.position.closed_on.into();
    next_on "Next": Maybe(&Day), "the next day on which something new falls due, if nothing happens until then; actions that are due or withheld now do not count" => |row| row.position.next_on.into();
    owner "Owner": Maybe(&Text), "the owner now; empty if the invoice is closed" => |row| row.position.owner.as_str().into();
    flags "Flags": Maybe(&Words(|| [flags(), vec!["stalled"]].concat())), "as in the plan, and `stalled`: overdue with nothing due and no `next_on`, or disputed or paused for more than 60 days" => |row| row.flags().into();
    asked: Exact, "the amount to ask for: the balance less the disputed parts; 0 if the invoice is closed" => |row| Cell::amount(row.invoice.terms.currency, row.position.asked);
} }

objects!(PositionRow<'_>);

impl<'a> PositionRow<'a> {
    pub fn new(position: &'a Position, plan: &'a Plan, workflow: &'a Workflow) -> PositionRow<'a> {
        PositionRow { position, invoice: plan.invoices.get(position.invoice), workflow }
    }

    /// The id of the invoice's stage.
    pub fn stage(&self) -> Option<&'a str> {
        let stage = self.position.stage?;
        Some(&self.workflow.stages_of(self.position.track)[stage].id)
    }

    /// The id of the invoice's track.
    pub fn track(&self) -> Option<&'a str> {
        self.position.track.map(|track| self.workflow.track(track).id.as_str())
    }

    /// What to call the customer: the name, or the id where there is none.
    pub fn customer(&self) -> &'a str {
        customer::name(self.invoice)
    }

    /// What makes the row stand out, joined by `+`.
    pub fn flags(&self) -> String {
        let stalled = self.position.stalled.then_some("stalled");
        self.position.flags.names().chain(stalled).collect::<Vec<_>>().join("+")
    }
}
