//! Plans as tables of the columns that a story asks for.

use collect::plan::{DueAction, Plan, Position};
use collect::workflow::Workflow;
use std::fmt::Display;

const ACTION: [&str; 6] = ["action_id", "kind", "channel", "owner", "scheduled_on", "days_late"];
const WITHHELD: [&str; 3] = ["action_id", "reason", "free_on"];
const STATUS: [&str; 10] = ["invoice", "status", "clock", "stage", "entered", "blocked_until", "next_on", "balance", "owner", "flags"];

/// What is due.
pub fn actions(workflow: &Workflow, plan: &Plan, columns: &[&str]) -> Result<String, String> {
    let columns = if columns.is_empty() { &ACTION } else { columns };
    let rows = plan.actions().iter().map(|action| row(columns, |column| of_action(workflow, plan, action, column)));
    Ok(table(columns, rows.collect::<Result<_, _>>()?))
}

/// What must wait.
pub fn withheld(workflow: &Workflow, plan: &Plan, columns: &[&str]) -> Result<String, String> {
    let columns = if columns.is_empty() { &WITHHELD } else { columns };
    let rows = plan.withheld.iter().map(|held| {
        row(columns, |column| match column {
            "reason" => Ok(held.reason.to_string()),
            "free_on" => Ok(optional(held.free_on)),
            _ => of_action(workflow, plan, &held.action, column),
        })
    });
    Ok(table(columns, rows.collect::<Result<_, _>>()?))
}

/// Where every invoice stands.
pub fn status(workflow: &Workflow, plan: &Plan, columns: &[&str]) -> Result<String, String> {
    let columns = if columns.is_empty() { &STATUS } else { columns };
    let rows = plan.positions.iter().map(|position| row(columns, |column| of_position(workflow, plan, position, column)));
    Ok(table(columns, rows.collect::<Result<_, _>>()?))
}

fn of_action(workflow: &Workflow, plan: &Plan, action: &DueAction, column: &str) -> Result<String, String> {
    let invoice = plan.invoices.get(action.invoice);
    Ok(match column {
        "action_id" => action.id.to_string(),
        "kind" => action.kind.to_string(),
        "channel" => action.channel.to_string(),
        "owner" => action.owner.to_string(),
        "invoice" => invoice.id().to_owned(),
        "currency" => invoice.terms.currency.to_string(),
        "balance" => invoice.terms.currency.plain(action.balance),
        "asked" => invoice.terms.currency.plain(action.asked),
        "due_date" => action.due_date.to_string(),
        "days_past_due" => action.days_past_due.to_string(),
        "clock" => action.clock.to_string(),
        "status" => action.status.to_string(),
        "track" => optional(action.track.map(|track| &workflow.track(track).id)),
        "stage" => optional(action.stage.map(|stage| &workflow.stages_of(action.track)[stage].id)),
        "template" => optional(action.template.as_ref()),
        "scheduled_on" => action.scheduled_on.to_string(),
        "days_late" => action.days_late.to_string(),
        "score" => action.score.rounded(2).to_string(),
        "flags" => action.flags.to_string(),
        "why" => action.why.to_string(),
        _ => return Err(format!("an action has no column {column:?}")),
    })
}

fn of_position(workflow: &Workflow, plan: &Plan, position: &Position, column: &str) -> Result<String, String> {
    let invoice = plan.invoices.get(position.invoice);
    let stages = workflow.stages_of(position.track);
    Ok(match column {
        "invoice" => invoice.id().to_owned(),
        "status" => position.status.to_string(),
        "balance" => invoice.terms.currency.plain(position.balance),
        "asked" => invoice.terms.currency.plain(position.asked),
        "due_date" => position.due_date.to_string(),
        "days_past_due" => position.days_past_due.to_string(),
        "clock" => optional(position.clock),
        "journey" => position.journey.to_string(),
        "track" => optional(position.track.map(|track| &workflow.track(track).id)),
        "stage" => optional(position.stage.map(|stage| &stages[stage].id)),
        "entered" => optional(position.stage_entered_on),
        "skipped" => position.skipped.iter().map(|stage| stages[*stage].id.as_str()).collect::<Vec<_>>().join("+"),
        "blocked_until" => optional(position.blocked_until),
        "promise" => optional(position.promise.map(|promise| promise.date)),
        "closed_on" => optional(position.closed_on),
        "next_on" => optional(position.next_on),
        "owner" => position.owner.clone(),
        "flags" => position.flags.names().chain(position.stalled.then_some("stalled")).collect::<Vec<_>>().join("+"),
        _ => return Err(format!("the status of an invoice has no column {column:?}")),
    })
}

fn row(columns: &[&str], cell: impl Fn(&str) -> Result<String, String>) -> Result<Vec<String>, String> {
    let filled = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    columns.iter().map(|column| cell(column).map(filled)).collect()
}

fn optional(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn table(columns: &[&str], rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        return "nothing\n".to_owned();
    }
    let header: Vec<String> = columns.iter().map(ToString::to_string).collect();
    let lines: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
    let width = |index: usize| lines.iter().map(|line| line[index].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let padded = |line: &Vec<String>| line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect::<Vec<_>>().join("  ");
    lines.iter().map(|line| padded(line).trim_end().to_owned() + "\n").collect()
}
