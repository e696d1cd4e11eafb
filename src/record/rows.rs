//! The rows that a log has already.

use super::{Entry, log_sheet::table};
use crate::address::is_same;
use crate::ledger::reading::{DecimalMark, EventType, Written};
use crate::money::{Currency, Minor};
use crate::spreadsheet::unguarded;
use std::collections::{BTreeMap, BTreeSet};

/// A row of the log, as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// The line on which it begins.
    pub line: u64,
    cells: BTreeMap<String, String>,
    pub is_taken_back: bool,
}

impl LogRow {
    /// The text in a column; empty if there is none.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Does it take back another row?
    pub fn is_undo(&self) -> bool {
        self.cell("type") == EventType::Undo.name()
    }

    /// Does a new row say the same? Money and addresses are the same however they are written; `currency` is that of money whose row names
    /// none. The row's id and when it was written down are not looked at.
    pub fn is_like(&self, entry: &Entry, currency: Option<Currency>) -> bool {
        let own = RowMoney::read(self.cell("amount"), self.cell("currency"), currency);
        let is_same_money = own.is_some() && own == RowMoney::read(entry.cell("amount"), entry.cell("currency"), currency);
        let same = |column: &str| match column {
            "id" | "recorded_on" => true,
            "amount" | "currency" if is_same_money => true,
            "address" if is_same(self.cell(column), entry.cell(column)) => true,
            _ => self.cell(column) == entry.cell(column),
        };
        !self.is_taken_back && self.cells.keys().all(|column| same(column)) && entry.columns().all(same)
    }

    /// `touch call on INV-7 of 2026-03-31`
    pub fn told(&self) -> String {
        let subject = [self.cell("invoice_id"), self.cell("customer_id")].into_iter().find(|id| !id.is_empty());
        let words = [self.cell("type"), self.cell("channel")].into_iter().filter(|word| !word.is_empty());
        let what = words.collect::<Vec<_>>().join(" ");
        let on = subject.map_or(String::new(), |subject| format!(" on {subject}"));
        format!("{what}{on} of {}", self.cell("date"))
    }
}

/// What a row says of money.
#[derive(PartialEq)]
struct RowMoney {
    currency: Currency,
    /// How much, if it says so.
    amount: Option<Minor>,
}

impl RowMoney {
    /// Of a row's cells; `usual` is the currency where neither of them names one. Nothing where the cells cannot be read.
    fn read(amount: &str, currency: &str, usual: Option<Currency>) -> Option<RowMoney> {
        let written = if amount.is_empty() { None } else { Some(Written::parse(amount, DecimalMark::Point).ok()?) };
        let named = [currency, written.map_or("", |written| written.unit)].into_iter().find_map(Currency::from_code);
        let currency = named.or(usual)?;
        let amount = written.map(|written| written.minor(currency)).transpose().ok()?;
        Some(RowMoney { currency, amount })
    }
}

/// The rows of a log that the ledger's reader has read without an error, in its order.
pub fn log_rows(log: &[u8]) -> Vec<LogRow> {
    let begin = table(log);
    let lines_before = log[..begin].iter().filter(|byte| **byte == b'\n').count() as u64;
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(&log[begin..]);
    let header = reader.headers().cloned().unwrap_or_default();
    let mut rows: Vec<LogRow> = Vec::new();
    for row in reader.records().filter_map(Result::ok) {
        let cells = header.iter().zip(&row).map(|(column, cell)| (column.to_owned(), unguarded(cell).to_owned())).collect();
        let line = lines_before + row.position().map_or(0, csv::Position::line);
        rows.push(LogRow { line, cells, is_taken_back: false });
    }
    // As the reader of the ledger has it: what may take back an undo stands behind it.
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for row in rows.iter_mut().rev() {
        row.is_taken_back = !row.cell("id").is_empty() && taken.contains(row.cell("id"));
        if row.is_undo() && !row.is_taken_back {
            taken.insert(row.cell("ref").to_owned());
        }
    }
    rows
}

#[cfg(test)]
mod tests;
