//! What is left to pay on one invoice, without anything else of its journey.

use super::account::Account;
use crate::calendar::Day;
use crate::ledger::{Event, Terms};
use crate::money::{Balance, Fx};
use crate::workflow::Payment;

/// The balance of an invoice at the end of a day. `own` are the events that name it, in the order in which they count.
pub fn balance(rules: &Payment, fx: Option<&Fx>, terms: Terms, own: &[Event], as_of: Day) -> Balance {
    let mut account = Account::new(terms, rules, fx);
    let known = &own[..own.partition_point(|event| event.date <= as_of)];
    let mut settled = terms.settled_date.filter(|day| *day <= as_of);
    let mut ahead = known.iter().filter(|event| event.kind.is_money()).peekable();
    while let Some(day) = [ahead.peek().map(|event| event.date), settled].into_iter().flatten().min() {
        while let Some(event) = ahead.next_if(|event| event.date == day) {
            account.post(day, &event.kind);
        }
        if settled == Some(day) {
            settled = None;
            account.settle(day);
        }
        account.end_money(day);
    }
    account.balance
}
