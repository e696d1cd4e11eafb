//! What must hold of an invoice on a day.

use super::replay::Replay;
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::Invoice;
use collect::money::{Currency, Fx, value};
use collect::workflow::{Amount, AmountRange, ColumnMatch, Conditions, Track};
use std::collections::BTreeSet;

/// Is the invoice one of those that the track is for?
pub fn track_matches(track: &Track, invoice: &Invoice, fx: Option<&Fx>) -> bool {
    in_range(&track.matches.amount, invoice.terms.currency, i128::from(invoice.terms.amount), fx)
        && track.matches.columns.iter().all(|matched| column_matches(matched, invoice))
}

/// Does money lie in a range? Bounds are numbers, or amounts in minor units by currency; one that does not name the currency does not hold.
pub fn in_range(range: &AmountRange, currency: Currency, money: i128, fx: Option<&Fx>) -> bool {
    let reaches = |bound: &Amount| match bound {
        Amount::Number(number) => Some(value(fx, currency, money) >= *number),
        Amount::ByCurrency(amounts) => amounts.iter().find(|(of, _)| *of == currency).map(|(_, amount)| money >= *amount),
    };
    range.at_least.as_ref().is_none_or(|least| reaches(least) == Some(true))
        && range.below.as_ref().is_none_or(|below| reaches(below) == Some(false))
}

pub fn column_matches(matched: &ColumnMatch, invoice: &Invoice) -> bool {
    if matched.column == "currency" {
        return matched.values.iter().any(|value| value == invoice.terms.currency.code());
    }
    invoice.column(&matched.column).is_some_and(|text| matched.values.iter().any(|value| value == text))
}

impl Replay<'_> {
    /// Do all the conditions hold today? They look at this invoice only.
    pub fn holds(&self, conditions: &Conditions) -> bool {
        let clock = self.clock.is_some_and(|clock| conditions.day.is_none_or(|day| clock >= day));
        let balance = in_range(&conditions.balance, self.invoice.terms.currency, self.account.balance, self.fx);
        let columns = conditions.matches.iter().all(|matched| column_matches(matched, &self.invoice));
        let broken = conditions.broken_promises.is_none_or(|least| self.broken_in_journey() >= least as usize);
        let unanswered = conditions.unanswered.holds(self.unanswered() as u32);
        let responded = conditions.responded.is_none_or(|wanted| self.last_response().is_some() == wanted);
        clock && balance && columns && broken && unanswered && responded
    }

    /// The broken ones of the promises made in this journey.
    fn broken_in_journey(&self) -> usize {
        self.promises.iter().filter(|promise| promise.journey == self.journey && promise.broken_on().is_some()).count()
    }

    /// The last response in this journey.
    fn last_response(&self) -> Option<Day> {
        self.responses.iter().filter(|response| response.journey == self.journey).map(|response| response.day).max()
    }

    /// On how many days was the customer touched since, on or after the due date?
    fn unanswered(&self) -> usize {
        let since = self.last_response();
        let days: BTreeSet<Day> = self
            .touches_of_journey()
            .filter(|touch| touch.channel != Channel::Task)
            .map(|touch| touch.day)
            .filter(|day| *day >= self.due_date && since.is_none_or(|since| *day > since))
            .collect();
        days.len()
    }
}
