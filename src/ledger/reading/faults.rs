//! Rows that cannot be read, as those who read parts of a file find them; told in the order of the file once all of it was read.

use super::report::{BadRows, Report, SHOWN};
use super::row::{Problem, Raw};
use super::sheet::Sheet;
use crate::finding::Code;

/// The rows of a part of a file that cannot be read.
#[derive(Debug, Default)]
pub(super) struct Faults {
    bad_rows: BadRows,
    rows: Vec<Fault>,
    /// Where bad rows are errors: those behind the first few, which are only counted.
    more: FaultCounts,
}

/// A row and what is wrong with it.
#[derive(Debug)]
pub(super) struct Fault {
    pub line: u32,
    pub bytes: Vec<u8>,
    pub problems: Vec<Problem>,
}

/// Rows that are only counted: how many, their problems, and how many of them look like totals of a list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FaultCounts {
    pub rows: u64,
    pub problems: u64,
    pub totals: u64,
}

impl Faults {
    pub fn new(bad_rows: BadRows) -> Faults {
        Faults { bad_rows, ..Faults::default() }
    }

    /// Are such rows put aside?
    pub fn skip(&self) -> bool {
        self.bad_rows == BadRows::Skip
    }

    /// A row that follows those before.
    pub fn add(&mut self, row: Raw<'_>, problems: Vec<Problem>) {
        if self.bad_rows == BadRows::Stop && self.rows.len() >= SHOWN {
            return self.more.add(&problems);
        }
        self.rows.push(Fault { line: row.line, bytes: row.bytes.to_vec(), problems });
    }

    /// The fault of a line, if it is among those that are told.
    pub fn of_line(&mut self, line: u32) -> Option<&mut Fault> {
        self.rows.iter_mut().find(|fault| fault.line == line)
    }

    /// Takes over those of another part.
    pub fn join(&mut self, other: Faults) {
        self.rows.extend(other.rows);
        self.more.rows += other.more.rows;
        self.more.problems += other.more.problems;
        self.more.totals += other.more.totals;
    }

    pub fn tell(mut self, sheet: &Sheet, report: &mut Report) {
        self.rows.sort_by_key(|fault| fault.line);
        for Fault { line, bytes, problems } in &self.rows {
            report.bad_row(sheet, Raw { line: *line, bytes }, problems);
        }
        report.more_bad_rows(self.more);
    }
}

impl FaultCounts {
    fn add(&mut self, problems: &[Problem]) {
        self.rows += 1;
        self.problems += problems.len() as u64;
        self.totals += u64::from(is_total(problems));
    }
}

/// Does the row look like a heading or total of a grouped list?
pub(super) fn is_total(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.code == Code::TotalRow)
}
