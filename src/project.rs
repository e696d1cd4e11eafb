//! The project file: where workflow, templates and ledger are, and how the exports of other systems are to be read.
//!
//! Everything here is what the file says, checked for itself. No path is opened; paths are relative to the file's folder.

mod bank_sheet;
mod csv_format;
mod csv_reading;
mod layout;
mod layout_reading;
mod match_settings;
mod reading;

use crate::ledger::Slice;
pub use crate::ledger::reading::{EVENT_COLUMNS, Encoding};
use crate::sender::Sender;
pub use bank_sheet::{BankColumn, BankSheet};
pub use csv_format::{CsvFormat, INVOICE_COLUMNS, OpenOn, ValueMap};
pub use layout::{
    DebitCredit, DocumentKinds, DueByTerms, FileLayout, GroupHeadings, HeaderLines, RowAmounts, RowFilter, SeveralRows, SignWords,
    TermsSource,
};
pub use match_settings::MatchSettings;
pub use reading::read;

use crate::finding::{Code, Finding};
use crate::money::{Currency, Fx};

/// A project file. What it does not say is `None` or empty; the defaults of paths are the shell's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The path of the workflow, or the name of a built-in one.
    pub workflow: Option<String>,
    pub templates: Option<String>,
    pub outbox: Option<String>,
    pub ledger: LedgerFiles,
    pub matching: MatchSettings,
    /// How the CSV files of banks are to be read.
    pub bank: Vec<BankSheet>,
    pub sender: Sender,
    /// The part of the ledger that is looked at.
    pub slice: Slice,
    pub inbox: InboxSettings,
}

/// How mails are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxSettings {
    /// A program that reads what is unclear, with its arguments; empty for none.
    pub command: Vec<String>,
    /// Is `03/04` the 3rd of April, where a customer's country does not tell?
    pub day_first: Option<bool>,
}

/// The files of a ledger and their formats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFiles {
    pub currency: Option<Currency>,
    /// What currencies are worth in the base currency.
    pub fx: Option<Fx>,
    /// The path of the events that the program itself appends.
    pub log: Option<String>,
    pub invoices: Option<CsvFormat>,
    /// The paths of the book and of the events that `sync` keeps.
    pub book: Option<String>,
    pub synced: Option<String>,
    /// What an invoice that has left the exports is taken for: one of [`GONE`].
    pub gone: Option<String>,
    /// The file of customers, if there is one.
    pub customers: Option<CsvFormat>,
    /// The files of events, in order; `None` where the file says nothing about them, which is not the same as no files.
    pub events: Option<Vec<CsvFormat>>,
}

/// What may be said of invoices that have left the exports.
pub const GONE: [&str; 3] = ["payment", "credit", "ask"];

/// The file of events that a ledger has if nothing else is said.
pub const EVENTS: &str = "events.csv";

impl LedgerFiles {
    /// Said where a file called `events.csv` lies beside this project file, and the project file names others or none: what people enter
    /// there would change nothing.
    pub fn unread_events(&self, project_file: &str) -> Option<Finding> {
        let files = self.events.as_ref()?;
        let is_named = |path: &str| path.strip_prefix("./").unwrap_or(path) == EVENTS;
        if files.iter().any(|csv| is_named(&csv.path)) || self.log.as_deref().is_some_and(is_named) {
            return None;
        }
        let message = format!("{EVENTS} exists but is not read: {project_file} has ledger.events without it");
        let hint = format!("add `- {{ path: {EVENTS} }}` under ledger.events, or move the file away");
        Some(Finding::new(Code::UnreadEvents, message).hint(hint))
    }
}
