//! CSV that a spreadsheet opens without running anything in it.

use super::{ActionRow, Cell, PlanView, PositionRow, StatusView, is_hidden};
use std::io::{self, Write};

/// Writes rows of cells as CSV.
///
/// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break) gets a
/// leading apostrophe, and so does one that begins with apostrophes before these; numbers stay as they are. Control characters other than line breaks and tabs become `U+FFFD`.
pub struct Sheet<W> {
    out: W,
    row: String,
}

impl<W: Write> Sheet<W> {
    /// A sheet with its header.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new<'a>(out: W, header: impl IntoIterator<Item = &'a str>) -> io::Result<Sheet<W>> {
        let mut sheet = Sheet { out, row: String::new() };
        sheet.row(header.into_iter().map(Cell::text))?;
        Ok(sheet)
    }

    /// One more row.
    ///
    /// # Errors
    /// What `out` says.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        self.row.clear();
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                self.row.push(',');
            }
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => push_text(&mut self.row, &text),
                Cell::Integer(number) => self.row.push_str(&number.to_string()),
                Cell::Decimal(text) => self.row.push_str(&text),
            }
        }
        self.row.push('\n');
        self.out.write_all(self.row.as_bytes())
    }
}

fn push_text(row: &mut String, text: &str) {
    let guarded = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let quoted = text.contains([',', '"', '\n', '\r']);
    if quoted {
        row.push('"');
    }
    if guarded {
        row.push('\'');
    }
    for c in text.chars() {
        match c {
            '"' => row.push_str("\"\""),
            '\n' | '\t' => row.push(c),
            '\r' => row.push(' '),
            c if c.is_control() && is_hidden(c) => row.push(char::REPLACEMENT_CHARACTER),
            c => row.push(c),
        }
    }
    if quoted {
        row.push('"');
    }
}

/// The actions of a plan.
///
/// # Errors
/// What `out` says.
pub fn plan_csv(view: &PlanView<'_>, out: impl Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, ActionRow::COLUMNS.iter().map(|(name, _)| *name))?;
    view.rows().try_for_each(|row| sheet.row(row.cells().map(|(_, cell)| cell)))
}

/// Where invoices stand.
///
/// # Errors
/// What `out` says.
pub fn status_csv(view: &StatusView<'_>, out: impl Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, PositionRow::COLUMNS.iter().map(|(name, _)| *name))?;
    view.rows().try_for_each(|row| sheet.row(row.cells().map(|(_, cell)| cell)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(cells: &[Cell<'static>]) -> String {
        let mut bytes = Vec::new();
        Sheet::new(&mut bytes, ["a"]).unwrap().row(cells.iter().cloned()).unwrap();
        String::from_utf8(bytes).unwrap().strip_prefix("a\n").unwrap().to_owned()
    }

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        assert_eq!(csv(&[Cell::text("=1+1"), Cell::Decimal("-12.50".into()), Cell::Integer(-3), Cell::Empty]), "'=1+1,-12.50,-3,\n");
        assert_eq!(csv(&[Cell::text("+44 20"), Cell::text("@x"), Cell::text("-1"), Cell::text("a=1")]), "'+44 20,'@x,'-1,a=1\n");
        assert_eq!(csv(&[Cell::text("'=1"), Cell::text("'s-Hertogenbosch")]), "''=1,'s-Hertogenbosch\n");
        assert_eq!(csv(&[Cell::text("\t=1"), Cell::text("\r=1")]), "'\t=1,\"' =1\"\n");
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
