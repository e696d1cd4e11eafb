//! Promises to pay: kept, pending again, broken, superseded, or waited for.

use super::facts::What;
use super::replay::Replay;
use collect::calendar::Day;
use std::ops::RangeInclusive;

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
    /// What was left to pay when it was made, less the parts in dispute; and what had come in on that day before.
    pub rest: i128,
    pub paid_before: i128,
    /// Does it keep anybody from chasing?
    pub is_honoured: bool,
    pub state: State,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    Kept,
    /// By a promise of a later day, by a promise of its plan that was broken, or by a dispute; on this day.
    Superseded(Day),
    /// Since this day.
    Broken(Day),
    /// One of the same day promises the same.
    SaidTwice,
}

/// Money from the customer, in order: what came in is above zero, what went back below.
pub type Received = Vec<(Day, i128)>;

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

    /// Is it one of the promises of its day that belong together? Not if a dispute of that day came after it.
    fn is_in_plan(&self) -> bool {
        self.state != State::SaidTwice && self.state != State::Superseded(self.made_on)
    }
}

/// What came in from a day on, up to another; what went back takes back no more than that.
fn received_in(days: RangeInclusive<Day>, received: &Received) -> i128 {
    let mut sum = 0;
    for (_, amount) in received.iter().filter(|(on, _)| days.contains(on)) {
        sum = (sum + amount).max(0);
    }
    sum
}

/// Did something go back on a day of what came in since another?
fn is_taken_back(on: Day, since: Day, received: &Received) -> bool {
    let (mut sum, mut taken) = (0, false);
    for (day, amount) in received.iter().filter(|(day, _)| *day >= since) {
        taken |= *day == on && *amount < 0 && sum > 0;
        sum = (sum + amount).max(0);
    }
    taken
}

impl Replay<'_> {
    /// A promise is made on the invoice; what was promised on an earlier day is superseded.
    pub fn promise(&mut self, sequence: u32, until: Day, amount: Option<i128>) {
        let today = self.today;
        for promise in self.promises.iter_mut().filter(|promise| promise.is_pending() && promise.made_on < today) {
            promise.state = State::Superseded(today);
            self.happened.insert("a promise superseded");
        }
        let broken = self.promises.iter().filter(|promise| promise.broken_on().is_some()).count();
        let honour = self.workflow.overrides.promise.honour;
        let is_honoured = honour.is_none_or(|honour| broken < honour as usize);
        if !is_honoured {
            self.happened.insert("a promise not honoured");
        }
        let alike = |other: &Promise| other.is_in_plan() && other.made_on == today && (other.until, other.amount) == (until, amount);
        let is_said_twice = self.promises.iter().any(alike);
        let state = if is_said_twice { State::SaidTwice } else { State::Pending };
        if is_said_twice {
            self.happened.insert("a promise said twice");
        }
        let (rest, paid_before) = (self.asked(), received_in(today..=today, &self.received));
        let journey = self.journey;
        self.promises.push(Promise { sequence, made_on: today, journey, until, amount, rest, paid_before, is_honoured, state });
        if self.plan_of(self.promises.len() - 1).len() > 1 {
            self.happened.insert("a plan of promises");
        }
    }

    /// A dispute that blocks takes the place of promises that are waited for.
    pub fn supersede_promises(&mut self) {
        for promise in self.promises.iter_mut().filter(|promise| promise.is_pending()) {
            promise.state = State::Superseded(self.today);
            self.happened.insert("a promise superseded");
        }
    }

    /// The promises made on one day with this one, in the order in which they fall due.
    fn plan_of(&self, index: usize) -> Vec<usize> {
        let made_on = self.promises[index].made_on;
        let is_of_plan = |place: &usize| self.promises[*place].made_on == made_on && self.promises[*place].is_in_plan();
        let mut plan: Vec<usize> = (0..self.promises.len()).filter(is_of_plan).collect();
        plan.sort_by_key(|place| (self.promises[*place].until, self.promises[*place].amount.is_none(), *place));
        plan
    }

    /// The last day on which it may be kept.
    fn deadline(&self, promise: &Promise) -> Day {
        promise.until.plus(self.workflow.overrides.promise.grace_days as i32)
    }

    /// Is what was promised there today? Of a plan, each asks for what those before it ask for, too.
    fn is_met(&self, index: usize) -> bool {
        if self.account.closed.is_some() {
            return true;
        }
        let promise = &self.promises[index];
        let since = promise.made_on..=self.today;
        let (own, on_account) = (received_in(since.clone(), &self.received), received_in(since, &self.cash));
        let plan = self.plan_of(index);
        let up_to = plan.iter().position(|place| *place == index).map_or(plan.len(), |place| place + 1);
        let amounts: Option<i128> = plan[..up_to].iter().map(|place| self.promises[*place].amount).sum();
        match amounts {
            Some(promised) => own + on_account + self.unexplained(promise) >= promised,
            None => own >= promise.rest + promise.paid_before || on_account >= promise.rest,
        }
    }

    /// What is gone from the open amount of the exporting system though no money says why counts as received in the end.
    fn unexplained(&self, promise: &Promise) -> i128 {
        let Some(open) = self.account.terms.open_amount else { return 0 };
        if self.today < self.deadline(promise) {
            return 0;
        }
        let mut expected = i128::from(self.account.terms.amount);
        for fact in self.facts.iter().filter(|fact| fact.day <= open.on && !fact.of_customer) {
            match &fact.what {
                What::Payment(amount) | What::Credit(amount, _) | What::WriteOff(amount) => expected -= amount.unwrap_or(0),
                What::Reversal(amount) | What::Fee(amount) => expected += amount,
                _ => {}
            }
        }
        (expected - i128::from(open.amount)).max(0)
    }

    /// Promises are kept when the invoice is closed, or when what was promised has come in since the day they were made.
    pub fn keep_promises(&mut self) {
        for index in 0..self.promises.len() {
            if self.promises[index].is_pending() && self.is_met(index) {
                self.happened.insert(self.kept_by(index));
                self.promises[index].state = State::Kept;
            }
        }
    }

    /// For counting.
    fn kept_by(&self, index: usize) -> &'static str {
        let promise = &self.promises[index];
        if self.account.closed.is_some() {
            "a promise kept by closing"
        } else if self.unexplained(promise) > 0 {
            "a promise kept by an open amount"
        } else if received_in(promise.made_on..=self.today, &self.cash) > 0 {
            "a promise kept by cash on account"
        } else {
            "a promise kept by money"
        }
    }

    /// Money that goes back in time is money that did not come.
    pub fn await_again(&mut self) {
        for index in 0..self.promises.len() {
            let promise = &self.promises[index];
            let taken_back = [&self.received, &self.cash].into_iter().any(|money| is_taken_back(self.today, promise.made_on, money));
            if taken_back && promise.state == State::Kept && self.today <= self.deadline(promise) && !self.is_met(index) {
                self.promises[index].state = State::Pending;
                self.happened.insert("a promise pending again");
            }
        }
    }

    /// A promise still waited for when the promised date and the days of grace are over is broken, and those of its plan after it are
    /// superseded; the clock may jump.
    pub fn break_promises(&mut self) {
        let mut breaks = false;
        for first in 0..self.promises.len() {
            for index in self.plan_of(first) {
                let promise = &self.promises[index];
                if !promise.is_pending() || self.today < self.deadline(promise) {
                    continue;
                }
                for other in self.plan_of(index).into_iter().filter(|other| *other != index) {
                    if self.promises[other].is_pending() {
                        self.promises[other].state = State::Superseded(self.today);
                        self.happened.insert("the rest of a plan superseded");
                    }
                }
                self.promises[index].state = State::Broken(self.today);
                self.happened.insert("a promise broken");
                breaks = true;
            }
        }
        if let Some(stage) = &self.workflow.overrides.promise.broken.advance_to
            && breaks
            && self.today >= self.due_date
            && self.is_open()
        {
            self.jump_to(stage, "jump by a broken promise");
        }
    }

    /// The latest promise that is broken; of a plan, the one that broke. Its place among all promises, and the day.
    pub fn latest_broken_promise(&self) -> Option<(usize, Day)> {
        let made_on = self.promises.last()?.made_on;
        let of_plan = self.promises.iter().enumerate().filter(|(_, promise)| promise.made_on == made_on);
        let mut broken = of_plan.filter(|(_, promise)| promise.journey == self.journey);
        broken.find_map(|(index, promise)| promise.broken_on().map(|day| (index, day)))
    }

    /// The promise that is waited for: of those made last the first to fall due.
    pub fn pending_promise(&self) -> Option<&Promise> {
        let last = self.promises.iter().filter(|promise| promise.is_pending()).map(|promise| promise.made_on).max();
        let of_plan = self.promises.iter().filter(|promise| promise.is_pending() && Some(promise.made_on) == last);
        of_plan.min_by_key(|promise| (promise.until, promise.amount.is_none()))
    }
}
