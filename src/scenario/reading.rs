//! From the text of a file of scenarios to a [`Suite`], or to everything that keeps it from being one.

mod days;
mod entries;
mod expected;
mod invoices;
mod tables;

use super::ledger::{ScenarioRow, ledger};
use super::{Scenario, StoryEntry, StoryInvoice, StoryStep, Suite};
use crate::finding::{Code, Reading};
use crate::yaml::{self, Node, Problems, Section, Spot, YamlField, quoted};
use std::collections::HashMap;

const KEYS: [&str; 4] = ["version", "workflow", "invoice", "scenarios"];
const SCENARIO_KEYS: [&str; 6] = ["name", "about", "invoice", "invoices", "table", "story"];

/// Reads a file of scenarios. All problems are found in one run; `file` is the name that messages give to the text.
pub fn read(text: &str, file: &str) -> Reading<Suite> {
    let problems = Problems::new(text, file);
    let suite = yaml::parse(&problems).and_then(|root| {
        // A table makes several scenarios of one: they are written out before anything is read.
        let (root, rows) = tables::written_out(&problems, root);
        read_top(&problems, &root, &rows, file)
    });
    Reading::new(suite, problems.into_findings())
}

fn read_top(problems: &Problems<'_>, root: &Node, rows: &tables::StoryTableRows, file: &str) -> Option<Suite> {
    let section = YamlField::top(problems, root).section("a file of scenarios", &KEYS)?;
    section.check_version();
    let base = section.get("invoice");
    if let Some(field) = &base {
        // Read once for its own sake: a mistake in it is told once, and not for each scenario.
        invoices::row(field, None);
    }
    let list = section.need("scenarios");
    let items = list.as_ref().and_then(YamlField::items).unwrap_or_default();
    if items.is_empty()
        && let Some(list) = list.as_ref().filter(|list| list.scalar().is_none())
    {
        list.report(Code::InvalidValue, "there is no scenario", Some("write at least one, with `name` and `story`".to_owned()));
    }
    let scenarios: Vec<Scenario> =
        items.iter().enumerate().filter_map(|(index, item)| scenario(item, base.as_ref(), rows.get(&index))).collect();
    unique_names(problems, &scenarios);
    Some(Suite { file: file.to_owned(), workflow: section.get("workflow").and_then(|field| field.text()).map(str::to_owned), scenarios })
}

fn scenario(item: &YamlField<'_>, base: Option<&YamlField<'_>>, row: Option<&tables::StoryTableRow>) -> Option<Scenario> {
    let section = item.section("a scenario", &SCENARIO_KEYS)?;
    let name = section.need("name").and_then(|field| field.text());
    section.get("about").and_then(|field| field.prose());
    let invoices = invoices::read(&section, base);
    let story = section.need("story");
    let entries = story.as_ref().map(|story| entries::read(story, &invoices)).unwrap_or_default();
    if let Some(story) = &story
        && story.peek_items().is_empty()
        && story.scalar().is_none()
    {
        story.report(Code::InvalidValue, "the story is empty", Some("add what happens and what is expected".to_owned()));
    }
    check_rows(&section, &invoices, &entries);
    let name = match row {
        Some(row) => format!("{} ({})", name?, row.cells.join(", ")),
        None => name?.to_owned(),
    };
    Some(Scenario { name, line: row.map_or(section.spot().line, |row| row.line), invoices, entries })
}

/// Every invoice and event is a row that a ledger could have.
fn check_rows(section: &Section<'_>, invoices: &[StoryInvoice], entries: &[StoryEntry]) {
    let told = entries.iter().filter_map(|entry| match &entry.step {
        StoryStep::Event(row) => Some((entry.line, row.clone())),
        StoryStep::Expect { .. } => None,
    });
    let (lines, events): (Vec<u32>, Vec<_>) = told.unzip();
    for (row, finding) in ledger(invoices, &events).1 {
        let line = match row {
            ScenarioRow::Invoice(index) => invoices.get(index).map(|row| row.line),
            ScenarioRow::Event(index) => lines.get(index).copied(),
        };
        let spot = Spot::line(line.unwrap_or(section.spot().line));
        section.problems().report_with(finding.code, spot, finding.message, finding.hint);
    }
}

fn unique_names(problems: &Problems<'_>, scenarios: &[Scenario]) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for scenario in scenarios {
        if let Some(line) = seen.insert(&scenario.name, scenario.line) {
            let message = format!("the name {} is already used on line {line}", quoted(&scenario.name));
            let spot = Spot::line(scenario.line);
            problems.report_with(Code::DuplicateId, spot, message, Some("give one of them another name".to_owned()));
        }
    }
}
