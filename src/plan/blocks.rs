//! What keeps everybody from chasing an invoice: pauses and replies. (Disputes and promises have their own files.)

use crate::calendar::Day;
use crate::workflow;
use smallvec::SmallVec;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub since: Day,
    /// The first day that is free again; `None` if that is not known.
    pub until: Option<Day>,
}

impl Block {
    /// What holds on a day when a further block may hold on it, too.
    pub fn join(one: Option<Block>, other: Block, day: Day) -> Option<Block> {
        if other.until.is_some_and(|until| until <= day) {
            return one;
        }
        let Some(one) = one else { return Some(other) };
        Some(Block { since: one.since.min(other.since), until: one.until.zip(other.until).map(|(a, b)| a.max(b)) })
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Pauses {
    /// Each begins and ends later than the one before: a pause within another changes nothing, so it is not kept.
    running: SmallVec<[Block; 1]>,
}

impl Pauses {
    /// Nobody is to chase until that day, or until somebody says so.
    pub fn pause(&mut self, day: Day, until: Option<Day>) {
        let ends_later = |last: &Block| last.until.is_some_and(|end| until.is_none_or(|until| until > end));
        if self.running.last().is_none_or(ends_later) {
            self.running.push(Block { since: day, until });
        }
    }

    /// Every pause that still runs is over. Was there any?
    pub fn resume(&mut self, day: Day) -> bool {
        let any = self.block(day).is_some();
        self.running.clear();
        any
    }

    /// While it is paused: the first day that is free again, if that is known.
    pub fn block(&self, day: Day) -> Option<Block> {
        let over = self.running.partition_point(|pause| pause.until.is_some_and(|until| until <= day));
        let (first, last) = (self.running.get(over)?, self.running.last()?);
        Some(Block { since: first.since, until: last.until })
    }
}

/// The replies on one invoice, as far as it has been replayed. An answer answers all of them, so the latest is enough.
#[derive(Clone, Debug)]
pub(super) struct Replies {
    pause_days: i32,
    pub count: u32,
    latest: Option<Day>,
    answered: Option<Day>,
}

impl Replies {
    pub fn new(rules: &workflow::Reply) -> Replies {
        Replies { pause_days: rules.pause_days as i32, count: 0, latest: None, answered: None }
    }

    /// The customer answers; if a payment came in on the same day, that is taken as the answer.
    pub fn reply(&mut self, day: Day, paid_today: bool) {
        self.count += 1;
        self.latest = Some(day);
        self.answered = paid_today.then_some(day);
    }

    pub fn answer(&mut self, day: Day) {
        if self.waiting().is_some() {
            self.answered = Some(day);
        }
    }

    /// The day of the latest reply, while it waits for an answer.
    pub fn waiting(&self) -> Option<Day> {
        self.latest.filter(|_| self.answered.is_none())
    }

    /// While a reply keeps everybody from chasing: the first day that is free again.
    pub fn block(&self, day: Day) -> Option<Day> {
        let end = self.waiting()?.plus(self.pause_days);
        (day < end).then_some(end)
    }
}

#[cfg(test)]
mod tests;
