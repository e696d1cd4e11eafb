//! The schemas of JSON outputs. Rows are described by their columns ([`Column`]); keys may be added some day, so others are no mistake.

use super::reference::{of_command, of_plan, plain};
use super::shape::{Shape, ShapeKey, amount, channel, currency, day, joined, list, may, must, open_section, string, whole, word};
use crate::plan::Held;
use crate::report::{
    AccountCash, ActionRow, AnswerRow, Cash, ChangeRow, Column, ComparedOwner, ComparedStage, CreditRow, Credits, EditRow, Holds,
    OwnerLine, PositionRow, StageLine, StalledLine, SyncRow, SyncTotalsRow, TotalsRow, TouchRow, Warning, WeekLine,
};

pub(super) fn plan() -> Shape {
    let withheld = action(&ActionRow::COLUMNS[1..]).into_iter().chain([
        must("reason", word(Held::ALL.map(Held::name))).described(|_| of_plan("withheld")),
        may("free_on", day()).described(|_| of_plan("withheld")),
    ]);
    let lists = [
        must("actions", list(plan_line())),
        must("withheld", list(open_section(withheld.collect()))),
        must("totals", list(rows(TotalsRow::COLUMNS))),
    ];
    document(head().into_iter().chain(lists), of_plan)
}

pub(super) fn plan_line() -> Shape {
    open_section(action(ActionRow::COLUMNS))
}

pub(super) fn status() -> Shape {
    let lists = [
        must("cash", list(rows(Cash::COLUMNS))),
        must("open_credits", list(rows(Credits::COLUMNS))),
        must("on_account", list(rows(AccountCash::COLUMNS))),
        must("invoices", list(status_line())),
    ];
    let words = |name: &str| match name {
        "cash" => "Per currency, what the open ones among the rows add up to.".to_owned(),
        "open_credits" => "Per currency, what is open on credit notes: it is not in `cash`.".to_owned(),
        "on_account" => "Per currency, the cash of customers that is applied to no invoice: it is not in `cash`.".to_owned(),
        "invoices" => "One row for each open invoice, in the order of the file; with `--all` closed ones and open credits, too.".to_owned(),
        _ => of_plan(name),
    };
    document(head().into_iter().chain(lists), words)
}

pub(super) fn status_line() -> Shape {
    rows(PositionRow::COLUMNS)
}

pub(super) fn hold_list() -> Shape {
    let keys = [must("since", day().or_null()), must("rule", string()), must("customers", list(hold_list_line()))];
    document(head().into_iter().chain(keys), |name| match name {
        "since" => "The earlier day, with `--since`.".to_owned(),
        "rule" => "The file and line of `credit_hold`.".to_owned(),
        "customers" => "A row for each customer; without rates one for each currency in which it owes.".to_owned(),
        _ => of_plan(name),
    })
}

pub(super) fn hold_list_line() -> Shape {
    rows(CreditRow::COLUMNS)
}

pub(super) fn may_line() -> Shape {
    rows(AnswerRow::COLUMNS)
}

pub(super) fn simulation() -> Shape {
    let days = ["mean_days_late", "median_days_late", "mean_days_to_collect", "median_days_to_collect"];
    let words = [
        "How many days after the due date, on average.",
        "The median of these days, to a half.",
        "How many days after the issue date, on average.",
        "The median of these days, to a half.",
    ];
    let collected = days.into_iter().zip(words).map(|(name, words)| told(must(name, amount().or_null()), words));
    let collected = [told(must("invoices", count()), "How many were paid.")].into_iter().chain(collected);
    let keys = [
        must("from", day()),
        must("to", day()),
        must("workflow", workflow()),
        must("ledger", ledger()),
        must("slice", string().or_null()),
        must("seed", count()),
        must("not_known", list(string())),
        must("undone", count()),
        must("collected", open_section(collected.collect())),
        must("cost", amount().or_null()),
        must("cost_per_unit", amount().or_null()),
        must("stages", list(rows(StageLine::COLUMNS))),
        must("owners", list(rows(OwnerLine::COLUMNS))),
        must("stalled", list(rows(StalledLine::COLUMNS))),
        must("weeks", list(rows(WeekLine::COLUMNS))),
        must("touches", list(simulation_line())),
    ];
    document(keys, |name| of_command("simulate", name))
}

pub(super) fn simulation_line() -> Shape {
    rows(TouchRow::COLUMNS)
}

pub(super) fn diff() -> Shape {
    let pair = |shape: fn() -> Shape, words: [&str; 2], names: [&str; 2]| {
        open_section([0, 1].map(|at| told(must(names[at], shape()), words[at])).into())
    };
    let keys = [
        must("from", day()),
        must("to", day()),
        must("old", workflow()),
        must("new", workflow()),
        must("ledger", ledger()),
        must("slice", string().or_null()),
        must("touches", pair(count, ["By the old workflow.", "By the new workflow."], ["old", "new"])),
        must("gates", list(pair(string, ["The gate, as it was given.", "What was found. For people."], ["gate", "found"]))),
        must("owners", list(rows(ComparedOwner::COLUMNS))),
        must("stages", list(rows(ComparedStage::COLUMNS))),
        must("edits", list(rows(EditRow::COLUMNS))),
        must("changes", list(rows(ChangeRow::COLUMNS))),
    ];
    document(keys, |name| of_command("diff", name))
}

pub(super) fn sync() -> Shape {
    let keys = [
        must("as_of", day()),
        must("export", count()),
        must("last", day().or_null()),
        must("changes", list(sync_line())),
        must("totals", list(rows(SyncTotalsRow::COLUMNS))),
    ];
    document(keys, |name| of_command("sync", name))
}

pub(super) fn sync_line() -> Shape {
    rows(SyncRow::COLUMNS)
}

/// A document with warnings at its end; `words` says what its keys mean.
fn document(keys: impl IntoIterator<Item = ShapeKey>, words: impl Fn(&str) -> String) -> Shape {
    let warnings = must("warnings", list(rows(Warning::COLUMNS)));
    open_section(keys.into_iter().chain([warnings]).map(|key| key.described(&words)).collect())
}

/// What the documents of a day begin with.
fn head() -> [ShapeKey; 3] {
    [must("as_of", day()), must("workflow", workflow()), must("ledger", ledger())]
}

fn digest() -> ShapeKey {
    told(must("digest", string()), "BLAKE3 of the bytes that were read, in hexadecimal.")
}

fn workflow() -> Shape {
    open_section(vec![told(must("name", string()), "The workflow's name."), digest()])
}

fn ledger() -> Shape {
    let invoices = told(must("invoices", count()), "How many invoices were read.");
    open_section(vec![invoices, told(must("events", count()), "How many events were read."), digest()])
}

fn told(key: ShapeKey, words: &str) -> ShapeKey {
    key.described(|_| words.to_owned())
}

/// An action's row: in JSON it has who must approve the draft as well, where somebody must.
fn action<Read>(columns: &[Column<Read>]) -> Vec<ShapeKey> {
    let approval = "Who must approve the draft before it is sent: an owner's id, or `required` for anybody. Absent where nobody must.";
    columns.iter().map(column).chain([told(may("approval", string()), approval)]).collect()
}

fn rows<Read>(columns: &[Column<Read>]) -> Shape {
    open_section(columns.iter().map(column).collect())
}

fn column<Read>(column: &Column<Read>) -> ShapeKey {
    let of_plan = ActionRow::COLUMNS.iter().find(|other| other.name == column.name).map_or("", |other| other.meaning);
    must(column.name, cells(column.holds)).described(|_| plain(&column.meaning.replace("as in the plan", of_plan)))
}

fn cells(holds: Holds) -> Shape {
    match holds {
        Holds::Text => string(),
        Holds::Word(words) => word(words()),
        Holds::Words(words) => joined(words()),
        Holds::Channel => channel(),
        Holds::Currency => currency(),
        Holds::Exact => amount(),
        Holds::Day => day(),
        Holds::Number => whole(i64::MIN..=i64::MAX),
        Holds::Count => count(),
        Holds::Place => whole(1..=i64::MAX),
        Holds::Maybe(holds) => cells(*holds).or_null(),
    }
}

fn count() -> Shape {
    whole(0..=i64::MAX)
}
