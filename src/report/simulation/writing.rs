//! A simulation as CSV, JSON, JSON lines and Markdown.

use super::{NOT_KNOWN, SimulationView, TouchRow};
use crate::report::json::{Each, LedgerHead, Warning, WorkflowHead, line, pretty};
use crate::report::markdown::escaped;
use crate::report::{About, CsvSheet, Listing, names};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The touches of a simulation.
pub fn simulation_csv(view: &SimulationView<'_>, out: impl Write) -> io::Result<()> {
    let mut sheet = CsvSheet::new(out, names(TouchRow::COLUMNS))?;
    view.rows().try_for_each(|row| sheet.row(row.cells().map(|(_, cell)| cell)))?;
    sheet.finish()
}

/// The touches of a simulation, one object a line.
pub fn simulation_jsonl(view: &SimulationView<'_>, mut out: impl Write) -> io::Result<()> {
    view.rows().try_for_each(|row| line(&row, &mut out))
}

/// A simulation: a heading, what it comes to, the tables, and what it cannot know.
pub fn simulation_markdown(view: &SimulationView<'_>, mut out: impl Write) -> io::Result<()> {
    let mut text = format!("# {}\n\n{}\n", escaped(&view.title()), escaped(&view.sentences().join(" ")));
    for listing in view.listings().iter().filter(|listing| !listing.rows.is_empty()) {
        let _ = writeln!(text, "\n## {}\n", escaped(listing.title));
        listing.push_markdown(&mut text);
        text.pop();
    }
    text.push_str("\n## What this cannot know\n\n");
    NOT_KNOWN.iter().for_each(|sentence| _ = writeln!(text, "- {sentence}"));
    out.write_all(text.as_bytes())
}

/// A simulation as one object.
pub fn simulation_json(view: &SimulationView<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    let [stages, owners, stalled] = view.listings();
    let collected = &view.summary.collected;
    let decimal = |decimal: Option<crate::money::Decimal>| decimal.map(|decimal| decimal.to_string());
    let document = SimulationDocument {
        from: view.assumptions.from.to_string(),
        to: view.assumptions.to.to_string(),
        workflow: WorkflowHead::new(view.workflow),
        ledger: LedgerHead::new(about),
        slice: view.slice,
        seed: view.assumptions.seed,
        not_known: NOT_KNOWN,
        undone: view.history.undone,
        collected: CollectedObject {
            invoices: collected.invoices,
            mean_days_late: decimal(collected.mean_days_late),
            median_days_late: decimal(collected.median_days_late),
            mean_days_to_collect: decimal(collected.mean_days_to_collect),
            median_days_to_collect: decimal(collected.median_days_to_collect),
        },
        cost: decimal(view.summary.cost),
        cost_per_unit: decimal(view.summary.cost_per_unit),
        stages,
        owners,
        stalled,
        weeks: view.weeks(),
        touches: Each(|| view.rows()),
        warnings: Each(|| about.warnings.iter().map(Warning)),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct SimulationDocument<'a, T, F> {
    from: String,
    to: String,
    workflow: WorkflowHead<'a>,
    ledger: LedgerHead<'a>,
    slice: Option<&'a str>,
    seed: u64,
    not_known: [&'static str; 3],
    undone: usize,
    collected: CollectedObject,
    cost: Option<String>,
    cost_per_unit: Option<String>,
    stages: Listing,
    owners: Listing,
    stalled: Listing,
    weeks: Listing,
    touches: T,
    warnings: F,
}

#[derive(Serialize)]
struct CollectedObject {
    invoices: usize,
    mean_days_late: Option<String>,
    median_days_late: Option<String>,
    mean_days_to_collect: Option<String>,
    median_days_to_collect: Option<String>,
}
