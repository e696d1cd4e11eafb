//! What reading found: errors and warnings, the first of each in full and the others counted, and the rows put aside.

use super::faults::{FaultCounts, is_total};
use super::rejects::Rejects;
use super::row::{Problem, Raw};
use super::sheet::Sheet;
use crate::finding::{Code, Finding, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// So many findings are kept in full: all errors together, and the warnings of each code. The others are counted.
pub const SHOWN: usize = 20;

/// What happens to rows that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadRows {
    /// Each is an error.
    #[default]
    Stop,
    /// Each is put aside with a warning.
    Skip,
}

/// Collects findings while a ledger is read.
#[derive(Clone, Debug, Default)]
pub struct Report {
    bad_rows: BadRows,
    errors: Counted,
    warnings: BTreeMap<Code, Counted>,
    bad: u64,
    /// How many of them look like headings or totals.
    totals: u64,
    rejects: Rejects,
    /// Rows that were put aside after they had been read, by file.
    misfits: BTreeMap<String, BTreeMap<u32, String>>,
}

/// The first findings of a sort, and how many there are.
#[derive(Clone, Debug, Default)]
struct Counted {
    shown: Vec<Finding>,
    count: u64,
}

/// The first findings of a sort in full, and how many more there are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// The first, in the order in which they were found.
    pub shown: &'a [Finding],
    /// How many others there are.
    pub more: u64,
}

impl Counted {
    fn add(&mut self, finding: impl FnOnce() -> Finding) {
        self.count += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(finding());
        }
    }

    fn told(&self) -> Told<'_> {
        Told { shown: &self.shown, more: self.count - self.shown.len() as u64 }
    }
}

impl Report {
    pub fn new(bad_rows: BadRows) -> Report {
        Report { bad_rows, ..Report::default() }
    }

    /// Adds a finding that is not about a single row that could be skipped.
    pub fn add(&mut self, finding: Finding) {
        match finding.severity() {
            Severity::Error => self.errors.add(|| finding),
            Severity::Warning | Severity::Note => self.warnings.entry(finding.code).or_default().add(|| finding),
        }
    }

    /// Adds a row that was read, but does not go with the invoice or customer that it names: an error, or a row put aside.
    /// Its bytes come to [`Report::rejects`] once [`super::pick_rows`] has gone through its file again.
    pub fn misfit(&mut self, finding: Finding) {
        if self.bad_rows == BadRows::Stop {
            self.bad += 1;
            return self.errors.add(|| finding);
        }
        let message = finding.message.clone();
        if let Some(place) = &finding.place {
            let earlier = self.misfits.entry(place.file.clone()).or_default().insert(place.line, message.clone());
            if earlier.is_some() {
                return;
            }
        }
        self.bad += 1;
        let skipped = || Finding { code: Code::SkippedRow, message: format!("the row is skipped: {message}"), ..finding };
        self.warnings.entry(Code::SkippedRow).or_default().add(skipped);
    }

    /// The lines of a file on which rows begin that [`Report::misfit`] put aside.
    pub fn misfit_lines(&self, file: &str) -> BTreeSet<u32> {
        self.misfits.get(file).map(|lines| lines.keys().copied().collect()).unwrap_or_default()
    }

    pub(super) fn bad_row(&mut self, sheet: &Sheet, row: Raw<'_>, problems: &[Problem]) {
        self.bad += 1;
        self.totals += u64::from(is_total(problems));
        match self.bad_rows {
            BadRows::Stop => {
                for problem in problems {
                    self.errors.add(|| finding(sheet, row, problem));
                }
            }
            BadRows::Skip => {
                let reasons: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
                let reasons = reasons.join("; ");
                self.rejects.add(sheet, row, &reasons);
                self.warnings.entry(Code::SkippedRow).or_default().add(|| {
                    let problem = Problem::new(Code::SkippedRow, problems.first().and_then(|p| p.field), "");
                    Finding { message: format!("the row is skipped: {reasons}"), ..finding(sheet, row, &problem) }
                });
            }
        }
    }

    /// Rows that cannot be read, behind as many as are shown.
    pub(super) fn more_bad_rows(&mut self, more: FaultCounts) {
        self.bad += more.rows;
        self.totals += more.totals;
        self.errors.count += more.problems;
    }

    /// How many more warnings of a sort are shown in full.
    pub(super) fn room(&self, code: Code) -> usize {
        SHOWN - self.warnings.get(&code).map_or(0, |counted| counted.shown.len())
    }

    /// Warnings that are not shown.
    pub(super) fn more_warnings(&mut self, code: Code, count: usize) {
        if count > 0 {
            self.warnings.entry(code).or_default().count += count as u64;
        }
    }

    pub(super) fn odd_row(&mut self, sheet: &Sheet, row: Raw<'_>, problem: &Problem) {
        self.warnings.entry(problem.code).or_default().add(|| finding(sheet, row, problem));
    }

    /// Keeps the bytes of a row if it was put aside after it had been read; was it?
    pub(super) fn pick(&mut self, sheet: &Sheet, row: Raw<'_>) -> bool {
        let reason = self.misfits.get_mut(&sheet.file).and_then(|lines| lines.remove(&row.line));
        if let Some(reason) = &reason {
            self.rejects.add(sheet, row, reason);
        }
        reason.is_some()
    }

    pub fn errors(&self) -> Told<'_> {
        self.errors.told()
    }

    pub fn error_count(&self) -> u64 {
        self.errors.count
    }

    pub fn warnings(&self) -> impl Iterator<Item = (Code, Told<'_>)> {
        self.warnings.iter().map(|(code, counted)| (*code, counted.told()))
    }

    pub fn warning_count(&self) -> u64 {
        self.warnings.values().map(|counted| counted.count).sum()
    }

    /// How many rows could not be read, skipped or not.
    pub fn bad_row_count(&self) -> u64 {
        self.bad
    }

    /// How many of those look like headings or totals of a grouped list.
    pub fn total_row_count(&self) -> u64 {
        self.totals
    }

    pub fn bad_rows(&self) -> BadRows {
        self.bad_rows
    }

    pub fn skips_bad_rows(&self) -> bool {
        self.bad_rows == BadRows::Skip
    }

    pub fn rejects(&self) -> &Rejects {
        &self.rejects
    }
}

fn finding(sheet: &Sheet, row: Raw<'_>, problem: &Problem) -> Finding {
    let (place, line) = sheet.place(row, problem.field);
    Finding {
        code: problem.code,
        place: Some(place),
        message: problem.message.clone(),
        hint: sheet.hint(problem.code, problem.hint.clone()),
        line: line.map(String::into_boxed_str),
        subject: problem.subject.clone(),
    }
}

impl Told<'_> {
    pub fn count(&self) -> u64 {
        self.shown.len() as u64 + self.more
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in self.shown {
            writeln!(f, "{finding}")?;
        }
        if self.more > 0 { writeln!(f, "and {} more", self.more) } else { Ok(()) }
    }
}
