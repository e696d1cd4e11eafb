//! Exact money: amounts in a currency's minor units, and exact decimals for everything a policy says about money.
//!
//! No float comes near an amount. An amount read from a file is at most [`LARGEST`] minor units, so that sums over a
//! ledger fit an `i128` without any thought.

mod decimal;
mod grouping;

pub use decimal::{Decimal, DecimalError, nearest};
pub use grouping::{AmountStyle, grouped, money};
use std::fmt;

/// An amount in minor units of its currency (cents of a dollar, whole yen, fils of a dinar), as a file gives it.
pub type Minor = i64;

/// A balance or a total in minor units: sums of [`Minor`]s, which cannot overflow it.
pub type Balance = i128;

/// The largest amount, in minor units, that one row of a ledger may have: a hundred trillion dollars.
pub const LARGEST: Minor = 10_000_000_000_000_000;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The currency of a three-letter code, in capitals; `None` if ISO 4217 has no such currency or it has no amounts (`XXX`).
    pub fn from_code(code: &str) -> Option<Currency> {
        iso_currency::Currency::from_code(code).filter(|c| c.exponent().is_some()).map(Currency)
    }

    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Its number in ISO 4217: from 1 to 999.
    pub(crate) fn number(self) -> u16 {
        self.0.numeric()
    }

    /// The currency with this [`Currency::number`].
    pub(crate) fn from_number(number: u16) -> Option<Currency> {
        iso_currency::Currency::from_numeric(number).map(Currency)
    }

    /// How many decimals an amount has: 2 for USD, 0 for JPY, 3 for KWD.
    pub fn decimals(self) -> u32 {
        u32::from(self.0.exponent().unwrap_or(2))
    }

    /// The sign people write before an amount (`€`), the code's own letters where there is none.
    pub fn sign(self) -> String {
        self.0.symbol().to_string()
    }

    /// May an amount in this currency be written with this sign or code (`$`, `US$`, `USD`, `kr.`)?
    pub fn may_be_written(self, unit: &str) -> bool {
        if unit.is_empty() || unit == self.code() {
            return true;
        }
        let sign = self.sign();
        let (sign, unit) = (sign.trim_end_matches('.'), unit.trim_end_matches('.'));
        sign != "¤" && unit.strip_suffix(sign).is_some_and(|country| self.code().starts_with(country))
    }

    /// The exact value of an amount in major units: 1250 minor units of USD are 12.50.
    pub fn major(self, minor: Balance) -> Decimal {
        Decimal::new(minor, self.decimals())
    }

    /// The amount as plain text with the currency's decimals: `1234.50`, `-3`, `0.125`.
    pub fn plain(self, minor: Balance) -> String {
        self.major(minor).text().into()
    }

    /// The amount as people read it, with its thousands grouped: `1,234.50`.
    pub fn grouped(self, minor: Balance) -> String {
        grouped(&self.plain(minor))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The table that turns amounts of several currencies into one: `amount × rate` is the value in the base currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fx {
    base: Currency,
    rates: Vec<(Currency, Decimal)>,
}

impl Fx {
    /// A table with its base currency, whose own rate is 1, and the rates of the others.
    pub fn new(base: Currency, rates: Vec<(Currency, Decimal)>) -> Fx {
        Fx { base, rates }
    }

    pub fn base(&self) -> Currency {
        self.base
    }

    /// What one unit of the currency is worth in the base currency; `None` if the table does not say.
    pub fn rate(&self, currency: Currency) -> Option<Decimal> {
        if currency == self.base {
            return Some(Decimal::ONE);
        }
        self.rates.iter().find(|(c, _)| *c == currency).map(|(_, rate)| *rate)
    }
}

/// The value of an amount for comparing and ranking: in the base currency where a table is given and knows the
/// currency, else in the amount's own currency.
pub fn value(fx: Option<&Fx>, currency: Currency, minor: Balance) -> Decimal {
    let own = currency.major(minor);
    match fx.and_then(|fx| fx.rate(currency)) {
        Some(rate) => own.times(rate),
        None => own,
    }
}

#[cfg(test)]
mod tests;
