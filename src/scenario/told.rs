//! What came of suites, for people and for programs that show test results.

use super::{Played, ScenarioFailure};
use crate::calendar::Day;
use crate::ledger::Invoice;
use crate::plan::Story;
use crate::report::{Case, Cases, StoryView, counted, junit};
use crate::workflow::Workflow;
use std::io::{self, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryLine {
    pub day: Day,
    pub clock: Option<i32>,
    pub text: String,
    /// The line of the scenario or of the workflow that is the cause.
    pub places: Vec<String>,
}

pub(super) fn timeline(story: &Story, invoice: Invoice<'_>, workflow: &Workflow) -> Vec<StoryLine> {
    let view = StoryView { story, invoice, workflow, whole: Some(&story.plan), earlier: None };
    let rows = view.rows().map(|row| StoryLine {
        day: row.moment.day,
        clock: row.moment.clock,
        text: row.text(),
        places: [row.source(), row.workflow()].into_iter().flatten().collect(),
    });
    rows.collect()
}

impl StoryLine {
    /// On one line: `2026-03-11 (day 9): Disputed (pricing). — net30.test.yaml:12, net30:71`.
    pub fn line(&self) -> String {
        let clock = self.clock.map_or(String::new(), |clock| format!(" (day {clock})"));
        let places = if self.places.is_empty() { String::new() } else { format!(" — {}", self.places.join(", ")) };
        format!("{}{clock}: {}{places}", self.day, self.text)
    }
}

impl ScenarioFailure {
    /// Where and when: `net30.test.yaml:17: 2026-03-11, 9 days past due, INV-1`.
    pub fn head(&self) -> String {
        let days = self.after_due.unsigned_abs();
        let count = counted(days, "day");
        let when = match self.after_due {
            0 => "the due date".to_owned(),
            1.. => format!("{count} past due"),
            _ => format!("{count} before it is due"),
        };
        format!("{}: {}, {when}, {}", self.place, self.day, self.invoice)
    }

    pub fn lines(&self) -> Vec<String> {
        self.differences.iter().map(|one| format!("{}: expected {}, found {}", one.what, one.expected, one.found)).collect()
    }
}

/// The results as JUnit XML: a suite for each file, a case for each scenario.
pub fn suites_junit(suites: &[(String, Vec<Played>)], out: impl Write) -> io::Result<()> {
    let suites: Vec<Cases> =
        suites.iter().map(|(file, played)| Cases { name: file.clone(), cases: played.iter().map(case).collect() }).collect();
    junit("collect test", &suites, out)
}

fn case(played: &Played) -> Case {
    let failure = (!played.failures.is_empty()).then(|| {
        let first = &played.failures[0];
        let mut text = String::new();
        for failure in &played.failures {
            text += &format!("{}\n", failure.head());
            failure.lines().iter().for_each(|line| text += &format!("  {line}\n"));
            failure.timeline.iter().for_each(|told| text += &format!("    {}\n", told.line()));
        }
        (format!("{}: {}", first.place, first.lines().join("; ")), text)
    });
    Case { name: played.name.clone(), class: played.place.file.clone(), failure }
}
