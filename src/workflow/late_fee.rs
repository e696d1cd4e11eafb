//! What a late payer is to pay beside the balance.

use super::Amount;
use crate::calendar::Day;
use crate::money::Decimal;

/// A late fee: a flat amount, and interest for every day that something was owed after the due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateFeeRules {
    /// The id of the stage from which on it is asked for; a list of stages that lacks it knows no late fee.
    pub from_stage: String,
    pub flat: Option<Amount>,
    pub minimum: Option<Amount>,
    /// The yearly rate, in percent, before the first of `rates`.
    pub annual_percent: Decimal,
    /// Rates that hold from a day on, by rising day.
    pub rates: Vec<(Day, Decimal)>,
    pub day_count: DayCount,
    pub payments_for: PaymentsFor,
    pub line: u32,
}

impl LateFeeRules {
    pub fn percent_on(&self, day: Day) -> Decimal {
        self.rates.iter().rev().find(|(from, _)| *from <= day).map_or(self.annual_percent, |(_, percent)| *percent)
    }
}

/// What payments and credits are set against first. A credit that waives fees is set against fees first in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaymentsFor {
    #[default]
    InvoiceFirst,
    FeesFirst,
}

impl PaymentsFor {
    pub const WORDS: [(&'static str, PaymentsFor); 2] =
        [("invoice_first", PaymentsFor::InvoiceFirst), ("fees_first", PaymentsFor::FeesFirst)];
}

/// How many days the year has by which a yearly rate is divided. The days themselves are always counted by the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayCount {
    /// 365, in leap years too.
    #[default]
    Actual365,
    Actual360,
    /// 366 for the days of leap years, else 365.
    ActualActual,
}

impl DayCount {
    pub const WORDS: [(&'static str, DayCount); 3] =
        [("actual/365", DayCount::Actual365), ("actual/360", DayCount::Actual360), ("actual/actual", DayCount::ActualActual)];

    pub fn days_of_year(self, day: Day) -> u16 {
        match self {
            DayCount::Actual365 => 365,
            DayCount::Actual360 => 360,
            DayCount::ActualActual if day.date().leap_year() => 366,
            DayCount::ActualActual => 365,
        }
    }
}
