//! What concerns whole customers: small sums, gathered while their invoices go by.

use super::account::Closure;
use super::closings::Closings;
use super::debts::Debts;
use super::journey::Journey;
use super::settled::Settled;
use super::{Flags, Held, Status};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Event, Frames, Kind};
use crate::money::{Balance, Currency};
use crate::workflow::Priority;
use std::collections::BTreeSet;

/// What is known of a customer when all invoices have gone by: the same, whichever of them went by first. There may be millions of
/// customers, so what few of them need is kept apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Customer {
    closings: Closings,
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
    fn add_overdue(&mut self, currency: Currency, balance: Balance) {
        self.add_money(currency, Money { unapplied: 0, overdue: balance });
    }

    /// Waits for the memory in which it lies. What it gives back says nothing, but was there to be waited for.
    #[inline]
    pub fn glance(&self) -> u32 {
        let last = [self.last_response, self.touched[0], self.contact_before];
        self.closings.glance() ^ last.into_iter().flatten().fold(self.overdue as u32, |all, day| all ^ day.number() as u32)
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

    /// Takes what an invoice, or an open credit, says about its customer. Promises for the whole customer that are broken on it go into a
    /// list of their own: each is one promise, on however many invoices it was broken.
    pub fn gather(&mut self, journey: &Journey<'_>, as_of: Day, frames: &Frames, broken: &mut BTreeSet<u32>) {
        let terms = journey.invoice.terms;
        let balance = journey.account.balance;
        if balance < 0 {
            self.add_unapplied(terms.currency, -balance);
        }
        if let Some(response) = journey.touches.ever_responded {
            self.respond(response);
        }
        for touch in &journey.touches.all {
            if touch.channel.is_message() && !touch.of_customer {
                self.contact(touch.day, as_of);
            }
        }
        if !journey.account.is_credit {
            self.gather_debt(journey, frames, broken);
        }
    }

    /// Takes what an invoice of that due date says about its customer that is settled and of which no more is to be told.
    pub fn gather_settled(&mut self, settled: Settled, invoice: &str, due: Day, frames: &Frames) {
        if let Some(response) = settled.responded {
            self.respond(response);
        }
        if let Closure { status: Status::Paid, on: Some(on) } = settled.closed {
            self.closings.add(on, invoice, on.since(due), frames);
        }
    }

    /// Takes what an invoice that is no credit says about its customer.
    fn gather_debt(&mut self, journey: &Journey<'_>, frames: &Frames, broken: &mut BTreeSet<u32>) {
        let silent_after = journey.rules.workflow.priority.silent_after;
        for touch in &journey.touches.all {
            if touch.channel != Channel::Task && touch.day >= journey.due {
                self.touch(touch.day, silent_after);
            }
        }
        match journey.account.closed {
            None => {
                if journey.day > journey.due {
                    self.add_overdue(journey.invoice.terms.currency, journey.account.balance);
                }
                if journey.rules.look_at_customers() {
                    let debts = &mut self.rare.get_or_insert_default().debts;
                    debts.add(journey.invoice.terms.currency, journey.account.balance, journey.due, journey.day);
                }
                self.broken_promises += journey.promises.broken_own;
                broken.extend(&journey.promises.broken_of_customer);
            }
            Some(Closure { status: Status::Paid, on: Some(on) }) => {
                self.closings.add(on, journey.invoice.id(), on.since(journey.due), frames);
            }
            Some(_) => {}
        }
    }

    /// Takes an event that names the customer and no invoice.
    pub fn gather_event(&mut self, event: &Event, as_of: Day) {
        match event.kind {
            Kind::Payment { .. } | Kind::Reply | Kind::Promise { .. } => self.respond(event.date),
            Kind::Touch { channel, .. } if channel.is_message() => self.contact(event.date, as_of),
            _ => {}
        }
    }

    /// What it owes, in a plan of which an action looks at that.
    pub fn debts(&self) -> &Debts {
        const NONE: &Debts = &Debts::none();
        self.rare.as_ref().map_or(NONE, |rare| &rare.debts)
    }

    /// A promise for the whole customer is broken on an invoice still open.
    pub fn broke_promise(&mut self) {
        self.broken_promises += 1;
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

    /// The customer responded.
    fn respond(&mut self, day: Day) {
        self.last_response = self.last_response.max(Some(day));
    }

    /// Somebody reached out on or after a due date; only the latest `most` days are of interest.
    fn touch(&mut self, day: Day, most: u32) {
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
    fn contact(&mut self, day: Day, as_of: Day) {
        if day < as_of {
            self.contact_before = self.contact_before.max(Some(day));
        } else {
            self.contact_today = true;
        }
    }

    /// Until when a further email, letter or sms must wait.
    fn contact_limit(&self, as_of: Day, days_between: u32) -> Option<Day> {
        let days = days_between as i32;
        let before = self.contact_before.filter(|last| *last > as_of.plus(-days))?;
        Some(if self.contact_today { as_of } else { before }.plus(days))
    }

    /// Why an action of an invoice must wait, and until when, if the customer's money (does it cover the invoice?) or contacts say so.
    pub fn holds(&self, channel: Channel, is_covered: bool, as_of: Day, days_between: u32) -> Option<(Held, Option<Day>)> {
        if channel != Channel::Task && is_covered {
            return Some((Held::UnappliedCash, None));
        }
        let free_on = self.contact_limit(as_of, days_between).filter(|_| channel.is_message())?;
        Some((Held::ContactLimit, Some(free_on)))
    }

    /// What makes an open invoice of the customer in that currency stand out. Whether it is disputed, and whether the customer's cash
    /// covers it, is the invoice's own.
    pub fn flags(&self, priority: &Priority, currency: Currency, disputed: bool, is_covered: bool) -> Flags {
        let money = self.money(currency);
        let since = |day: &&Day| self.last_response.is_none_or(|response| **day > response);
        Flags {
            silent: self.touched().filter(since).count() >= priority.silent_after as usize,
            broken_promises: self.broken_promises,
            worsening: self.closings.is_worsening(),
            disputed,
            unapplied_cash: money.unapplied > 0 && money.unapplied < money.overdue && !is_covered,
            part_disputed: false,
        }
    }

    fn touched(&self) -> impl Iterator<Item = &Day> {
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

    #[test]
    fn a_customer_takes_little_room_for_there_are_many() {
        assert_eq!(size_of::<Customer>(), 144);
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

    #[test]
    fn a_contact_today_does_not_hold_back_another_today() {
        let (day, mut customer) = (Day::from_number(100), Customer::default());
        customer.contact(day, day);
        assert_eq!(customer.contact_limit(day, 3), None);
        customer.contact(day.plus(-3), day);
        assert_eq!(customer.contact_limit(day, 3), None);
        customer.contact(day.plus(-2), day);
        assert_eq!(customer.contact_limit(day, 3), Some(day.plus(3)));
    }
}
