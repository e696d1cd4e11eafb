//! A workbook for Excel and LibreOffice: the rows of CSV as real dates and numbers. Ids and all other texts of the ledger are texts, and none
//! of them is a formula or a link.

use super::{ActionRow, Cash, Cell, Credits, GivesCells, PlanView, PositionRow, ShownWithheld, StatusView, TakesCells, names};
use crate::calendar::Day;
use crate::ledger::Field;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

/// So many rows has a sheet, one of them for the names of the columns.
pub const MOST_SHEET_ROWS: usize = 1_048_575;

/// So many digits a spreadsheet keeps of a number.
const MOST_DIGITS: usize = 15;
/// So many characters a cell holds.
const MOST_CHARACTERS: usize = 32_767;
const WIDEST: usize = 60;

/// The actions of a plan, and beside them those that are withheld.
pub fn plan_xlsx(view: &PlanView<'_>, out: impl Write) -> io::Result<()> {
    let mut book = ResultBook::new(view.plan.as_of);
    book.add("Plan", names(ActionRow::COLUMNS), view.rows());
    if !view.withheld.is_empty() {
        let columns = names(&ActionRow::COLUMNS[1..]).chain(["reason", "free_on"]);
        book.add("Withheld", columns, view.withheld_rows().map(WithheldLine));
    }
    book.write(out)
}

/// Where invoices stand, with the customers' names, and beside that the open cash and the open credits.
pub fn status_xlsx(view: &StatusView<'_>, out: impl Write) -> io::Result<()> {
    let mut book = ResultBook::new(view.plan.as_of);
    book.add("Status", names(PositionRow::COLUMNS).chain(["customer_name"]), view.rows().map(NamedPosition));
    if !view.cash.is_empty() {
        book.add("Cash", names(Cash::COLUMNS), view.cash.iter().cloned());
    }
    if !view.credits.is_empty() {
        book.add("Credits", names(Credits::COLUMNS), view.credits.iter().cloned());
    }
    book.write(out)
}

/// A position as in CSV, and the name of its customer.
struct NamedPosition<'a>(PositionRow<'a>);

impl GivesCells for NamedPosition<'_> {
    fn give(&self, taker: &mut impl TakesCells) {
        self.0.give(taker);
        taker.take(self.0.invoice.field(Field::CustomerName).into());
    }
}

/// Tables of a day, each with the name of its sheet and those of its columns.
pub fn tables_xlsx<'t>(
    as_of: Day,
    tables: impl Iterator<Item = (&'static str, Vec<&'static str>, &'t [Vec<Cell<'static>>])>,
    out: impl Write,
) -> io::Result<()> {
    let mut book = ResultBook::new(as_of);
    for (name, columns, rows) in tables {
        book.add(name, columns.into_iter(), rows.iter().map(|row| row.iter().cloned()));
    }
    book.write(out)
}

/// A withheld action as in JSON: the columns of the plan but the rank, and why it is withheld.
struct WithheldLine<'a>(ShownWithheld<'a>);

impl GivesCells for WithheldLine<'_> {
    fn give(&self, taker: &mut impl TakesCells) {
        let ShownWithheld { row, held } = &self.0;
        row.cells().skip(1).for_each(|(_, cell)| taker.take(cell));
        taker.take(held.reason.name().into());
        taker.take(held.free_on.into());
    }
}

/// What is made of a day's result. The same result gives the same bytes: the day of the plan is the workbook's creation date.
struct ResultBook {
    workbook: Workbook,
    wrong: Option<XlsxError>,
}

impl ResultBook {
    fn new(as_of: Day) -> ResultBook {
        let mut workbook = Workbook::new();
        let made = date_time(as_of).or_else(|| date_time(Day::FIRST));
        if let Some(made) = made {
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        }
        ResultBook { workbook, wrong: None }
    }

    fn add<R: GivesCells>(&mut self, name: &str, columns: impl Iterator<Item = &'static str>, rows: impl Iterator<Item = R>) {
        let columns: Vec<&str> = columns.collect();
        let mut sheet = SheetRows::new(self.workbook.add_worksheet(), columns.len());
        let write = || {
            sheet.sheet.set_name(name)?;
            sheet.header(&columns)?;
            for row in rows {
                row.give(&mut sheet);
                sheet.end_row()?;
            }
            sheet.finish()
        };
        let result = write();
        self.wrong = self.wrong.take().or(result.err());
    }

    fn write(mut self, mut out: impl Write) -> io::Result<()> {
        let bytes = match self.wrong {
            Some(wrong) => Err(wrong),
            None => self.workbook.save_to_buffer(),
        };
        out.write_all(&bytes.map_err(io::Error::other)?)
    }
}

/// Rows that are written into a sheet.
struct SheetRows<'w> {
    sheet: &'w mut Worksheet,
    row: u32,
    column: u16,
    widths: Vec<usize>,
    date: Format,
    header: Format,
    /// By the number of decimals.
    numbers: HashMap<usize, Format>,
    right: Format,
    wrong: Option<XlsxError>,
}

impl<'w> SheetRows<'w> {
    fn new(sheet: &'w mut Worksheet, columns: usize) -> SheetRows<'w> {
        SheetRows {
            sheet,
            row: 0,
            column: 0,
            widths: vec![0; columns],
            date: Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            header: Format::new().set_bold(),
            numbers: HashMap::new(),
            right: Format::new().set_align(FormatAlign::Right),
            wrong: None,
        }
    }

    fn header(&mut self, names: &[&str]) -> Result<(), XlsxError> {
        for (column, name) in (0..).zip(names) {
            self.sheet.write_string_with_format(0, column, *name, &self.header)?;
            // The button of the filter stands beside the name.
            self.widths[usize::from(column)] = name.len() + 3;
        }
        self.row = 1;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), XlsxError> {
        self.row += 1;
        self.column = 0;
        self.wrong.take().map_or(Ok(()), Err)
    }

    fn finish(&mut self) -> Result<(), XlsxError> {
        let (last_row, last_column) = (self.row.saturating_sub(1), (self.widths.len().saturating_sub(1)) as u16);
        self.sheet.autofilter(0, 0, last_row, last_column)?;
        self.sheet.set_freeze_panes(1, 0)?;
        // Ids of digits are meant to be texts.
        self.sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        for (column, width) in (0..).zip(&self.widths) {
            self.sheet.set_column_width(column, (*width).clamp(6, WIDEST) as u32)?;
        }
        Ok(())
    }

    fn put(&mut self, cell: &Cell<'_>) -> Result<usize, XlsxError> {
        let (row, column) = (self.row, self.column);
        let plain = match cell {
            Cell::Empty => return Ok(0),
            Cell::Text(text) => {
                let text = visible(text);
                self.sheet.write_string(row, column, text.as_ref())?;
                return Ok(text.chars().count());
            }
            Cell::Day(day) => {
                match date_time(*day) {
                    Some(date) => self.sheet.write_datetime_with_format(row, column, date, &self.date)?,
                    None => self.sheet.write_string(row, column, day.to_string())?,
                };
                return Ok(10);
            }
            Cell::Integer(number) => number.to_string(),
            Cell::Days(days) => days.to_string(),
            Cell::Decimal(number) => number.text().to_string(),
        };
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let is_grouped = !matches!(cell, Cell::Days(_));
        match number(&plain) {
            Some(number) => {
                let format = self
                    .numbers
                    .entry(if is_grouped { decimals } else { usize::MAX })
                    .or_insert_with(|| number_format(is_grouped, decimals));
                self.sheet.write_number_with_format(row, column, number, format)?;
            }
            None => _ = self.sheet.write_string_with_format(row, column, plain.as_str(), &self.right)?,
        }
        Ok(plain.len() + plain.len() / 3)
    }
}

impl TakesCells for SheetRows<'_> {
    fn take(&mut self, cell: Cell<'_>) {
        match self.put(&cell) {
            Ok(width) => {
                if let Some(widest) = self.widths.get_mut(usize::from(self.column)) {
                    *widest = width.max(*widest);
                }
            }
            Err(wrong) => self.wrong = self.wrong.take().or(Some(wrong)),
        }
        self.column += 1;
    }
}

fn number_format(is_grouped: bool, decimals: usize) -> Format {
    let whole = if is_grouped { "#,##0" } else { "0" };
    let text = if decimals > 0 { format!("{whole}.{}", "0".repeat(decimals)) } else { whole.to_owned() };
    Format::new().set_num_format(text)
}

/// The number that a cell of a sheet keeps. `None` where it has more digits than that: then the cell is a text, so that none is lost.
fn number(plain: &str) -> Option<f64> {
    let digits = plain.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    (digits <= MOST_DIGITS).then(|| plain.parse().ok()).flatten()
}

fn date_time(day: Day) -> Option<ExcelDateTime> {
    let text = day.to_string();
    let mut parts = text.split('-');
    let (year, month, date) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    ExcelDateTime::from_ymd(year, month, date).ok()
}

/// A text without what XML does not have, and not longer than a cell.
fn visible(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    // Excel counts in units of UTF-16.
    let is_short = text.len() <= MOST_CHARACTERS || text.encode_utf16().count() <= MOST_CHARACTERS;
    if is_short && !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut room = MOST_CHARACTERS - 1;
    let mut out = String::new();
    for c in text.chars() {
        let width = c.len_utf16();
        if !is_short && width > room {
            out.push('…');
            break;
        }
        room = room.saturating_sub(width);
        out.push(if is_odd(c) { '\u{fffd}' } else { c });
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_as_long_as_no_digit_is_lost() {
        assert_eq!(number("1234.50").map(|number| number.to_string()).as_deref(), Some("1234.5"));
        assert_eq!(number("-0.05").map(|number| number.to_string()).as_deref(), Some("-0.05"));
        assert_eq!(number("9999999999999.99").map(|number| number.to_string()).as_deref(), Some("9999999999999.99"));
        assert_eq!(number("12345678901234.56"), None, "16 digits");
        assert_eq!(number("000000000000000000.10").map(|number| number.to_string()).as_deref(), Some("0.1"));
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_and_says_so() {
        let long = "😀".repeat(MOST_CHARACTERS);
        let cut = visible(&long);
        assert!(cut.ends_with('…') && cut.encode_utf16().count() <= MOST_CHARACTERS, "{}", cut.encode_utf16().count());
        assert_eq!(visible("a\u{1b}[2Jb\u{ffff}\nc"), "a\u{fffd}[2Jb\u{fffd}\nc");
        assert_eq!(visible(&"x".repeat(MOST_CHARACTERS)).len(), MOST_CHARACTERS);
    }
}
