//! An action as a row of an output.

use super::column::columns;
use super::{Cell, customer};
use crate::ledger::{Field, Invoice};
use crate::plan::{ANYBODY, ActionKind, DueAction, Flags, Plan, Reason, Status};
use crate::workflow::Workflow;
use std::borrow::Cow;

/// An action with everything that its row says.
#[derive(Clone, Debug)]
pub struct ActionRow<'a> {
    /// Its place in the whole plan, from 1; `None` while it is withheld.
    pub rank: Option<usize>,
    pub action: Cow<'a, DueAction>,
    pub invoice: Invoice<'a>,
    workflow: &'a Workflow,
}

columns! { ActionRow<'a> {
    rank: Place, "the position in the whole plan, from 1; with a filter there are gaps" => |row| row.rank.into();
    action_id: Text, "the id of the action: the `ref` of the touch that [records it](../README.md#record-what-was-done)" => |row| row.action.id.as_str().into();
    kind: Word(action_kinds), "the reason for it: `touch` (an action of a stage), `dispute`, `reply`, `broken_promise`, `short_pay`, `returned`" => |row| row.action.kind.name().into();
    channel: Channel, "`email`, `call`, `letter`, `sms`, `task`" => |row| row.action.channel.name().into();
    owner: Text, "the owner: an owner's id, or a name from the ledger" => |row| (&*row.action.owner).into();
    invoice_id: Text, "as in the ledger" => |row| row.invoice.id().into();
    customer_id: Text, "as in the ledger" => |row| row.invoice.customer().into();
    customer_name: Maybe(&Text), "empty if the ledger has none" => |row| row.invoice.field(Field::CustomerName).into();
    currency: Currency, "of the balance" => |row| row.invoice.terms.currency.code().into();
    balance: Exact, "what is left to pay on the invoice" => |row| Cell::amount(row.invoice.terms.currency, row.action.balance);
    due_date: Day, "after extensions" => |row| row.action.due_date.into();
    days_past_due: Number, "calendar days since the due date; 0 on it, negative before it" => |row| row.action.days_past_due.into();
    clock: Number, "the days that the workflow counts: disputes and pauses stop the clock, rules and broken promises make it jump forward" => |row| row.action.clock.into();
    status: Word(statuses), "`upcoming` (in no stage yet), `active`, `disputed`, `paused`, `promised`, `replied`" => |row| row.action.status.name().into();
    track: Maybe(&Text), "the track's id, if the invoice is on one" => |row| row.action.track.map(|track| row.workflow.track(track).id.as_str()).into();
    stage: Maybe(&Text), "the stage's id" => |row| row.stage().into();
    template: Maybe(&Text), "the template named in the workflow; empty for the default of the channel or of the task" => |row| row.action.template.as_deref().into();
    scheduled_on: Day, "the day since which it is due" => |row| row.action.scheduled_on.into();
    days_late: Count, "how many days the action has waited since `scheduled_on` (not the invoice)" => |row| row.action.days_late.into();
    score: Exact, "the number by which actions are ranked: the balance (in base currency if there are rates) × (1 + the weights of its flags), with two decimals" => |row| row.action.score.rounded(2).into();
    flags: Maybe(&Words(flags)), "[signs of risk](../workflows/README.md#what-the-words-mean): `silent`, `broken_promise`, `worsening`, `disputed`, `unapplied_cash`, `part_disputed`" => |row| row.action.flags.joined().into();
    why: Text, "a sentence for people" => |row| row.action.why.text().into();
    asked: Exact, "the amount to ask for: the balance less [the disputed parts](../workflows/README.md#overridesdispute)" => |row| Cell::amount(row.invoice.terms.currency, row.action.asked);
} }

pub(super) fn action_kinds() -> Vec<&'static str> {
    [ActionKind::Touch].into_iter().chain(ActionKind::OVERRIDES).map(ActionKind::name).collect()
}

pub(super) fn statuses() -> Vec<&'static str> {
    Status::all().map(Status::name).into()
}

pub(super) fn flags() -> Vec<&'static str> {
    let all = Flags { silent: true, broken_promises: 1, worsening: true, disputed: true, unapplied_cash: true, part_disputed: true };
    all.names().collect()
}

impl<'a> ActionRow<'a> {
    pub fn new(rank: Option<usize>, action: Cow<'a, DueAction>, plan: &'a Plan, workflow: &'a Workflow) -> ActionRow<'a> {
        let invoice = plan.invoices.get(action.invoice);
        ActionRow { rank, action, invoice, workflow }
    }

    /// The same, and last who must approve its draft, where somebody must.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, Cell<'_>)> {
        self.cells().chain(self.approver().map(|by| ("approval", by.into())))
    }

    pub fn approver(&self) -> Option<Cow<'a, str>> {
        self.action.approver(self.workflow, &self.invoice)
    }

    /// Why it is due, for people, and who must approve it.
    pub fn told(&self) -> String {
        let told = self.action.told();
        match self.approver().as_deref() {
            None => told,
            Some(ANYBODY) => format!("{told}; needs approval"),
            Some(by) => format!("{told}; needs approval by {by}"),
        }
    }

    pub fn stage(&self) -> Option<&'a str> {
        let stage = self.action.stage?;
        Some(&self.workflow.stages_of(self.action.track)[stage].id)
    }

    /// What to call the customer: the name, or the id where there is none.
    pub fn customer(&self) -> &'a str {
        customer::name(self.invoice)
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
