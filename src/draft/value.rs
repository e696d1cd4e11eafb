//! The values of placeholders, and how money and dates are written to customers.

use crate::calendar::Day;
use crate::money::{AmountStyle, Balance, Currency, Decimal};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::fmt::Write;

/// The names of the fields of an amount, and of the only one of Markdown.
const MONEY: &str = "money";
const CURRENCY: &str = "currency";
const MARKDOWN: &str = "markdown";

/// How `{{date …}}` writes a day unless it is told otherwise: `31 March 2026`.
const DATE_FORMAT: &str = "%-d %B %Y";

/// A text, or nothing if it is empty.
pub(super) fn text(text: impl Into<String>) -> Value {
    let text = text.into();
    if text.is_empty() { Value::Null } else { Value::String(text) }
}

/// An amount: an object, as zero does not count as true, while a text `0.00` does.
pub(super) fn amount(minor: Balance, currency: Currency) -> Value {
    json!({ MONEY: currency.plain(minor) })
}

/// The same where not every amount is in the currency of the message.
pub(super) fn amount_and_currency(minor: Balance, currency: Currency) -> Value {
    json!({ MONEY: currency.plain(minor), CURRENCY: currency.code() })
}

/// The currency that an amount says itself.
pub(super) fn currency_of(value: &Value) -> Option<Currency> {
    Currency::from_code(value.get(CURRENCY)?.as_str()?)
}

pub(super) fn day(day: Day) -> Value {
    Value::String(day.to_string())
}

/// Markdown with nothing from a ledger in it that is not escaped: it is put in as it is.
pub(super) fn markdown(text: String) -> Value {
    json!({ MARKDOWN: text })
}

pub(super) fn is_markdown(value: &Value) -> bool {
    value.get(MARKDOWN).is_some()
}

/// Does it count as true in `{{#if …}}`? Nothing, zero, `false` and an empty list do not.
pub(super) fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_i64() != Some(0),
        Value::String(text) => !text.is_empty(),
        Value::Array(entries) => !entries.is_empty(),
        Value::Object(_) => is_markdown(value) || plain(value).contains(|c| matches!(c, '1'..='9')),
    }
}

/// Are two values the same? An amount is the same as a number or text that says as much: 100.00 as 100.
pub(super) fn equal(one: &Value, other: &Value) -> bool {
    let (texts, is_amount) = ([plain(one), plain(other)], one.get(MONEY).or(other.get(MONEY)).is_some());
    let [one, other] = &texts;
    let number = |text: &str| text.parse::<Decimal>().ok();
    one == other || is_amount && number(one).zip(number(other)).is_some_and(|(one, other)| one == other)
}

/// The value as plain text: `1234.50`, `2026-03-31`.
pub(super) fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Object(_) => Cow::Borrowed(value[MONEY].as_str().or(value[MARKDOWN].as_str()).unwrap_or_default()),
        Value::Null | Value::Array(_) => Cow::Borrowed(""),
        Value::Bool(_) | Value::Number(_) => Cow::Owned(value.to_string()),
    }
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

/// A text such as `1234.50` as an amount in a currency; `None` if it is not one.
pub(super) fn amount_in(text: &str, currency: Currency, style: AmountStyle) -> Option<String> {
    let (sign, unsigned) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let decimals = currency.decimals() as usize;
    let digits = format!("{whole}{fraction:0<decimals$}");
    if whole.is_empty() || fraction.len() > decimals || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(money_in(sign * digits.parse::<Balance>().ok()?, currency, style))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_the_number_that_it_says() {
        let amount = amount(10_000, Currency::from_code("EUR").unwrap());
        for same in [json!("100"), json!(100), json!("100.00"), json!("100.0")] {
            assert!(equal(&amount, &same) && equal(&same, &amount), "{same}");
        }
        assert!(
            !equal(&amount, &json!("1.00")) && !equal(&amount, &json!("")) && !equal(&json!("100"), &json!("100.00")),
            "texts are texts"
        );
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
