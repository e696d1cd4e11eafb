//! What a late payer is to pay beside the balance.

use super::Amount;
use crate::calendar::Day;
use crate::law::{CalendarMonth, DayCount, HalfYear, LawProfile, RateMode};
use crate::money::Decimal;
use std::collections::BTreeMap;

/// A late fee: flat amounts, and interest for every day that something was owed after the due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateFeeRules {
    /// The id of the stage from which on it is asked for; a list of stages that lacks it knows no late fee.
    pub from_stage: String,
    /// What a law says; the base rates of the workflow are among its own.
    pub profile: Option<Box<LawProfile>>,
    /// Asked for once; in the place of the sums of the profile.
    pub flat: Option<Amount>,
    /// Asked for once a stage was entered, by the id of the stage.
    pub stage_fees: Vec<(String, Amount)>,
    /// For each recorded message of the fee's stages: a part of what was owed that day.
    pub notice_percent: Decimal,
    pub minimum: Option<Amount>,
    /// The yearly rate, in percent, before the first of `rates`.
    pub annual_percent: Decimal,
    /// Rates that hold from a day on, by rising day.
    pub rates: Vec<(Day, Decimal)>,
    /// For each month, in percent of what was owed in it.
    pub monthly_percent: Decimal,
    pub months: Months,
    /// So many days after the due date bear no interest.
    pub grace_days: u32,
    pub day_count: DayCount,
    /// What a euro was worth at the end of a month, for sums that are converted.
    pub euro: BTreeMap<CalendarMonth, Decimal>,
    pub payments_for: PaymentsFor,
    pub line: u32,
}

impl LateFeeRules {
    /// The yearly rate of a day, in percent, for interest that began on another; or the half-year whose base rate is not known.
    pub fn percent_on(&self, day: Day, since: Day) -> Result<Decimal, HalfYear> {
        match &self.profile {
            Some(profile) if profile.mode == RateMode::FixedAtStart => profile.percent(since),
            Some(profile) => profile.percent(day),
            None => Ok(self.rates.iter().rev().find(|(from, _)| *from <= day).map_or(self.annual_percent, |(_, percent)| *percent)),
        }
    }

    /// The days from one to another, without the first, on which the rate may change.
    pub fn changes(&self, from: Day, to: Day) -> Vec<Day> {
        match &self.profile {
            Some(_) => HalfYear::between(from, to).filter_map(HalfYear::first_day).filter(|day| *day > from).collect(),
            None => self.rates.iter().map(|(day, _)| *day).filter(|day| (from..=to).contains(day) && *day > from).collect(),
        }
    }

    pub fn is_at_payment(&self) -> bool {
        self.profile.as_ref().is_some_and(|profile| profile.mode == RateMode::AtPayment)
    }

    /// Are amounts rounded up where they are half a cent? What a workflow names itself is rounded to the even neighbour.
    pub fn rounds_half_up(&self) -> bool {
        self.profile.is_some()
    }
}

/// Which months bear a monthly rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Months {
    /// Those that are over, on what was owed all through them.
    #[default]
    Complete,
    /// Those that have begun, on what was owed on their first day.
    Started,
}

impl Months {
    pub const WORDS: [(&'static str, Months); 2] = [("complete", Months::Complete), ("started", Months::Started)];
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
