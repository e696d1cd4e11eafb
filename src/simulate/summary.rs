//! What a history comes to: by stage, by owner, in money.

use super::Stop;
use super::tally::{DayCounts, StagePlace, StageTally, Tally};
use super::weeks::{OwnerLoad, WeekLoad, owners, weeks};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::money::{Balance, Currency, Decimal, Fx, value};
use crate::workflow::{StageIndex, Workflow};
use serde::Serialize;
use std::collections::BTreeMap;

/// Money by currency, in order of the code.
pub type ByCurrency = BTreeMap<Currency, Balance>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub touches: usize,
    /// How many invoices were touched.
    pub touched_invoices: usize,
    /// How many actions were due and, as was assumed, never done.
    pub undone: usize,
    /// In the order of the workflow, those of tracks last. Stages of tracks in which nothing happened are left out.
    pub stages: Vec<StageSum>,
    pub weeks: Vec<WeekLoad>,
    /// The days with touches: of each owner, by name, how many.
    pub days: Vec<(Day, Vec<(String, usize)>)>,
    pub owners: Vec<OwnerLoad>,
    pub collected: Collected,
    pub received: ByCurrency,
    /// What was open at the end, and on how many invoices.
    pub open: ByCurrency,
    pub open_invoices: usize,
    pub cost: Option<Decimal>,
    /// The cost of collecting one unit of the base currency, to four decimals; `None` without costs or receipts, or with several currencies and
    /// no rates.
    pub cost_per_unit: Option<Decimal>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageSum {
    pub track: Option<String>,
    /// The stage's id; `None` for what happened before the first stage.
    pub stage: Option<String>,
    pub touches: usize,
    /// How many invoices came into it in that time.
    pub entered: usize,
    /// How many left it, and how many days they had been in it on average, to a tenth.
    pub left: usize,
    pub mean_days: Option<Decimal>,
    pub median_days: Option<Decimal>,
    pub remaining: usize,
    /// Money that came in on invoices that were in it.
    pub received: ByCurrency,
    /// Invoices in it that nobody will touch again, by what they wait for.
    pub stalled: BTreeMap<Stop, usize>,
    pub stalled_balance: ByCurrency,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Collected {
    pub invoices: usize,
    /// Days from the due date, on average, to a tenth; negative when early.
    pub mean_days_late: Option<Decimal>,
    pub median_days_late: Option<Decimal>,
    /// Days from the issue date, on average, of those that have one.
    pub mean_days_to_collect: Option<Decimal>,
    pub median_days_to_collect: Option<Decimal>,
}

impl Summary {
    pub(super) fn of(tally: Tally, workflow: &Workflow, fx: Option<&Fx>) -> Summary {
        let weeks = weeks(&tally.work);
        let costs = &workflow.costs;
        let sum = || {
            let of_load = |load: &WeekLoad| costs.of(load.channel).times(Decimal::new(load.touches as i128, 0));
            weeks.iter().fold(Decimal::ZERO, |sum, load| sum.plus(of_load(load)))
        };
        let cost = (!costs.is_empty()).then(sum);
        let received = &tally.received;
        let comparable = received.len() == 1 || fx.is_some_and(|fx| received.keys().all(|of| fx.rate(*of).is_some()));
        let worth = received.iter().fold(Decimal::ZERO, |sum, (of, amount)| sum.plus(value(fx, *of, *amount)));
        let cost_per_unit = cost.filter(|_| comparable && worth > Decimal::ZERO).and_then(|cost| cost.over(worth, 4));
        Summary {
            touches: weeks.iter().map(|load| load.touches).sum(),
            touched_invoices: tally.touched_invoices,
            undone: tally.undone,
            stages: stages(tally.stages, workflow),
            owners: owners(&weeks),
            weeks,
            days: tally.work.into_iter().map(|(day, owners)| (day, by_owner(owners))).collect(),
            collected: Collected {
                invoices: tally.late.count(),
                mean_days_late: tally.late.mean(),
                median_days_late: tally.late.median(),
                mean_days_to_collect: tally.taken.mean(),
                median_days_to_collect: tally.taken.median(),
            },
            received: tally.received,
            open_invoices: tally.open_invoices,
            open: tally.open,
            cost,
            cost_per_unit,
        }
    }
}

fn by_owner(owners: BTreeMap<String, [usize; Channel::ALL.len()]>) -> Vec<(String, usize)> {
    owners.into_iter().map(|(owner, by_channel)| (owner, by_channel.iter().sum())).collect()
}

fn stages(mut tallies: BTreeMap<StagePlace, StageTally>, workflow: &Workflow) -> Vec<StageSum> {
    for stage in (0..workflow.stages.len()).map(StageIndex::new) {
        tallies.entry((None, Some(stage))).or_default();
    }
    let named = |((track, stage), tally): (StagePlace, StageTally)| StageSum {
        track: track.map(|track| workflow.track(track).id.clone()),
        stage: stage.map(|stage| workflow.stages_of(track)[stage].id.clone()),
        touches: tally.touches,
        entered: tally.entered,
        left: tally.stays.count(),
        mean_days: tally.stays.mean(),
        median_days: tally.stays.median(),
        remaining: tally.remaining,
        received: tally.received,
        stalled: tally.stalled,
        stalled_balance: tally.stalled_balance,
    };
    tallies.into_iter().map(named).collect()
}

impl DayCounts {
    fn count(&self) -> usize {
        self.0.values().sum()
    }

    fn mean(&self) -> Option<Decimal> {
        let sum: i128 = self.0.iter().map(|(days, count)| i128::from(*days) * *count as i128).sum();
        Decimal::new(sum, 0).over(Decimal::new(self.count() as i128, 0), 1)
    }

    /// The number of days in the middle; of an even number of them the mean of the two there: a whole number, or a half more.
    fn median(&self) -> Option<Decimal> {
        let last = self.count().checked_sub(1)?;
        let at = |place: usize| {
            let mut before = 0;
            let reached = self.0.iter().find(|(_, count)| {
                before += **count;
                before > place
            });
            reached.map_or(0, |(days, _)| i128::from(*days))
        };
        let twice = at(last / 2) + at(last.div_ceil(2));
        Some(if twice % 2 == 0 { Decimal::new(twice / 2, 0) } else { Decimal::new(twice * 5, 1) })
    }
}

#[cfg(test)]
mod tests;
