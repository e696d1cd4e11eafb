//! The ledger: which files, in which formats, and what is in them.

mod nothing;
mod picked;
mod presence;

pub use nothing::Nothing;
pub use picked::{Picked, READ_TWICE, each_invoice, of_customers, pick};
pub use presence::{Presence, presence};

use super::files::{self, Digest};
use super::project::Root;
use super::stream;
use crate::cli::arguments;
use crate::cli::files_read::will_read;
use crate::cli::findings::Findings;
use crate::cli::log_file;
use crate::cli::progress::Progress;
use crate::cli::shares::cores;
use crate::cli::shell::Shell;
use collect::calendar::Day;
use collect::finding::{Code, Finding, did_you_mean};
use collect::ledger::reading::{self, BadDateFormat, BadRows, EventParser, EventReader, Format, InvoiceParser, Rejects, Report};
use collect::ledger::{Columns, Events, Invoices, Slice};
use collect::money::Currency;
use collect::plan::{Plan, Planner, Positions};
use collect::project::{CsvFormat, EVENTS};
use collect::workflow::Workflow;
use std::path::{Path, PathBuf};

/// What came of a ledger that was read and planned on the way.
pub struct Loaded {
    /// A plan for each day that was asked for; none where there is no workflow to plan by.
    pub plans: Vec<Plan>,
    pub events: Events,
    pub columns: Columns,
    /// Of the bytes of all files: those of events in their order, then the invoices.
    pub digest: String,
    /// How many invoices and events there are.
    pub invoices: u64,
    pub events_read: u64,
    /// How many of the invoices are in the slice.
    pub inside: u64,
    /// All invoices, if they are to be kept.
    pub kept: Invoices,
    pub rejects: Rejects,
    pub skipped: u64,
}

/// What a ledger is read for.
pub struct Purpose<'w> {
    /// The days to plan for, and of which invoices to tell where they stand.
    pub days: Vec<(Day, Positions)>,
    /// The workflow, if there is a valid one.
    pub workflow: Option<&'w Workflow>,
    /// Are drafts made from the plans? If not, only what rows of plans say of invoices is kept.
    pub drafts: bool,
    /// Is it told who did and said what?
    pub keep_notes: bool,
    pub slice: Slice,
    pub keep: bool,
    /// Rows that are to be added to the log, which are read behind it.
    pub rows: &'w [u8],
}

/// The name of rows that are not in the log yet in what is said about them.
pub const NEW_ROW: &str = "the new row";

/// Reads rows, under a header, as they will stand in the log.
pub fn read_new_rows(rows: &[u8], events: &mut EventReader, report: &mut Report) {
    events.read(rows, NEW_ROW, &Format { guarded: true, ..Format::default() }, report);
}

/// A file and how it is read.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) csv: CsvFormat,
    /// It may be missing.
    optional: bool,
    /// It is the file that the program itself adds to.
    pub(super) is_log: bool,
}

/// Reads the ledger: first all events, then the invoices, which go by one after the other and are kept only where a plan needs them.
pub fn load(typed: &arguments::Files, root: &Root, as_of: Day, purpose: &Purpose<'_>, shell: &Shell, findings: &mut Findings) -> Loaded {
    let invoices_file = invoices_source(typed, root);
    let event_files = event_sources(typed, root);
    let mut reader = Opener::new(typed, root, as_of);
    let inputs = std::iter::once(&invoices_file).chain(&event_files);
    if inputs.filter(|source| source.path.as_os_str() == "-").count() > 1 {
        let finding = Finding::new(Code::KeyConflict, "standard input can be read only once").hint("give the other file by its name");
        reader.report.add(finding);
    }
    for source in std::iter::once(&invoices_file).chain(&event_files).filter(|source| !source.optional || source.path.exists()) {
        reader.progress.expect(files::length(&source.path));
    }
    let shown = reader.progress.shown(shell);
    let mut events = EventReader::new(purpose.keep_notes);
    for source in &event_files {
        if let Some((file, name, format)) = reader.open(source) {
            events.begin_file(&name);
            if let Some((blocks, parser)) = EventParser::open(file, &name, &format, &mut reader.report) {
                let parser = if purpose.keep_notes { parser } else { parser.without_notes() };
                events = stream::events(|| cores().get(), blocks, &parser, events, &reader.progress, &mut reader.report);
            }
        }
    }
    if !purpose.rows.is_empty() {
        read_new_rows(purpose.rows, &mut events, &mut reader.report);
    }
    let events_read = events.count();
    let events = events.finish();
    let bad_events = reader.report.bad_row_count();
    let Streamed { mut plans, columns, count: invoices, inside, kept } = stream(&invoices_file, &events, root, purpose, &mut reader);
    drop(shown);
    if invoices == 0 {
        let came = Nothing {
            file: shown_name(&invoices_file.path),
            unreadable: reader.report.bad_row_count() - bad_events,
            is_allowed: typed.allow_empty,
        };
        let is_read = reader.report.error_count() == 0;
        plans.iter_mut().for_each(|plan| came.correct(&mut plan.findings, is_read));
        if is_read && came.is_fine() {
            shell.note("the ledger has no invoices; if that is right, add --allow-empty");
        }
    }
    if let Some(finding) = purpose.slice.leaves_none(inside, invoices) {
        findings.add(finding);
    }
    let digest = reader.digest.hex();
    if let Some(plan) = plans.first() {
        put_aside(plan, &event_files, &mut reader);
    }
    findings.absorb(&reader.report);
    let skipped = if typed.skip_bad_rows { reader.report.bad_row_count() } else { 0 };
    Loaded { plans, events, columns, digest, invoices, events_read, inside, kept, rejects: reader.report.rejects().clone(), skipped }
}

/// What came of the invoices.
struct Streamed {
    plans: Vec<Plan>,
    columns: Columns,
    count: u64,
    inside: u64,
    kept: Invoices,
}

/// Lets the invoices go by.
fn stream(source: &Source, events: &Events, root: &Root, purpose: &Purpose<'_>, reader: &mut Opener) -> Streamed {
    let fx = root.project.ledger.fx.as_ref();
    let opened = reader.open(source);
    let invoices = opened.and_then(|(file, name, format)| InvoiceParser::open(file, &name, &format, &mut reader.report));
    let columns = invoices.as_ref().map(|(_, parser)| parser.columns().clone()).unwrap_or_default();
    if let Some(missing) = purpose.slice.missing(&columns).filter(|_| invoices.is_some()) {
        let near = did_you_mean(missing, columns.names().iter().map(String::as_str));
        let finding = Finding::new(Code::InvalidValue, format!("the ledger has no column {missing:?} to slice it by"));
        reader.report.add(finding.hint(near.unwrap_or_else(|| format!("its columns are {}", columns.names().join(", ")))));
    }
    let planner = |workflow, &(day, positions): &(Day, Positions)| {
        let planner = Planner::new(workflow, fx, events, &columns, day, positions).within(&purpose.slice);
        if purpose.drafts { planner } else { planner.for_rows() }
    };
    let planners: Vec<Planner<'_>> =
        purpose.workflow.iter().flat_map(|workflow| purpose.days.iter().map(|day| planner(workflow, day))).collect();
    let Some((blocks, parser)) = invoices else {
        let plans = planners.into_iter().map(Planner::finish).collect();
        return Streamed { plans, columns, count: 0, inside: 0, kept: Invoices::default() };
    };
    let keep = purpose.keep.then_some(&columns);
    let stream::Planned { plans, count, inside, kept } =
        stream::plans(|| cores().get(), blocks, &parser, planners, keep, &reader.progress, &mut reader.report);
    Streamed { plans, columns, count, inside, kept }
}

/// Rows of events that do not go with what they name are errors, or put aside.
fn put_aside(plan: &Plan, files: &[Source], reader: &mut Opener) {
    for misfit in &plan.misfits {
        reader.report.misfit(misfit.clone());
    }
    for source in files.iter().filter(|source| source.path.as_os_str() != "-") {
        let name = source.path.display().to_string();
        if !reader.report.misfit_lines(&name).is_empty()
            && let Some((file, name, format)) = reader.open(source)
        {
            reading::pick_rows(file, &name, &format, &mut reader.report);
        }
    }
}

/// Is there a ledger: a file of invoices that somebody named, or that stands where one is looked for?
pub fn is_there(typed: &arguments::Files, root: &Root) -> bool {
    let named = typed.invoices.is_some() || root.project.ledger.invoices.is_some();
    named || invoices_source(typed, root).path.exists()
}

pub(super) fn invoices_source(typed: &arguments::Files, root: &Root) -> Source {
    let csv = root.project.ledger.invoices.clone().unwrap_or_else(|| CsvFormat::plain("invoices.csv"));
    let path = typed.invoices.clone().unwrap_or_else(|| root.path(&csv.path));
    Source { path, csv, optional: false, is_log: false }
}

/// The files of events in the order in which they count: those that were typed, else the project's, else `events.csv`; and last
/// the log.
pub(super) fn event_sources(typed: &arguments::Files, root: &Root) -> Vec<Source> {
    let of_project = root.project.ledger.events.as_deref();
    let source = |csv: &CsvFormat, optional| Source { path: root.path(&csv.path), csv: csv.clone(), optional, is_log: false };
    let mut sources: Vec<Source> = match of_project {
        Some(files) => files.iter().map(|csv| source(csv, false)).collect(),
        None => vec![source(&CsvFormat::plain(EVENTS), true)],
    };
    if !typed.events.is_empty() {
        let known = std::mem::take(&mut sources);
        let named = |path: &PathBuf| {
            let csv = known.iter().find(|source| source.path == *path).map(|source| source.csv.clone());
            Source { path: path.clone(), csv: csv.unwrap_or_else(|| CsvFormat::plain("")), optional: false, is_log: false }
        };
        sources = typed.events.iter().map(named).collect();
    }
    let log = source(&CsvFormat::plain(root.project.ledger.log.as_deref().unwrap_or("log.csv")), true);
    match sources.iter_mut().find(|source| source.path == log.path) {
        Some(named) => named.is_log = true,
        None => sources.push(Source { is_log: true, ..log }),
    }
    sources
}

/// Opens files and gathers what is wrong with them.
pub(super) struct Opener {
    as_of: Day,
    currency: Option<Currency>,
    digest: Digest,
    pub(super) progress: Progress,
    pub(super) report: Report,
}

impl Opener {
    pub(super) fn new(typed: &arguments::Files, root: &Root, as_of: Day) -> Opener {
        let report = Report::new(if typed.skip_bad_rows { BadRows::Skip } else { BadRows::Stop });
        Opener { as_of, currency: root.project.ledger.currency, digest: Digest::default(), progress: Progress::default(), report }
    }

    /// A file to read, its name in messages, and its format.
    pub(super) fn open(&mut self, source: &Source) -> Option<(Box<dyn std::io::Read + Send>, String, Format)> {
        let path = &source.path;
        let format = match self.format(&source.csv) {
            Ok(format) => Format { guarded: source.is_log, ..format },
            Err(finding) => {
                self.report.add(finding);
                return None;
            }
        };
        let opened = match source.is_log && path.as_os_str() != "-" {
            true => {
                will_read(path);
                log_file::opened(path).and_then(|log| files::read(log, &self.digest, &self.progress))
            }
            false => files::open(path, &self.digest, &self.progress).map(Some),
        };
        match opened {
            // A log that was made, and nothing is in it yet.
            Ok(None) => None,
            Ok(Some(file)) => Some((file, shown_name(path), format)),
            // A link says that there should be a file: without it, whoever has paid or was written to yesterday is chased again.
            Err(error) if source.optional && error.kind() == std::io::ErrorKind::NotFound && !path.is_symlink() => None,
            Err(error) => {
                let finding = files::unreadable(path, &error);
                let is_missing = error.kind() == std::io::ErrorKind::NotFound;
                self.report.add(if is_missing { finding.hint(WHERE) } else { finding });
                None
            }
        }
    }

    fn format(&self, csv: &CsvFormat) -> Result<Format, Finding> {
        let wrong = |format: BadDateFormat| Finding::new(Code::InvalidValue, format!("{:?} is not a format of dates", format.format));
        csv.for_reading(self.as_of, self.currency).map_err(wrong)
    }
}

const WHERE: &str = "name it with --invoices or --events, or under `ledger` in collect.yaml; -C works in another folder";

pub(super) fn shown_name(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}
