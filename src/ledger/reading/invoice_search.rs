//! Looking for the rows of some invoices in the bytes of a file.

use super::blocks::RowBlock;
use super::format::Format;
use super::found_rows::FoundRows;
use super::invoices::InvoiceParser;
use super::report::{BadRows, Report};
use super::sieve::Sieve;
use crate::ledger::Invoice;
use std::collections::BTreeSet;
use std::io::Read;

impl FoundRows {
    /// Looks through a file, which is no longer compressed, for invoices of which the rows hold some texts. Rows that cannot be read are found,
    /// too: what is wrong with them, and with the file, is told when the rows that were found are read.
    pub fn look_for_invoices<'t>(
        &mut self,
        input: impl Read,
        format: &Format,
        texts: impl IntoIterator<Item = (&'static str, &'t str)>,
        mut is_wanted: impl FnMut(&Invoice<'_>) -> bool,
    ) {
        let Some((blocks, parser)) = InvoiceParser::open(input, "", format, &mut Report::default()) else { return };
        let (mut block, mut share) = (RowBlock::default(), parser.share(BadRows::Stop, BTreeSet::new()));
        self.gather(blocks, &Sieve::new(format, texts), |line, row| {
            block.hold(line, row);
            let (mut shown, mut matters) = (0, false);
            let rows = share.read(&mut block, |invoices| {
                shown += invoices.len();
                matters |= invoices.iter().any(&mut is_wanted);
            });
            matters || shown < rows || share.is_over()
        });
    }
}
