//! What came of suites, as JSON.

use super::{Coverage, Failure, Played};
use crate::report::pretty;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'a> {
    scenarios: usize,
    failed: usize,
    suites: Vec<SuiteRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coverage: Vec<CoverageRow<'a>>,
}

#[derive(Serialize)]
struct SuiteRow<'a> {
    file: &'a str,
    scenarios: Vec<ScenarioRow<'a>>,
}

#[derive(Serialize)]
struct ScenarioRow<'a> {
    name: &'a str,
    line: u32,
    passed: bool,
    failures: Vec<FailureRow<'a>>,
}

#[derive(Serialize)]
struct FailureRow<'a> {
    line: u32,
    day: String,
    days_past_due: i32,
    invoice: &'a str,
    differences: Vec<DifferenceRow<'a>>,
    story: Vec<ToldRow<'a>>,
}

#[derive(Serialize)]
struct DifferenceRow<'a> {
    what: &'a str,
    expected: &'a str,
    found: &'a str,
}

#[derive(Serialize)]
struct ToldRow<'a> {
    day: String,
    clock: Option<i32>,
    what: &'a str,
    places: &'a [String],
}

#[derive(Serialize)]
struct CoverageRow<'a> {
    workflow: &'a str,
    reached: usize,
    of: usize,
    not_reached: Vec<String>,
}

/// One object: `scenarios`, `failed`, `suites`, and `coverage` where it was asked for.
pub fn suites_json(suites: &[(String, Vec<Played>)], coverage: &[Coverage], mut out: impl Write) -> io::Result<()> {
    let all = || suites.iter().flat_map(|(_, played)| played);
    let document = Document {
        scenarios: all().count(),
        failed: all().filter(|played| !played.failures.is_empty()).count(),
        suites: suites.iter().map(|(file, played)| SuiteRow { file, scenarios: played.iter().map(scenario).collect() }).collect(),
        coverage: coverage
            .iter()
            .map(|coverage| CoverageRow {
                workflow: &coverage.workflow,
                reached: coverage.reached(),
                of: coverage.items.len(),
                not_reached: coverage.missed().map(ToString::to_string).collect(),
            })
            .collect(),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

fn scenario(played: &Played) -> ScenarioRow<'_> {
    let failures: Vec<FailureRow<'_>> = played.failures.iter().map(failure).collect();
    ScenarioRow { name: &played.name, line: played.place.line, passed: failures.is_empty(), failures }
}

fn failure(failure: &Failure) -> FailureRow<'_> {
    FailureRow {
        line: failure.place.line,
        day: failure.day.to_string(),
        days_past_due: failure.after_due,
        invoice: &failure.invoice,
        differences: failure
            .differences
            .iter()
            .map(|one| DifferenceRow { what: one.what, expected: &one.expected, found: &one.found })
            .collect(),
        story: failure
            .timeline
            .iter()
            .map(|told| ToldRow { day: told.day.to_string(), clock: told.clock, what: &told.text, places: &told.places })
            .collect(),
    }
}
