//! The instalments that the book has, so that an export gives them the same ids.

use crate::cli::inputs::loader::Loader;
use crate::cli::inputs::reading::LedgerReading;
use crate::cli::inputs::sources::LedgerFile;
use collect::ledger::KnownInstalments;
use collect::ledger::reading::{BadRows, InvoiceReader};
use collect::sync::BookColumns;
use std::sync::Arc;

/// Those of a book, if the export may have instalments. What is wrong with the book is told when it is read as a whole.
pub(super) fn known_instalments(loader: &Loader, book: Option<&LedgerFile>) -> Option<Arc<KnownInstalments>> {
    loader.invoices.csv.layout.rows.as_ref()?;
    let mut reading = LedgerReading::new(loader, BadRows::Stop).without_digest();
    let (file, name, format) = reading.open(book?)?;
    let mut reader = InvoiceReader::open(file, &name, &format, &mut reading.report)?;
    let columns = BookColumns::find(reader.columns()).ok()?;
    let mut known = KnownInstalments::default();
    while let Some(invoice) = reader.next(&mut reading.report) {
        if let Ok(instalment) = columns.instalment(&invoice) {
            known.add(instalment);
        }
    }
    Some(Arc::new(known))
}
