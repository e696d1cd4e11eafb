//! Reading invoices: the rows of a block are taken apart where they stand, on whatever thread.

use super::blocks::{Blocks, Broken, RowBlock};
use super::cell::Cells;
use super::faults::Faults;
use super::format::Format;
use super::grouping::heading_or_total;
use super::invoice_row::InvoiceRow;
use super::report::{BadRows, Report};
use super::row::{Problem, Raw, Row};
use super::rows::{Next, Parts, Rows, text_of};
use super::sheet::Sheet;
use super::suspects::Suspects;
use crate::finding::{Code, quoted};
use crate::ledger::{Columns, Invoice, InvoiceId, Invoices, Terms};
use crate::store::{Executor, IdKey, RowTexts};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;

/// How the rows of an invoices file are read.
#[derive(Clone)]
pub struct InvoiceParser {
    sheet: Sheet,
    layout: InvoiceRow,
}

/// What one thread reads of an invoices file.
pub struct InvoiceShare {
    parser: InvoiceParser,
    rows: BlockRows,
    parts: Parts,
    faults: Faults,
    suspects: Suspects,
    broken: Option<Broken>,
    count: u64,
    /// Did any row have a customer that the file of customers has?
    knows_customer: bool,
    /// The customers of rows that were skipped and may be payments or credits.
    unread: BTreeSet<String>,
    /// The lines of rows that are no invoices, because their ids stand before them.
    repeated: BTreeSet<u32>,
}

/// The rows of one block.
#[derive(Default)]
struct BlockRows {
    good: Vec<GoodRow>,
    /// The fields of those that are read where they stand.
    ends: Vec<u32>,
    /// The others.
    aside: Invoices,
    bad: Vec<BadRow>,
    knows_customer: bool,
    without_zeros: BTreeSet<String>,
}

impl BlockRows {
    fn invoice<'a>(&'a self, row: &GoodRow, text: Option<&'a str>, layout: &'a InvoiceRow) -> Invoice<'a> {
        match (row.texts, &layout.plain, text) {
            (TextsOf::Aside(id), ..) => self.aside.get(id),
            (TextsOf::InRow { first, fields: [from, to] }, Some(columns), Some(text)) => {
                let ends = &self.ends[from as usize..to as usize];
                Invoice::in_row(row.terms, layout.columns(), RowTexts { text, first, ends, fields: columns })
            }
            (TextsOf::InRow { .. }, ..) => Invoice::new(row.terms, layout.columns(), "", &[]),
        }
    }
}

/// An invoice of a block.
struct GoodRow {
    line: u32,
    key: IdKey,
    terms: Terms,
    texts: TextsOf,
}

/// Where its texts are: in the row, which begins there and whose fields have these ends, or kept elsewhere.
#[derive(Clone, Copy)]
enum TextsOf {
    InRow { first: u32, fields: [u32; 2] },
    Aside(InvoiceId),
}

/// A row that is no invoice, and the id that it has.
struct BadRow {
    line: u32,
    key: Option<IdKey>,
    /// The customer who may owe less by it.
    lowers: Option<String>,
    bytes: Vec<u8>,
    problems: Vec<Problem>,
}

impl InvoiceParser {
    /// Begins to read a file, which is no longer compressed, under the name that the user gave. Nothing, and errors in the
    /// report, where the header has not what is needed.
    pub fn open<R: Read>(input: R, file: &str, format: &Format, report: &mut Report) -> Option<(Blocks<R>, InvoiceParser)> {
        let (sheet, blocks) = Sheet::open(input, file, format, report)?;
        let layout = InvoiceRow::new(&sheet, format, report)?;
        Some((blocks, InvoiceParser { sheet, layout }))
    }

    /// The text columns of every invoice.
    pub fn columns(&self) -> &Columns {
        self.layout.columns()
    }

    /// What a thread reads of the file. The rows of these lines are passed over.
    pub fn share(&self, bad_rows: BadRows, repeated: BTreeSet<u32>) -> InvoiceShare {
        InvoiceShare {
            parser: self.clone(),
            rows: BlockRows { aside: Invoices::new(self.columns().clone()), ..BlockRows::default() },
            parts: Parts::default(),
            faults: Faults::new(bad_rows),
            suspects: Suspects::default(),
            broken: None,
            count: 0,
            knows_customer: false,
            unread: BTreeSet::new(),
            repeated,
        }
    }

    fn read(&mut self, block: &RowBlock, is_text: bool, parts: &mut Parts, into: &mut BlockRows) -> Option<Broken> {
        let BlockRows { good, ends, aside, bad, knows_customer, without_zeros } = into;
        good.clear();
        ends.clear();
        aside.clear();
        bad.clear();
        let mut problems = Vec::new();
        Rows::new(block, parts, self.sheet.delimiter, self.sheet.encoding).each(|row| {
            self.sheet.check(&row, &mut problems);
            if problems.is_empty() {
                self.layout.prepare(&row);
                let terms = self.layout.terms(&mut Cells { row, problems: &mut problems });
                if let Some(terms) = terms.filter(|_| problems.is_empty()) {
                    let texts = match row.in_place().filter(|_| is_text && self.layout.is_as_written(&row)) {
                        Some((first, fields)) => {
                            let from = ends.len() as u32;
                            ends.extend_from_slice(fields);
                            TextsOf::InRow { first, fields: [from, ends.len() as u32] }
                        }
                        None => TextsOf::Aside(aside.push_texts(terms, self.layout.texts(&row))),
                    };
                    *knows_customer = *knows_customer || self.layout.is_of_known_customer(&row);
                    without_zeros.extend(self.layout.customer_without_zeros(&row).map(str::to_owned));
                    good.push(GoodRow { line: row.raw.line, key: IdKey::of(self.layout.id(&row)), terms, texts });
                    return;
                }
            }
            bad.push(self.bad_row(&row, std::mem::take(&mut problems)));
        })
    }

    fn bad_row(&mut self, row: &Row<'_>, problems: Vec<Problem>) -> BadRow {
        self.layout.prepare(row);
        let (id, due) = (self.layout.id(row), self.layout.due_date(row));
        let (line, bytes) = (row.raw.line, row.raw.bytes.to_vec());
        match heading_or_total(row, id, due, self.sheet.names.len()) {
            // That says it all, and what stands where ids stand is none.
            Some(look) => BadRow { line, key: None, lowers: None, bytes, problems: vec![look] },
            None => {
                let is_whole = row.flaw.is_none() && row.len() == self.sheet.names.len();
                let lowers = self.layout.lowers(row);
                BadRow { line, key: (is_whole && !id.is_empty()).then(|| IdKey::of(id)), lowers, bytes, problems }
            }
        }
    }

    /// The id that stands in a row.
    fn id_of(&mut self, row: Raw<'_>) -> String {
        let (alone, mut parts) = (RowBlock::of_row(row), Parts::default());
        let mut rows = Rows::new(&alone, &mut parts, self.sheet.delimiter, self.sheet.encoding);
        let Next::Row(row) = rows.next() else { return String::new() };
        self.layout.prepare(&row);
        self.layout.id(&row).to_owned()
    }

    /// The bytes of the row that begins on a line of a block.
    fn bytes_of(&self, block: &RowBlock, line: u32) -> Vec<u8> {
        let (mut bytes, mut parts) = (Vec::new(), Parts::default());
        Rows::new(block, &mut parts, self.sheet.delimiter, self.sheet.encoding).each(|row| {
            if row.raw.line == line {
                bytes = row.raw.bytes.to_vec();
            }
        });
        bytes
    }

    fn taken(&self, id: &str, first: u32) -> Problem {
        let message = format!("invoice {} is in the file twice, first on line {first}", quoted(id));
        let hint = "keep one of the rows; add them up if they are lines of one invoice";
        Problem::new(Code::DuplicateInvoice, self.layout.id_field(), message).hint(hint)
    }
}

/// So many invoices are shown at once.
const TOGETHER: usize = 64;

impl InvoiceShare {
    /// Reads the rows of a block and shows the invoices, some at a time; gives back how many rows there are.
    pub fn read(&mut self, block: &mut RowBlock, mut show: impl FnMut(&[Invoice<'_>])) -> usize {
        self.read_with_lines(block, |invoices, _| show(invoices))
    }

    /// The same, and the line on which the row of each begins.
    pub fn read_with_lines(&mut self, block: &mut RowBlock, mut show: impl FnMut(&[Invoice<'_>], &[u32])) -> usize {
        let InvoiceShare { parser, rows, parts, faults, suspects, count, knows_customer, unread, repeated, .. } = self;
        let text = text_of(&block.bytes);
        let broken = parser.read(block, text.is_some(), parts, rows);
        let read = rows.good.len() + rows.bad.len();
        if !repeated.is_empty() {
            rows.good.retain(|row| !repeated.contains(&row.line));
        }
        rows.good.iter().for_each(|row| suspects.add(row.key, row.line));
        *count += rows.good.len() as u64;
        *knows_customer |= rows.knows_customer;
        for row in rows.bad.drain(..) {
            row.key.into_iter().for_each(|key| suspects.add(key, row.line));
            unread.extend(row.lowers.filter(|_| faults.skip()));
            faults.add(Raw { line: row.line, bytes: &row.bytes }, row.problems);
        }
        let mut some = Vec::with_capacity(TOGETHER.min(rows.good.len()));
        let mut lines = Vec::with_capacity(TOGETHER.min(rows.good.len()));
        for good in rows.good.chunks(TOGETHER) {
            some.clear();
            some.extend(good.iter().map(|row| rows.invoice(row, text, &parser.layout)));
            lines.clear();
            lines.extend(good.iter().map(|row| row.line));
            show(&some, &lines);
        }
        self.broken = broken.or(block.broken.take()).or(self.broken.take());
        read
    }

    /// Does nothing that follows count, because the file cannot be read to its end?
    pub fn is_over(&self) -> bool {
        self.broken.is_some()
    }

    /// The customers that the file of customers has without their zeros only.
    pub fn customers_without_zeros(&self) -> &BTreeSet<String> {
        &self.rows.without_zeros
    }

    /// Did any row have a customer that the file of customers has?
    pub fn knows_customer(&self) -> bool {
        self.knows_customer
    }

    /// The customers of rows that were skipped and may be payments or credits.
    pub fn unread(&self) -> &BTreeSet<String> {
        &self.unread
    }

    /// How many invoices there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Takes over what another has read of the same file.
    pub fn join(&mut self, other: InvoiceShare) {
        self.faults.join(other.faults);
        self.suspects.join(other.suspects);
        self.broken = self.broken.take().or(other.broken);
        self.count += other.count;
        self.knows_customer |= other.knows_customer;
        self.rows.without_zeros.extend(other.rows.without_zeros);
        self.unread.extend(other.unread);
    }

    /// Tells what cannot be read of the whole file. `again` opens it where ids seem to stand in it twice. Gives back the lines of the rows
    /// that are no invoices because their ids stand before them.
    pub fn tell<R: Read>(
        mut self,
        executor: &dyn Executor,
        report: &mut Report,
        again: impl FnOnce() -> Option<(R, Format)>,
    ) -> BTreeSet<u32> {
        let suspects = std::mem::take(&mut self.suspects).alike(executor);
        if !suspects.is_empty()
            && let Some((input, format)) = again()
        {
            self.repeated = self.look_again(input, &format, &suspects);
        }
        self.faults.tell(&self.parser.sheet, report);
        if let Some(broken) = self.broken {
            self.parser.sheet.broken(broken, report);
        }
        self.repeated
    }

    /// Looks at the rows of some lines once more: which ids stand before?
    fn look_again(&mut self, input: impl Read, format: &Format, lines: &BTreeSet<u32>) -> BTreeSet<u32> {
        let mut repeated = BTreeSet::new();
        let Some((mut blocks, mut parser)) = InvoiceParser::open(input, &self.parser.sheet.file, format, &mut Report::default()) else {
            return repeated;
        };
        let mut first: HashMap<String, u32> = HashMap::new();
        let (mut block, mut parts, mut found) = (RowBlock::default(), Parts::default(), BTreeMap::new());
        while blocks.next(&mut block) {
            Rows::new(&block, &mut parts, format.delimiter, format.encoding).each(|row| {
                if lines.contains(&row.raw.line) {
                    found.insert(row.raw.line, row.raw.bytes.to_vec());
                }
            });
        }
        for (line, bytes) in found {
            let row = Raw { line, bytes: &bytes };
            let id = parser.id_of(row);
            match first.get(&id) {
                None => _ = first.insert(id, line),
                Some(earlier) => {
                    let problem = parser.taken(&id, *earlier);
                    repeated.insert(line);
                    match self.faults.of_line(line) {
                        Some(fault) => fault.problems.push(problem),
                        None => self.faults.add(row, vec![problem]),
                    }
                }
            }
        }
        repeated
    }
}

/// Reads the invoices of a file one after the other.
pub struct InvoiceReader<R> {
    blocks: Blocks<R>,
    parser: InvoiceParser,
    /// The line on which each id stands first.
    first: HashMap<IdKey, u32>,
    block: RowBlock,
    parts: Parts,
    rows: BlockRows,
    kept: Invoices,
    next: u32,
    count: u64,
    over: bool,
}

impl<R: Read> InvoiceReader<R> {
    /// Begins to read a file, as [`InvoiceParser::open`] does.
    pub fn open(input: R, file: &str, format: &Format, report: &mut Report) -> Option<InvoiceReader<R>> {
        let (blocks, parser) = InvoiceParser::open(input, file, format, report)?;
        let kept = || Invoices::new(parser.columns().clone());
        let rows = BlockRows { aside: kept(), ..BlockRows::default() };
        Some(InvoiceReader {
            kept: kept(),
            blocks,
            parser,
            first: HashMap::new(),
            block: RowBlock::default(),
            parts: Parts::default(),
            rows,
            next: 0,
            count: 0,
            over: false,
        })
    }

    /// The text columns of every invoice.
    pub fn columns(&self) -> &Columns {
        self.parser.columns()
    }

    /// The next invoice. Rows that are none are passed over and told in the report, as is a file that ends too early.
    #[allow(clippy::should_implement_trait, reason = "what it gives is borrowed from the reader, which no iterator can")]
    pub fn next(&mut self, report: &mut Report) -> Option<Invoice<'_>> {
        while self.next == self.kept.len() as u32 {
            if self.over || !self.blocks.next(&mut self.block) {
                return None;
            }
            self.read_block(report);
        }
        self.next += 1;
        Some(self.kept.get(InvoiceId(self.next - 1)))
    }

    fn read_block(&mut self, report: &mut Report) {
        let InvoiceReader { parser, block, parts, rows, kept, first, .. } = self;
        let text = text_of(&block.bytes);
        let broken = parser.read(block, text.is_some(), parts, rows);
        let bad = rows.bad.drain(..).map(|row| (row.line, row));
        let mut bad: BTreeMap<u32, BadRow> = bad.collect();
        // A second row is no invoice even where the first could not be read: nobody knows which one is right.
        let of_bad = bad.values().filter_map(|row| Some((row.line, row.key?)));
        let mut ids: Vec<(u32, IdKey)> = rows.good.iter().map(|row| (row.line, row.key)).chain(of_bad).collect();
        ids.sort_unstable_by_key(|(line, _)| *line);
        for (line, key) in ids {
            let earlier = *first.entry(key).or_insert(line);
            if earlier < line {
                let bytes = bad.remove(&line).map(|row| (row.bytes, row.problems));
                let (bytes, mut problems) = bytes.unwrap_or_else(|| (parser.bytes_of(block, line), Vec::new()));
                let id = parser.id_of(Raw { line, bytes: &bytes });
                problems.push(parser.taken(&id, earlier));
                bad.insert(line, BadRow { line, key: None, lowers: None, bytes, problems });
            }
        }
        rows.good.retain(|row| !bad.contains_key(&row.line));
        kept.clear();
        rows.good.iter().for_each(|row| _ = kept.push(&rows.invoice(row, text, &parser.layout)));
        bad.values().for_each(|row| report.bad_row(&parser.sheet, Raw { line: row.line, bytes: &row.bytes }, &row.problems));
        if let Some(broken) = broken.or(block.broken.take()) {
            parser.sheet.broken(broken, report);
            self.over = true;
        }
        self.next = 0;
        self.count += kept.len() as u64;
    }

    /// How many invoices were read so far: those of the blocks that were begun.
    pub fn count(&self) -> u64 {
        self.count
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
