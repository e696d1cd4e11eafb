//! One pass over the files of a ledger.

use super::files::{self, Digest};
use super::loader::Loader;
use super::query::Query;
use super::sources::LedgerFile;
use super::stream;
use crate::cli::findings::Findings;
use crate::cli::outcome::Failure;
use crate::cli::progress::Progress;
use crate::cli::shares::cores;
use collect::calendar::Day;
use collect::finding::{Code, Finding, did_you_mean};
use collect::ledger::reading::{self, BadDateFormat, BadRows, EventParser, EventReader, Format, InvoiceParser, InvoiceReader, Report};
use collect::ledger::{Columns, Events, Invoice, Invoices, Slice};
use collect::plan::{Plan, Planner, Positions};
use collect::workflow::Workflow;

/// The hint for a missing file.
const WHERE: &str = "name it with --invoices or --events, or under `ledger` in collect.yaml; -C works in another folder";

/// One pass over the files, and the problems found on the way.
pub struct LedgerReading<'l> {
    loader: &'l Loader,
    pub digest: Digest,
    pub progress: Progress,
    pub report: Report,
}

impl<'l> LedgerReading<'l> {
    /// A new pass. `bad_rows` says whether bad rows are errors or skipped.
    pub fn new(loader: &'l Loader, bad_rows: BadRows) -> LedgerReading<'l> {
        LedgerReading { loader, digest: Digest::default(), progress: Progress::default(), report: Report::new(bad_rows) }
    }

    /// Reads all events.
    pub fn events(&mut self, mut events: EventReader) -> EventReader {
        for source in &self.loader.events {
            if let Some((file, name, format)) = self.open(source) {
                events.begin_file(&name);
                if let Some((blocks, parser)) = EventParser::open(file, &name, &format, &mut self.report) {
                    let parser = if events.keeps_notes() { parser } else { parser.without_notes() };
                    events = stream::events(|| cores().get(), blocks, &parser, events, &self.progress, &mut self.report);
                }
            }
        }
        events
    }

    /// Shows the invoices to a planner for each day.
    pub fn plans(
        &mut self,
        query: &Query<'_>,
        workflow: Option<&Workflow>,
        days: &[Day],
        events: &Events,
        slice: &Slice,
    ) -> (stream::Planned, Columns) {
        let opened = self.open(&self.loader.invoices);
        let invoices = opened.and_then(|(file, name, format)| InvoiceParser::open(file, &name, &format, &mut self.report));
        let columns = invoices.as_ref().map(|(_, parser)| parser.columns().clone()).unwrap_or_default();
        if let Some(missing) = slice.missing(&columns).filter(|_| invoices.is_some()) {
            let near = did_you_mean(missing, columns.names().iter().map(String::as_str));
            let finding = Finding::new(Code::InvalidValue, format!("the ledger has no column {missing:?} to slice it by"));
            self.report.add(finding.hint(near.unwrap_or_else(|| format!("its columns are {}", columns.names().join(", ")))));
        }
        // Positions are listed for the first day only.
        let positions = std::iter::once(query.positions).chain(std::iter::repeat(Positions::None));
        let planner = |(day, positions): (&Day, Positions)| {
            let planner = Planner::new(workflow?, self.loader.fx.as_ref(), events, &columns, *day, positions).within(slice);
            Some(if query.drafts { planner } else { planner.for_rows() })
        };
        let planners: Vec<Planner<'_>> = days.iter().zip(positions).filter_map(planner).collect();
        let planned = match invoices {
            Some((blocks, parser)) => {
                let keep = query.keep.then_some(&columns);
                stream::plans(|| cores().get(), blocks, &parser, planners, keep, &self.progress, &mut self.report)
            }
            None => stream::Planned::of_nothing(planners),
        };
        (planned, columns)
    }

    /// How many invoices there are, and those that are wanted.
    pub fn invoices(&mut self, mut wanted: impl FnMut(&Invoice<'_>) -> bool) -> (u64, Invoices) {
        let opened = self.open(&self.loader.invoices);
        let reader = opened.and_then(|(file, name, format)| InvoiceReader::open(file, &name, &format, &mut self.report));
        let Some(mut reader) = reader else { return (0, Invoices::default()) };
        let mut kept = Invoices::new(reader.columns().clone());
        while let Some(invoice) = reader.next(&mut self.report) {
            if wanted(&invoice) {
                kept.push(&invoice);
            }
        }
        (reader.count(), kept)
    }

    /// Rows of events that do not go with what they name are errors, or put aside.
    pub fn put_aside(&mut self, plan: &Plan) {
        for misfit in &plan.misfits {
            self.report.misfit(misfit.clone());
        }
        for source in self.loader.events.iter().filter(|source| self.loader.open.can_read_again(&source.path)) {
            if !self.report.misfit_lines(&source.name()).is_empty()
                && let Some((file, name, format)) = self.open(source)
            {
                reading::pick_rows(file, &name, &format, &mut self.report);
            }
        }
    }

    /// A file to read, its name in messages, and its format.
    fn open(&mut self, source: &LedgerFile) -> Option<(Box<dyn std::io::Read + Send>, String, Format)> {
        let Loader { as_of, currency, open, .. } = self.loader;
        let path = &source.path;
        let format = match source.csv.for_reading(*as_of, *currency) {
            Ok(format) => Format { guarded: source.is_log, ..format },
            Err(BadDateFormat { format, .. }) => {
                self.report.add(Finding::new(Code::InvalidValue, format!("{format:?} is not a format of dates")));
                return None;
            }
        };
        match open.bytes(path, source.is_log).and_then(|bytes| files::read(bytes, &self.digest, &self.progress)) {
            Ok(Some(file)) => Some((file, source.name(), format)),
            // A log that was made, and nothing is in it yet.
            Ok(None) if source.is_log => None,
            Ok(None) => Some((Box::new(std::io::empty()), source.name(), format)),
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

    /// Fails if something that was read is wrong.
    pub fn sound(&self) -> Result<(), Failure> {
        let mut findings = Findings::default();
        findings.absorb(&self.report);
        if findings.any_error() { Err(findings.into()) } else { Ok(()) }
    }
}
