//! What a law says about interest on late payment.

use super::{BaseRates, CalendarMonth, DayCount, HalfYear};
use crate::calendar::Day;
use crate::money::{Balance, Currency, Decimal};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawProfile {
    /// The word by which a workflow asks for it; `own` for one that the workflow has itself.
    pub name: String,
    pub title: String,
    /// The articles.
    pub statute: String,
    /// The page of the statute.
    pub source: String,
    pub note: String,
    /// What the points are added to; `None` where the law names the rate itself.
    pub base: Option<BaseRates>,
    /// What is added to the base rate, or the rate itself, from a day on, by rising day.
    pub points: Vec<(Day, Decimal)>,
    pub mode: RateMode,
    pub day_count: DayCount,
    /// By rising day.
    pub flat: Vec<FlatSums>,
}

/// Which half-year's rate the days of interest have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RateMode {
    /// Each day that of its own half-year.
    #[default]
    Floating,
    /// All days that of the day on which interest began.
    FixedAtStart,
    /// All days of a part that of the day on which it was paid, or of the plan where it was not.
    AtPayment,
}

impl RateMode {
    pub const WORDS: [(&'static str, RateMode); 3] =
        [("floating", RateMode::Floating), ("fixed_at_start", RateMode::FixedAtStart), ("at_payment", RateMode::AtPayment)];
}

/// The flat sums for debts that fell due from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlatSums {
    pub from: Day,
    pub currency: Currency,
    /// The currency into which they are converted at the rate of the end of the month before; that of the bounds, too.
    pub converted_to: Option<Currency>,
    pub bands: Vec<SizeBand>,
}

/// A sum, for debts of less than something, or of at most as much; both in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizeBand {
    pub below: Option<Balance>,
    pub up_to: Option<Balance>,
    pub amount: Balance,
}

impl LawProfile {
    /// The yearly rate in percent that a day gives, or the half-year that is not known.
    pub fn percent(&self, day: Day) -> Result<Decimal, HalfYear> {
        let half = HalfYear::of(day);
        let points = self.points.iter().rev().find(|(from, _)| *from <= day).map(|(_, points)| *points).ok_or(half)?;
        match &self.base {
            None => Ok(points),
            Some(base) => base.rates.get(&half).map(|rate| rate.plus(points)).ok_or(half),
        }
    }

    /// Are rates known from a day to another? What a claim needs of them depends on its payments.
    pub fn knows(&self, from: Day, to: Day) -> bool {
        HalfYear::between(from, to).all(|half| self.percent(half.first_day().unwrap_or(from).max(from)).is_ok())
    }

    /// The sums for a debt that fell due on a day.
    pub fn flat_for(&self, due: Day) -> Option<&FlatSums> {
        self.flat.iter().rev().find(|sums| sums.from <= due)
    }
}

impl FlatSums {
    /// The currency in which the size of a debt is measured.
    pub fn size_currency(&self) -> Currency {
        self.converted_to.unwrap_or(self.currency)
    }

    /// The sum for a debt of a size, in minor units; 0 if no band has it.
    pub fn sum_for(&self, size: Balance) -> Balance {
        let has = |band: &&SizeBand| band.below.is_none_or(|below| size < below) && band.up_to.is_none_or(|up_to| size <= up_to);
        self.bands.iter().find(has).map_or(0, |band| band.amount)
    }

    /// The month at whose end the rate of exchange is looked at, for a debt that fell due on a day.
    pub fn month_of_rate(due: Day) -> CalendarMonth {
        CalendarMonth::before(due)
    }
}
