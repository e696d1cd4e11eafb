//! What commands need that add rows to the log: the workflow, what happened, and some of the invoices.

use super::kept::{KeptFile, tell_unsynced};
use super::loader::Loader;
use super::project::Root;
use super::query::Query;
use super::reading::LedgerReading;
use super::sources::is_there;
use super::{days, templates, workflow};
use crate::cli::arguments;
use crate::cli::findings::{Findings, Verdict};
use crate::cli::outcome::Failure;
use crate::cli::shell::Shell;
use crate::cli::today::TypedDay;
use anyhow::{Context, anyhow};
use collect::calendar::Day;
use collect::finding::Code;
use collect::ledger::reading::{EventReader, Wanted};
use collect::ledger::{Events, Invoice, Invoices, Ledger, Slice};
use collect::plan::{Plan, Positions};
use collect::project::{CsvFormat, MatchSettings, Project};
use collect::workflow::Workflow;
use std::path::PathBuf;

/// A project whose ledger is read as far as it is asked for.
pub struct Books {
    pub workflow: Workflow,
    pub as_of: Day,
    /// The folder that drafts go to.
    pub outbox: PathBuf,
    /// The file that rows are added to.
    pub log: PathBuf,
    root: Root,
    loader: Loader,
}

impl Books {
    /// Reads the project and the workflow, and no file of the ledger.
    pub fn open(typed: &arguments::Files, shell: &Shell) -> Result<Books, Failure> {
        let mut findings = Findings::default();
        let root = Root::find(&mut findings)?;
        let sources = templates::sources(&root, false, &mut findings);
        let workflow = workflow::load(typed.workflow.as_deref(), &root, &sources, &mut findings);
        let (as_of, _) = days(typed.as_of, None, workflow.as_ref(), shell)?;
        let Some(workflow) = workflow.filter(|_| !findings.any_error()) else { return Err(findings.into()) };
        let loader = Loader::new(typed, Slice::default(), &root, as_of).in_zone_of(Some(&workflow));
        let log = loader.events.iter().find(|source| source.is_log);
        let Some(log) = log.filter(|log| log.path.as_os_str() != "-") else {
            return Err(anyhow!("rows cannot be added to the log: name another file under ledger.log in collect.yaml").into());
        };
        if log.csv != CsvFormat::plain(log.csv.path.clone()) {
            return Err(anyhow!(
                "{} is read in a special format, but rows are added in the plain one: remove it from ledger.events in collect.yaml, \
                 or name another file under ledger.log",
                log.path.display()
            )
            .into());
        }
        tell_unsynced(&loader, &root, shell);
        Ok(Books { outbox: root.outbox(), log: log.path.clone(), loader, workflow, as_of, root })
    }

    /// Is there a ledger, or the name of one?
    pub fn has_ledger(&self, typed: &arguments::Files) -> bool {
        is_there(typed, &self.root)
    }

    /// Are the invoices those of the book that `collect sync` keeps?
    pub fn are_of_sync(&self) -> bool {
        self.loader.invoices.kept == Some(KeptFile::Book)
    }

    /// A path in the project's folder, told from the working folder.
    pub fn in_project(&self, path: &str) -> PathBuf {
        self.root.path(path)
    }

    /// What the project says about matching.
    pub fn match_settings(&self) -> &MatchSettings {
        &self.root.project.matching
    }

    /// How the CSV files of banks are read.
    pub fn bank_sheets(&self) -> &[collect::project::BankSheet] {
        &self.root.project.bank
    }

    /// The company's own name; empty where the project does not say it.
    pub fn company(&self) -> String {
        self.root.project.sender.company.clone()
    }

    /// All invoices and events, without a plan.
    pub fn whole_ledger(&self) -> Result<Ledger, Failure> {
        let mut reading = LedgerReading::new(&self.loader, self.loader.bad_rows);
        let events = reading.events(EventReader::new(false));
        let (count, kept) = reading.invoices(|_| true);
        reading.sound()?;
        let nothing = self.loader.nothing(reading.report.bad_row_count());
        if count == 0 && !nothing.is_fine() {
            Err(Findings::from(nothing.finding()).into())
        } else {
            Ok(self.ledger(&kept, events.finish()))
        }
    }

    /// Reads what happened to some invoices and customers.
    pub fn read_events(&self, wanted: Wanted) -> Result<EventReader, Failure> {
        let mut reading = LedgerReading::new(&self.loader, self.loader.bad_rows);
        let events = reading.events(EventReader::new(false).only(wanted));
        reading.sound().map(|()| events)
    }

    /// The invoices that are wanted, of all that go by. Fails where there is none at all: what is said of a ledger that is not there is
    /// wrong.
    pub fn read_invoices(&self, wanted: impl FnMut(&Invoice<'_>) -> bool) -> Result<Invoices, Failure> {
        let mut reading = LedgerReading::new(&self.loader, self.loader.bad_rows);
        let (count, kept) = reading.invoices(wanted);
        reading.sound()?;
        let nothing = self.loader.nothing(reading.report.bad_row_count());
        if count == 0 && !nothing.is_fine() { Err(Findings::from(nothing.finding()).into()) } else { Ok(kept) }
    }

    /// The day of an event that was typed after an option, in any way in which the project's files write dates.
    pub fn typed(&self, typed: &TypedDay, option: &'static str) -> anyhow::Result<Day> {
        let ledger = &self.root.project.ledger;
        let files = ledger.invoices.iter().chain(ledger.events.iter().flatten());
        let formats: Vec<String> = files.flat_map(|csv| csv.date_formats.iter().cloned()).collect();
        typed.on(self.as_of, &formats).map_err(|wrong| anyhow!(wrong)).context(option)
    }

    /// The day on which a change shows: that of the ledger or, as nothing at all is due on a day that is not worked, the next that is.
    pub fn seen_on(&self) -> Day {
        self.workflow.calendar.on_or_after(self.as_of).unwrap_or(self.as_of)
    }

    /// Some invoices and their events. All invoices of a customer go together: cash and contacts are the customer's.
    pub fn ledger(&self, invoices: &Invoices, events: Events) -> Ledger {
        Ledger { invoices: invoices.clone(), events, fx: self.root.project.ledger.fx.clone() }
    }

    /// The project file.
    pub fn project(&self) -> &Project {
        &self.root.project
    }

    /// Reads the whole ledger: where every invoice stands. Tells which rows were skipped; were there any?
    pub fn stand(&self, shell: &Shell) -> Result<(Plan, bool), Failure> {
        let mut findings = Findings::default();
        // Whole invoices are wanted, as for drafts: addresses, languages, countries.
        let query = Query { positions: Positions::All, drafts: true, ..Query::default() };
        let read = self.loader.load(&query, Some(&self.workflow), &[self.as_of], shell, &mut findings);
        findings.leave_warnings_out(|code| code != Code::SkippedRow);
        let Some(plan) = read.plans.into_iter().next().filter(|_| !findings.any_error()) else { return Err(findings.into()) };
        shell.tell(&findings, Verdict::Done);
        shell.aside.prepare(&read.rejects, &self.root.path("rejects.csv"))?;
        Ok((plan, read.skipped > 0))
    }

    /// Reads the whole ledger, with rows that are to be added to the log, and fails where `collect plan` would. Tells which rows were
    /// skipped, and puts all of them aside; were there any?
    pub fn judge(&self, rows: &[u8], shell: &Shell) -> Result<bool, Failure> {
        let mut findings = Findings::default();
        let query = Query { rows, ..Query::default() };
        let read = self.loader.load(&query, Some(&self.workflow), &[self.as_of], shell, &mut findings);
        findings.extend(super::asking_no_late_fee(read.plans.into_iter().flat_map(|plan| plan.findings)));
        findings.leave_warnings_out(|code| code != Code::SkippedRow);
        if findings.any_error() {
            return Err(findings.into());
        }
        shell.tell(&findings, Verdict::Done);
        shell.aside.prepare(&read.rejects, &self.root.path("rejects.csv"))?;
        Ok(read.skipped > 0)
    }
}
