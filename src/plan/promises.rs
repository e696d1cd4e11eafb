//! Promises to pay on one invoice: at most one is waited for at a time.

use super::Promised;
use crate::calendar::Day;
use crate::money::{Balance, Minor};
use crate::workflow;

/// The promises on one invoice, as far as it has been replayed.
#[derive(Clone, Debug)]
pub(super) struct Promises<'r> {
    rules: &'r workflow::Promise,
    /// The promise made last, and what became of it.
    pub latest: Option<Made>,
    /// How many were made.
    pub count: u32,
    /// How many are broken.
    pub broken: u32,
    /// How many of those made in this journey are broken.
    pub broken_in_journey: u32,
    /// How many broken ones were made on the invoice itself.
    pub broken_own: u32,
    /// The broken ones that were made for the whole customer, by their place in file order.
    pub broken_of_customer: Vec<u32>,
}

/// A promise, and what became of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    /// What was promised.
    pub promised: Promised,
    /// In which journey.
    pub journey: u16,
    /// What became of it.
    pub state: State,
    /// What came in since the day on which it was made.
    received: Balance,
    /// Was it made for the whole customer? Then by which event.
    of_customer: Option<u32>,
    /// Does it keep anybody from chasing?
    pub blocks: bool,
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It is waited for.
    Pending,
    /// It was kept.
    Kept,
    /// It was broken, and on this day it first was.
    Broken(Day),
    /// A newer promise, or a dispute, took its place.
    Superseded,
}

impl<'r> Promises<'r> {
    /// No promise yet.
    pub fn new(rules: &'r workflow::Promise) -> Promises<'r> {
        Promises { rules, latest: None, count: 0, broken: 0, broken_in_journey: 0, broken_own: 0, broken_of_customer: Vec::new() }
    }

    /// A promise is made; `received` came in on the same day.
    pub fn make(&mut self, until: Day, amount: Option<Minor>, journey: u16, received: Balance, of_customer: Option<u32>) {
        let blocks = self.rules.honour.is_none_or(|most| self.broken < most);
        let promised = Promised { date: until, amount };
        self.latest = Some(Made { promised, journey, state: State::Pending, received, of_customer, blocks });
        self.count += 1;
    }

    /// A dispute takes the place of a promise that is waited for.
    pub fn supersede(&mut self) {
        if let Some(pending) = self.pending_mut() {
            pending.state = State::Superseded;
        }
    }

    /// Money came in.
    pub fn receive(&mut self, amount: Balance) {
        if let Some(pending) = self.pending_mut() {
            pending.received += amount;
        }
    }

    /// The promise that is waited for is kept if the invoice is closed, or the promised amount came in.
    pub fn keep(&mut self, closed: bool) {
        if let Some(pending) = self.pending_mut()
            && (closed || pending.promised.amount.is_some_and(|amount| pending.received >= Balance::from(amount)))
        {
            pending.state = State::Kept;
        }
    }

    /// The promise that is waited for breaks when its time is over. Does one break on this day?
    pub fn breaks(&mut self, day: Day, journey: u16) -> bool {
        let Some(end) = self.end() else { return false };
        if day < end {
            return false;
        }
        let Some(pending) = self.pending_mut() else { return false };
        pending.state = State::Broken(day);
        let made = *pending;
        self.broken += 1;
        self.broken_in_journey += u32::from(made.journey == journey);
        match made.of_customer {
            Some(event) => self.broken_of_customer.push(event),
            None => self.broken_own += 1,
        }
        true
    }

    /// The promise that is waited for.
    pub fn pending(&self) -> Option<&Made> {
        self.latest.as_ref().filter(|made| made.state == State::Pending)
    }

    fn pending_mut(&mut self) -> Option<&mut Made> {
        self.latest.as_mut().filter(|made| made.state == State::Pending)
    }

    /// The day on which the promise that is waited for breaks, unless it is kept.
    pub fn end(&self) -> Option<Day> {
        self.pending().map(|made| made.promised.date.plus(self.rules.grace_days as i32))
    }

    /// The first day that is free again, while a promise keeps everybody from chasing.
    pub fn block(&self, day: Day) -> Option<Day> {
        let end = self.end()?;
        (self.pending()?.blocks && day < end).then_some(end)
    }
}
