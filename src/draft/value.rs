//! What a placeholder stands for, and how money and dates are written to customers.

use crate::calendar::Day;
use crate::money::{AmountStyle, Balance, Currency};
use std::borrow::Cow;
use std::fmt::Write;

/// How `{{date …}}` writes a day unless it is told otherwise: `31 March 2026`.
const DATE_FORMAT: &str = "%-d %B %Y";

/// What a placeholder stands for in one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// Nothing: the ledger, the project or the workflow does not say.
    Empty,
    /// A text, on one line, without control characters.
    Text(Cow<'a, str>),
    Money(Balance, Currency),
    Date(Day),
    Number(i64),
    Flag(bool),
    /// Markdown, with nothing from a ledger in it that is not escaped: it is put in as it is.
    Markdown(String),
}

impl<'a> Value<'a> {
    /// A text, or nothing if it is empty.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Value<'a> {
        let text = text.into();
        if text.is_empty() { Value::Empty } else { Value::Text(text) }
    }

    /// Is there nothing to be shown?
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }

    /// Does it count as true in `{{#if …}}`? Nothing, zero and `false` do not.
    pub fn holds(&self) -> bool {
        match self {
            Value::Empty => false,
            Value::Text(_) | Value::Date(_) | Value::Markdown(_) => true,
            Value::Money(minor, _) => *minor != 0,
            Value::Number(number) => *number != 0,
            Value::Flag(flag) => *flag,
        }
    }

    /// The value as plain text: `1234.50`, `2026-03-31`.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Value::Empty => Cow::Borrowed(""),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Markdown(text) => Cow::Borrowed(text),
            Value::Money(minor, currency) => Cow::Owned(currency.plain(*minor)),
            Value::Date(day) => Cow::Owned(day.to_string()),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        }
    }
}

/// An amount as customers read it: `1,234.50 USD`.
pub(super) fn money(minor: Balance, currency: Currency) -> String {
    money_in(minor, currency, AmountStyle::ENGLISH)
}

/// An amount in the manner of a language: `1.234,50 EUR`.
pub(super) fn money_in(minor: Balance, currency: Currency, style: AmountStyle) -> String {
    format!("{} {currency}", style.write(&currency.plain(minor)))
}

/// A day in a format of `chrono`, or the usual one. `None` if the format cannot be filled from a date alone.
pub(super) fn date(day: Day, format: Option<&str>) -> Option<String> {
    let mut text = String::new();
    write!(text, "{}", day.date().format(format.unwrap_or(DATE_FORMAT))).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_exactly() {
        let usd = Currency::from_code("USD").unwrap();
        let yen = Currency::from_code("JPY").unwrap();
        for (minor, text) in [
            (0, "0.00 USD"),
            (-5, "-0.05 USD"),
            (99_999, "999.99 USD"),
            (100_000, "1,000.00 USD"),
            (-123_456_789, "-1,234,567.89 USD"),
            (900_719_925_474_099_301, "9,007,199,254,740,993.01 USD"),
        ] {
            assert_eq!(money(minor, usd), text);
        }
        assert_eq!(money(1_234_567, yen), "1,234,567 JPY");
    }

    #[test]
    fn a_format_that_asks_for_more_than_a_date_is_refused() {
        let day = Day::from_ymd(2026, 3, 1).unwrap();
        assert_eq!(date(day, None).as_deref(), Some("1 March 2026"));
        assert_eq!(date(day, Some("%d.%m.%Y")).as_deref(), Some("01.03.2026"));
        assert_eq!(date(day, Some("%H:%M")), None);
        assert_eq!(date(day, Some("%")), None);
    }
}
