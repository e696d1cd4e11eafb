//! What histories add up to, customer by customer: it takes the same memory, however many there are.

use super::{ByCurrency, History, Stop};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{InvoiceId, Ledger};
use crate::money::{Balance, Currency};
use crate::plan::{ContactWords, Status};
use crate::workflow::{StageIndex, TrackIndex};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many touches there were, by day, owner and channel.
    pub(super) work: BTreeMap<Day, BTreeMap<String, [usize; Channel::ALL.len()]>>,
    pub(super) stages: BTreeMap<StagePlace, StageTally>,
    /// The invoices that were paid: how many days late, and how many days after they were issued.
    pub(super) late: DayCounts,
    pub(super) taken: DayCounts,
    pub(super) received: ByCurrency,
    pub(super) open: ByCurrency,
    pub(super) open_invoices: usize,
    pub(super) touched_invoices: usize,
    pub(super) undone: usize,
}

/// A stage of a track, if it is one; no stage is what was before the first.
pub(super) type StagePlace = (Option<TrackIndex>, Option<StageIndex>);

#[derive(Clone, Debug, Default)]
pub(super) struct StageTally {
    pub touches: usize,
    pub entered: usize,
    pub remaining: usize,
    /// How long invoices that left it had been in it.
    pub stays: DayCounts,
    pub received: ByCurrency,
    pub stalled: BTreeMap<Stop, usize>,
    pub stalled_balance: ByCurrency,
}

/// How often each number of days came.
#[derive(Clone, Debug, Default)]
pub(super) struct DayCounts(pub BTreeMap<i32, usize>);

impl Tally {
    /// Adds the history of a customer.
    pub fn add(&mut self, history: &History, words: ContactWords<'_>, ledger: &Ledger) {
        let currency = |invoice: InvoiceId| ledger.invoices.terms(invoice).currency;
        let mut touched: Vec<InvoiceId> = Vec::with_capacity(history.touches.len());
        for touch in &history.touches {
            let contact = &touch.contact;
            touched.push(contact.invoice);
            self.stages.entry((contact.track, contact.stage)).or_default().touches += 1;
            let owner = words.owner(contact);
            let work = self.work.entry(contact.day).or_default();
            let by_channel = match work.get_mut(&*owner) {
                Some(by_channel) => by_channel,
                None => work.entry(owner.into_owned()).or_default(),
            };
            by_channel[contact.channel as usize] += 1;
        }
        touched.sort_unstable();
        touched.dedup();
        self.touched_invoices += touched.len();
        for stay in &history.stays {
            let sum = self.stages.entry((stay.track, Some(stay.stage))).or_default();
            sum.entered += 1;
            match stay.until {
                Some(until) => sum.stays.add(until.since(stay.since), 1),
                None => sum.remaining += 1,
            }
        }
        for receipt in &history.receipts {
            let sum = self.stages.entry((receipt.track, receipt.stage)).or_default();
            for by_currency in [&mut sum.received, &mut self.received] {
                *by_currency.entry(currency(receipt.invoice)).or_default() += receipt.amount;
            }
        }
        for closing in history.closings.iter().filter(|closing| closing.status == Status::Paid) {
            self.late.add(closing.day.since(closing.due_date), 1);
            if let Some(issued) = ledger.invoices.terms(closing.invoice).issue_date {
                self.taken.add(closing.day.since(issued), 1);
            }
        }
        for standing in &history.standings {
            *self.open.entry(currency(standing.invoice)).or_default() += standing.balance;
            let Some(stop) = standing.stalled else { continue };
            let sum = self.stages.entry((standing.track, standing.stage)).or_default();
            *sum.stalled.entry(stop).or_default() += 1;
            *sum.stalled_balance.entry(currency(standing.invoice)).or_default() += standing.balance;
        }
        self.open_invoices += history.standings.len();
        self.undone += history.undone;
    }

    /// Adds what other customers come to.
    pub fn join(&mut self, other: Tally) {
        for (day, owners) in other.work {
            let work = self.work.entry(day).or_default();
            for (owner, by_channel) in owners {
                let sums = work.entry(owner).or_default();
                sums.iter_mut().zip(by_channel).for_each(|(sum, more)| *sum += more);
            }
        }
        for (place, more) in other.stages {
            let sum = self.stages.entry(place).or_default();
            sum.touches += more.touches;
            sum.entered += more.entered;
            sum.remaining += more.remaining;
            sum.stays.join(more.stays);
            join_money(&mut sum.received, more.received);
            more.stalled.into_iter().for_each(|(stop, count)| *sum.stalled.entry(stop).or_default() += count);
            join_money(&mut sum.stalled_balance, more.stalled_balance);
        }
        self.late.join(other.late);
        self.taken.join(other.taken);
        join_money(&mut self.received, other.received);
        join_money(&mut self.open, other.open);
        self.open_invoices += other.open_invoices;
        self.touched_invoices += other.touched_invoices;
        self.undone += other.undone;
    }
}

fn join_money(sums: &mut ByCurrency, more: BTreeMap<Currency, Balance>) {
    more.into_iter().for_each(|(currency, amount)| *sums.entry(currency).or_default() += amount);
}

impl DayCounts {
    fn add(&mut self, days: i32, count: usize) {
        *self.0.entry(days).or_default() += count;
    }

    fn join(&mut self, other: DayCounts) {
        other.0.into_iter().for_each(|(days, count)| self.add(days, count));
    }
}
