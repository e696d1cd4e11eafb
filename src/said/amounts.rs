//! Amounts of money in a text.

use super::words::{Token, TokenKind};
use crate::money::{Balance, Currency};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedAmount {
    pub first: usize,
    pub last: usize,
    /// Digits before and behind the decimal point.
    whole: Balance,
    decimals: String,
    /// `None`: no currency stands beside it.
    pub currency: Option<Currency>,
}

impl NamedAmount {
    /// In minor units; `None` if the currency has fewer decimals.
    pub(super) fn minor(&self, currency: Currency) -> Option<Balance> {
        let places = usize::try_from(currency.decimals()).ok()?;
        let decimals = self.decimals.trim_end_matches('0');
        if decimals.len() > places {
            return None;
        }
        let fraction: Balance = format!("{decimals:0<places$}").parse().unwrap_or(0);
        self.whole.checked_mul(10_i128.checked_pow(currency.decimals())?)?.checked_add(fraction)
    }
}

/// The amounts, from the first to the last. A figure is one if a currency stands beside it or if it has two decimals and is no day.
pub(super) fn named(tokens: &[Token]) -> Vec<NamedAmount> {
    let mut found: Vec<NamedAmount> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match amount(tokens, at) {
            Some(amount) => {
                at = amount.last + 1;
                found.push(amount);
            }
            None => at += 1,
        }
    }
    found
}

fn amount(tokens: &[Token], at: usize) -> Option<NamedAmount> {
    let before = sign(&tokens[at]);
    let first = at + usize::from(before.is_some());
    let figure = tokens.get(first).filter(|token| token.kind == TokenKind::Figure && !token.ordinal)?;
    let mut text = figure.text.clone();
    let mut last = first;
    // `1 234,56`: groups of three with a space between them.
    let groups = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if groups(&text) {
        while let Some(next) = tokens.get(last + 1).filter(|next| next.kind == TokenKind::Figure && next.apart) {
            let head = next.text.split([',', '.']).next().unwrap_or_default();
            if head.len() != 3 || !head.bytes().all(|byte| byte.is_ascii_digit()) {
                break;
            }
            text.push_str(&next.text);
            last += 1;
            if next.text.len() > 3 {
                break;
            }
        }
    }
    let behind = tokens.get(last + 1).and_then(sign);
    let (whole, decimals) = read(&text)?;
    let is_money = before.is_some() || behind.is_some() || decimals.len() == 2 && (whole >= 100 || text.contains(','));
    let last = if before.is_none() && behind.is_some() { last + 1 } else { last };
    let currency = match before.or(behind) {
        Some(MoneySign::Of(code)) => Currency::from_code(code),
        _ => None,
    };
    is_money.then_some(NamedAmount { first: at, last, whole, decimals, currency })
}

/// What a word or sign says of a currency.
#[derive(Clone, Copy)]
enum MoneySign {
    Of(&'static str),
    /// Money, but `$` is of many currencies.
    Some,
}

fn sign(token: &Token) -> Option<MoneySign> {
    Some(match token.kind {
        TokenKind::Mark('€') => MoneySign::Of("EUR"),
        TokenKind::Mark('£') => MoneySign::Of("GBP"),
        TokenKind::Mark('$') => MoneySign::Some,
        TokenKind::Letters => match token.text.as_str() {
            "eur" | "euro" | "euros" => MoneySign::Of("EUR"),
            "gbp" | "pounds" | "quid" => MoneySign::Of("GBP"),
            "usd" => MoneySign::Of("USD"),
            "chf" | "sfr" => MoneySign::Of("CHF"),
            "dollars" | "bucks" | "francs" | "franchi" | "franken" | "fr" => MoneySign::Some,
            _ => return None,
        },
        _ => return None,
    })
}

/// Digits before and behind the decimal separator. The last separator is the decimal one, unless three digits follow it or it stands twice.
fn read(text: &str) -> Option<(Balance, String)> {
    if text.contains(['/', '-', ':']) {
        return None;
    }
    let separators: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let Some(&(at, last)) = separators.last() else { return Some((text.parse().ok()?, String::new())) };
    let behind = &text[at + last.len_utf8()..];
    let others_alike = separators.iter().filter(|(_, c)| *c == last).count();
    let is_group = behind.len() == 3 || last == '\'' || others_alike > 1;
    let (whole, decimals) = if is_group { (text, String::new()) } else { (&text[..at], behind.to_owned()) };
    // What is before the decimals stands in groups of three.
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let well_grouped = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    (well_grouped && decimals.len() <= 2).then(|| digits(whole).parse().ok().map(|whole| (whole, decimals)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said::Tongue;
    use crate::said::words::tokens;

    fn minor(text: &str) -> Vec<Balance> {
        let euro = Currency::from_code("EUR").unwrap();
        named(&tokens(text, Tongue::German, &[])).iter().filter_map(|amount| amount.minor(euro)).collect()
    }

    #[test]
    fn an_amount_is_read_in_the_ways_of_all_countries() {
        for text in
            ["1.234,56", "1,234.56", "1 234,56", "CHF 1'234.56", "1’234.56", "1234,56", "EUR 1234.56", "1\u{a0}234,56 €", "$1,234.56"]
        {
            assert_eq!(minor(text), [123_456], "{text}");
        }
        for text in ["3.500 euro", "3,500 EUR", "3500 €", "€3500", "3 500 euros"] {
            assert_eq!(minor(text), [350_000], "{text}");
        }
        assert_eq!(minor("0,5 EUR"), [50]);
    }

    #[test]
    fn a_day_is_no_amount() {
        assert!(minor("on 02.04. and 12.05, 15/04, 2026, 12, 30 days").is_empty());
        assert_eq!(minor("2000 EUR 15.05, 2000 EUR 15.06"), [200_000, 200_000]);
    }
}
