//! What must hold of an invoice for a stage, a rule, an action or a track.

use crate::money::Decimal;

/// Conditions that must all hold; none at all always hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// The clock is at least this.
    pub day: Option<i32>,
    /// The balance lies in this range.
    pub balance: AmountRange,
    /// The invoice's columns have these values.
    pub matches: Vec<ColumnMatch>,
    /// At least so many promises made in this journey are broken.
    pub broken_promises: Option<u32>,
    /// So many days with a touch since the last response.
    pub unanswered: CountRange,
    /// There was, or was not, a response in this journey.
    pub responded: Option<bool>,
}

/// A range of money: at least one bound, below the other. In the base currency where the project has rates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AmountRange {
    /// The smallest that lies in it.
    pub at_least: Option<Decimal>,
    /// The smallest beyond it.
    pub below: Option<Decimal>,
}

impl AmountRange {
    /// Does the value lie in the range?
    pub fn holds(&self, value: Decimal) -> bool {
        self.at_least.is_none_or(|least| value >= least) && self.below.is_none_or(|below| value < below)
    }

    /// Does it say anything?
    pub fn is_set(&self) -> bool {
        self.at_least.is_some() || self.below.is_some()
    }
}

/// A range of counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountRange {
    /// The smallest that lies in it.
    pub at_least: Option<u32>,
    /// The smallest beyond it.
    pub below: Option<u32>,
}

impl CountRange {
    /// Does the count lie in the range?
    pub fn holds(&self, count: u32) -> bool {
        self.at_least.is_none_or(|least| count >= least) && self.below.is_none_or(|below| count < below)
    }
}

/// A column has one of some values, to the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMatch {
    /// The column; `currency` is the invoice's currency, from wherever it comes.
    pub column: String,
    /// The values.
    pub values: Vec<String>,
}
