//! The schemas of what simulations and comparisons write as JSON. Keys may be added to them some day, so others than these are no mistake.

use super::outputs::{ANY, COUNT, ledger, told, warning, work, workflow};
use super::reference::{of_diff, of_simulation};
use super::shape::{Key, Shape, amount, channel, currency, day, list, must, open_section, string, whole, word};
use crate::diff::ChangeKind;

/// The one object of `collect simulate --format json`.
pub(super) fn simulation() -> Shape {
    let keys = vec![
        must("from", day()),
        must("to", day()),
        must("workflow", workflow()),
        must("ledger", ledger()),
        must("slice", string().or_null()),
        must("seed", whole(COUNT)),
        must("not_known", list(string())),
        must("undone", whole(COUNT)),
        must("collected", collected()),
        must("cost", amount().or_null()),
        must("cost_per_unit", amount().or_null()),
        must("stages", list(simulated_stage())),
        must("owners", list(simulated_owner())),
        must("stalled", list(stalled())),
        must("weeks", list(week())),
        must("touches", list(simulation_line())),
        must("warnings", list(warning())),
    ];
    open_section(keys.into_iter().map(|key| key.described(of_simulation)).collect())
}

/// A line of `collect simulate --format jsonl`.
pub(super) fn simulation_line() -> Shape {
    let keys = [must("date", day())].into_iter().chain(work());
    open_section(keys.map(|key| key.described(of_simulation)).collect())
}

/// The one object of `collect diff --format json`.
pub(super) fn diff() -> Shape {
    let touches = [("old", "By the old workflow."), ("new", "By the new workflow.")];
    let keys = vec![
        must("from", day()),
        must("to", day()),
        must("old", workflow()),
        must("new", workflow()),
        must("ledger", ledger()),
        must("slice", string().or_null()),
        must("touches", open_section(touches.map(|(name, words)| told(must(name, whole(COUNT)), words)).into())),
        must("gates", list(gate())),
        must("owners", list(compared_owner())),
        must("stages", list(compared_stage())),
        must("edits", list(edit())),
        must("changes", list(change())),
        must("warnings", list(warning())),
    ];
    open_section(keys.into_iter().map(|key| key.described(of_diff)).collect())
}

/// A contact that differs.
fn change() -> Shape {
    let sides = |name: &str, shape: fn() -> Shape| ["old", "new"].map(|side| must(&format!("{side}_{name}"), shape().or_null()));
    let keys = [
        must("change", word(ChangeKind::ALL.map(ChangeKind::name))),
        must("days", whole(ANY).or_null()),
        must("invoice_id", string()),
        must("customer_id", string()),
    ];
    let both = [sides("action_id", string), sides("date", day), sides("owner", string), sides("channel", channel), sides("stage", string)];
    let last = [must("workflow", string().or_null()), must("why", string())];
    open_section(keys.into_iter().chain(both.into_iter().flatten()).chain(last).map(|key| key.described(of_diff)).collect())
}

fn collected() -> Shape {
    open_section(vec![
        told(must("invoices", whole(COUNT)), "How many were paid."),
        told(must("mean_days_late", amount().or_null()), "How many days after the due date, on average."),
        told(must("median_days_late", amount().or_null()), "The median of these days, to a half."),
        told(must("mean_days_to_collect", amount().or_null()), "How many days after the issue date, on average."),
        told(must("median_days_to_collect", amount().or_null()), "The median of these days, to a half."),
    ])
}

/// The stage of a row.
fn of_stage() -> [Key; 2] {
    [
        told(must("track", string().or_null()), "Its track; null for the workflow's own stages."),
        told(must("stage", string()), "The stage; `(before the first)` for none."),
    ]
}

fn simulated_stage() -> Shape {
    let once =
        |name: &str, shape: Shape, words: &str| told(must(name, shape.or_null()), &format!("{words} Null in further rows of a stage."));
    let keys = vec![
        once("touches", whole(COUNT), "How many."),
        once("entered", whole(COUNT), "How many invoices came to be in it."),
        told(must("received", amount().or_null()), "What came in on invoices that were in it that morning."),
        told(must("currency", currency().or_null()), "Of what came in; each further one has a row of its own."),
        once("mean_days", amount(), "How long they were in it, on average of those that left."),
        once("median_days", amount(), "The median of these days, to a half."),
        once("left", whole(COUNT), "How many left it."),
        once("remaining", whole(COUNT), "How many are in it at the end."),
    ];
    open_section(of_stage().into_iter().chain(keys).collect())
}

fn simulated_owner() -> Shape {
    open_section(vec![
        told(must("owner", string()), "Whose work it is."),
        told(must("channel", channel()), "How."),
        told(must("touches", whole(COUNT)), "How many in all."),
        told(must("per_week", amount().or_null()), "How many a week, on average."),
        told(must("busiest", whole(COUNT)), "How many in the busiest week."),
        told(must("busiest_week", day()), "The Monday of that week."),
    ])
}

fn stalled() -> Shape {
    let count = |name: &str, words: &str| told(must(name, whole(COUNT).or_null()), &format!("{words} Null in further rows of a stage."));
    let keys = vec![
        count("disputed", "How many are disputed."),
        count("paused", "How many are paused."),
        count("nothing_left", "For how many nothing is left to be done."),
        told(must("balance", amount()), "What is left to pay on them."),
        told(must("currency", currency()), "Of the balance; each further one has a row of its own."),
    ];
    open_section(of_stage().into_iter().chain(keys).collect())
}

fn week() -> Shape {
    open_section(vec![
        told(must("week", day()), "The Monday of the week."),
        told(must("owner", string()), "Whose work it is."),
        told(must("channel", channel()), "How."),
        told(must("touches", whole(COUNT)), "How many."),
    ])
}

fn gate() -> Shape {
    open_section(vec![
        told(must("gate", string()), "The gate, as it was given."),
        told(must("found", string()), "What was found. For people."),
    ])
}

/// Old and new counts.
fn counts(once: impl Fn(Shape) -> Shape) -> [Key; 3] {
    [
        told(must("old", once(whole(COUNT))), "How many by the old workflow."),
        told(must("new", once(whole(COUNT))), "How many by the new workflow."),
        told(must("more", once(whole(ANY))), "How many more; negative for fewer."),
    ]
}

fn compared_owner() -> Shape {
    let owner = told(must("owner", string()), "Whose work it is.");
    let week = told(must("more_a_week", amount().or_null()), "How many more a week, on average; null for one day.");
    open_section([owner].into_iter().chain(counts(|shape| shape)).chain([week]).collect())
}

fn compared_stage() -> Shape {
    let stage = told(must("stage", string()), "The stage; `(before the first)` for none.");
    let money = [
        told(must("old_cash", amount().or_null()), "What came in on it by the old workflow; of plans the balances of its invoices."),
        told(must("new_cash", amount().or_null()), "The same by the new workflow."),
        told(must("currency", currency().or_null()), "Of the money; each further one has a row of its own, without counts."),
    ];
    open_section([stage].into_iter().chain(counts(Shape::or_null)).chain(money).collect())
}

fn edit() -> Shape {
    open_section(vec![
        told(must("what", string()), "What is written otherwise. For people."),
        told(must("old", string().or_null()), "The line of the old file."),
        told(must("new", string().or_null()), "The line of the new file."),
    ])
}
