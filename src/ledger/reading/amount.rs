//! Amounts as people and systems write them, read exactly or not at all.

use crate::finding::quoted;
use crate::money::{Currency, LARGEST, Minor};
use std::fmt;

/// The mark between the whole units of an amount and its decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1234.50`, grouped `1,234.50`
    #[default]
    Point,
    /// `1234,50`, grouped `1.234,50`
    Comma,
}

impl DecimalMark {
    pub fn mark(self) -> char {
        match self {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }

    fn other(self) -> DecimalMark {
        match self {
            DecimalMark::Point => DecimalMark::Comma,
            DecimalMark::Comma => DecimalMark::Point,
        }
    }

    fn groups(self, mark: char) -> bool {
        mark == self.other().mark() || matches!(mark, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
    }
}

/// An amount as it is written, before its currency is known: `digits` divided by ten to the power `decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written<'t> {
    /// All digits, negative for a negative amount.
    pub digits: i64,
    pub decimals: u32,
    /// The sign or code of a currency before or behind the number; empty where there is none.
    pub unit: &'t str,
}

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError<'t> {
    /// It is no number with this decimal mark.
    Malformed {
        /// Would it be one with the other mark?
        other_mark: Option<DecimalMark>,
    },
    /// Digits are grouped, but not in threes with one and the same mark.
    Grouping,
    /// More than one minus, or a minus and parentheses.
    TwoSigns,
    /// It has more decimals than its currency.
    Decimals { has: u32, currency: Currency },
    /// It has more decimals than any currency.
    NoCurrency { has: u32 },
    /// Larger than [`LARGEST`].
    TooLarge,
    /// Its sign or code is not that of its currency.
    Unit { unit: &'t str, currency: Currency },
}

impl<'t> Written<'t> {
    /// Reads an amount: an optional currency sign or code, grouping that agrees with the mark, a minus before or behind,
    /// or parentheses for a negative one.
    /// Error: Says why, where the text could only be read by guessing, or has more than 18 digits.
    pub fn parse(text: &'t str, mark: DecimalMark) -> Result<Written<'t>, AmountError<'t>> {
        if let Some((digits, decimals)) = plain(text, mark) {
            return Ok(Written { digits, decimals, unit: "" });
        }
        let dressed = |mark| -> Result<Written<'t>, AmountError<'t>> {
            let (negative, number, unit) = undress(text)?;
            let (digits, decimals) = grouped(number, mark)?;
            Ok(Written { digits: if negative { -digits } else { digits }, decimals, unit })
        };
        dressed(mark).map_err(|error| match error {
            AmountError::Malformed { .. } => AmountError::Malformed { other_mark: dressed(mark.other()).ok().map(|_| mark.other()) },
            other => other,
        })
    }

    /// The amount in minor units of its currency.
    /// Error: If its sign or code is another currency's, if it has more decimals than the currency, or is too large.
    pub fn minor(self, currency: Currency) -> Result<Minor, AmountError<'t>> {
        if !currency.may_be_written(self.unit) {
            return Err(AmountError::Unit { unit: self.unit, currency });
        }
        let Some(missing) = currency.decimals().checked_sub(self.decimals) else {
            return match self.without_zeros(currency.decimals()) {
                Some(shorter) => shorter.minor(currency),
                None => Err(AmountError::Decimals { has: self.decimals, currency }),
            };
        };
        let minor = 10_i64.checked_pow(missing).and_then(|unit| self.digits.checked_mul(unit));
        minor.filter(|minor| minor.unsigned_abs() <= LARGEST.unsigned_abs()).ok_or(AmountError::TooLarge)
    }

    /// The amount while its currency is not known: in hundredths or, with more than two decimals, in units of the last
    /// one. Any currency's minor units can be had of it later without loss, and how many decimals were written.
    /// Error: If it has more decimals than any currency, or is larger than [`LARGEST`] hundredths.
    pub fn without_currency(self) -> Result<(Minor, u8), AmountError<'t>> {
        if self.decimals >= 4
            && let Some(shorter) = self.without_zeros(2)
        {
            return shorter.without_currency();
        }
        let decimals = u8::try_from(self.decimals).ok().filter(|decimals| *decimals <= MOST_DECIMALS);
        let decimals = decimals.ok_or(AmountError::NoCurrency { has: self.decimals })?;
        let missing = 2_u32.saturating_sub(self.decimals);
        let surplus = self.decimals.saturating_sub(2);
        let amount = 10_i64.checked_pow(missing).and_then(|unit| self.digits.checked_mul(unit));
        let limit = 10_u64.checked_pow(surplus).and_then(|unit| LARGEST.unsigned_abs().checked_mul(unit));
        match (amount, limit) {
            (Some(amount), Some(limit)) if amount.unsigned_abs() <= limit => Ok((amount, decimals)),
            _ => Err(AmountError::TooLarge),
        }
    }

    /// The same with fewer decimals, if those beyond are zeros. Three decimals may be a group of thousands, and are not touched.
    fn without_zeros(self, decimals: u32) -> Option<Written<'t>> {
        let surplus = self.decimals.checked_sub(decimals).filter(|_| self.decimals != 3)?;
        let unit = 10_i64.checked_pow(surplus)?;
        (self.digits % unit == 0).then(|| Written { digits: self.digits / unit, decimals, ..self })
    }
}

/// No currency of ISO 4217 has more decimals.
const MOST_DECIMALS: u8 = 4;

/// Digits with at most one mark and a leading minus: nearly every amount of nearly every file.
fn plain(text: &str, mark: DecimalMark) -> Option<(i64, u32)> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let mark = mark.mark() as u8;
    let (mut digits, mut point) = (0_i64, None);
    if unsigned.len() > 18 {
        return None;
    }
    for (at, byte) in unsigned.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => digits = digits * 10 + i64::from(byte - b'0'),
            _ if byte == mark && point.is_none() => point = Some(at + 1),
            _ => return None,
        }
    }
    let decimals = point.map_or(0, |point| unsigned.len() - point);
    if unsigned.is_empty() || point == Some(unsigned.len()) {
        return None;
    }
    Some((if unsigned.len() < text.len() { -digits } else { digits }, decimals as u32))
}

/// Takes minus, parentheses and currency off, in whatever order they stand: is it negative, the number, the currency.
fn undress(text: &str) -> Result<(bool, &str, &str), AmountError<'_>> {
    const MINUS: [char; 2] = ['-', '\u{2212}'];
    let (mut rest, mut unit, mut signs) = (text.trim(), "", 0);
    loop {
        let unsigned = rest.strip_prefix(MINUS).or_else(|| rest.strip_suffix(MINUS));
        if let Some(inside) = unsigned.or_else(|| rest.strip_prefix('(')?.strip_suffix(')')) {
            (signs, rest) = (signs + 1, inside.trim());
            continue;
        }
        let behind = rest.trim_start_matches(is_unit);
        let before = rest.trim_end_matches(is_unit);
        // `Rs.50` may be 50 rupees or half of one.
        let (found, number, doubtful) = if behind.len() < rest.len() {
            let found = &rest[..rest.len() - behind.len()];
            (found, behind, found.ends_with('.') && !behind.starts_with(char::is_whitespace))
        } else {
            let found = &rest[before.len()..];
            (found, before, found.starts_with('.'))
        };
        if found.trim_matches('.').is_empty() || number.is_empty() || doubtful || !unit.is_empty() {
            break;
        }
        (unit, rest) = (found, number.trim());
    }
    if signs > 1 { Err(AmountError::TwoSigns) } else { Ok((signs == 1, rest, unit)) }
}

/// May the character be part of a currency's sign or code?
fn is_unit(character: char) -> bool {
    !character.is_numeric() && !character.is_whitespace() && !matches!(character, '-' | '\u{2212}' | ',' | '\'' | '’' | '(' | ')' | '+')
}

/// A number with or without grouping: its digits and how many are decimals.
fn grouped(text: &str, mark: DecimalMark) -> Result<(i64, u32), AmountError<'static>> {
    let malformed = AmountError::Malformed { other_mark: None };
    let (whole, fraction) = match text.split_once(mark.mark()) {
        Some((_, "")) => return Err(malformed),
        Some(parts) => parts,
        None => (text, ""),
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return Err(malformed);
    }
    if let Some(group) = whole.chars().find(|c| !c.is_ascii_digit()) {
        if !mark.groups(group) || whole.chars().any(|c| !c.is_ascii_digit() && !mark.groups(c)) {
            return Err(malformed);
        }
        let mut groups = whole.split(group);
        let first = groups.next().unwrap_or("");
        let first_fits = is_number(first) && (1..=3).contains(&first.len()) && !first.starts_with('0');
        let groups: Vec<&str> = groups.collect();
        let in_threes = groups.iter().all(|group| group.len() == 3 && is_number(group));
        if !first_fits || !(in_threes || are_indian(first, &groups)) {
            return Err(AmountError::Grouping);
        }
    }
    let mut digits = Some(0_i64);
    for digit in whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit) {
        digits = digits.and_then(|n| n.checked_mul(10)?.checked_add(i64::from(digit - b'0')));
    }
    digits.map(|digits| (digits, fraction.len() as u32)).ok_or(AmountError::TooLarge)
}

/// Lakhs and crores, `1,25,000`: three digits last, and two in every group before.
fn are_indian(first: &str, groups: &[&str]) -> bool {
    let is_group = |group: &&str, digits: usize| group.len() == digits && group.bytes().all(|byte| byte.is_ascii_digit());
    match groups.split_last() {
        Some((last, others)) => {
            first.len() <= 2 && !others.is_empty() && is_group(last, 3) && others.iter().all(|group| is_group(group, 2))
        }
        None => false,
    }
}

impl AmountError<'_> {
    pub fn hint(&self) -> Option<String> {
        match self {
            AmountError::Malformed { other_mark: Some(mark) } => {
                let mark = mark.mark();
                Some(format!("if the file's decimal mark is {mark:?}, set `decimal: {mark:?}` for it in the project file"))
            }
            AmountError::Malformed { other_mark: None } => Some("write it as a plain number, such as 1234.50".to_owned()),
            AmountError::Grouping => Some("write it without grouping, such as 1234.50".to_owned()),
            AmountError::TwoSigns => Some("write one minus, or one pair of parentheses".to_owned()),
            AmountError::Decimals { has: 3, .. } => {
                Some("if that mark groups thousands, set the other mark as `decimal` in the project file".to_owned())
            }
            AmountError::Decimals { has: 4.., .. } | AmountError::NoCurrency { .. } => {
                Some("to round such amounts, set `round: true` for the file in the project file".to_owned())
            }
            AmountError::Decimals { .. } => Some("remove the extra decimals from the file".to_owned()),
            AmountError::TooLarge | AmountError::Unit { .. } => None,
        }
    }
}

impl fmt::Display for AmountError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = |n: &u32| if *n == 1 { "1 decimal".to_owned() } else { format!("{n} decimals") };
        match self {
            AmountError::Malformed { .. } => f.write_str("is not an amount"),
            AmountError::Grouping => f.write_str("is not grouped in threes by one mark"),
            AmountError::TwoSigns => f.write_str("is negative in two ways at once"),
            AmountError::Decimals { has, currency } => {
                write!(f, "has {}, {currency} has {}", decimals(has), currency.decimals())
            }
            AmountError::NoCurrency { has } => write!(f, "has {}, no currency has more than 4", decimals(has)),
            AmountError::TooLarge => f.write_str("is larger than an amount can be"),
            AmountError::Unit { unit, currency } => write!(f, "is written with {}, but the row is in {currency}", quoted(unit)),
        }
    }
}

#[cfg(test)]
mod tests;
