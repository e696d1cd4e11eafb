//! What a history comes to: by stage, by owner, in money.

use super::weeks::{OwnerLoad, WeekLoad, owners};
use super::{History, Stop};
use crate::ledger::{InvoiceId, Ledger};
use crate::money::{Balance, Currency, Decimal, value};
use crate::plan::Status;
use crate::workflow::{StageIndex, TrackIndex, Workflow};
use serde::Serialize;
use std::collections::BTreeMap;

/// Money by currency, in order of the code.
pub type ByCurrency = BTreeMap<Currency, Balance>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// In the order of the workflow, those of tracks last. Stages of tracks in which nothing happened are left out.
    pub stages: Vec<StageSum>,
    pub weeks: Vec<WeekLoad>,
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

type At = (Option<TrackIndex>, Option<StageIndex>);

impl Summary {
    pub(super) fn of(history: &History, workflow: &Workflow, ledger: &Ledger) -> Summary {
        let weeks = history.weeks();
        let (mut received, mut open) = (ByCurrency::new(), ByCurrency::new());
        let currency = |invoice: InvoiceId| ledger.invoices.terms(invoice).currency;
        for receipt in &history.receipts {
            *received.entry(currency(receipt.invoice)).or_default() += receipt.amount;
        }
        for standing in &history.standings {
            *open.entry(currency(standing.invoice)).or_default() += standing.balance;
        }
        let costs = &workflow.costs;
        let sum = || history.touches.iter().fold(Decimal::ZERO, |sum, touch| sum.plus(costs.of(touch.channel)));
        let cost = (!costs.is_empty()).then(sum);
        let comparable = received.len() == 1 || ledger.fx.as_ref().is_some_and(|fx| received.keys().all(|of| fx.rate(*of).is_some()));
        let worth = received.iter().fold(Decimal::ZERO, |sum, (of, amount)| sum.plus(value(ledger.fx.as_ref(), *of, *amount)));
        let cost_per_unit = cost.filter(|_| comparable && worth > Decimal::ZERO).and_then(|cost| cost.over(worth, 4));
        Summary {
            stages: stages(history, workflow, &currency),
            owners: owners(&weeks),
            weeks,
            collected: collected(history, ledger),
            received,
            open_invoices: history.standings.len(),
            open,
            cost,
            cost_per_unit,
        }
    }
}

fn stages(history: &History, workflow: &Workflow, currency: &impl Fn(InvoiceId) -> Currency) -> Vec<StageSum> {
    let mut sums: BTreeMap<At, (StageSum, Vec<i32>)> = BTreeMap::new();
    for stage in (0..workflow.stages.len()).map(StageIndex::new) {
        sums.entry((None, Some(stage))).or_default();
    }
    for touch in &history.touches {
        sums.entry((touch.track, touch.stage)).or_default().0.touches += 1;
    }
    for stay in &history.stays {
        let (sum, days) = sums.entry((stay.track, Some(stay.stage))).or_default();
        sum.entered += 1;
        match stay.until {
            Some(until) => days.push(until.since(stay.since)),
            None => sum.remaining += 1,
        }
    }
    for receipt in &history.receipts {
        let (sum, _) = sums.entry((receipt.track, receipt.stage)).or_default();
        *sum.received.entry(currency(receipt.invoice)).or_default() += receipt.amount;
    }
    for standing in &history.standings {
        let Some(stop) = standing.stalled else { continue };
        let (sum, _) = sums.entry((standing.track, standing.stage)).or_default();
        *sum.stalled.entry(stop).or_default() += 1;
        *sum.stalled_balance.entry(currency(standing.invoice)).or_default() += standing.balance;
    }
    let named = |((track, stage), (sum, mut days)): (At, (StageSum, Vec<i32>))| StageSum {
        track: track.map(|track| workflow.track(track).id.clone()),
        stage: stage.map(|stage| workflow.stages_of(track)[stage].id.clone()),
        left: days.len(),
        mean_days: mean(&days),
        median_days: median(&mut days),
        ..sum
    };
    sums.into_iter().map(named).collect()
}

fn collected(history: &History, ledger: &Ledger) -> Collected {
    let paid = history.closings.iter().filter(|closing| closing.status == Status::Paid);
    let (mut late, mut taken) = (Vec::new(), Vec::new());
    for closing in paid {
        late.push(closing.day.since(closing.due_date));
        taken.extend(ledger.invoices.terms(closing.invoice).issue_date.map(|issued| closing.day.since(issued)));
    }
    Collected {
        invoices: late.len(),
        mean_days_late: mean(&late),
        median_days_late: median(&mut late),
        mean_days_to_collect: mean(&taken),
        median_days_to_collect: median(&mut taken),
    }
}

fn mean(days: &[i32]) -> Option<Decimal> {
    let sum: i128 = days.iter().map(|days| i128::from(*days)).sum();
    Decimal::new(sum, 0).over(Decimal::new(days.len() as i128, 0), 1)
}

/// The number of days in the middle; of an even number of them the mean of the two there: a whole number, or a half more.
fn median(days: &mut [i32]) -> Option<Decimal> {
    days.sort_unstable();
    let last = days.len().checked_sub(1)?;
    let twice = i128::from(days[last / 2]) + i128::from(days[last.div_ceil(2)]);
    Some(if twice % 2 == 0 { Decimal::new(twice / 2, 0) } else { Decimal::new(twice * 5, 1) })
}

#[cfg(test)]
mod tests;
