//! The measures of a book: how long money takes, how much of what could be collected was, how concentrated the risk is.

use super::bands::{AgeingRow, Band, Moves, percent, roll_rate};
use super::gathering::CurrencySums;
use super::months::Month;
use super::stage_sums::Time;
use crate::calendar::Day;
use crate::money::{Balance, Currency, Decimal};
use crate::report::{Cell, columns, objects};
use std::collections::BTreeMap;

/// One number with its formula, or why it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureRow {
    pub currency: Currency,
    pub measure: &'static str,
    pub value: Option<Decimal>,
    pub unit: &'static str,
    pub formula: String,
    /// Why there is no value; empty where there is one.
    pub reason: String,
}

columns! { MeasureRow {
    currency "Currency": Currency, "of the amounts that it is made of" => |row| row.currency.code().into();
    measure "Measure": Text, "its name" => |row| row.measure.into();
    value "Value": Maybe(&Exact), "empty if the ledger cannot tell it" => |row| row.value.into();
    unit "Unit": Text, "`days`, `%` or `points`" => |row| row.unit.into();
    formula "Formula": Text, "with the numbers that went in" => |row| row.formula.as_str().into();
    reason "Why empty": Maybe(&Text), "why there is no value" => |row| row.reason.as_str().into();
} }

objects!(MeasureRow);

/// What is known at the end of a month, or of the last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthRow {
    pub month: Month,
    pub currency: Currency,
    pub opening: Balance,
    pub sales: Balance,
    pub closing: Balance,
    pub closing_not_due: Balance,
}

impl MonthRow {
    /// The collection effectiveness index; `None` where there was nothing to collect.
    pub fn cei(&self) -> Option<Decimal> {
        let collectable = self.opening + self.sales - self.closing_not_due;
        percent(self.opening + self.sales - self.closing, collectable).filter(|_| collectable > 0)
    }
}

columns! { MonthRow {
    month "Month": Text, "the last one up to the last day" => |row| row.month.to_string().into();
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    opening "Opening": Exact, "owed on invoices when it began" => |row| Cell::amount(row.currency, row.opening);
    sales "Sales": Exact, "invoices issued in it" => |row| Cell::amount(row.currency, row.sales);
    closing "Closing": Exact, "owed on invoices when it ended" => |row| Cell::amount(row.currency, row.closing);
    closing_not_due "Not due": Exact, "of that, not overdue" => |row| Cell::amount(row.currency, row.closing_not_due);
    cei "CEI, %": Maybe(&Exact), "`(opening + sales - closing) ÷ (opening + sales - closing_not_due) × 100`" => |row| row.cei().into();
} }

objects!(MonthRow);

/// What a currency's measures are made of.
pub(super) struct Measured<'m> {
    pub currency: Currency,
    pub time: Time,
    pub sums: &'m CurrencySums,
    /// What is owed at the end, by age.
    pub now: &'m AgeingRow,
    /// What each customer owes at the end, overdue or not.
    pub customers: &'m [Balance],
}

impl Measured<'_> {
    pub fn rows(&self) -> Vec<MeasureRow> {
        let sums = self.sums;
        let days = self.time.to.since(self.time.from);
        let (open, not_due, sales) = (self.now.total(), self.now.bands[Band::NotDue as usize], sums.bridge.billed);
        let amount = |minor: Balance| self.currency.major(minor).text();
        let unknown = match sums.without_issue_date {
            0 => String::new(),
            1 => "1 invoice has no issue date, so nobody knows what was sold when".to_owned(),
            count => format!("{count} invoices have no issue date, so nobody knows what was sold when"),
        };
        let no_sales = || if unknown.is_empty() && sales == 0 { "nothing was invoiced in the time".to_owned() } else { unknown.clone() };
        let outstanding = |receivables: Balance| no_sales().is_empty().then(|| outstanding_days(receivables, sales, days)).flatten();
        let (dso, best) = (outstanding(open), outstanding(not_due));
        let mut rows = vec![
            self.row("DSO", dso, "days", format!("{} ÷ {} × {days}", amount(open), amount(sales)), no_sales()),
            self.row("best possible DSO", best, "days", format!("{} ÷ {} × {days}", amount(not_due), amount(sales)), no_sales()),
            self.row(
                "average days delinquent",
                dso.zip(best).map(|(dso, best)| dso.plus(best.times(Decimal::new(-1, 0)))),
                "days",
                "DSO − best possible DSO".to_owned(),
                no_sales(),
            ),
        ];
        let countback = countback(open, &sums.sales, self.time.to, sums.first_sale);
        let reason = match (&countback, unknown.is_empty()) {
            (_, false) => unknown.clone(),
            (None, true) => "more is owed than was ever invoiced in the months that the ledger knows".to_owned(),
            (Some(_), true) => String::new(),
        };
        let value = countback.filter(|_| unknown.is_empty());
        rows.push(self.row("DSO by countback", value, "days", "sales of the latest months, back to what is owed".to_owned(), reason));
        let delay = sums.delay.days();
        let reason = if delay.is_none() { "nothing came in, and nothing is overdue" } else { "" };
        rows.push(self.row("weighted delay", delay, "days", "Σ amount × days late ÷ Σ amount".to_owned(), reason.to_owned()));
        rows.extend(self.roll_rates(&sums.moves));
        rows.extend(self.concentration());
        rows
    }

    fn row(&self, measure: &'static str, value: Option<Decimal>, unit: &'static str, formula: String, reason: String) -> MeasureRow {
        MeasureRow { currency: self.currency, measure, value, unit, formula, reason: if value.is_some() { String::new() } else { reason } }
    }

    fn roll_rates(&self, moves: &Moves) -> impl Iterator<Item = MeasureRow> {
        const NAMES: [&str; 4] = ["roll rate, not due", "roll rate, 1–30 days", "roll rate, 31–60 days", "roll rate, 61–90 days"];
        NAMES.into_iter().zip(Band::ALL).map(|(name, band)| {
            let next = band.next().map_or("", Band::name);
            let formula = format!("owed now in {next}, of what stood in {} ÷ what stood there", band.name());
            self.row(name, roll_rate(moves, band), "%", formula, "nothing stood there at the beginning".to_owned())
        })
    }

    /// How much of what is owed the largest customers owe.
    fn concentration(&self) -> [MeasureRow; 2] {
        let mut owed = self.customers.to_vec();
        owed.sort_unstable_by(|one, other| other.cmp(one));
        let whole: Balance = owed.iter().sum();
        let largest: Balance = owed.iter().take(10).sum();
        // The sum of the squares of the shares in percent: 10,000 where one customer owes all.
        let squares = owed.iter().map(|one| Decimal::new(one * 100, 0).times(Decimal::new(one * 100, 0)));
        let squares = squares.fold(Decimal::ZERO, Decimal::plus);
        let index = squares.over(Decimal::new(whole, 0).times(Decimal::new(whole, 0)), 0);
        let reason = || "nothing is owed".to_owned();
        [
            self.row("share of the ten largest", percent(largest, whole), "%", "owed by ten customers ÷ owed by all".to_owned(), reason()),
            self.row("Herfindahl index", index, "points", "Σ (share in %)²".to_owned(), reason()),
        ]
    }
}

/// `receivables ÷ sales × days`, to a tenth.
fn outstanding_days(receivables: Balance, sales: Balance, days: i32) -> Option<Decimal> {
    Decimal::new(receivables * Balance::from(days), 0).over(Decimal::new(sales, 0), 1)
}

/// Days of sales that are owed: those of the latest month first, the last one in part. `None` if more is owed than was sold.
fn countback(owed: Balance, sales: &BTreeMap<Month, Balance>, to: Day, first_sale: Option<Day>) -> Option<Decimal> {
    let (mut left, mut days) = (owed, 0);
    let mut month = Month::of(to);
    let first = Month::of(first_sale?);
    while month >= first {
        let of_month = if month == Month::of(to) { to.since(month.first()) + 1 } else { month.days() };
        let sold = sales.get(&month).copied().unwrap_or(0);
        if sold > left {
            let part = Decimal::new(left * Balance::from(of_month), 0).over(Decimal::new(sold, 0), 1)?;
            return Some(Decimal::new(i128::from(days), 0).plus(part).rounded(1));
        }
        left -= sold;
        days += of_month;
        if left == 0 {
            return Some(Decimal::new(i128::from(days), 0).rounded(1));
        }
        month = month.before();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Month, countback, outstanding_days};
    use crate::calendar::Day;
    use crate::money::Decimal;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn days_outstanding_are_receivables_over_sales() {
        // 600,000 of receivables, 1,800,000 sold in 90 days: 30 days.
        assert_eq!(outstanding_days(600_000, 1_800_000, 90), Some(Decimal::new(300, 1)));
        assert_eq!(outstanding_days(1, 0, 90), None);
    }

    #[test]
    fn countback_goes_back_month_by_month() {
        let month = |text: &str| Month::of(day(text));
        let sales = [(month("2026-01-01"), 300), (month("2026-02-01"), 200), (month("2026-03-01"), 100)].into();
        // Of 450: March (31 days) and February (28) in whole, and 150 of January's 300: half of 31 days.
        assert_eq!(countback(450, &sales, day("2026-03-31"), Some(day("2026-01-10"))), Some(Decimal::new(745, 1)));
        // On the 10th only ten days of March are over.
        assert_eq!(countback(300, &sales, day("2026-03-10"), Some(day("2026-01-10"))), Some(Decimal::new(380, 1)));
        assert_eq!(countback(601, &sales, day("2026-03-31"), Some(day("2026-01-10"))), None);
        assert_eq!(countback(0, &sales, day("2026-03-31"), Some(day("2026-01-10"))), Some(Decimal::new(0, 1)));
    }
}
