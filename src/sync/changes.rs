//! What a new export changed, as it is told.

use super::comparison::SyncedEvent;
use crate::calendar::Day;
use crate::money::{Balance, Currency};

/// What is different of an invoice. Each has a change of its own for each thing that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SyncChangeKind {
    New,
    /// Less is open, and something is left.
    Paid,
    /// Nothing is open any more.
    Closed,
    /// More was paid than was open.
    Overpaid,
    /// Something is open again.
    Back,
    /// More is open.
    More,
    /// Another due date.
    Moved,
    /// Another amount of the invoice itself.
    Amount,
    /// Another text in a column by which the workflow chooses.
    Column,
    /// Other files say that less is open than the export.
    Elsewhere,
}

impl SyncChangeKind {
    pub const ALL: [SyncChangeKind; 10] = [
        SyncChangeKind::New,
        SyncChangeKind::Paid,
        SyncChangeKind::Closed,
        SyncChangeKind::Overpaid,
        SyncChangeKind::Back,
        SyncChangeKind::More,
        SyncChangeKind::Moved,
        SyncChangeKind::Amount,
        SyncChangeKind::Column,
        SyncChangeKind::Elsewhere,
    ];

    pub fn name(self) -> &'static str {
        match self {
            SyncChangeKind::New => "new",
            SyncChangeKind::Paid => "paid",
            SyncChangeKind::Closed => "closed",
            SyncChangeKind::Overpaid => "overpaid",
            SyncChangeKind::Back => "back",
            SyncChangeKind::More => "more",
            SyncChangeKind::Moved => "moved",
            SyncChangeKind::Amount => "amount",
            SyncChangeKind::Column => "column",
            SyncChangeKind::Elsewhere => "elsewhere",
        }
    }

    /// What became of an open amount; nothing where it is the same.
    /// `is_debt`: is it an invoice, and no credit note?
    pub(super) fn of_open(before: Balance, now: Balance, is_debt: bool) -> Option<SyncChangeKind> {
        Some(match (before, now) {
            _ if before == now => return None,
            _ if is_debt && now < 0 && now < before => SyncChangeKind::Overpaid,
            (0, _) => SyncChangeKind::Back,
            (_, 0) => SyncChangeKind::Closed,
            _ if now.signum() == before.signum() && now.abs() < before.abs() => SyncChangeKind::Paid,
            _ => SyncChangeKind::More,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncChange {
    pub kind: SyncChangeKind,
    pub invoice: String,
    pub customer: String,
    pub currency: Currency,
    /// The column that is different, as the book has it.
    pub column: String,
    /// What it said before, and what it says now; amounts are plain.
    pub before: String,
    pub now: String,
    /// The event that was written.
    pub event: Option<SyncedEvent>,
    /// How much of the change other files had told already.
    pub explained: Balance,
    /// Why the row of the export is left out: `Status "Void"`. Empty where it is not.
    pub because: String,
}

/// Money that does not count, because the first export is said to have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostMoney {
    pub invoice: String,
    pub currency: Currency,
    pub amount: Balance,
    /// The newest day of it, and that of the first export that had the invoice.
    pub newest: Day,
    pub first: Day,
}

/// All of them, in the order of the book: those of one invoice stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncChanges {
    pub list: Vec<SyncChange>,
    /// Invoices that have left the export, of which nobody knows why: what was open on them.
    pub asked: Vec<SyncChange>,
    /// Invoices that are open as they were first seen, although money of that day or before is told elsewhere, which does not count.
    pub lost: Vec<LostMoney>,
}

impl SyncChanges {
    pub fn count(&self, kind: SyncChangeKind) -> usize {
        self.list.iter().filter(|change| change.kind == kind).count()
    }

    pub fn of(&self, kind: SyncChangeKind) -> impl Iterator<Item = &SyncChange> {
        self.list.iter().filter(move |change| change.kind == kind)
    }
}
