//! The tables of a simulation. A stage has one row more for each further currency that came in on it; its counts stand in the first.

use super::SimulationView;
use crate::money::{Balance, Currency, Decimal};
use crate::report::column::columns;
use crate::report::{Cell, Listing};
use crate::simulate::{OwnerLoad, StageSum, Stop, Summary, WeekLoad, weeks_between};

const BEFORE_THE_FIRST: &str = "(before the first)";

/// What came in on a stage in one currency, if anything did.
pub struct StageLine<'s> {
    sum: &'s StageSum,
    is_first: bool,
    received: Option<(Currency, Balance)>,
}

columns! { StageLine<'s> {
    track "Track": Maybe(&Text), "Its track; null for the workflow's own stages." => |row| row.sum.track.as_deref().into();
    stage "Stage": Text, "The stage; `(before the first)` for none." => |row| row.sum.stage.as_deref().unwrap_or(BEFORE_THE_FIRST).into();
    touches "Touches": Maybe(&Count), "How many. Null in further rows of a stage." => |row| row.once(row.sum.touches);
    entered "Invoices": Maybe(&Count), "How many invoices came to be in it. Null in further rows of a stage." => |row| row.once(row.sum.entered);
    received "Collected": Maybe(&Exact), "What came in on invoices that were in it that morning." => |row| row.received.map(|(of, amount)| Cell::amount(of, amount)).into();
    currency "Currency": Maybe(&Currency), "Of what came in; each further one has a row of its own." => |row| row.received.map(|(of, _)| of.code()).into();
    mean_days "Days in it": Maybe(&Exact), "How long they were in it, on average of those that left. Null in further rows of a stage." => |row| row.once(row.sum.mean_days);
    median_days "Median": Maybe(&Exact), "The median of these days, to a half. Null in further rows of a stage." => |row| row.once(row.sum.median_days);
    left "Left": Maybe(&Count), "How many left it. Null in further rows of a stage." => |row| row.once(row.sum.left);
    remaining "At the end": Maybe(&Count), "How many are in it at the end. Null in further rows of a stage." => |row| row.once(row.sum.remaining);
} }

impl StageLine<'_> {
    fn once(&self, value: impl Into<Cell<'static>>) -> Cell<'static> {
        self.is_first.then_some(value).into()
    }
}

pub(super) fn stages(summary: &Summary) -> Listing {
    let rows = summary.stages.iter().flat_map(|sum| {
        let received = sum.received.iter().map(|(currency, amount)| Some((*currency, *amount)));
        let none = sum.received.is_empty().then_some(None);
        received.chain(none).enumerate().map(move |(index, received)| StageLine { sum, is_first: index == 0, received })
    });
    Listing::new("By stage", StageLine::COLUMNS, rows)
}

/// What an owner does by one channel, in so many weeks.
pub struct OwnerLine<'s> {
    load: &'s OwnerLoad,
    weeks: Decimal,
}

columns! { OwnerLine<'s> {
    owner "Owner": Text, "Whose work it is." => |row| row.load.owner.as_str().into();
    channel "Channel": Channel, "How." => |row| row.load.channel.name().into();
    touches "Touches": Count, "How many in all." => |row| row.load.touches.into();
    per_week "A week": Maybe(&Exact), "How many a week, on average." => |row| Decimal::new(row.load.touches as i128, 0).over(row.weeks, 1).into();
    busiest "Busiest week": Count, "How many in the busiest week." => |row| row.load.busiest.0.into();
    busiest_week "From": Day, "The Monday of that week." => |row| row.load.busiest.1.into();
} }

pub(super) fn owners(view: &SimulationView<'_>) -> Listing {
    let weeks = weeks_between(view.assumptions.from, view.assumptions.to);
    Listing::new("By owner", OwnerLine::COLUMNS, view.summary.owners.iter().map(|load| OwnerLine { load, weeks }))
}

/// The invoices of a stage that nobody will touch again, in one currency.
pub struct StalledLine<'s> {
    sum: &'s StageSum,
    is_first: bool,
    balance: (Currency, Balance),
}

columns! { StalledLine<'s> {
    track "Track": Maybe(&Text), "Its track; null for the workflow's own stages." => |row| row.sum.track.as_deref().into();
    stage "Stage": Text, "The stage; `(before the first)` for none." => |row| row.sum.stage.as_deref().unwrap_or(BEFORE_THE_FIRST).into();
    disputed "Disputed": Maybe(&Count), "How many are disputed. Null in further rows of a stage." => |row| row.count(Stop::Disputed);
    paused "Paused": Maybe(&Count), "How many are paused. Null in further rows of a stage." => |row| row.count(Stop::Paused);
    nothing_left "Nothing left to do": Maybe(&Count), "For how many nothing is left to be done. Null in further rows of a stage." => |row| row.count(Stop::NothingLeft);
    balance "Balance": Exact, "What is left to pay on them." => |row| Cell::amount(row.balance.0, row.balance.1);
    currency "Currency": Currency, "Of the balance; each further one has a row of its own." => |row| row.balance.0.code().into();
} }

impl StalledLine<'_> {
    fn count(&self, stop: Stop) -> Cell<'static> {
        self.is_first.then(|| self.sum.stalled.get(&stop).copied().unwrap_or(0)).into()
    }
}

pub(super) fn stalled(summary: &Summary) -> Listing {
    let rows = summary.stages.iter().flat_map(|sum| {
        let balances = sum.stalled_balance.iter().enumerate();
        balances.map(move |(index, (currency, amount))| StalledLine { sum, is_first: index == 0, balance: (*currency, *amount) })
    });
    Listing::new("Where invoices stall: no action follows for these", StalledLine::COLUMNS, rows)
}

/// What an owner does by one channel in one week.
pub struct WeekLine<'s>(&'s WeekLoad);

columns! { WeekLine<'s> {
    week "Week of": Day, "The Monday of the week." => |row| row.0.week.into();
    owner "Owner": Text, "Whose work it is." => |row| row.0.owner.as_str().into();
    channel "Channel": Channel, "How." => |row| row.0.channel.name().into();
    touches "Touches": Count, "How many." => |row| row.0.touches.into();
} }

pub(super) fn weeks(summary: &Summary) -> Listing {
    Listing::new("By week", WeekLine::COLUMNS, summary.weeks.iter().map(WeekLine))
}
