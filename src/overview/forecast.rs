//! When what is open may come in: as contracts say, as customers promised, and as they usually pay.

use super::delay::WeightedDelay;
use crate::calendar::Day;
use crate::money::{Balance, Currency};
use crate::report::{Cell, columns, objects};
use std::collections::BTreeMap;

/// So many weeks are looked ahead.
pub const WEEKS: i32 = 4;

/// What is open on an invoice, with all that says when it may come in.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenItem {
    pub balance: Balance,
    pub due: Day,
    /// The last day and the amount of a promise that is waited for.
    pub promised: Option<(Day, Balance)>,
}

/// What may come in, by day. What customers without a history owe is kept by due date, until it is known how late the book is paid as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Outlook {
    contractual: BTreeMap<Day, Balance>,
    promised: BTreeMap<Day, Balance>,
    expected: BTreeMap<Day, Balance>,
    without_history: BTreeMap<Day, Balance>,
}

impl Outlook {
    /// Counts an item; `delay` is how late its customer usually pays, in days.
    pub fn add(&mut self, item: &OpenItem, delay: Option<i32>) {
        *self.contractual.entry(item.due).or_default() += item.balance;
        let promised = item.promised.map_or(0, |(day, amount)| {
            let amount = amount.min(item.balance);
            *self.promised.entry(day).or_default() += amount;
            *self.expected.entry(day).or_default() += amount;
            amount
        });
        let rest = item.balance - promised;
        match delay {
            Some(delay) => *self.expected.entry(item.due.plus(delay)).or_default() += rest,
            None => *self.without_history.entry(item.due).or_default() += rest,
        }
    }

    pub fn join(&mut self, more: Outlook) {
        let lists = [
            (&mut self.contractual, more.contractual),
            (&mut self.promised, more.promised),
            (&mut self.expected, more.expected),
            (&mut self.without_history, more.without_history),
        ];
        for (sums, more) in lists {
            more.into_iter().for_each(|(day, amount)| *sums.entry(day).or_default() += amount);
        }
    }

    /// Customers without a history are taken to pay as the book does as a whole; where that has none either, on their due dates.
    pub fn settle(&mut self, of_book: WeightedDelay) {
        let delay = of_book.whole_days().unwrap_or(0);
        for (due, amount) in std::mem::take(&mut self.without_history) {
            *self.expected.entry(due.plus(delay)).or_default() += amount;
        }
    }

    /// What is expected after `from` and until `to`: what should have been there by then comes in as soon as it can.
    pub fn expected_until(&self, to: Day) -> Balance {
        self.expected.range(..=to).map(|(_, amount)| amount).sum()
    }

    /// The weeks after a day, and what is later.
    pub fn weeks(&self, currency: Currency, as_of: Day) -> Vec<WeekRow> {
        let sum = |list: &BTreeMap<Day, Balance>, from: Option<Day>, to: Option<Day>| -> Balance {
            let within = |day: &Day| from.is_none_or(|from| *day >= from) && to.is_none_or(|to| *day <= to);
            list.iter().filter(|(day, _)| within(day)).map(|(_, amount)| amount).sum()
        };
        let row = |from: Option<Day>, to: Option<Day>, expected: Balance| WeekRow {
            currency,
            from,
            to,
            contractual: sum(&self.contractual, from, to),
            promised: sum(&self.promised, from, to),
            expected,
        };
        let mut rows = vec![row(None, Some(as_of), 0)];
        for week in 0..WEEKS {
            let (from, to) = (as_of.plus(week * 7 + 1), as_of.plus(week * 7 + 7));
            // What was expected before the first of these days is still expected, at once.
            let since = if week == 0 { None } else { Some(from) };
            rows.push(row(Some(from), Some(to), sum(&self.expected, since, Some(to))));
        }
        let after = as_of.plus(WEEKS * 7 + 1);
        rows.push(row(Some(after), None, sum(&self.expected, Some(after), None)));
        rows
    }
}

/// What may come in in a week. The first row is what is overdue, the last what is later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekRow {
    pub currency: Currency,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub contractual: Balance,
    pub promised: Balance,
    pub expected: Balance,
}

columns! { WeekRow {
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    from "From": Maybe(&Day), "the first day of the week; empty for what is due or overdue already" => |row| row.from.into();
    to "To": Maybe(&Day), "its last day; empty for all that is later" => |row| row.to.into();
    contractual "Due": Exact, "open amounts by due date" => |row| Cell::amount(row.currency, row.contractual);
    promised "Promised": Exact, "by the last day of promises that are waited for" => |row| Cell::amount(row.currency, row.promised);
    expected "Expected": Exact, "what is promised on its day, the rest by due date and how late the customer usually pays; what should be there already is expected in the first week" => |row| Cell::amount(row.currency, row.expected);
} }

objects!(WeekRow);

/// What was expected at the beginning, and what came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectationRow {
    pub currency: Currency,
    pub expected: Balance,
    /// On invoices that were open at the beginning.
    pub received: Balance,
}

columns! { ExpectationRow {
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    expected "Expected": Exact, "what was expected by the last day, as it looked at the beginning" => |row| Cell::amount(row.currency, row.expected);
    received "Came in": Exact, "what came in on the invoices that were open then" => |row| Cell::amount(row.currency, row.received);
    off "Off by": Exact, "`received - expected`" => |row| Cell::amount(row.currency, row.received - row.expected);
} }

objects!(ExpectationRow);
