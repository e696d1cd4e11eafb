//! The rule by which rows of a list are told from its headings, totals and remarks.

use super::figure::Figure;
use super::filters::cell;
use super::groups::{Headings, total_behind};
use super::left_out::WhyLeftOut;
use crate::ledger::reading::{DecimalMark, total_of};

/// What is known of the rows of a list, and the headings above the one that comes next.
pub(super) struct Asides {
    pub headings: Headings,
    /// Columns without which a row is none: its number and its dates.
    marks: Vec<usize>,
    amounts: Vec<usize>,
    /// The decimal mark; none where it is not known yet.
    decimal: Option<DecimalMark>,
}

impl Asides {
    pub fn new(headings: Headings, marks: Vec<usize>, amounts: Vec<usize>, decimal: Option<DecimalMark>) -> Asides {
        Asides { headings, marks, amounts, decimal }
    }

    /// Why a row is none of the list, if it is not.
    pub fn why(&mut self, cells: &[String]) -> Option<WhyLeftOut> {
        let first = cells.iter().position(|cell| !cell.is_empty())?;
        let is_alone = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        let is_row = self.has_mark(cells, usize::MAX);
        let is_list = if self.marks.contains(&first) { self.has_mark(cells, first) && !is_alone } else { is_row };
        if let Some(why) = self.headings.look(cells, is_list) {
            return Some(why);
        }
        // A total has its word where numbers may stand.
        let word = cells.iter().position(|cell| total_of(cell).is_some());
        if let Some(word) = word
            && !self.has_mark(cells, word)
            && (word == first || self.has_only_numbers_beside(cells, word))
        {
            self.headings.close(&total_of(&cells[word]).unwrap_or_default());
            return Some(WhyLeftOut::Total);
        }
        if !is_list
            && self.has_only_numbers_beside(cells, first)
            && let Some(of) = total_behind(&cells[first])
        {
            self.headings.close(&of);
            return Some(WhyLeftOut::Total);
        }
        if !is_row && self.has_only_numbers_beside(cells, usize::MAX) {
            return Some(WhyLeftOut::Total);
        }
        if is_alone {
            return Some(WhyLeftOut::Remark);
        }
        if is_row {
            return None;
        }
        let has_amount = self.amounts.iter().any(|field| !cell(cells, *field).is_empty());
        (!has_amount).then_some(WhyLeftOut::Remark)
    }

    /// Has the row something in another column than this that only rows of the list have?
    pub fn has_mark(&self, cells: &[String], but: usize) -> bool {
        let is_filled = |field: usize| field != but && !cell(cells, field).is_empty();
        match self.marks.is_empty() {
            // Nobody knows which columns these are: a row has something in several.
            true => (0..cells.len()).filter(|field| is_filled(*field)).count() > 1,
            false => self.marks.iter().any(|field| is_filled(*field)),
        }
    }

    /// Has the row nothing but numbers, apart from one cell?
    pub fn has_only_numbers_beside(&self, cells: &[String], but: usize) -> bool {
        let mut filled = cells.iter().enumerate().filter(|(field, cell)| *field != but && !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|(_, cell)| self.is_number(cell))
    }

    fn is_number(&self, text: &str) -> bool {
        let reads = |mark| Figure::parse(text, mark).is_ok();
        self.decimal.map_or_else(|| reads(DecimalMark::Point) || reads(DecimalMark::Comma), reads)
    }
}
