//! What many invoices show at once and no single one does: amounts times a hundred, due dates with day and month swapped, balances that are
//! whole again, an export that is older than the last. It is asked about before anything is written.

use super::comparison::{LastSeen, NowSeen};
use crate::calendar::Day;
use crate::money::Balance;
use chrono::Datelike;
use std::collections::BTreeMap;

/// What somebody must say is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SyncDoubtKind {
    Amounts,
    DueDates,
    Reversals,
    Ids,
    Instalments,
    Statuses,
    Currencies,
    Older,
}

impl SyncDoubtKind {
    pub const ALL: [SyncDoubtKind; 8] = [
        SyncDoubtKind::Amounts,
        SyncDoubtKind::DueDates,
        SyncDoubtKind::Reversals,
        SyncDoubtKind::Ids,
        SyncDoubtKind::Instalments,
        SyncDoubtKind::Statuses,
        SyncDoubtKind::Currencies,
        SyncDoubtKind::Older,
    ];

    /// The word after `--accept`.
    pub fn name(self) -> &'static str {
        match self {
            SyncDoubtKind::Amounts => "amounts",
            SyncDoubtKind::DueDates => "due-dates",
            SyncDoubtKind::Reversals => "reversals",
            SyncDoubtKind::Ids => "ids",
            SyncDoubtKind::Instalments => "instalments",
            SyncDoubtKind::Statuses => "statuses",
            SyncDoubtKind::Currencies => "currencies",
            SyncDoubtKind::Older => "older",
        }
    }
}

/// Invoices with the same thing to be asked about: how many, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedAbout {
    pub count: u64,
    /// Invoice, what it said, and what it says.
    pub examples: Vec<[String; 3]>,
}

impl AskedAbout {
    const EXAMPLES: usize = 3;

    fn add(&mut self, example: impl FnOnce() -> [String; 3]) {
        self.count += 1;
        if self.examples.len() < AskedAbout::EXAMPLES {
            self.examples.push(example());
        }
    }
}

/// What is odd about an export as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportDoubts {
    /// How many invoices that were open before are in the export, and of how many of them a part was paid before.
    pub listed: u64,
    pub partly_paid: u64,
    amount: AskedAbout,
    /// Amounts that are 10, 100 or 1,000 times what they were, or a part of it: by the power of ten.
    powers: BTreeMap<i32, AskedAbout>,
    /// The same of invoices each of which is odd by itself: the amount of an invoice does not change so, and what is open does not grow so.
    odd_powers: BTreeMap<i32, AskedAbout>,
    turned: AskedAbout,
    due: AskedAbout,
    swapped: AskedAbout,
    whole: AskedAbout,
}

/// Why it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyDoubted {
    /// Amounts are this power of ten times what they were.
    Power(i32),
    Amount,
    /// What was above zero is below, or the other way round.
    Turned,
    Due,
    Swapped,
    /// What is open is the whole amount again.
    Whole,
}

impl ExportDoubts {
    /// Looks at an invoice that is in the export. Texts are made only for the first few.
    pub(super) fn note(&mut self, last: &LastSeen, now: &NowSeen, id: &str, plain: impl Fn(Balance) -> String) {
        let NowSeen::Listed { amount, open, due, .. } = *now else { return };
        let told = |before: Balance, now: Balance| [id.to_owned(), plain(before), plain(now)];
        if amount.signum() * last.amount.signum() < 0 {
            self.turned.add(|| told(last.amount, amount));
        }
        if last.open == 0 {
            return;
        }
        if amount != last.amount {
            self.amount.add(|| told(last.amount, amount));
        }
        let powers = [(last.amount, amount), (last.open, open)].map(|(before, now)| Some((power(before, now)?, before, now)));
        if let Some((power, before, now)) = powers.into_iter().flatten().next() {
            self.powers.entry(power).or_default().add(|| told(before, now));
            if amount != last.amount || power > 0 {
                self.odd_powers.entry(power).or_default().add(|| told(before, now));
            }
        }
        if due != last.due {
            let told = || [id.to_owned(), last.due.to_string(), due.to_string()];
            self.due.add(told);
            if is_swapped(last.due, due) {
                self.swapped.add(told);
            }
        }
        if is_part(last.open, last.amount) && open == amount {
            self.whole.add(|| told(last.open, open));
        }
    }

    /// What is asked: a change that is rare, and that most invoices show.
    pub fn asked(&self) -> Vec<(SyncDoubtKind, WhyDoubted, &AskedAbout)> {
        /// So many at least, where each by itself may be right.
        const SEVERAL: u64 = 3;
        let are_most = |found: &AskedAbout, of: u64| found.count * 2 > of;
        let are_many = |found: &AskedAbout, of: u64| found.count >= SEVERAL && are_most(found, of);
        let mut asked = Vec::new();
        // Three invoices of which a hundredth is left are no chance.
        let is_odd = |power: i32, found: &AskedAbout| are_most(found, self.listed) || (power.abs() > 1 && found.count >= SEVERAL);
        let power = self.powers.iter().find(|(power, found)| is_odd(**power, found)).or(self.odd_powers.iter().next());
        match power {
            Some((power, found)) => asked.push((SyncDoubtKind::Amounts, WhyDoubted::Power(*power), found)),
            None if are_many(&self.amount, self.listed) => asked.push((SyncDoubtKind::Amounts, WhyDoubted::Amount, &self.amount)),
            None => {}
        }
        if self.turned.count > 0 {
            asked.push((SyncDoubtKind::Amounts, WhyDoubted::Turned, &self.turned));
        }
        if self.swapped.count > 1 && are_most(&self.swapped, self.due.count) {
            asked.push((SyncDoubtKind::DueDates, WhyDoubted::Swapped, &self.swapped));
        } else if are_many(&self.due, self.listed) {
            asked.push((SyncDoubtKind::DueDates, WhyDoubted::Due, &self.due));
        }
        if self.whole.count > 1 && are_most(&self.whole, self.partly_paid) {
            asked.push((SyncDoubtKind::Reversals, WhyDoubted::Whole, &self.whole));
        }
        asked
    }
}

/// Is something paid, and something left?
pub(super) fn is_part(open: Balance, amount: Balance) -> bool {
    open != 0 && open.signum() == amount.signum() && open.abs() < amount.abs()
}

/// The power of ten, up to 1,000, by which one amount is the other; nothing where it is none.
fn power(before: Balance, now: Balance) -> Option<i32> {
    if before == 0 || now == 0 {
        return None;
    }
    [(10, 1), (100, 2), (1_000, 3)].into_iter().find_map(|(times, power)| match () {
        () if before.checked_mul(times) == Some(now) => Some(power),
        () if now.checked_mul(times) == Some(before) => Some(-power),
        () => None,
    })
}

/// Is it the same day with its day and month swapped?
fn is_swapped(one: Day, other: Day) -> bool {
    let (one, other) = (one.date(), other.date());
    one.year() == other.year() && one.month() == other.day() && one.day() == other.month()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// `(amount, open, due)` before and now, each of an invoice.
    type Seen = (Balance, Balance, &'static str);

    fn asked(rows: &[(Seen, Seen)]) -> String {
        let mut doubts = ExportDoubts::default();
        for ((amount, open, due), (now_amount, now_open, now_due)) in rows {
            let last = LastSeen { amount: *amount, open: *open, due: day(due), contained: None };
            let now = NowSeen::Listed { amount: *now_amount, open: *now_open, due: day(now_due), paid_on: None };
            doubts.listed += u64::from(*open != 0);
            doubts.partly_paid += u64::from(is_part(*open, *amount));
            doubts.note(&last, &now, "A", |minor| minor.to_string());
        }
        let told = doubts.asked().into_iter().map(|(kind, why, found)| format!("{} {why:?} {}", kind.name(), found.count));
        told.collect::<Vec<_>>().join(", ")
    }

    const DAY: &str = "2026-03-20";

    #[test]
    fn what_most_invoices_show_at_once_is_asked() {
        let same = ((50, 50, DAY), (50, 50, DAY));
        let hundred = |amount: Balance| ((amount, amount, DAY), (amount * 100, amount * 100, DAY));
        for (rows, wanted) in [
            (vec![hundred(50), hundred(60), same], "amounts Power(2) 2"),
            // One is enough, of however many.
            (vec![hundred(50), same, same, same], "amounts Power(2) 1"),
            // What is open falls by a payment, and grows by none.
            (vec![((50, 50, DAY), (50, 5, DAY)), same, same], ""),
            (vec![((50, 5, DAY), (50, 50, DAY)), same, same], "amounts Power(1) 1"),
            (vec![hundred(50), hundred(60), hundred(70), same, same, same, same], "amounts Power(2) 3"),
            (vec![hundred(50), hundred(60), same, same, same, same], "amounts Power(2) 2"),
            (vec![((5_000, 2_000, DAY), (50, 20, DAY))], "amounts Power(-2) 1"),
            // Only what is open is a hundredth.
            (vec![((5_000, 5_000, DAY), (5_000, 50, DAY))], "amounts Power(-2) 1"),
            // Without tax.
            (vec![((119, 119, DAY), (100, 100, DAY)); 3], "amounts Amount 3"),
            (vec![((119, 119, DAY), (100, 100, DAY)); 2], ""),
            // A credit note without its sign.
            (vec![((-50, -50, DAY), (50, 50, DAY)), same, same, same], "amounts Turned 1"),
            // The balances are the amounts again.
            (vec![((90, 40, DAY), (90, 90, DAY)), ((90, 30, DAY), (90, 90, DAY)), same, same, same], "reversals Whole 2"),
            (vec![((90, 40, DAY), (90, 90, DAY)), same], ""),
        ] {
            assert_eq!(asked(&rows), wanted, "{rows:?}");
        }
    }

    #[test]
    fn due_dates_that_move_together_are_asked_about() {
        let moved = |before: &'static str, now: &'static str| ((50, 50, before), (50, 50, now));
        let swapped = moved("2026-03-04", "2026-04-03");
        let later = moved("2026-03-04", "2026-03-05");
        let same = moved(DAY, DAY);
        for (rows, wanted) in [
            (vec![swapped, swapped, same, same, same, same], "due-dates Swapped 2"),
            (vec![swapped, same, same], ""),
            (vec![swapped, swapped, later, later, same, same, same, same, same], ""),
            (vec![later, later, later, same], "due-dates Due 3"),
            (vec![later, later], ""),
        ] {
            assert_eq!(asked(&rows), wanted, "{rows:?}");
        }
    }
}
