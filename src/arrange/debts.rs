//! The rows of a ledger while they are worked out.

use super::columns::FieldNames;
use super::money_cells::RowFigures;
use super::sections::RowSection;
use crate::ledger::reading::{DecimalMark, LooseFault, LooseRow, Written};
use crate::money::Currency;
use std::collections::BTreeMap;

/// A row that goes to the ledger.
#[derive(Clone, Debug)]
pub(super) struct RowDraft<'r> {
    pub row: &'r LooseRow,
    pub id: String,
    pub customer: String,
    pub money: RowFigures,
    /// Columns of the ledger that are not as the file has them.
    pub set: BTreeMap<String, String>,
    /// The heading above it that says that it is paid or not owed.
    pub below: Option<(RowSection, String)>,
    /// What was paid, on days that are known.
    pub paid: Vec<MoneyDraft<'r>>,
}

/// A payment or credit that is no invoice.
#[derive(Clone, Debug)]
pub(super) struct MoneyDraft<'r> {
    pub row: &'r LooseRow,
    /// `payment` or `credit`
    pub kind: &'static str,
    pub date: String,
    /// The invoice that it is for; empty where it is the customer's.
    pub invoice: String,
    pub customer: String,
    pub amount: String,
    pub currency: String,
    pub note: String,
}

/// A payment or credit among invoices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyFound {
    pub names_invoice: bool,
    /// Nothing where it cannot be read, which is told elsewhere.
    pub amount: Option<(Currency, i64)>,
}

impl MoneyDraft<'_> {
    pub fn found(&self, decimal: DecimalMark) -> MoneyFound {
        let minor = |currency| Some((currency, Written::parse(&self.amount, decimal).ok()?.minor(currency).ok()?));
        MoneyFound { names_invoice: !self.invoice.is_empty(), amount: Currency::from_code(&self.currency).and_then(minor) }
    }
}

impl RowDraft<'_> {
    /// The cell of a column of the ledger.
    pub fn cell(&self, column: &str, names: &FieldNames<'_>) -> String {
        self.set.get(column).cloned().unwrap_or_else(|| names.cell(column, &self.row.cells))
    }

    /// The code of its currency, or of the file's.
    pub fn currency(&self, names: &FieldNames<'_>, default: Option<Currency>) -> String {
        self.set.get("currency").cloned().unwrap_or_else(|| names.currency(&self.row.cells, default))
    }

    pub fn line(&self) -> u32 {
        self.row.line
    }
}

/// A row that cannot be arranged.
#[derive(Clone, Debug, Default)]
pub(super) struct FaultyRow {
    pub line: u32,
    /// Empty where nobody knows.
    pub customer: String,
    pub faults: Vec<LooseFault>,
}

/// Rows that cannot be arranged.
#[derive(Default)]
pub(super) struct RowFaults(BTreeMap<u32, FaultyRow>);

impl RowFaults {
    pub fn add(&mut self, line: u32, customer: &str, fault: LooseFault) {
        let row = self.0.entry(line).or_insert_with(|| FaultyRow { line, customer: customer.to_owned(), faults: Vec::new() });
        row.faults.push(fault);
    }

    pub fn has(&self, line: u32) -> bool {
        self.0.contains_key(&line)
    }

    pub fn into_list(self) -> Vec<FaultyRow> {
        self.0.into_values().collect()
    }
}

/// Rows whose amounts should all have a minus, or all none: a file writes what it takes off in one way.
#[derive(Default)]
pub(super) struct OneSign<'d>(Vec<(u32, &'d str, bool)>);

impl<'d> OneSign<'d> {
    pub fn add(&mut self, draft: &'d RowDraft<'_>, is_negative: bool) {
        self.0.push((draft.line(), &draft.customer, is_negative));
    }

    /// The lines and customers of rows without a minus, where others have one.
    pub fn odd(&self) -> impl Iterator<Item = (u32, &'d str)> {
        let is_mixed = self.0.iter().any(|(.., is_negative)| *is_negative);
        self.0.iter().filter(move |(.., is_negative)| is_mixed && !is_negative).map(|(line, customer, _)| (*line, *customer))
    }
}
