//! The project of a story, read by the library's own readers.

use super::tables;
use super::text::{Section, StoryText, Told};
use collect::draft::Templates;
use collect::finding::Reading;
use collect::ledger::reading::{BadRows, EventReader, Format, Report};
use collect::ledger::{Invoices, Ledger};
use collect::plan::{self, Plan};
use collect::project::LedgerFiles;
use collect::workflow::{self, TemplateNames, Workflow};
use collect::{builtin, calendar::Day};
use std::sync::OnceLock;

/// A workflow and a ledger, and what was found when they were read.
pub struct Project {
    workflow: Workflow,
    ledger: Ledger,
    found: Vec<String>,
}

impl Project {
    /// Reads the files of a story. What is odd about the ledger must be expected by the story.
    pub fn read(story: &StoryText) -> Result<Project, String> {
        let project =
            story.file("collect.yaml").map(|text| sound(collect::project::read(text, "collect.yaml"))).transpose()?.unwrap_or_default();
        let shipped = project.workflow.as_deref().and_then(builtin::workflow);
        let workflow = story.file("workflow.yaml").or(shipped).ok_or("there is no workflow.yaml, and collect.yaml names no shipped one")?;
        let workflow = sound(workflow::read(workflow, "workflow.yaml", template_names()))?;
        let (ledger, found) = read_ledger(story, project.ledger)?;
        let is_expected = story.expectations().any(|section| section.told() == Some(Told::Reading));
        if !found.is_empty() && !is_expected {
            return Err(format!("the files are odd, and no section \"reading\" says so:\n{}", found.concat()));
        }
        Ok(Project { workflow, ledger, found })
    }

    /// An expectation as the engine sees it.
    pub fn told(&self, expected: &Section) -> Result<Section, String> {
        let columns = expected.columns();
        let told = expected.told().ok_or("nothing is expected here")?;
        let body = match told {
            Told::Reading => lines(&self.found),
            Told::Plan(day) => tables::actions(&self.workflow, &self.plan(day)?, &columns)?,
            Told::Withheld(day) => tables::withheld(&self.workflow, &self.plan(day)?, &columns)?,
            Told::Status(day) => tables::status(&self.workflow, &self.plan(day)?, &columns)?,
            Told::Warnings(day) => lines(&self.plan(day)?.findings.iter().map(|finding| format!("{finding}\n")).collect::<Vec<_>>()),
        };
        Ok(Section { heading: expected.heading.clone(), body })
    }

    /// The plan with positions, which must have the actions of the plan without.
    fn plan(&self, day: Day) -> Result<Plan, String> {
        let full = plan::status(&self.workflow, &self.ledger, day);
        let short = plan::plan(&self.workflow, &self.ledger, day);
        let ids = |plan: &Plan| plan.actions().iter().map(|action| action.id.clone()).collect::<Vec<_>>();
        if ids(&full) == ids(&short) { Ok(full) } else { Err(format!("plan and status differ as of {day}")) }
    }
}

fn read_ledger(story: &StoryText, files: LedgerFiles) -> Result<(Ledger, Vec<String>), String> {
    let mut report = Report::new(BadRows::Skip);
    let format = Format { currency: files.currency, ..Format::default() };
    let text = story.file("invoices.csv").ok_or("there is no invoices.csv")?;
    let invoices = Invoices::read(text.as_bytes(), "invoices.csv", &format, &mut report);
    let mut reader = EventReader::new(false);
    if let Some(text) = story.file("events.csv") {
        reader.read(text.as_bytes(), "events.csv", &Format::default(), &mut report);
    }
    let events = reader.finish();

    if report.error_count() > 0 {
        return Err(report.errors().to_string());
    }
    let found = report.warnings().map(|(_, told)| told.to_string()).collect();
    Ok((Ledger { invoices, events, fx: files.fx }, found))
}

/// What was read, if nothing is wrong or odd about it.
fn sound<T>(reading: Reading<T>) -> Result<T, String> {
    let found: String = reading.findings.iter().map(|finding| format!("{finding}\n")).collect();
    reading.value.filter(|_| found.is_empty()).ok_or(found)
}

/// The names of the shipped templates.
fn template_names() -> &'static TemplateNames {
    static NAMES: OnceLock<TemplateNames> = OnceLock::new();
    NAMES.get_or_init(|| {
        let (templates, findings) = Templates::of_project([], None);
        assert!(findings.is_empty(), "{findings:?}");
        templates.names().collect()
    })
}

fn lines(found: &[String]) -> String {
    if found.is_empty() { "nothing\n".to_owned() } else { found.concat() }
}
