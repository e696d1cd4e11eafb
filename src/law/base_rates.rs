//! The base rates of central banks, by half-year.

use super::HalfYear;
use crate::money::Decimal;
use std::collections::BTreeMap;

/// A table of rates in percent a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseRates {
    /// Whose rate it is.
    pub title: String,
    /// The page that counts.
    pub source: String,
    pub rates: BTreeMap<HalfYear, Decimal>,
}

impl BaseRates {
    /// The last half-year that the table has.
    pub fn last(&self) -> Option<HalfYear> {
        self.rates.last_key_value().map(|(half, _)| *half)
    }
}
