//! Interest by the day, exact until it is rounded once.

use crate::calendar::Day;
use crate::money::{Balance, Decimal, nearest};
use crate::workflow::LateFeeRules;
use chrono::Datelike;
use ethnum::I256;

/// Every length of a year divides it, so that interest by any of them adds up without a remainder.
const YEAR: i128 = 1_603_080;
/// Decimals that a rate can have.
const RATE_DECIMALS: u32 = 8;
/// How many parts a minor unit is divided into: hundredths for percent, the decimals of a rate, and the days of a year.
const PARTS: i128 = 100 * 10_i128.pow(RATE_DECIMALS) * YEAR;

/// Exact interest, in parts of a minor unit. The largest ledger at 100 % for two hundred years needs 51 of its 76 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest(I256);

impl Interest {
    pub const NONE: Interest = Interest(I256::ZERO);

    /// `balance × percent ÷ 100 × days ÷ year`, the balance in minor units.
    pub fn of(balance: Balance, percent: Decimal, days: i32, year: u16) -> Interest {
        let parts = I256::new(i128::from(days) * (YEAR / i128::from(year)));
        Interest(I256::new(balance) * I256::new(percent.units(RATE_DECIMALS)) * parts)
    }

    #[must_use]
    pub fn plus(self, other: Interest) -> Interest {
        Interest(self.0 + other.0)
    }

    /// In minor units, a half to the even neighbour.
    pub fn rounded(self) -> Balance {
        nearest(self.0, I256::new(PARTS)).as_i128()
    }

    /// The interest of a currency of so many decimals in major units, rounded to two more, to be read: 12.3456.
    pub fn shown(self, decimals: u32) -> Decimal {
        Decimal::new(nearest(self.0, I256::new(PARTS / 100)).as_i128(), decimals + 2)
    }
}

/// Days on end with one balance, one rate and one length of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub from: Day,
    pub to: Day,
    pub days: i32,
    /// What was owed on each of them, late fees apart, in minor units.
    pub balance: Balance,
    /// The yearly rate, in percent.
    pub percent: Decimal,
    /// The days of the year by which it is divided.
    pub year: u16,
    pub interest: Interest,
}

/// The segments from a day to another, both included; none for days on which nothing was owed or the rate was 0. `owed` is what was
/// owed after each day on which that changed, by rising day; a day bears interest on what was owed when it began.
pub(super) fn segments(terms: &LateFeeRules, owed: &[(Day, Balance)], since: Day, to: Day) -> Vec<Segment> {
    let mut starts: Vec<Day> = owed.iter().map(|(day, _)| day.plus(1)).chain(terms.rates.iter().map(|(from, _)| *from)).collect();
    starts.extend((since.date().year() + 1..=to.date().year()).filter_map(|year| Day::from_ymd(year, 1, 1)));
    starts.push(since);
    starts.retain(|day| (since..=to).contains(day));
    starts.sort();
    starts.dedup();
    let mut segments: Vec<Segment> = Vec::new();
    for (index, from) in starts.iter().copied().enumerate() {
        let to = starts.get(index + 1).map_or(to, |next| next.plus(-1));
        let balance = owed.iter().rev().find(|(day, _)| *day < from).map_or(0, |(_, left)| *left);
        let (percent, year) = (terms.percent_on(from), terms.day_count.days_of_year(from));
        if balance <= 0 || percent.is_zero() {
            continue;
        }
        let joined = segments
            .last()
            .copied()
            .filter(|last| last.to.plus(1) == from && (last.balance, last.percent, last.year) == (balance, percent, year));
        let from = joined.map_or(from, |last| last.from);
        if joined.is_some() {
            segments.pop();
        }
        let days = to.since(from) + 1;
        segments.push(Segment { from, to, days, balance, percent, year, interest: Interest::of(balance, percent, days, year) });
    }
    segments
}

#[cfg(test)]
mod tests;
