//! What explains that less was paid than is open.

use super::open_items::LedgerItem;
use super::vocabulary::Vocabulary;
use super::{BankLine, MatchRules};
use crate::money::{Balance, Decimal, Minor};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shortfall {
    /// So many percent.
    Discount(Decimal),
    Tolerated,
    Charges,
}

/// Discounts that are usual, in tenths of a percent.
const USUAL: [i128; 7] = [20, 30, 10, 25, 15, 40, 50];

/// A discount that no terms and no words name is believed for so long after the invoice.
const USUAL_DAYS: i32 = 40;

/// Banks keep no more of a payment than this, in major units.
const MOST_CHARGES: Minor = 50;

/// A part of an amount in minor units, a half to the even neighbour.
pub(super) fn percent_of(amount: Minor, percent: Decimal) -> Minor {
    let part = Decimal::new(Balance::from(amount), 0).times(percent).times(Decimal::new(1, 2));
    Minor::try_from(part.units(0)).unwrap_or(Minor::MAX)
}

/// Why a line pays less than is open on an item, if anything explains it.
pub(super) fn explained(item: &LedgerItem, line: &BankLine, words: &Vocabulary, rules: &MatchRules) -> Option<Shortfall> {
    let less = item.balance - line.amount;
    let is_of = |percent: Decimal| {
        let whole = if item.amount >= item.balance { item.amount } else { item.balance };
        [item.balance, whole].into_iter().any(|amount| (percent_of(amount, percent) - less).abs() <= 1)
    };
    if let Some((percent, until)) = item.discount
        && line.date <= until
        && is_of(percent)
    {
        return Some(Shortfall::Discount(percent));
    }
    if let Some(percent) = percents(&line.text).into_iter().find(|percent| is_of(*percent)) {
        return Some(Shortfall::Discount(percent));
    }
    let usual =
        USUAL.map(|tenths| Decimal::new(tenths, 1)).into_iter().find(|percent| is_of(*percent) && percent_of(item.balance, *percent) > 1);
    if let Some(percent) = usual.filter(|_| words.is_discount()) {
        return Some(Shortfall::Discount(percent));
    }
    if Balance::from(less) <= rules.tolerance.units(item.currency.decimals()) {
        return Some(Shortfall::Tolerated);
    }
    let is_charge = less <= MOST_CHARGES * minor_units(item);
    if words.are_charges() && is_charge {
        return Some(Shortfall::Charges);
    }
    let is_early = item.issued.is_some_and(|issued| line.date.since(issued) <= USUAL_DAYS) || item.discount.is_some();
    usual.filter(|_| is_early || !words.is_part()).map(Shortfall::Discount)
}

fn minor_units(item: &LedgerItem) -> Minor {
    10_i64.pow(item.currency.decimals())
}

/// The percentages that a text names: `2%`, `2,5 %`.
pub(super) fn percents(text: &str) -> Vec<Decimal> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('%') {
        let before = text[..at].trim_end();
        let is_of_it = |char: char| char.is_ascii_digit() || matches!(char, '.' | ',');
        let number: String = before.chars().rev().take_while(|char| is_of_it(*char)).collect();
        let number: String = number.chars().rev().collect::<String>().replace(',', ".");
        if let Ok(percent) = number.trim_matches('.').parse::<Decimal>()
            && percent > Decimal::ZERO
            && percent <= Decimal::new(10, 0)
        {
            found.push(percent);
        }
    }
    found
}

/// The amounts that a text names in a currency: `USD 472.82`, `472,82 USD`.
pub(super) fn amounts_in(text: &str, currency: crate::money::Currency) -> Vec<Minor> {
    let mut found = Vec::new();
    let upper = text.to_uppercase();
    for (at, code) in upper.match_indices(currency.code()) {
        let behind: String = upper[at + code.len()..].trim_start().chars().take_while(|char| is_of_amount(*char)).collect();
        let before: String = upper[..at].trim_end().chars().rev().take_while(|char| is_of_amount(*char)).collect();
        let before: String = before.chars().rev().collect();
        found.extend([behind, before].iter().filter_map(|number| minor(number, currency)));
    }
    found
}

fn is_of_amount(char: char) -> bool {
    char.is_ascii_digit() || matches!(char, '.' | ',' | '\'')
}

/// An amount in which the last mark stands before the decimals.
fn minor(number: &str, currency: crate::money::Currency) -> Option<Minor> {
    let number = number.trim_matches(['.', ',', '\'']);
    let mark = number.rfind(['.', ',']).filter(|at| number.len() - at - 1 == currency.decimals() as usize);
    let (whole, decimals) = mark.map_or((number, ""), |at| (&number[..at], &number[at + 1..]));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let amount: Decimal = format!("{whole}.{}", if decimals.is_empty() { "0" } else { decimals }).parse().ok()?;
    Minor::try_from(amount.units(currency.decimals())).ok()
}
