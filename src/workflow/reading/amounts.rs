//! Amounts that are a number, or one for each of some currencies.

use crate::finding::Code;
use crate::money::{Balance, Currency, Decimal};
use crate::workflow::Amount;
use crate::yaml::{YamlField, quoted};

pub(super) fn not_negative(field: &YamlField<'_>) -> Option<Amount> {
    amount(field, "an amount of 0 or more", |amount| !amount.is_negative())
}

pub(super) fn positive(field: &YamlField<'_>) -> Option<Amount> {
    amount(field, "an amount above 0", |amount| amount > Decimal::ZERO)
}

fn amount(field: &YamlField<'_>, wanted: &str, holds: fn(Decimal) -> bool) -> Option<Amount> {
    if field.scalar().is_some() {
        return field.decimal(wanted, holds).map(Amount::Number);
    }
    let amounts = field.entries(&format!("{wanted}, or one for each currency, as in {{ USD: 120, EUR: 100 }}"))?;
    if amounts.is_empty() {
        let message = format!("`{}` names no currency", field.name());
        field.report(Code::InvalidValue, message, Some("write a number, or { USD: 120 }".to_owned()));
    }
    Some(Amount::ByCurrency(amounts.iter().filter_map(|field| of_currency(field, wanted, holds)).collect()))
}

fn of_currency(field: &YamlField<'_>, wanted: &str, holds: fn(Decimal) -> bool) -> Option<(Currency, Balance)> {
    let Some(currency) = Currency::from_code(field.name()) else {
        let message = format!("there is no currency {}", quoted(field.name()));
        field.report_key(Code::BadCurrency, message, "write its three-letter code, as in USD");
        return None;
    };
    let decimals = currency.decimals();
    let wanted = format!("{wanted} with at most {decimals} decimals");
    let amount = field.decimal(&wanted, |amount| holds(amount) && amount.rounded(decimals) == amount)?;
    Some((currency, amount.units(decimals)))
}
