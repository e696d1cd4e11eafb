//! Rows of the book, cell by cell.

use super::book::{BOOK_COLUMNS, BookHead, FIRST_COLUMNS, is_id};
use crate::calendar::Day;
use crate::ledger::{Columns, Invoice, OpenAmount};
use crate::money::{Currency, Minor};
use crate::spreadsheet::guarded;

/// The columns of a book that is written.
#[derive(Clone, Debug)]
pub(super) struct BookLayout {
    /// Those that hold texts, the ids apart: their names, and where an export has them.
    pub texts: Vec<(String, Option<usize>)>,
}

impl BookLayout {
    /// The texts that the book has, and behind them those that only the export has.
    pub fn new<'t>(of_book: impl Iterator<Item = &'t str>, export: &Columns) -> BookLayout {
        let mut texts: Vec<(String, Option<usize>)> = of_book.map(|name| (name.to_owned(), export.position(name))).collect();
        for (place, name) in export.names().iter().enumerate().filter(|(_, name)| !is_id(name)) {
            if !texts.iter().any(|(known, _)| known == name) {
                texts.push((name.clone(), Some(place)));
            }
        }
        BookLayout { texts }
    }

    /// All columns, in the order of the file.
    pub fn names<'l>(&'l self, head: &'l str) -> impl Iterator<Item = &'l str> {
        let texts = self.texts.iter().map(|(name, _)| name.as_str());
        FIRST_COLUMNS.into_iter().chain(texts).chain(BOOK_COLUMNS).chain([head])
    }

    pub fn header(&self, head: &BookHead) -> Vec<u8> {
        let mut header = Vec::new();
        let head = head.to_string();
        self.names(&head).for_each(|name| push_raw(name, &mut header));
        // No comma behind the last.
        header.pop();
        header.push(b'\n');
        header
    }

    /// Adds the row of an invoice that was never seen before. Without an open amount of its own its amount is what is open.
    pub fn push_new(&self, invoice: &Invoice<'_>, day: Day, seen: &FirstSeen, out: &mut Vec<u8>) {
        let terms = &invoice.terms;
        let money = |amount: Minor, out: &mut Vec<u8>| push_money(terms.currency, amount, out);
        push_text(invoice.id(), out);
        push_text(invoice.customer(), out);
        push_day(Some(terms.due_date), out);
        money(terms.amount, out);
        out.extend_from_slice(terms.currency.code().as_bytes());
        out.push(b',');
        push_day(terms.issue_date, out);
        push_day(terms.settled_date, out);
        match seen.open_amount {
            Some(open) => money(open.amount, out),
            None => out.push(b','),
        }
        push_day(seen.open_amount.map(|open| open.on), out);
        for (_, place) in &self.texts {
            push_text(place.map_or("", |place| invoice.text_at(place)), out);
        }
        push_day(Some(day), out);
        push_day(Some(day), out);
        out.extend_from_slice(b",,,");
        match seen.open_amount {
            Some(open) if open.amount == seen.open => out.push(b','),
            _ => money(seen.open, out),
        }
        // The last cell, below the head, is empty.
        out.push(b'\n');
    }
}

/// What is open on an invoice that is seen for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FirstSeen {
    pub open: Minor,
    /// What the book says was open. Nothing where the invoice's own settled date says all.
    pub open_amount: Option<OpenAmount>,
}

/// A cell that a spreadsheet shows and does not run.
pub(super) fn push_text(text: &str, out: &mut Vec<u8>) {
    push_raw(&guarded(text), out);
}

/// A cell as it is, within quotation marks where it needs them.
pub(super) fn push_raw(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    if bytes.iter().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
        out.push(b'"');
        for byte in bytes {
            out.extend_from_slice(if *byte == b'"' { b"\"\"" } else { std::slice::from_ref(byte) });
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(bytes);
    }
    out.push(b',');
}

fn push_money(currency: Currency, amount: Minor, out: &mut Vec<u8>) {
    currency.major(amount.into()).write(out);
    out.push(b',');
}

fn push_day(day: Option<Day>, out: &mut Vec<u8>) {
    if let Some(day) = day {
        match day.text() {
            Some(text) => out.extend_from_slice(&text),
            None => out.extend_from_slice(day.to_string().as_bytes()),
        }
    }
    out.push(b',');
}
