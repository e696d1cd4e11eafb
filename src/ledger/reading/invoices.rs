//! Reading invoices: a file's blocks are taken apart one by one, on whatever thread, and admitted in the order of the file.

use super::blocks::{Blocks, RowBlock};
use super::cell::Cells;
use super::format::Format;
use super::grouping::heading_or_total;
use super::invoice_row::InvoiceRow;
use super::report::Report;
use super::row::{Problem, Raw, RowPlace};
use super::rows::{Next, Parts, Rows};
use super::seen::{Fingerprint, Seen};
use super::sheet::Sheet;
use crate::finding::{Code, quoted};
use crate::ledger::{Columns, Invoice, InvoiceId, Invoices};
use crate::store::is_numbered;
use std::io::Read;

/// Takes blocks of an invoices file apart. Each thread has one of its own.
#[derive(Clone)]
pub struct InvoiceParser {
    sheet: Sheet,
    layout: InvoiceRow,
    parts: Parts,
}

/// The invoices of one block.
pub struct InvoiceBatch {
    /// The block, which [`Blocks::next`] fills.
    pub block: RowBlock,
    invoices: Invoices,
    rows: Vec<RowMark>,
    /// The rows that have something wrong.
    bad: Vec<BadRow>,
    /// The invoices that are none, because their ids were taken: by rising place.
    refused: Vec<InvoiceId>,
}

/// A row of the block. Has it an id that is to be known by its fingerprint, if by no other means?
#[derive(Clone, Copy)]
struct RowMark {
    place: RowPlace,
    print: Option<Fingerprint>,
}

/// A row that is no invoice: its place among the rows, its id, and why.
struct BadRow {
    place: usize,
    id: String,
    problems: Vec<Problem>,
}

/// What must be known of all rows before one counts: which ids are taken, and on which lines.
#[derive(Default)]
pub struct InvoiceOrder {
    seen: Seen<u32>,
    count: u64,
    over: bool,
}

impl InvoiceParser {
    /// Begins to read a file, which is no longer compressed, under the name that the user gave. Nothing, and errors in the
    /// report, where the header has not what is needed.
    pub fn open<R: Read>(input: R, file: &str, format: &Format, report: &mut Report) -> Option<(Blocks<R>, InvoiceParser)> {
        let (sheet, blocks) = Sheet::open(input, file, format, report)?;
        let layout = InvoiceRow::new(&sheet, format, report)?;
        Some((blocks, InvoiceParser { sheet, layout, parts: Parts::default() }))
    }

    /// The text columns of every invoice.
    pub fn columns(&self) -> &Columns {
        self.layout.columns()
    }

    pub fn batch(&self) -> InvoiceBatch {
        let invoices = Invoices::new(self.columns().clone());
        InvoiceBatch { block: RowBlock::default(), invoices, rows: Vec::new(), bad: Vec::new(), refused: Vec::new() }
    }

    pub fn read(&mut self, batch: &mut InvoiceBatch) {
        let InvoiceBatch { block, invoices, rows: marks, bad, refused } = batch;
        invoices.clear();
        marks.clear();
        bad.clear();
        refused.clear();
        let mut rows = Rows::new(block, &mut self.parts, self.sheet.delimiter, self.sheet.encoding);
        let mut problems = Vec::new();
        let broken = rows.each(|row| {
            self.sheet.check(&row, &mut problems);
            let (mut print, mut bad_id) = (None, String::new());
            if problems.is_empty() {
                self.layout.prepare(&row);
                let terms = self.layout.terms(&mut Cells { row, problems: &mut problems });
                let text = self.layout.id(&row);
                print = (!text.is_empty() && !is_numbered(text)).then(|| Fingerprint::of_text(text));
                match terms {
                    Some(terms) if problems.is_empty() => drop(invoices.push_texts(terms, self.layout.texts(&row))),
                    _ => text.clone_into(&mut bad_id),
                }
            }
            if !problems.is_empty() {
                self.layout.prepare(&row);
                let (id, due) = (self.layout.id(&row), self.layout.due_date(&row));
                if let Some(look) = heading_or_total(&row, id, due, self.sheet.names.len()) {
                    // That says it all, and what stands where ids stand is none.
                    problems = vec![look];
                    (print, bad_id) = (None, String::new());
                }
                bad.push(BadRow { place: marks.len(), id: bad_id, problems: std::mem::take(&mut problems) });
            }
            marks.push(RowMark { place: row.place(), print });
        });
        block.broken = broken.or(block.broken.take());
    }
}

impl InvoiceBatch {
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The invoices that were admitted, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = Invoice<'_>> {
        let admitted = |id: &InvoiceId| self.refused.is_empty() || self.refused.binary_search(id).is_err();
        (0..self.invoices.len() as u32).map(InvoiceId).filter(admitted).map(|id| self.invoices.get(id))
    }
}

impl InvoiceOrder {
    /// Admits the invoices of the block that follows those admitted before. Rows that are none are told in the report, as is a
    /// file that ends too early; nothing is admitted behind that.
    pub fn admit(&mut self, parser: &InvoiceParser, batch: &mut InvoiceBatch, report: &mut Report) {
        if self.over {
            batch.invoices.clear();
            return;
        }
        let InvoiceBatch { block, invoices, rows, bad, refused } = batch;
        let mut bad = bad.drain(..).peekable();
        let mut good = 0;
        for (place, row) in rows.iter().enumerate() {
            let (bad_id, mut problems) = bad.next_if(|bad| bad.place == place).map(|bad| (bad.id, bad.problems)).unwrap_or_default();
            let was_good = problems.is_empty();
            let id = if was_good { invoices.get(InvoiceId(good)).id() } else { &bad_id };
            let print = || row.print.unwrap_or_else(|| Fingerprint::of_text(id));
            // A second row is no invoice even where the first could not be read: nobody knows which one is right.
            if let Some(first) = Some(id).filter(|id| !id.is_empty()).and_then(|id| self.seen.first_id(id, print, row.place.line)) {
                problems.push(parser.taken(row.place.in_block(block), first));
            }
            if !problems.is_empty() {
                report.bad_row(&parser.sheet, row.place.in_block(block), &problems);
                refused.extend(was_good.then_some(InvoiceId(good)));
            }
            good += u32::from(was_good);
        }
        self.count += (invoices.len() - refused.len()) as u64;
        if let Some(broken) = block.broken.take() {
            parser.sheet.broken(broken, report);
            self.over = true;
        }
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    /// Does nothing that follows count, because the file could not be read to its end?
    pub fn is_over(&self) -> bool {
        self.over
    }
}

impl InvoiceParser {
    fn taken(&self, row: Raw<'_>, first: u32) -> Problem {
        let alone = RowBlock::of_row(row);
        let (mut parts, mut layout) = (self.parts.clone(), self.layout.clone());
        let mut rows = Rows::new(&alone, &mut parts, self.sheet.delimiter, self.sheet.encoding);
        let mut id = String::new();
        if let Next::Row(row) = rows.next() {
            layout.prepare(&row);
            layout.id(&row).clone_into(&mut id);
        }
        let message = format!("invoice {} is in the file twice, first on line {first}", quoted(&id));
        let hint = "keep one of the rows; add them up if they are lines of one invoice";
        Problem::new(Code::DuplicateInvoice, self.layout.id_field(), message).hint(hint)
    }
}

/// Reads the invoices of a file one after the other.
pub struct InvoiceReader<R> {
    blocks: Blocks<R>,
    parser: InvoiceParser,
    order: InvoiceOrder,
    batch: InvoiceBatch,
    next: u32,
}

impl<R: Read> InvoiceReader<R> {
    /// Begins to read a file, as [`InvoiceParser::open`] does.
    pub fn open(input: R, file: &str, format: &Format, report: &mut Report) -> Option<InvoiceReader<R>> {
        let (blocks, parser) = InvoiceParser::open(input, file, format, report)?;
        let batch = parser.batch();
        Some(InvoiceReader { blocks, parser, order: InvoiceOrder::default(), batch, next: 0 })
    }

    /// The text columns of every invoice.
    pub fn columns(&self) -> &Columns {
        self.parser.columns()
    }

    /// The next invoice. Rows that are none are passed over and told in the report, as is a file that ends too early.
    #[allow(clippy::should_implement_trait, reason = "what it gives is borrowed from the reader, which no iterator can")]
    pub fn next(&mut self, report: &mut Report) -> Option<Invoice<'_>> {
        loop {
            if self.next == self.batch.invoices.len() as u32 {
                if self.order.is_over() || !self.blocks.next(&mut self.batch.block) {
                    return None;
                }
                self.parser.read(&mut self.batch);
                self.order.admit(&self.parser, &mut self.batch, report);
                self.next = 0;
                continue;
            }
            let id = InvoiceId(self.next);
            self.next += 1;
            if self.batch.refused.binary_search(&id).is_err() {
                return Some(self.batch.invoices.get(id));
            }
        }
    }

    /// How many invoices were admitted so far: those of the blocks that were begun.
    pub fn count(&self) -> u64 {
        self.order.count()
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
