//! The files that a user would write give the plan of the library's own types.

use super::{config, shown};
use crate::scenario::{self, Story};
use collect::channel::Channel;
use collect::finding::Reading;
use collect::ledger::reading::{BadRows, EventReader, Format, Report};
use collect::ledger::{Invoices, Ledger};
use collect::workflow::{TemplateNames, Workflow};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// The templates that random workflows name, for whatever channel.
fn template_names() -> TemplateNames {
    let names = ["first-overdue", "second-notice", "broken-promise"];
    names.into_iter().flat_map(|name| Channel::ALL.map(|channel| (name, channel))).collect()
}

fn sound<T>(reading: Reading<T>) -> Result<T, TestCaseError> {
    let found: String = reading.findings.iter().map(|finding| format!("{finding}\n")).collect();
    reading.value.filter(|_| found.is_empty()).ok_or_else(|| TestCaseError::fail(found))
}

fn read_workflow(story: &Story) -> Result<Workflow, TestCaseError> {
    sound(collect::workflow::read(&story.workflow_yaml(), "workflow.yaml", &template_names()))
}

/// The story's ledger, with its events in these files.
fn read_ledger(story: &Story, events: &[(&str, String)]) -> Result<Ledger, TestCaseError> {
    let mut report = Report::new(BadRows::Skip);
    let project = sound(collect::project::read(&story.collect_yaml(), "collect.yaml"))?;
    let invoices = Invoices::read(story.invoices_csv().as_bytes(), "invoices.csv", &Format::default(), &mut report);
    let mut reader = EventReader::new(false);
    for (file, text) in events {
        reader.read(text.as_bytes(), file, &Format::default(), &mut report);
    }
    let events = reader.finish();

    prop_assert_eq!(report.error_count(), 0, "{}", report.errors());
    prop_assert_eq!(report.bad_row_count(), story.unread.len() as u64, "only the rows meant to be unreadable are");
    Ok(Ledger { invoices, events, fx: project.ledger.fx })
}

/// The header and some of the rows, and the header and the others.
fn split(text: &str, at: usize) -> (String, String) {
    let lines: Vec<&str> = text.lines().collect();
    let (header, rows) = lines.split_first().unwrap();
    let (before, after) = rows.split_at(at % (rows.len() + 1));
    let file = |rows: &[&str]| std::iter::once(header).chain(rows).map(|line| format!("{line}\n")).collect();
    (file(before), file(after))
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn the_files_of_a_story_give_its_plan(story in scenario::random()) {
        let workflow = read_workflow(&story)?;
        let ledger = read_ledger(&story, &[("events.csv", story.events_csv())])?;
        let read = collect::plan::status(&workflow, &ledger, story.as_of);
        let made = collect::plan::status(&story.workflow, &story.ledger(), story.as_of);
        prop_assert_eq!(shown::whole(&read), shown::whole(&made));
        prop_assert_eq!(shown::warnings(&read), shown::warnings(&made));
    }

    #[test]
    fn events_may_stand_in_two_files(story in scenario::random(), at in 0..40_usize) {
        let whole = read_ledger(&story, &[("events.csv", story.events_csv())])?;
        let (before, after) = split(&story.events_csv(), at);
        let halves = read_ledger(&story, &[("events.csv", before), ("log.csv", after)])?;
        let whole = collect::plan::status(&story.workflow, &whole, story.as_of);
        let halves = collect::plan::status(&story.workflow, &halves, story.as_of);
        prop_assert_eq!(shown::whole(&halves), shown::whole(&whole));
        prop_assert_eq!(halves.findings.len(), whole.findings.len());
    }
}
