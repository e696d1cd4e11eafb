//! What a customer owes on open invoices, in sums.

use crate::calendar::Day;
use crate::money::{Balance, Currency, Decimal, Fx, value};

/// The open invoices of a customer, as of a day, with their whole balances.
#[derive(Clone, Debug, Default)]
pub(crate) struct Debts {
    sums: Vec<(Currency, Sums)>,
    /// The earliest due date.
    first_due: Option<Day>,
    /// How many are overdue.
    pub overdue: u32,
}

/// Balances in one currency.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    open: Balance,
    overdue: Balance,
}

/// Which of the balances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owed {
    /// Those of all open invoices.
    Open,
    /// Those of overdue ones.
    Overdue,
}

impl Debts {
    /// Nothing is owed.
    pub const fn none() -> Debts {
        Debts { sums: Vec::new(), first_due: None, overdue: 0 }
    }

    /// An invoice is open on a day.
    pub fn add(&mut self, currency: Currency, balance: Balance, due: Day, day: Day) {
        let is_overdue = day > due;
        let sums = self.sums_in(currency);
        sums.open += balance;
        if is_overdue {
            sums.overdue += balance;
            self.overdue += 1;
        }
        self.first_due = Some(self.first_due.map_or(due, |first| first.min(due)));
    }

    /// The others of the same customer.
    pub fn join(&mut self, other: &Debts) {
        for (currency, more) in &other.sums {
            let sums = self.sums_in(*currency);
            sums.open += more.open;
            sums.overdue += more.overdue;
        }
        self.overdue += other.overdue;
        self.first_due = [self.first_due, other.first_due].into_iter().flatten().min();
    }

    fn sums_in(&mut self, currency: Currency) -> &mut Sums {
        let place = self.sums.iter().position(|(of, _)| *of == currency).unwrap_or_else(|| {
            self.sums.push((currency, Sums::default()));
            self.sums.len() - 1
        });
        &mut self.sums[place].1
    }

    /// Those of the open invoices, each once.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> {
        self.sums.iter().map(|(currency, _)| *currency)
    }

    /// The days past due of the oldest invoice on a day.
    pub fn oldest(&self, day: Day) -> Option<i32> {
        self.first_due.map(|due| day.since(due))
    }

    /// In one currency.
    pub fn sum(&self, owed: Owed, currency: Currency) -> Balance {
        self.sums.iter().filter(|(of, _)| *of == currency).map(|(_, sums)| sums.of(owed)).sum()
    }

    /// In base currency where there are rates, else in one currency.
    pub fn total(&self, owed: Owed, currency: Currency, fx: Option<&Fx>) -> Decimal {
        match fx {
            None => currency.major(self.sum(owed, currency)),
            Some(_) => self.sums.iter().fold(Decimal::ZERO, |all, (of, sums)| all.plus(value(fx, *of, sums.of(owed)))),
        }
    }
}

impl Sums {
    fn of(self, owed: Owed) -> Balance {
        match owed {
            Owed::Open => self.open,
            Owed::Overdue => self.overdue,
        }
    }
}
