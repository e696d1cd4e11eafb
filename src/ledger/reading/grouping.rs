//! Rows of a grouped list that are no invoices: the headings of its groups, and their totals.

use super::row::{Problem, Row};
use crate::finding::{Code, quoted};

/// What totals begin with, in the languages of accounting programs.
const TOTALS: &str = "total, totals, grand total, subtotal, sub-total, sub total, summe, gesamt, gesamtsumme, zwischensumme, endsumme, \
                      total général, sous-total, totale, subtotale, totaal, subtotaal, suma";

const LEAVE_OUT: &str =
    "write `header: LINE` for the file in the project file, which leaves totals out, or export the list without groups and totals";

/// What a row that is no invoice looks like, with the first cell that is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupLook<'a> {
    /// It begins with a word for a total.
    Total(&'a str),
    /// Nothing else is filled.
    Heading(&'a str),
}

impl<'a> GroupLook<'a> {
    /// The look of a row with these cells. `id` and `due` are those of the invoice's id and the due date: what names an invoice, or says when
    /// it is due, is no total.
    pub fn of(cells: impl Iterator<Item = &'a str>, id: &str, due: &str) -> Option<GroupLook<'a>> {
        let mut filled = cells.filter(|text| !text.is_empty());
        let first = filled.next()?;
        let is_missing = |cell: &str| cell.is_empty() || cell == first;
        if is_total(first) && is_missing(id) && is_missing(due) {
            return Some(GroupLook::Total(first));
        }
        filled.next().is_none().then_some(GroupLook::Heading(first))
    }
}

/// What is wrong with a row that cannot be read, in a file of so many columns, if it looks like a heading or a total.
pub(super) fn heading_or_total(row: &Row<'_>, id: &str, due: &str, columns: usize) -> Option<Problem> {
    let message = match GroupLook::of((0..row.len()).map(|field| row.field(field)), id, due)? {
        GroupLook::Total(first) => format!("the row looks like a total of a grouped list ({}): it has no invoice id", quoted(first)),
        GroupLook::Heading(first) if row.len() == columns => {
            format!("the row looks like a heading or total of a grouped list: it has only {}", quoted(first))
        }
        GroupLook::Heading(_) => return None,
    };
    let field = (0..row.len()).find(|field| !row.field(*field).is_empty());
    Some(Problem::new(Code::TotalRow, field, message).hint(LEAVE_OUT))
}

fn is_total(cell: &str) -> bool {
    total_of(cell).is_some()
}

/// What a text that begins with a word for a total is the total of, in small letters: `total for alpha llc` is that of `alpha llc`.
pub fn total_of(cell: &str) -> Option<String> {
    // SAP marks its totals so.
    if (1..=5).contains(&cell.len()) && cell.bytes().all(|byte| byte == b'*') {
        return Some(String::new());
    }
    let cell = cell.to_lowercase();
    let behind = |word: &str| cell.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let rest = TOTALS.split(", ").filter_map(behind).min_by_key(|rest| rest.len())?;
    let rest = rest.trim_start_matches([' ', ':', '-', '.', '–']);
    let of = ["for ", "of ", "für ", "pour ", "de ", "para ", "per "].iter().find_map(|word| rest.strip_prefix(word));
    Some(of.unwrap_or(rest).trim().to_owned())
}

#[cfg(test)]
mod tests;
