//! What came of suites, as JSON.

use super::{Coverage, Difference, Played, ScenarioFailure, StoryLine};
use crate::report::pretty;
use serde_json::{Value, json};
use std::io::{self, Write};

/// One object: `scenarios`, `failed`, `suites`, and `coverage` where it was asked for.
pub fn suites_json(suites: &[(String, Vec<Played>)], coverage: &[Coverage], mut out: impl Write) -> io::Result<()> {
    let all = || suites.iter().flat_map(|(_, played)| played);
    let suite = |(file, played): &(String, Vec<Played>)| json!({ "file": file, "scenarios": list(played, scenario) });
    let mut document = json!({
        "scenarios": all().count(),
        "failed": all().filter(|played| !played.failures.is_empty()).count(),
        "suites": list(suites, suite),
    });
    if !coverage.is_empty() {
        document["coverage"] = list(coverage, |coverage| {
            json!({
                "workflow": coverage.workflow,
                "reached": coverage.reached(),
                "of": coverage.items.len(),
                "not_reached": coverage.missed().map(ToString::to_string).collect::<Vec<_>>(),
            })
        });
    }
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

fn list<T>(items: &[T], object: impl Fn(&T) -> Value) -> Value {
    items.iter().map(object).collect()
}

fn scenario(played: &Played) -> Value {
    json!({
        "name": played.name,
        "line": played.place.line,
        "passed": played.failures.is_empty(),
        "failures": list(&played.failures, failure),
    })
}

fn failure(failure: &ScenarioFailure) -> Value {
    let difference = |one: &Difference| json!({ "what": one.what, "expected": one.expected, "found": one.found });
    let line = |line: &StoryLine| json!({ "day": line.day.to_string(), "clock": line.clock, "what": line.text, "places": line.places });
    json!({
        "line": failure.place.line,
        "day": failure.day.to_string(),
        "days_past_due": failure.after_due,
        "invoice": failure.invoice,
        "differences": list(&failure.differences, difference),
        "story": list(&failure.timeline, line),
    })
}
