//! A story as JSON: the same rows and sentences, and what is behind them as data.

use super::late_fee::Fee;
use super::{Change, StoryRow, StoryView, blocking};
use crate::calendar::Day;
use crate::money::Balance;
use crate::plan::{Blocker, CashFrom, DueAction, MoneyLine, NextAction, Onward, Score, What, Withheld};
use crate::report::json::{Each, Head, Warning, pretty};
use crate::report::{About, ActionRow, Cell, PositionRow};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A story as one object.
///
/// # Errors
/// What `out` says.
pub fn story_json(view: &StoryView<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    pretty(&Document(view, about), &mut out)?;
    out.write_all(b"\n")
}

struct Document<'a>(&'a StoryView<'a>, &'a About);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Document(view, about) = *self;
        let standing = &view.story.standing;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("as_of", &view.story.as_of.to_string())?;
        map.serialize_entry("from", &Cell::day(view.earlier.map(|earlier| earlier.as_of)))?;
        let head = Head::new(view.whole, view.workflow, about);
        map.serialize_entry("workflow", &head.workflow)?;
        map.serialize_entry("ledger", &head.ledger)?;
        map.serialize_entry("invoice_id", view.story.invoice.as_str())?;
        map.serialize_entry("story", &Each(|| view.rows().map(Row)))?;
        map.serialize_entry("changes", &Each(|| view.changes().into_iter().map(Changed)))?;
        map.serialize_entry("status", &view.story.position().map(|at| PositionRow::new(at, &view.story.plan, view.workflow)))?;
        map.serialize_entry("due", &Each(|| standing.due.iter().map(|action| Due(action, view))))?;
        map.serialize_entry("withheld", &Each(|| standing.withheld.iter().map(|held| Held(held, view))))?;
        map.serialize_entry("next_action", &standing.next.as_ref().map(|(day, actions)| Next(*day, actions)))?;
        map.serialize_entry("blockers", &Each(|| standing.blockers.iter().map(|blocker| Block(blocker, view))))?;
        map.serialize_entry("free_on", &Cell::day(standing.free_on))?;
        map.serialize_entry("balance", &Sum(view))?;
        map.serialize_entry("late_fee", &view.story.late_fee.as_ref().map(|fee| Fee(fee, view)))?;
        map.serialize_entry("onward", &standing.onward.as_ref().map(Goes))?;
        map.serialize_entry("evidence", &Facts(view))?;
        map.serialize_entry("ageing", &Ages(view))?;
        map.serialize_entry("rank", &standing.score.as_ref().map(|score| Ranked(score, view)))?;
        map.serialize_entry("warnings", &Each(|| about.warnings.iter().map(Warning)))?;
        map.end()
    }
}

struct Row<'a>(StoryRow<'a>);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let moment = self.0.moment;
        let cells = [
            ("date", Cell::day(Some(moment.day))),
            ("clock", moment.clock.map_or(Cell::Empty, Cell::from)),
            ("kind", Cell::text(kind(&moment.what))),
            ("text", Cell::text(self.0.text())),
            ("action_id", Cell::text(action(&moment.what))),
            ("workflow", Cell::text(self.0.workflow().unwrap_or_default())),
            ("source", Cell::text(self.0.source().unwrap_or_default())),
            ("of_customer", Cell::text(if moment.of_customer { "yes" } else { "no" })),
            ("by", Cell::text(moment.by.as_str())),
            ("note", Cell::text(moment.note.as_str())),
        ];
        serializer.collect_map(cells)
    }
}

/// The word for a kind of moment.
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

struct Changed(Change);

impl Serialize for Changed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Change { name, before, after } = &self.0;
        serializer.collect_map([("column", Cell::text(*name)), ("before", before.clone()), ("after", after.clone())])
    }
}

struct Due<'a>(&'a DueAction, &'a StoryView<'a>);

impl Serialize for Due<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Due(action, view) = *self;
        serializer.collect_map(ActionRow::new(view.rank(&action.id), Cow::Borrowed(action), &view.story.plan, view.workflow).entries())
    }
}

struct Held<'a>(&'a Withheld, &'a StoryView<'a>);

impl Serialize for Held<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Held(held, view) = *self;
        let row = ActionRow::new(None, Cow::Borrowed(&held.action), &view.story.plan, view.workflow);
        let why = [("reason", Cell::text(held.reason.name())), ("free_on", Cell::day(held.free_on))];
        serializer.collect_map(row.cells().filter(|(name, _)| *name != "rank").chain(why))
    }
}

struct Next<'a>(Day, &'a [NextAction]);

impl Serialize for Next<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let action = |next: &NextAction| {
            let action = &next.action;
            let (reason, free_on) = next.held.map_or((String::new(), None), |(reason, free_on)| (reason.name().to_owned(), free_on));
            [
                ("action_id", action.id.to_string()),
                ("kind", action.kind.name().to_owned()),
                ("channel", action.channel.name().to_owned()),
                ("owner", action.owner.to_string()),
                ("reason", reason),
                ("free_on", free_on.map(|day| day.to_string()).unwrap_or_default()),
            ]
            .into_iter()
            .collect::<BTreeMap<_, _>>()
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("next_on", &self.0.to_string())?;
        map.serialize_entry("actions", &self.1.iter().map(action).collect::<Vec<_>>())?;
        map.end()
    }
}

struct Block<'a>(&'a Blocker, &'a StoryView<'a>);

impl Serialize for Block<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Block(blocker, view) = *self;
        let cells = [
            ("code", Cell::text(blocker.what.code())),
            ("free_on", Cell::day(blocker.free_on)),
            ("workflow", Cell::text(view.place(blocker.line).unwrap_or_default())),
            ("text", Cell::text(blocking::sentence(blocker, view))),
        ];
        serializer.collect_map(cells)
    }
}

struct Sum<'a>(&'a StoryView<'a>);

impl Serialize for Sum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = self.0;
        let terms = view.invoice.terms;
        let decimal = |amount: Balance| Cell::amount(terms.currency, amount);
        let balance = view.story.position().map_or(Cell::Empty, |position| decimal(position.balance));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("currency", terms.currency.code())?;
        map.serialize_entry("amount", &decimal(Balance::from(terms.amount)))?;
        map.serialize_entry("open_amount", &terms.open_amount.map(|open| decimal(Balance::from(open.amount))))?;
        map.serialize_entry("open_on", &Cell::day(terms.open_amount.map(|open| open.on)))?;
        map.serialize_entry("changes", &Each(|| view.story.money.iter().map(|line| Money(line, view))))?;
        map.serialize_entry("balance", &balance)?;
        map.end()
    }
}

struct Money<'a>(&'a MoneyLine, &'a StoryView<'a>);

impl Serialize for Money<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Money(line, view) = *self;
        let currency = view.invoice.terms.currency;
        let cells = [
            ("date", Cell::day(Some(line.day))),
            ("kind", Cell::text(line.kind)),
            ("change", Cell::amount(currency, line.change)),
            ("balance", Cell::amount(currency, line.balance)),
            ("in_open_amount", Cell::text(if line.counts { "no" } else { "yes" })),
            ("source", Cell::text(line.source.as_ref().map(ToString::to_string).unwrap_or_default())),
        ];
        serializer.collect_map(cells)
    }
}

/// Where a required stage lets the invoice go.
struct Goes<'a>(&'a Onward);

impl Serialize for Goes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let onward = self.0;
        let cells = [
            ("touch", onward.touch.map_or(Cell::Empty, |(channel, _)| Cell::text(channel.name()))),
            ("wait_days", onward.touch.map_or(Cell::Empty, |(_, days)| Cell::from(days))),
            ("on", Cell::day(Some(onward.on))),
            ("stage", Cell::text(onward.stage.as_str())),
        ];
        serializer.collect_map(cells)
    }
}

/// What the customer's invoices and events say.
struct Facts<'a>(&'a StoryView<'a>);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (view, facts) = (self.0, &self.0.story.evidence);
        let decimal = |amount: Balance| view.invoice.terms.currency.plain(amount);
        let entry = |(from, amount): &(CashFrom, Balance)| {
            let (kind, id, date, source) = match from {
                CashFrom::Event { kind, on, source } => (*kind, "", on.to_string(), source.to_string()),
                CashFrom::Overpaid(invoice) => ("overpaid", invoice.as_str(), String::new(), String::new()),
                CashFrom::Credit(invoice) => ("open_credit", invoice.as_str(), String::new(), String::new()),
            };
            let cells = [("kind", kind.to_owned()), ("invoice_id", id.to_owned()), ("date", date)];
            cells.into_iter().chain([("amount", decimal(*amount)), ("source", source)]).collect::<BTreeMap<_, _>>()
        };
        let overdue = |(id, balance): &(String, Balance)| [("invoice_id", id.clone()), ("balance", decimal(*balance))].into_iter();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("touched_days", &facts.touched_days)?;
        map.serialize_entry("last_response", &Cell::day(facts.last_response))?;
        map.serialize_entry("broken_promises", &facts.broken.iter().map(|(id, count)| (id, count)).collect::<BTreeMap<_, _>>())?;
        map.serialize_entry("broken_promises_of_customer", &facts.broken_of_customer)?;
        map.serialize_entry("days_late", &facts.days_late)?;
        map.serialize_entry("cash", &facts.cash.entries.iter().map(entry).collect::<Vec<_>>())?;
        map.serialize_entry("unapplied", &decimal(facts.cash.unapplied))?;
        let overdue = facts.cash.overdue.iter().map(|line| overdue(line).collect::<BTreeMap<_, _>>());
        map.serialize_entry("overdue", &overdue.collect::<Vec<_>>())?;
        map.serialize_entry("not_overdue", &facts.cash.own.map(decimal))?;
        let open = |(due, id, balance): &(Day, String, Balance)| {
            [("invoice_id", id.clone()), ("due_date", due.to_string()), ("balance", decimal(*balance))]
                .into_iter()
                .collect::<BTreeMap<_, _>>()
        };
        map.serialize_entry("open", &facts.cash.open.iter().map(open).collect::<Vec<_>>())?;
        map.end()
    }
}

struct Ages<'a>(&'a StoryView<'a>);

impl Serialize for Ages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ageing = &self.0.story.standing.ageing;
        let extension =
            |(on, due): &(Day, Day)| [("date", on.to_string()), ("due_date", due.to_string())].into_iter().collect::<BTreeMap<_, _>>();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("first_due_date", &ageing.first_due_date.to_string())?;
        map.serialize_entry("extensions", &ageing.extensions.iter().map(extension).collect::<Vec<_>>())?;
        map.serialize_entry("due_date", &ageing.due_date.to_string())?;
        map.serialize_entry("days_past_due", &ageing.days_past_due)?;
        map.serialize_entry("clock", &ageing.clock)?;
        map.serialize_entry("days_stopped", &ageing.stopped)?;
        map.serialize_entry("days_jumped", &ageing.jumped)?;
        map.end()
    }
}

struct Ranked<'a>(&'a Score, &'a StoryView<'a>);

impl Serialize for Ranked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Ranked(score, view) = *self;
        let weights = score.weights.iter().map(|(name, weight)| (*name, weight.to_string()));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &score.value.rounded(2).to_string())?;
        map.serialize_entry("rate", &score.rate.map(|rate| rate.to_string()))?;
        map.serialize_entry("weights", &weights.collect::<BTreeMap<_, _>>())?;
        map.serialize_entry("factor", &score.factor.to_string())?;
        map.serialize_entry("score", &score.score.rounded(2).to_string())?;
        map.serialize_entry("actions_in_plan", &view.whole.worklist.len())?;
        map.end()
    }
}
