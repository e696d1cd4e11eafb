//! The disputes of an invoice: of the whole, or of a part of it. They block it while they are open, and for some days after.

use super::account::Account;
use super::blocks::Block;
use crate::calendar::Day;
use crate::ledger::TextId;
use crate::money::{Balance, Minor};
use crate::workflow;
use smallvec::SmallVec;

#[derive(Clone, Debug, Default)]
pub(super) struct Disputes {
    cooldown_days: i32,
    raised: u32,
    /// The open ones of the whole invoice, in the order in which they were raised.
    whole: SmallVec<[Raised; 1]>,
    /// The open ones of a part of it, in that order.
    parts: SmallVec<[Raised; 1]>,
    open_parts: Balance,
    /// Those that were resolved, together for each day, the latest day last.
    cooling: SmallVec<[Cooling; 1]>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Raised {
    /// Which of the invoice's disputes it is, from 1.
    pub number: u32,
    pub on: Day,
    pub reason: Option<TextId>,
    /// The part that is disputed; `None` is the whole invoice.
    pub part: Option<Minor>,
}

#[derive(Clone, Copy, Debug)]
struct Cooling {
    /// The first day that is free again.
    until: Day,
    /// Since when the whole invoice was disputed, if it was.
    whole: Option<Day>,
    /// Since when parts were disputed, and their sum, if any were.
    parts: Option<(Day, Balance)>,
}

impl Disputes {
    pub fn new(rules: &workflow::Dispute) -> Disputes {
        Disputes { cooldown_days: rules.cooldown_days as i32, ..Disputes::default() }
    }

    pub fn raise(&mut self, on: Day, reason: Option<TextId>, part: Option<Minor>) {
        self.raised += 1;
        let dispute = Raised { number: self.raised, on, reason, part };
        match part {
            None => self.whole.push(dispute),
            Some(part) => {
                self.parts.push(dispute);
                self.open_parts += Balance::from(part);
            }
        }
    }

    /// Disputes of that reason or of none are resolved, all without a reason. Was there any?
    pub fn resolve(&mut self, day: Day, reason: Option<TextId>) -> bool {
        let is_resolved = |dispute: &Raised| reason.is_none() || dispute.reason.is_none() || dispute.reason == reason;
        let (mut whole, mut parts) = (None, None);
        self.whole.retain(|dispute| {
            let resolved = is_resolved(dispute);
            if resolved {
                whole.get_or_insert(dispute.on);
            }
            !resolved
        });
        self.parts.retain(|dispute| {
            let resolved = is_resolved(dispute);
            if resolved {
                parts.get_or_insert((dispute.on, 0)).1 += dispute.part.map_or(0, Balance::from);
            }
            !resolved
        });
        if whole.is_none() && parts.is_none() {
            return false;
        }
        self.open_parts -= parts.map_or(0, |(_, sum)| sum);
        let until = day.plus(self.cooldown_days);
        match self.cooling.last_mut().filter(|last| last.until == until) {
            Some(last) => {
                last.whole = last.whole.into_iter().chain(whole).min();
                last.parts = last.parts.into_iter().chain(parts).reduce(|(a, sum), (b, more)| (a.min(b), sum + more));
            }
            None => self.cooling.push(Cooling { until, whole, parts }),
        }
        true
    }

    pub fn each_open(&self) -> impl Iterator<Item = &Raised> {
        self.whole.iter().chain(&self.parts)
    }

    pub fn open(&self) -> Option<&Raised> {
        self.whole.last().into_iter().chain(self.parts.last()).max_by_key(|dispute| dispute.number)
    }

    /// While the invoice is disputed or cools down; disputed parts block only if they leave nothing to ask for.
    pub fn block(&self, day: Day, account: &Account<'_>) -> Option<Block> {
        let open = self.whole.first().map(|dispute| Block { since: dispute.on, until: None });
        let cooling = self.cooling(day).filter_map(|cooling| Some(Block { since: cooling.whole?, until: Some(cooling.until) }));
        open.into_iter().chain(cooling).chain(self.block_of_parts(day, account)).fold(None, |block, other| Block::join(block, other, day))
    }

    /// The same of its disputed parts alone.
    pub fn block_of_parts(&self, day: Day, account: &Account<'_>) -> Option<Block> {
        let mut left = self.parts(day);
        if left == 0 || !account.is_too_little(account.balance - left) {
            return None;
        }
        let open = self.parts.first().map(|dispute| (dispute.on, None, self.open_parts));
        let cooling = self.cooling(day).filter_map(|cooling| cooling.parts.map(|(since, sum)| (since, Some(cooling.until), sum)));
        // Those that end first come first, and the open ones last.
        let parts: SmallVec<[(Day, Option<Day>, Balance); 2]> = cooling.chain(open).collect();
        let since = parts.iter().map(|(since, ..)| *since).min()?;
        for (_, until, sum) in parts {
            left -= sum;
            if until.is_none() || !account.is_too_little(account.balance - left) || left == 0 {
                return Some(Block { since, until });
            }
        }
        None
    }

    pub fn parts(&self, day: Day) -> Balance {
        let cooling = self.cooling(day).filter_map(|cooling| cooling.parts);
        self.open_parts + cooling.map(|(_, sum)| sum).sum::<Balance>()
    }

    /// The next day on which the cooldown of a dispute is over.
    pub fn next_end(&self, day: Day) -> Option<Day> {
        self.cooling(day).next().map(|cooling| cooling.until)
    }

    /// What cools down on a day, the first to end first.
    fn cooling(&self, day: Day) -> impl Iterator<Item = &Cooling> {
        self.cooling[self.cooling.partition_point(|cooling| cooling.until <= day)..].iter()
    }
}
