//! What became of promises to pay.

use super::bands::percent;
use super::stage_sums::Time;
use crate::money::{Balance, Currency, Decimal};
use crate::plan::{Past, PromiseFate};
use crate::report::{Cell, columns, objects};

/// Of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseRow {
    pub currency: Currency,
    pub kept: usize,
    pub kept_amount: Balance,
    pub broken: usize,
    pub broken_amount: Balance,
    pub superseded: usize,
    pub pending: usize,
    pub pending_amount: Balance,
}

impl PromiseRow {
    pub(super) fn new(currency: Currency) -> PromiseRow {
        let (kept, broken, superseded, pending) = (0, 0, 0, 0);
        PromiseRow { currency, kept, kept_amount: 0, broken, broken_amount: 0, superseded, pending, pending_amount: 0 }
    }

    pub(super) fn count(&mut self, past: &Past, time: Time) {
        for promise in &past.promises {
            if promise.fate == PromiseFate::Pending {
                self.pending += 1;
                self.pending_amount += promise.amount;
            }
            if !promise.decided_on.is_some_and(|day| time.holds(day)) {
                continue;
            }
            match promise.fate {
                PromiseFate::Kept => {
                    self.kept += 1;
                    self.kept_amount += promise.amount;
                }
                PromiseFate::Broken => {
                    self.broken += 1;
                    self.broken_amount += promise.amount;
                }
                PromiseFate::Superseded => self.superseded += 1,
                PromiseFate::Pending => {}
            }
        }
    }

    pub(super) fn join(&mut self, more: &PromiseRow) {
        self.kept += more.kept;
        self.kept_amount += more.kept_amount;
        self.broken += more.broken;
        self.broken_amount += more.broken_amount;
        self.superseded += more.superseded;
        self.pending += more.pending;
        self.pending_amount += more.pending_amount;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept + self.broken + self.superseded + self.pending == 0
    }

    pub fn share_kept(&self) -> Option<Decimal> {
        percent(self.kept as Balance, (self.kept + self.broken) as Balance)
    }

    pub fn share_kept_amount(&self) -> Option<Decimal> {
        percent(self.kept_amount, self.kept_amount + self.broken_amount)
    }
}

columns! { PromiseRow {
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    kept "Kept": Count, "promises that were kept in the time" => |row| row.kept.into();
    kept_amount "Kept, amount": Exact, "what was promised by them" => |row| Cell::amount(row.currency, row.kept_amount);
    broken "Broken": Count, "that were broken" => |row| row.broken.into();
    broken_amount "Broken, amount": Exact, "what was promised by them" => |row| Cell::amount(row.currency, row.broken_amount);
    share_kept "Kept, %": Maybe(&Exact), "`kept` in percent of `kept + broken`" => |row| row.share_kept().into();
    share_kept_amount "Amount kept, %": Maybe(&Exact), "the same of the amounts" => |row| row.share_kept_amount().into();
    superseded "Superseded": Count, "a newer promise or a dispute took their place; they count as neither" => |row| row.superseded.into();
    pending "Pending": Count, "still waited for" => |row| row.pending.into();
    pending_amount "Pending, amount": Exact, "what is promised by them" => |row| Cell::amount(row.currency, row.pending_amount);
} }

objects!(PromiseRow);
