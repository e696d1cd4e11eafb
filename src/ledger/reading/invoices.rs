//! Reading invoices, one by one or all of them.

use super::cell::{Cells, quoted};
use super::format::Format;
use super::invoice_row::InvoiceRow;
use super::report::{Problem, Report};
use super::rows::{Next, Rows};
use super::seen::{Fingerprint, Seen, Spot};
use super::sheet::Sheet;
use crate::finding::Code;
use crate::ledger::{Columns, Invoice, Invoices, Terms};
use std::io::Read;

/// Reads the invoices of a file one after the other, in memory that does not grow but for a mark of sixteen bytes for
/// each id, by which a second invoice of the same id is found.
pub struct InvoiceReader<R> {
    rows: Rows<R>,
    sheet: Sheet,
    layout: InvoiceRow,
    seen: Seen,
    problems: Vec<Problem>,
    text: String,
    ends: Vec<u32>,
    count: u64,
}

impl<R: Read> InvoiceReader<R> {
    /// Begins to read a file, which is no longer compressed, under the name that the user gave. Nothing, and errors in the
    /// report, where the header has not what is needed.
    pub fn open(input: R, file: &str, format: &Format, report: &mut Report) -> Option<InvoiceReader<R>> {
        let (sheet, rows) = Sheet::open(input, file, format, report)?;
        let layout = InvoiceRow::new(&sheet, format, report)?;
        Some(InvoiceReader {
            rows,
            sheet,
            layout,
            seen: Seen::default(),
            problems: Vec::new(),
            text: String::new(),
            ends: Vec::new(),
            count: 0,
        })
    }

    /// The text columns of every invoice.
    pub fn columns(&self) -> &Columns {
        self.layout.columns()
    }

    /// The next invoice. Rows that are none are passed over and told in the report, as is a file that ends too early.
    #[allow(clippy::should_implement_trait, reason = "what it gives is borrowed from the reader, which no iterator can")]
    pub fn next(&mut self, report: &mut Report) -> Option<Invoice<'_>> {
        let terms = self.advance(report)?;
        Some(Invoice::new(terms, self.layout.columns(), &self.text, &self.ends))
    }

    /// How many invoices were read so far.
    pub fn count(&self) -> u64 {
        self.count
    }

    fn advance(&mut self, report: &mut Report) -> Option<Terms> {
        loop {
            let row = match self.rows.next() {
                Next::Row(row) if row.is_blank() => continue,
                Next::Row(row) => row,
                Next::Broken(broken) => {
                    self.sheet.broken(broken, report);
                    return None;
                }
                Next::End => return None,
            };
            self.problems.clear();
            self.sheet.check(&row, &mut self.problems);
            if self.problems.is_empty() {
                self.layout.prepare(&row);
                let terms = self.layout.terms(&mut Cells { row, problems: &mut self.problems });
                let id = self.layout.id(&row);
                // A second row is no invoice even where the first could not be read: nobody knows which one is right.
                if !id.is_empty()
                    && let Some(first) = self.seen.first(Fingerprint::of_text(id), Spot { file: 0, line: row.line })
                {
                    let message = format!("invoice {} stands in the file twice, first on line {}", quoted(id), first.line);
                    let hint = "keep one of the rows; add them up if they are lines of one invoice".to_owned();
                    self.problems.push(Problem::new(Code::DuplicateInvoice, self.layout.id_field(), message).hint(Some(hint)));
                }
                if let (Some(terms), true) = (terms, self.problems.is_empty()) {
                    self.layout.copy_texts(&row, &mut self.text, &mut self.ends);
                    self.count += 1;
                    return Some(terms);
                }
            }
            report.bad_row(&self.sheet, &row, &self.problems);
        }
    }
}

impl Invoices {
    /// All invoices of a file; none where its header has not what is needed.
    pub fn read(input: impl Read, file: &str, format: &Format, report: &mut Report) -> Invoices {
        let Some(mut reader) = InvoiceReader::open(input, file, format, report) else { return Invoices::default() };
        let mut invoices = Invoices::new(reader.columns().clone());
        while let Some(invoice) = reader.next(report) {
            invoices.push(&invoice);
        }
        invoices
    }
}
