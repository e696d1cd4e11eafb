//! CSV that a spreadsheet opens without running anything in it.

use super::listing::CellReader;
use super::{ActionRow, Cell, Column, GivesCells, PlanView, PositionRow, StatusView, TakesCells, names};
use crate::spreadsheet::guarded;
use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

/// Writes rows of cells as CSV. Texts that a spreadsheet would run are [`guarded`], and numbers stay as they are. Control
/// characters other than line breaks and tabs become `U+FFFD`.
///
/// The rows are those that the csv crate would write. It looks at each byte of each cell once more, which was a tenth of the time of
/// a large plan. Here a row is written as it is and looked at once as a whole; only where something in it needs care its cells are.
pub struct CsvSheet<W: Write> {
    out: W,
    rows: Vec<u8>,
}

const AT_ONCE: usize = 32 << 10;

impl<W: Write> CsvSheet<W> {
    pub fn new<'a>(out: W, header: impl Iterator<Item = &'a str> + Clone) -> io::Result<CsvSheet<W>> {
        let mut sheet = CsvSheet::headless(out);
        sheet.row(&header.map(Cell::text))?;
        Ok(sheet)
    }

    fn headless(out: W) -> CsvSheet<W> {
        CsvSheet { out, rows: Vec::with_capacity(AT_ONCE + AT_ONCE / 8) }
    }

    /// One more row, with as many cells as the header has: at least two, for a row of one empty cell would be no row.
    pub fn row(&mut self, cells: &impl GivesCells) -> io::Result<()> {
        let rows = &mut self.rows;
        let begin = rows.len();
        let mut plain = PlainRow { rows, count: 0, begins_plainly: true };
        cells.give(&mut plain);
        if !plain.begins_plainly || !is_plain(&plain.rows[begin..], plain.count) {
            rows.truncate(begin);
            cells.give(&mut CarefulRow { rows });
        }
        // No comma after the last.
        if rows.len() > begin {
            rows.pop();
        }
        rows.push(b'\n');
        if self.rows.len() < AT_ONCE { Ok(()) } else { self.write() }
    }

    fn write(&mut self) -> io::Result<()> {
        self.out.write_all(&self.rows)?;
        self.rows.clear();
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.write()?;
        self.out.flush()
    }
}

/// Writes cells as they are, each with a comma behind it.
struct PlainRow<'r> {
    rows: &'r mut Vec<u8>,
    count: usize,
    /// Do all texts begin with a letter or digit?
    begins_plainly: bool,
}

impl TakesCells for PlainRow<'_> {
    #[inline(always)]
    fn take(&mut self, cell: Cell<'_>) {
        if let Cell::Text(text) = &cell {
            self.begins_plainly &= begins_plainly(text);
        }
        push(self.rows, cell, |rows, text| rows.extend_from_slice(text.as_bytes()));
        self.count += 1;
    }
}

/// Writes cells so that neither a terminal nor a spreadsheet nor a reader of CSV takes them for anything else.
struct CarefulRow<'r> {
    rows: &'r mut Vec<u8>,
}

impl TakesCells for CarefulRow<'_> {
    fn take(&mut self, cell: Cell<'_>) {
        push(self.rows, cell, |rows, text| match begins_plainly(text) && is_plain(text.as_bytes(), 0) {
            true => rows.extend_from_slice(text.as_bytes()),
            false => field(rows, &shown(&guarded(text))),
        });
    }
}

#[inline(always)]
fn push(rows: &mut Vec<u8>, cell: Cell<'_>, push_text: impl FnOnce(&mut Vec<u8>, &str)) {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => push_text(rows, &text),
        Cell::Integer(number) => push_integer(rows, number),
        Cell::Days(days) => push_integer(rows, i64::from(days)),
        Cell::Decimal(number) => number.write(rows),
        Cell::Day(day) => match day.text() {
            Some(text) => rows.extend_from_slice(&text),
            None => rows.extend_from_slice(day.to_string().as_bytes()),
        },
    }
    rows.push(b',');
}

fn push_integer(rows: &mut Vec<u8>, number: i64) {
    rows.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

fn field(rows: &mut Vec<u8>, text: &str) {
    let text = text.as_bytes();
    if !text.iter().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
        return rows.extend_from_slice(text);
    }
    rows.push(b'"');
    for (index, part) in text.split(|byte| *byte == b'"').enumerate() {
        rows.extend_from_slice(if index == 0 { b"" } else { b"\"\"" });
        rows.extend_from_slice(part);
    }
    rows.push(b'"');
}

fn begins_plainly(text: &str) -> bool {
    text.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric)
}

/// Is there nothing in a row of so many cells that a terminal or a reader of CSV would take for anything else, as is so for nearly every
/// row? Each cell has a comma behind it.
fn is_plain(row: &[u8], cells: usize) -> bool {
    /// Fewer than a byte can count.
    const COUNTED: usize = 240;
    let (mut commas, mut is_odd) = (0, false);
    for part in row.chunks(COUNTED) {
        commas += usize::from(part.iter().fold(0_u8, |count, byte| count + u8::from(*byte == b',')));
        is_odd |= part.iter().fold(false, |any, byte| any | !(b' '..=b'~').contains(byte) | (*byte == b'"'));
    }
    commas == cells && !is_odd
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

pub(super) fn csv<R>(out: impl Write, columns: &[Column<CellReader<R>>], mut rows: impl Iterator<Item = R>) -> io::Result<()> {
    let mut sheet = CsvSheet::new(out, names(columns))?;
    rows.try_for_each(|row| sheet.row(&columns.iter().map(|column| (column.read)(&row))))?;
    sheet.finish()
}

pub fn plan_csv(view: &PlanView<'_>, mut out: impl Write) -> io::Result<()> {
    plan_csv_header(&mut out)?;
    plan_csv_rows(view, 0..view.row_count(), out)
}

/// The names of the columns of [`plan_csv_rows`].
pub fn plan_csv_header(out: impl Write) -> io::Result<()> {
    CsvSheet::new(out, names(ActionRow::COLUMNS))?.finish()
}

/// Some of the actions of a plan, by their places from 0, without a header.
pub fn plan_csv_rows(view: &PlanView<'_>, places: Range<usize>, out: impl Write) -> io::Result<()> {
    let mut sheet = CsvSheet::headless(out);
    view.rows_in(places).try_for_each(|row| sheet.row(&row))?;
    sheet.finish()
}

pub fn status_csv(view: &StatusView<'_>, out: impl Write) -> io::Result<()> {
    csv(out, PositionRow::COLUMNS, view.rows())
}

#[cfg(test)]
mod tests;
