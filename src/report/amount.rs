//! Amounts as people read them.

use crate::money::{Balance, Currency};

/// A plain decimal with its thousands grouped: `1234567.50` as `1,234,567.50`.
pub fn grouped(plain: &str) -> String {
    let (sign, rest) = if let Some(rest) = plain.strip_prefix('-') { ("-", rest) } else { ("", plain) };
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::with_capacity(plain.len() + whole.len() / 3 + 1);
    text.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// An amount with its currency: `1,234.50 USD`.
pub fn money(currency: Currency, minor: Balance) -> String {
    format!("{} {currency}", grouped(&currency.plain(minor)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (plain, shown) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1234567.50", "-1,234,567.50"),
            ("-100.000", "-100.000"),
            ("123456", "123,456"),
        ] {
            assert_eq!(grouped(plain), shown);
        }
    }
}
