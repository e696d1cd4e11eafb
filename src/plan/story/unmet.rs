//! Which conditions do not hold, and what was found instead.

use super::super::journey::Journey;
use crate::money::{Currency, Decimal, value};
use crate::workflow::{Amount, AmountRange, Conditions, CountRange, DaysRange};

/// A condition that does not hold, with what was `found`. Amounts are in base currency where there are rates, and in the invoice's own
/// where the range names currencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The clock is not there yet.
    Day { at_least: i32, found: i32 },
    /// The balance of the invoice, in whose currency it is.
    Balance { range: AmountRange, found: Decimal, currency: Currency },
    /// `None` is found where the ledger has no such column.
    Column { column: String, values: Vec<String>, found: Option<String> },
    /// Too few promises are broken.
    BrokenPromises { at_least: u32, found: u32 },
    /// The number of days with a touch since the last response.
    Unanswered { range: CountRange, found: u32 },
    /// There was a response, or none.
    Responded { wanted: bool },
    /// What the customer owes: what is overdue, or all that is open. The currency is the invoice's.
    Owed { overdue: bool, range: AmountRange, found: Decimal, currency: Currency },
    /// The days past due of the customer's oldest invoice.
    Oldest { range: DaysRange, found: i32 },
    /// The number of the customer's overdue invoices.
    Invoices { range: CountRange, found: u32 },
}

/// Those of the conditions that do not hold on the day replayed last.
pub(super) fn unmet(journey: &Journey<'_>, conditions: &Conditions) -> Vec<Unmet> {
    let sight = journey.sight();
    // Each is asked for alone, so that the rules themselves say which of them it is.
    let fails = |alone: Conditions| !journey.rules.hold(&alone, &sight);
    let mut found = Vec::new();
    let none = Conditions::default;
    if let Some(at_least) = conditions.day.filter(|day| fails(Conditions { day: Some(*day), ..none() })) {
        found.push(Unmet::Day { at_least, found: sight.clock });
    }
    if fails(Conditions { balance: conditions.balance.clone(), ..none() }) {
        let (range, currency) = (conditions.balance.clone(), journey.invoice.terms.currency);
        let fx = journey.rules.fx.filter(|_| range.bounds().any(Amount::is_number));
        found.push(Unmet::Balance { range, found: value(fx, currency, sight.balance), currency });
    }
    for wanted in &conditions.matches {
        if fails(Conditions { matches: vec![wanted.clone()], ..none() }) {
            let found_there = match wanted.column.as_str() {
                "currency" => Some(journey.invoice.terms.currency.code()),
                name => journey.invoice.column(name),
            };
            let (column, values) = (wanted.column.clone(), wanted.values.clone());
            found.push(Unmet::Column { column, values, found: found_there.map(str::to_owned) });
        }
    }
    let least = conditions.broken_promises;
    if let Some(at_least) = least.filter(|least| fails(Conditions { broken_promises: Some(*least), ..none() })) {
        found.push(Unmet::BrokenPromises { at_least, found: sight.broken_promises });
    }
    if fails(Conditions { unanswered: conditions.unanswered, ..none() }) {
        found.push(Unmet::Unanswered { range: conditions.unanswered, found: sight.unanswered });
    }
    if let Some(wanted) = conditions.responded.filter(|wanted| fails(Conditions { responded: Some(*wanted), ..none() })) {
        found.push(Unmet::Responded { wanted });
    }
    found
}
