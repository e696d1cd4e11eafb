//! What came of the rows of the book, put together for whoever is told of it.

use super::changes::{SyncChange, SyncChangeKind, SyncChanges};
use super::comparison::{ChangeReason, Comparison, LastSeen, NowSeen, SyncedEvent};
use super::doubts::ExportDoubts;
use super::known::KnownInvoice;
use super::renamed::LeftInvoice;
use super::sums::SyncSums;
use crate::money::{Balance, Currency};

/// A row of the book of which something is told.
pub(super) struct RowSubject<'k> {
    pub row: u32,
    /// Is it the day of the first export that had it?
    pub is_first_day: bool,
    pub known: &'k KnownInvoice,
    pub currency: Currency,
    pub invoice: String,
    pub customer: String,
    /// Why the row of the export is left out.
    pub because: String,
}

/// What is told of the rows so far.
pub(super) struct SyncTold {
    pub changes: SyncChanges,
    pub sums: SyncSums,
    pub doubts: ExportDoubts,
    /// Invoices with something open that are not in the export any more.
    pub left: Vec<LeftInvoice>,
}

impl SyncTold {
    pub fn tell(&mut self, subject: &RowSubject<'_>, last: &LastSeen, now: &NowSeen, found: &Comparison) {
        let currency = subject.currency;
        let money = |before: Balance, now: Balance| (currency.plain(before), currency.plain(now));
        let event = |wanted: fn(&ChangeReason) -> bool| found.events.iter().find(|event| wanted(&event.why)).copied();
        let open = match *now {
            NowSeen::Gone => 0,
            NowSeen::Listed { open, .. } => open,
        };
        self.doubts.note(last, now, &subject.invoice, |minor| currency.grouped(minor));
        if *now == NowSeen::Gone && last.open != 0 && subject.because.is_empty() {
            let (id, customer) = (subject.invoice.clone(), subject.customer.clone());
            self.left.push(LeftInvoice { id, customer, currency, due: last.due, open: last.open });
        }
        if found.asked > 0 {
            let asked = subject.change(SyncChangeKind::Closed, "open_amount", money(last.open, open), None, found.explained);
            self.changes.asked.push(asked);
        }
        let of_open = event(|why| matches!(why, ChangeReason::Open { .. } | ChangeReason::Gone { .. }));
        let of_amount = event(|why| matches!(why, ChangeReason::Amount { .. }));
        let kind = SyncChangeKind::of_open(last.open, open, last.amount >= 0).or(of_open.map(|_| SyncChangeKind::More));
        if let Some(kind) = kind {
            self.sums.add(currency, kind, last.open, open);
            self.push(subject, kind, "open_amount", money(last.open, open), of_open, found.explained);
        }
        if let NowSeen::Listed { amount, due, .. } = *now {
            if amount != last.amount {
                self.push(subject, SyncChangeKind::Amount, "amount", money(last.amount, amount), of_amount, 0);
            }
            if due != last.due {
                let moved = event(|why| matches!(why, ChangeReason::Due { .. }));
                self.push(subject, SyncChangeKind::Moved, "due_date", (last.due.to_string(), due.to_string()), moved, 0);
            }
        }
        let less = found.ahead - found.own_fees;
        // Fees of our own are no surprise while the invoice is open.
        self.elsewhere(subject, open, less, found.ahead != 0 || (less != 0 && *now == NowSeen::Gone));
    }

    /// Other files say that so much less is open than the export.
    pub fn elsewhere(&mut self, subject: &RowSubject<'_>, open: Balance, less: Balance, is_told: bool) {
        if subject.is_first_day {
            return;
        }
        let currency = subject.currency;
        self.sums.of(currency).elsewhere += less;
        if is_told {
            let texts = (currency.plain(open), currency.plain(open - less));
            self.push(subject, SyncChangeKind::Elsewhere, "open_amount", texts, None, 0);
        }
    }

    pub fn push(
        &mut self,
        subject: &RowSubject<'_>,
        kind: SyncChangeKind,
        column: &str,
        texts: (String, String),
        event: Option<SyncedEvent>,
        explained: Balance,
    ) {
        self.changes.list.push(subject.change(kind, column, texts, event, explained));
    }
}

impl RowSubject<'_> {
    fn change(
        &self,
        kind: SyncChangeKind,
        column: &str,
        (before, now): (String, String),
        event: Option<SyncedEvent>,
        explained: Balance,
    ) -> SyncChange {
        let (invoice, customer) = (self.invoice.clone(), self.customer.clone());
        SyncChange {
            kind,
            invoice,
            customer,
            currency: self.currency,
            column: column.to_owned(),
            before,
            now,
            event,
            explained,
            because: self.because.clone(),
        }
    }
}
