//! Amounts as people read them.

use super::{Balance, Currency};

/// How amounts are written: what stands between the thousands, and what before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountStyle {
    thousands: Option<char>,
    decimals: char,
}

impl AmountStyle {
    /// `1,234.56`
    pub const ENGLISH: AmountStyle = AmountStyle { thousands: Some(','), decimals: '.' };

    /// The style in which 1234.56 is written like this: `1.234,56`, `1 234,56`, `1'234.56`, `1234,56`. A space becomes one at which no
    /// line breaks. `None` for anything else, such as a sample of another number.
    pub fn from_sample(sample: &str) -> Option<AmountStyle> {
        let (thousands, rest) = sample.strip_prefix('1')?.split_once("234")?;
        let (decimals, "") = rest.split_once("56")? else { return None };
        let thousands = match single(thousands) {
            None if thousands.is_empty() => None,
            Some(' ') => Some('\u{A0}'),
            Some(mark @ (',' | '.' | '\'' | '\u{2019}' | '\u{A0}' | '\u{202F}')) => Some(mark),
            _ => return None,
        };
        let decimals = single(decimals).filter(|mark| matches!(mark, ',' | '.') && thousands != Some(*mark))?;
        Some(AmountStyle { thousands, decimals })
    }

    /// A plain decimal in this style: `1234567.50` as `1,234,567.50`.
    pub fn write(self, plain: &str) -> String {
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
        let mut text = String::with_capacity(plain.len() + whole.len() / 3);
        text.push_str(sign);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.extend(self.thousands);
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push(self.decimals);
            text.push_str(fraction);
        }
        text
    }
}

fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// An amount with its currency: `1,234.50 USD`.
pub fn money(currency: Currency, minor: Balance) -> String {
    format!("{} {currency}", currency.grouped(minor))
}

/// A plain decimal with its thousands grouped: `1234567.50` as `1,234,567.50`.
pub fn grouped(plain: &str) -> String {
    AmountStyle::ENGLISH.write(plain)
}

#[cfg(test)]
mod tests;
