//! A small project in a folder, read and planned as the program does it, for the sake of what is wrong with it.

use collect::arrange::{self, ArrangedText, TableRows};
use collect::bank;
use collect::builtin;
use collect::calendar::Day;
use collect::check::{CheckSubject, Gathering, MAX_GAP, check};
use collect::draft::Templates;
use collect::finding::{Finding, Severity, any_error};
use collect::ledger::reading::{BadRows, EventReader, Format, Report};
use collect::ledger::{CustomerTable, Invoices, Ledger};
use collect::plan::plan;
use collect::project::{self, CsvFormat, Project};
use collect::workflow::{self, TemplateNames, Workflow};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The files of a project, of which each may be missing: `collect.yaml`, `workflow.yaml`, `templates/`, `invoices.csv`,
/// `events.csv`. `check` holds a day of which the whole is checked, against `base.yaml` if that is there. `statement` is a bank's. `as-of` holds the day to plan for; without it the files are only read. `skip-bad-rows` is there or not.
pub struct Folder<'p>(pub &'p Path);

impl Folder<'_> {
    /// Everything that is wrong with it, in the order in which it is found.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let project = self.project(&mut findings);
        let workflow = self.workflow(&mut findings);
        let as_of = self.text("as-of").map(|text| Day::parse(text.trim()).expect("as-of is a day"));
        let ledger = self.ledger(&project, as_of.unwrap_or(Day::FIRST), &mut findings);
        if let (Some(workflow), Some(as_of), false) = (&workflow, as_of, any_error(&findings)) {
            let plan = plan(workflow, &ledger, as_of);
            let slice = project.slice.clone();
            let inside = ledger.invoices.iter().filter(|invoice| slice.holds(invoice)).count();
            findings.extend(slice.leaves_none(inside as u64, ledger.invoices.len() as u64));
            findings.extend(if plan.misfits.is_empty() { plan.findings } else { plan.misfits });
        }
        if let (Some(workflow), Some(text)) = (workflow, self.text("check")) {
            let day = Day::parse(text.trim()).expect("a day");
            findings.extend(self.checked(&workflow, &project, &ledger, day));
        }
        if let Some(text) = self.text("statement") {
            findings.extend(bank::read("statement", text.as_bytes(), &[]).findings);
        }
        findings
    }

    /// What `collect check` says on a day.
    fn checked(&self, workflow: &Workflow, project: &Project, ledger: &Ledger, as_of: Day) -> Vec<Finding> {
        static SHIPPED: OnceLock<Templates> = OnceLock::new();
        let own = self.templates();
        let names = template_names(&own);
        let all = || Templates::of_project(own.iter().map(|(file, text)| (file.as_str(), text.as_str())), None).0;
        let with_own = (!own.is_empty()).then(all);
        let templates = with_own.as_ref().unwrap_or_else(|| SHIPPED.get_or_init(all));
        let base =
            self.text("base.yaml").map(|text| workflow::read(&text, "base.yaml", &names).value.expect("the earlier version is right"));
        let mut gathering = Gathering::new(workflow, ledger.fx.as_ref(), &ledger.events, ledger.invoices.columns(), as_of);
        ledger.invoices.iter().for_each(|invoice| gathering.add(&invoice));
        let facts = self.text("invoices.csv").map(|_| gathering.finish());
        let sender = self.text("collect.yaml").map(|_| &project.sender);
        check(&CheckSubject { workflow, templates, sender, base: base.as_ref(), facts: facts.as_ref(), as_of, max_gap: MAX_GAP })
    }

    fn text(&self, file: &str) -> Option<String> {
        let path = self.0.join(file);
        path.exists().then(|| fs_err::read_to_string(path).expect("a text"))
    }

    fn project(&self, findings: &mut Vec<Finding>) -> Project {
        let Some(text) = self.text("collect.yaml") else { return Project::default() };
        let reading = project::read(&text, "collect.yaml");
        findings.extend(reading.findings);
        let project: Project = reading.value.unwrap_or_default();
        if self.0.join("events.csv").exists() {
            findings.extend(project.ledger.unread_events("collect.yaml"));
        }
        project
    }

    /// The folder's workflow, with its templates; else the shipped one.
    fn workflow(&self, findings: &mut Vec<Finding>) -> Option<Workflow> {
        let own = self.templates();
        let names = template_names(&own);
        let reading = match self.text("workflow.yaml") {
            Some(text) => workflow::read(&text, "workflow.yaml", &names),
            None => workflow::read(builtin::workflow("net30").expect("it is shipped"), "net30.yaml", &names),
        };
        findings.extend(reading.findings);
        let (_, wrong) = Templates::of_project(own.iter().map(|(file, text)| (file.as_str(), text.as_str())), None);
        findings.extend(wrong);
        reading.value
    }

    fn templates(&self) -> Vec<(String, String)> {
        let folder = self.0.join("templates");
        if !folder.exists() {
            return Vec::new();
        }
        let mut names: Vec<String> = super::names_in(&folder);
        names.sort();
        names.into_iter().map(|name| format!("templates/{name}")).filter_map(|file| Some((file.clone(), self.text(&file)?))).collect()
    }

    fn ledger(&self, project: &Project, as_of: Day, findings: &mut Vec<Finding>) -> Ledger {
        let skips = self.0.join("skip-bad-rows").exists();
        let mut report = Report::new(if skips { BadRows::Skip } else { BadRows::Stop });
        let files = &project.ledger;
        let format = |csv: &CsvFormat| csv.for_reading(as_of, files.currency).expect("formats were checked");
        let mut ledger = Ledger { fx: files.fx.clone(), ..Ledger::default() };
        let invoices = files.invoices.clone().unwrap_or_else(|| CsvFormat::plain("invoices.csv"));
        let customers = files.customers.as_ref().and_then(|csv| {
            let text = self.text(&csv.path)?;
            CustomerTable::read(text.as_bytes(), &csv.path, &format(csv), &mut report).map(Arc::new)
        });
        if let Some(text) = self.text(&invoices.path) {
            let format = Format { customers: customers.clone(), ..format(&invoices) };
            if arrange::is_needed(&invoices) {
                let arranged = arrange::arrange(text.as_bytes(), &invoices.path, &invoices, &format, TableRows::Invoices).expect("a table");
                arranged.tell(&invoices.path, &mut report);
                let ArrangedText { csv, format } = &arranged.rows;
                ledger.invoices = Invoices::read(csv.as_slice(), &invoices.path, format, &mut report);
            } else {
                ledger.invoices = Invoices::read(text.as_bytes(), &invoices.path, &format, &mut report);
            }
        }
        let is_known = |customers: &CustomerTable| ledger.invoices.iter().any(|invoice| customers.has(invoice.customer()));
        if let Some(customers) = customers.filter(|customers| !is_known(customers) && report.error_count() == 0) {
            report.add(customers.is_of_others());
        }
        let mut events = EventReader::new(false);
        for csv in files.events.clone().unwrap_or_else(|| vec![CsvFormat::plain("events.csv")]) {
            if let Some(text) = self.text(&csv.path) {
                events.read(text.as_bytes(), &csv.path, &format(&csv), &mut report);
            }
        }
        ledger.events = events.finish();
        findings.extend_from_slice(report.errors().shown);
        findings.extend(report.warnings().flat_map(|(_, told)| told.shown.to_vec()));
        ledger
    }
}

/// A finding as it is told on one line, its code in front.
pub fn told(finding: &Finding) -> String {
    let severity = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{severity}[{}] {finding}", finding.code.name())
}

/// The names of the shipped templates and of these.
fn template_names(own: &[(String, String)]) -> TemplateNames {
    let shipped = builtin::templates().map(|(file, _)| file);
    shipped.chain(own.iter().map(|(file, _)| file.as_str())).filter_map(Templates::name_of).collect()
}
