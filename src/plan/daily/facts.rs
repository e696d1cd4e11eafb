//! What concerns the whole customer while its invoices are followed: contacts, and cash that belongs to no invoice.

use super::seat::{Seat, open};
use crate::calendar::Day;
use crate::ledger::{Event, Events, Invoice, Kind, Subject};
use crate::money::{Balance, Currency};
use crate::plan::cash::{cash, in_its_currency, is_cash};
use crate::plan::covering::{Covered, Open};
use crate::plan::journey::Journey;
use crate::plan::touches::Touch;
use crate::store::Customer;

pub(super) struct Facts<'e> {
    events: &'e Events,
    subject: Option<Subject>,
    /// The currency of all the customer's invoices, if it is one.
    currency: Option<Currency>,
    /// Customer-level events that move cash and are still to come.
    cash: Vec<Event>,
    unapplied: Vec<(Currency, Balance)>,
    /// Which invoices that covers on the day that is looked at.
    covered: Vec<(Currency, Covered)>,
    /// The last email, letter or sms on a day before the one that is looked at.
    pub contact: Option<Day>,
    /// Is money of the customer not all known?
    pub unread: bool,
}

impl<'e> Facts<'e> {
    pub fn new<'i, 'j: 'i>(
        events: &'e Events,
        subject: Option<Subject>,
        of_customer: &[Event],
        invoices: impl Iterator<Item = &'i Invoice<'j>>,
    ) -> Facts<'e> {
        let mut customer = Customer::default();
        invoices.for_each(|invoice| customer.invoiced(invoice.terms.currency));
        let messages = of_customer.iter().filter(|event| matches!(event.kind, Kind::Touch { channel, .. } if channel.is_message()));
        let contact = messages.map(|event| event.date).max();
        let mut cash: Vec<Event> = of_customer.iter().copied().filter(is_cash).collect();
        // The last is taken first.
        cash.reverse();
        Facts { events, subject, currency: customer.currency(), cash, unapplied: Vec::new(), covered: Vec::new(), contact, unread: false }
    }

    pub fn reach(&mut self, day: Day) {
        while let Some(event) = self.cash.pop_if(|event| event.date <= day) {
            let Some(subject) = self.subject else { continue };
            match in_its_currency(self.events, subject, &event, self.currency) {
                Ok((currency, event)) => self.add(currency, cash(&event)),
                Err(_) => self.unread = true,
            }
        }
    }

    fn add(&mut self, currency: Currency, amount: Balance) {
        match self.unapplied.iter_mut().find(|(of, _)| *of == currency) {
            Some((_, unapplied)) => *unapplied += amount,
            None => self.unapplied.push((currency, amount)),
        }
    }

    /// An invoice was replayed: what it leaves over is the customer's.
    pub fn owes(&mut self, seat: &mut Seat<'_>) {
        let journey = &seat.journey;
        let over = (-journey.account.balance).max(0);
        if over != seat.over {
            let more = over - seat.over;
            seat.over = over;
            self.add(journey.invoice.terms.currency, more);
        }
    }

    /// Messages of a time before the first day.
    pub fn touched(&mut self, journey: &Journey<'_>) {
        let messages = journey.touches.all.iter().filter(|touch| touch.channel.is_message() && !touch.of_customer);
        self.contact = self.contact.max(messages.map(|touch| touch.day).max());
    }

    pub fn contacted(&mut self, day: Day, done: &[Touch]) {
        if done.iter().any(|touch| touch.channel.is_message()) {
            self.contact = self.contact.max(Some(day));
        }
    }

    /// Cash that is not applied is set against the invoices that are open on the day that is looked at.
    pub fn cover(&mut self, seats: &[Option<Box<Seat<'_>>>]) {
        self.covered.clear();
        for (currency, cash) in self.unapplied.iter().filter(|(_, cash)| *cash > 0) {
            let open = open(seats).filter(|journey| journey.invoice.terms.currency == *currency);
            let mut open: Vec<Open<'_>> =
                open.map(|journey| Open { due: journey.due, id: journey.invoice.id(), balance: journey.account.balance }).collect();
            self.covered.push((*currency, Covered::by(*cash, &mut open)));
        }
    }

    /// Does cash that is not applied cover an invoice?
    pub fn covers(&self, journey: &Journey<'_>) -> bool {
        let currency = journey.invoice.terms.currency;
        self.covered.iter().any(|(of, covered)| *of == currency && covered.has(journey.due, journey.invoice.id()))
    }
}
