//! The schemas of the files that people write. Each stands in a JSON file beside this one; the references say what its keys mean.

use super::reference::{of_column, of_project, of_testing, of_workflow};
use super::shape::Shape;

pub(super) fn workflow() -> Shape {
    Shape::read(include_str!("workflow.json"), |path| of_workflow(&path.replacen("conditions.when", "conditions", 1)))
}

pub(super) fn project() -> Shape {
    Shape::read(include_str!("project.json"), |path| match path.rsplit_once('.') {
        Some(("ledger.invoices.columns", column)) => of_column("Invoices", column),
        Some(("ledger.events.columns" | "ledger.events.values", column)) => of_column("Events", column),
        _ => of_project(path),
    })
}

/// In a scenario with a table `$column` may stand for any value, so values are held to little: what they must be is the reader's to say.
pub(super) fn scenarios() -> Shape {
    Shape::read(include_str!("scenarios.json"), |path| {
        of_testing(path.strip_prefix("scenarios.").filter(|path| path.starts_with("story.")).unwrap_or(path))
    })
}
