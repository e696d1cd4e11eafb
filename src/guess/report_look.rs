//! Where the table is in a report: under which titles, with the customers in which headings.

use super::heading_labels::labels;
use super::headings_found::{HeadingsFound, heading_column, list_look};
use super::survey::known_names;
use crate::arrange::on_one_line;
use crate::ledger::reading::LooseRow;
use crate::project::{GroupHeadings, HeaderLines};

/// The table of a report.
#[derive(Clone, Debug)]
pub(super) struct ReportLook {
    pub header: HeaderLines,
    pub names: Vec<String>,
    pub group: Option<GroupHeadings>,
    /// The rows of the list, without titles, headings and totals.
    pub rows: Vec<Vec<String>>,
    pub headings: HeadingsFound,
}

/// So many rows may stand above the names of the columns.
const DEEPEST: usize = 40;

/// So many names of a line must be known.
const FEWEST_KNOWN: usize = 2;

/// So many cells make a line of unknown names.
const FEWEST_UNKNOWN: usize = 4;

impl ReportLook {
    /// `named` are columns of the file that somebody has named. Nothing where no line looks like the names of columns.
    pub fn of(rows: &[LooseRow], named: &[&str]) -> Option<ReportLook> {
        let (at, names, lines) = header(rows, named).or_else(|| unknown_header(rows))?;
        let (above, behind) = (&rows[..at], &rows[at..]);
        let group = rows.iter().find_map(|row| labels(&row.cells)).map(GroupHeadings::Labels).or_else(|| heading_column(behind, &names));
        let is_repeated =
            |cells: &[String]| names.iter().enumerate().all(|(at, name)| cells.get(at).is_some_and(|cell| on_one_line(cell) == *name));
        let mut look = list_look(group.as_ref(), &names);
        let mut headings = HeadingsFound::new(group.as_ref(), above, &names);
        above.iter().for_each(|row| look.title(&row.cells));
        let mut list = Vec::new();
        for row in behind.iter().filter(|row| !is_repeated(&row.cells) && row.cells.iter().any(|cell| !cell.is_empty())) {
            let why = look.why(&row.cells);
            headings.add(why, row, &look);
            if why.is_none() {
                list.push(row.cells.clone());
            }
        }
        Some(ReportLook { header: lines, names, group, rows: list, headings })
    }

    /// Is the header the first row of the file, and one line?
    pub fn is_plain(&self, rows: &[LooseRow]) -> bool {
        self.header.first == self.header.last && rows.first().is_some_and(|row| row.line == self.header.first)
    }
}

/// The place of the first row under the names, the names, and their lines: those of which most are known.
fn header(rows: &[LooseRow], named: &[&str]) -> Option<(usize, Vec<String>, HeaderLines)> {
    let single = |at: usize| rows[at].cells.iter().map(|cell| on_one_line(cell)).collect::<Vec<_>>();
    let joined = |at: usize| {
        let below = rows.get(at + 1).filter(|below| below.line == rows[at].line + 1)?;
        let has_digit = |cell: &String| cell.bytes().any(|byte| byte.is_ascii_digit());
        let width = rows[at].cells.len().max(below.cells.len());
        let cell = |row: &LooseRow, column: usize| row.cells.get(column).cloned().unwrap_or_default();
        let join = |column: usize| on_one_line(&format!("{} {}", cell(&rows[at], column), cell(below, column)));
        (!below.cells.iter().any(has_digit)).then(|| (0..width).map(join).collect::<Vec<_>>())
    };
    let mut best: Option<(usize, usize, Vec<String>, bool)> = None;
    for at in 0..rows.len().min(DEEPEST) {
        let candidates = [Some((single(at), false)), joined(at).map(|names| (names, true))];
        for (names, is_double) in candidates.into_iter().flatten() {
            let known = known_names(&names, named);
            if known >= FEWEST_KNOWN && best.as_ref().is_none_or(|(most, ..)| known > *most) {
                best = Some((known, at, names, is_double));
            }
        }
    }
    let (_, at, mut names, is_double) = best?;
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    let last = at + usize::from(is_double);
    Some((last + 1, names, HeaderLines { first: rows[at].line, last: rows[last].line }))
}

/// The first line that is as wide as any and has no digits, where no line has names that are known.
fn unknown_header(rows: &[LooseRow]) -> Option<(usize, Vec<String>, HeaderLines)> {
    let filled = |row: &LooseRow| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let widest = rows.iter().take(DEEPEST).map(filled).max().filter(|widest| *widest >= FEWEST_UNKNOWN)?;
    let has_digits = |row: &LooseRow| row.cells.iter().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
    let at = rows.iter().take(DEEPEST).position(|row| filled(row) == widest && !has_digits(row))?;
    let names = rows[at].cells.iter().map(|cell| on_one_line(cell)).collect();
    (at + 1 < rows.len()).then(|| (at + 1, names, HeaderLines { first: rows[at].line, last: rows[at].line }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<LooseRow> {
        let cells = |line: &str| line.split(',').map(|cell| cell.trim().to_owned()).collect();
        let row = |(at, line): (usize, &str)| LooseRow { line: at as u32 + 1, cells: cells(line), ..LooseRow::default() };
        text.lines().enumerate().filter(|(_, line)| !line.is_empty()).map(row).collect()
    }

    #[test]
    fn titles_stand_above_the_names_and_totals_below() {
        let report = "Open items,,,\nAs of 31 March,,,\n\nInvoice No,Customer,Due Date,Amount\n1,A,2026-03-01,10.00\nTotal,,,10.00\n";
        let look = ReportLook::of(&rows(report), &[]).unwrap();
        assert_eq!((look.header.first, look.header.last, look.group), (4, 4, None));
        assert_eq!(look.rows, [["1", "A", "2026-03-01", "10.00"]]);
    }

    #[test]
    fn names_may_stand_on_two_lines() {
        let report = "Invoice,Customer,Due,Open\nNumber,,Date,Balance\n1,A,2026-03-01,10.00\n";
        let look = ReportLook::of(&rows(report), &[]).unwrap();
        assert_eq!((look.header.first, look.header.last), (1, 2));
        assert_eq!(look.names, ["Invoice Number", "Customer", "Due Date", "Open Balance"]);
    }

    #[test]
    fn customers_stand_in_headings_or_behind_labels() {
        let report = ",Type,Num,Due Date,Open Balance\nAlpha LLC,,,,\n,Invoice,1,2026-03-01,10.00\nTotal Alpha LLC,,,,10.00\n";
        let look = ReportLook::of(&rows(report), &[]).unwrap();
        assert_eq!(look.group, Some(GroupHeadings::Column(String::new())));
        assert_eq!(look.rows, [["", "Invoice", "1", "2026-03-01", "10.00"]]);
        let report = "A/C:,ALP001,Name:,Alpha Ltd\nNo:,Type,Due Date,Balance\n1,SI,2026-03-01,10.00\n";
        let look = ReportLook::of(&rows(report), &[]).unwrap();
        let labels = [("customer_id", "A/C:"), ("customer_name", "Name:")].map(|(column, label)| (column.to_owned(), label.to_owned()));
        assert_eq!((look.header.first, look.group), (2, Some(GroupHeadings::Labels(labels.into()))));
    }

    #[test]
    fn a_remark_of_one_cell_makes_no_groups() {
        let report = "Customer,Num,Due Date,Balance\nA,1,2026-03-01,10.00\nThese are preliminary,,,\nB,2,2026-03-01,10.00\n";
        let look = ReportLook::of(&rows(report), &[]).unwrap();
        assert_eq!((look.group, look.rows.len()), (None, 2));
    }
}
