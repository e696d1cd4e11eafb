//! Ids of events that a spreadsheet has changed: such an event would concern nobody, and a customer who has paid would be chased.

use crate::finding::{Code, Finding};
use crate::ledger::{Events, Invoice, Subject, without_zeros};
use std::collections::BTreeMap;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const RESTORE: &str =
    "a spreadsheet has changed the file: restore it from a backup, or correct the ids; in a spreadsheet, import all columns as text";

/// Subjects of events that are invoices or customers of the ledger but for the zeros in front, each with its id in the ledger.
#[derive(Clone, Debug, Default)]
pub(super) struct MangledIds(BTreeMap<Subject, String>);

impl MangledIds {
    pub fn meet(&mut self, events: &Events, invoice: &Invoice<'_>) {
        let (id, customer) = (invoice.id(), invoice.customer());
        if ![id, customer].into_iter().any(|id| id.as_bytes().first() == Some(&b'0')) {
            return;
        }
        let without = [
            (id, without_zeros(id).and_then(|id| events.invoice(id))),
            (customer, without_zeros(customer).and_then(|id| events.customer(id))),
        ];
        for (id, subject) in without {
            if let Some(subject) = subject {
                self.0.entry(subject).or_insert_with(|| id.to_owned());
            }
        }
    }

    pub fn join(&mut self, other: MangledIds) {
        self.0.extend(other.0);
    }

    /// What is wrong with a subject that the ledger does not have, if a spreadsheet made it.
    pub fn wrong(&self, subject: Subject, what: &str, id: &str) -> Option<Finding> {
        let message = match self.0.get(&subject) {
            Some(whole) => format!("{what} {id:?} is not in the ledger, but {whole:?} is: the leading zeros are gone"),
            None if is_a_rounded_number(id) => format!("{what} {id:?} is not in the ledger: it was a long number"),
            None if is_a_day(id) => format!("{what} {id:?} is not in the ledger: it was an id that looks like a date"),
            None => return None,
        };
        Some(Finding::new(Code::MangledId, message).hint(RESTORE))
    }
}

/// `1.2E+19`
fn is_a_rounded_number(id: &str) -> bool {
    let Some((digits, power)) = id.split_once("E+") else { return false };
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    [whole, decimals, power].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) && whole.len() == 1
}

/// `05-Mar`, `Mar-26`
fn is_a_day(id: &str) -> bool {
    let Some((a, b)) = id.split_once('-') else { return false };
    let is_number = |text: &str| matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number(a) && MONTHS.contains(&b) || MONTHS.contains(&a) && is_number(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_makes_of_an_id_is_known() {
        for (id, is_one) in
            [("1.2E+19", true), ("9E+15", true), ("1,23457E+11", true), ("INV-1E+2", false), ("1E5", false), ("12.3E+4", false)]
        {
            assert_eq!(is_a_rounded_number(id), is_one, "{id}");
        }
        for (id, is_one) in [("05-Mar", true), ("Mar-26", true), ("Mar-2026", false), ("INV-7", false), ("5-7", false)] {
            assert_eq!(is_a_day(id), is_one, "{id}");
        }
    }
}
