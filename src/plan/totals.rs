//! What a plan adds up to in one currency.

use super::position::Status;
use crate::money::{Balance, Currency};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    pub currency: Currency,
    pub actions: usize,
    pub invoices: usize,
    /// The balance of those invoices, each counted once.
    pub balance: Balance,
    pub disputed: usize,
    pub promised: usize,
    pub paused: usize,
    pub replied: usize,
    pub withheld: usize,
}

impl Totals {
    pub(super) fn new(currency: Currency) -> Totals {
        Totals { currency, actions: 0, invoices: 0, balance: 0, disputed: 0, promised: 0, paused: 0, replied: 0, withheld: 0 }
    }

    pub(super) fn count(&mut self, status: Status) {
        match status {
            Status::Disputed => self.disputed += 1,
            Status::Promised => self.promised += 1,
            Status::Paused => self.paused += 1,
            Status::Replied => self.replied += 1,
            _ => {}
        }
    }

    pub(super) fn join(&mut self, other: &Totals) {
        self.disputed += other.disputed;
        self.promised += other.promised;
        self.paused += other.paused;
        self.replied += other.replied;
    }
}
