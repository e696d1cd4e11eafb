//! What concerns whole customers: what their invoices and events tell them, and what follows from it.

use super::account::Closure;
use super::flags::Flags;
use super::journey::Journey;
use super::late_fee;
use super::position::Status;
use super::settled::Settled;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Event, Kind};
use crate::money::Currency;
use crate::store::{Customer, LastPaid};
use crate::workflow::Priority;
use std::collections::BTreeSet;

impl Customer {
    /// Adds what an invoice or open credit says. Broken promises for the whole customer go to `broken`: each counts once for all invoices.
    pub(super) fn gather(&mut self, journey: &Journey<'_>, as_of: Day, broken: &mut BTreeSet<u32>) {
        let terms = journey.invoice.terms;
        let balance = journey.account.balance;
        if balance < 0 {
            self.add_unapplied(terms.currency, late_fee::cash_of(journey, as_of));
        }
        if let Some(response) = journey.touches.ever_responded {
            self.respond(response);
        }
        for touch in &journey.touches.all {
            if touch.channel.is_message() && !touch.of_customer {
                self.contact(touch.day, as_of);
            }
        }
        if !journey.account.is_credit {
            self.gather_debt(journey, broken);
        }
    }

    /// Takes what an invoice of that due date says about its customer that is settled and of which no more is to be told.
    pub(super) fn gather_settled(&mut self, settled: Settled, invoice: &str, due: Day) {
        if let Some(response) = settled.responded {
            self.respond(response);
        }
        if let Closure { status: Status::Paid, on: Some(on) } = settled.closed {
            self.paid(on, invoice, on.since(due));
        }
    }

    fn gather_debt(&mut self, journey: &Journey<'_>, broken: &mut BTreeSet<u32>) {
        let silent_after = journey.rules.workflow.priority.silent_after;
        for touch in &journey.touches.all {
            if touch.channel != Channel::Task && touch.day >= journey.due {
                self.touch(touch.day, silent_after);
            }
        }
        match journey.account.closed {
            None => {
                if journey.day > journey.due {
                    self.add_overdue(journey.invoice.terms.currency, journey.account.balance);
                }
                if journey.rules.look_at_customers() {
                    self.owes(journey.invoice.terms.currency, journey.account.balance, journey.due, journey.day);
                }
                self.broke_promises(journey.promises.broken_own);
                broken.extend(&journey.promises.broken_of_customer);
            }
            Some(Closure { status: Status::Paid, on: Some(on) }) => {
                self.paid(on, journey.invoice.id(), on.since(journey.due));
            }
            Some(_) => {}
        }
    }

    pub fn gather_event(&mut self, event: &Event, as_of: Day) {
        match event.kind {
            Kind::Touch { channel, .. } if channel.is_message() => self.contact(event.date, as_of),
            _ if is_response(event) => self.respond(event.date),
            _ => {}
        }
    }

    /// The flags of an open invoice in that currency; whether it is disputed or covered by cash is the invoice's own.
    pub fn flags(&self, priority: &Priority, currency: Currency, disputed: bool, is_covered: bool) -> Flags {
        let (unapplied, overdue) = (self.unapplied(currency), self.overdue(currency));
        let since = |day: &&Day| self.last_response().is_none_or(|response| **day > response);
        Flags {
            silent: self.touched().filter(since).count() >= priority.silent_after as usize,
            broken_promises: self.broken_promises(),
            worsening: self.days_late().is_some_and(is_worsening),
            disputed,
            unapplied_cash: unapplied > 0 && unapplied < overdue && !is_covered,
            part_disputed: false,
        }
    }
}

/// Is an event of a customer that names no invoice a response?
pub(super) fn is_response(event: &Event) -> bool {
    matches!(event.kind, Kind::Payment { .. } | Kind::Reply | Kind::Promise { .. })
}

/// So many of the invoices paid last are compared with as many before them.
const COMPARED: usize = LastPaid::COUNT / 2;
/// By so many days, on average, payments must have become later.
const WORSE_BY: i64 = 7;

/// Were the last of these invoices paid later than those before them, by a week on average?
fn is_worsening(days_late: [i32; LastPaid::COUNT]) -> bool {
    let sum = |days: &[i32]| days.iter().copied().map(i64::from).sum::<i64>();
    let (before, last) = days_late.split_at(COMPARED);
    sum(last) - sum(before) >= WORSE_BY * COMPARED as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paying_a_week_later_on_average_is_worsening() {
        // 0 on average before, 7 after; then 20/3 days, which is less than a week.
        assert!(is_worsening([0, 0, 0, 7, 7, 7]));
        assert!(!is_worsening([0, 0, 0, 7, 7, 6]));
        assert!(is_worsening([-7, -7, -7, 0, 0, 0]));
    }
}
