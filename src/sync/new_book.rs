//! What an export made of the book.

use super::book::BookColumns;
use super::changes::SyncChanges;
use super::sums::SyncSums;
use crate::ledger::Invoice;
use crate::ledger::reading::{BadRows, Format, InvoiceReader, Report};
use crate::money::Minor;

#[derive(Debug)]
pub struct NewBook {
    pub changes: SyncChanges,
    pub sums: SyncSums,
    /// How many invoices were never seen before.
    pub new: u64,
    /// Their rows, under the header of a book.
    pub(super) new_rows: Vec<u8>,
    /// Is any row other than before, but for the day on which it was last seen?
    pub any_change: bool,
}

impl NewBook {
    /// Shows the invoices that were never seen before, with what is open on each, until somebody has seen enough.
    pub fn each_new(&self, mut show: impl FnMut(&Invoice<'_>, Minor) -> bool) {
        let format = Format { guarded: true, ..Format::default() };
        let mut report = Report::new(BadRows::Stop);
        let Some(mut reader) = InvoiceReader::open(self.new_rows.as_slice(), "", &format, &mut report) else { return };
        let Ok(columns) = BookColumns::find(reader.columns()) else { return };
        while let Some(invoice) = reader.next(&mut report) {
            let open = columns.cells(&invoice).map_or(0, |cells| cells.open);
            if !show(&invoice, open) {
                return;
            }
        }
    }
}
