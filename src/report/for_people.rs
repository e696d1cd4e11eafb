//! What tables for people say of actions, on a screen and in Markdown.

use super::column::columns;
use super::{ActionRow, money};
use crate::plan::{Plan, Withheld};
use crate::workflow::Workflow;
use std::borrow::Cow;

/// An action as a row for people.
pub struct ShownAction<'a>(pub ActionRow<'a>);

columns! { ShownAction<'a> {
    rank "#": Place => |row| row.0.rank.map(|rank| rank.to_string()).into();
    owner "Owner": Text => |row| (&*row.0.action.owner).into();
    action "Action": Text => |row| row.0.label().into();
    invoice "Invoice": Text => |row| row.0.invoice.id().into();
    customer "Customer": Text => |row| row.0.customer().into();
    balance "Balance": Exact => |row| money(row.0.invoice.terms.currency, row.0.action.balance).into();
    past_due "Past due": Number => |row| past_due(row.0.action.days_past_due).into();
    stage "Stage": Text => |row| row.0.stage().into();
    since "Since": Day => |row| row.0.action.scheduled_on.into();
    why "Why": Text => |row| row.0.told().into();
} }

/// A withheld action as a row for people.
pub struct ShownWithheld<'a> {
    pub row: ActionRow<'a>,
    pub held: &'a Withheld,
}

columns! { ShownWithheld<'a> {
    action "Withheld": Text => |shown| shown.row.label().into();
    invoice "Invoice": Text => |shown| shown.row.invoice.id().into();
    customer "Customer": Text => |shown| shown.row.customer().into();
    balance "Balance": Exact => |shown| money(shown.row.invoice.terms.currency, shown.held.action.balance).into();
    past_due "Past due": Number => |shown| past_due(shown.held.action.days_past_due).into();
    reason "Reason": Text => |shown| shown.held.reason.name().into();
    free_on "Free on": Maybe(&Day) => |shown| shown.held.free_on.into();
} }

impl<'a> ShownWithheld<'a> {
    pub(super) fn new(held: &'a Withheld, plan: &'a Plan, workflow: &'a Workflow) -> ShownWithheld<'a> {
        ShownWithheld { row: ActionRow::new(None, Cow::Borrowed(&held.action), plan, workflow), held }
    }
}

/// `34 d`, `today`, `in 3 d`
pub fn past_due(days: i32) -> String {
    match days {
        0 => "today".to_owned(),
        ..0 => format!("in {} d", days.unsigned_abs()),
        1.. => format!("{days} d"),
    }
}
