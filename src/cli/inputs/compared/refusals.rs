//! Why an export is refused, with its rows.

use super::{Comparing, found};
use crate::cli::inputs::loader::Loader;
use crate::cli::inputs::reading::LedgerReading;
use crate::cli::outcome::Failure;
use anyhow::anyhow;
use collect::calendar::Day;
use collect::finding::{Code, Finding, Place};
use collect::ledger::Columns;
use collect::ledger::reading::{BadRows, InvoiceReader};
use collect::sync::{BOOK_COLUMNS, ExportFault, ExportShare};
use std::collections::BTreeSet;

impl Comparing {
    /// Tells the rows for which the export is refused.
    pub(super) fn refuse(&self, file: &str, all: &ExportShare, reading: &mut LedgerReading<'_>) {
        let mut faults: Vec<&(u32, ExportFault)> = all.faults.iter().collect();
        faults.sort_by_key(|(line, _)| *line);
        let wanted: BTreeSet<&str> = faults.iter().map(|(_, fault)| fault.invoice()).collect();
        let before = self.book_rows(&wanted);
        for (line, fault) in faults {
            let (id, book) = (fault.invoice(), self.book.display());
            let was = before.iter().find(|(invoice, ..)| invoice == id);
            let (message, hint) = match fault {
                ExportFault::Customer { now, .. } => {
                    let was = was.map_or("another", |(_, customer, _)| customer);
                    (
                        format!("{id} belongs to customer {now}, but in {book} to {was}"),
                        "if the customer has a new id, replace the old one in the book and in the files of events; otherwise correct the export",
                    )
                }
                ExportFault::Currency { now, .. } => {
                    let was = was.map_or("another currency", |(.., currency)| currency);
                    (format!("{id} is in {now}, but in {book} in {was}"), "an invoice keeps its currency: correct the export")
                }
                ExportFault::Later { on, .. } => (
                    format!("the open amount of {id} is of {on}, but the export is of {}", self.day),
                    "give the day of the export with --as-of",
                ),
                ExportFault::Earlier { on, .. } => (
                    format!(
                        "the open amount of {id} is of {on}, but {book} has seen the export of {} already",
                        self.last.map_or(self.day, |last| last.day)
                    ),
                    "a later export is needed",
                ),
                ExportFault::NoBalance { .. } => (
                    format!("{id} does not say what is open"),
                    "the column of what is open is empty here: write 0 if nothing is open, otherwise correct the export",
                ),
            };
            reading.report.add(Finding::new(Code::ConflictingCells, message).hint(hint).at(Place::line(file, *line)));
        }
    }

    /// What the book has of some invoices: customer and currency.
    fn book_rows(&self, wanted: &BTreeSet<&str>) -> Vec<(String, String, String)> {
        let mut rows = Vec::new();
        if let (Some(book), false) = (&self.kept, wanted.is_empty()) {
            let mut reading = LedgerReading::new(&self.loader, BadRows::Stop).without_digest();
            if let Some((file, name, format)) = reading.open(book)
                && let Some(mut reader) = InvoiceReader::open(file, &name, &format, &mut reading.report)
            {
                while let Some(invoice) = reader.next(&mut reading.report) {
                    if wanted.contains(invoice.id()) {
                        let currency = invoice.terms.currency.code().to_owned();
                        rows.push((invoice.id().to_owned(), invoice.customer().to_owned(), currency));
                    }
                }
            }
        }
        rows
    }
}

/// The day that the rows of an export say: that of the first with an open amount. A row of a later day is refused afterwards.
pub(super) fn day_of_rows(loader: &Loader) -> Result<Day, Failure> {
    let mut reading = LedgerReading::new(loader, BadRows::Stop).without_digest();
    let Some((file, name, format)) = reading.open(&loader.invoices) else { return Err(found(&reading)) };
    let Some(mut reader) = InvoiceReader::open(file, &name, &format, &mut reading.report) else { return Err(found(&reading)) };
    while let Some(invoice) = reader.next(&mut reading.report) {
        if let Some(open) = invoice.terms.open_amount {
            if open.on == Day::FIRST {
                break;
            }
            return Ok(open.on);
        }
    }
    reading.sound()?;
    Err(anyhow!(
        "{name} does not say of which day it is: give it with --as-of, such as --as-of today, or set `open_on` under ledger.invoices in \
         collect.yaml"
    )
    .into())
}

/// Columns of an export under the names of those that the book adds would be lost.
pub(super) fn refuse_columns_of_the_book(columns: &Columns, file: &str, reading: &mut LedgerReading<'_>) {
    for name in columns.names().iter().filter(|name| BOOK_COLUMNS.contains(&name.as_str())) {
        let finding = Finding::new(Code::DuplicateColumn, format!("column {name:?} is one that the book of `collect sync` adds"));
        let hint = "give it another name under ledger.invoices.columns in collect.yaml, or leave it out of the export";
        reading.report.add(finding.hint(hint).at(Place::line(file, 1)));
    }
}
