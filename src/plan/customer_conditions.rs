//! What conditions on customers say of what one owes.

use crate::calendar::Day;
use crate::money::{Currency, Decimal, Fx};
use crate::store::{Debts, Owed};
use crate::workflow::{Amount, AmountRange, CustomerConditions};

/// Do conditions hold on a day for an action of an invoice in a currency?
pub(super) fn meet(debts: &Debts, conditions: &CustomerConditions, currency: Currency, fx: Option<&Fx>, day: Day) -> bool {
    holds(debts, &conditions.overdue, Owed::Overdue, currency, fx)
        && holds(debts, &conditions.open, Owed::Open, currency, fx)
        && debts.oldest(day).is_none_or(|days| conditions.oldest.holds(days))
        && conditions.invoices.holds(debts.overdue)
}

/// Does one of the sums lie in a range?
pub(super) fn holds(debts: &Debts, range: &AmountRange, owed: Owed, currency: Currency, fx: Option<&Fx>) -> bool {
    !range.is_set() || range.holds_for(currency, debts.sum(owed, currency), || debts.total(owed, currency, fx))
}

/// A sum as a range looks at it: by number in base currency, else in one currency.
pub(super) fn seen(debts: &Debts, range: &AmountRange, owed: Owed, currency: Currency, fx: Option<&Fx>) -> Decimal {
    if range.bounds().any(Amount::is_number) { debts.total(owed, currency, fx) } else { currency.major(debts.sum(owed, currency)) }
}
