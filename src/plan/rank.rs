//! The order of a day's work.

use super::{DueAction, Flags};
use crate::ledger::Invoices;
use crate::money::{Currency, Decimal, Fx, value};
use crate::workflow::Priority;
use std::cmp::{Ordering, Reverse};

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

/// Puts a list in the order of the actions in it, currency by currency where amounts cannot be compared. What is large is moved once,
/// within the list.
pub(super) fn put_in_order<T>(list: &mut [T], action: impl Fn(&T) -> &DueAction, invoices: &Invoices, by_currency: bool) {
    let urgency = list.iter().map(&action).map(|action| urgency(action.days_past_due, action.score));
    let mut ranked: Vec<(Reverse<i64>, u32)> = urgency.zip(0..).collect();
    let exact = |a: u32, b: u32| order(action(&list[a as usize]), action(&list[b as usize]), invoices);
    if by_currency {
        let currencies: Vec<Currency> = list.iter().map(|of| invoices.terms(action(of).invoice).currency).collect();
        let of = |place: u32| currencies[place as usize];
        ranked.sort_unstable_by(|a, b| of(a.1).cmp(&of(b.1)).then_with(|| a.0.cmp(&b.0)).then_with(|| exact(a.1, b.1)));
    } else {
        ranked.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| exact(a.1, b.1)));
    }
    let mut from: Vec<u32> = ranked.into_iter().map(|(_, place)| place).collect();
    for start in 0..list.len() {
        // What stands in the way of one goes where the next one comes from, and so on, until that is where it began.
        let mut place = start;
        loop {
            let source = std::mem::replace(&mut from[place], place as u32) as usize;
            if source == start || source == place {
                break;
            }
            list.swap(place, source);
            place = source;
        }
    }
}

/// Being overdue and the score in one number, as exactly as it has room for them. It never contradicts [`order`] and nearly always decides:
/// then the actions themselves, which lie far apart in memory, need not be looked at.
fn urgency(days_past_due: i32, score: Decimal) -> Reverse<i64> {
    const MOST: i128 = 1 << 60;
    let score = score.units(2).clamp(-MOST, MOST) as i64;
    Reverse(if days_past_due > 0 { score + (1 << 62) } else { score })
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_number_never_contradicts_the_order(
            digits in prop::array::uniform2(prop_oneof![-2000..2000_i128, any::<i128>()]),
            scales in prop::array::uniform2(0..6_u32),
            days in prop::array::uniform2(-2..3),
        ) {
            let score = |at: usize| Decimal::new(digits[at], scales[at]);
            let exactly = (days[1] > 0).cmp(&(days[0] > 0)).then_with(|| score(1).cmp(&score(0)));
            let by_number = urgency(days[0], score(0)).cmp(&urgency(days[1], score(1)));
            prop_assert!(by_number == exactly || by_number == Ordering::Equal, "{by_number:?} {exactly:?}");
        }
    }
}
