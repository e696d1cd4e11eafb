//! Open balances per currency, by age and by status.

use super::column::{columns, objects};
use super::{Cell, PositionRow};
use crate::money::{Balance, Currency};
use crate::plan::Status;

/// The open balance of one currency, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cash {
    pub currency: Currency,
    pub invoices: usize,
    pub balance: Balance,
    pub current: Balance,
    pub due: Balance,
    /// Overdue by 1–30, 31–60, 61–90 and more than 90 days.
    pub overdue: [Balance; 4],
    pub disputed: Balance,
    pub promised: Balance,
    pub paused: Balance,
    /// Of `balance`: with a flag, or overdue by more than 90 days.
    pub at_risk: Balance,
}

columns! { Cash {
    currency "Currency": Currency, "of the amounts" => |cash| cash.currency.code().into();
    invoices "Invoices": Count, "the number of open invoices" => |cash| cash.invoices.into();
    balance "Open": Exact, "the whole open balance" => |cash| cash.cell(cash.balance);
    current "Not yet due": Exact, "due after the day" => |cash| cash.cell(cash.current);
    due "Due today": Exact, "due on the day" => |cash| cash.cell(cash.due);
    overdue_1_30 "1–30 days": Exact, "one to 30 days past due" => |cash| cash.cell(cash.overdue[0]);
    overdue_31_60 "31–60 days": Exact, "31 to 60" => |cash| cash.cell(cash.overdue[1]);
    overdue_61_90 "61–90 days": Exact, "61 to 90" => |cash| cash.cell(cash.overdue[2]);
    overdue_over_90 "Over 90 days": Exact, "more than 90 days past due" => |cash| cash.cell(cash.overdue[3]);
    disputed "Disputed": Exact, "of `balance`: disputed" => |cash| cash.cell(cash.disputed);
    promised "Promised": Exact, "of `balance`: promised" => |cash| cash.cell(cash.promised);
    paused "Paused": Exact, "of `balance`: paused" => |cash| cash.cell(cash.paused);
    at_risk "At risk": Exact, "of `balance`: invoices with any flag, or more than 90 days past due" => |cash| cash.cell(cash.at_risk);
} }

objects!(Cash);

impl Cash {
    fn new(currency: Currency) -> Cash {
        Cash { currency, invoices: 0, balance: 0, current: 0, due: 0, overdue: [0; 4], disputed: 0, promised: 0, paused: 0, at_risk: 0 }
    }

    /// What the open ones among these rows add up to, in order of the currencies' codes.
    pub fn of<'a>(rows: impl Iterator<Item = PositionRow<'a>>) -> Vec<Cash> {
        let mut all: Vec<Cash> = Vec::new();
        for row in rows.filter(|row| row.position.status.is_open()) {
            let currency = row.invoice.terms.currency;
            let index = all.binary_search_by_key(&currency, |cash| cash.currency).unwrap_or_else(|index| {
                all.insert(index, Cash::new(currency));
                index
            });
            all[index].add(&row);
        }
        all
    }

    fn add(&mut self, row: &PositionRow<'_>) {
        let position = row.position;
        let balance = position.balance;
        self.invoices += 1;
        self.balance += balance;
        match position.days_past_due {
            ..=-1 => self.current += balance,
            0 => self.due += balance,
            1..=30 => self.overdue[0] += balance,
            31..=60 => self.overdue[1] += balance,
            61..=90 => self.overdue[2] += balance,
            91.. => self.overdue[3] += balance,
        }
        match position.status {
            Status::Disputed => self.disputed += balance,
            Status::Promised => self.promised += balance,
            Status::Paused => self.paused += balance,
            _ => {}
        }
        if position.days_past_due > 90 || position.stalled || position.flags.names().next().is_some() {
            self.at_risk += balance;
        }
    }

    fn cell(&self, minor: Balance) -> Cell<'static> {
        Cell::amount(self.currency, minor)
    }
}
