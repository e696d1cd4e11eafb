//! The rows of a file that may be no table: of any width, titles and totals among them.

use super::blocks::{Blocks, RowBlock};
use super::encoding::Encoding;
use super::format::Format;
use super::opening::begins_with_a_word_to_excel;
use super::origin::{Origin, OriginRows};
use super::report::Report;
use super::row::{Problem, Raw};
use super::rows::{Parts, Rows};
use super::sheet::Sheet;
use crate::finding::{Code, Finding};
use std::sync::Arc;

/// A row as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LooseRow {
    pub line: u32,
    /// Its cells, without the spaces around them; of a row that is no text, as far as they are.
    pub cells: Vec<String>,
    /// Those that a workbook keeps as dates.
    pub dates: Vec<usize>,
    /// What is wrong with it as a row.
    pub fault: Option<LooseFault>,
}

/// What is wrong with a row, or a cell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooseFault {
    pub code: Code,
    /// The cell, from 0; none where the whole row is meant.
    pub field: Option<usize>,
    pub message: String,
    pub hint: Option<String>,
}

impl LooseFault {
    pub fn new(code: Code, field: Option<usize>, message: impl Into<String>) -> LooseFault {
        LooseFault { code, field, message: message.into(), hint: None }
    }

    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> LooseFault {
        LooseFault { hint: Some(hint.into()), ..self }
    }

    fn problem(&self) -> Problem {
        Problem { hint: self.hint.clone(), ..Problem::new(self.code, self.field, self.message.clone()) }
    }
}

/// All rows of a text that hold something.
///
/// # Errors
///
/// Says why the text ends too early, such as a quotation mark that is never closed.
pub fn loose_rows(bytes: &[u8], file: &str, delimiter: u8, encoding: Encoding) -> Result<(Vec<LooseRow>, OriginRows), Vec<Finding>> {
    let sheet = Sheet::without_header(file, &Format { delimiter, encoding, ..Format::default() });
    let (mut rows, mut origin) = (Vec::new(), OriginRows::of_text(delimiter, encoding));
    let (mut blocks, mut block, mut parts) = (Blocks::new(bytes, delimiter), RowBlock::default(), Parts::default());
    while blocks.next(&mut block) {
        let is_first = block.line == 1 && begins_with_a_word_to_excel(&block.bytes);
        let broken = Rows::new(&block, &mut parts, delimiter, encoding).each(|row| {
            let line = row.raw.line;
            if is_first && line == 1 {
                return;
            }
            let fault = row.flaw.map(|flaw| {
                let Problem { code, field, message, hint, .. } = sheet.flaw(flaw);
                LooseFault { code, field, message, hint }
            });
            let cells = (0..row.len()).map(|index| row.field_alone(index).unwrap_or_default().to_owned()).collect();
            origin.add(line, row.raw.bytes);
            rows.push(LooseRow { line, cells, dates: Vec::new(), fault });
        });
        if let Some(broken) = broken.or(block.broken.take()) {
            let mut report = Report::default();
            sheet.broken(broken, &mut report);
            return Err(report.errors().shown.to_vec());
        }
    }
    Ok((rows, origin))
}

impl Report {
    /// Adds a row of a file that could not be arranged: an error, or a row put aside.
    pub fn bad_loose_row(&mut self, file: &str, origin: &Arc<OriginRows>, line: u32, faults: &[LooseFault]) {
        let sheet = Sheet::of_origin(file, Origin { rows: origin.clone(), columns: Vec::new() });
        let problems: Vec<Problem> = faults.iter().map(LooseFault::problem).collect();
        self.bad_row(&sheet, Raw { line, bytes: &[] }, &problems);
    }

    /// Adds a warning about a row of a file that was arranged.
    pub fn odd_loose_row(&mut self, file: &str, origin: &Arc<OriginRows>, line: u32, odd: &LooseFault) {
        let sheet = Sheet::of_origin(file, Origin { rows: origin.clone(), columns: Vec::new() });
        self.odd_row(&sheet, Raw { line, bytes: &[] }, &odd.problem());
    }
}
