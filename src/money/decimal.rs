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
        let digits = match (self.short(), other.short()) {
            (Some(one), Some(other)) => I256::new(i128::from(one) * i128::from(other)),
            _ => self.digits.saturating_mul(other.digits),
        };
        Decimal { digits, scale: self.scale + other.scale }
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
        match self.short_text(&mut [0; ROOM]) {
            Some(text) => CompactString::from_utf8(text).unwrap_or_default(),
            None => self.long_text().into(),
        }
    }

    /// Adds the number in digits, as [`Decimal::text`] has them.
    pub fn write(self, out: &mut Vec<u8>) {
        match self.short_text(&mut [0; ROOM]) {
            Some(text) => out.extend_from_slice(text),
            None => out.extend_from_slice(self.long_text().as_bytes()),
        }
    }

    /// The text of a number whose digits have room in 64 bits, as those of nearly every amount: written from its end.
    fn short_text(self, room: &mut [u8; ROOM]) -> Option<&[u8]> {
        let scale = usize::try_from(self.scale).ok().filter(|scale| *scale <= SHORT as usize)?;
        let digits = self.short()?;
        let (mut rest, mut at) = (digits.unsigned_abs(), ROOM);
        let mut push = |byte: u8| {
            at -= 1;
            room[at] = byte;
        };
        for _ in 0..scale {
            push(b'0' + (rest % 10) as u8);
            rest /= 10;
        }
        if scale > 0 {
            push(b'.');
        }
        loop {
            push(b'0' + (rest % 10) as u8);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if digits < 0 {
            push(b'-');
        }
        Some(&room[at..])
    }

    fn long_text(self) -> String {
        let unit = power(self.scale).unsigned_abs();
        let digits = self.digits.unsigned_abs();
        let sign = if self.is_negative() { "-" } else { "" };
        let (whole, width) = (digits / unit, self.scale as usize);
        if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{:0>width$}", (digits % unit).to_string()) }
    }

    /// The digits, where they have room in 64 bits, which are multiplied and divided many times faster.
    fn short(self) -> Option<i64> {
        i64::try_from(self.digits).ok()
    }

    fn at(self, scale: u32) -> I256 {
        match (scale - self.scale, self.short()) {
            (0, _) => self.digits,
            (more @ ..=SHORT, Some(digits)) => I256::new(i128::from(digits) * POWERS[more as usize]),
            (more, _) => self.digits.saturating_mul(power(more)),
        }
    }
}

/// The whole number nearest to a fraction, a half to the even neighbour. The denominator is not 0.
pub fn nearest(numerator: I256, denominator: I256) -> I256 {
    if let (Ok(numerator), Ok(denominator @ 1..=HALF)) = (i64::try_from(numerator), i64::try_from(denominator)) {
        let (whole, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
        let up = rest * 2 > denominator || (rest * 2 == denominator && whole % 2 != 0);
        return I256::from(whole + i64::from(up));
    }
    let (numerator, denominator) = if denominator.is_negative() { (-numerator, -denominator) } else { (numerator, denominator) };
    let (whole, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    let up = match rest.cmp(&(denominator - rest)) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => whole % 2 != I256::ZERO,
    };
    whole + I256::from(up)
}

/// A denominator whose double has room in 64 bits.
const HALF: i64 = i64::MAX / 2;
/// The largest power of ten in 64 bits.
const SHORT: u32 = 18;
/// Room for the text of a short number: its digits, a zero before the point, the point and the sign.
const ROOM: usize = 24;
const POWERS: [i128; SHORT as usize + 1] = {
    let mut powers = [1; SHORT as usize + 1];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

fn power(exponent: u32) -> I256 {
    if let Some(power) = POWERS.get(exponent as usize) {
        return I256::new(*power);
    }
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
