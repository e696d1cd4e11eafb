//! How late money comes in, weighted by amount.

use crate::calendar::Day;
use crate::money::{Balance, Decimal};

/// `Σ amount × days late ÷ Σ amount`, of money that came in, and of what is open and overdue counted to the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeightedDelay {
    amount_days: Balance,
    amount: Balance,
}

impl WeightedDelay {
    /// Counts an amount that came in, or was taken back if it is negative, or that is open on `day`.
    pub fn add(&mut self, amount: Balance, day: Day, due: Day) {
        self.amount_days += amount * Balance::from(day.since(due));
        self.amount += amount;
    }

    pub fn join(&mut self, more: WeightedDelay) {
        self.amount_days += more.amount_days;
        self.amount += more.amount;
    }

    /// In days, to a tenth; negative when early. `None` where nothing came in.
    pub fn days(self) -> Option<Decimal> {
        let amount = Some(self.amount).filter(|amount| *amount > 0)?;
        Decimal::new(self.amount_days, 0).over(Decimal::new(amount, 0), 1)
    }

    /// The same as whole days.
    pub fn whole_days(self) -> Option<i32> {
        self.days().and_then(|days| i32::try_from(days.units(0)).ok())
    }
}
