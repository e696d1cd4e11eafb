//! `collect sync` without files: the library does what the program does, on texts.

use collect::builtin;
use collect::calendar::Day;
use collect::draft::Templates;
use collect::ledger::reading::{BadRows, EventReader, Format, InvoiceParser, InvoiceShare, Report, RowBlock};
use collect::ledger::{Columns, Events, Invoices, Ledger};
use collect::record::LogSheet;
use collect::sync::{
    BookColumns, BookHead, CommonTexts, CountedRows, Export, GoneAs, KnownBlock, KnownInvoices, OtherFiles, Rewriting, synced_rows,
};
use collect::workflow::{self, Workflow};
use std::collections::BTreeSet;
use std::io::Read;

pub fn shipped(name: &str) -> Workflow {
    let (templates, _) = Templates::of_project([], None);
    workflow::read(builtin::workflow(name).unwrap(), name, &templates.names().collect()).value.unwrap()
}

/// A book and the events beside it.
#[derive(Clone, Default)]
pub struct Kept {
    pub book: String,
    pub synced: String,
}

/// What came of an export: how many invoices were open and how many of them are left, and how many changes there were.
pub struct Taken {
    pub half: (u64, u64),
    pub changes: usize,
}

impl Kept {
    pub fn head(&self) -> Option<BookHead> {
        self.book.lines().next().map(|header| BookHead::of_header(header.as_bytes()).unwrap())
    }

    /// The events that count.
    pub fn counted(&self) -> String {
        let mut text = String::new();
        let rows = self.head().map_or(0, |head| head.rows);
        CountedRows::new(self.synced.as_bytes(), rows).read_to_string(&mut text).unwrap();
        text
    }

    fn events(&self, others: &str) -> Events {
        let (mut events, mut report) = (EventReader::new(false), Report::new(BadRows::Stop));
        let guarded = Format { guarded: true, ..Format::default() };
        if !self.synced.is_empty() {
            events.read(self.counted().as_bytes(), "synced.csv", &guarded, &mut report);
        }
        if !others.is_empty() {
            events.read(others.as_bytes(), "events.csv", &Format::default(), &mut report);
        }
        assert_eq!((report.error_count(), report.warning_count()), (0, 0), "{}\n{}", report.errors(), self.synced);
        events.finish()
    }

    /// The ledger that a plan reads.
    pub fn ledger(&self, others: &str) -> Ledger {
        let mut report = Report::new(BadRows::Stop);
        let format = Format { guarded: true, book_of: self.head().map(|head| head.day), ..Format::default() };
        let invoices = Invoices::read(self.book.as_bytes(), "book.csv", &format, &mut report);
        assert_eq!(report.error_count(), 0, "{}", report.errors());
        Ledger { invoices, events: self.events(others), fx: None }
    }

    /// Takes over an export of a day, as other files tell of it.
    pub fn sync(&mut self, export: &str, others: &str, workflow: &Workflow, day: Day, gone: GoneAs) -> Taken {
        let events = self.events(others);
        let rules = &workflow.overrides.payment;
        let others = OtherFiles { events: &events, rules, fx: None, day, synced: "synced.csv" };
        let last = self.head();
        let format = Format { open_on: Some(day), ..Format::default() };
        let columns = InvoiceParser::open(export.as_bytes(), "export.csv", &format, &mut Report::default()).unwrap().1.columns().clone();
        let (mut blocks, mut of_book, mut texts) = (Vec::new(), Vec::new(), CommonTexts::default());
        if last.is_some() {
            let format = Format { guarded: true, ..Format::default() };
            each_block(&self.book, &format, |number, columns_of_file, share, block| {
                assert_eq!(number, 0);
                let columns_of_book = BookColumns::find(columns_of_file).unwrap();
                texts = CommonTexts::new(&columns_of_book, &columns);
                let mut known = KnownBlock::default();
                share.read_with_lines(block, |invoices, lines| known.read(invoices, lines, &columns_of_book, &texts, &others));
                assert_eq!(known.faults, []);
                of_book = columns_of_book.texts().to_vec();
                blocks.push(known);
            });
        }
        let known = KnownInvoices::new(blocks);
        let export_of_day = Export::new(&known, &of_book, texts, &columns, (last.map(|last| last.day), day));
        let mut found = export_of_day.share();
        each_block(export, &format, |number, _, share, block| {
            share.read_with_lines(block, |invoices, lines| found.read(&export_of_day, number, invoices, lines));
        });
        assert_eq!(found.faults, []);
        let rewriting = Rewriting::new(export_of_day, found, gone, vec!["segment".to_owned()]);
        let foreseen = rewriting.foreseen();
        let number = last.filter(|last| last.day == day).map_or(1, |last| last.number + u32::from(foreseen.any_change));
        let head = BookHead { day, number, rows: last.map_or(0, |last| last.rows) + foreseen.events, file: None };
        let mut book = rewriting.header(&head);
        let new_book = rewriting.write(last.map(|head| (self.book.as_bytes(), head)), &mut book).unwrap();
        assert!(new_book.sums.agree(), "{:?}", new_book.sums);
        let entries = synced_rows(&new_book.changes, &head);
        assert_eq!(entries.len() as u64, foreseen.events);
        let before = self.counted();
        let change = LogSheet::read(before.as_bytes()).unwrap().change(&entries);
        if !entries.is_empty() {
            self.synced = before[..change.keep].to_owned() + std::str::from_utf8(&change.bytes).unwrap();
        }
        let taken = Taken { half: rewriting.open_and_left(), changes: new_book.changes.list.len() };
        self.book = String::from_utf8(book).unwrap();
        taken
    }
}

fn each_block(text: &str, format: &Format, mut each: impl FnMut(u64, &Columns, &mut InvoiceShare, &mut RowBlock)) {
    let mut report = Report::new(BadRows::Stop);
    let (mut blocks, parser) = InvoiceParser::open(text.as_bytes(), "a file", format, &mut report).unwrap();
    let mut share = parser.share(BadRows::Stop, BTreeSet::new());
    let (mut block, mut number) = (RowBlock::default(), 0);
    while blocks.next(&mut block) {
        each(number, parser.columns(), &mut share, &mut block);
        number += 1;
    }
}
