//! What was open on an invoice, and when it was due, on any day.

use super::bands::Band;
use crate::calendar::Day;
use crate::money::Balance;

/// The balances and due dates of one invoice or credit note.
#[derive(Clone, Debug, Default)]
pub(super) struct InvoiceDays {
    /// What changed on a day, in order.
    changes: Vec<(Day, Balance)>,
    /// The due dates, each with the day from which on it holds, in order.
    dues: Vec<(Day, Day)>,
}

impl InvoiceDays {
    pub fn new(dues: Vec<(Day, Day)>) -> InvoiceDays {
        InvoiceDays { changes: Vec::new(), dues }
    }

    pub fn add(&mut self, day: Day, change: Balance) {
        self.changes.push((day, change));
    }

    /// At the end of a day: what the customer owes on it, or below zero what the customer has on it.
    pub fn balance(&self, day: Day) -> Balance {
        self.changes.iter().take_while(|(on, _)| *on <= day).map(|(_, change)| change).sum()
    }

    pub fn due(&self, day: Day) -> Day {
        let holds = self.dues.iter().rev().find(|(from, _)| *from <= day);
        holds.or(self.dues.first()).map_or(Day::LAST, |(_, due)| *due)
    }

    /// What is owed at the end of a day, and how old that is; `None` if nothing is.
    pub fn owed(&self, day: Day) -> Option<(Balance, Band)> {
        let balance = self.balance(day);
        (balance > 0).then(|| (balance, Band::of(day.since(self.due(day)))))
    }
}
