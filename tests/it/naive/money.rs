//! The account of one invoice: its balance, what closes it, and what was written off and then paid after all.

use super::facts::{Fact, What};
use collect::calendar::Day;
use collect::ledger::Terms;
use collect::money::{Fx, value};
use collect::workflow::Workflow;

/// An invoice is closed.
#[derive(Clone, Debug)]
pub struct Closing {
    /// `paid`, `credited` or `written_off`.
    pub status: &'static str,
    /// `None` where no event closed it.
    pub on: Option<Day>,
}

/// Money that counted, with its amount.
#[derive(Clone, Debug)]
pub struct Booked {
    pub what: What,
    pub amount: i128,
    /// The balance before and after it.
    pub before: i128,
    pub after: i128,
}

/// What a day of money did.
#[derive(Clone, Debug, Default)]
pub struct DayOfMoney {
    pub booked: Vec<Booked>,
    /// The money that is no event: nothing moved by it, or without an amount where nothing was left. By place in file order.
    pub empty: Vec<u32>,
    /// Did a closed invoice open again?
    pub opened: bool,
    /// Did a payment find the invoice closed by a write-off?
    pub recovered: bool,
    /// Did an invoice over nothing come to owe something?
    pub lifted: bool,
}

/// The account of an invoice on the way through its days.
#[derive(Clone)]
pub struct Account<'a> {
    workflow: &'a Workflow,
    fx: Option<&'a Fx>,
    pub terms: Terms,
    pub balance: i128,
    pub closed: Option<Closing>,
    /// Nothing to collect: an open credit, or nothing at all so far.
    pub is_credit: bool,
    /// What was written off and not paid since.
    written_off: i128,
}

impl<'a> Account<'a> {
    /// Before any event. An invoice may be closed by its amount, or by what the exporting system says is open.
    pub fn new(workflow: &'a Workflow, fx: Option<&'a Fx>, terms: Terms) -> Account<'a> {
        let balance = i128::from(terms.open_amount.map_or(terms.amount, |open| open.amount));
        let is_credit = terms.amount < 0 || (terms.amount == 0 && balance <= 0);
        let mut account = Account { workflow, fx, terms, balance, closed: None, is_credit, written_off: 0 };
        if is_credit || account.is_settled_by(balance) {
            account.closed = Some(Closing { status: "paid", on: None });
        }
        account
    }

    /// Does a balance close the invoice?
    pub fn is_settled_by(&self, balance: i128) -> bool {
        value(self.fx, self.terms.currency, balance) <= self.workflow.overrides.payment.close_at
    }

    /// Is the money of a day in the open amount of the exporting system already?
    pub fn is_in_open_amount(&self, day: Day) -> bool {
        self.terms.open_amount.is_some_and(|open| day <= open.on)
    }

    /// The money of a day in order, then the settled date; after that the invoice closes or opens again.
    pub fn day(&mut self, today: Day, money: &[Fact], is_settled: bool) -> DayOfMoney {
        let mut day = DayOfMoney::default();
        // What closed the invoice, as it stands so far today.
        let was_closed = self.closed.is_some();
        let mut closer = self.closed.as_ref().map(|closing| closing.status);
        let mut closes_anew = !was_closed;
        let mut lowered_by = None;
        let settling = is_settled.then_some((SETTLED, What::Payment(None)));
        for (sequence, what) in money.iter().map(|fact| (fact.sequence, fact.what.clone())).chain(settling) {
            let before = self.balance;
            let left = (before > 0).then_some(before);
            let amount = match &what {
                What::Payment(amount) | What::Credit(amount, _) | What::WriteOff(amount) => amount.or(left).unwrap_or(0),
                What::Reversal(amount) | What::Fee(amount) => *amount,
                _ => 0,
            };
            if amount == 0 {
                day.empty.push(sequence);
                continue;
            }
            if !self.is_in_open_amount(today) {
                let is_payment = matches!(what, What::Payment(_));
                let is_recovery = is_payment && closer == Some("written_off");
                if is_recovery {
                    let taken_back = amount.min(self.written_off);
                    self.written_off -= taken_back;
                    self.balance += taken_back;
                    day.recovered |= taken_back > 0;
                }
                match &what {
                    What::Reversal(_) | What::Fee(_) => self.balance += amount,
                    _ => self.balance -= amount,
                }
                if matches!(what, What::WriteOff(_)) {
                    self.written_off += amount;
                }
                if self.balance < before && !is_recovery {
                    lowered_by = Some(closing_status(&what));
                }
                closes_anew |= !self.is_settled_by(self.balance);
                if closes_anew {
                    closer = lowered_by.filter(|_| self.is_settled_by(self.balance));
                }
            }
            day.booked.push(Booked { what, amount, before, after: self.balance });
        }
        if is_settled && self.is_credit && !self.is_in_open_amount(today) {
            // An open credit that is settled is used up.
            self.balance = 0;
        }
        if self.terms.amount == 0 && self.is_credit && self.balance > 0 {
            self.is_credit = false;
            day.lifted = true;
        }
        match (self.is_credit || self.is_settled_by(self.balance), was_closed) {
            (true, false) => self.closed = Some(Closing { status: lowered_by.unwrap_or("paid"), on: lowered_by.map(|_| today) }),
            (false, true) => {
                self.closed = None;
                day.opened = !day.lifted;
            }
            _ => {}
        }
        day
    }
}

/// The place in file order that stands for the settled date, which no events file has.
pub const SETTLED: u32 = u32::MAX;

fn closing_status(what: &What) -> &'static str {
    match what {
        What::Credit(..) => "credited",
        What::WriteOff(_) => "written_off",
        _ => "paid",
    }
}
