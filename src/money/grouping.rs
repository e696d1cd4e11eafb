//! Amounts as people read them.

/// A plain decimal with its thousands grouped: `1234567.50` as `1,234,567.50`.
pub fn grouped(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::with_capacity(plain.len() + whole.len() / 3);
    text.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(fraction);
    text
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
            ("-0.05", "-0.05"),
            ("-1234567.50", "-1,234,567.50"),
            ("-100.000", "-100.000"),
            ("123456", "123,456"),
            ("9007199254740993.01", "9,007,199,254,740,993.01"),
        ] {
            assert_eq!(grouped(plain), shown);
        }
    }
}
