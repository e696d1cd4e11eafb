//! Where the table is in a report: under which titles, with the customers in which headings.

use super::names;
use super::words::{lists, plain};
use crate::arrange::on_one_line;
use crate::ledger::reading::{LooseRow, total_of};
use crate::project::{GroupHeadings, HeaderLines};

/// The table of a report.
#[derive(Clone, Debug)]
pub(super) struct ReportLook {
    pub header: HeaderLines,
    pub names: Vec<String>,
    pub group: Option<GroupHeadings>,
    /// The rows of the list, without titles, headings and totals.
    pub rows: Vec<Vec<String>>,
}

/// So many rows may stand above the names of the columns.
const DEEPEST: usize = 40;

/// So many names of a line must be known.
const FEWEST_KNOWN: usize = 2;

/// Labels before the id of a customer, and before what else is known of it.
const ID_LABELS: &str = "ac account accountno accountnumber accountcode acno customer customerno customernumber customerid customercode \
                         client clientcode clientno codeclient kunde kundennr kundennummer debitor debitorennr debitorennummer konto kontonr \
                         cliente codigocliente klant klantnummer";
const OTHER_LABELS: [(&str, &str); 4] = [
    ("customer_name", "name customername accountname clientname firma nom nombre nome naam"),
    ("contact", "contact contactname ansprechpartner contacto"),
    ("phone", "tel telephone phone telefon telefono telefoon"),
    ("email", "email mail"),
];

impl ReportLook {
    /// Nothing where no line has names of columns that are known.
    pub fn of(rows: &[LooseRow]) -> Option<ReportLook> {
        let (at, names, lines) = header(rows)?;
        let behind = &rows[at..];
        let labels = rows.iter().find_map(|row| labels(&row.cells));
        let group = labels.clone().map(GroupHeadings::Labels).or_else(|| heading_column(behind, &names));
        let is_label_row = |cells: &[String]| labels.is_some() && labels_in(cells);
        let is_repeated =
            |cells: &[String]| names.iter().enumerate().all(|(at, name)| cells.get(at).is_some_and(|cell| on_one_line(cell) == *name));
        let is_list = |row: &&LooseRow| !is_label_row(&row.cells) && !is_repeated(&row.cells) && !is_aside(&row.cells, names.len());
        let rows = behind.iter().filter(is_list).map(|row| row.cells.clone()).collect();
        Some(ReportLook { header: lines, names, group, rows })
    }

    /// Is the header the first row of the file, and one line?
    pub fn is_plain(&self, rows: &[LooseRow]) -> bool {
        self.header.first == self.header.last && rows.first().is_some_and(|row| row.line == self.header.first)
    }
}

/// The place of the first row under the names, the names, and their lines: those of which most are known.
fn header(rows: &[LooseRow]) -> Option<(usize, Vec<String>, HeaderLines)> {
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
            let known = names::known(&names);
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

/// A heading, a total or a remark: no row of the list.
fn is_aside(cells: &[String], width: usize) -> bool {
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let Some(first) = filled.first() else { return true };
    (filled.len() == 1 && width > 2) || (total_of(first).is_some() && 2 * filled.len() <= width.max(3))
}

/// The column in which customers stand alone above their rows, where they leave it empty.
fn heading_column(rows: &[LooseRow], names: &[String]) -> Option<GroupHeadings> {
    if names.len() < 3 {
        return None;
    }
    let filled = |row: &LooseRow| row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(at, _)| at).collect::<Vec<_>>();
    let mut headings =
        rows.iter().filter(|row| row.cells.iter().find(|cell| !cell.is_empty()).is_some_and(|cell| total_of(cell).is_none()));
    let column = headings.find_map(|row| match filled(row).as_slice() {
        [only] => Some(*only),
        _ => None,
    })?;
    let list = rows.iter().filter(|row| !is_aside(&row.cells, names.len()));
    let (empty, all) = list
        .fold((0_usize, 0_usize), |(empty, all), row| (empty + usize::from(row.cells.get(column).is_none_or(String::is_empty)), all + 1));
    (2 * empty > all).then(|| GroupHeadings::Column(names.get(column).cloned().unwrap_or_default()))
}

/// What labels a row has, if one is that of a customer's id with an id behind it.
fn labels(cells: &[String]) -> Option<Vec<(String, String)>> {
    let is_label = |cell: &str| cell.ends_with(':');
    let mut found = Vec::new();
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| is_label(cell)) {
        let value = cells[at + 1..].iter().find(|cell| !cell.is_empty());
        if value.is_none_or(|value| is_label(value)) {
            continue;
        }
        let word = plain(cell);
        let column = if lists(ID_LABELS, &word) {
            Some("customer_id")
        } else {
            OTHER_LABELS.iter().find(|(_, list)| lists(list, &word)).map(|(column, _)| *column)
        };
        if let Some(column) = column.filter(|column| !found.iter().any(|(other, _): &(String, String)| other == column)) {
            found.push((column.to_owned(), cell.clone()));
        }
    }
    found.iter().any(|(column, _)| column == "customer_id").then_some(found)
}

fn labels_in(cells: &[String]) -> bool {
    labels(cells).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<LooseRow> {
        let cells = |line: &str| line.split(',').map(|cell| cell.trim().to_owned()).collect();
        let row = |(at, line): (usize, &str)| LooseRow { line: at as u32 + 1, cells: cells(line), fault: None };
        text.lines().enumerate().filter(|(_, line)| !line.is_empty()).map(row).collect()
    }

    #[test]
    fn titles_stand_above_the_names_and_totals_below() {
        let report = "Open items,,,\nAs of 31 March,,,\n\nInvoice No,Customer,Due Date,Amount\n1,A,2026-03-01,10.00\nTotal,,,10.00\n";
        let look = ReportLook::of(&rows(report)).unwrap();
        assert_eq!((look.header.first, look.header.last, look.group), (4, 4, None));
        assert_eq!(look.rows, [["1", "A", "2026-03-01", "10.00"]]);
    }

    #[test]
    fn names_may_stand_on_two_lines() {
        let report = "Invoice,Customer,Due,Open\nNumber,,Date,Balance\n1,A,2026-03-01,10.00\n";
        let look = ReportLook::of(&rows(report)).unwrap();
        assert_eq!((look.header.first, look.header.last), (1, 2));
        assert_eq!(look.names, ["Invoice Number", "Customer", "Due Date", "Open Balance"]);
    }

    #[test]
    fn customers_stand_in_headings_or_behind_labels() {
        let report = ",Type,Num,Due Date,Open Balance\nAlpha LLC,,,,\n,Invoice,1,2026-03-01,10.00\nTotal Alpha LLC,,,,10.00\n";
        let look = ReportLook::of(&rows(report)).unwrap();
        assert_eq!(look.group, Some(GroupHeadings::Column(String::new())));
        assert_eq!(look.rows, [["", "Invoice", "1", "2026-03-01", "10.00"]]);
        let report = "A/C:,ALP001,Name:,Alpha Ltd\nNo:,Type,Due Date,Balance\n1,SI,2026-03-01,10.00\n";
        let look = ReportLook::of(&rows(report)).unwrap();
        let labels = [("customer_id", "A/C:"), ("customer_name", "Name:")].map(|(column, label)| (column.to_owned(), label.to_owned()));
        assert_eq!((look.header.first, look.group), (2, Some(GroupHeadings::Labels(labels.into()))));
    }

    #[test]
    fn a_remark_of_one_cell_makes_no_groups() {
        let report = "Customer,Num,Due Date,Balance\nA,1,2026-03-01,10.00\nThese are preliminary,,,\nB,2,2026-03-01,10.00\n";
        let look = ReportLook::of(&rows(report)).unwrap();
        assert_eq!((look.group, look.rows.len()), (None, 2));
    }
}
