//! A list whose columns are not certain yet: its rows are told from headings, totals and remarks by the rule by which they will be read.

use super::asides::Asides;
use super::groups::{Headings, HeadingsBy};
use super::left_out::WhyLeftOut;
use crate::money::Currency;
use crate::project::GroupHeadings;

/// Goes through a list row by row.
pub struct ListLook {
    asides: Asides,
}

impl ListLook {
    /// For columns of these names; `marks` are those of numbers and dates of invoices.
    pub fn new(group: Option<&GroupHeadings>, names: &[String], marks: Vec<usize>, amounts: Vec<usize>) -> ListLook {
        let by = match group {
            None => HeadingsBy::None,
            Some(GroupHeadings::Column(name)) => match names.iter().position(|found| found == name) {
                Some(field) => HeadingsBy::column(field, &marks),
                None => HeadingsBy::None,
            },
            Some(GroupHeadings::Labels(labels)) => HeadingsBy::labels(labels),
        };
        ListLook { asides: Asides::new(Headings::new(by), marks, amounts, None) }
    }

    /// A row above the names of the columns.
    pub fn title(&mut self, cells: &[String]) {
        self.asides.headings.title(cells);
    }

    /// Why a row below them is none of the list, if it is not.
    pub fn why(&mut self, cells: &[String]) -> Option<WhyLeftOut> {
        self.asides.why(cells)
    }

    /// Has the row nothing but numbers, apart from one cell?
    pub fn has_only_numbers_beside(&self, cells: &[String], but: usize) -> bool {
        self.asides.has_only_numbers_beside(cells, but)
    }

    /// Has the row a number or date of an invoice in another column than this?
    pub fn is_row_but(&self, cells: &[String], column: usize) -> bool {
        self.asides.has_mark(cells, column)
    }

    /// The customers in the headings above the next row, the innermost last.
    pub fn customers(&self) -> Vec<&str> {
        self.asides.headings.customers().collect()
    }

    /// The currency of the heading above the next row.
    pub fn currency(&self) -> Option<Currency> {
        self.asides.headings.currency()
    }
}
