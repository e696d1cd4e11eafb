//! What concerns whole customers: small sums, gathered while their invoices go by.

use super::account::Closure;
use super::journey::Journey;
use super::settled::Settled;
use super::{Flags, Held, Status};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Event, Kind};
use crate::money::{Balance, Currency};
use crate::workflow::Priority;
use compact_str::CompactString;
use smallvec::SmallVec;
use std::collections::BTreeSet;

/// What is known of a customer when all invoices have gone by.
#[derive(Clone, Debug, Default)]
pub(super) struct Customer {
    money: SmallVec<[(Currency, Money); 1]>,
    /// In which currency its invoices are, as long as that is one.
    currency: OneOf,
    /// The last response on any invoice, or of the customer as a whole.
    last_response: Option<Day>,
    /// The latest days with a touch, tasks apart, newest first; no more than make a customer silent.
    touched: SmallVec<[Day; 4]>,
    /// Promises that are broken on invoices still open.
    broken_promises: u32,
    /// The last contact before the day of the plan, and the last at all.
    contact_before: Option<Day>,
    contact: Option<Day>,
    /// The invoices paid last, oldest first: when, which, and how many days late.
    closings: SmallVec<[Closing; 2 * COMPARED]>,
}

/// The money of a customer in one currency.
#[derive(Clone, Copy, Debug, Default)]
struct Money {
    /// Payments and credits without an invoice, less what was taken back, overpayments and open credits.
    unapplied: Balance,
    /// The balances of overdue invoices.
    overdue: Balance,
}

/// What is left to pay of an invoice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owed {
    /// The invoice's currency.
    pub currency: Currency,
    /// In minor units.
    pub balance: Balance,
    /// Is the due date past?
    pub overdue: bool,
}

/// The currency of a customer's invoices.
#[derive(Clone, Copy, Debug, Default)]
enum OneOf {
    #[default]
    None,
    One(Currency),
    Several,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Closing {
    on: Day,
    invoice: CompactString,
    days_late: i32,
}

/// So many of the invoices paid last are compared with as many before them.
pub(super) const COMPARED: usize = 3;
/// By so many days, on average, payments must have become later.
const WORSE_BY: i64 = 7;

impl Customer {
    fn money_mut(&mut self, currency: Currency) -> &mut Money {
        let index = self.money.iter().position(|(of, _)| *of == currency).unwrap_or_else(|| {
            self.money.push((currency, Money::default()));
            self.money.len() - 1
        });
        &mut self.money[index].1
    }

    /// Cash that belongs to no invoice, or is taken back if negative.
    pub fn add_unapplied(&mut self, currency: Currency, amount: Balance) {
        self.money_mut(currency).unapplied += amount;
    }

    /// The balance of an overdue invoice.
    fn add_overdue(&mut self, currency: Currency, balance: Balance) {
        self.money_mut(currency).overdue += balance;
    }

    /// A look at what is known, for no other reason than that it then comes from memory.
    pub fn glance(&self) -> u32 {
        let closings = [self.closings.first(), self.closings.last()].into_iter().flatten();
        closings.fold(self.touched.len() as u32, |seen, closing| seen ^ closing.days_late as u32)
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

    /// Takes what is known of the same customer from other invoices.
    pub fn join(&mut self, other: Customer, silent_after: u32) {
        for (currency, money) in other.money {
            let own = self.money_mut(currency);
            own.unapplied += money.unapplied;
            own.overdue += money.overdue;
        }
        match other.currency {
            OneOf::None => {}
            OneOf::One(currency) => self.invoiced(currency),
            OneOf::Several => self.currency = OneOf::Several,
        }
        self.last_response = self.last_response.max(other.last_response);
        other.touched.into_iter().for_each(|day| self.touch(day, silent_after));
        self.broken_promises += other.broken_promises;
        self.contact_before = self.contact_before.max(other.contact_before);
        self.contact = self.contact.max(other.contact);
        other.closings.into_iter().for_each(|closing| self.close(closing.on, &closing.invoice, closing.days_late));
    }

    /// Takes what an invoice, or an open credit, says about its customer. Promises for the whole customer that are broken on it go into a
    /// list of their own: each is one promise, on however many invoices it was broken.
    pub fn gather(&mut self, journey: &Journey<'_>, as_of: Day, broken: &mut BTreeSet<u32>) {
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
        if terms.amount > 0 {
            self.gather_debt(journey, broken);
        }
    }

    /// Takes what an invoice of that due date says about its customer that is settled and of which no more is to be told.
    pub fn gather_settled(&mut self, settled: Settled, invoice: &str, due: Day) {
        if let Some(response) = settled.responded {
            self.respond(response);
        }
        if let Closure { status: Status::Paid, on: Some(on) } = settled.closed {
            self.close(on, invoice, on.since(due));
        }
    }

    /// Takes what an invoice that is no credit says about its customer.
    fn gather_debt(&mut self, journey: &Journey<'_>, broken: &mut BTreeSet<u32>) {
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
                self.broken_promises += journey.promises.broken_own;
                broken.extend(&journey.promises.broken_of_customer);
            }
            Some(Closure { status: Status::Paid, on: Some(on) }) => self.close(on, journey.invoice.id(), on.since(journey.due)),
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

    /// A promise for the whole customer is broken on an invoice still open.
    pub fn broke_promise(&mut self) {
        self.broken_promises += 1;
    }

    fn money(&self, currency: Currency) -> Money {
        self.money.iter().find(|(of, _)| *of == currency).map(|(_, money)| *money).unwrap_or_default()
    }

    /// Does the customer's unapplied cash cover all that is overdue, and an invoice that is not overdue itself?
    fn has_paid(&self, Owed { currency, balance, overdue }: Owed) -> bool {
        let money = self.money(currency);
        money.unapplied > 0 && money.unapplied >= money.overdue + if overdue { 0 } else { balance }
    }

    /// The customer responded.
    fn respond(&mut self, day: Day) {
        self.last_response = self.last_response.max(Some(day));
    }

    /// Somebody reached out on or after a due date; only the latest `most` days are of interest.
    fn touch(&mut self, day: Day, most: u32) {
        if let Err(place) = self.touched.binary_search_by(|known| day.cmp(known)) {
            self.touched.insert(place, day);
            self.touched.truncate(most as usize);
        }
    }

    /// An email, letter or sms went to the customer.
    fn contact(&mut self, day: Day, as_of: Day) {
        self.contact = self.contact.max(Some(day));
        if day < as_of {
            self.contact_before = self.contact_before.max(Some(day));
        }
    }

    /// Until when a further email, letter or sms must wait.
    fn contact_limit(&self, as_of: Day, days_between: u32) -> Option<Day> {
        let days = days_between as i32;
        self.contact_before.filter(|last| *last > as_of.plus(-days))?;
        self.contact.map(|last| last.plus(days))
    }

    /// Why an action of an invoice must wait, and until when, if the customer's money or contacts say so.
    pub fn holds(&self, channel: Channel, owed: Owed, as_of: Day, days_between: u32) -> Option<(Held, Option<Day>)> {
        if channel != Channel::Task && self.has_paid(owed) {
            return Some((Held::UnappliedCash, None));
        }
        let free_on = self.contact_limit(as_of, days_between).filter(|_| channel.is_message())?;
        Some((Held::ContactLimit, Some(free_on)))
    }

    /// An invoice was paid.
    fn close(&mut self, on: Day, invoice: &str, days_late: i32) {
        let full = self.closings.len() == 2 * COMPARED;
        let oldest = self.closings.first().map(|closing| (closing.on, closing.invoice.as_str()));
        if full && oldest.is_some_and(|oldest| (on, invoice) <= oldest) {
            return;
        }
        if full {
            self.closings.remove(0);
        }
        let closing = Closing { on, invoice: invoice.into(), days_late };
        let place = self.closings.partition_point(|known| *known < closing);
        self.closings.insert(place, closing);
    }

    /// What makes an open invoice of the customer in that currency stand out; `disputed` is the invoice's own.
    pub fn flags(&self, priority: &Priority, currency: Currency, disputed: bool) -> Flags {
        let money = self.money(currency);
        let since = |day: &&Day| self.last_response.is_none_or(|response| **day > response);
        Flags {
            silent: self.touched.iter().filter(since).count() >= priority.silent_after as usize,
            broken_promises: self.broken_promises,
            worsening: self.is_worsening(),
            disputed,
            unapplied_cash: money.unapplied > 0 && money.unapplied < money.overdue,
        }
    }

    /// Are the last invoices paid later than those before them, by a week on average?
    fn is_worsening(&self) -> bool {
        let sum = |closings: &[Closing]| closings.iter().map(|closing| i64::from(closing.days_late)).sum::<i64>();
        let (before, last) = self.closings.split_at(self.closings.len().min(COMPARED));
        last.len() == COMPARED && sum(last) - sum(before) >= WORSE_BY * COMPARED as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(days_late: &[i32]) -> Customer {
        let mut customer = Customer::default();
        for (index, days) in days_late.iter().enumerate() {
            customer.close(Day::from_number(100 + index as i32), "A", *days);
        }
        customer
    }

    #[test]
    fn paying_a_week_later_on_average_is_worsening() {
        assert!(!paid(&[30, 30]).is_worsening(), "six invoices are needed");
        // 0 on average before, 7 after; then 20/3 days, which is less than a week.
        assert!(paid(&[99, 0, 0, 0, 7, 7, 7]).is_worsening());
        assert!(!paid(&[0, 0, 0, 7, 7, 6]).is_worsening());
        assert!(paid(&[-7, -7, -7, 0, 0, 0]).is_worsening());
    }

    #[test]
    fn only_the_invoices_paid_last_count_whatever_their_order_in_the_file() {
        let mut customer = Customer::default();
        for (day, days) in [(6, 7), (1, 90), (5, 7), (3, 0), (7, 7), (2, 0), (4, 0)] {
            customer.close(Day::from_number(day), "A", days);
        }
        assert!(customer.is_worsening());
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
