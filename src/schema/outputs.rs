//! The schemas of JSON outputs. Keys may be added to them some day, so others than these are no mistake.

use super::reference::{of_plan, of_status};
use super::shape::{Key, Shape, amount, channel, currency, day, joined, list, may, must, open_section, string, whole, word};
use crate::finding::Code;
use crate::plan::{Held, Status};
use std::ops::RangeInclusive;

const FLAGS: [&str; 6] = ["silent", "broken_promise", "worsening", "disputed", "unapplied_cash", "part_disputed"];
pub(super) const ANY: RangeInclusive<i64> = i64::MIN..=i64::MAX;
pub(super) const COUNT: RangeInclusive<i64> = 0..=i64::MAX;

/// The one object of `collect plan --format json`.
pub(super) fn plan() -> Shape {
    let ranked = action(Some(must("rank", whole(1..=i64::MAX))));
    let held = vec![must("reason", word(Held::ALL.map(Held::name))), may("free_on", day())];
    let held = held.into_iter().map(|key| key.described(|_| of_plan("withheld")));
    let mut withheld = action(None);
    withheld.extend(held);
    let keys = vec![
        must("actions", list(open_section(ranked))),
        must("withheld", list(open_section(withheld))),
        must("totals", list(totals())),
        must("warnings", list(warning())),
    ];
    open_section(head().into_iter().chain(keys).map(|key| key.described(of_plan)).collect())
}

/// A line of `collect plan --format jsonl`.
pub(super) fn plan_line() -> Shape {
    open_section(action(Some(must("rank", whole(1..=i64::MAX)))))
}

/// The one object of `collect status --format json`.
pub(super) fn status() -> Shape {
    let keys = vec![
        must("cash", list(cash())),
        must("open_credits", list(credits())),
        must("invoices", list(status_line())),
        must("warnings", list(warning())),
    ];
    let words = |name: &str| match name {
        "cash" => "Per currency, what the open ones among the rows add up to.".to_owned(),
        "open_credits" => "Per currency, what is open on credit notes: it is not in `cash`.".to_owned(),
        "invoices" => "One row for each open invoice, in the order of the file; with `--all` closed ones and open credits, too.".to_owned(),
        _ => of_plan(name),
    };
    open_section(head().into_iter().chain(keys).map(|key| key.described(words)).collect())
}

/// A line of `collect status --format jsonl`.
pub(super) fn status_line() -> Shape {
    let keys = vec![
        must("invoice_id", string()),
        must("customer_id", string()),
        must("currency", currency()),
        must("amount", amount()),
        must("balance", amount()),
        must("due_date", day()),
        must("days_past_due", whole(ANY).or_null()),
        must("clock", whole(ANY).or_null()),
        must("status", statuses()),
        must("track", string().or_null()),
        must("stage", string().or_null()),
        must("stage_entered_on", day().or_null()),
        must("blocked_until", day().or_null()),
        must("promise_date", day().or_null()),
        must("closed_on", day().or_null()),
        must("next_on", day().or_null()),
        must("owner", string().or_null()),
        must("flags", joined(FLAGS.into_iter().chain(["stalled"])).or_null()),
        must("asked", amount()),
    ];
    open_section(keys.into_iter().map(|key| key.described(of_status)).collect())
}

pub(super) fn statuses() -> Shape {
    word(Status::ALL.map(Status::name))
}

/// What every document begins with.
fn head() -> Vec<Key> {
    vec![must("as_of", day()), must("workflow", workflow()), must("ledger", ledger())]
}

fn digest() -> Key {
    told(must("digest", string()), "BLAKE3 of the bytes that were read, in hexadecimal.")
}

/// Which workflow it was.
pub(super) fn workflow() -> Shape {
    open_section(vec![told(must("name", string()), "The workflow's name."), digest()])
}

/// Which ledger it was.
pub(super) fn ledger() -> Shape {
    open_section(vec![
        told(must("invoices", whole(COUNT)), "How many invoices were read."),
        told(must("events", whole(COUNT)), "How many events were read."),
        digest(),
    ])
}

/// A key with words of its own.
pub(super) fn told(key: Key, words: &str) -> Key {
    key.described(|_| words.to_owned())
}

/// An action's row.
fn action(rank: Option<Key>) -> Vec<Key> {
    let keys = work().into_iter().chain([must("score", amount()), must("flags", joined(FLAGS).or_null())]);
    let keys = keys.chain([must("why", string()), must("asked", amount())]);
    let approval = "Who must approve the draft before it is sent: an owner's id, or `required` for anybody. Absent where nobody must.";
    let approval = told(may("approval", string()), approval);
    rank.into_iter().chain(keys).map(|key| key.described(of_plan)).chain([approval]).collect()
}

/// What is to be done or was done, for which invoice, and where that stands.
pub(super) fn work() -> Vec<Key> {
    let kinds = ["touch", "dispute", "reply", "broken_promise", "short_pay", "returned"];
    vec![
        must("action_id", string()),
        must("kind", word(kinds)),
        must("channel", channel()),
        must("owner", string()),
        must("invoice_id", string()),
        must("customer_id", string()),
        must("customer_name", string().or_null()),
        must("currency", currency()),
        must("balance", amount()),
        must("due_date", day()),
        must("days_past_due", whole(ANY)),
        must("clock", whole(ANY)),
        must("status", statuses()),
        must("track", string().or_null()),
        must("stage", string().or_null()),
        must("template", string().or_null()),
        must("scheduled_on", day()),
        must("days_late", whole(COUNT)),
    ]
}

/// What a plan adds up to in one currency.
fn totals() -> Shape {
    let counts = ["disputed", "promised", "paused", "replied", "withheld"].map(|name| must(name, whole(COUNT)));
    let first = [must("currency", currency()), must("actions", whole(COUNT)), must("invoices", whole(COUNT)), must("balance", amount())];
    let words = |name: &str| match name {
        "currency" => "Of the balance.".to_owned(),
        "actions" => "How many actions the plan shows.".to_owned(),
        "invoices" => "On how many invoices they are.".to_owned(),
        "balance" => "What is left to pay on those, each counted once.".to_owned(),
        "withheld" => "How many actions are held back.".to_owned(),
        state => format!("How many invoices of the whole ledger are {state}."),
    };
    open_section(first.into_iter().chain(counts).map(|key| key.described(words)).collect())
}

/// What is open in one currency.
fn cash() -> Shape {
    let sums = ["balance", "current", "due", "overdue_1_30", "overdue_31_60", "overdue_61_90", "overdue_over_90"];
    let of_it = ["disputed", "promised", "paused", "at_risk"];
    let sums = sums.into_iter().chain(of_it).map(|name| must(name, amount()));
    let first = [must("currency", currency()), must("invoices", whole(COUNT))];
    let words = |name: &str| match name {
        "currency" => "Of the amounts.".to_owned(),
        "invoices" => "How many are open.".to_owned(),
        name => of_status(name),
    };
    open_section(first.into_iter().chain(sums).map(|key| key.described(words)).collect())
}

/// What is open on credit notes in one currency.
fn credits() -> Shape {
    open_section(vec![
        told(must("currency", currency()), "Of the amount."),
        told(must("rows", whole(1..=i64::MAX)), "On how many rows of the ledger."),
        told(must("amount", amount()), "What they come to; above zero."),
    ])
}

/// Something odd about the inputs.
pub(super) fn warning() -> Shape {
    let place = || whole(1..=i64::MAX).or_null();
    open_section(vec![
        told(must("code", word(Code::ALL.iter().map(|code| code.name()))), "Which kind of problem: `collect help CODE` says more."),
        told(must("file", string().or_null()), "The file, as it was named."),
        told(must("line", place()), "The line, from 1."),
        told(must("column", place()), "The column, from 1, in characters; null for the whole line."),
        told(must("message", string()), "What is odd. For people."),
        told(must("hint", string().or_null()), "What to do about it. For people."),
    ])
}
