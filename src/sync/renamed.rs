//! Invoices that have left an export while others came that look like them: the same ids, written otherwise.

use super::new_book::NewBook;
use crate::calendar::Day;
use crate::money::{Balance, Currency};
use std::collections::{BTreeMap, BTreeSet};

/// An invoice with something open that is not in the export any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LeftInvoice {
    pub id: String,
    pub customer: String,
    pub currency: Currency,
    pub due: Day,
    pub open: Balance,
}

/// Ids that left, and those that came in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenamedInvoices {
    /// They differ only in zeros, capitals, spaces and signs.
    pub alike: Vec<(String, String)>,
    /// Customer, due date and what is open are the same, and of no other.
    pub same_terms: Vec<(String, String)>,
    /// How many invoices left.
    pub left: usize,
}

impl RenamedInvoices {
    /// So many that it is no chance: the ids of the export are others than before.
    pub fn are_renamed(&self) -> bool {
        const SEVERAL: usize = 3;
        !self.alike.is_empty() || (self.same_terms.len() >= SEVERAL && self.same_terms.len() * 2 > self.left)
    }
}

impl NewBook<'_> {
    pub fn renamed(&self) -> RenamedInvoices {
        let mut found = RenamedInvoices { left: self.left.len(), ..RenamedInvoices::default() };
        if self.left.is_empty() {
            return found;
        }
        type Terms = (String, &'static str, Day, Balance);
        let mut by_form: BTreeMap<(String, String, &str), usize> = BTreeMap::new();
        let mut by_terms: BTreeMap<Terms, (Vec<usize>, Vec<String>)> = BTreeMap::new();
        for (place, left) in self.left.iter().enumerate() {
            let customer = form(&left.customer);
            by_form.insert((form(&left.id), customer.clone(), left.currency.code()), place);
            by_terms.entry((customer, left.currency.code(), left.due, left.open)).or_default().0.push(place);
        }
        let mut alike = BTreeSet::new();
        self.each_new(|invoice, open| {
            let (customer, code) = (form(invoice.customer()), invoice.terms.currency.code());
            if let Some(place) = by_form.get(&(form(invoice.id()), customer.clone(), code)) {
                alike.insert(*place);
                found.alike.push((self.left[*place].id.clone(), invoice.id().to_owned()));
            } else if let Some((_, new)) = by_terms.get_mut(&(customer, code, invoice.terms.due_date, open.into())) {
                new.push(invoice.id().to_owned());
            }
            true
        });
        let mut same: Vec<(usize, String)> = Vec::new();
        for (left, new) in by_terms.into_values() {
            if let ([place], [id]) = (left.as_slice(), new.as_slice())
                && !alike.contains(place)
            {
                same.push((*place, id.clone()));
            }
        }
        same.sort_unstable();
        found.same_terms = same.into_iter().map(|(place, id)| (self.left[place].id.clone(), id)).collect();
        found
    }
}

/// An id without what a spreadsheet changes: zeros before numbers, capitals, spaces, and signs between its parts. `INV-0012` is `INV 12`.
fn form(id: &str) -> String {
    let id = whole_number(id.trim());
    let mut form = String::new();
    let mut last = None;
    for letter in id.chars().flat_map(char::to_uppercase) {
        let kind = match letter {
            _ if letter.is_ascii_digit() => 'n',
            _ if letter.is_alphanumeric() => 'a',
            _ => {
                last = None;
                continue;
            }
        };
        if last != Some(kind) && !form.is_empty() {
            form.push(' ');
        }
        // Zeros before the number are taken back once another digit comes.
        if kind == 'n' && last == Some('n') && (form == "0" || form.ends_with(" 0")) {
            form.pop();
        }
        form.push(letter);
        last = Some(kind);
    }
    form
}

/// `1,001` and `1001.00` are 1001.
fn whole_number(id: &str) -> String {
    let id = match id.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        _ => id,
    };
    let mut groups = id.split([',', '.', '\u{a0}', ' ']);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|first| is_number(first) && first.len() <= 3);
    if first && groups.all(|group| is_number(group) && group.len() == 3) {
        return id.chars().filter(char::is_ascii_digit).collect();
    }
    id.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_a_spreadsheet_changes_have_one_form() {
        for (one, other) in [
            ("0001", "1"),
            ("INV-0012", "inv-12"),
            ("INV-0012", "INV 12"),
            ("INV0012", "INV-12"),
            ("RE/2026/007", "re/2026/7"),
            ("1001", "1001.0"),
            ("1001", "1,001"),
            ("1234567", "1.234.567"),
            ("000", "0"),
            ("Ä-1", "ä-01"),
        ] {
            assert_eq!(form(one), form(other), "{one} {other}");
        }
        for (one, other) in
            [("1", "10"), ("2026-11", "202-611"), ("A-1", "B-1"), ("1-1", "11"), ("INV-1", "INV-1-1"), ("1.5", "15"), ("0", "00100")]
        {
            assert_ne!(form(one), form(other), "{one} {other}");
        }
    }
}
