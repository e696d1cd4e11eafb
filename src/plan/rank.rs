//! The order of a day's work.

use super::action::{DueAction, Withheld};
use super::flags::Flags;
use crate::calendar::Day;
use crate::ledger::{InvoiceId, Invoices};
use crate::money::{Currency, Decimal};
use crate::store::{Executor, in_pieces};
use crate::workflow::Priority;
use std::cmp::{Ordering, Reverse};

/// At most so many broken promises add to the score.
const BROKEN_PROMISES: u32 = 3;

/// What an action is ranked by, but for its id.
pub(super) struct Measure {
    pub days_past_due: i32,
    /// The balance in base currency, times one plus the weights of the flags.
    pub score: Decimal,
    pub invoice: InvoiceId,
    pub scheduled_on: Day,
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

/// The places of a list in the order in which the actions are to be done: by currency where amounts cannot be compared. Nothing is moved.
/// Ids are compared last, as they have to be built.
pub(super) fn ranks<T: Sync>(
    list: &[T],
    measure: impl Fn(&T) -> Measure + Sync,
    by_id: impl Fn(&T, &T) -> Ordering + Sync,
    invoices: &Invoices,
    executor: &dyn Executor,
    by_currency: bool,
) -> Vec<u32> {
    let unknown = |place| Brief { urgency: Reverse(0), days_past_due: Reverse(0), place };
    let mut ranked: Vec<Brief> = (0..list.len() as u32).map(unknown).collect();
    let exact = in_pieces(executor, &mut ranked, |_, piece| {
        piece.iter_mut().fold(true, |all, brief| {
            let Measure { days_past_due, score, .. } = measure(&list[brief.place as usize]);
            let (urgency, exact) = urgency(days_past_due, score);
            (brief.urgency, brief.days_past_due) = (urgency, Reverse(days_past_due));
            all && exact
        })
    });
    let all_exact = exact.into_iter().all(|exact| exact);
    let currency = |of: &T| invoices.terms(measure(of).invoice).currency;
    let currencies: Vec<Currency> = if by_currency { list.iter().map(currency).collect() } else { Vec::new() };
    // What decides nearly always is in the list that is sorted. The actions themselves, and their invoices, lie far apart in memory.
    let briefly = |a: &Brief, b: &Brief| {
        a.urgency.cmp(&b.urgency).then_with(|| if all_exact { a.days_past_due.cmp(&b.days_past_due) } else { Ordering::Equal })
    };
    let exactly = |a: &Brief, b: &Brief| {
        let (a, b) = (&list[a.place as usize], &list[b.place as usize]);
        order(&measure(a), &measure(b), invoices).then_with(|| by_id(a, b))
    };
    let compare = |a: &Brief, b: &Brief| {
        let of = |brief: &Brief| currencies.get(brief.place as usize);
        of(a).cmp(&of(b)).then_with(|| briefly(a, b)).then_with(|| exactly(a, b))
    };
    in_pieces(executor, &mut ranked, |_, piece| piece.sort_unstable_by(compare));
    // Of a list made of pieces in order a stable sort makes one by going through it once.
    ranked.sort_by(compare);
    ranked.into_iter().map(|brief| brief.place).collect()
}

/// What is withheld, in the same order.
pub(super) fn withheld(list: Vec<Withheld>, invoices: &Invoices, executor: &dyn Executor, by_currency: bool) -> Vec<Withheld> {
    let by_id = |one: &Withheld, other: &Withheld| one.action.id.cmp(&other.action.id);
    let measure = |Withheld { action, .. }: &Withheld| {
        let DueAction { days_past_due, score, invoice, scheduled_on, .. } = *action;
        Measure { days_past_due, score, invoice, scheduled_on }
    };
    let ranks = ranks(&list, measure, by_id, invoices, executor, by_currency);
    let mut list: Vec<Option<Withheld>> = list.into_iter().map(Some).collect();
    ranks.into_iter().filter_map(|place| list[place as usize].take()).collect()
}

struct Brief {
    urgency: Reverse<i64>,
    days_past_due: Reverse<i32>,
    place: u32,
}

/// Being overdue and the score in one number, as exactly as it has room for them; and is that exact? It never contradicts [`order`].
fn urgency(days_past_due: i32, score: Decimal) -> (Reverse<i64>, bool) {
    /// As many as an amount in cents and a weight in hundredths have together.
    const DECIMALS: u32 = 4;
    const MOST: i128 = 1 << 60;
    let units = score.units(DECIMALS);
    let kept = units.clamp(-MOST, MOST);
    let exact = kept == units && score.scale() <= DECIMALS;
    (Reverse(kept as i64 + if days_past_due > 0 { 1 << 62 } else { 0 }), exact)
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
mod tests;
