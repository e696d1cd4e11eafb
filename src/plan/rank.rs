//! The order of a day's work.

use super::{DueAction, Flags};
use crate::calendar::Day;
use crate::ledger::{InvoiceId, Invoices};
use crate::money::{Currency, Decimal};
use crate::workflow::Priority;
use std::cmp::{Ordering, Reverse};

/// At most so many broken promises add to the score.
const BROKEN_PROMISES: u32 = 3;

/// What an action is ranked by, but for its id.
pub(super) struct Measure {
    /// Days past due.
    pub days_past_due: i32,
    /// The balance in base currency, times one plus the weights of the flags.
    pub score: Decimal,
    /// The invoice.
    pub invoice: InvoiceId,
    /// The day from which on it is due.
    pub scheduled_on: Day,
}

impl Measure {
    /// Of an action in words.
    pub fn of(action: &DueAction) -> Measure {
        let DueAction { days_past_due, score, invoice, scheduled_on, .. } = *action;
        Measure { days_past_due, score, invoice, scheduled_on }
    }
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
/// within the list. Ids are compared last, as they have to be looked for.
pub(super) fn put_in_order<T>(
    list: &mut [T],
    measure: impl Fn(&T) -> Measure,
    by_id: impl Fn(&T, &T) -> Ordering,
    invoices: &Invoices,
    by_currency: bool,
) {
    let urgency = list.iter().map(&measure).map(|of| urgency(of.days_past_due, of.score));
    let mut ranked: Vec<(Reverse<i64>, u32)> = urgency.zip(0..).collect();
    let exact = |a: u32, b: u32| {
        let (a, b) = (&list[a as usize], &list[b as usize]);
        order(&measure(a), &measure(b), invoices).then_with(|| by_id(a, b))
    };
    if by_currency {
        let currencies: Vec<Currency> = list.iter().map(|of| invoices.terms(measure(of).invoice).currency).collect();
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

/// Overdue first, then by score, age, invoice and day.
fn order(a: &Measure, b: &Measure, invoices: &Invoices) -> Ordering {
    let by_age = (b.days_past_due > 0).cmp(&(a.days_past_due > 0));
    by_age
        .then_with(|| b.score.cmp(&a.score))
        .then_with(|| b.days_past_due.cmp(&a.days_past_due))
        .then_with(|| invoices.get(a.invoice).id().cmp(invoices.get(b.invoice).id()))
        .then_with(|| a.scheduled_on.cmp(&b.scheduled_on))
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
