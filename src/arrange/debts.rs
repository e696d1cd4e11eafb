//! The rows of a ledger while they are worked out.

use super::columns::FieldNames;
use super::money_cells::RowFigures;
use crate::ledger::reading::{LooseFault, LooseRow};
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

impl RowDraft<'_> {
    /// The cell of a column of the ledger.
    pub fn cell(&self, column: &str, names: &FieldNames<'_>) -> String {
        self.set.get(column).cloned().unwrap_or_else(|| names.cell(column, &self.row.cells))
    }

    pub fn line(&self) -> u32 {
        self.row.line
    }
}

/// Rows that cannot be arranged, each with all that is wrong with it.
#[derive(Default)]
pub(super) struct RowFaults(BTreeMap<u32, Vec<LooseFault>>);

impl RowFaults {
    pub fn add(&mut self, line: u32, fault: LooseFault) {
        self.0.entry(line).or_default().push(fault);
    }

    pub fn has(&self, line: u32) -> bool {
        self.0.contains_key(&line)
    }

    pub fn into_list(self) -> Vec<(u32, Vec<LooseFault>)> {
        self.0.into_iter().collect()
    }
}

/// Rows whose amounts should all have a minus, or all none: a file writes what it takes off in one way.
#[derive(Default)]
pub(super) struct OneSign(Vec<(u32, bool)>);

impl OneSign {
    pub fn add(&mut self, line: u32, is_negative: bool) {
        self.0.push((line, is_negative));
    }

    /// The lines of rows without a minus, where others have one.
    pub fn odd(&self) -> impl Iterator<Item = u32> {
        let is_mixed = self.0.iter().any(|(_, is_negative)| *is_negative);
        self.0.iter().filter(move |(_, is_negative)| is_mixed && !is_negative).map(|(line, _)| *line)
    }
}
