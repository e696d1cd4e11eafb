//! From the report that a system exports to the rows of a ledger: titles and totals left out, customers taken from headings, kinds of documents
//! told apart, and amounts, due dates and payments worked out as the project file says.
//!
//! What comes out is CSV in the ledger's own columns, for the ordinary readers. Every row stands on the line that it has in the file, so that
//! whatever is told of it later names the right place; [`Origin`](crate::ledger::reading::Origin) has the columns.

mod asides;
mod bytes;
mod columns;
mod debts;
mod documents;
mod figure;
mod filters;
mod groups;
mod header;
mod heading_cells;
mod instalment_ids;
mod left_out;
mod list_look;
mod markup;
mod merging;
mod money_cells;
mod output;
mod paid;
mod sections;
mod sheets;
mod sorting;
mod terms;
mod totals;
mod workbook;
mod working_out;

pub use bytes::{decoded, is_foreign, is_unmarked_utf_16};
pub use debts::MoneyFound;
pub use header::on_one_line;
pub use left_out::{LeftOut, LeftOutRow, WhyLeftOut};
pub use list_look::ListLook;
pub use sections::section_of;
pub use totals::is_age_band;

use crate::finding::Finding;
use crate::ledger::Instalments;
use crate::ledger::reading::{Format, LooseFault, LooseRow, OriginRows, Report};
use crate::project::{CsvFormat, HeaderLines};
use columns::FieldNames;
use debts::FaultyRow;
use sorting::Sorting;
use std::sync::Arc;

/// Which rows a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableRows {
    Invoices,
    Events,
}

/// CSV that an ordinary reader reads, and how it is written.
#[derive(Clone, Debug)]
pub struct ArrangedText {
    pub csv: Vec<u8>,
    pub format: Format,
}

/// What came of a file.
#[derive(Clone, Debug)]
pub struct Arranged {
    /// The rows that the file is there for.
    pub rows: ArrangedText,
    /// Of invoices: the payments and credits among them.
    pub events: Option<ArrangedText>,
    /// The same, as far as sums need it.
    pub money: Vec<MoneyFound>,
    pub left_out: LeftOut,
    /// What was decided on the way and should be known.
    pub notes: Vec<String>,
    /// Invoices of which the rows became instalments.
    pub instalments: Instalments,
    faults: Vec<FaultyRow>,
    /// How many totals of the file itself are the sum of the rows above them.
    pub agreeing_totals: u32,
    /// Rows that are read, and odd: totals that are not, and parts by age that are not the amount.
    odd: Vec<(u32, LooseFault)>,
    origin: Arc<OriginRows>,
}

impl Arranged {
    /// Tells of the rows that could not be arranged, and of totals that do not add up.
    pub fn tell(&self, file: &str, report: &mut Report) {
        for row in &self.faults {
            report.bad_loose_row(file, &self.origin, row.line, &row.faults);
        }
        for (line, odd) in &self.odd {
            report.odd_loose_row(file, &self.origin, *line, odd);
        }
    }

    /// How many totals and parts by age do not add up.
    pub fn differing_totals(&self) -> usize {
        self.odd.len()
    }

    /// How many rows could not be arranged.
    pub fn bad_rows(&self) -> usize {
        self.faults.len()
    }

    /// The customers of rows that could not be arranged; such a row may be a payment.
    pub fn customers_of_bad_rows(&self) -> impl Iterator<Item = &str> {
        self.faults.iter().map(|row| row.customer.as_str()).filter(|customer| !customer.is_empty())
    }
}

/// The rows of a file as they stand in it, whatever they are.
///
/// # Errors
///
/// Says why the file cannot be read, or which sheets it has, where none is named and several are tables.
pub fn rows_of(bytes: &[u8], file: &str, csv: &CsvFormat) -> Result<Vec<LooseRow>, Vec<Finding>> {
    bytes::read(bytes, file, csv).map(|grid| grid.rows)
}

/// The names of the columns on these lines, else in the first row, and the place of the first row below them.
///
/// # Errors
///
/// Says that nothing stands there.
pub fn names_of(rows: &[LooseRow], file: &str, header: Option<HeaderLines>) -> Result<(Vec<String>, usize), Vec<Finding>> {
    header::find(rows, file, header).map(|found| (found.names, found.behind))
}

/// A file of another kind than invoices and events as CSV: the names of its columns, and its rows as they stand.
///
/// # Errors
///
/// Says why the file cannot be read.
pub fn table_of(bytes: &[u8], file: &str, csv: &CsvFormat, format: &Format) -> Result<ArrangedText, Vec<Finding>> {
    let grid = bytes::read(bytes, file, csv)?;
    let header = header::find(&grid.rows, file, csv.layout.header)?;
    let mut origin = grid.origin;
    origin.header_line = header.line;
    Ok(output::table(&header, &grid.rows[header.behind..], grid.is_sheet, format, &Arc::new(origin)))
}

/// Must a file with this format be arranged, whatever its bytes are?
pub fn is_needed(csv: &CsvFormat) -> bool {
    !csv.layout.is_plain() || !csv.encoding.keeps_ascii()
}

/// Arranges a file, which is no longer compressed. `format` is how its cells are to be read ([`CsvFormat::for_reading`]).
///
/// # Errors
///
/// Says what is wrong with the file as a whole: that it cannot be read, or a column that is not there.
pub fn arrange(bytes: &[u8], file: &str, csv: &CsvFormat, format: &Format, kind: TableRows) -> Result<Arranged, Vec<Finding>> {
    let grid = bytes::read(bytes, file, csv)?;
    let header = header::find(&grid.rows, file, csv.layout.header)?;
    let mut origin = grid.origin;
    origin.header_line = header.line;
    let names = FieldNames::new(&header, file, csv, kind);
    let sorting = Sorting::new(names, csv, format, kind, grid.is_sheet)?;
    let mut arranged = sorting.sort(&grid.rows, &header, Arc::new(origin));
    arranged.notes.splice(..0, grid.notes);
    Ok(arranged)
}
