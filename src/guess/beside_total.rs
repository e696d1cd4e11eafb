//! Columns of numbers beside the total: how their values compare with it, row by row.

use super::columns::AssignedColumns;
use super::survey::{OpenAgain, Survey};
use crate::ledger::reading::{DecimalMark, Written};
use std::collections::BTreeSet;

/// So many columns are compared.
const MOST_COLUMNS: usize = 12;

/// How the values of a column compare with the total of their rows, signs apart.
#[derive(Clone, Debug, Default)]
pub(super) struct BesideTotal {
    pub place: usize,
    pub equal: u64,
    /// Zero or empty.
    pub nothing: u64,
    pub below: u64,
    pub above: u64,
    /// More than half as much again as the total.
    pub far_above: u64,
    /// On the other side of zero.
    pub opposite: u64,
    /// Has any value decimals?
    pub has_decimals: bool,
    /// The first row with less than the total: its number, the value and the total.
    pub example: Option<[String; 3]>,
    /// The first row with more.
    pub excess: Option<[String; 3]>,
}

impl BesideTotal {
    pub fn is_never_above(&self) -> bool {
        self.above == 0 && self.opposite == 0
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct TotalsCompared {
    pub columns: Vec<BesideTotal>,
    /// Rows with a total.
    pub rows: u64,
    pub total_has_decimals: bool,
    /// Pairs of columns that come to the total in each row.
    adding_up: BTreeSet<(usize, usize)>,
}

impl TotalsCompared {
    /// Compares the columns of these places with the total.
    pub fn of(
        survey: &Survey,
        assigned: &AssignedColumns,
        places: &[usize],
        decimal: DecimalMark,
        open: &mut OpenAgain<'_>,
    ) -> TotalsCompared {
        let mut found = TotalsCompared::default();
        let Some(total) = assigned.place("amount").filter(|_| !places.is_empty()) else { return found };
        let places = &places[..places.len().min(MOST_COLUMNS)];
        found.columns = places.iter().map(|place| BesideTotal { place: *place, ..BesideTotal::default() }).collect();
        found.adding_up =
            places.iter().flat_map(|one| places.iter().map(|other| (*one, *other))).filter(|(one, other)| one < other).collect();
        let number = assigned.place("invoice_id");
        survey.each_row(open, |cell| {
            let text = cell(total);
            let Some((whole, decimals)) = exact(&text, decimal).filter(|(whole, _)| *whole != 0) else { return };
            found.rows += 1;
            found.total_has_decimals |= decimals > 0;
            let mut values = Vec::with_capacity(found.columns.len());
            for column in &mut found.columns {
                let own = cell(column.place);
                let (value, decimals) = exact(&own, decimal).unwrap_or_default();
                values.push(value);
                column.has_decimals |= decimals > 0;
                column.opposite += u64::from(value.signum() * whole.signum() < 0);
                let (size, whole) = (value.abs(), whole.abs());
                match () {
                    () if size == 0 => column.nothing += 1,
                    () if size == whole => column.equal += 1,
                    () if size < whole => {
                        column.below += 1;
                        column.example.get_or_insert_with(|| [number.map_or_else(String::new, cell), own, text.clone()]);
                    }
                    () => {
                        column.above += 1;
                        column.excess.get_or_insert_with(|| [number.map_or_else(String::new, cell), own, text.clone()]);
                        column.far_above += u64::from(size / 3 > whole / 2);
                    }
                }
            }
            let columns = &found.columns;
            let value = |place: usize| columns.iter().position(|column| column.place == place).map_or(0, |at| values[at]);
            found.adding_up.retain(|(one, other)| value(*one).saturating_add(value(*other)) == whole);
        });
        found
    }

    /// Do two columns come to the total in each row?
    pub fn add_up(&self, one: usize, other: usize) -> bool {
        self.rows > 0 && self.adding_up.contains(&(one.min(other), one.max(other)))
    }

    pub fn add_up_with_any(&self, place: usize, others: &[usize]) -> bool {
        others.iter().any(|other| *other != place && self.add_up(place, *other))
    }
}

/// A number as units of the last decimal that any has, and how many decimals were written.
pub(super) fn exact(text: &str, decimal: DecimalMark) -> Option<(i128, u32)> {
    let written = Written::parse(text, decimal).ok()?;
    let missing = 18_u32.checked_sub(written.decimals)?;
    Some((i128::from(written.digits) * 10_i128.checked_pow(missing)?, written.decimals))
}
