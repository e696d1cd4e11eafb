//! What commands need that add rows to the log: the workflow, what happened, and some of the invoices.

use super::ledger::{self, Nothing, Opener, Purpose, Source, event_sources, invoices_source, shown_name};
use super::project::Root;
use super::{days, stream, templates, workflow};
use crate::cli::arguments;
use crate::cli::findings::{Findings, Verdict};
use crate::cli::outcome::Failure;
use crate::cli::shares::cores;
use crate::cli::shell::Shell;
use crate::cli::today::TypedDay;
use anyhow::{Context, anyhow};
use collect::calendar::Day;
use collect::finding::Code;
use collect::ledger::reading::{EventParser, EventReader, InvoiceReader, Wanted};
use collect::ledger::{Events, Invoice, Invoices, Ledger, Slice};
use collect::plan::Positions;
use collect::project::CsvFormat;
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
    invoices: Source,
    events: Vec<Source>,
    opener: Opener,
    typed: arguments::Files,
}

impl Books {
    /// Reads the project and the workflow, and no file of the ledger.
    pub fn open(typed: &arguments::Files, shell: &Shell) -> Result<Books, Failure> {
        if typed.reads_stdin() {
            return Err(
                anyhow!("this command reads the ledger twice, which is not possible with standard input: give its files by name").into()
            );
        }
        let mut findings = Findings::default();
        let root = Root::find(&mut findings)?;
        let sources = templates::sources(&root, false, &mut findings);
        let workflow = workflow::load(typed.workflow.as_deref(), &root, &sources, &mut findings);
        let (as_of, _) = days(typed.as_of, None, workflow.as_ref(), shell)?;
        let Some(workflow) = workflow.filter(|_| !findings.any_error()) else { return Err(findings.into()) };
        let events = event_sources(typed, &root);
        let log = events.iter().find(|source| source.is_log);
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
        Ok(Books {
            outbox: root.path(root.project.outbox.as_deref().unwrap_or("outbox")),
            log: log.path.clone(),
            invoices: invoices_source(typed, &root),
            opener: Opener::new(typed, &root, as_of),
            typed: typed.clone(),
            events,
            workflow,
            as_of,
            root,
        })
    }

    /// Reads what happened to some invoices and customers.
    pub fn read_events(&mut self, wanted: Wanted) -> Result<EventReader, Failure> {
        let mut events = EventReader::new(false).only(wanted);
        let Books { opener, events: files, .. } = self;
        for source in files.iter() {
            if let Some((file, name, format)) = opener.open(source) {
                events.begin_file(&name);
                if let Some((blocks, parser)) = EventParser::open(file, &name, &format, &mut opener.report) {
                    events =
                        stream::events(|| cores().get(), blocks, &parser.without_notes(), events, &opener.progress, &mut opener.report);
                }
            }
        }
        self.sound().map(|()| events)
    }

    /// The invoices that are wanted, of all that go by. Fails where none does: what is said of a ledger that is not there is wrong.
    pub fn read_invoices(&mut self, mut wanted: impl FnMut(&Invoice<'_>) -> bool) -> Result<Invoices, Failure> {
        let mut kept = Invoices::default();
        let mut count = 0_u64;
        let opener = &mut self.opener;
        let before = opener.report.bad_row_count();
        if let Some((file, name, format)) = opener.open(&self.invoices)
            && let Some(mut reader) = InvoiceReader::open(file, &name, &format, &mut opener.report)
        {
            kept = Invoices::new(reader.columns().clone());
            while let Some(invoice) = reader.next(&mut opener.report) {
                count += 1;
                if wanted(&invoice) {
                    kept.push(&invoice);
                }
            }
        }
        self.sound()?;
        let file = shown_name(&self.invoices.path);
        let nothing = Nothing { file, unreadable: self.opener.report.bad_row_count() - before, is_allowed: self.typed.allow_empty };
        match count {
            0 if !nothing.is_fine() => Err(Findings::from(nothing.finding()).into()),
            _ => Ok(kept),
        }
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

    /// Fails if something that was read is wrong.
    fn sound(&self) -> Result<(), Failure> {
        let mut findings = Findings::default();
        findings.absorb(&self.opener.report);
        if findings.any_error() { Err(findings.into()) } else { Ok(()) }
    }

    /// Reads the whole ledger, with rows that are to be added to the log, and fails where `collect plan` would. Tells which rows were
    /// skipped, and puts all of them aside; were there any?
    pub fn judge(&self, rows: &[u8], shell: &Shell) -> Result<bool, Failure> {
        let purpose = Purpose {
            days: vec![(self.as_of, Positions::None)],
            workflow: Some(&self.workflow),
            drafts: false,
            keep_notes: false,
            slice: Slice::default(),
            keep: false,
            rows,
        };
        let mut findings = Findings::default();
        let read = ledger::load(&self.typed, &self.root, self.as_of, &purpose, shell, &mut findings);
        findings.extend(read.plans.into_iter().flat_map(|plan| plan.findings));
        findings.leave_warnings_out(|code| code != Code::SkippedRow);
        if findings.any_error() {
            return Err(findings.into());
        }
        shell.tell(&findings, Verdict::Done);
        shell.aside.prepare(&read.rejects, &self.root.path("rejects.csv"))?;
        Ok(read.skipped > 0)
    }
}
