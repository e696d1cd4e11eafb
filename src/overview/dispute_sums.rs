//! Disputes by reason: how many are open and how old they are.

use super::stage_sums::Time;
use crate::money::{Balance, Currency, Decimal};
use crate::plan::Past;
use crate::report::{Cell, columns, objects};
use std::collections::BTreeMap;

/// By currency and reason; an empty reason is none.
pub(super) type DisputeSums = BTreeMap<(Currency, String), DisputeFigures>;

#[derive(Clone, Debug, Default)]
pub(super) struct DisputeFigures {
    open: usize,
    open_amount: Balance,
    open_days: i64,
    oldest: i32,
    past_sla: usize,
    raised: usize,
    resolved: usize,
    resolved_days: i64,
}

/// Counts the disputes of an invoice. `is_open`: is anything left to pay on it? What is closed is disputed no more.
pub(super) fn count(
    sums: &mut DisputeSums,
    past: &Past,
    currency: Currency,
    (time, sla_days): (Time, Option<u32>),
    is_open: bool,
    reason: impl Fn(crate::ledger::TextId) -> String,
) {
    for dispute in &past.disputes {
        let figures = sums.entry((currency, dispute.reason.map(&reason).unwrap_or_default())).or_default();
        figures.raised += usize::from(time.holds(dispute.raised_on));
        match dispute.resolved_on {
            Some(day) if time.holds(day) => {
                figures.resolved += 1;
                figures.resolved_days += i64::from(day.since(dispute.raised_on));
            }
            None if is_open => {
                let age = time.to.since(dispute.raised_on);
                figures.open += 1;
                figures.open_amount += dispute.amount;
                figures.open_days += i64::from(age);
                figures.oldest = figures.oldest.max(age);
                figures.past_sla += usize::from(sla_days.is_some_and(|days| i64::from(age) >= i64::from(days)));
            }
            _ => {}
        }
    }
}

pub(super) fn join(sums: &mut DisputeSums, more: DisputeSums) {
    for (key, more) in more {
        let sum = sums.entry(key).or_default();
        sum.open += more.open;
        sum.open_amount += more.open_amount;
        sum.open_days += more.open_days;
        sum.oldest = sum.oldest.max(more.oldest);
        sum.past_sla += more.past_sla;
        sum.raised += more.raised;
        sum.resolved += more.resolved;
        sum.resolved_days += more.resolved_days;
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeRow {
    pub currency: Currency,
    pub reason: String,
    pub open: usize,
    pub open_amount: Balance,
    pub mean_days: Option<Decimal>,
    pub oldest: Option<i32>,
    pub past_sla: usize,
    pub raised: usize,
    pub resolved: usize,
    pub mean_days_to_resolve: Option<Decimal>,
}

columns! { DisputeRow {
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    reason "Reason": Maybe(&Text), "as recorded" => |row| row.reason.as_str().into();
    open "Open": Count, "disputes that are open at the end" => |row| row.open.into();
    open_amount "Amount": Exact, "the disputed parts; for a whole invoice, what was owed when it was disputed" => |row| Cell::amount(row.currency, row.open_amount);
    mean_days "Days open": Maybe(&Exact), "how long they have been open, on average, to a tenth" => |row| row.mean_days.into();
    oldest "Oldest": Maybe(&Number), "how many days the oldest has been open" => |row| row.oldest.into();
    past_sla "Past SLA": Count, "open for at least `overrides.dispute.sla_days`" => |row| row.past_sla.into();
    raised "Raised": Count, "raised in the time" => |row| row.raised.into();
    resolved "Resolved": Count, "resolved in the time" => |row| row.resolved.into();
    mean_days_to_resolve "Days to resolve": Maybe(&Exact), "how long those had been open, on average" => |row| row.mean_days_to_resolve.into();
} }

objects!(DisputeRow);

impl DisputeRow {
    /// `None` for a reason of which nothing is open and nothing happened.
    pub(super) fn of((currency, reason): &(Currency, String), figures: &DisputeFigures) -> Option<DisputeRow> {
        let mean = |days: i64, count: usize| Decimal::new(i128::from(days), 0).over(Decimal::new(count as i128, 0), 1);
        (figures.open + figures.raised + figures.resolved > 0).then(|| DisputeRow {
            currency: *currency,
            reason: reason.clone(),
            open: figures.open,
            open_amount: figures.open_amount,
            mean_days: mean(figures.open_days, figures.open),
            oldest: (figures.open > 0).then_some(figures.oldest),
            past_sla: figures.past_sla,
            raised: figures.raised,
            resolved: figures.resolved,
            mean_days_to_resolve: mean(figures.resolved_days, figures.resolved),
        })
    }
}
