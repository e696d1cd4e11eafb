//! Conditions that do not hold, in the words of the workflow, and what was found.

use crate::money::{Currency, Decimal, grouped};
use crate::plan::Unmet;
use crate::report::summary::listed;
use crate::workflow::AmountRange;

/// Why an action is not due: `its condition responded: true is not met (the customer has not responded)`.
pub(super) fn unmet(conditions: &[Unmet]) -> String {
    if let [only] = conditions {
        return format!("its condition `{}` is not met ({})", wanted(only), found(only));
    }
    let told: Vec<String> = conditions.iter().map(|unmet| format!("`{}` ({})", wanted(unmet), found(unmet))).collect();
    format!("its conditions {} are not met", listed(&told))
}

/// As the workflow writes it under `when`.
fn wanted(unmet: &Unmet) -> String {
    match unmet {
        Unmet::Day { at_least, .. } => format!("day: {at_least}"),
        Unmet::Balance { range, .. } => format!("balance: {}", bounds(range.at_least.as_ref(), range.below.as_ref())),
        Unmet::Column { column, values, .. } => match values.as_slice() {
            [value] => format!("{column}: {value}"),
            values => format!("{column}: [{}]", values.join(", ")),
        },
        Unmet::BrokenPromises { at_least, .. } => format!("broken_promises: {at_least}"),
        Unmet::Unanswered { range, .. } => format!("unanswered: {}", bounds(range.at_least, range.below)),
        Unmet::Responded { wanted } => format!("responded: {wanted}"),
        Unmet::Owed { overdue, range, .. } => {
            let what = if *overdue { "overdue" } else { "open" };
            format!("customer: {{ {what}: {} }}", bounds(range.at_least.as_ref(), range.below.as_ref()))
        }
        Unmet::Oldest { range, .. } => format!("customer: {{ oldest: {} }}", bounds(range.at_least, range.below)),
        Unmet::Invoices { range, .. } => format!("customer: {{ invoices: {} }}", bounds(range.at_least, range.below)),
    }
}

fn found(unmet: &Unmet) -> String {
    match unmet {
        Unmet::Day { found, .. } => format!("the clock shows day {found}"),
        Unmet::Balance { range, found, currency } => money(range, *found, *currency),
        Unmet::Owed { range, found, currency, .. } => money(range, *found, *currency),
        Unmet::Oldest { found, .. } => format!("days past due of the oldest invoice: {found}"),
        Unmet::Invoices { found, .. } => format!("overdue invoices of the customer: {found}"),
        Unmet::Column { found: Some(found), .. } if found.is_empty() => "it is empty".to_owned(),
        Unmet::Column { found: Some(found), .. } => format!("it is {found}"),
        Unmet::Column { found: None, .. } => "the ledger has no such column".to_owned(),
        Unmet::BrokenPromises { found, .. } => format!("broken so far: {found}"),
        Unmet::Unanswered { found, .. } => format!("days with a touch since the last response: {found}"),
        Unmet::Responded { wanted: true } => "the customer has not responded".to_owned(),
        Unmet::Responded { wanted: false } => "the customer has responded".to_owned(),
    }
}

fn money(range: &AmountRange, found: Decimal, currency: Currency) -> String {
    match range.bounds().all(|bound| bound.names(currency)) {
        true => format!("it is {}", amount(found)),
        false => format!("it is {} {currency}, a currency that the condition does not name", amount(found)),
    }
}

fn bounds<T: ToString>(at_least: Option<T>, below: Option<T>) -> String {
    let parts = [("at_least", at_least), ("below", below)];
    let some = parts.into_iter().filter_map(|(name, bound)| Some(format!("{name}: {}", bound?.to_string())));
    format!("{{ {} }}", some.collect::<Vec<_>>().join(", "))
}

fn amount(value: Decimal) -> String {
    grouped(&value.rounded(2).to_string())
}
