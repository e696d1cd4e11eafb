//! How a file is written: what a project says of an export, so that it is read as it is.

use super::amount::DecimalMark;
use super::date::DateFormats;
use super::encoding::Encoding;
use super::event_type::EventType;
use super::origin::Origin;
use crate::calendar::Day;
use crate::ledger::{CustomerTable, Field, KnownInstalments};
use crate::money::Currency;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How one file is written. The default is the plain format: commas, UTF-8, `2026-03-31`, `1234.50`, canonical headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// What stands between fields: an ASCII character.
    pub delimiter: u8,
    pub encoding: Encoding,
    pub dates: DateFormats,
    pub decimal: DecimalMark,
    /// For canonical columns, the headers under which the file has them. Several are one composite id, joined by `-`.
    /// A column that is not named here is found by its canonical name.
    pub columns: BTreeMap<String, Vec<String>>,
    /// For canonical columns, what the file's words mean.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Events: the type of every row, where the file has no such column.
    pub kind: Option<EventType>,
    /// Is it a file that the program itself writes, in which a text that a spreadsheet would run has an apostrophe before it
    /// ([`guarded`](crate::spreadsheet::guarded))?
    pub guarded: bool,
    /// Invoices: the day as of which open amounts are given, where a row does not say.
    pub open_on: Option<Day>,
    /// Invoices: is that the day of the run, because the file is made anew for each?
    pub is_of_run: bool,
    /// Invoices: the day of the last export, if the file is a book that exports are brought to.
    pub book_of: Option<Day>,
    /// Invoices: the currency of a row that names none.
    pub currency: Option<Currency>,
    /// Invoices: may rows be payments or credits? Then nobody knows what a row is that cannot be read.
    pub has_payments: bool,
    /// Invoices: the customers whose cells fill empty ones.
    pub customers: Option<Arc<CustomerTable>>,
    /// Invoices: the instalments that keep the ids which they had.
    pub instalments: Option<Arc<KnownInstalments>>,
    /// Where its rows come from, if it was made from another file.
    pub origin: Option<Arc<Origin>>,
}

impl Default for Format {
    fn default() -> Format {
        Format {
            delimiter: b',',
            encoding: Encoding::default(),
            dates: DateFormats::default(),
            decimal: DecimalMark::default(),
            columns: BTreeMap::new(),
            values: BTreeMap::new(),
            kind: None,
            guarded: false,
            open_on: None,
            is_of_run: false,
            book_of: None,
            currency: None,
            has_payments: false,
            customers: None,
            instalments: None,
            origin: None,
        }
    }
}

/// The columns of an events file.
pub const EVENT_COLUMNS: [&str; 16] = [
    "date",
    "type",
    "invoice_id",
    "customer_id",
    "amount",
    "currency",
    "until",
    "reason",
    "channel",
    "stage",
    "address",
    "by",
    "note",
    "ref",
    "id",
    "outcome",
];

/// The columns of a log that is begun, in their order.
pub const LOG_COLUMNS: [&str; 15] = {
    let mut columns = [""; 15];
    let mut place = 0;
    while place < columns.len() {
        columns[place] = EVENT_COLUMNS[place];
        place += 1;
    }
    columns
};

/// Columns that a log is given once a row needs them: the day on which a row was written, where that is not its date, and what came of a call.
pub const MORE_COLUMNS: [&str; 2] = ["recorded_on", "outcome"];

/// The columns of an invoices file that are not text: what the engine computes with.
pub const TERM_COLUMNS: [&str; 7] = ["amount", "currency", "issue_date", "due_date", "settled_date", "open_amount", "open_on"];

/// Every column that an invoices file is known to have; all others are kept as they are.
pub fn invoice_columns() -> impl Iterator<Item = &'static str> {
    Field::ALL.into_iter().map(Field::name).chain(TERM_COLUMNS)
}
