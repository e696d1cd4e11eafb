//! What files other than the exports say of an invoice.

use super::comparison::{Elsewhere, LastSeen};
use crate::calendar::Day;
use crate::ledger::{Event, Events, Invoice, Kind};
use crate::money::{Balance, Fx, Minor};
use crate::plan::balance;
use crate::workflow::Payment;

/// All events of the ledger, those that `sync` wrote among them, up to the day of an export.
#[derive(Clone, Copy)]
pub struct OtherFiles<'e> {
    pub events: &'e Events,
    pub rules: &'e Payment,
    pub fx: Option<&'e Fx>,
    pub day: Day,
    /// The name of the file that `sync` writes.
    pub synced: &'e str,
}

impl OtherFiles<'_> {
    /// What they say of an invoice of the book; `None` where they say what the last export said.
    pub fn say_of(&self, invoice: &Invoice<'_>, last: &LastSeen, scratch: &mut Vec<Event>) -> Option<Elsewhere> {
        let own = self.events.own(invoice, scratch).events;
        let own = &own[..own.partition_point(|event| event.date <= self.day)];
        if own.is_empty() && invoice.terms.settled_date.is_none() {
            return None;
        }
        let own_fees = self.own_fees(invoice, last, own);
        let ahead = match last.contained {
            Some(contained) if contained >= self.day => self.told_that_day(own, contained),
            _ => last.open - balance(self.rules, self.fx, invoice.terms, own, self.day) + own_fees,
        };
        let due = own.iter().rev().find_map(|event| if let Kind::Extend { until } = event.kind { Some(until) } else { None });
        let due = due.unwrap_or(invoice.terms.due_date);
        let (lost, lost_on) = self.lost(invoice, last, own);
        let found =
            Elsewhere { ahead, own_fees, due: Some(due).filter(|due| *due != last.due), lost, lost_on: lost_on.filter(|_| lost > 0) };
        (found != Elsewhere::default()).then_some(found)
    }

    /// By how much less is open on an invoice of the book by what `sync` wrote on a day.
    pub(super) fn synced_on(&self, invoice: &Invoice<'_>, day: Day, scratch: &mut Vec<Event>) -> Balance {
        let own = self.events.own(invoice, scratch).events;
        let less = own.iter().filter(|event| event.date == day && self.events.place(event).file == self.synced).map(less_open);
        less.sum()
    }

    /// What is open on an invoice of an export when these are all events that it has, and the day of the newest money.
    pub(super) fn leave_open(&self, invoice: &Invoice<'_>, scratch: &mut Vec<Event>) -> (Minor, Option<Day>) {
        let own = self.events.own(invoice, scratch).events;
        let newest = own.iter().filter(|event| event.kind.is_money() && event.date <= self.day).map(|event| event.date).max();
        let open = balance(self.rules, self.fx, invoice.terms, own, self.day);
        (Minor::try_from(open).unwrap_or(Minor::MAX), newest)
    }

    /// The fees that others have charged, less those by which the amount of the invoice has risen in the exports since.
    fn own_fees(&self, invoice: &Invoice<'_>, last: &LastSeen, own: &[Event]) -> Balance {
        let (mut others, mut synced) = (0, 0);
        for event in own.iter().filter(|event| last.contained.is_none_or(|contained| event.date > contained)) {
            if let Kind::Fee { amount } = event.kind {
                *if self.events.place(event).file == self.synced { &mut synced } else { &mut others } += Balance::from(amount);
            }
        }
        let charged = (last.amount - Balance::from(invoice.terms.amount) - synced).max(0);
        (others - charged).max(0)
    }

    /// The money that others have told of the first export's day or before and that was not paid by that export: an invoice that is still open as
    /// it was first seen would lose it.
    fn lost(&self, invoice: &Invoice<'_>, last: &LastSeen, own: &[Event]) -> (Balance, Option<Day>) {
        let Some(first) = invoice.terms.open_amount.filter(|first| first.amount > 0 && last.open == Balance::from(first.amount)) else {
            return (0, None);
        };
        let open = Balance::from(first.amount);
        let paid_before = Balance::from(invoice.terms.amount) - open;
        let (mut sum, mut newest) = (0, None);
        for event in own.iter().filter(|event| event.date <= first.on && self.events.place(event).file != self.synced) {
            let takes_the_rest =
                matches!(event.kind, Kind::Payment { amount: None } | Kind::Credit { amount: None, .. } | Kind::WriteOff { amount: None });
            let less = if takes_the_rest { open + paid_before - sum } else { less_open(event) };
            sum += less;
            newest = if less > 0 { Some(event.date) } else { newest };
        }
        ((sum - paid_before).clamp(0, open), newest)
    }

    /// The money that others have told of the day on which an invoice was first seen. It may have been in its open amount or not: if the next
    /// export of that day shows it, it is not written again.
    fn told_that_day(&self, own: &[Event], contained: Day) -> Balance {
        let told = own.iter().filter(|event| event.date == contained && self.events.place(event).file != self.synced);
        told.map(less_open).sum()
    }
}

/// By how much less is open by an event, fees apart.
fn less_open(event: &Event) -> Balance {
    match event.kind {
        Kind::Payment { amount } | Kind::Credit { amount, .. } | Kind::WriteOff { amount } => Balance::from(amount.unwrap_or(0)),
        Kind::Reversal { amount } => -Balance::from(amount),
        _ => 0,
    }
}
