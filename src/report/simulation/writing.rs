//! A simulation as CSV, JSON, JSON lines and Markdown.

use super::{SimulationView, TouchRow};
use crate::money::Decimal;
use crate::report::csv_sheet::csv;
use crate::report::json::{Each, Warning, WorkflowHead, line, pretty};
use crate::report::markdown::escaped;
use crate::report::{About, Listing};
use crate::simulate::Collected;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};

pub fn simulation_csv(view: &SimulationView<'_>, out: impl Write) -> io::Result<()> {
    csv(out, TouchRow::COLUMNS, view.rows())
}

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
    view.not_known().iter().for_each(|sentence| _ = writeln!(text, "- {sentence}"));
    out.write_all(text.as_bytes())
}

pub fn simulation_json(view: &SimulationView<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    let [stages, owners, stalled] = view.listings();
    let document = SimulationDocument {
        from: view.assumptions.from.to_string(),
        to: view.assumptions.to.to_string(),
        workflow: WorkflowHead::new(view.workflow),
        ledger: about,
        slice: view.slice,
        seed: view.assumptions.seed,
        not_known: view.not_known(),
        undone: view.summary.undone,
        collected: &view.summary.collected,
        cost: view.summary.cost,
        cost_per_unit: view.summary.cost_per_unit,
        stages,
        owners,
        stalled,
        weeks: view.weeks(),
        touches: Each(|| view.rows()),
        warnings: about.warnings(),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct SimulationDocument<'a, T> {
    from: String,
    to: String,
    workflow: WorkflowHead<'a>,
    ledger: &'a About,
    slice: Option<&'a str>,
    seed: u64,
    not_known: Vec<String>,
    undone: usize,
    collected: &'a Collected,
    cost: Option<Decimal>,
    cost_per_unit: Option<Decimal>,
    stages: Listing,
    owners: Listing,
    stalled: Listing,
    weeks: Listing,
    touches: T,
    warnings: Vec<Warning<'a>>,
}
