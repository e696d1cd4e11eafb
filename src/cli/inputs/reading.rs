//! One pass over the files of a ledger.

use super::arranging::is_to_be_arranged;
use super::files::{self, Digest};
use super::kept::{KeptFile, book_head};
use super::loader::Loader;
use super::one_invoice::OneInvoice;
use super::query::Query;
use super::sources::LedgerFile;
use super::stream::{self, Planned};
use crate::cli::findings::Findings;
use crate::cli::outcome::Failure;
use crate::cli::progress::Progress;
use crate::cli::shares::{Cores, cores};
use collect::calendar::Day;
use collect::finding::{Code, Finding, did_you_mean};
use collect::ledger::reading::{self, BadDateFormat, BadRows, EventParser, EventReader, Format, InvoiceParser, InvoiceReader, Report};
use collect::ledger::{Columns, CustomerTable, Events, Invoice, Invoices, Slice, without_zeros};
use collect::plan::{Keeping, Plan, Planner, Positions};
use collect::workflow::Workflow;
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;

/// The hint for a missing file.
const WHERE: &str = "run `collect init`, which sets up a folder with an export in it; or name the file with --invoices or --events, or under `ledger` in collect.yaml; -C works in another folder";

/// One pass over the files, and the problems found on the way.
pub struct LedgerReading<'l> {
    loader: &'l Loader,
    /// Only these rows are read, if they were looked for.
    only: Option<OneInvoice>,
    pub digest: Digest,
    pub progress: Progress,
    pub report: Report,
}

/// A file that is read.
type Opened = Box<dyn Read + Send>;

impl Loader {
    /// Opens a file of the ledger once more. What is wrong with it was told the first time.
    fn again(&self, source: &LedgerFile) -> Option<(Opened, Format)> {
        let (file, _, format) = LedgerReading::new(self, self.bad_rows).without_digest().open(source)?;
        Some((file, format))
    }

    /// The same of the invoices.
    pub fn invoices_again(&self) -> Option<(Opened, Format)> {
        let (file, _, format) = LedgerReading::new(self, self.bad_rows).without_digest().open_invoices()?;
        Some((file, format))
    }
}

impl<'l> LedgerReading<'l> {
    /// A new pass. `bad_rows` says whether bad rows are errors or skipped.
    pub fn new(loader: &'l Loader, bad_rows: BadRows) -> LedgerReading<'l> {
        LedgerReading { loader, only: None, digest: Digest::default(), progress: Progress::default(), report: Report::new(bad_rows) }
    }

    /// A pass whose digest nobody wants.
    pub fn without_digest(self) -> LedgerReading<'l> {
        LedgerReading { digest: Digest::none(), ..self }
    }

    /// Reads only rows that were found.
    pub fn only(self, found: OneInvoice) -> LedgerReading<'l> {
        LedgerReading { only: Some(found), ..self }
    }

    /// What the file of customers says, if there is one. It is read once, and what is wrong with it is told by the first pass.
    pub fn customers(&mut self) -> Option<Arc<CustomerTable>> {
        let loader = self.loader;
        let read = || {
            let (file, name, format) = self.open(loader.customers.as_ref()?)?;
            CustomerTable::read(file, &name, &format, &mut self.report).map(Arc::new)
        };
        loader.customers_read.get_or_init(read).clone()
    }

    /// Opens the invoices, whose empty cells are filled from the file of customers.
    fn open_invoices(&mut self) -> Option<(Opened, String, Format)> {
        let customers = self.customers();
        let (file, name, format) = self.open(&self.loader.invoices)?;
        Some((file, name, Format { customers, ..format }))
    }

    /// Reads all events.
    pub fn events(&mut self, mut events: EventReader) -> EventReader {
        if let Some(only) = &mut self.only {
            events = events.only(std::mem::take(&mut only.wanted));
        }
        let mut files = Vec::new();
        for (place, source) in self.loader.events.iter().enumerate() {
            if let Some((file, name, format)) = self.open(source) {
                events.begin_file(&name);
                if let Some((blocks, parser)) = EventParser::open(file, &name, &format, &mut self.report) {
                    let found = self.only.as_mut().map(|only| std::mem::take(&mut only.events[place]));
                    let blocks = if let Some(found) = found { blocks.only(found) } else { blocks };
                    let bad_rows = self.report.bad_rows();
                    files.push(stream::events(|| cores().get(), blocks, &parser, &mut events, &self.progress, bad_rows));
                }
            }
        }
        let again = |name: &str| self.loader.again(self.loader.events.iter().find(|source| source.name() == name)?);
        events.settle(files, &Cores, &mut self.report, again);
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
    ) -> (Planned, Columns) {
        let source = &self.loader.invoices;
        let opened = self.open_invoices();
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
            let planner = if let Some(ids) = query.asked_about { planner.asked_about(ids) } else { planner };
            let planner = if query.credit_hold { planner.with_credit_hold() } else { planner };
            Some(if query.drafts { planner } else { planner.for_rows() })
        };
        let planners = || -> Vec<Planner<'_>> { days.iter().zip(positions.clone()).filter_map(planner).collect() };
        let Some((blocks, parser)) = invoices else { return (Planned::of_nothing(planners()), columns) };
        let found = self.only.as_mut().map(|only| std::mem::take(&mut only.invoices));
        let keep = match (&found, query.keep) {
            (Some(_), _) => Some(Keeping::whole(&columns)),
            (None, []) => None,
            (None, workflows) => Some(Keeping::for_days(&columns, workflows, slice, events.any_unreached())),
        };
        let blocks = if let Some(found) = found { blocks.only(found) } else { blocks };
        let bad_rows = self.report.bad_rows();
        let show = |blocks, parser, repeated| {
            stream::plans(|| cores().get(), blocks, parser, planners(), keep.as_ref(), &self.progress, (bad_rows, repeated))
        };
        let (mut planned, share) = show(blocks, &parser, BTreeSet::new());
        let customers = self.loader.customers_read.get().and_then(Option::as_ref).filter(|customers| !customers.is_empty());
        if let Some(customers) = customers.filter(|_| self.only.is_none() && share.count() > 0 && !share.knows_customer()) {
            self.report.add(customers.is_of_others());
        }
        let lost = self.lost_zeros(share.customers_without_zeros());
        lost.into_iter().for_each(|finding| self.report.add(finding));
        let repeated = share.tell(&Cores, &mut self.report, || self.loader.invoices_again());
        // Ids stand there twice: the planners are shown the invoices anew, without the rows that are none.
        if !repeated.is_empty()
            && bad_rows == BadRows::Skip
            && let Some((file, format)) = self.loader.invoices_again()
            && let Some((blocks, parser)) = InvoiceParser::open(file, &source.name(), &format, &mut Report::default())
        {
            planned = show(blocks, &parser, repeated).0;
        }
        (planned, columns)
    }

    /// Customers whose rows lost the zeros of their ids, unless the ids without zeros are those of other customers.
    fn lost_zeros(&self, suspected: &BTreeSet<String>) -> Vec<Finding> {
        let customers = self.loader.customers_read.get().and_then(Option::clone);
        let Some(customers) = customers.filter(|_| !suspected.is_empty()) else { return Vec::new() };
        let mut others: BTreeSet<&str> = suspected.iter().filter_map(|id| without_zeros(id)).collect();
        let mut found = BTreeSet::new();
        LedgerReading::new(self.loader, BadRows::Skip).without_digest().invoices(|invoice| {
            found.extend(others.take(invoice.customer()).map(str::to_owned));
            false
        });
        let lost = suspected.iter().filter(|id| without_zeros(id).is_some_and(|short| !found.contains(short)));
        lost.filter_map(|id| customers.lost_zeros(id)).collect()
    }

    /// How many invoices there are, and those that are wanted.
    pub fn invoices(&mut self, mut wanted: impl FnMut(&Invoice<'_>) -> bool) -> (u64, Invoices) {
        let opened = self.open_invoices();
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
        for source in &self.loader.events {
            if !self.report.misfit_lines(&source.name()).is_empty()
                && let Some((file, format)) = self.loader.again(source)
            {
                reading::pick_rows(file, &source.name(), &format, &mut self.report);
            }
        }
    }

    /// A file to read, its name in messages, and its format.
    pub fn open(&mut self, source: &LedgerFile) -> Option<(Opened, String, Format)> {
        let Loader { as_of, currency, zone, .. } = self.loader;
        let path = &source.path;
        let book_of = match source.kept {
            Some(KeptFile::Book) => match book_head(&self.loader.open, path) {
                Ok(head) => Some(head.day),
                Err(wrong) => {
                    self.report.add(wrong);
                    return None;
                }
            },
            _ => None,
        };
        let format = match source.csv.for_reading(*as_of, *currency) {
            Ok(format) => {
                let dates = format.dates.clone().in_zone(*zone);
                Format { guarded: source.is_log || source.kept.is_some(), book_of, dates, ..format }
            }
            Err(BadDateFormat { format, .. }) => {
                self.report.add(Finding::new(Code::InvalidValue, format!("{format:?} is not a format of dates")));
                return None;
            }
        };
        if source.are_einvoices() {
            let (file, format) = self.loader.einvoices(source, (&self.digest, &self.progress), &format, &mut self.report)?;
            return Some((file, source.name(), format));
        }
        // Of a file that is read twice the digest is that of once.
        let is_part = !source.is_whole();
        let (digest, progress) = if is_part { (Digest::none(), Progress::default()) } else { (self.digest.clone(), self.progress.clone()) };
        let opened = self.loader.bytes(source).and_then(|bytes| files::read(bytes, &digest, &progress));
        let opened = opened.and_then(|file| match file {
            Some(mut file) => Ok(Some((is_to_be_arranged(source, &mut file)?, file))),
            None => Ok(None),
        });
        match opened {
            Ok(Some((true, file))) => {
                let (file, format) = self.loader.arranged(source, file, &format, &mut self.report)?;
                Some((file, source.name(), format))
            }
            Ok(_) | Err(_) if is_part => None,
            Ok(Some((false, file))) => Some((file, source.name(), format)),
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
