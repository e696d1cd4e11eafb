//! Headings above rows: those of customers, and those that part the rows otherwise.

use super::columns::FieldNames;
use super::filters::cell;
use super::header::on_one_line;
use super::left_out::WhyLeftOut;
use super::sections::{RowSection, customer_of, section_of};
use crate::finding::{Code, Finding};
use crate::ledger::reading::total_of;
use crate::money::Currency;
use crate::project::GroupHeadings;
use std::collections::BTreeMap;

/// What a heading says of the rows below it: texts by column of the ledger.
pub(super) type HeadingCells = BTreeMap<String, String>;

/// The headings that hold for the row that comes next.
pub(super) struct Headings {
    by: HeadingsBy,
    /// Those that are not closed by a total, the innermost last.
    open: Vec<OpenHeading>,
}

pub(super) enum HeadingsBy {
    /// No heading names a customer.
    None,
    Column {
        field: usize,
        /// Do numbers or dates of rows stand in it, too?
        has_marks: bool,
    },
    /// Columns of the ledger and their labels.
    Labels(Vec<(String, String)>),
}

/// A heading, and its text.
struct OpenHeading {
    text: String,
    says: HeadingSays,
}

enum HeadingSays {
    Customer(HeadingCells),
    Section(RowSection),
}

impl OpenHeading {
    fn customer(&self) -> Option<&HeadingCells> {
        match &self.says {
            HeadingSays::Customer(cells) => Some(cells),
            HeadingSays::Section(_) => None,
        }
    }

    fn section(&self) -> Option<RowSection> {
        match self.says {
            HeadingSays::Customer(_) => None,
            HeadingSays::Section(section) => Some(section),
        }
    }
}

const ID: &str = "customer_id";

impl HeadingsBy {
    /// `marks` are the columns with the numbers and dates of rows.
    pub fn new(group: Option<&GroupHeadings>, names: &FieldNames<'_>, marks: &[usize]) -> HeadingsBy {
        match group {
            None => HeadingsBy::None,
            Some(GroupHeadings::Column(name)) if name.trim().is_empty() => {
                let unnamed = names.names.iter().position(String::is_empty);
                if unnamed.is_none() {
                    names.add(Finding::new(Code::MissingColumn, "every column has a name, and `group` names the one without"));
                }
                HeadingsBy::column(unnamed.unwrap_or_default(), marks)
            }
            Some(GroupHeadings::Column(name)) => HeadingsBy::column(names.need(name, " of `group`").unwrap_or_default(), marks),
            Some(GroupHeadings::Labels(labels)) => HeadingsBy::labels(labels),
        }
    }

    pub fn column(field: usize, marks: &[usize]) -> HeadingsBy {
        HeadingsBy::Column { field, has_marks: marks.contains(&field) }
    }

    pub fn labels(labels: &[(String, String)]) -> HeadingsBy {
        HeadingsBy::Labels(labels.iter().map(|(column, label)| (column.clone(), on_one_line(label))).collect())
    }
}

impl Headings {
    pub fn new(by: HeadingsBy) -> Headings {
        Headings { by, open: Vec::new() }
    }

    /// Is the customer in headings?
    pub fn have_customers(&self) -> bool {
        !matches!(self.by, HeadingsBy::None)
    }

    /// What the innermost heading of a customer says.
    pub fn current(&self) -> Option<&HeadingCells> {
        self.open.iter().rev().find_map(OpenHeading::customer)
    }

    /// The customers of the headings that are open, the innermost last.
    pub fn customers(&self) -> impl Iterator<Item = &str> {
        self.open.iter().filter_map(OpenHeading::customer).filter_map(|cells| cells.get(ID)).map(String::as_str)
    }

    /// The currency that the innermost heading of one names.
    pub fn currency(&self) -> Option<Currency> {
        self.open.iter().rev().find_map(|heading| match heading.section() {
            Some(RowSection::OfCurrency(currency)) => Some(currency),
            _ => None,
        })
    }

    /// A heading that says that the rows below it are paid or not owed, and its text.
    pub fn not_open(&self) -> Option<(RowSection, String)> {
        let says = |heading: &OpenHeading| heading.section().filter(|section| matches!(section, RowSection::Paid | RowSection::NotOwed));
        self.open.iter().rev().find_map(|heading| says(heading).map(|section| (section, heading.text.clone())))
    }

    /// Looks at a row above the names of the columns. Customers stand there behind labels only, but a title may say what all rows are.
    pub fn title(&mut self, cells: &[String]) -> WhyLeftOut {
        if let HeadingsBy::Labels(_) = self.by {
            return self.look(cells, false).filter(|why| *why == WhyLeftOut::Heading).unwrap_or(WhyLeftOut::Title);
        }
        let is_alone = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        self.section(cells, is_alone);
        WhyLeftOut::Title
    }

    /// Looks at a row; is it a heading, or the total of one? `is_row` says whether it has a number or a date, as rows of the list do.
    pub fn look(&mut self, cells: &[String], is_row: bool) -> Option<WhyLeftOut> {
        let is_alone = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        match &self.by {
            HeadingsBy::Labels(labels) => {
                if let Some(found) = labelled(cells, labels) {
                    self.close_customers();
                    self.open.push(OpenHeading { text: String::new(), says: HeadingSays::Customer(found) });
                    return Some(WhyLeftOut::Heading);
                }
                self.section(cells, is_alone && !is_row)
            }
            HeadingsBy::None => self.section(cells, is_alone && !is_row),
            HeadingsBy::Column { field, has_marks } => {
                let text = on_one_line(cell(cells, *field));
                if text.is_empty() {
                    return self.section(cells, is_alone && !is_row);
                }
                if is_row && *has_marks {
                    return None;
                }
                if is_row {
                    // The customer stands in its first row, and not above it.
                    self.open.pop_if(|heading| heading.customer().is_some());
                    self.push_customer(&text);
                    return None;
                }
                if let Some(of) = total_of(&text).or_else(|| total_behind(&text))
                    && (!is_alone || of.is_empty() || self.place_of(&of).is_some())
                {
                    self.close(&of);
                    return Some(WhyLeftOut::Total);
                }
                if let Some(section) = section_of(&text) {
                    self.push_section(&text, section);
                    return Some(WhyLeftOut::Section);
                }
                self.push_customer(&text);
                Some(WhyLeftOut::Heading)
            }
        }
    }

    /// A row that may be the heading of a section, or the total of one.
    fn section(&mut self, cells: &[String], is_heading: bool) -> Option<WhyLeftOut> {
        let text = on_one_line(cells.iter().find(|cell| !cell.is_empty())?);
        if is_heading && let Some(section) = section_of(&text) {
            self.push_section(&text, section);
            return Some(WhyLeftOut::Section);
        }
        None
    }

    /// A total of this, in small letters: what is above it belongs to it no longer. An unnamed one is that of the innermost customer.
    pub fn close(&mut self, of: &str) {
        match self.place_of(of) {
            Some(place) => self.open.truncate(place),
            None if !of.is_empty() && section_of(of).is_some() => {}
            None if self.open.iter().any(|heading| heading.customer().is_some()) => self.close_customers(),
            None => _ = self.open.pop(),
        }
    }

    /// Closes all customers, with what stands in them.
    fn close_customers(&mut self) {
        let first = self.open.iter().position(|heading| heading.customer().is_some());
        self.open.truncate(first.unwrap_or(self.open.len()));
    }

    fn push_customer(&mut self, text: &str) {
        // What parted the rows of the customer before says nothing of this one.
        if let Some(first) = self.open.iter().position(|heading| heading.customer().is_some()) {
            let mut place = 0;
            self.open.retain(|heading| {
                place += 1;
                place <= first || heading.customer().is_some()
            });
        }
        let name = customer_of(text);
        let cells = [ID, "customer_name"].map(|column| (column.to_owned(), name.to_owned())).into();
        self.open.push(OpenHeading { text: text.to_owned(), says: HeadingSays::Customer(cells) });
    }

    /// A section ends the one before it of the same customer, unless one is of a currency and the other is not.
    fn push_section(&mut self, text: &str, section: RowSection) {
        let is_of_currency = |section: RowSection| matches!(section, RowSection::OfCurrency(_));
        let behind = self.open.iter().rposition(|heading| heading.customer().is_some()).map_or(0, |place| place + 1);
        let same = self.open[behind..].iter().position(|heading| heading.section().map(is_of_currency) == Some(is_of_currency(section)));
        if let Some(same) = same {
            self.open.truncate(behind + same);
        }
        self.open.push(OpenHeading { text: text.to_owned(), says: HeadingSays::Section(section) });
    }

    /// The place of an open heading with this text, in small letters.
    fn place_of(&self, text: &str) -> Option<usize> {
        self.open.iter().rposition(|heading| {
            !text.is_empty() && [heading.text.as_str(), customer_of(&heading.text)].iter().any(|own| own.to_lowercase() == text)
        })
    }

    /// The names of the columns come again, as on a new page: a heading of a customer just above them is a title.
    pub fn forget_title(&mut self, was_heading: bool) {
        if was_heading && matches!(self.by, HeadingsBy::Column { .. }) {
            self.open.pop_if(|heading| heading.customer().is_some());
        }
    }
}

/// `Alpha LLC Total`
pub(super) fn total_behind(text: &str) -> Option<String> {
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
mod tests;
