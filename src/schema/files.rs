//! The schemas of the files that people write. Each stands in a JSON file beside this one; the references say what its keys mean.

use super::reference::{BANK, LEDGER, TESTING, WORKFLOWS, below_heading, in_table, of_project};
use super::shape::Shape;

pub(super) fn workflow() -> Shape {
    Shape::read(include_str!("workflow.json"), |path| below_heading(WORKFLOWS, &path.replacen("conditions.when", "conditions", 1)))
}

pub(super) fn project() -> Shape {
    Shape::read(include_str!("project.json"), |path| match path.rsplit_once('.') {
        Some(("ledger.invoices.columns", column)) => in_table(LEDGER, "Invoices", column),
        Some(("ledger.events.columns" | "ledger.events.values", column)) => in_table(LEDGER, "Events", column),
        Some(("bank.columns", column)) => in_table(BANK, "Columns of a mapping", column),
        _ if path.starts_with("bank.") => below_heading(BANK, path),
        _ => of_project(path),
    })
}

/// In a scenario with a table `$column` may stand for any value, so values are held to little: what they must be is the reader's to say.
pub(super) fn scenarios() -> Shape {
    Shape::read(include_str!("scenarios.json"), |path| {
        below_heading(TESTING, path.strip_prefix("scenarios.").filter(|path| path.starts_with("story.")).unwrap_or(path))
    })
}
