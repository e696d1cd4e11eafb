//! Interest by the day, exact until it is rounded once.

use crate::calendar::Day;
use crate::money::{Balance, Decimal, nearest};
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

    /// `balance × percent ÷ 100`, whatever the time.
    pub fn share(balance: Balance, percent: Decimal) -> Interest {
        Interest(I256::new(balance) * I256::new(percent.units(RATE_DECIMALS)) * I256::new(YEAR))
    }

    #[must_use]
    pub fn plus(self, other: Interest) -> Interest {
        Interest(self.0 + other.0)
    }

    /// In minor units, a half to the even neighbour.
    pub fn rounded(self) -> Balance {
        nearest(self.0, I256::new(PARTS)).as_i128()
    }

    /// In minor units, a half upwards.
    pub fn rounded_half_up(self) -> Balance {
        (self.0 + I256::new(PARTS / 2)).div_euclid(I256::new(PARTS)).as_i128()
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

/// A month that bears a monthly rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthlyCharge {
    pub from: Day,
    pub to: Day,
    pub balance: Balance,
    /// The monthly rate, in percent.
    pub percent: Decimal,
    pub interest: Interest,
}
