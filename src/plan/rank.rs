//! The order of a day's work.

use super::{DueAction, Flags};
use crate::ledger::Invoices;
use crate::money::{Currency, Decimal, Fx, value};
use crate::workflow::Priority;
use std::cmp::Ordering;

/// At most so many broken promises add to the score.
const BROKEN_PROMISES: u32 = 3;

/// The balance in base currency, times one plus the weights of the row's flags.
pub(super) fn score(action: &DueAction, currency: Currency, fx: Option<&Fx>, priority: &Priority) -> Decimal {
    let factor = weights(&action.flags, priority).fold(Decimal::ONE, |sum, (_, weight)| sum.plus(weight));
    value(fx, currency, action.balance).times(factor)
}

/// The flags that are set, by name, each with what it adds.
pub(super) fn weights(flags: &Flags, priority: &Priority) -> impl Iterator<Item = (&'static str, Decimal)> {
    let broken = i64::from(flags.broken_promises.min(BROKEN_PROMISES));
    let weights = [
        (flags.silent, "silent", priority.silent),
        (broken > 0, "broken_promise", priority.broken_promise.times(Decimal::from(broken))),
        (flags.worsening, "worsening", priority.worsening),
        (flags.disputed, "disputed", priority.disputed),
        (flags.unapplied_cash, "unapplied_cash", priority.unapplied_cash),
    ];
    weights.into_iter().filter_map(|(set, name, weight)| set.then_some((name, weight)))
}

/// Puts a list in the order of the actions in it, currency by currency where amounts cannot be compared. What is large is moved once, within the list.
pub(super) fn put_in_order<T>(list: &mut [T], action: impl Fn(&T) -> &DueAction, invoices: &Invoices, by_currency: bool) {
    let mut from: Vec<u32> = (0..list.len() as u32).collect();
    let at = |place: &u32| action(&list[*place as usize]);
    if by_currency {
        let currencies: Vec<Currency> = list.iter().map(|of| invoices.terms(action(of).invoice).currency).collect();
        let of = |place: &u32| currencies[*place as usize];
        from.sort_unstable_by(|a, b| of(a).cmp(&of(b)).then_with(|| order(at(a), at(b), invoices)));
    } else {
        from.sort_unstable_by(|a, b| order(at(a), at(b), invoices));
    }
    for place in 0..list.len() {
        // What is to stand here may have made room for something else already, and so on.
        let mut source = from[place] as usize;
        while source < place {
            source = from[source] as usize;
        }
        list.swap(place, source);
    }
}

/// Overdue first, then by score, age, invoice, day and id.
fn order(a: &DueAction, b: &DueAction, invoices: &Invoices) -> Ordering {
    // Ids lie far apart in memory and are asked for last.
    let by_age = (b.days_past_due > 0).cmp(&(a.days_past_due > 0));
    by_age
        .then_with(|| b.score.cmp(&a.score))
        .then_with(|| b.days_past_due.cmp(&a.days_past_due))
        .then_with(|| invoices.get(a.invoice).id().cmp(invoices.get(b.invoice).id()))
        .then_with(|| a.scheduled_on.cmp(&b.scheduled_on))
        .then_with(|| a.id.cmp(&b.id))
}
