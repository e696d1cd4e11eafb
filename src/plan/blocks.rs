//! What keeps everybody from chasing an invoice: disputes, pauses and replies. (Promises have their own file.)

use super::account::Account;
use crate::calendar::Day;
use crate::ledger::TextId;
use crate::money::{Balance, Minor};
use crate::workflow;
use smallvec::SmallVec;

/// The disputes of one invoice, as far as it has been replayed.
#[derive(Clone, Debug)]
pub(super) struct Disputes<'r> {
    rules: &'r workflow::Dispute,
    raised: SmallVec<[Raised; 1]>,
}

/// A dispute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raised {
    /// Which of the invoice's disputes it is, from 1.
    pub number: u32,
    /// When it was raised.
    pub on: Day,
    /// What it is about.
    pub reason: Option<TextId>,
    /// The part that is disputed; `None` is the whole invoice.
    pub part: Option<Minor>,
    resolved: Option<Day>,
}

impl<'r> Disputes<'r> {
    /// No dispute yet.
    pub fn new(rules: &'r workflow::Dispute) -> Disputes<'r> {
        Disputes { rules, raised: SmallVec::new() }
    }

    /// The customer disputes.
    pub fn raise(&mut self, on: Day, reason: Option<TextId>, part: Option<Minor>) {
        self.raised.push(Raised { number: self.raised.len() as u32 + 1, on, reason, part, resolved: None });
    }

    /// Disputes of that reason or of none are settled, all without a reason. Was there any?
    pub fn resolve(&mut self, day: Day, reason: Option<TextId>) -> bool {
        let mut any = false;
        for dispute in &mut self.raised {
            let named = reason.is_none() || dispute.reason.is_none() || dispute.reason == reason;
            if dispute.resolved.is_none() && named {
                dispute.resolved = Some(day);
                any = true;
            }
        }
        any
    }

    /// The latest dispute that is not settled.
    pub fn open(&self) -> Option<&Raised> {
        self.raised.iter().rev().find(|dispute| dispute.resolved.is_none())
    }

    /// While the invoice is disputed, or cools down: the first day that is free again, if that is known. Parts of it keep somebody from
    /// chasing only where they leave nothing to ask for.
    pub fn block(&self, day: Day, account: &Account<'_>) -> Option<Block> {
        let whole = self.lasting(day).filter(|(dispute, _)| dispute.part.is_none());
        let block = whole.fold(None, |block, (_, lasts)| Block::join(block, lasts, day));
        self.block_of_parts(day, account).map_or(block, |parts| Block::join(block, parts, day))
    }

    /// The same of its disputed parts alone.
    pub fn block_of_parts(&self, day: Day, account: &Account<'_>) -> Option<Block> {
        let mut left = self.parts(day);
        if left == 0 || !account.is_too_little(account.balance - left) {
            return None;
        }
        let mut parts: SmallVec<[(Option<Day>, Balance); 2]> = SmallVec::new();
        let mut since = day;
        for (dispute, lasts) in self.lasting(day) {
            if let Some(part) = dispute.part {
                since = since.min(lasts.since);
                parts.push((lasts.until, Balance::from(part)));
            }
        }
        // Those of which it is not known when they end come last.
        parts.sort_unstable_by_key(|(until, _)| (until.is_none(), *until));
        for (until, part) in parts {
            left -= part;
            if until.is_none() || !account.is_too_little(account.balance - left) || left == 0 {
                return Some(Block { since, until });
            }
        }
        None
    }

    /// What is disputed of the invoice in parts.
    pub fn parts(&self, day: Day) -> Balance {
        self.lasting(day).filter_map(|(dispute, _)| dispute.part).map(Balance::from).sum()
    }

    /// The next day on which a dispute or its cooldown is over, if that is known of one.
    pub fn next_end(&self, day: Day) -> Option<Day> {
        self.lasting(day).filter_map(|(_, lasts)| lasts.until).min()
    }

    /// The disputes that are open or cool down, and how long each lasts.
    fn lasting(&self, day: Day) -> impl Iterator<Item = (&Raised, Block)> {
        let lasts = |dispute: &Raised| {
            let until = dispute.resolved.map(|resolved| resolved.plus(self.rules.cooldown_days as i32));
            Block { since: dispute.on, until }
        };
        let all = self.raised.iter().map(move |dispute| (dispute, lasts(dispute)));
        all.filter(move |(_, lasts)| lasts.until.is_none_or(|until| until > day))
    }
}

/// A time in which nobody is to chase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its first day.
    pub since: Day,
    /// The first day that is free again; `None` if that is not known.
    pub until: Option<Day>,
}

impl Block {
    /// What holds on a day when a further block may hold on it, too.
    fn join(one: Option<Block>, other: Block, day: Day) -> Option<Block> {
        if other.until.is_some_and(|until| until <= day) {
            return one;
        }
        let Some(one) = one else { return Some(other) };
        Some(Block { since: one.since.min(other.since), until: one.until.zip(other.until).map(|(a, b)| a.max(b)) })
    }
}

/// The pauses of one invoice, as far as it has been replayed.
#[derive(Clone, Debug, Default)]
pub(super) struct Pauses {
    /// Those that still ran when they were last changed, each beginning and ending later than the one before: a pause within another
    /// changes nothing.
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
    /// How many there were.
    pub count: u32,
    latest: Option<Day>,
    answered: Option<Day>,
}

impl Replies {
    /// No reply yet.
    pub fn new(rules: &workflow::Reply) -> Replies {
        Replies { pause_days: rules.pause_days as i32, count: 0, latest: None, answered: None }
    }

    /// The customer answers; if a payment came in on the same day, that is taken as the answer.
    pub fn reply(&mut self, day: Day, paid_today: bool) {
        self.count += 1;
        self.latest = Some(day);
        self.answered = paid_today.then_some(day);
    }

    /// Whatever the customer said is answered.
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn of_pauses_those_are_kept_that_make_a_difference(pauses in prop::collection::vec((0..3_i32, prop::option::of(-2..9_i32)), 0..12)) {
            let (mut kept, mut all, mut today) = (Pauses::default(), Vec::new(), 0);
            for (later, lasts) in pauses {
                today += later;
                let (day, until) = (Day::from_number(today), lasts.map(|days| Day::from_number(today + days)));
                kept.pause(day, until);
                all.push(Block { since: day, until });
                for number in today..today + 12 {
                    let day = Day::from_number(number);
                    let plain = all.iter().fold(None, |block, pause| Block::join(block, *pause, day));
                    prop_assert_eq!(kept.block(day), plain, "on {}", day);
                }
            }
            let day = Day::from_number(today + 3);
            prop_assert_eq!(kept.resume(day), all.iter().any(|pause| pause.until.is_none_or(|until| until > day)));
            prop_assert_eq!(kept.block(day), None);
        }
    }

    #[test]
    fn pauses_within_each_other_take_no_room() {
        let mut pauses = Pauses::default();
        (0..5_000).for_each(|number| pauses.pause(Day::from_number(number), Some(Day::from_number(10_000 - number))));
        assert_eq!(pauses.running.len(), 1);
    }
}
