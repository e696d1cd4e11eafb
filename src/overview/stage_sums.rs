//! How well each stage works, by what really happened.

use crate::calendar::Day;
use crate::money::{Balance, Currency, Decimal, Fx, value};
use crate::plan::{Past, WhyLeft};
use crate::report::{Cell, columns, objects};
use crate::workflow::{StageIndex, TrackIndex, Workflow};
use std::collections::BTreeMap;

/// A stage of a track in a currency; no stage is what was before the first or after the last.
pub(super) type StageKey = (Currency, Option<TrackIndex>, Option<StageIndex>);

#[derive(Clone, Debug, Default)]
pub(super) struct StageFigures {
    stood: Balance,
    entered: usize,
    entered_balance: Balance,
    paid: usize,
    closed: usize,
    moved_on: usize,
    stands: usize,
    stands_balance: Balance,
    /// How long those that stand there have been in it, in days together.
    stands_days: i64,
    received: Balance,
    /// Days from entering it to being paid in it.
    days_to_collect: Vec<i32>,
    touches: usize,
    cost: Decimal,
    stalled: usize,
}

pub(super) type StageSums = BTreeMap<StageKey, StageFigures>;

/// The days after `from` until `to`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    pub from: Day,
    pub to: Day,
}

impl Time {
    pub fn holds(self, day: Day) -> bool {
        day > self.from && day <= self.to
    }
}

/// Counts an invoice; `stood` is what was owed on it at the beginning, `stands` what is owed at the end.
pub(super) fn count(
    sums: &mut StageSums,
    past: &Past,
    currency: Currency,
    time: Time,
    workflow: &Workflow,
    (stood, stands): (Balance, Balance),
) {
    let key = |stage: Option<StageIndex>| (currency, past.track, stage);
    for stay in &past.stays {
        let figures = sums.entry(key(Some(stay.stage))).or_default();
        if time.holds(stay.since) {
            figures.entered += 1;
            figures.entered_balance += stay.balance;
        }
        if stay.since <= time.from && stay.left.is_none_or(|(left, _)| left > time.from) {
            figures.stood += stood;
        }
        match stay.left.filter(|(left, _)| *left <= time.to) {
            None => {
                figures.stands += 1;
                figures.stands_balance += stands;
                figures.stands_days += i64::from(time.to.since(stay.since));
            }
            Some((left, _)) if !time.holds(left) => {}
            Some((left, WhyLeft::Paid)) => {
                figures.paid += 1;
                figures.days_to_collect.push(left.since(stay.since));
            }
            Some((_, WhyLeft::Closed)) => figures.closed += 1,
            Some((_, WhyLeft::MovedOn)) => figures.moved_on += 1,
        }
    }
    for receipt in past.receipts.iter().filter(|receipt| time.holds(receipt.day)) {
        sums.entry(key(receipt.stage)).or_default().received += receipt.amount;
    }
    for touch in past.touches.iter().filter(|touch| time.holds(touch.day)) {
        let figures = sums.entry(key(touch.stage)).or_default();
        figures.touches += 1;
        figures.cost = figures.cost.plus(workflow.costs.of(touch.channel));
    }
}

/// Counts an invoice that nobody will touch again.
pub(super) fn count_stalled(sums: &mut StageSums, key: StageKey) {
    sums.entry(key).or_default().stalled += 1;
}

pub(super) fn join(sums: &mut StageSums, more: StageSums) {
    for (key, more) in more {
        let sum = sums.entry(key).or_default();
        let balances = [
            (&mut sum.stood, more.stood),
            (&mut sum.entered_balance, more.entered_balance),
            (&mut sum.stands_balance, more.stands_balance),
            (&mut sum.received, more.received),
        ];
        balances.into_iter().for_each(|(sum, more)| *sum += more);
        let counts = [
            (&mut sum.entered, more.entered),
            (&mut sum.paid, more.paid),
            (&mut sum.closed, more.closed),
            (&mut sum.moved_on, more.moved_on),
            (&mut sum.stands, more.stands),
            (&mut sum.touches, more.touches),
            (&mut sum.stalled, more.stalled),
        ];
        counts.into_iter().for_each(|(sum, more)| *sum += more);
        sum.stands_days += more.stands_days;
        sum.days_to_collect.extend(more.days_to_collect);
        sum.cost = sum.cost.plus(more.cost);
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageRow {
    pub currency: Currency,
    pub track: Option<String>,
    pub stage: Option<String>,
    pub stood: Balance,
    pub entered: usize,
    pub entered_balance: Balance,
    pub paid: usize,
    pub closed: usize,
    pub moved_on: usize,
    pub stands: usize,
    pub stands_balance: Balance,
    pub mean_days: Option<Decimal>,
    pub received: Balance,
    pub collection_rate: Option<Decimal>,
    pub median_days_to_collect: Option<Decimal>,
    pub touches: usize,
    pub cost_per_unit: Option<Decimal>,
    pub stalled: usize,
}

columns! { StageRow {
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    track "Track": Maybe(&Text), "empty for the workflow's own stages" => |row| row.track.as_deref().into();
    stage "Stage": Maybe(&Text), "empty for what happened in no stage" => |row| row.stage.as_deref().into();
    stood "Stood": Exact, "owed on invoices that stood in it at the beginning" => |row| Cell::amount(row.currency, row.stood);
    entered "Entered": Count, "invoices that entered it since" => |row| row.entered.into();
    entered_balance "Entered with": Exact, "what was owed on them then" => |row| Cell::amount(row.currency, row.entered_balance);
    paid "Paid": Count, "left it paid" => |row| row.paid.into();
    closed "Closed": Count, "left it by a credit or written off" => |row| row.closed.into();
    moved_on "Moved on": Count, "left it for another stage" => |row| row.moved_on.into();
    stands "Stand": Count, "stand in it at the end" => |row| row.stands.into();
    stands_balance "Owed": Exact, "what is owed on them" => |row| Cell::amount(row.currency, row.stands_balance);
    mean_days "Days in it": Maybe(&Exact), "how long they have been in it, on average, to a tenth" => |row| row.mean_days.into();
    received "Came in": Exact, "money that came in on invoices that were in it that morning" => |row| Cell::amount(row.currency, row.received);
    collection_rate "Rate, %": Maybe(&Exact), "`received` in percent of `stood + entered_balance`" => |row| row.collection_rate.into();
    median_days_to_collect "Days to collect": Maybe(&Exact), "days from entering it to being paid in it, the median" => |row| row.median_days_to_collect.into();
    touches "Touches": Count, "recorded on invoices that were in it" => |row| row.touches.into();
    cost_per_unit "Cost per unit": Maybe(&Exact), "what the touches cost for one unit of money that came in, by the workflow's `costs`; empty without costs or receipts" => |row| row.cost_per_unit.into();
    stalled "Stalled": Count, "stand in it, and nobody will touch them again" => |row| row.stalled.into();
} }

objects!(StageRow);

impl StageRow {
    /// `comparable`: can the money be compared with costs, which are in the base currency?
    pub(super) fn of(key: &StageKey, figures: &StageFigures, workflow: &Workflow, fx: Option<&Fx>, comparable: bool) -> StageRow {
        let &(currency, track, stage) = key;
        let per = |sum: i64, count: usize| Decimal::new(i128::from(sum), 0).over(Decimal::new(count as i128, 0), 1);
        let worth = value(fx, currency, figures.received);
        let has_cost = comparable && !workflow.costs.is_empty() && figures.received > 0;
        StageRow {
            currency,
            track: track.map(|track| workflow.track(track).id.clone()),
            stage: stage.map(|stage| workflow.stages_of(track)[stage].id.clone()),
            stood: figures.stood,
            entered: figures.entered,
            entered_balance: figures.entered_balance,
            paid: figures.paid,
            closed: figures.closed,
            moved_on: figures.moved_on,
            stands: figures.stands,
            stands_balance: figures.stands_balance,
            mean_days: per(figures.stands_days, figures.stands),
            received: figures.received,
            collection_rate: super::bands::percent(figures.received, figures.stood + figures.entered_balance),
            median_days_to_collect: median(&figures.days_to_collect),
            touches: figures.touches,
            cost_per_unit: has_cost.then(|| figures.cost.over(worth, 4)).flatten(),
            stalled: figures.stalled,
        }
    }
}

/// The number in the middle; of an even number of them the mean of the two there.
fn median(days: &[i32]) -> Option<Decimal> {
    let mut days = days.to_vec();
    days.sort_unstable();
    let last = days.len().checked_sub(1)?;
    let twice = i128::from(days[last / 2]) + i128::from(days[last.div_ceil(2)]);
    Decimal::new(twice, 0).over(Decimal::new(2, 0), if twice % 2 == 0 { 0 } else { 1 })
}
