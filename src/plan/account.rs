//! The money of one invoice: its balance, when it was closed and by what, short pays, recoveries, and payments that came back.

use super::position::Status;
use crate::calendar::Day;
use crate::ledger::{Kind, OpenAmount, Terms};
use crate::money::{Balance, Decimal, Fx, Minor, value};
use crate::workflow::Payment;

#[derive(Clone, Debug)]
pub(super) struct Account<'r> {
    rules: &'r Payment,
    fx: Option<&'r Fx>,
    terms: Terms,
    pub balance: Balance,
    pub closed: Option<Closure>,
    /// Is it an open credit, or an invoice over nothing on which nothing was charged so far?
    pub is_credit: bool,
    /// The write-offs that no payment took back.
    written_off: Balance,
    /// Was it open at any time of the day being replayed?
    was_open_today: bool,
    /// What kind of event last lowered the balance on that day.
    lowered: Option<Status>,
    /// Was money taken back on that day?
    reversed: bool,
    /// How often a payment brought the balance into the range of a short pay.
    pub short_pays: u32,
    /// The latest payment that left the balance in that range, while it is there.
    pub short_pay_since: Option<Day>,
    /// How often a reversal opened the closed invoice again, and the last day on which one did.
    pub returned: u32,
    pub returned_on: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Closure {
    /// Paid, credited or written off.
    pub status: Status,
    /// The day; `None` if no event closed it.
    pub on: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Posted {
    /// Nothing: it is of zero, or of all that was left where nothing was. It is no event.
    Nothing,
    /// So much came in, by a payment or credit; 0 for other money.
    Received(Balance),
    /// So much came in after the invoice was written off, and that much less is written off.
    Recovered(Balance),
}

impl<'r> Account<'r> {
    pub fn new(terms: Terms, rules: &'r Payment, fx: Option<&'r Fx>) -> Account<'r> {
        let balance = Balance::from(terms.open_amount.map_or(terms.amount, |open| open.amount));
        let mut account = Account {
            rules,
            fx,
            terms,
            balance,
            closed: None,
            // An open credit is no debt, whatever another system says is open on it.
            is_credit: terms.amount < 0 || (terms.amount == 0 && balance <= 0),
            written_off: 0,
            was_open_today: true,
            lowered: None,
            reversed: false,
            short_pays: 0,
            short_pay_since: None,
            returned: 0,
            returned_on: None,
        };
        if account.is_settled() {
            account.closed = Some(Closure { status: Status::Paid, on: None });
            account.was_open_today = false;
        }
        account
    }

    fn is_settled(&self) -> bool {
        self.is_credit || self.is_too_little(self.balance)
    }

    /// Is an amount nothing, or too little to be asked for?
    pub fn is_too_little(&self, amount: Balance) -> bool {
        if self.rules.close_at.is_zero() { amount <= 0 } else { value(self.fx, self.terms.currency, amount) <= self.rules.close_at }
    }

    /// Does money of that day change the balance, or is it in the open amount already?
    pub fn counts(&self, day: Day) -> bool {
        self.terms.open_amount.is_none_or(|OpenAmount { on, .. }| day > on)
    }

    pub fn post(&mut self, day: Day, kind: &Kind) -> Posted {
        let rest = self.balance.max(0);
        let given = |amount: Option<Minor>| amount.map_or(rest, Balance::from);
        let (amount, status) = match *kind {
            Kind::Payment { amount } => (given(amount), Some(Status::Paid)),
            Kind::Credit { amount, .. } => (given(amount), Some(Status::Credited)),
            Kind::WriteOff { amount } => (given(amount), Some(Status::WrittenOff)),
            Kind::Reversal { amount } | Kind::Fee { amount } => (Balance::from(amount), None),
            _ => return Posted::Received(0),
        };
        if amount == 0 {
            return Posted::Nothing;
        }
        let counts = self.counts(day);
        if status == Some(Status::Paid) && counts && self.closed_by() == Some(Status::WrittenOff) {
            // What was written off is owed again by as much, and paid. Only the rest lowers the balance.
            let recovered = amount.min(self.written_off);
            self.written_off -= recovered;
            self.balance += recovered - amount;
            self.was_open_today |= !self.is_too_little(self.balance);
            self.note_short_pay(day, true);
            return Posted::Recovered(amount);
        }
        if counts && status == Some(Status::WrittenOff) {
            self.written_off += amount;
        }
        self.reversed |= counts && matches!(kind, Kind::Reversal { .. });
        self.change(day, if status.is_some() { -amount } else { amount }, status);
        Posted::Received(if matches!(status, Some(Status::Paid | Status::Credited)) { amount } else { 0 })
    }

    /// Does money of this kind take all that is left, and nothing is? Then it is no event.
    pub fn finds_nothing(&self, kind: &Kind) -> bool {
        let takes_all =
            matches!(kind, Kind::Payment { amount: None } | Kind::Credit { amount: None, .. } | Kind::WriteOff { amount: None });
        takes_all && self.balance <= 0
    }

    /// What closed the invoice, as it stands at this moment of the day.
    fn closed_by(&self) -> Option<Status> {
        match self.closed {
            Some(closure) if !self.was_open_today => Some(closure.status),
            _ => self.lowered.filter(|_| self.is_too_little(self.balance)),
        }
    }

    /// The invoice was settled on that day: a payment of all that is left. An open credit is used up by it; what was paid too much stays.
    pub fn settle(&mut self, day: Day) -> Posted {
        if self.is_credit && self.balance <= 0 {
            self.change(day, -self.balance, None);
            return Posted::Nothing;
        }
        self.post(day, &Kind::Payment { amount: None })
    }

    fn change(&mut self, day: Day, change: Balance, status: Option<Status>) {
        if !self.counts(day) {
            return;
        }
        self.balance += change;
        if change < 0 {
            self.lowered = status;
        }
        self.was_open_today |= !self.is_too_little(self.balance);
        self.note_short_pay(day, status == Some(Status::Paid));
    }

    fn note_short_pay(&mut self, day: Day, payment: bool) {
        let Some(short_pay) = &self.rules.short_pay else { return };
        let amount = Decimal::new(Balance::from(self.terms.amount), 0);
        let limit = amount.times(short_pay.at_most_percent);
        let rest = Decimal::new(self.balance.saturating_mul(100), 0);
        if self.balance <= 0 || rest > limit {
            self.short_pay_since = None;
        } else if payment {
            self.short_pays += u32::from(self.short_pay_since.is_none());
            self.short_pay_since = Some(day);
        }
    }

    /// The day's money is done: the invoice closes, or opens again, or neither.
    pub fn end_money(&mut self, day: Day) {
        let (lowered, reversed) = (self.lowered.take(), std::mem::take(&mut self.reversed));
        let lifted = self.is_credit && self.terms.amount == 0 && self.balance > 0;
        self.is_credit &= !lifted;
        match (self.is_settled(), self.closed) {
            (true, None) => self.closed = Some(Closure { status: lowered.unwrap_or(Status::Paid), on: lowered.map(|_| day) }),
            (false, Some(_)) => {
                self.closed = None;
                if reversed && !lifted {
                    self.returned += 1;
                    self.returned_on = Some(day);
                }
            }
            _ => {}
        }
        self.was_open_today = self.closed.is_none();
    }
}
