//! Promises to pay: kept, broken, superseded, or waited for.

use super::replay::Replay;
use collect::calendar::Day;

/// A promise on an invoice.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The event: a promise of a customer is one event on several invoices.
    pub sequence: u32,
    pub made_on: Day,
    pub journey: u16,
    /// The promised date.
    pub until: Day,
    /// `None`: to close the invoice.
    pub amount: Option<i128>,
    /// Does it keep anybody from chasing?
    pub is_honoured: bool,
    pub state: State,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    Kept,
    Superseded,
    /// Since this day.
    Broken(Day),
}

impl Promise {
    pub fn is_pending(&self) -> bool {
        self.state == State::Pending
    }

    /// The first day on which it was broken.
    pub fn broken_on(&self) -> Option<Day> {
        match self.state {
            State::Broken(day) => Some(day),
            _ => None,
        }
    }
}

impl Replay<'_> {
    /// A promise is made on the invoice; what was promised before is superseded.
    pub fn promise(&mut self, sequence: u32, until: Day, amount: Option<i128>) {
        self.supersede_promises();
        let broken = self.promises.iter().filter(|promise| promise.broken_on().is_some()).count();
        let honour = self.workflow.overrides.promise.honour;
        let is_honoured = honour.is_none_or(|honour| broken < honour as usize);
        if !is_honoured {
            self.happened.insert("a promise not honoured");
        }
        let (made_on, journey) = (self.today, self.journey);
        self.promises.push(Promise { sequence, made_on, journey, until, amount, is_honoured, state: State::Pending });
    }

    /// A newer promise or a dispute takes the place of a promise that is waited for.
    pub fn supersede_promises(&mut self) {
        for promise in self.promises.iter_mut().filter(|promise| promise.is_pending()) {
            promise.state = State::Superseded;
            self.happened.insert("a promise superseded");
        }
    }

    /// Promises are kept when the invoice is closed, or when the promised amount was received since the day they were made.
    pub fn keep_promises(&mut self) {
        for index in 0..self.promises.len() {
            let promise = &self.promises[index];
            let received: i128 = self.received.iter().filter(|(day, _)| *day >= promise.made_on).map(|(_, amount)| amount).sum();
            let is_kept = self.closed.is_some() || promise.amount.is_some_and(|amount| received >= amount);
            if promise.is_pending() && is_kept {
                self.promises[index].state = State::Kept;
                self.happened.insert("a promise kept");
            }
        }
    }

    /// Promises still waited for when the promised date and the days of grace are over are broken; the clock may jump.
    pub fn break_promises(&mut self) {
        let rules = &self.workflow.overrides.promise;
        let mut jumps = 0;
        for promise in self.promises.iter_mut().filter(|promise| promise.is_pending()) {
            if self.today >= promise.until.plus(rules.grace_days as i32) {
                promise.state = State::Broken(self.today);
                self.happened.insert("a promise broken");
                jumps += 1;
            }
        }
        if let Some(stage) = &rules.broken.advance_to
            && jumps > 0
            && self.today >= self.due_date
            && self.is_open()
        {
            self.jump_to(stage, "jump by a broken promise");
        }
    }
}
