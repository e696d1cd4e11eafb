//! A short cut for most of a ledger: invoices on which only money was recorded, and that are settled by it. Nothing is due on them, so only
//! their account is replayed.

use super::account::{Account, Closure, Posted};
use super::rules::Rules;
use crate::calendar::Day;
use crate::ledger::{Event, Kind, Terms};

/// What is left to know of such an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settled {
    pub closed: Closure,
    /// The last day on which the customer responded, which is to say paid.
    pub responded: Option<Day>,
}

impl Settled {
    /// `None` if the invoice was not settled by that day, or if there is more to tell: then it needs a journey.
    pub fn by(as_of: Day, rules: &Rules<'_>, terms: Terms, own: &[Event]) -> Option<Settled> {
        let known = &own[..own.partition_point(|event| event.date <= as_of)];
        let mut settled = terms.settled_date.filter(|day| *day <= as_of);
        if terms.amount <= 0 || !known.iter().all(|event| event.kind.is_money()) {
            return None;
        }
        let mut account = Account::new(terms, &rules.workflow.overrides.payment, rules.fx);
        let (mut ahead, mut responded) = (known.iter().peekable(), None);
        while let Some(day) = [ahead.peek().map(|event| event.date), settled].into_iter().flatten().min() {
            while let Some(event) = ahead.next_if(|event| event.date == day) {
                match account.post(day, &event.kind) {
                    Posted::Received(_) if matches!(event.kind, Kind::Payment { .. }) => responded = Some(day),
                    Posted::Received(_) => {}
                    // Somebody is to know of it.
                    Posted::Nothing | Posted::Recovered(_) => return None,
                }
            }
            if settled == Some(day) {
                settled = None;
                if account.settle(day) != Posted::Nothing {
                    responded = Some(day);
                }
            }
            account.end_money(day);
        }
        // What was paid too much is cash of the customer, and somebody is to know of it.
        let closed = account.closed.filter(|_| account.balance >= 0)?;
        Some(Settled { closed, responded })
    }
}
