//! Promises to pay on one invoice. Those made on one day are a plan, which what comes in since keeps one after the other.

use super::position::Promised;
use crate::calendar::Day;
use crate::money::{Balance, Minor};
use crate::workflow;
use smallvec::SmallVec;

/// A payment so many days before a promise may be what was promised.
const LATELY: i32 = 7;

#[derive(Clone, Debug, Default)]
pub(super) struct Promises {
    grace_days: i32,
    /// After so many broken plans a promise no longer blocks.
    honour: Option<u32>,
    /// What an open amount shows to be paid and no event explains.
    shown: Balance,
    /// The plans of which something may still change, by the day on which they were made.
    plans: SmallVec<[PaymentPlan; 1]>,
    /// When the last plan was made, whether or not it can still change.
    last_made_on: Option<Day>,
    today: Received,
    pub count: u32,
    broken: u32,
    /// How many of them were made in this journey.
    pub broken_in_journey: u32,
    /// How many broken ones were made on the invoice itself.
    pub broken_own: u32,
    /// The broken ones that were made for the whole customer, by their place in file order.
    pub broken_of_customer: Vec<u32>,
    /// The promise that broke the plan made last, and the first day on which it was broken.
    pub broke: Option<(Made, Day)>,
    /// The promise of the plan made last that was kept last, if only cash of the customer kept it.
    pub kept_by_cash: Option<Promised>,
    /// A payment shortly before the plan made last, and what the promise that broke that plan lacked.
    paid_before: Option<(Day, Balance)>,
    lacked: Balance,
}

/// What came in since a day, less what was taken back of it.
#[derive(Clone, Copy, Debug, Default)]
struct Received {
    own: Balance,
    cash: Balance,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum From {
    Invoice,
    /// On no invoice, as cash of the customer.
    Customer,
}

impl Received {
    /// Money came in, or was taken back: only what came in can be.
    fn add(&mut self, change: Balance, from: From) {
        let sum = match from {
            From::Invoice => &mut self.own,
            From::Customer => &mut self.cash,
        };
        *sum = (*sum + change).max(0);
    }

    fn all(&self) -> Balance {
        self.own + self.cash
    }
}

/// The promises made on one day, in the order in which they are to be kept.
#[derive(Clone, Debug)]
struct PaymentPlan {
    made_on: Day,
    /// Do they keep anybody from chasing?
    blocks: bool,
    received: Received,
    /// Was something taken back on the day being replayed?
    taken_back: bool,
    /// What was left to pay when the plan was made, and the same with what had come in on that day: that counts as received, too.
    rest: (Balance, Balance),
    promises: SmallVec<[Made; 1]>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    /// Its number on the invoice, from 1.
    pub number: u32,
    pub promised: Promised,
    pub journey: u16,
    pub state: PromiseState,
    /// Was it made for the whole customer? Then by which event.
    of_customer: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PromiseState {
    Pending,
    /// It was kept. As long as its time is not over, what is taken back may undo that.
    Kept,
    Broken,
    /// A newer promise, a dispute, or a broken one of its plan took its place.
    Superseded,
}

impl PaymentPlan {
    /// Has what the promise at a place, and those before it, asked for come in? `more` counts as received of an amount.
    fn is_reached(&self, place: usize, more: Balance) -> bool {
        match self.asked(place) {
            Some(amount) => self.received.all() + more >= amount,
            None => self.received.own >= self.rest.1 || self.received.cash >= self.rest.0,
        }
    }

    /// The amounts of the promise at a place and those before it; `None` where one of them asks for all that is left.
    fn asked(&self, place: usize) -> Option<Balance> {
        let counts = self.promises[..=place].iter().filter(|made| made.state != PromiseState::Superseded);
        counts.map(|made| made.promised.amount.map(Balance::from)).sum()
    }

    fn first_pending(&self) -> Option<usize> {
        self.promises.iter().position(|made| made.state == PromiseState::Pending)
    }
}

impl Promises {
    pub fn new(rules: &workflow::Promise, shown: Balance) -> Promises {
        Promises { grace_days: rules.grace_days as i32, honour: rules.honour, shown, ..Promises::default() }
    }

    /// A day begins: what can change no more is forgotten.
    #[inline]
    pub fn morning(&mut self, day: Day) {
        self.today = Received::default();
        if !self.plans.is_empty() {
            let grace = self.grace_days;
            let is_final = |made: &Made| match made.state {
                PromiseState::Pending => false,
                PromiseState::Kept => made.promised.date.plus(grace) < day,
                PromiseState::Broken | PromiseState::Superseded => true,
            };
            self.plans.retain(|plan| !plan.promises.iter().all(is_final));
        }
    }

    /// Is there a promise whose fate may depend on what comes in?
    pub fn any(&self) -> bool {
        !self.plans.is_empty()
    }

    /// Money came in, or was taken back if negative.
    pub fn receive(&mut self, change: Balance, from: From) {
        self.today.add(change, from);
        for plan in &mut self.plans {
            let before = plan.received.all();
            plan.received.add(change, from);
            plan.taken_back |= plan.received.all() < before;
        }
    }

    /// A promise is made in a journey on a day on which so much is asked for. `paid_lately` is the last payment before that day.
    pub fn make(
        &mut self,
        day: Day,
        promised: Promised,
        (journey, asked): (u16, Balance),
        paid_lately: Option<(Day, Balance)>,
        of_customer: Option<u32>,
    ) {
        self.count += 1;
        let made = Made { number: self.count, promised, journey, state: PromiseState::Pending, of_customer };
        if self.plans.last().is_none_or(|plan| plan.made_on != day) {
            self.supersede();
            let blocks = self.honour.is_none_or(|most| self.broken < most);
            let (received, rest) = (self.today, (asked, asked + self.today.own));
            self.plans.push(PaymentPlan { made_on: day, blocks, received, taken_back: false, rest, promises: SmallVec::new() });
            self.last_made_on = Some(day);
            (self.broke, self.kept_by_cash) = (None, None);
            self.paid_before = paid_lately.filter(|(on, _)| day.since(*on) <= LATELY);
        }
        let Some(plan) = self.plans.last_mut() else { return };
        let waits = |other: &&Made| other.state != PromiseState::Superseded;
        if plan.promises.iter().filter(waits).any(|other| other.promised == promised) {
            return;
        }
        let order = |promised: &Promised| (promised.date, promised.amount.is_none());
        let place = plan.promises.partition_point(|other| order(&other.promised) <= order(&promised));
        plan.promises.insert(place, made);
    }

    /// A newer promise, or a dispute, takes the place of those that are waited for.
    pub fn supersede(&mut self) {
        let pending = self.plans.iter_mut().flat_map(|plan| &mut plan.promises).filter(|made| made.state == PromiseState::Pending);
        pending.for_each(|made| made.state = PromiseState::Superseded);
    }

    /// Pending promises are kept if the invoice is closed or what was promised came in; they are pending again if that was taken back in time.
    pub fn keep(&mut self, day: Day, closed: bool) {
        let grace = self.grace_days;
        for plan in &mut self.plans {
            let is_last = Some(plan.made_on) == self.last_made_on;
            for place in 0..plan.promises.len() {
                let made = plan.promises[place];
                let holds = || closed || plan.is_reached(place, 0);
                let is_in_time = || day <= made.promised.date.plus(grace);
                match made.state {
                    PromiseState::Pending if holds() => {
                        plan.promises[place].state = PromiseState::Kept;
                        if is_last {
                            let own = plan.asked(place).map_or(plan.received.own >= plan.rest.1, |asked| plan.received.own >= asked);
                            self.kept_by_cash = (!closed && !own).then_some(made.promised);
                        }
                    }
                    PromiseState::Kept if plan.taken_back && is_in_time() && !holds() => {
                        plan.promises[place].state = PromiseState::Pending;
                        if is_last {
                            self.kept_by_cash = None;
                        }
                    }
                    _ => {}
                }
            }
            plan.taken_back = false;
        }
    }

    /// Pending promises break when their time is over, and their plans with them. Does one break on this day?
    pub fn breaks(&mut self, day: Day, journey: u16) -> bool {
        let grace = self.grace_days;
        let mut any = false;
        let shown = self.shown;
        for plan in &mut self.plans {
            let is_last = Some(plan.made_on) == self.last_made_on;
            while let Some(place) = plan.first_pending().filter(|place| plan.promises[*place].promised.date.plus(grace) <= day) {
                if plan.is_reached(place, shown) {
                    plan.promises[place].state = PromiseState::Kept;
                    continue;
                }
                plan.promises[place].state = PromiseState::Broken;
                let made = plan.promises[place];
                let later = plan.promises[place + 1..].iter_mut().filter(|made| made.state == PromiseState::Pending);
                later.for_each(|made| made.state = PromiseState::Superseded);
                if is_last {
                    self.broke = Some((made, day));
                    self.lacked = plan.lacks(place);
                }
                any = true;
                self.broken += 1;
                self.broken_in_journey += u32::from(made.journey == journey);
                match made.of_customer {
                    Some(event) => self.broken_of_customer.push(event),
                    None => self.broken_own += 1,
                }
            }
        }
        any
    }

    /// The promise that is waited for next, of those made last.
    pub fn pending(&self) -> Option<&Made> {
        self.plans.iter().rev().find_map(|plan| plan.promises.iter().find(|made| made.state == PromiseState::Pending))
    }

    /// Every promise of which something changed on the day replayed last, or may still.
    pub fn all(&self) -> impl Iterator<Item = &Made> {
        self.plans.iter().flat_map(|plan| &plan.promises)
    }

    /// Does what was promised last keep anybody from chasing?
    pub fn honoured(&self) -> bool {
        self.plans.last().is_some_and(|plan| plan.blocks)
    }

    /// The day on which a promise breaks unless it is kept.
    pub fn end_of(&self, promised: Promised) -> Day {
        promised.date.plus(self.grace_days)
    }

    /// The next day on which a promise breaks, unless it is kept.
    pub fn end(&self) -> Option<Day> {
        self.plans.iter().filter_map(|plan| Some(self.end_of(plan.promises[plan.first_pending()?].promised))).min()
    }

    /// The first day that is free again, while a promise keeps everybody from chasing.
    pub fn block(&self, day: Day) -> Option<Day> {
        let blocking = self.plans.iter().filter(|plan| plan.blocks);
        let ends = blocking.filter_map(|plan| {
            let pending: Vec<usize> =
                (0..plan.promises.len()).filter(|place| plan.promises[*place].state == PromiseState::Pending).collect();
            // Those that an open amount shows to be kept do not break.
            let breaks = pending.iter().find(|place| !plan.is_reached(**place, self.shown));
            Some(self.end_of(plan.promises[*breaks.or(pending.last())?].promised))
        });
        ends.filter(|end| day < *end).max()
    }

    /// The payment shortly before a promise that is waited for or broken with which it would have been kept, and that promise.
    pub fn paid_before(&self) -> Option<(Promised, Day)> {
        let (on, amount) = self.paid_before?;
        let pending = || {
            let plan = self.plans.last()?;
            let place = plan.first_pending()?;
            Some((plan.promises[place].promised, plan.lacks(place)))
        };
        let (promised, lacks) = self.broke.map(|(made, _)| (made.promised, self.lacked)).or_else(pending)?;
        (promised.amount.is_some() && amount >= lacks).then_some((promised, on))
    }
}

impl PaymentPlan {
    /// How much must still come in for the promise at a place.
    fn lacks(&self, place: usize) -> Balance {
        self.asked(place).map_or(self.rest.1 - self.received.own, |asked| asked - self.received.all())
    }
}

impl Promised {
    /// What an event promises: an amount of 0 is none.
    pub(super) fn of(date: Day, amount: Option<Minor>) -> Promised {
        Promised { date, amount: amount.filter(|amount| *amount > 0) }
    }
}
