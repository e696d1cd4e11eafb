//! The work of a history by owner, channel and week.

use crate::calendar::Day;
use crate::channel::Channel;
use crate::money::Decimal;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekLoad {
    pub week: Day,
    pub owner: String,
    pub channel: Channel,
    pub touches: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerLoad {
    pub owner: String,
    pub channel: Channel,
    pub touches: usize,
    /// The most in a week, and the first such week.
    pub busiest: (usize, Day),
}

pub fn week_of(day: Day) -> Day {
    // 1970-01-01 was a Thursday.
    day.plus(-(day.number().wrapping_add(3)).rem_euclid(7))
}

/// How many weeks lie between two days, both counted, to a tenth; at least one day.
pub fn weeks_between(from: Day, to: Day) -> Decimal {
    let days = i128::from(to.since(from).max(0)) + 1;
    Decimal::new(days, 0).over(Decimal::new(7, 0), 1).unwrap_or(Decimal::ONE)
}

/// The work of weeks, from that of days by owner and channel.
pub(super) fn weeks(days: &BTreeMap<Day, BTreeMap<String, [usize; Channel::ALL.len()]>>) -> Vec<WeekLoad> {
    let mut loads: BTreeMap<(Day, &str, Channel), usize> = BTreeMap::new();
    for (day, owners) in days {
        for (owner, by_channel) in owners {
            for (channel, touches) in Channel::ALL.into_iter().zip(by_channel).filter(|(_, touches)| **touches > 0) {
                *loads.entry((week_of(*day), owner, channel)).or_default() += touches;
            }
        }
    }
    loads.into_iter().map(|((week, owner, channel), touches)| WeekLoad { week, owner: owner.to_owned(), channel, touches }).collect()
}

pub(super) fn owners(weeks: &[WeekLoad]) -> Vec<OwnerLoad> {
    let mut loads: BTreeMap<(&str, Channel), OwnerLoad> = BTreeMap::new();
    for load in weeks {
        let all = loads.entry((&load.owner, load.channel)).or_insert_with(|| OwnerLoad {
            owner: load.owner.clone(),
            channel: load.channel,
            touches: 0,
            busiest: (0, load.week),
        });
        all.touches += load.touches;
        if load.touches > all.busiest.0 {
            all.busiest = (load.touches, load.week);
        }
    }
    loads.into_values().collect()
}
