//! Customers that stand in headings above their rows.

use super::columns::FieldNames;
use super::filters::cell;
use super::header::on_one_line;
use super::left_out::WhyLeftOut;
use crate::finding::{Code, Finding};
use crate::ledger::reading::total_of;
use crate::project::GroupHeadings;
use std::collections::BTreeMap;

/// What a heading says of the rows below it: texts by column of the ledger.
pub(super) type HeadingCells = BTreeMap<String, String>;

/// The headings that hold for the row that comes next.
pub(super) struct Headings {
    by: HeadingsBy,
    /// Those that are not closed by a total, the innermost last.
    open: Vec<HeadingCells>,
}

enum HeadingsBy {
    Column {
        field: usize,
        /// Do numbers or dates of rows stand in it, too?
        has_marks: bool,
    },
    /// Columns of the ledger and their labels.
    Labels(Vec<(String, String)>),
}

const ID: &str = "customer_id";

impl Headings {
    /// `marks` are the columns with the numbers and dates of rows.
    pub fn new(group: &GroupHeadings, names: &FieldNames<'_>, marks: &[usize]) -> Headings {
        let column = |field| HeadingsBy::Column { field, has_marks: marks.contains(&field) };
        let by = match group {
            GroupHeadings::Column(name) if name.trim().is_empty() => {
                let unnamed = names.names.iter().position(String::is_empty);
                if unnamed.is_none() {
                    names.add(Finding::new(Code::MissingColumn, "every column has a name, and `group` names the one without"));
                }
                column(unnamed.unwrap_or_default())
            }
            GroupHeadings::Column(name) => column(names.need(name, " of `group`").unwrap_or_default()),
            GroupHeadings::Labels(labels) => {
                HeadingsBy::Labels(labels.iter().map(|(column, label)| (column.clone(), on_one_line(label))).collect())
            }
        };
        Headings { by, open: Vec::new() }
    }

    /// What the innermost heading says.
    pub fn current(&self) -> Option<&HeadingCells> {
        self.open.last()
    }

    /// Looks at a row; is it a heading, or the total of one? `is_row` says whether it has a number or a date, as rows of the list do.
    pub fn look(&mut self, cells: &[String], is_row: bool) -> Option<WhyLeftOut> {
        match &self.by {
            HeadingsBy::Labels(labels) => {
                let found = labelled(cells, labels)?;
                self.open = vec![found];
                Some(WhyLeftOut::Heading)
            }
            HeadingsBy::Column { field, has_marks } => {
                let text = on_one_line(cell(cells, *field));
                if text.is_empty() {
                    return None;
                }
                let heading: HeadingCells = [ID, "customer_name"].map(|column| (column.to_owned(), text.clone())).into();
                if is_row && *has_marks {
                    return None;
                }
                if is_row {
                    // The customer stands in its first row, and not above it.
                    self.open.pop();
                    self.open.push(heading);
                    return None;
                }
                let is_alone = cells.iter().enumerate().all(|(at, cell)| at == *field || cell.is_empty());
                if let Some(of) = total_of(&text).or_else(|| total_behind(&text))
                    && (!is_alone || of.is_empty() || self.place_of(&of).is_some())
                {
                    let place = self.place_of(&of).unwrap_or_default();
                    self.open.truncate(place);
                    return Some(WhyLeftOut::Total);
                }
                self.open.push(heading);
                Some(WhyLeftOut::Heading)
            }
        }
    }

    /// The place of an open heading with this text, in small letters.
    fn place_of(&self, text: &str) -> Option<usize> {
        self.open.iter().rposition(|heading| heading.get(ID).is_some_and(|id| id.to_lowercase() == text))
    }

    /// The names of the columns come again, as on a new page: a heading just above them is a title.
    pub fn forget_title(&mut self, was_heading: bool) {
        if was_heading && matches!(self.by, HeadingsBy::Column { .. }) {
            self.open.pop();
        }
    }
}

/// `Alpha LLC Total`
fn total_behind(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    [" total", " summe", " gesamt", " total:"].iter().find_map(|word| text.strip_suffix(word)).map(|of| of.trim().to_owned())
}

/// What stands behind the labels of a row that has the label of the customer's id.
fn labelled(cells: &[String], labels: &[(String, String)]) -> Option<HeadingCells> {
    let is_label = |text: &str| labels.iter().any(|(_, label)| on_one_line(text) == *label);
    let value = |label: &str| {
        let at = cells.iter().position(|cell| on_one_line(cell) == *label)?;
        let next = cells[at + 1..].iter().find(|cell| !cell.is_empty())?;
        (!is_label(next)).then(|| on_one_line(next))
    };
    let found: HeadingCells = labels.iter().filter_map(|(column, label)| Some((column.clone(), value(label)?))).collect();
    found.contains_key(ID).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings() -> Headings {
        Headings { by: HeadingsBy::Column { field: 0, has_marks: false }, open: Vec::new() }
    }

    /// What each row is, and the customer of the row that comes next.
    fn told(rows: &[(&[&str], bool)]) -> Vec<String> {
        let mut headings = headings();
        let mut told = Vec::new();
        for (cells, is_row) in rows {
            let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            let what = headings.look(&cells, *is_row).map_or("row", |why| if why == WhyLeftOut::Total { "total" } else { "heading" });
            told.push(format!("{what} {}", headings.current().map_or("-", |heading| heading[ID].as_str())));
        }
        told
    }

    #[test]
    fn a_total_closes_its_heading_and_a_nested_one_leaves_the_outer() {
        let rows: &[(&[&str], bool)] = &[
            (&["Alpha", ""], false),
            (&["", "10"], true),
            (&["Job 1", ""], false),
            (&["", "20"], true),
            (&["Total Job 1", "20"], false),
            (&["", "30"], true),
            (&["Total Alpha", "60"], false),
            (&["TOTAL", "60"], false),
        ];
        let wanted = ["heading Alpha", "row Alpha", "heading Job 1", "row Job 1", "total Alpha", "row Alpha", "total -", "total -"];
        assert_eq!(told(rows), wanted);
    }

    #[test]
    fn a_customer_may_be_called_total() {
        let rows: &[(&[&str], bool)] =
            &[(&["Total Energies SE", ""], false), (&["", "10"], true), (&["Total Total Energies SE", "10"], false)];
        assert_eq!(told(rows), ["heading Total Energies SE", "row Total Energies SE", "total -"]);
        assert_eq!(told(&[(&["Alpha", "60"], false), (&["Alpha Total", "60"], false)]), ["heading Alpha", "total -"]);
    }

    #[test]
    fn a_customer_in_its_first_row_holds_for_those_below() {
        assert_eq!(told(&[(&["Alpha", "10"], true), (&["", "20"], true), (&["Beta", "30"], true)]), ["row Alpha", "row Alpha", "row Beta"]);
    }
}
