//! Which currency a file is in.

use super::answers::Answers;
use super::doubt::Doubt;
use super::sides::is_side_word;
use super::survey::{ColumnFacts, Survey};
use super::words::{currency_in, of_sign};
use crate::ledger::reading::Written;
use crate::money::Currency;
use crate::project::ValueMap;
use std::collections::BTreeSet;

/// Currencies whose signs are looked at, beside all codes.
const WITH_SIGNS: [&str; 34] = [
    "USD", "EUR", "GBP", "JPY", "CNY", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "BRL", "ARS", "CLP", "COP", "INR", "CHF", "SEK", "NOK",
    "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "TRY", "ILS", "KRW", "THB", "VND", "PHP", "UAH", "ZAR", "NGN",
];

/// What a file says of its currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CurrencyRead {
    pub default: Option<Currency>,
    /// What the words of its column mean, where they are not the codes themselves.
    pub values: Option<ValueMap>,
    /// Why, where it is not said in a column of its own.
    pub because: Option<String>,
}

/// The currency, by the column that names it, or by what stands beside the amounts.
pub fn read(survey: &Survey, column: Option<usize>, amounts: &[usize], answers: &Answers) -> Result<CurrencyRead, Doubt> {
    let mut found = CurrencyRead { default: answers.currency, ..CurrencyRead::default() };
    if survey.headings.of_currency > 0 {
        return by_headings(survey, found);
    }
    if let Some(facts) = column.and_then(|place| survey.columns.get(place)).filter(|facts| facts.filled > 0) {
        found.values = values(facts);
        if found.default.is_some_and(|typed| facts.filled == survey.rows && has_others(facts, typed)) {
            // No row would be in the currency that was typed only because the file seemed to name none.
            found.default = None;
        }
        if facts.filled < survey.rows && found.default.is_none() {
            return Err(Doubt::Currency { seen: Some(format!("{} of {} rows have no currency", survey.rows - facts.filled, survey.rows)) });
        }
        return Ok(found);
    }
    if found.default.is_some() {
        return Ok(found);
    }
    let units = amounts.iter().flat_map(|place| survey.columns[*place].amounts.units());
    let units: BTreeSet<&String> = units.filter(|unit| !is_side_word(unit)).collect();
    let named: Vec<(Currency, &String)> =
        amounts.iter().filter_map(|place| Some((currency_in(&survey.header[*place])?, &survey.header[*place]))).collect();
    let certain: BTreeSet<Option<Currency>> =
        units.iter().map(|unit| of_unit(unit)).chain(named.iter().map(|(currency, _)| Some(*currency))).collect();
    let mut certain = certain.into_iter();
    match (certain.next(), certain.next()) {
        (Some(Some(currency)), None) => {
            found.default = Some(currency);
            let sign = units.first().map(|unit| format!("amounts are written with {unit}"));
            found.because = sign.or_else(|| named.first().map(|(_, name)| format!("column {name:?} names it")));
            Ok(found)
        }
        (None, _) => Err(Doubt::Currency { seen: None }),
        _ => {
            let seen: Vec<String> =
                units.iter().map(|unit| format!("{unit:?}")).chain(named.iter().map(|(_, name)| format!("{name:?}"))).collect();
            Err(Doubt::Currency { seen: Some(format!("amounts and their columns have {}", seen.join(", "))) })
        }
    }
}

/// Headings name the currencies of the rows below them.
fn by_headings(survey: &Survey, found: CurrencyRead) -> Result<CurrencyRead, Doubt> {
    let without = survey.rows.saturating_sub(survey.headings.of_currency);
    match (without, found.default) {
        (0, _) => Ok(CurrencyRead { default: None, ..found }),
        (_, Some(_)) => Ok(found),
        _ => Err(Doubt::Currency { seen: Some(format!("{without} of {} rows stand below no heading of a currency", survey.rows)) }),
    }
}

/// Has a column other currencies than this, or words that are none?
fn has_others(facts: &ColumnFacts, typed: Currency) -> bool {
    let is_other = |word: &String| Currency::from_code(&word.to_ascii_uppercase()).or_else(|| of_unit(word)) != Some(typed);
    facts.words.as_ref().is_none_or(|words| words.keys().any(is_other))
}

/// What words that are no codes mean: codes in small letters, and signs that only one currency has.
fn values(facts: &ColumnFacts) -> Option<ValueMap> {
    let words = facts.words.iter().flatten().map(|(word, _)| word).filter(|word| Currency::from_code(word).is_none());
    let meaning = |word: &String| Currency::from_code(&word.to_ascii_uppercase()).or_else(|| of_unit(word));
    let texts: Vec<(String, String)> = words.filter_map(|word| Some((word.clone(), meaning(word)?.code().to_owned()))).collect();
    (!texts.is_empty()).then(|| ValueMap { column: "currency".to_owned(), texts })
}

/// The only currency that is written with this sign or code.
fn of_unit(unit: &str) -> Option<Currency> {
    if let Some(currency) = of_sign(unit) {
        return Some(currency);
    }
    let fits = |currency: &Currency| Written { digits: 0, decimals: 0, unit }.minor(*currency).is_ok();
    let mut fitting = WITH_SIGNS.into_iter().filter_map(Currency::from_code).filter(fits);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_many_have_names_no_currency() {
        let code = |unit| of_unit(unit).map(Currency::code);
        assert_eq!((code("€"), code("£"), code("CHF"), code("US$")), (Some("EUR"), Some("GBP"), Some("CHF"), Some("USD")));
        assert_eq!((code("$"), code("kr"), code("¥"), code("?")), (None, None, None, None));
    }
}
