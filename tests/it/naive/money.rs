//! The balance, what closes an invoice, and small rests of payments.

use super::facts::What;
use super::replay::Replay;
use collect::calendar::Day;
use collect::money::{Decimal, value};
use collect::workflow::ShortPay as Rule;

/// An invoice is closed.
#[derive(Clone, Debug)]
pub struct Closing {
    /// `paid`, `credited` or `written_off`.
    pub status: &'static str,
    /// `None` where no event closed it.
    pub on: Option<Day>,
}

/// A payment left a small rest.
#[derive(Clone, Debug)]
pub struct ShortPay {
    pub number: usize,
    /// The day of the latest payment that left it.
    pub since: Day,
}

impl Replay<'_> {
    /// An invoice may be closed by its amount, or by what the exporting system says is open.
    pub fn close_from_the_start(&mut self) {
        if self.balance_closes() {
            self.closed = Some(Closing { status: "paid", on: None });
            if !self.is_credit() {
                self.happened.insert("closed from the start");
            }
        }
    }

    /// The money of the day, then the settled date; after that the invoice closes or opens again.
    pub fn move_money(&mut self) {
        let was_closed = self.closed.is_some();
        // What closed the invoice, as it stands so far today.
        let mut closer = self.closed.as_ref().map(|closing| closing.status);
        let mut closes_anew = !was_closed;
        let mut lowered_by = None;
        let mut money = self.todays_money();
        let is_settled = self.settled == Some(self.today);
        if is_settled {
            money.push(What::Payment(None));
        }
        for what in money {
            let before = self.balance;
            let is_payment = matches!(what, What::Payment(_));
            let is_recovery = is_payment && closer == Some("written_off");
            if !self.book(&what, is_recovery) {
                continue;
            }
            if self.balance < before && !is_recovery {
                lowered_by = Some(closing_status(&what));
            }
            closes_anew |= !self.balance_closes();
            if closes_anew {
                closer = lowered_by.filter(|_| self.balance_closes());
            }
            self.watch_short_pay(before, is_payment);
        }
        if is_settled && self.is_credit() && !self.is_in_open_amount() {
            // An open credit that is settled is used up.
            self.balance = 0;
        }
        if self.invoice.terms.amount == 0 && self.balance > 0 {
            self.is_credit = false;
        }
        match (self.balance_closes(), was_closed) {
            (true, false) => self.closed = Some(Closing { status: lowered_by.unwrap_or("paid"), on: Some(self.today) }),
            (false, true) => {
                self.closed = None;
                self.happened.insert("opened again");
            }
            _ => {}
        }
    }

    /// Money moves; `false` if it is no event, because nothing moves.
    fn book(&mut self, what: &What, is_recovery: bool) -> bool {
        let all = self.balance.max(0);
        let change = match what {
            What::Payment(amount) | What::Credit(amount) | What::WriteOff(amount) => -amount.unwrap_or(all),
            What::Reversal(amount) | What::Fee(amount) => *amount,
            _ => 0,
        };
        if change == 0 {
            return false;
        }
        if matches!(what, What::Payment(_) | What::Credit(_)) {
            self.received.push((self.today, -change));
        }
        if let What::Reversal(amount) = what {
            self.received.push((self.today, -amount));
        }
        if matches!(what, What::Payment(_)) {
            self.payments.push(self.today);
            self.respond();
            self.answer_replies(self.replies.len());
        }
        if self.is_in_open_amount() {
            self.happened.insert("money that the open amount has already");
            return true;
        }
        if matches!(what, What::WriteOff(_)) {
            self.written_off -= change;
        }
        if is_recovery {
            let taken_back = self.written_off.min(-change);
            self.written_off -= taken_back;
            self.balance += taken_back;
        }
        self.balance += change;
        true
    }

    /// Is the money of today in the open amount of the exporting system already?
    fn is_in_open_amount(&self) -> bool {
        self.invoice.terms.open_amount.is_some_and(|open| self.today <= open.on)
    }

    fn balance_closes(&self) -> bool {
        value(self.fx, self.invoice.terms.currency, self.balance) <= self.workflow.overrides.payment.close_at
    }

    fn watch_short_pay(&mut self, before: i128, is_payment: bool) {
        if self.is_in_open_amount() {
            return;
        }
        let Some(rule) = &self.workflow.overrides.payment.short_pay else { return };
        if !self.is_small_rest(rule, self.balance) {
            self.short_pay = None;
        } else if is_payment {
            let came_in = !self.is_small_rest(rule, before) || self.short_pay.is_none();
            self.short_pays += u32::from(came_in);
            self.short_pay = Some(ShortPay { number: self.short_pays as usize, since: self.today });
        }
    }

    fn is_small_rest(&self, rule: &Rule, balance: i128) -> bool {
        let currency = self.invoice.terms.currency;
        let amount = currency.major(i128::from(self.invoice.terms.amount));
        let share = amount.times(rule.at_most_percent).times(Decimal::new(1, 2));
        balance > 0 && currency.major(balance) <= share
    }
}

fn closing_status(what: &What) -> &'static str {
    match what {
        What::Credit(_) => "credited",
        What::WriteOff(_) => "written_off",
        _ => "paid",
    }
}
