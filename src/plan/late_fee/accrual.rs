//! Which days bear interest, on what, at which rate.

use super::interest::{Interest, MonthlyCharge, Segment};
use crate::calendar::Day;
use crate::law::{DayCount, HalfYear};
use crate::money::{Balance, Decimal};
use crate::workflow::{LateFeeRules, Months};
use chrono::{Datelike, Months as MonthsLater};
use std::collections::{BTreeSet, VecDeque};

/// The interest of some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Accrual {
    pub segments: Vec<Segment>,
    /// The half-years whose base rates are needed and not known. Their days are not among the segments.
    pub unknown: BTreeSet<HalfYear>,
}

/// The interest from a day to another, both included; none for days on which nothing was owed or the rate was 0. `owed` is what was
/// owed after each day on which that changed, by rising day; a day bears interest on what was owed when it began.
pub(super) fn accrual(terms: &LateFeeRules, owed: &[(Day, Balance)], since: Day, to: Day) -> Accrual {
    let mut accrual = Accrual::default();
    if to < since {
        return accrual;
    }
    if terms.is_at_payment() {
        by_payment(&mut accrual, terms, owed, since, to);
    } else {
        by_day(&mut accrual, terms, owed, since, to);
    }
    accrual
}

/// What was owed when a day began.
pub(super) fn owed_on(owed: &[(Day, Balance)], day: Day) -> Balance {
    owed.iter().rev().find(|(of, _)| *of < day).map_or(0, |(_, left)| *left)
}

fn by_day(accrual: &mut Accrual, terms: &LateFeeRules, owed: &[(Day, Balance)], since: Day, to: Day) {
    let mut starts: Vec<Day> = owed.iter().map(|(day, _)| day.plus(1)).chain(terms.changes(since, to)).collect();
    starts.push(since);
    starts.retain(|day| (since..=to).contains(day));
    starts.sort();
    starts.dedup();
    for (index, from) in starts.iter().copied().enumerate() {
        let to = starts.get(index + 1).map_or(to, |next| next.plus(-1));
        let balance = owed_on(owed, from);
        if balance > 0 {
            accrual.bear((from, to), balance, terms.percent_on(from, since), terms.day_count);
        }
    }
}

/// Each part of the debt bears interest up to the day on which it was paid, all of it at the rate of that day. The oldest part is paid first.
fn by_payment(accrual: &mut Accrual, terms: &LateFeeRules, owed: &[(Day, Balance)], since: Day, to: Day) {
    let mut parts: VecDeque<(Day, Balance)> = VecDeque::new();
    let mut before = 0;
    for (day, left) in owed.iter().copied().take_while(|(day, _)| *day <= to) {
        let left = left.max(0);
        if left > before {
            parts.push_back((day.plus(1).max(since), left - before));
        }
        let mut paid = before - left;
        while let Some((from, part)) = parts.front_mut().filter(|_| paid > 0) {
            let taken = paid.min(*part);
            accrual.bear((*from, day), taken, terms.percent_on(day, since), terms.day_count);
            (paid, *part) = (paid - taken, *part - taken);
            if *part == 0 {
                parts.pop_front();
            }
        }
        before = left;
    }
    for (from, balance) in parts {
        accrual.bear((from, to), balance, terms.percent_on(to, since), terms.day_count);
    }
}

impl Accrual {
    /// Adds the interest on a balance from one day to another, year by year.
    fn bear(&mut self, (from, to): (Day, Day), balance: Balance, percent: Result<Decimal, HalfYear>, day_count: DayCount) {
        if from > to {
            return;
        }
        match percent {
            Err(half) => _ = self.unknown.insert(half),
            Ok(percent) if percent <= Decimal::ZERO => {}
            Ok(percent) => {
                let new_years = (from.date().year() + 1..=to.date().year()).filter_map(|year| Day::from_ymd(year, 1, 1));
                let mut first = from;
                for next in new_years.chain([to.plus(1)]) {
                    self.push((first, next.plus(-1)), balance, percent, day_count);
                    first = next;
                }
            }
        }
    }

    /// Adds days of one year. They go on with the segment before where nothing has changed.
    fn push(&mut self, (mut from, to): (Day, Day), balance: Balance, percent: Decimal, day_count: DayCount) {
        let year = day_count.days_of_year(from);
        let goes_on = |last: &mut Segment| last.to.plus(1) == from && (last.balance, last.percent, last.year) == (balance, percent, year);
        if let Some(last) = self.segments.pop_if(goes_on) {
            from = last.from;
        }
        let days = day_count.days(from, to);
        self.segments.push(Segment { from, to, days, balance, percent, year, interest: Interest::of(balance, percent, days, year) });
    }
}

/// The months from a day on that bear a monthly rate by another day.
pub(super) fn months(terms: &LateFeeRules, owed: &[(Day, Balance)], since: Day, to: Day) -> Vec<MonthlyCharge> {
    let percent = terms.monthly_percent;
    if percent.is_zero() {
        return Vec::new();
    }
    let first = |month: u32| since.date().checked_add_months(MonthsLater::new(month)).and_then(Day::from_date);
    let mut charges = Vec::new();
    for month in 0.. {
        let (Some(from), Some(next)) = (first(month), first(month + 1)) else { break };
        let last = next.plus(-1);
        let balance = match terms.months {
            Months::Started if from <= to => owed_on(owed, from),
            Months::Complete if last <= to => {
                let within = owed.iter().filter(|(day, _)| (from..last).contains(day)).map(|(_, left)| *left);
                within.fold(owed_on(owed, from), Balance::min)
            }
            _ => break,
        };
        if balance > 0 {
            charges.push(MonthlyCharge { from, to: last, balance, percent, interest: Interest::share(balance, percent) });
        }
    }
    charges
}

#[cfg(test)]
mod tests;
