//! Both sides, added up by stage and by owner.

use super::Side;
use crate::money::{Balance, Currency, Decimal};
use crate::plan::ContactWords;
use crate::workflow::{StageIndex, TrackIndex, Workflow};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagePair {
    /// Its id; empty before the first.
    pub stage: String,
    pub touches: (usize, usize),
    pub cash: BTreeMap<Currency, (Balance, Balance)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerPair {
    pub owner: String,
    pub touches: (usize, usize),
    /// How many more a week, to a tenth; `None` for one day.
    pub more_a_week: Option<Decimal>,
}

/// How many touches of one stage there are, and the balances that are in it at the end.
type InStage = (usize, BTreeMap<Currency, Balance>);

/// What one side comes to.
#[derive(Clone, Debug, Default)]
pub(super) struct SideTotals {
    stages: BTreeMap<(Option<TrackIndex>, Option<StageIndex>), InStage>,
    owners: BTreeMap<String, usize>,
}

impl SideTotals {
    pub fn add(&mut self, side: &Side, words: ContactWords<'_>) {
        for contact in &side.contacts {
            self.stages.entry((contact.track, contact.stage)).or_default().0 += 1;
            let owner = words.owner(contact);
            match self.owners.get_mut(&*owner) {
                Some(touches) => *touches += 1,
                None => _ = self.owners.insert(owner.into_owned(), 1),
            }
        }
        for (track, stage, currency, amount) in &side.cash {
            *self.stages.entry((*track, *stage)).or_default().1.entry(*currency).or_default() += amount;
        }
    }

    pub fn join(&mut self, other: SideTotals) {
        for (place, (touches, cash)) in other.stages {
            let sum = self.stages.entry(place).or_default();
            sum.0 += touches;
            cash.into_iter().for_each(|(currency, amount)| *sum.1.entry(currency).or_default() += amount);
        }
        other.owners.into_iter().for_each(|(owner, touches)| *self.owners.entry(owner).or_default() += touches);
    }

    pub fn touches(&self) -> usize {
        self.owners.values().sum()
    }
}

pub(super) fn more(pair: (usize, usize)) -> i128 {
    pair.1 as i128 - pair.0 as i128
}

pub(super) fn stages(old: (&SideTotals, &Workflow), new: (&SideTotals, &Workflow)) -> Vec<StagePair> {
    let mut order: Vec<&str> = vec![""];
    for stage in new.1.stage_lists().chain(old.1.stage_lists()).flatten() {
        if !order.contains(&stage.id.as_str()) {
            order.push(&stage.id);
        }
    }
    let pairs = order.into_iter().map(|id| {
        let mut pair = StagePair { stage: id.to_owned(), touches: (0, 0), cash: BTreeMap::new() };
        for (touches, cash) in of_stage(old, id) {
            pair.touches.0 += touches;
            cash.iter().for_each(|(currency, amount)| pair.cash.entry(*currency).or_default().0 += amount);
        }
        for (touches, cash) in of_stage(new, id) {
            pair.touches.1 += touches;
            cash.iter().for_each(|(currency, amount)| pair.cash.entry(*currency).or_default().1 += amount);
        }
        pair
    });
    pairs.filter(|pair| pair.touches != (0, 0) || !pair.cash.is_empty()).collect()
}

/// What the stages of that id come to, of all tracks.
fn of_stage<'t>(
    (totals, workflow): (&'t SideTotals, &'t Workflow),
    id: &str,
) -> impl Iterator<Item = &'t (usize, BTreeMap<Currency, Balance>)> {
    let called = move |(track, stage): &(Option<TrackIndex>, Option<StageIndex>)| {
        stage.map_or("", |stage| &workflow.stages_of(*track)[stage].id) == id
    };
    totals.stages.iter().filter(move |(place, _)| called(place)).map(|(_, sums)| sums)
}

pub(super) fn owners(old: &SideTotals, new: &SideTotals, weeks: Option<Decimal>) -> Vec<OwnerPair> {
    let owners: BTreeSet<&String> = old.owners.keys().chain(new.owners.keys()).collect();
    let count = |side: &SideTotals, owner: &String| side.owners.get(owner).copied().unwrap_or(0);
    let pair = |owner: &String| {
        let touches = (count(old, owner), count(new, owner));
        let more_a_week = weeks.and_then(|weeks| Decimal::new(more(touches), 0).over(weeks, 1));
        OwnerPair { owner: owner.clone(), touches, more_a_week }
    };
    owners.into_iter().map(pair).collect()
}
