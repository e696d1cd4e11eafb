//! A balance that runs on from row to row is what the customer owes in all, not what is open of an invoice.

use super::beside_total::exact;
use super::columns::AssignedColumns;
use super::survey::{OpenAgain, Survey};
use crate::ledger::reading::DecimalMark;

/// What a column of balances is, by its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunningLook {
    /// Rows that go on from the one before, downwards and upwards; rows that begin anew with their own amount; all.
    down: u64,
    up: u64,
    anew: u64,
    rows: u64,
}

impl RunningLook {
    /// Looks at the balances in `place` beside the amounts, or beside debits and credits.
    pub fn of(
        survey: &Survey,
        assigned: &AssignedColumns,
        place: usize,
        sides: Option<(usize, usize)>,
        decimal: DecimalMark,
        open: &mut OpenAgain<'_>,
    ) -> RunningLook {
        let total = assigned.place("amount").filter(|total| *total != place);
        let (mut found, mut before) = (RunningLook::default(), None);
        survey.each_row(open, |cell| {
            let read = |place: usize| exact(&cell(place), decimal).map(|(value, _)| value);
            let amount = match (sides, total) {
                (Some((debit, credit)), _) => read(debit).unwrap_or(0) - read(credit).unwrap_or(0),
                (None, Some(total)) => read(total).unwrap_or(0),
                (None, None) => return,
            };
            let Some(balance) = read(place) else { return };
            found.rows += 1;
            if let Some((last_amount, last_balance)) = before.replace((amount, balance)) {
                found.down += u64::from(last_balance != 0 && balance == last_balance + amount);
                found.up += u64::from(balance != 0 && last_balance == balance + last_amount);
            }
            found.anew += u64::from(balance == amount);
        });
        found
    }

    /// Does it run on, in one direction, with new beginnings where a customer begins?
    pub fn is_running(self) -> bool {
        let longest = self.down.max(self.up);
        // Of two rows the second may go on by chance.
        self.rows >= 3 && longest >= 1 && longest + self.anew >= self.rows && longest * 2 >= self.rows.saturating_sub(self.anew)
    }
}
