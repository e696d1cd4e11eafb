//! What is kept of a customer: small sums and a few days. What is told of whom, and what follows from it, the engine's rules say.

use super::debts::Debts;
use super::last_paid::LastPaid;
use crate::calendar::Day;
use crate::money::{Balance, Currency};

/// What is known of a customer when all invoices have gone by: the same, whichever of them went by first. There may be millions of
/// customers, so what few of them need is kept apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Customer {
    last_paid: LastPaid,
    /// The money in one currency, the first that was heard of, as far as it fits; see [`Money`]. The rest is among the rare things.
    unapplied: i64,
    overdue: i64,
    money_in: Option<Currency>,
    /// In which currency its invoices are, as long as that is one.
    currency: OneOf,
    /// The latest days with a touch, tasks apart, newest first; no more than make a customer silent, and the rest of them.
    touched: [Option<Day>; 4],
    rare: Option<Box<Rare>>,
    /// The last response on any invoice, or of the customer as a whole.
    last_response: Option<Day>,
    /// Promises that are broken on invoices still open.
    broken_promises: u32,
    /// The last contact before the day of the plan, and whether there is one on that day.
    contact_before: Option<Day>,
    contact_today: bool,
}

/// What few customers have.
#[derive(Clone, Debug, Default)]
struct Rare {
    money: Vec<(Currency, Money)>,
    touched: Vec<Day>,
    /// What is owed, if an action of the workflow looks at that.
    debts: Debts,
}

/// The money of a customer in one currency.
#[derive(Clone, Copy, Debug, Default)]
struct Money {
    /// Payments and credits without an invoice, less what was taken back, overpayments and open credits.
    unapplied: Balance,
    /// The balances of overdue invoices.
    overdue: Balance,
}

/// The currency of a customer's invoices.
#[derive(Clone, Copy, Debug, Default)]
enum OneOf {
    #[default]
    None,
    One(Currency),
    Several,
}

impl Customer {
    /// Takes over what another planner was told of the same customer. Of touches all days are kept that either kept.
    pub fn join(&mut self, other: &Customer) {
        self.last_paid.join(&other.last_paid);
        if let Some(currency) = other.money_in {
            self.add_money(currency, Money { unapplied: other.unapplied.into(), overdue: other.overdue.into() });
        }
        match other.currency {
            OneOf::None => {}
            OneOf::One(currency) => self.invoiced(currency),
            OneOf::Several => self.currency = OneOf::Several,
        }
        let most = self.touched().count() + other.touched().count();
        other.touched().for_each(|day| self.touch(*day, most.max(self.touched.len()) as u32));
        if let Some(rare) = &other.rare {
            rare.money.iter().for_each(|(currency, money)| self.add_money(*currency, *money));
            self.rare.get_or_insert_default().debts.join(&rare.debts);
        }
        self.last_response = self.last_response.max(other.last_response);
        self.broken_promises += other.broken_promises;
        self.contact_before = self.contact_before.max(other.contact_before);
        self.contact_today |= other.contact_today;
    }

    fn add_money(&mut self, currency: Currency, more: Money) {
        let sum = |sum: i64, more: Balance| i64::try_from(Balance::from(sum) + more).ok();
        if *self.money_in.get_or_insert(currency) == currency
            && let Some((unapplied, overdue)) = sum(self.unapplied, more.unapplied).zip(sum(self.overdue, more.overdue))
        {
            (self.unapplied, self.overdue) = (unapplied, overdue);
            return;
        }
        let rest = &mut self.rare.get_or_insert_default().money;
        let index = rest.iter().position(|(of, _)| *of == currency).unwrap_or_else(|| {
            rest.push((currency, Money::default()));
            rest.len() - 1
        });
        rest[index].1.add(more);
    }

    /// Cash that belongs to no invoice, or is taken back if negative.
    pub fn add_unapplied(&mut self, currency: Currency, amount: Balance) {
        self.add_money(currency, Money { unapplied: amount, overdue: 0 });
    }

    /// The balance of an overdue invoice.
    pub fn add_overdue(&mut self, currency: Currency, balance: Balance) {
        self.add_money(currency, Money { unapplied: 0, overdue: balance });
    }

    /// The customer has an invoice in that currency.
    pub fn invoiced(&mut self, currency: Currency) {
        self.currency = match self.currency {
            OneOf::None => OneOf::One(currency),
            OneOf::One(known) if known == currency => self.currency,
            OneOf::One(_) | OneOf::Several => OneOf::Several,
        };
    }

    /// The currency of all the customer's invoices, if it is one.
    pub fn currency(&self) -> Option<Currency> {
        match self.currency {
            OneOf::One(currency) => Some(currency),
            OneOf::None | OneOf::Several => None,
        }
    }

    /// An invoice was paid, so many days late.
    pub fn paid(&mut self, on: Day, invoice: &str, days_late: i32) {
        self.last_paid.add(on, invoice, days_late);
    }

    /// An invoice is open on a day.
    pub fn owes(&mut self, currency: Currency, balance: Balance, due: Day, day: Day) {
        self.rare.get_or_insert_default().debts.add(currency, balance, due, day);
    }

    /// What it owes, in a plan with actions that ask for it.
    pub fn debts(&self) -> &Debts {
        const NONE: &Debts = &Debts::none();
        self.rare.as_ref().map_or(NONE, |rare| &rare.debts)
    }

    /// A promise is broken on an invoice still open.
    pub fn broke_promise(&mut self) {
        self.broke_promises(1);
    }

    /// So many promises are.
    pub fn broke_promises(&mut self, count: u32) {
        self.broken_promises += count;
    }

    /// How many promises are broken on invoices still open.
    pub fn broken_promises(&self) -> u32 {
        self.broken_promises
    }

    fn money(&self, currency: Currency) -> Money {
        let mut money = Money::default();
        if self.money_in == Some(currency) {
            money.add(Money { unapplied: self.unapplied.into(), overdue: self.overdue.into() });
        }
        let rest = self.rare.iter().flat_map(|rare| &rare.money).filter(|(of, _)| *of == currency);
        rest.for_each(|(_, rest)| money.add(*rest));
        money
    }

    /// Cash that belongs to no invoice, open credits among it.
    pub fn unapplied(&self, currency: Currency) -> Balance {
        self.money(currency).unapplied
    }

    /// The balances of overdue invoices.
    pub fn overdue(&self, currency: Currency) -> Balance {
        self.money(currency).overdue
    }

    /// The customer responded.
    pub fn respond(&mut self, day: Day) {
        self.last_response = self.last_response.max(Some(day));
    }

    /// Somebody reached out on or after a due date; only the latest `most` days are of interest.
    pub fn touch(&mut self, day: Day, most: u32) {
        let most = most as usize;
        // A later day takes its place, and an earlier one goes on to the next.
        let mut left = day;
        for place in self.touched.iter_mut().take(most) {
            match place {
                Some(known) if left == *known => return,
                Some(known) if left > *known => std::mem::swap(known, &mut left),
                Some(_) => {}
                None => {
                    *place = Some(left);
                    return;
                }
            }
        }
        if let Some(most) = most.checked_sub(self.touched.len()).filter(|most| *most > 0) {
            let rest = &mut self.rare.get_or_insert_default().touched;
            if let Err(place) = rest.binary_search_by(|known| left.cmp(known)) {
                rest.insert(place, left);
                rest.truncate(most);
            }
        }
    }

    /// An email, letter or sms went to the customer, on the day of the plan or before.
    pub fn contact(&mut self, day: Day, as_of: Day) {
        if day < as_of {
            self.contact_before = self.contact_before.max(Some(day));
        } else {
            self.contact_today = true;
        }
    }

    /// The last contact before the day of the plan, and whether there is one on that day.
    pub fn contacts(&self) -> (Option<Day>, bool) {
        (self.contact_before, self.contact_today)
    }

    pub fn last_response(&self) -> Option<Day> {
        self.last_response
    }

    /// How late the invoices paid last were, oldest first, if there are so many.
    pub fn days_late(&self) -> Option<[i32; LastPaid::COUNT]> {
        self.last_paid.days_late()
    }

    /// The latest days with a touch.
    pub fn touched(&self) -> impl Iterator<Item = &Day> {
        self.touched.iter().flatten().chain(self.rare.iter().flat_map(|rare| &rare.touched))
    }
}

impl Money {
    fn add(&mut self, more: Money) {
        self.unapplied += more.unapplied;
        self.overdue += more.overdue;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_customer_takes_little_room_for_there_are_many() {
        assert_eq!(size_of::<Customer>(), 208);
    }

    #[test]
    fn money_is_exact_in_every_currency_and_however_much_it_is() {
        let [usd, eur] = ["USD", "EUR"].map(|code| Currency::from_code(code).unwrap());
        let mut customer = Customer::default();
        let most = Balance::from(i64::MAX);
        for (currency, amount) in [(usd, most), (eur, 7), (usd, most), (usd, -5), (eur, -9), (usd, most)] {
            customer.add_unapplied(currency, amount);
            customer.add_overdue(currency, amount - 1);
        }
        let all = |currency| (customer.money(currency).unapplied, customer.money(currency).overdue);
        assert_eq!((all(usd), all(eur)), ((3 * most - 5, 3 * most - 9), (-2, -4)));
    }

    proptest! {
        #[test]
        fn the_latest_days_with_a_touch_are_kept_once_each(days in prop::collection::vec(0..20_i32, 0..20), most in 0..8_u32) {
            let mut customer = Customer::default();
            days.iter().for_each(|day| customer.touch(Day::from_number(*day), most));
            let latest: BTreeSet<i32> = days.into_iter().collect();
            let latest: Vec<i32> = latest.into_iter().rev().take(most as usize).collect();
            prop_assert_eq!(customer.touched().map(|day| day.number()).collect::<Vec<_>>(), latest);
        }
    }
}
