//! A story as JSON: the same rows and sentences, and what is behind them as data.

use super::{StoryRow, StoryView, blocking, late_fee};
use crate::calendar::Day;
use crate::money::Balance;
use crate::plan::{CashFrom, DueAction, NextAction, Onward, Score, What, Withheld};
use crate::report::json::{Head, pretty};
use crate::report::{About, ActionRow, Cell, PositionRow};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

pub fn story_json(view: &StoryView<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    let (story, standing) = (view.story, &view.story.standing);
    let head = Head::new(&story.plan, view.workflow, about);
    let document = json!({
        "as_of": story.as_of.to_string(),
        "from": cell(view.earlier.map(|earlier| earlier.as_of)),
        "workflow": head.workflow,
        "ledger": head.ledger,
        "invoice_id": story.invoice,
        "story": all(view.rows(), |row| happened(&row)),
        "changes": all(view.changes(), |change| json!({ "column": change.name, "before": change.before, "after": change.after })),
        "status": story.position().map(|position| PositionRow::new(position, &story.plan, view.workflow)),
        "due": all(&standing.due, |action| due(view, action)),
        "withheld": all(&standing.withheld, |held| withheld(view, held)),
        "next_action": standing.next.as_ref().map(|(day, actions)| json!({ "next_on": day.to_string(), "actions": all(actions, next) })),
        "blockers": all(&standing.blockers, |blocker| json!({
            "code": blocker.what.code(),
            "free_on": cell(blocker.free_on),
            "workflow": view.place(blocker.line),
            "text": blocking::sentence(blocker, view),
        })),
        "free_on": cell(standing.free_on),
        "balance": balance(view),
        "late_fee": story.late_fee.as_ref().map(|fee| late_fee::json(view, fee)),
        "onward": standing.onward.as_ref().map(onward),
        "evidence": evidence(view),
        "ageing": ageing(view),
        "rank": standing.score.as_ref().map(|score| rank(view, score)),
        "warnings": about.warnings(),
    });
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

fn all<T>(items: impl IntoIterator<Item = T>, object: impl Fn(T) -> Value) -> Vec<Value> {
    items.into_iter().map(object).collect()
}

/// An empty text is `null`.
fn cell<'a>(value: impl Into<Cell<'a>>) -> Cell<'a> {
    value.into()
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn happened(row: &StoryRow<'_>) -> Value {
    let moment = row.moment;
    json!({
        "date": cell(moment.day),
        "clock": moment.clock,
        "kind": kind(&moment.what),
        "text": row.text(),
        "action_id": cell(action(&moment.what)),
        "workflow": row.workflow(),
        "source": row.source(),
        "of_customer": yes_or_no(moment.of_customer),
        "by": cell(moment.by.as_str()),
        "note": cell(moment.note.as_str()),
    })
}

fn kind(what: &What) -> &'static str {
    match what {
        What::Issued => "issued",
        What::FallsDue => "due_date",
        What::Snapshot { .. } => "open_amount",
        What::Money { kind, .. } => kind,
        What::Settled { .. } => "settled_date",
        What::Unapplied { .. } => "unapplied",
        What::Closed { .. } => "closed",
        What::Reopened { .. } => "reopened",
        What::Bounced { .. } => "bounce",
        What::OptedOut { .. } => "opt_out",
        What::Disputed { .. } => "dispute",
        What::Resolved { .. } => "dispute_resolved",
        What::Promised { .. } | What::NotPromised { .. } => "promise",
        What::Kept { .. } => "promise_kept",
        What::PendingAgain { .. } => "promise_pending_again",
        What::Broken { .. } => "promise_broken",
        What::Superseded => "promise_superseded",
        What::Paused { .. } => "pause",
        What::Resumed { .. } => "resume",
        What::Replied { .. } => "reply",
        What::Answered => "reply_answered",
        What::BlockOver { .. } => "block_over",
        What::PartsBlock { .. } => "part_blocks",
        What::PartsLeave { .. } => "part_leaves",
        What::Touched { .. } => "touch",
        What::Done { .. } => "done",
        What::DoneBefore { .. } => "done_before",
        What::NotEscalated { .. } => "escalate",
        What::Jumped { .. } => "clock_jumps",
        What::RuleWithoutJump { .. } => "rule",
        What::Extended { .. } => "extend",
        What::Noted => "note",
        What::ClockStops { .. } => "clock_stops",
        What::ClockRuns => "clock_runs",
        What::Entered { .. } => "stage",
        What::HeldBack { .. } => "held_back",
        What::Due { .. } => "due",
        What::Handed { .. } => "handed",
        What::Lapsed { .. } => "lapsed",
        What::Overtaken { .. } | What::LeftBehind { .. } => "overtaken",
        What::Unwanted { .. } => "unwanted",
        What::SetAside { .. } => "set_aside",
        What::Void { .. } => "void",
    }
}

/// The actions that a moment is about, several joined by a space.
fn action(what: &What) -> String {
    match what {
        What::Touched { does, .. } => does.join(" "),
        What::Done { id } => id.clone(),
        What::LeftBehind { tasks, .. } => tasks.iter().map(|task| task.id.as_str()).collect::<Vec<_>>().join(" "),
        What::DoneBefore { task, .. }
        | What::Due { task, .. }
        | What::Handed { task, .. }
        | What::Lapsed { task }
        | What::Overtaken { task, .. }
        | What::Unwanted { task, .. }
        | What::SetAside { task, .. }
        | What::Void { task } => task.id.clone(),
        _ => String::new(),
    }
}

fn due(view: &StoryView<'_>, action: &DueAction) -> Value {
    json!(ActionRow::new(view.rank(&action.id).map(|(rank, _)| rank), Cow::Borrowed(action), &view.story.plan, view.workflow))
}

fn withheld(view: &StoryView<'_>, held: &Withheld) -> Value {
    let row = ActionRow::new(None, Cow::Borrowed(&held.action), &view.story.plan, view.workflow);
    let why = [("reason", cell(held.reason.name())), ("free_on", cell(held.free_on))];
    let cells = row.cells().filter(|(name, _)| *name != "rank").chain(why);
    cells.map(|(name, cell)| (name.to_owned(), json!(cell))).collect::<Map<_, _>>().into()
}

/// Keys are in the order of the alphabet.
fn next(next: &NextAction) -> Value {
    let action = &next.action;
    let (reason, free_on) = next.held.map_or(("", None), |(reason, free_on)| (reason.name(), free_on));
    json!({
        "action_id": action.id.as_str(),
        "channel": action.channel.name(),
        "free_on": free_on.map_or(String::new(), |day: Day| day.to_string()),
        "kind": action.kind.name(),
        "owner": *action.owner,
        "reason": reason,
    })
}

fn balance(view: &StoryView<'_>) -> Value {
    let terms = view.invoice.terms;
    let amount = |amount: Balance| Cell::amount(terms.currency, amount);
    let changes = all(&view.story.money, |line| {
        json!({
            "date": cell(line.day),
            "kind": line.kind,
            "change": amount(line.change),
            "balance": amount(line.balance),
            "in_open_amount": yes_or_no(!line.counts),
            "source": line.source.as_ref().map(ToString::to_string),
        })
    });
    json!({
        "currency": terms.currency.code(),
        "amount": amount(terms.amount.into()),
        "open_amount": terms.open_amount.map(|open| amount(open.amount.into())),
        "open_on": cell(terms.open_amount.map(|open| open.on)),
        "changes": changes,
        "balance": view.story.position().map(|position| amount(position.balance)),
    })
}

/// Where a required stage lets the invoice go.
fn onward(onward: &Onward) -> Value {
    json!({
        "touch": onward.touch.map(|(channel, _)| channel.name()),
        "wait_days": onward.touch.map(|(_, days)| days),
        "on": cell(onward.on),
        "stage": onward.stage,
    })
}

/// What the customer's invoices and events say. Keys of rows are in the order of the alphabet.
fn evidence(view: &StoryView<'_>) -> Value {
    let (facts, cash) = (&view.story.evidence, &view.story.evidence.cash);
    let amount = |amount: Balance| view.invoice.terms.currency.plain(amount);
    let entry = |(from, sum): &(CashFrom, Balance)| {
        let (kind, id, date, source) = match from {
            CashFrom::Event { kind, on, source } => (*kind, "", on.to_string(), source.to_string()),
            CashFrom::Overpaid(invoice) => ("overpaid", invoice.as_str(), String::new(), String::new()),
            CashFrom::Credit(invoice) => ("open_credit", invoice.as_str(), String::new(), String::new()),
        };
        json!({ "amount": amount(*sum), "date": date, "invoice_id": id, "kind": kind, "source": source })
    };
    json!({
        "touched_days": facts.touched_days,
        "last_response": cell(facts.last_response),
        "broken_promises": facts.broken.iter().map(|(id, count)| (id, count)).collect::<BTreeMap<_, _>>(),
        "broken_promises_of_customer": facts.broken_of_customer,
        "days_late": facts.days_late,
        "cash": all(&cash.entries, entry),
        "unapplied": amount(cash.unapplied),
        "overdue": all(&cash.overdue, |(id, balance)| json!({ "balance": amount(*balance), "invoice_id": id })),
        "not_overdue": cash.own.map(amount),
        "open": all(&cash.open, |(due, id, balance)| json!({ "balance": amount(*balance), "due_date": due.to_string(), "invoice_id": id })),
    })
}

fn ageing(view: &StoryView<'_>) -> Value {
    let ageing = &view.story.standing.ageing;
    json!({
        "first_due_date": ageing.first_due_date.to_string(),
        "extensions": all(&ageing.extensions, |(on, due)| json!({ "date": on.to_string(), "due_date": due.to_string() })),
        "due_date": ageing.due_date.to_string(),
        "days_past_due": ageing.days_past_due,
        "clock": ageing.clock,
        "days_stopped": ageing.stopped,
        "days_jumped": ageing.jumped,
    })
}

fn rank(view: &StoryView<'_>, score: &Score) -> Value {
    json!({
        "value": score.value.rounded(2).to_string(),
        "rate": score.rate.map(|rate| rate.to_string()),
        "weights": score.weights.iter().map(|(name, weight)| (*name, weight.to_string())).collect::<BTreeMap<_, _>>(),
        "factor": score.factor.to_string(),
        "score": score.score.rounded(2).to_string(),
        "actions_in_plan": view.whole.map(|whole| whole.worklist.len()),
    })
}
