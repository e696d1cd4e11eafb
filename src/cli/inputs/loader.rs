//! The one loader: it reads the files of a ledger, as far as a command needs them.

use super::arranging::ArrangedFiles;
use super::einvoices::EInvoicesRead;
use super::files::{self, Digest, is_stdin};
use super::kept::kept_files;
use super::nothing::Nothing;
use super::one_invoice::OneInvoice;
use super::open_files::OpenFiles;
use super::project::Root;
use super::query::{Loaded, Query};
use super::reading::LedgerReading;
use super::sources::{
    LedgerFile, customers_source, event_sources, export_source, invoices_source, is_same, money_of_invoices, other_event_sources,
};
use crate::cli::arguments;
use crate::cli::findings::Findings;
use crate::cli::shell::Shell;
use chrono_tz::Tz;
use collect::calendar::Day;
use collect::finding::{Code, Finding};
use collect::ledger::reading::{BadRows, EventReader, Format, Report};
use collect::ledger::{CustomerTable, Invoice, Invoices, KnownInstalments, Slice};
use collect::money::{Currency, Fx};
use collect::report::About;
use collect::workflow::Workflow;
use std::cell::OnceCell;
use std::io;
use std::sync::Arc;

/// How messages name a row that is not in the log yet.
pub const NEW_ROW: &str = "the new row";

/// Reads rows, under a header, as they will stand in the log.
pub fn read_new_rows(rows: &[u8], events: &mut EventReader, report: &mut Report) {
    events.read(rows, NEW_ROW, &Format { guarded: true, ..Format::default() }, report);
}

/// Reads the files of a project's ledger. Each is opened once, however often it is read. (`log`, `record` and `undo` also open the log to
/// change it.)
pub struct Loader {
    pub invoices: LedgerFile,
    pub customers: Option<LedgerFile>,
    /// What that file says, once it was read.
    pub customers_read: OnceCell<Option<Arc<CustomerTable>>>,
    /// In the order in which they count; the log is last, unless the project lists it elsewhere.
    pub events: Vec<LedgerFile>,
    pub as_of: Day,
    pub currency: Option<Currency>,
    pub fx: Option<Fx>,
    slice: Slice,
    pub bad_rows: BadRows,
    allow_empty: bool,
    pub open: OpenFiles,
    pub arranged: ArrangedFiles,
    pub einvoices_read: OnceCell<EInvoicesRead>,
    /// The instalments that keep the ids which they have in the book.
    pub instalments: Option<Arc<KnownInstalments>>,
    /// The timezone of the workflow, in which moments are days.
    pub zone: Option<Tz>,
}

impl Loader {
    /// For the files that were typed, else those of the project. Dates without a year and open amounts are read as of that day.
    pub fn new(typed: &arguments::Files, slice: Slice, root: &Root, as_of: Day) -> Loader {
        let invoices = invoices_source(typed, root);
        let money = money_of_invoices(&invoices);
        let events = money.into_iter().chain(event_sources(typed, root, &invoices)).collect();
        Loader::of(invoices, events, typed, slice, root, as_of)
    }

    /// For what `sync` compares: an export, and all events, those beside the book among them.
    pub fn of_export(typed: &arguments::Files, root: &Root, as_of: Day) -> Loader {
        let events = kept_files(root).into_iter().map(|[_, synced]| synced).chain(other_event_sources(typed, root)).collect();
        // What is known of customers is not the export's, and changes when it changes.
        Loader { customers: None, ..Loader::of(export_source(typed, root), events, typed, Slice::default(), root, as_of) }
    }

    /// For the payments and credits that the export itself has, if it may have any.
    pub fn of_money_in_export(typed: &arguments::Files, root: &Root, as_of: Day) -> Option<Loader> {
        let export = export_source(typed, root);
        let money = money_of_invoices(&export)?;
        Some(Loader::of(export, vec![money], typed, Slice::default(), root, as_of))
    }

    fn of(invoices: LedgerFile, events: Vec<LedgerFile>, typed: &arguments::Files, slice: Slice, root: &Root, as_of: Day) -> Loader {
        Loader {
            invoices,
            customers: customers_source(typed, root),
            customers_read: OnceCell::new(),
            events,
            as_of,
            currency: root.project.ledger.currency,
            fx: root.project.ledger.fx.clone(),
            slice,
            bad_rows: if typed.skip_bad_rows { BadRows::Skip } else { BadRows::Stop },
            allow_empty: typed.allow_empty,
            open: OpenFiles::default(),
            arranged: ArrangedFiles::default(),
            einvoices_read: OnceCell::new(),
            instalments: None,
            zone: None,
        }
    }

    /// The same, with moments as days in the timezone of the workflow.
    pub fn in_zone_of(self, workflow: Option<&Workflow>) -> Loader {
        Loader { zone: workflow.and_then(|workflow| workflow.timezone), ..self }
    }

    /// The same, with instalments that keep the ids which they have in the book.
    pub fn with_instalments(self, instalments: Option<Arc<KnownInstalments>>) -> Loader {
        Loader { instalments, ..self }
    }

    /// The files, each once.
    pub fn files(&self) -> impl Iterator<Item = &LedgerFile> {
        self.customers.iter().chain([&self.invoices]).chain(&self.events).filter(|source| source.is_whole())
    }

    /// Reads the ledger and plans it for these days: first all events, then the invoices, which pass by and are kept only where a plan
    /// needs them.
    pub fn load(&self, query: &Query<'_>, workflow: Option<&Workflow>, days: &[Day], shell: &Shell, findings: &mut Findings) -> Loaded {
        let mut reading = LedgerReading::new(self, self.bad_rows);
        let customers = reading.customers();
        let found = match (self.can_look_for_rows(), query.invoice, query.customer) {
            (true, Some(id), _) => OneInvoice::find(self, id),
            (true, None, Some(word)) => OneInvoice::of_customer(self, word),
            _ => None,
        };
        let customer = found.as_ref().map(|found| found.customer.clone());
        if let Some(found) = found {
            reading = reading.only(found).without_digest();
        }
        if self.files().filter(|source| is_stdin(&source.path)).count() > 1 {
            let finding = Finding::new(Code::KeyConflict, "standard input can be read only once").hint("give the other file by its name");
            reading.report.add(finding);
        }
        for (place, source) in self.events.iter().enumerate().filter(|(_, source)| !is_stdin(&source.path)) {
            if let Some(first) = self.events[..place].iter().find(|first| is_same(&first.path, &source.path)) {
                let message = format!("{} and {} are the same file: its events would count twice", first.name(), source.name());
                reading.report.add(Finding::new(Code::KeyConflict, message).hint("name it once"));
            }
        }
        for source in self.files().filter(|source| !source.are_einvoices() && (!source.optional || source.path.exists())) {
            reading.progress.expect(files::length(&source.path));
        }
        let shown = reading.progress.shown(shell);
        let mut events = reading.events(EventReader::new(query.notes));
        customers.iter().flat_map(|customers| customers.unread()).for_each(|customer| events.skipped(customer));
        if self.bad_rows == BadRows::Skip {
            self.each_unarranged(|customer| events.skipped(customer));
        }
        if !query.rows.is_empty() {
            read_new_rows(query.rows, &mut events, &mut reading.report);
        }
        let events_read = events.count();
        let mut events = events.finish();
        let bad_events = reading.report.bad_row_count();
        let mut slice = self.slice.clone();
        slice.customers.extend(query.customers.iter().cloned());
        let (mut planned, columns) = reading.plans(query, workflow, days, &events, &slice);
        drop(shown);
        events.keep_back(std::mem::take(&mut planned.unread));
        self.unclear_instalments(&events).into_iter().for_each(|finding| reading.report.add(finding));
        if planned.count == 0 {
            let came = self.nothing(reading.report.bad_row_count() - bad_events);
            let is_read = reading.report.error_count() == 0;
            planned.plans.iter_mut().for_each(|plan| came.correct(&mut plan.findings, is_read));
            if !came.is_fine() {
                // All rows may be left out, because a text is written otherwise.
                self.tell_left_out(shell);
            }
            if is_read && came.is_fine() {
                shell.note("the ledger has no invoices; if that is right, add --allow-empty");
            }
        }
        findings.extend(slice.leaves_none(planned.inside, planned.count));
        let digest = reading.digest.hex();
        if let Some(plan) = planned.plans.first() {
            reading.put_aside(plan);
        }
        findings.absorb(&reading.report);
        Loaded {
            events,
            columns,
            about: match customer {
                None => About { invoices: Some(planned.count), events: Some(events_read), digest, warnings: Vec::new() },
                Some(_) => About::default(),
            },
            customer,
            slice,
            inside: planned.inside,
            kept: planned.kept,
            skipped: if self.bad_rows == BadRows::Skip { reading.report.bad_row_count() } else { 0 },
            rejects: reading.report.rejects().clone(),
            plans: planned.plans,
        }
    }

    /// May rows be left unread? What is said of a slice, and the file of rejected rows, need all of them.
    fn can_look_for_rows(&self) -> bool {
        self.slice.is_whole() && self.bad_rows == BadRows::Stop
    }

    /// The digest of all files, as that of a ledger of which all rows are read.
    pub fn digest(&self) -> io::Result<String> {
        let digest = Digest::default();
        let files = self.customers.iter().chain(&self.events).chain([&self.invoices]).filter(|source| source.is_whole());
        for source in files.filter(|source| !source.optional || source.path.exists()) {
            match source.are_einvoices() {
                true => self.add_einvoices(&digest)?,
                false => digest.add_all(self.bytes(source)?)?,
            }
        }
        Ok(digest.hex())
    }

    /// The problem of a file that has no invoices; `unreadable` is the number of rows that could not be read.
    pub fn nothing(&self, unreadable: u64) -> Nothing {
        Nothing { file: self.invoices.name(), unreadable, is_allowed: self.allow_empty }
    }

    /// Passes every invoice to `show`. The ledger was loaded before, so its problems are reported already.
    pub fn each_invoice(&self, mut show: impl FnMut(&Invoice<'_>)) {
        self.invoices_of(|invoice| {
            show(invoice);
            false
        });
    }

    /// The invoices for which `wanted` is true. The ledger was loaded before.
    pub fn invoices_of(&self, wanted: impl FnMut(&Invoice<'_>) -> bool) -> Invoices {
        LedgerReading::new(self, BadRows::Skip).without_digest().invoices(wanted).1
    }

    /// Is an invoice in the slice that was typed or that the project names?
    pub fn is_in_slice(&self, invoice: &Invoice<'_>) -> bool {
        self.slice.holds(invoice)
    }
}
