//! JSON: one object for everything, or one line for each row.

use super::column::{columns, objects};
use super::{About, AccountCash, ActionRow, AnswerRow, Cash, Cell, Credits, PlanView, StatusView, is_hidden};
use crate::finding::{Code, Finding};
use crate::plan::{Plan, Totals, Withheld};
use crate::workflow::Workflow;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

/// A plan as one object: `as_of`, `workflow`, `ledger`, `actions`, `withheld`, `totals`, `warnings`.
///
/// Characters that would steer a terminal are written as `\u` escapes; a reader of JSON gets them back.
pub fn plan_json(view: &PlanView<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    let document = PlanDocument {
        head: Head::new(view.plan, view.workflow, about),
        actions: Each(|| view.rows()),
        withheld: Each(|| {
            view.withheld.iter().map(|held| WithheldRow(ActionRow::new(None, Cow::Borrowed(&held.action), view.plan, view.workflow), held))
        }),
        totals: Each(|| view.totals.iter().map(TotalsRow)),
        warnings: about.warnings(),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

pub fn plan_jsonl(view: &PlanView<'_>, out: impl Write) -> io::Result<()> {
    plan_jsonl_rows(view, 0..view.row_count(), out)
}

/// Some of the actions of a plan, by their places from 0, one object a line.
pub fn plan_jsonl_rows(view: &PlanView<'_>, places: Range<usize>, mut out: impl Write) -> io::Result<()> {
    view.rows_in(places).try_for_each(|row| line(&row, &mut out))
}

/// An answer of `collect may`, on a line.
pub fn answer_jsonl(answer: &AnswerRow<'_>, mut out: impl Write) -> io::Result<()> {
    line(answer, &mut out)
}

/// Where invoices stand as one object: `as_of`, `workflow`, `ledger`, `cash`, `open_credits`, `invoices`, `warnings`.
pub fn status_json(view: &StatusView<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    let document = StatusDocument {
        head: Head::new(view.plan, view.workflow, about),
        cash: &view.cash,
        open_credits: &view.credits,
        on_account: &view.on_account,
        invoices: Each(|| view.rows()),
        warnings: about.warnings(),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

pub fn status_jsonl(view: &StatusView<'_>, mut out: impl Write) -> io::Result<()> {
    view.rows().try_for_each(|row| line(&row, &mut out))
}

#[derive(Serialize)]
struct PlanDocument<'a, A, W, T> {
    #[serde(flatten)]
    head: Head<'a>,
    actions: A,
    withheld: W,
    totals: T,
    warnings: Vec<Warning<'a>>,
}

#[derive(Serialize)]
struct StatusDocument<'a, I> {
    #[serde(flatten)]
    head: Head<'a>,
    cash: &'a [Cash],
    open_credits: &'a [Credits],
    on_account: &'a [AccountCash],
    invoices: I,
    warnings: Vec<Warning<'a>>,
}

#[derive(Serialize)]
pub(super) struct Head<'a> {
    as_of: String,
    pub(super) workflow: WorkflowHead<'a>,
    pub(super) ledger: &'a About,
}

#[derive(Serialize)]
pub(super) struct WorkflowHead<'a> {
    name: &'a str,
    digest: &'a str,
}

impl<'a> Head<'a> {
    pub(super) fn new(plan: &Plan, workflow: &'a Workflow, about: &'a About) -> Head<'a> {
        Head { as_of: plan.as_of.to_string(), workflow: WorkflowHead::new(workflow), ledger: about }
    }
}

impl<'a> WorkflowHead<'a> {
    pub(super) fn new(workflow: &'a Workflow) -> WorkflowHead<'a> {
        WorkflowHead { name: &workflow.name, digest: &workflow.digest }
    }
}

/// A list that is written as it is made.
pub(super) struct Each<F>(pub(super) F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: IntoIterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

impl Serialize for ActionRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries())
    }
}

/// A withheld action: an action's row without a rank, then why it waits and until when.
struct WithheldRow<'a>(ActionRow<'a>, &'a Withheld);

impl Serialize for WithheldRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, cell) in self.0.entries().filter(|(name, _)| *name != "rank") {
            map.serialize_entry(name, &cell)?;
        }
        map.serialize_entry("reason", self.1.reason.name())?;
        if let Some(day) = self.1.free_on {
            map.serialize_entry("free_on", &day.to_string())?;
        }
        map.end()
    }
}

pub struct TotalsRow<'a>(&'a Totals);

columns! { TotalsRow<'a> {
    currency: Currency, "Of the balance." => |row| row.0.currency.code().into();
    actions: Count, "How many actions the plan shows." => |row| row.0.actions.into();
    invoices: Count, "On how many invoices they are." => |row| row.0.invoices.into();
    balance: Exact, "What is left to pay on those, each counted once." => |row| Cell::amount(row.0.currency, row.0.balance);
    disputed: Count, "How many invoices of the whole ledger are disputed." => |row| row.0.disputed.into();
    promised: Count, "How many invoices of the whole ledger are promised." => |row| row.0.promised.into();
    paused: Count, "How many invoices of the whole ledger are paused." => |row| row.0.paused.into();
    replied: Count, "How many invoices of the whole ledger are replied." => |row| row.0.replied.into();
    withheld: Count, "How many actions are held back." => |row| row.0.withheld.into();
} }

pub struct Warning<'a>(pub(super) &'a Finding);

columns! { Warning<'a> {
    code: Word(|| Code::ALL.iter().map(|code| code.name()).collect()), "Which kind of problem: `collect help CODE` says more." => |row| row.0.code.name().into();
    file: Maybe(&Text), "The file, as it was named." => |row| row.0.place.as_ref().map(|place| place.file.as_str()).into();
    line: Maybe(&Place), "The line, from 1." => |row| row.0.place.as_ref().map(|place| place.line).filter(|line| *line > 0).into();
    column: Maybe(&Place), "The column, from 1, in characters; null for the whole line." => |row| row.0.place.as_ref().map(|place| place.column).filter(|column| *column > 0).into();
    message: Text, "What is odd. For people." => |row| row.0.message.as_str().into();
    hint: Maybe(&Text), "What to do about it. For people." => |row| row.0.hint.as_deref().into();
} }

objects!(TotalsRow<'_>, Warning<'_>);

pub(crate) fn pretty(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    Ok(serde_json::to_writer_pretty(Escaping(out), value)?)
}

pub(super) fn line(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(Escaping(&mut *out), value)?;
    out.write_all(b"\n")
}

/// Writes every hidden character as an escape of JSON. Outside of texts JSON has none but line feeds, and what is written at once is whole
/// characters.
struct Escaping<W>(W);

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = std::str::from_utf8(bytes).map_err(io::Error::other)?;
        while let Some((index, hidden)) = rest.char_indices().find(|(_, c)| is_hidden(*c) && *c != '\n') {
            self.0.write_all(&rest.as_bytes()[..index])?;
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(self.0, "\\u{unit:04x}")?;
            }
            rest = &rest[index + hidden.len_utf8()..];
        }
        self.0.write_all(rest.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
