//! Amounts that are computed with before they are amounts of the ledger: exact, and as many decimals as were written.

use crate::ledger::reading::{AmountError, DecimalMark, Written};
use crate::money::Currency;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    digits: i128,
    decimals: u32,
    /// The sign or code of a currency that was written with it.
    unit: String,
}

impl Figure {
    pub fn parse(text: &str, mark: DecimalMark) -> Result<Figure, AmountError<'_>> {
        let Written { digits, decimals, unit } = Written::parse(text, mark)?;
        Ok(Figure { digits: digits.into(), decimals, unit: unit.to_owned() })
    }

    pub fn zero() -> Figure {
        Figure { digits: 0, decimals: 0, unit: String::new() }
    }

    pub fn is_zero(&self) -> bool {
        self.digits == 0
    }

    pub fn is_negative(&self) -> bool {
        self.digits < 0
    }

    #[must_use]
    pub fn negated(&self) -> Figure {
        Figure { digits: -self.digits, ..self.clone() }
    }

    #[must_use]
    pub fn absolute(&self) -> Figure {
        Figure { digits: self.digits.abs(), ..self.clone() }
    }

    #[must_use]
    pub fn plus(&self, other: &Figure) -> Figure {
        let decimals = self.decimals.max(other.decimals);
        let digits = self.scaled(decimals) + other.scaled(decimals);
        let unit = if self.unit.is_empty() { &other.unit } else { &self.unit };
        Figure { digits, decimals, unit: unit.clone() }
    }

    #[must_use]
    pub fn minus(&self, other: &Figure) -> Figure {
        self.plus(&other.negated())
    }

    pub fn is_more_than(&self, other: &Figure) -> bool {
        let decimals = self.decimals.max(other.decimals);
        self.scaled(decimals) > other.scaled(decimals)
    }

    pub fn equals(&self, other: &Figure) -> bool {
        self.minus(other).is_zero()
    }

    /// Digits have at most 18 places, and so have decimals.
    fn scaled(&self, decimals: u32) -> i128 {
        self.digits * 10_i128.pow(decimals - self.decimals)
    }

    /// The same number of minor units; nothing where it has decimals.
    pub fn of_minor_units(&self, currency: Currency) -> Option<Figure> {
        (self.decimals == 0).then(|| Figure { decimals: currency.decimals(), ..self.clone() })
    }

    /// With the decimals of a currency, halves away from zero, and whether that changed it. Three decimals may be thousands, and stay.
    pub fn rounded(&self, currency: Currency) -> (Figure, bool) {
        let Some(surplus) = self.decimals.checked_sub(currency.decimals()).filter(|surplus| *surplus > 0 && self.decimals > 3) else {
            return (self.clone(), false);
        };
        let unit = 10_i128.pow(surplus);
        let nearest = (self.digits.abs() + unit / 2) / unit * self.digits.signum();
        (Figure { digits: nearest, decimals: currency.decimals(), unit: self.unit.clone() }, self.digits % unit != 0)
    }

    /// As a file with this decimal mark has it.
    pub fn text(&self, mark: DecimalMark) -> String {
        let digits = format!("{:0>width$}", self.digits.abs(), width = self.decimals as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.decimals as usize);
        let minus = if self.is_negative() { "-" } else { "" };
        let mut text = format!("{minus}{whole}");
        if !fraction.is_empty() {
            text.push(mark.mark());
            text += fraction;
        }
        if !self.unit.is_empty() {
            text = format!("{text} {}", self.unit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str) -> Figure {
        Figure::parse(text, DecimalMark::Point).unwrap()
    }

    fn text(figure: &Figure) -> String {
        figure.text(DecimalMark::Point)
    }

    #[test]
    fn sums_are_exact_whatever_the_decimals() {
        assert_eq!(text(&figure("0.1").plus(&figure("0.25"))), "0.35");
        assert_eq!(text(&figure("20").minus(&figure("20.05"))), "-0.05");
        assert_eq!(text(&figure("(1,250.00)").absolute()), "1250.00");
        assert_eq!(figure("5.00 €").minus(&figure("6")).text(DecimalMark::Comma), "-1,00 €");
        assert!(figure("7.00").equals(&figure("7")) && figure("7.01").is_more_than(&figure("7")));
    }

    #[test]
    fn minor_units_and_noise_become_amounts_of_a_currency() {
        let [usd, jpy, kwd] = ["USD", "JPY", "KWD"].map(|code| Currency::from_code(code).unwrap());
        assert_eq!(figure("29900").of_minor_units(usd).map(|figure| text(&figure)).as_deref(), Some("299.00"));
        assert_eq!(figure("5").of_minor_units(kwd).map(|figure| text(&figure)).as_deref(), Some("0.005"));
        assert_eq!(figure("2999").of_minor_units(jpy).map(|figure| text(&figure)).as_deref(), Some("2999"));
        assert_eq!(figure("29.5").of_minor_units(usd), None);
        let rounded = |of: &str| {
            let (figure, is_changed) = figure(of).rounded(usd);
            (text(&figure), is_changed)
        };
        assert_eq!(rounded("1250.1900000001"), ("1250.19".to_owned(), true));
        assert_eq!(rounded("-0.0050"), ("-0.01".to_owned(), true));
        assert_eq!(rounded("1250.5000"), ("1250.50".to_owned(), false));
        assert_eq!(rounded("1.234"), ("1.234".to_owned(), false));
    }
}
