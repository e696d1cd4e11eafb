//! CSV that a spreadsheet opens without running anything in it.

use super::{ActionRow, Cell, PlanView, PositionRow, StatusView};
use crate::spreadsheet::guarded;
use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::ops::Range;

/// Writes rows of cells as CSV. Texts that a spreadsheet would run are [`guarded`], and numbers stay as they are. Control
/// characters other than line breaks and tabs become `U+FFFD`.
pub struct Sheet<W: Write> {
    rows: csv::Writer<W>,
    number: String,
}

impl<W: Write> Sheet<W> {
    /// A sheet with its header.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new<'a>(out: W, header: impl IntoIterator<Item = &'a str>) -> io::Result<Sheet<W>> {
        let mut sheet = Sheet::headless(out);
        sheet.rows.write_record(header).map_err(io_error)?;
        Ok(sheet)
    }

    /// The rows of a sheet whose header is elsewhere.
    fn headless(out: W) -> Sheet<W> {
        Sheet { rows: csv::Writer::from_writer(out), number: String::new() }
    }

    /// One more row, with as many cells as the header has.
    ///
    /// # Errors
    /// What the sheet is written to says.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Empty => self.rows.write_field(""),
                Cell::Text(text) if is_plain(&text) => self.rows.write_field(text.as_bytes()),
                Cell::Text(text) => self.rows.write_field(shown(&guarded(&text)).as_bytes()),
                Cell::Integer(number) => {
                    self.number.clear();
                    // Writing to a `String` cannot fail.
                    let _ = fmt::write(&mut self.number, format_args!("{number}"));
                    self.rows.write_field(&self.number)
                }
                Cell::Decimal(text) => self.rows.write_field(text),
            }
            .map_err(io_error)?;
        }
        self.rows.write_record(None::<&[u8]>).map_err(io_error)
    }

    /// Writes what is still to be written.
    ///
    /// # Errors
    /// What the sheet is written to says.
    pub fn finish(mut self) -> io::Result<()> {
        self.rows.flush()
    }
}

/// Can neither a terminal nor a spreadsheet take the text for anything else, as is so for nearly every text?
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_none_or(u8::is_ascii_alphanumeric) && bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
}

/// The text with nothing in it that acts on a terminal.
fn shown(text: &str) -> Cow<'_, str> {
    let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let shown = |c| match c {
        '\r' => ' ',
        c if acts(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// What stopped the writer. csv's own conversion forgets the kind, and with it that a reader of a pipe left.
fn io_error(error: csv::Error) -> io::Error {
    let kind = match error.kind() {
        csv::ErrorKind::Io(inner) => inner.kind(),
        _ => io::ErrorKind::InvalidInput,
    };
    io::Error::new(kind, error)
}

/// The actions of a plan.
///
/// # Errors
/// What `out` says.
pub fn plan_csv(view: &PlanView<'_>, mut out: impl Write) -> io::Result<()> {
    plan_csv_header(&mut out)?;
    plan_csv_rows(view, 0..view.row_count(), out)
}

/// The names of the columns of [`plan_csv_rows`].
///
/// # Errors
/// What `out` says.
pub fn plan_csv_header(out: impl Write) -> io::Result<()> {
    Sheet::new(out, ActionRow::COLUMNS.iter().map(|(name, _)| *name))?.finish()
}

/// Some of the actions of a plan, by their places from 0, without a header.
///
/// # Errors
/// What `out` says.
pub fn plan_csv_rows(view: &PlanView<'_>, places: Range<usize>, out: impl Write) -> io::Result<()> {
    let mut sheet = Sheet::headless(out);
    view.rows_in(places).try_for_each(|row| sheet.row(row.cells().map(|(_, cell)| cell)))?;
    sheet.finish()
}

/// Where invoices stand.
///
/// # Errors
/// What `out` says.
pub fn status_csv(view: &StatusView<'_>, out: impl Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, PositionRow::COLUMNS.iter().map(|(name, _)| *name))?;
    view.rows().try_for_each(|row| sheet.row(row.cells().map(|(_, cell)| cell)))?;
    sheet.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(cells: &[Cell<'static>]) -> String {
        let mut bytes = Vec::new();
        let mut sheet = Sheet::new(&mut bytes, cells.iter().map(|_| "a")).unwrap();
        sheet.row(cells.iter().cloned()).unwrap();
        sheet.finish().unwrap();
        String::from_utf8(bytes).unwrap().split_once('\n').unwrap().1.to_owned()
    }

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        assert_eq!(csv(&[Cell::text("=1+1"), Cell::Decimal("-12.50".into()), Cell::Integer(-3), Cell::Empty]), "'=1+1,-12.50,-3,\n");
        assert_eq!(csv(&[Cell::text("+44 20"), Cell::text("@x"), Cell::text("-1"), Cell::text("a=1")]), "'+44 20,'@x,'-1,a=1\n");
        assert_eq!(csv(&[Cell::text("'=1"), Cell::text("'s-Hertogenbosch")]), "''=1,'s-Hertogenbosch\n");
        assert_eq!(csv(&[Cell::text("\t=1"), Cell::text("\r=1")]), "'\t=1,' =1\n");
    }

    #[test]
    fn quotes_commas_and_lines_are_quoted() {
        assert_eq!(csv(&[Cell::text("Acme, \"Inc\""), Cell::text("two\nlines")]), "\"Acme, \"\"Inc\"\"\",\"two\nlines\"\n");
        assert_eq!(csv(&[Cell::text("=HYPERLINK(\"x\",1)")]), "\"'=HYPERLINK(\"\"x\"\",1)\"\n");
    }

    #[test]
    fn a_terminal_that_shows_it_is_not_steered() {
        assert_eq!(csv(&[Cell::text("a\u{1b}[31mb\u{9b}2J")]), "a�[31mb�2J\n");
    }
}
