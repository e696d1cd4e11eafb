//! The rows of a file as texts: for whoever does not know yet what its columns are, or goes through a file again.

use super::blocks::{Blocks, RowBlock};
use super::encoding::Encoding;
use super::format::Format;
use super::grouping::GroupLook;
use super::report::Report;
use super::row::Row;
use super::rows::{Next, Parts, Rows};
use super::sheet::Sheet;
use std::io::Read;

/// A file of which only the header is known. One block of it is in memory at a time.
pub struct TextRows<R> {
    sheet: Sheet,
    blocks: Blocks<R>,
}

/// One row of a file of which only the header is known.
#[derive(Clone, Copy)]
pub struct TextRow<'a>(Row<'a>);

impl TextRow<'_> {
    /// The text of the field at this place, without the spaces around it; empty where there is none.
    pub fn field(&self, index: usize) -> &str {
        self.0.field(index)
    }

    /// Does it look like a heading or a total of a grouped list? Which columns an invoice needs is not known, so a total is a row that is
    /// half empty.
    pub fn is_heading_or_total(&self) -> bool {
        let cells = || (0..self.0.len()).map(|index| self.0.field(index));
        match GroupLook::of(cells(), "", "") {
            Some(GroupLook::Heading(_)) => true,
            Some(GroupLook::Total(_)) => 2 * cells().filter(|cell| !cell.is_empty()).count() <= self.0.len(),
            None => false,
        }
    }

    pub fn width(&self) -> usize {
        self.0.len()
    }
}

impl<R: Read> TextRows<R> {
    /// Reads the header of a file, which is no longer compressed, under the name that the user gave. Nothing, and an error in the report,
    /// where there is none.
    pub fn open(input: R, file: &str, delimiter: u8, encoding: Encoding, report: &mut Report) -> Option<TextRows<R>> {
        let format = Format { delimiter, encoding, ..Format::default() };
        let (sheet, blocks) = Sheet::open(input, file, &format, report)?;
        Some(TextRows { sheet, blocks })
    }

    pub fn names(&self) -> &[String] {
        &self.sheet.names
    }

    /// Hands over every row that holds something. Rows that are no text, or have not as many fields as the header, are passed over; they are
    /// told when the file is read as a ledger. Why the file ends too early is told in the report.
    pub fn each(mut self, report: &mut Report, mut take: impl FnMut(&TextRow<'_>)) {
        let (mut block, mut parts) = (RowBlock::default(), Parts::default());
        while self.blocks.next(&mut block) {
            let mut rows = Rows::new(&block, &mut parts, self.sheet.delimiter, self.sheet.encoding);
            let broken = rows.each(|row| {
                if row.flaw.is_none() && row.len() == self.sheet.names.len() {
                    take(&TextRow(row));
                }
            });
            if let Some(broken) = broken.or(block.broken.take()) {
                self.sheet.broken(broken, report);
                return;
            }
        }
    }
}

/// Finds the rows of a file that [`Report::misfit`] put aside and adds them to the rejects. The file is read as it was the first
/// time; what is wrong with it otherwise is not told again.
pub fn pick_rows(input: impl Read, file: &str, format: &Format, report: &mut Report) {
    let mut left = report.misfit_lines(file).len();
    let Some((sheet, mut blocks)) = Sheet::open(input, file, format, &mut Report::default()) else { return };
    let (mut block, mut parts) = (RowBlock::default(), Parts::default());
    while left > 0 && blocks.next(&mut block) {
        let mut rows = Rows::new(&block, &mut parts, format.delimiter, format.encoding);
        while left > 0
            && let Next::Row(row) = rows.next()
        {
            left -= usize::from(report.pick(&sheet, row.raw));
        }
    }
}
