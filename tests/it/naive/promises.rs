//! Promises to pay: kept, broken, superseded, or waited for.

use super::facts::What;
use super::replay::Replay;
use collect::calendar::Day;
use std::collections::BTreeSet;

/// A promise on an invoice.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The event: a promise of a customer is one event on several invoices.
    pub sequence: u32,
    /// Those made on one day are a plan.
    pub made_on: Day,
    pub journey: u16,
    /// The promised date.
    pub until: Day,
    /// `None`: to close the invoice.
    pub amount: Option<i128>,
    /// What was left to pay when it was made, and what must come in on the invoice since the morning of that day to pay it.
    rest: (i128, i128),
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
    /// It is one with another of the same date and amount.
    Twin,
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
    /// A promise is made on the invoice; what was promised on earlier days is superseded.
    pub fn promise(&mut self, sequence: u32, until: Day, amount: Option<i128>) {
        let (made_on, journey) = (self.today, self.journey);
        let amount = amount.filter(|amount| *amount > 0);
        for promise in self.promises.iter_mut().filter(|promise| promise.is_pending() && promise.made_on < made_on) {
            promise.state = State::Superseded;
            self.happened.insert("a promise superseded");
        }
        let of_today = self.promises.iter().find(|promise| promise.made_on == made_on);
        let broken = self.promises.iter().filter(|promise| promise.broken_on().is_some()).count();
        let honour = self.workflow.overrides.promise.honour;
        let is_honoured = of_today.map_or(honour.is_none_or(|honour| broken < honour as usize), |first| first.is_honoured);
        if !is_honoured {
            self.happened.insert("a promise not honoured");
        }
        let rest = of_today.map_or((self.balance, self.balance + self.own_since(made_on).0), |first| first.rest);
        let counts = |one: &&Promise| !matches!(one.state, State::Superseded | State::Twin);
        let mut plan = self.promises.iter().filter(|one| one.made_on == made_on).filter(counts);
        let is_twin = plan.any(|one| (one.until, one.amount) == (until, amount));
        let state = if is_twin { State::Twin } else { State::Pending };
        self.promises.push(Promise { sequence, made_on, journey, until, amount, rest, is_honoured, state });
    }

    /// A dispute takes the place of promises that are waited for.
    pub fn supersede_promises(&mut self) {
        for promise in self.promises.iter_mut().filter(|promise| promise.is_pending()) {
            promise.state = State::Superseded;
            self.happened.insert("a promise superseded");
        }
    }

    /// The plans, each by the order in which its promises are to be kept.
    fn plans(&self) -> Vec<Vec<usize>> {
        let days: BTreeSet<Day> = self.promises.iter().map(|promise| promise.made_on).collect();
        let plan = |day| {
            let made = |index: &usize| self.promises[*index].made_on == day && self.promises[*index].state != State::Twin;
            let mut plan: Vec<usize> = (0..self.promises.len()).filter(made).collect();
            plan.sort_by_key(|index| (self.promises[*index].until, self.promises[*index].amount.is_none(), *index));
            plan
        };
        days.into_iter().map(plan).collect()
    }

    /// What came in since a day less what of it was taken back, and whether something was taken back today.
    fn since(entries: &[(Day, i128)], from: Day, today: Day) -> (i128, bool) {
        let (mut sum, mut taken_back) = (0, false);
        for (day, change) in entries.iter().filter(|(day, _)| *day >= from && *day <= today) {
            let before = sum;
            sum = (sum + change).max(0);
            taken_back |= *day == today && sum < before;
        }
        (sum, taken_back)
    }

    fn own_since(&self, from: Day) -> (i128, bool) {
        Self::since(&self.received, from, self.today)
    }

    fn cash_since(&self, from: Day) -> (i128, bool) {
        Self::since(&self.cash, from, self.today)
    }

    /// Did what the promise at a place of a plan asks for come in?
    fn is_reached(&self, plan: &[usize], place: usize, more: i128) -> bool {
        let promise = &self.promises[plan[place]];
        let (own, cash) = (self.own_since(promise.made_on).0, self.cash_since(promise.made_on).0);
        let asked = plan[..=place].iter().map(|index| &self.promises[*index]).filter(|one| one.state != State::Superseded);
        match asked.map(|one| one.amount).sum::<Option<i128>>() {
            Some(amount) => own + cash + more >= amount,
            None => own >= promise.rest.1 || cash >= promise.rest.0,
        }
    }

    /// Promises are kept when the invoice is closed, or when what was promised was received since the day they were made; what was taken
    /// back in time undoes that. `money` is true when the money of the day has counted.
    pub fn keep_promises(&mut self, money: bool) {
        let grace = self.workflow.overrides.promise.grace_days as i32;
        for plan in self.plans() {
            for place in 0..plan.len() {
                let promise = &self.promises[plan[place]];
                let holds = self.closed.is_some() || self.is_reached(&plan, place, 0);
                let taken_back = self.own_since(promise.made_on).1 || self.cash_since(promise.made_on).1;
                let in_time = self.today <= promise.until.plus(grace);
                if promise.is_pending() && holds {
                    self.promises[plan[place]].state = State::Kept;
                    self.happened.insert("a promise kept");
                } else if money && promise.state == State::Kept && taken_back && in_time && !holds {
                    self.promises[plan[place]].state = State::Pending;
                    self.happened.insert("a promise pending again");
                }
            }
        }
    }

    /// Promises still waited for when the promised date and the days of grace are over are broken, and their plan with them; the clock
    /// may jump.
    pub fn break_promises(&mut self) {
        let rules = &self.workflow.overrides.promise;
        let unexplained = self.unexplained();
        let mut jumps = 0;
        for plan in self.plans() {
            let mut is_broken = false;
            for place in 0..plan.len() {
                let promise = &self.promises[plan[place]];
                if !promise.is_pending() {
                    continue;
                }
                if is_broken {
                    self.promises[plan[place]].state = State::Superseded;
                } else if self.today >= promise.until.plus(rules.grace_days as i32) {
                    if self.is_reached(&plan, place, unexplained) {
                        self.promises[plan[place]].state = State::Kept;
                        self.happened.insert("a promise kept by the open amount");
                        continue;
                    }
                    self.promises[plan[place]].state = State::Broken(self.today);
                    self.happened.insert("a promise broken");
                    is_broken = true;
                    jumps += 1;
                }
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

    /// What is missing from the amount by the open amount, and no money of its day or before explains.
    fn unexplained(&self) -> i128 {
        let Some(open) = self.invoice.terms.open_amount else { return 0 };
        let own = self.facts.iter().filter(|fact| !fact.of_customer && fact.day <= open.on);
        let explained = own.map(|fact| match fact.what {
            What::Payment(amount) | What::Credit(amount) | What::WriteOff(amount) => amount.unwrap_or(0),
            What::Reversal(amount) | What::Fee(amount) => -amount,
            _ => 0,
        });
        (i128::from(self.invoice.terms.amount) - i128::from(open.amount) - explained.sum::<i128>()).max(0)
    }

    /// The promise that is waited for next, of those made last.
    pub fn pending_promise(&self) -> Option<&Promise> {
        let plans = self.plans();
        let mut pending = plans.iter().rev().flatten().map(|index| &self.promises[*index]).filter(|promise| promise.is_pending());
        pending.next()
    }

    /// The promise that broke the plan made last, with its number and since when.
    pub fn broken_last(&self) -> Option<(usize, &Promise, Day)> {
        let made_on = self.promises.last()?.made_on;
        let mut plan = self.promises.iter().enumerate().filter(|(_, promise)| promise.made_on == made_on);
        plan.find_map(|(index, promise)| Some((index + 1, promise, promise.broken_on()?)))
    }
}
