//! The book: which columns it has, and what its header says of the file of events beside it.

use super::cells::CellRows;
use crate::calendar::Day;
use crate::ledger::reading::{DecimalMark, Written};
use crate::ledger::{Columns, Field, Invoice, KnownInstalment, Terms};
use crate::money::Minor;
use std::fmt;
use std::str::FromStr;

/// The columns that `sync` itself fills, in the order in which they stand at the end of each row.
pub const BOOK_COLUMNS: [&str; 6] = ["first_seen", "last_seen", "gone_on", "last_due_date", "last_amount", "last_open_amount"];

/// The columns with which each row begins.
pub(super) const FIRST_COLUMNS: [&str; 9] =
    ["invoice_id", "customer_id", "due_date", "amount", "currency", "issue_date", "settled_date", "open_amount", "open_on"];

/// The name of the last column, whose cells are empty: it says what the book was made from, and commits the events beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookHead {
    /// The day of the last export, and which of that day's it was, from 1.
    pub day: Day,
    pub number: u32,
    /// So many rows of the file of events count.
    pub rows: u64,
    /// The digest of the export's file, where it is the project's own: if that is another file now, `sync` was forgotten.
    pub file: Option<u64>,
}

impl BookHead {
    const BEGINS: &'static str = "synced: ";
    const FILE: &'static str = " file ";

    /// The head that one of the columns has.
    pub fn of<'c>(mut columns: impl Iterator<Item = &'c str>) -> Result<BookHead, BadBook> {
        let found = columns.find_map(|column| column.strip_prefix(BookHead::BEGINS));
        found.ok_or(BadBook::NoHead)?.parse()
    }

    /// The head that the first line of a book has.
    pub fn of_header(line: &[u8]) -> Result<BookHead, BadBook> {
        let mut rows = CellRows::new(line);
        match rows.next() {
            Ok(Some(names)) => BookHead::of(names),
            _ => Err(BadBook::NoHead),
        }
    }

    pub(super) fn is_in(column: &str) -> bool {
        column.starts_with(BookHead::BEGINS)
    }
}

impl fmt::Display for BookHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BookHead { day, number, rows, file } = self;
        write!(f, "{}{rows} rows up to export {number} of {day}", BookHead::BEGINS)?;
        file.map_or(Ok(()), |file| write!(f, "{}{file:016x}", BookHead::FILE))
    }
}

impl FromStr for BookHead {
    type Err = BadBook;

    /// Reads what stands behind `synced: `.
    fn from_str(text: &str) -> Result<BookHead, BadBook> {
        let parts = || {
            let (rows, rest) = text.split_once(" rows up to export ")?;
            let (number, rest) = rest.split_once(" of ")?;
            // A book of an earlier version does not say which file it was.
            let (day, file) = rest.split_once(BookHead::FILE).map_or((rest, None), |(day, file)| (day, Some(file)));
            let file = file.map(|file| u64::from_str_radix(file, 16)).transpose().ok()?;
            Some(BookHead { day: Day::parse(day)?, number: number.parse().ok()?, rows: rows.parse().ok()?, file })
        };
        parts().ok_or_else(|| BadBook::Head(text.to_owned()))
    }
}

/// Why a file is no book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadBook {
    NoHead,
    Head(String),
    /// This column is missing.
    Column(&'static str),
    /// The cell of a column says nothing that it could.
    Cell {
        column: &'static str,
        text: String,
    },
}

impl fmt::Display for BadBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadBook::NoHead => write!(f, "it is not a book that `collect sync` wrote: its last column, \"synced: …\", is missing"),
            BadBook::Head(text) => write!(f, "its last column, \"{}{text}\", does not say how many rows of events count", BookHead::BEGINS),
            BadBook::Column(column) => write!(f, "it is not a book that `collect sync` wrote: column {column:?} is missing"),
            BadBook::Cell { column, text } => write!(f, "{column} {text:?} cannot be read"),
        }
    }
}

/// Where the columns of a book stand among the texts of its invoices.
#[derive(Clone, Debug)]
pub struct BookColumns {
    own: [usize; BOOK_COLUMNS.len()],
    texts: Vec<(String, usize)>,
    pub head: BookHead,
    /// The day of the last export, as the book has it.
    last: String,
}

/// What `sync` itself has written of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BookCells {
    pub gone: bool,
    pub due: Day,
    pub amount: Minor,
    pub open: Minor,
    /// Was the last export the first that had it, or the first that did not have it any more?
    pub came_last: bool,
    pub left_last: bool,
}

impl BookColumns {
    pub fn find(columns: &Columns) -> Result<BookColumns, BadBook> {
        let mut own = [0; BOOK_COLUMNS.len()];
        for (place, name) in own.iter_mut().zip(BOOK_COLUMNS) {
            *place = columns.position(name).ok_or(BadBook::Column(name))?;
        }
        let is_text = |name: &str| !is_id(name) && !BOOK_COLUMNS.contains(&name) && !BookHead::is_in(name);
        let texts = columns.names().iter().enumerate().filter(|(_, name)| is_text(name));
        let head = BookHead::of(columns.names().iter().map(String::as_str))?;
        let texts = texts.map(|(place, name)| (name.clone(), place)).collect();
        Ok(BookColumns { own, texts, last: head.day.to_string(), head })
    }

    /// The columns of texts but for the ids, in order: their names and places.
    pub fn texts(&self) -> &[(String, usize)] {
        &self.texts
    }

    /// The invoice as an instalment that keeps its id.
    ///
    /// # Errors
    ///
    /// A cell that cannot be read.
    pub fn instalment(&self, invoice: &Invoice<'_>) -> Result<KnownInstalment, BadBook> {
        let BookCells { gone, due, amount, open, .. } = self.cells(invoice)?;
        let [amount, open] = [amount, open].map(|minor| invoice.terms.currency.plain(minor.into()));
        let (id, customer) = (invoice.id().to_owned(), invoice.customer().to_owned());
        Ok(KnownInstalment { id, customer, due, amount, open, is_open: !gone })
    }

    pub(super) fn cells(&self, invoice: &Invoice<'_>) -> Result<BookCells, BadBook> {
        let [first_seen, _, gone_on, due, amount, open] = self.own.map(|place| invoice.text_at(place));
        let Terms { amount: first_amount, due_date, open_amount, .. } = invoice.terms;
        let day = |place: usize, text: &str| Day::parse(text).ok_or_else(|| bad_cell(place, text));
        let minor = |place: usize, text: &str| {
            let written = Written::parse(text, DecimalMark::Point).ok();
            written.and_then(|written| written.minor(invoice.terms.currency).ok()).ok_or_else(|| bad_cell(place, text))
        };
        Ok(BookCells {
            gone: !gone_on.is_empty() && day(2, gone_on).map(|_| true)?,
            came_last: first_seen == self.last,
            left_last: gone_on == self.last,
            due: if due.is_empty() { due_date } else { day(3, due)? },
            amount: if amount.is_empty() { first_amount } else { minor(4, amount)? },
            open: match (open.is_empty(), open_amount) {
                (false, _) => minor(5, open)?,
                (true, Some(first)) => first.amount,
                (true, None) => first_amount,
            },
        })
    }
}

fn bad_cell(place: usize, text: &str) -> BadBook {
    BadBook::Cell { column: BOOK_COLUMNS[place], text: text.to_owned() }
}

pub(super) fn is_id(name: &str) -> bool {
    [Field::InvoiceId, Field::CustomerId].iter().any(|field| field.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_head_is_read_as_it_is_written(day in 0..84_000i32, number in 1..u32::MAX, rows in 0..u64::MAX, file: Option<u64>) {
            let head = BookHead { day: Day::from_number(day), number, rows, file };
            let text = head.to_string();
            prop_assert_eq!(BookHead::of(["invoice_id", text.as_str()].into_iter()), Ok(head));
        }
    }

    #[test]
    fn a_head_that_says_nothing_is_none() {
        for text in ["synced: ", "synced: many rows up to export 1 of 2026-03-31", "synced: 3 rows up to export 1 of March"] {
            assert!(matches!(BookHead::of([text].into_iter()), Err(BadBook::Head(_))), "{text}");
        }
        assert_eq!(BookHead::of(["invoice_id", "amount"].into_iter()), Err(BadBook::NoHead));
    }
}
