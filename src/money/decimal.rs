//! Exact decimal numbers, for rates, weights, percentages and the values that are compared.

use compact_str::CompactString;
use ethnum::I256;
use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// An exact decimal: `digits` divided by ten to the power `scale`.
///
/// Two decimals are equal when their values are: `1.5` and `1.50` are. There are 76 digits. The largest number is a score: the sum of all
/// rows of a ledger, at most 27 digits as amounts are limited when read ([`super::LARGEST`]), times a rate of 20 and weights of 12. With its
/// decimals made as many as another's it has at most 70, so nothing saturates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decimal {
    digits: I256,
    scale: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Not of the form `-12.34`.
    Malformed,
    /// More than 12 digits before or 8 after the point.
    TooLong,
}

impl Decimal {
    pub const ZERO: Decimal = Decimal { digits: I256::ZERO, scale: 0 };
    pub const ONE: Decimal = Decimal { digits: I256::ONE, scale: 0 };

    pub const fn new(digits: i128, scale: u32) -> Decimal {
        Decimal { digits: I256::new(digits), scale }
    }

    #[must_use]
    pub fn times(self, other: Decimal) -> Decimal {
        Decimal { digits: self.digits.saturating_mul(other.digits), scale: self.scale + other.scale }
    }

    #[must_use]
    pub fn plus(self, other: Decimal) -> Decimal {
        let scale = self.scale.max(other.scale);
        Decimal { digits: self.at(scale).saturating_add(other.at(scale)), scale }
    }

    /// The number rounded to `scale` decimals, a half to the even neighbour.
    #[must_use]
    pub fn rounded(self, scale: u32) -> Decimal {
        if scale >= self.scale {
            return Decimal { digits: self.at(scale), scale };
        }
        Decimal { digits: nearest(self.digits, power(self.scale - scale)), scale }
    }

    /// The number in units of ten to the power `-scale`, a half to the even neighbour: 12.345 in units of 2 decimals is 1234. Amounts and rates
    /// fit; of a score beyond 38 digits it is the largest number there is.
    pub fn units(self, scale: u32) -> i128 {
        let digits = self.rounded(scale).digits;
        i128::try_from(digits).unwrap_or(if digits.is_negative() { i128::MIN } else { i128::MAX })
    }

    /// The number divided by another, rounded to `scale` decimals, a half to the even neighbour; `None` for a division by zero.
    pub fn divided(self, by: Decimal, scale: u32) -> Option<Decimal> {
        let numerator = self.digits.saturating_mul(power(by.scale + scale));
        let denominator = by.digits.saturating_mul(power(self.scale));
        (denominator != I256::ZERO).then(|| Decimal { digits: nearest(numerator, denominator), scale })
    }

    /// The quotient rounded to `scale` decimals, a half to the even neighbour; `None` by zero.
    #[must_use]
    pub fn over(self, other: Decimal, scale: u32) -> Option<Decimal> {
        if other.is_zero() {
            return None;
        }
        // Both as whole numbers of the same unit, and one digit more than is kept, with a mark if anything follows it.
        let unit = self.scale.max(other.scale);
        let sign = other.digits.signum();
        let (dividend, divisor) = (self.at(unit).saturating_mul(power(scale + 1) * sign), other.at(unit) * sign);
        let (whole, rest) = (dividend.div_euclid(divisor), dividend.rem_euclid(divisor));
        let more = I256::from(rest != I256::ZERO);
        let marked = Decimal { digits: whole.saturating_mul(I256::new(10)).saturating_add(more), scale: scale + 2 };
        Some(marked.rounded(scale))
    }

    /// How many decimals it is kept with.
    pub fn scale(self) -> u32 {
        self.scale
    }

    pub fn is_negative(self) -> bool {
        self.digits.is_negative()
    }

    pub fn is_zero(self) -> bool {
        self.digits == I256::ZERO
    }

    /// The number in digits: `-12.50`. It is what [`fmt::Display`] writes, and takes no memory where it is short.
    pub fn text(self) -> CompactString {
        let unit = power(self.scale).unsigned_abs();
        let digits = self.digits.unsigned_abs();
        // Amounts nearly always have room in 64 bits, which are divided many times faster.
        let (mut buffer, mut rest_buffer) = (itoa::Buffer::new(), itoa::Buffer::new());
        let (long, long_rest);
        let (whole, rest) = match (u64::try_from(digits), u64::try_from(unit)) {
            (Ok(digits), Ok(unit)) => (buffer.format(digits / unit), rest_buffer.format(digits % unit)),
            _ => {
                (long, long_rest) = ((digits / unit).to_string(), (digits % unit).to_string());
                (long.as_str(), long_rest.as_str())
            }
        };
        let mut text = CompactString::default();
        if self.is_negative() {
            text.push('-');
        }
        text.push_str(whole);
        if self.scale > 0 {
            text.push('.');
            (rest.len()..self.scale as usize).for_each(|_| text.push('0'));
            text.push_str(rest);
        }
        text
    }

    fn at(self, scale: u32) -> I256 {
        self.digits.saturating_mul(power(scale - self.scale))
    }
}

/// The whole number nearest to a fraction, a half to the even neighbour. The denominator is not 0.
pub fn nearest(numerator: I256, denominator: I256) -> I256 {
    let (numerator, denominator) = if denominator.is_negative() { (-numerator, -denominator) } else { (numerator, denominator) };
    let (whole, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    let up = match rest.cmp(&(denominator - rest)) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => whole % 2 != I256::ZERO,
    };
    whole + I256::from(up)
}

fn power(exponent: u32) -> I256 {
    10_i128.checked_pow(exponent).map_or_else(|| I256::new(10).saturating_pow(exponent), I256::new)
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            return self.digits.cmp(&other.digits);
        }
        let scale = self.scale.max(other.scale);
        self.at(scale).cmp(&other.at(scale))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Decimal {
        Decimal::new(i128::from(whole), 0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// As text, so that no reader makes a float of it.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Decimal, DecimalError> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(DecimalError::Malformed),
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(DecimalError::Malformed);
        }
        if whole.len() > 12 || fraction.len() > 8 {
            return Err(DecimalError::TooLong);
        }
        let digits = whole.bytes().chain(fraction.bytes()).fold(0_i128, |n, b| n * 10 + i128::from(b - b'0'));
        Ok(Decimal::new(if negative { -digits } else { digits }, fraction.len() as u32))
    }
}

#[cfg(test)]
mod tests;
