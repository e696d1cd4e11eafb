//! What is open before and after, by currency, and what leads from one to the other.

use super::changes::SyncChangeKind;
use crate::money::{Balance, Currency};
use std::collections::BTreeMap;

/// Sums of one currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncTotals {
    /// What was open by the last export.
    pub before: Balance,
    /// On invoices that were never seen before, and on those that are back.
    pub new: Balance,
    pub back: Balance,
    /// What more is open on others.
    pub more: Balance,
    /// What less is open on invoices of which something is left, and on those of which nothing is or of which more was paid.
    pub paid: Balance,
    pub closed: Balance,
    /// The rows of the export, added up by themselves.
    pub export: Balance,
    /// By how much other files say that less is open than the export.
    pub elsewhere: Balance,
}

impl SyncTotals {
    /// What is open by the book.
    pub fn now(&self) -> Balance {
        self.before + self.new + self.back + self.more - self.paid - self.closed
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncSums(pub BTreeMap<Currency, SyncTotals>);

impl SyncSums {
    pub fn of(&mut self, currency: Currency) -> &mut SyncTotals {
        self.0.entry(currency).or_default()
    }

    /// Adds what a change did to the open amount of an invoice.
    pub(super) fn add(&mut self, currency: Currency, kind: SyncChangeKind, before: Balance, now: Balance) {
        let totals = self.of(currency);
        match kind {
            SyncChangeKind::New => totals.new += now - before,
            SyncChangeKind::Back => totals.back += now - before,
            SyncChangeKind::Closed | SyncChangeKind::Overpaid => totals.closed += before - now,
            SyncChangeKind::Paid => totals.paid += before - now,
            _ => totals.more += now - before,
        }
    }

    pub fn join(&mut self, other: &SyncSums) {
        for (currency, more) in &other.0 {
            let totals = self.of(*currency);
            totals.before += more.before;
            totals.new += more.new;
            totals.back += more.back;
            totals.more += more.more;
            totals.paid += more.paid;
            totals.closed += more.closed;
            totals.export += more.export;
            totals.elsewhere += more.elsewhere;
        }
    }

    /// Do the book and the export agree in every currency? If not, something was counted wrong, and nothing may be written.
    pub fn agree(&self) -> bool {
        self.0.values().all(|totals| totals.now() == totals.export)
    }
}
