//! Which files a ledger has, and in which formats.

use super::files::is_stdin;
use super::kept::{KeptFile, kept_files};
use super::project::Root;
use crate::cli::arguments;
use collect::project::{CsvFormat, EVENTS};
use std::path::{Path, PathBuf};

/// A file and how it is read.
#[derive(Clone)]
pub struct LedgerFile {
    pub path: PathBuf,
    pub csv: CsvFormat,
    /// It may be missing.
    pub optional: bool,
    /// It is the file that the program itself adds to.
    pub is_log: bool,
    /// It is one that `collect sync` keeps.
    pub kept: Option<KeptFile>,
    pub part: LedgerPart,
}

/// What is read of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LedgerPart {
    Invoices,
    Events,
    /// The payments and credits in the file of the invoices.
    MoneyOfInvoices,
    Customers,
}

impl LedgerFile {
    /// Is it read as a file of its own, and not as a part of one that is?
    pub fn is_whole(&self) -> bool {
        self.part != LedgerPart::MoneyOfInvoices
    }

    /// The name that messages use.
    pub fn name(&self) -> String {
        let first = if is_stdin(&self.path) { "standard input".to_owned() } else { self.path.display().to_string() };
        std::iter::once(first).chain(self.csv.more_paths.iter().cloned()).collect::<Vec<_>>().join(", ")
    }
}

/// Do both paths lead to the same file?
pub fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    one == other || real(one) == real(other)
}

/// Is there a ledger: a file of invoices that somebody named, or that stands where one is looked for?
pub fn is_there(typed: &arguments::Files, root: &Root) -> bool {
    let named = typed.invoices.is_some() || root.project.ledger.invoices.is_some();
    named || invoices_source(typed, root).path.exists()
}

/// The invoices: those that were typed, else the book if there is one, else the project's.
pub fn invoices_source(typed: &arguments::Files, root: &Root) -> LedgerFile {
    match (&typed.invoices, kept_files(root)) {
        (None, Some([book, _])) => book,
        (Some(path), Some([book, _])) if is_same(path, &book.path) => book,
        _ => export_source(typed, root),
    }
}

/// The file that another system exports.
pub fn export_source(typed: &arguments::Files, root: &Root) -> LedgerFile {
    let csv = root.project.ledger.invoices.clone().unwrap_or_else(|| CsvFormat::plain("invoices.csv"));
    let path = typed.invoices.clone().unwrap_or_else(|| root.path(&csv.path));
    let more = if typed.invoices.is_some() { &[] } else { csv.more_paths.as_slice() };
    let more_paths = more.iter().map(|path| root.path(path).display().to_string()).collect();
    let csv = CsvFormat { more_paths, ..csv };
    LedgerFile { path, csv, optional: false, is_log: false, kept: None, part: LedgerPart::Invoices }
}

/// The export that the project names, or that stands where one is looked for.
pub fn project_export(root: &Root) -> PathBuf {
    root.path(root.project.ledger.invoices.as_ref().map_or("invoices.csv", |csv| csv.path.as_str()))
}

/// The payments and credits in the file of the invoices, if it may have any.
pub fn money_of_invoices(invoices: &LedgerFile) -> Option<LedgerFile> {
    invoices.csv.layout.may_have_events().then(|| LedgerFile { part: LedgerPart::MoneyOfInvoices, ..invoices.clone() })
}

/// The file of customers, if one is typed or named by the project.
pub fn customers_source(typed: &arguments::Files, root: &Root) -> Option<LedgerFile> {
    let of_project = root.project.ledger.customers.as_ref();
    let path = typed.customers.clone().or_else(|| Some(root.path(&of_project?.path)))?;
    let csv = of_project.cloned().unwrap_or_else(|| CsvFormat::plain(""));
    Some(LedgerFile { path, csv, optional: false, is_log: false, kept: None, part: LedgerPart::Customers })
}

/// The files of events in the order in which they count: those beside a book, if the invoices are the book; those that were typed, else the
/// project's, else `events.csv`; and last the log.
pub fn event_sources(typed: &arguments::Files, root: &Root, invoices: &LedgerFile) -> Vec<LedgerFile> {
    let of_book = kept_files(root).filter(|_| invoices.kept == Some(KeptFile::Book));
    of_book.into_iter().map(|[_, synced]| synced).chain(other_event_sources(typed, root)).collect()
}

/// The same without those beside a book.
pub fn other_event_sources(typed: &arguments::Files, root: &Root) -> Vec<LedgerFile> {
    let of_project = root.project.ledger.events.as_deref();
    let part = LedgerPart::Events;
    let source =
        |csv: &CsvFormat, optional| LedgerFile { path: root.path(&csv.path), csv: csv.clone(), optional, is_log: false, kept: None, part };
    let mut sources: Vec<LedgerFile> = match of_project {
        Some(files) => files.iter().map(|csv| source(csv, false)).collect(),
        None => vec![source(&CsvFormat::plain(EVENTS), true)],
    };
    if !typed.events.is_empty() {
        let known = std::mem::take(&mut sources);
        let named = |path: &PathBuf| {
            let csv = known.iter().find(|source| is_same(&source.path, path)).map(|source| source.csv.clone());
            let csv = csv.unwrap_or_else(|| CsvFormat::plain(""));
            LedgerFile { path: path.clone(), csv, optional: false, is_log: false, kept: None, part }
        };
        sources = typed.events.iter().map(named).collect();
    }
    let log = source(&CsvFormat::plain(root.project.ledger.log.as_deref().unwrap_or("log.csv")), true);
    match sources.iter_mut().find(|source| is_same(&source.path, &log.path)) {
        Some(named) => named.is_log = true,
        None => sources.push(LedgerFile { is_log: true, ..log }),
    }
    sources
}
