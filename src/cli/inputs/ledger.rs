//! The ledger: which files, in which formats, and what is in them.

use super::files::{self, Digest};
use super::project::Root;
use crate::cli::arguments;
use crate::cli::findings::Findings;
use collect::calendar::Day;
use collect::finding::{Code, Finding};
use collect::ledger::reading::{self, BadDateFormat, BadRows, EventReader, Format, Rejects, Report};
use collect::ledger::{Invoices, Ledger};
use collect::money::Currency;
use collect::project::CsvFormat;
use std::path::{Path, PathBuf};

/// A ledger with what is known of its files.
pub struct Loaded {
    pub ledger: Ledger,
    /// Of the bytes of all files, one after the other.
    pub digest: String,
    /// How many events there are.
    pub events: u64,
    /// The rows that were skipped.
    pub rejects: Rejects,
    /// How many they are.
    pub skipped: u64,
}

/// A file and how it is read.
struct Source {
    path: PathBuf,
    csv: CsvFormat,
    /// It may be missing.
    optional: bool,
}

/// Reads the ledger for a day. Who did and said what is kept if asked for.
pub fn load(typed: &arguments::Inputs, root: &Root, as_of: Day, keep_notes: bool, findings: &mut Findings) -> Loaded {
    let mut report = Report::new(if typed.skip_bad_rows { BadRows::Skip } else { BadRows::Stop });
    let digest = Digest::default();
    let invoices_file = invoices_source(typed, root);
    let event_files = event_sources(typed, root);
    let inputs = std::iter::once(&invoices_file).chain(&event_files);
    if inputs.filter(|source| source.path.as_os_str() == "-").count() > 1 {
        report.add(Finding::new(Code::KeyConflict, "standard input can be read once only").hint("give the other file by its name"));
    }
    let currency = root.project.ledger.currency;
    let mut reader = Opener { as_of, currency, digest, report };

    let invoices = reader.open(&invoices_file).map(|(file, name, format)| Invoices::read(file, &name, &format, &mut reader.report));
    let mut events = EventReader::new(keep_notes);
    for source in &event_files {
        if let Some((file, name, format)) = reader.open(source) {
            events.read(file, &name, &format, &mut reader.report);
        }
    }
    let count = events.count();
    let mut ledger = Ledger { invoices: invoices.unwrap_or_default(), events: events.finish(), fx: root.project.ledger.fx.clone() };
    let digest = reader.digest.hex();
    if reader.report.error_count() == 0 {
        settle(&mut ledger, &event_files, &mut reader);
    }
    findings.absorb(&reader.report);
    let skipped = if typed.skip_bad_rows { reader.report.bad_row_count() } else { 0 };
    Loaded { ledger, digest, events: count, rejects: reader.report.rejects().clone(), skipped }
}

/// Brings amounts into the currencies of what they are for; rows that do not go with it are errors, or put aside.
fn settle(ledger: &mut Ledger, files: &[Source], reader: &mut Opener) {
    for misfit in ledger.events.settle(&ledger.invoices) {
        reader.report.misfit(misfit);
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

fn invoices_source(typed: &arguments::Inputs, root: &Root) -> Source {
    let csv = root.project.ledger.invoices.clone().unwrap_or_else(|| CsvFormat::plain("invoices.csv"));
    let path = typed.invoices.clone().unwrap_or_else(|| root.path(&csv.path));
    Source { path, csv, optional: false }
}

/// The files of events in the order in which they count: those that were typed, else the project's, else `events.csv`; and last
/// the log.
fn event_sources(typed: &arguments::Inputs, root: &Root) -> Vec<Source> {
    let of_project = root.project.ledger.events.as_deref();
    let source = |csv: &CsvFormat, optional| Source { path: root.path(&csv.path), csv: csv.clone(), optional };
    let mut sources: Vec<Source> = match of_project {
        Some(files) => files.iter().map(|csv| source(csv, false)).collect(),
        None => vec![source(&CsvFormat::plain("events.csv"), true)],
    };
    if !typed.events.is_empty() {
        let known = std::mem::take(&mut sources);
        let named = |path: &PathBuf| {
            let csv = known.iter().find(|source| source.path == *path).map(|source| source.csv.clone());
            Source { path: path.clone(), csv: csv.unwrap_or_else(|| CsvFormat::plain("")), optional: false }
        };
        sources = typed.events.iter().map(named).collect();
    }
    let log = source(&CsvFormat::plain(root.project.ledger.log.as_deref().unwrap_or("log.csv")), true);
    if !sources.iter().any(|source| source.path == log.path) {
        sources.push(log);
    }
    sources
}

/// Opens files and gathers what is wrong with them.
struct Opener {
    as_of: Day,
    currency: Option<Currency>,
    digest: Digest,
    report: Report,
}

impl Opener {
    /// A file to read, its name in messages, and its format.
    fn open(&mut self, source: &Source) -> Option<(Box<dyn std::io::Read>, String, Format)> {
        let path = &source.path;
        let format = match self.format(&source.csv) {
            Ok(format) => format,
            Err(finding) => {
                self.report.add(finding);
                return None;
            }
        };
        match files::open(path, &self.digest) {
            Ok(file) => Some((file, shown_name(path), format)),
            Err(error) if source.optional && error.kind() == std::io::ErrorKind::NotFound => None,
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

fn shown_name(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}
