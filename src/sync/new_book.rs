//! What an export made of the book.

use super::book::BookColumns;
use super::changes::SyncChanges;
use super::doubts::ExportDoubts;
use super::renamed::LeftInvoice;
use super::sums::SyncSums;
use crate::ledger::Invoice;
use crate::ledger::reading::{BadRows, Format, InvoiceReader, Report};
use crate::money::Minor;
use std::io::{self, Read};

#[derive(Debug)]
pub struct NewBook<'r> {
    pub changes: SyncChanges,
    pub sums: SyncSums,
    pub doubts: ExportDoubts,
    pub(super) left: Vec<LeftInvoice>,
    /// How many invoices were never seen before.
    pub new: u64,
    pub(super) header: Vec<u8>,
    /// The rows of those, by the blocks in which they were found.
    pub(super) new_rows: &'r [(u64, Vec<u8>)],
}

impl NewBook<'_> {
    /// Shows the invoices that were never seen before, with what is open on each, until somebody has seen enough.
    pub fn each_new(&self, mut show: impl FnMut(&Invoice<'_>, Minor) -> bool) {
        let format = Format { guarded: true, ..Format::default() };
        let mut report = Report::new(BadRows::Stop);
        let rows = self.header.as_slice().chain(BlockAfterBlock { blocks: self.new_rows, at: 0 });
        let Some(mut reader) = InvoiceReader::open(rows, "", &format, &mut report) else { return };
        let Ok(columns) = BookColumns::find(reader.columns()) else { return };
        while let Some(invoice) = reader.next(&mut report) {
            let open = columns.cells(&invoice).map_or(0, |cells| cells.open);
            if !show(&invoice, open) {
                return;
            }
        }
    }
}

struct BlockAfterBlock<'r> {
    blocks: &'r [(u64, Vec<u8>)],
    /// What was read of the first.
    at: usize,
}

impl Read for BlockAfterBlock<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(((_, rows), others)) = self.blocks.split_first() {
            let count = (&rows[self.at..]).read(buffer)?;
            self.at += count;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            (self.blocks, self.at) = (others, 0);
        }
        Ok(0)
    }
}
