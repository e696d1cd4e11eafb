//! What conditions on customers say of what one owes.

use crate::calendar::Day;
use crate::money::{Currency, Decimal, Fx};
use crate::store::{Debts, Owed};
use crate::workflow::{Amount, AmountRange, CustomerConditions};

impl Debts {
    /// Do conditions hold on a day for an action of an invoice in a currency?
    pub fn meet(&self, conditions: &CustomerConditions, currency: Currency, fx: Option<&Fx>, day: Day) -> bool {
        self.holds(&conditions.overdue, Owed::Overdue, currency, fx)
            && self.holds(&conditions.open, Owed::Open, currency, fx)
            && self.oldest(day).is_none_or(|days| conditions.oldest.holds(days))
            && conditions.invoices.holds(self.overdue)
    }

    /// Does one of the sums lie in a range?
    pub fn holds(&self, range: &AmountRange, owed: Owed, currency: Currency, fx: Option<&Fx>) -> bool {
        !range.is_set() || range.holds_for(currency, self.sum(owed, currency), || self.total(owed, currency, fx))
    }

    /// A sum as a range looks at it: by number in base currency, else in one currency.
    pub fn seen(&self, range: &AmountRange, owed: Owed, currency: Currency, fx: Option<&Fx>) -> Decimal {
        if range.bounds().any(Amount::is_number) { self.total(owed, currency, fx) } else { currency.major(self.sum(owed, currency)) }
    }
}
