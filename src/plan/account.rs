//! The money of one invoice: its balance, when it was closed and by what, and short pays.

use super::Status;
use crate::calendar::Day;
use crate::ledger::{Kind, OpenAmount, Terms};
use crate::money::{Balance, Decimal, Fx, Minor, value};
use crate::workflow::Payment;

/// The money of one invoice, as far as it has been replayed.
#[derive(Clone, Debug)]
pub(super) struct Account<'r> {
    rules: &'r Payment,
    fx: Option<&'r Fx>,
    terms: Terms,
    /// What is left to pay.
    pub balance: Balance,
    /// What closed it, while it is closed.
    pub closed: Option<Closure>,
    /// What kind of event last lowered the balance on the day being replayed.
    lowered: Option<Status>,
    /// How often a payment brought the balance into the range of a short pay.
    pub short_pays: u32,
    /// The latest payment that left the balance in that range, while it is there.
    pub short_pay_since: Option<Day>,
}

/// What closed an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Closure {
    /// Paid, credited or written off.
    pub status: Status,
    /// The day; `None` if no event closed it.
    pub on: Option<Day>,
}

impl<'r> Account<'r> {
    /// The account of an invoice before anything happened to it.
    pub fn new(terms: Terms, rules: &'r Payment, fx: Option<&'r Fx>) -> Account<'r> {
        let balance = Balance::from(terms.open_amount.map_or(terms.amount, |open| open.amount));
        let mut account = Account { rules, fx, terms, balance, closed: None, lowered: None, short_pays: 0, short_pay_since: None };
        if account.is_settled() {
            account.closed = Some(Closure { status: Status::Paid, on: None });
        }
        account
    }

    /// Is there nothing, or too little, left to pay?
    fn is_settled(&self) -> bool {
        if self.terms.amount <= 0 {
            // An open credit is no debt, whatever another system says is open on it.
            return true;
        }
        if self.rules.close_at.is_zero() { self.balance <= 0 } else { self.value() <= self.rules.close_at }
    }

    /// The balance for comparing it with money of the workflow.
    pub fn value(&self) -> Decimal {
        value(self.fx, self.terms.currency, self.balance)
    }

    /// Does money of that day change the balance, or is it in the open amount already?
    pub fn counts(&self, day: Day) -> bool {
        self.terms.open_amount.is_none_or(|OpenAmount { on, .. }| day > on)
    }

    /// A money event; gives back what came in by it (payments and credits).
    pub fn post(&mut self, day: Day, kind: &Kind) -> Balance {
        let given = |amount: Option<Minor>, rest: Balance| amount.map_or(rest.max(0), Balance::from);
        let (change, status) = match *kind {
            Kind::Payment { amount } => (-given(amount, self.balance), Some(Status::Paid)),
            Kind::Credit { amount, .. } => (-given(amount, self.balance), Some(Status::Credited)),
            Kind::WriteOff { amount } => (-given(amount, self.balance), Some(Status::WrittenOff)),
            Kind::Reversal { amount } | Kind::Fee { amount } => (Balance::from(amount), None),
            _ => return 0,
        };
        self.change(day, change, status);
        if matches!(kind, Kind::Payment { .. } | Kind::Credit { .. }) { -change } else { 0 }
    }

    /// The invoice was settled on that day: a payment of all that is left; gives back how much that was.
    pub fn settle(&mut self, day: Day) -> Balance {
        // An open credit is used up when it is settled; what was paid too much stays.
        let rest = if self.terms.amount > 0 { self.balance.max(0) } else { self.balance };
        self.change(day, -rest, Some(Status::Paid));
        rest
    }

    fn change(&mut self, day: Day, change: Balance, status: Option<Status>) {
        if !self.counts(day) {
            return;
        }
        self.balance += change;
        if change < 0 {
            self.lowered = status;
        }
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
        let lowered = self.lowered.take();
        match (self.is_settled(), self.closed) {
            (true, None) => self.closed = Some(Closure { status: lowered.unwrap_or(Status::Paid), on: lowered.map(|_| day) }),
            (false, Some(_)) => self.closed = None,
            _ => {}
        }
    }
}
