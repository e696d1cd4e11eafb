//! Which decimal mark the amounts of a file have, and what stands beside them for a currency.

use crate::ledger::reading::{DecimalMark, Written};
use std::collections::BTreeSet;

/// So many different signs or codes are kept.
const MOST_UNITS: usize = 8;

/// What the cells of some columns say about how their amounts are written.
#[derive(Clone, Debug, Default)]
pub struct AmountEvidence {
    /// The first cell that is an amount with a decimal point only, and with a comma only.
    point: Option<String>,
    comma: Option<String>,
    /// The first that is an amount with either, and not the same one.
    either: Option<String>,
    amounts: u64,
    none: u64,
    units: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecimalRead {
    Sure(DecimalMark),
    /// No amount has a mark that would matter.
    NoneNeeded,
    /// A cell is one amount with a point and another with a comma, and no other cell tells which.
    Ambiguous {
        example: String,
    },
    Mixed {
        point: String,
        comma: String,
    },
}

impl AmountEvidence {
    pub fn add(&mut self, text: &str) {
        if matches!(text, "-" | "–" | "—" | "n/a" | "N/A" | "nil") {
            return;
        }
        let (point, comma) = (Written::parse(text, DecimalMark::Point), Written::parse(text, DecimalMark::Comma));
        let keep = |place: &mut Option<String>| {
            if place.is_none() {
                *place = Some(text.to_owned());
            }
        };
        let unit = match (&point, &comma) {
            (Ok(a), Ok(b)) => {
                if (a.digits, a.decimals) != (b.digits, b.decimals) {
                    keep(&mut self.either);
                }
                a.unit
            }
            (Ok(amount), Err(_)) => {
                keep(&mut self.point);
                amount.unit
            }
            (Err(_), Ok(amount)) => {
                keep(&mut self.comma);
                amount.unit
            }
            (Err(_), Err(_)) => {
                self.none += 1;
                return;
            }
        };
        self.amounts += 1;
        if !unit.is_empty() && self.units.len() < MOST_UNITS && !self.units.contains(unit) {
            self.units.insert(unit.to_owned());
        }
    }

    pub fn join(&mut self, other: &AmountEvidence) {
        for (own, more) in [(&mut self.point, &other.point), (&mut self.comma, &other.comma), (&mut self.either, &other.either)] {
            *own = own.take().or_else(|| more.clone());
        }
        self.amounts += other.amounts;
        self.none += other.none;
        self.units.extend(other.units.iter().cloned());
    }

    /// Are most cells amounts? True where there are no cells.
    pub fn is_plausible(&self) -> bool {
        self.amounts >= self.none
    }

    /// Are nearly all cells amounts, and is there any?
    pub fn are_numbers(&self) -> bool {
        self.amounts > 0 && self.amounts >= 9 * self.none
    }

    pub fn units(&self) -> &BTreeSet<String> {
        &self.units
    }

    /// The decimal mark, if the cells themselves leave no doubt.
    pub fn read(&self) -> DecimalRead {
        match (&self.point, &self.comma, &self.either) {
            (Some(point), Some(comma), _) => DecimalRead::Mixed { point: point.clone(), comma: comma.clone() },
            (Some(_), None, _) => DecimalRead::Sure(DecimalMark::Point),
            (None, Some(_), _) => DecimalRead::Sure(DecimalMark::Comma),
            (None, None, Some(example)) => DecimalRead::Ambiguous { example: example.clone() },
            (None, None, None) => DecimalRead::NoneNeeded,
        }
    }
}

#[cfg(test)]
mod tests;
