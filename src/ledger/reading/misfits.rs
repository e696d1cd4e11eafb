//! Going through a file again for rows that turned out, after they were read, not to go with their invoice.

use super::blocks::Block;
use super::format::Format;
use super::report::Report;
use super::rows::{Next, Parts, Rows};
use super::sheet::Sheet;
use std::io::Read;

/// Finds the rows of a file that [`Report::misfit`] put aside and adds them to the rejects. The file is read as it was the first
/// time; what is wrong with it otherwise is not told again.
pub fn pick_rows(input: impl Read, file: &str, format: &Format, report: &mut Report) {
    let mut left = report.misfit_lines(file).len();
    let Some((sheet, mut blocks)) = Sheet::open(input, file, format, &mut Report::default()) else { return };
    let (mut block, mut parts) = (Block::default(), Parts::default());
    while left > 0 && blocks.next(&mut block) {
        let mut rows = Rows::new(&block, &mut parts, format.delimiter, format.encoding);
        while left > 0
            && let Next::Row(row) = rows.next()
        {
            left -= usize::from(report.pick(&sheet, row.raw));
        }
    }
}
