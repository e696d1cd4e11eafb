//! Both sides, added up by stage and by owner.

use super::Side;
use crate::money::{Balance, Currency, Decimal};
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

pub(super) fn more(pair: (usize, usize)) -> i128 {
    pair.1 as i128 - pair.0 as i128
}

pub(super) fn stages(old: &Side<'_>, new: &Side<'_>) -> Vec<StagePair> {
    let mut order: Vec<&str> = vec![""];
    for stage in new.workflow.stage_lists().chain(old.workflow.stage_lists()).flatten() {
        if !order.contains(&stage.id.as_str()) {
            order.push(&stage.id);
        }
    }
    let count = |side: &Side<'_>, stage: &str| side.contacts.iter().filter(|contact| contact.stage == stage).count();
    let pairs = order.into_iter().map(|stage| {
        let mut cash: BTreeMap<Currency, (Balance, Balance)> = BTreeMap::new();
        for (currency, amount) in old.cash.get(stage).into_iter().flatten() {
            cash.entry(*currency).or_default().0 += amount;
        }
        for (currency, amount) in new.cash.get(stage).into_iter().flatten() {
            cash.entry(*currency).or_default().1 += amount;
        }
        StagePair { stage: stage.to_owned(), touches: (count(old, stage), count(new, stage)), cash }
    });
    pairs.filter(|pair| pair.touches != (0, 0) || !pair.cash.is_empty()).collect()
}

pub(super) fn owners(old: &Side<'_>, new: &Side<'_>) -> Vec<OwnerPair> {
    let owners: BTreeSet<&str> = old.contacts.iter().chain(&new.contacts).map(|contact| contact.owner.as_str()).collect();
    let count = |side: &Side<'_>, owner: &str| side.contacts.iter().filter(|contact| contact.owner == owner).count();
    let pair = |owner: &str| {
        let touches = (count(old, owner), count(new, owner));
        let more_a_week = new.weeks.and_then(|weeks| Decimal::new(more(touches), 0).over(weeks, 1));
        OwnerPair { owner: owner.to_owned(), touches, more_a_week }
    };
    owners.into_iter().map(pair).collect()
}
