//! What must hold of an invoice for a stage, a rule, an action or a track.

use super::Amount;
use crate::money::{Balance, Currency, Decimal, Fx, value};

/// Conditions that must all hold; none at all always hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    pub day: Option<i32>,
    pub balance: AmountRange,
    pub matches: Vec<ColumnMatch>,
    /// At least so many promises made in this journey are broken.
    pub broken_promises: Option<u32>,
    /// So many days with a touch since the last response.
    pub unanswered: CountRange,
    /// There was, or was not, a response in this journey.
    pub responded: Option<bool>,
    /// What must hold of the customer; only the `when` of an action has it, as one invoice alone does not tell.
    pub customer: CustomerConditions,
}

/// What must hold of a customer, over its open invoices and their whole balances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerConditions {
    /// The balances of overdue invoices: in base currency, or in the currency of the action's invoice where the range names currencies.
    pub overdue: AmountRange,
    /// The balances of all open invoices, in the same way.
    pub open: AmountRange,
    /// The days past due of the oldest; negative where none is due.
    pub oldest: DaysRange,
    pub invoices: CountRange,
}

impl CustomerConditions {
    pub fn is_set(&self) -> bool {
        self.overdue.is_set() || self.open.is_set() || self.oldest.is_set() || self.invoices.is_set()
    }
}

/// A range of money: at least one bound, below the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AmountRange {
    pub at_least: Option<Amount>,
    pub below: Option<Amount>,
}

impl AmountRange {
    /// Does money in minor units of a currency lie in the range? Not if a bound is given by currency and does not name this one.
    pub fn holds(&self, currency: Currency, money: Balance, fx: Option<&Fx>) -> bool {
        self.holds_for(currency, money, || value(fx, currency, money))
    }

    /// The same of money of which a part may be in other currencies: `total` is its value for plain numbers.
    pub fn holds_for(&self, currency: Currency, money: Balance, total: impl Fn() -> Decimal) -> bool {
        let reaches = |bound: &Amount| bound.is_reached_by(currency, money, &total);
        self.at_least.as_ref().is_none_or(|least| reaches(least) == Some(true))
            && self.below.as_ref().is_none_or(|below| reaches(below) == Some(false))
    }

    pub fn is_set(&self) -> bool {
        self.at_least.is_some() || self.below.is_some()
    }

    pub fn bounds(&self) -> impl Iterator<Item = &Amount> {
        [&self.at_least, &self.below].into_iter().flatten()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range<T> {
    pub at_least: Option<T>,
    pub below: Option<T>,
}

pub type CountRange = Range<u32>;

/// A range of days, some of which may lie before the due date.
pub type DaysRange = Range<i32>;

impl<T: PartialOrd + Copy> Range<T> {
    pub fn holds(&self, number: T) -> bool {
        self.at_least.is_none_or(|least| number >= least) && self.below.is_none_or(|below| number < below)
    }

    pub fn is_set(&self) -> bool {
        self.at_least.is_some() || self.below.is_some()
    }
}

/// A column has one of some values, to the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMatch {
    /// The column; `currency` is the invoice's currency, from wherever it comes.
    pub column: String,
    pub values: Vec<String>,
}
