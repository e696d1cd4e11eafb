//! How one CSV file is to be read.

use super::FileLayout;
use crate::calendar::Day;
use crate::ledger::reading::{BadDateFormat, DateFormats, DecimalMark, Encoding, EventType, Format};
use crate::money::Currency;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvFormat {
    /// The path; `-` for standard input.
    pub path: String,
    /// Other paths, for e-invoices: they and the first may be patterns such as `invoices/*.xml`.
    pub more_paths: Vec<String>,
    pub delimiter: u8,
    pub encoding: Encoding,
    /// Formats of dates, tried in order, none for dates as in 2026-03-31; of `%Y %y %m %d %e %b %B %j`, a time of `%H %M %S` that is
    /// passed over, and characters that stand for themselves. Each says year, month and day, or year and day of the year.
    pub date_formats: Vec<String>,
    pub decimal: char,
    /// From a canonical column (or a new name for an extra one) to the column of the header that it is; several for an id that
    /// is put together from them. A column that is not named here has its canonical name in the file.
    pub columns: Vec<(String, Vec<String>)>,
    pub values: Vec<ValueMap>,
    /// For events: the type of every row, where the file has no column for it.
    pub kind: Option<String>,
    /// For invoices: as of when the open amounts are, where the file has no column for it.
    pub open_on: Option<OpenOn>,
    /// What is to be done before its rows can be read.
    pub layout: FileLayout,
}

impl CsvFormat {
    /// The ledger's own format: UTF-8, commas, dates as in 2026-03-31, a decimal point, canonical columns.
    pub fn plain(path: impl Into<String>) -> CsvFormat {
        CsvFormat {
            path: path.into(),
            more_paths: Vec::new(),
            delimiter: b',',
            encoding: Encoding::Utf8,
            date_formats: Vec::new(),
            decimal: '.',
            columns: Vec::new(),
            values: Vec::new(),
            kind: None,
            open_on: None,
            layout: FileLayout::default(),
        }
    }

    /// The same for the readers of the ledger, in a run for this day, with this currency for rows that name none.
    /// Error: a format of dates that does not say which day is meant; [`read`](super::read) lets none through.
    pub fn for_reading(&self, as_of: Day, currency: Option<Currency>) -> Result<Format, BadDateFormat> {
        Ok(Format {
            delimiter: self.delimiter,
            encoding: self.encoding,
            dates: DateFormats::new(&self.date_formats)?,
            decimal: if self.decimal == ',' { DecimalMark::Comma } else { DecimalMark::Point },
            columns: self.columns.iter().cloned().collect(),
            values: self.values.iter().map(|map| (map.column.clone(), map.texts.iter().cloned().collect())).collect(),
            kind: self.kind.as_deref().and_then(EventType::from_name),
            guarded: false,
            open_on: self.open_on.map(|open_on| match open_on {
                OpenOn::AsOf => as_of,
                OpenOn::Day(day) => day,
            }),
            is_of_run: self.open_on == Some(OpenOn::AsOf),
            book_of: None,
            currency,
            has_payments: self.layout.may_have_events(),
            customers: None,
            instalments: None,
            origin: None,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueMap {
    pub column: String,
    /// From a text of the file to the text that it is read as; any other text is taken as it is.
    pub texts: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenOn {
    /// The date of the run: the export was made for it.
    AsOf,
    Day(Day),
}

/// The columns of invoices by their canonical names. Any other column may be there, too.
pub const INVOICE_COLUMNS: [&str; 17] = [
    "invoice_id",
    "customer_id",
    "due_date",
    "amount",
    "currency",
    "customer_name",
    "contact",
    "email",
    "phone",
    "language",
    "issue_date",
    "open_amount",
    "open_on",
    "settled_date",
    "segment",
    "account_owner",
    "payment_link",
];

/// The columns that may be put together from several of a file: ids, and nothing that is a number, a date or a word.
pub(super) const COMPOSITE_COLUMNS: [&str; 3] = ["invoice_id", "customer_id", "id"];
