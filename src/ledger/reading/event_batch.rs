//! The events of one block, taken apart by themselves: what comes before and after is not known yet.

use super::blocks::{Blocks, RowBlock};
use super::cell::Cells;
use super::event_row::{AmountCell, EventCells, EventRow, TEXTS};
use super::event_type::EventType;
use super::format::Format;
use super::report::Report;
use super::row::{Problem, RowPlace};
use super::rows::{Parts, Rows};
use super::seen::{Fingerprint, sort_of_file};
use super::sheet::Sheet;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::money::Currency;
use crate::store::is_numbered;
use std::io::Read;

/// Takes blocks of an events file apart. Each thread has one of its own.
#[derive(Clone)]
pub struct EventParser {
    pub(super) sheet: Sheet,
    layout: EventRow,
    parts: Parts,
    sort: u64,
    with_notes: bool,
    guarded: bool,
}

/// The rows of one block.
#[derive(Default)]
pub struct EventBatch {
    /// The block, which [`Blocks::next`] fills.
    pub block: RowBlock,
    /// The texts of all rows, one after the other.
    texts: String,
    pub(super) rows: Vec<ParsedRow>,
}

/// A row, and what it says.
pub(super) struct ParsedRow {
    pub place: RowPlace,
    pub said: Result<ParsedEvent, Box<Unreadable>>,
}

/// What is wrong with a row, and the customer and invoices that it names: its `ref` may be of another.
pub(super) struct Unreadable {
    pub problems: Vec<Problem>,
    pub invoices: Vec<String>,
    pub customer: String,
}

/// An event without its texts.
pub(super) struct ParsedEvent {
    date: Day,
    kind: EventType,
    amount: Option<AmountCell<'static>>,
    currency: Option<Currency>,
    until: Option<Day>,
    channel: Option<Channel>,
    /// By its id, unless that is a number, or without one by all its fields.
    pub print: Option<Fingerprint>,
    /// Where its texts begin in the batch, and the length of each.
    begin: u32,
    lengths: [u32; TEXTS],
}

impl EventParser {
    /// Begins to read a file, which is no longer compressed, under the name that the user gave. Nothing, and errors in the
    /// report, where the header has not what is needed.
    pub fn open<R: Read>(input: R, file: &str, format: &Format, report: &mut Report) -> Option<(Blocks<R>, EventParser)> {
        let (sheet, blocks) = Sheet::open(input, file, format, report)?;
        let layout = EventRow::new(&sheet, format, report)?;
        let sort = sort_of_file(&sheet.header, format.kind.map_or("", EventType::name));
        Some((blocks, EventParser { sheet, layout, parts: Parts::default(), sort, with_notes: true, guarded: format.guarded }))
    }

    /// Passes over who said what, which nobody is going to be shown.
    #[must_use]
    pub fn without_notes(self) -> EventParser {
        EventParser { with_notes: false, ..self }
    }

    /// The field of a row that holds its `ref`.
    pub(super) fn reference_field(&self) -> Option<usize> {
        self.layout.reference_field()
    }

    pub fn read(&mut self, batch: &mut EventBatch) {
        let EventBatch { block, texts, rows: parsed, .. } = batch;
        texts.clear();
        parsed.clear();
        let mut rows = Rows::new(block, &mut self.parts, self.sheet.delimiter, self.sheet.encoding);
        let mut problems = Vec::new();
        let broken = rows.each(|row| {
            self.sheet.check(&row, &mut problems);
            let mut said = None;
            if problems.is_empty() {
                self.layout.prepare(&row);
                let cells = self.layout.read(&mut Cells { row, problems: &mut problems });
                said = cells.map(|cells| {
                    let cells = if self.guarded { cells.unguarded() } else { cells };
                    let print = match cells.id {
                        "" => Some(Fingerprint::of_row(self.sort, row.contents())),
                        id => (!is_numbered(id)).then(|| Fingerprint::of_text(id)),
                    };
                    let cells = if self.with_notes { cells } else { EventCells { by: "", note: "", ..cells } };
                    ParsedEvent::new(&cells, print, texts)
                });
            }
            let said = said.ok_or_else(|| {
                let (invoices, customer) = self.layout.names(&row);
                Box::new(Unreadable { problems: std::mem::take(&mut problems), invoices, customer })
            });
            parsed.push(ParsedRow { place: row.place(), said });
        });
        block.broken = broken.or(block.broken.take());
    }
}

impl EventBatch {
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The invoice that a row names, the first of its texts.
    pub(super) fn invoice(&self, event: &ParsedEvent) -> &str {
        let begin = event.begin as usize;
        &self.texts[begin..begin + event.lengths[0] as usize]
    }

    pub(super) fn cells(&self, event: &ParsedEvent) -> EventCells<'_> {
        let mut at = event.begin as usize;
        let mut next = event.lengths.iter().map(|length| {
            let text = &self.texts[at..at + *length as usize];
            at += *length as usize;
            text
        });
        let mut text = || next.next().unwrap_or_default();
        let (invoice, customer, reason, stage, address) = (text(), text(), text(), text(), text());
        let (by, note, id, reference, sign) = (text(), text(), text(), text(), text());
        let amount = event.amount.map(|cell| AmountCell { sign, ..cell });
        let ParsedEvent { date, kind, currency, until, channel, .. } = *event;
        EventCells { date, kind, invoice, customer, amount, currency, until, channel, reason, stage, address, by, note, id, reference }
    }
}

impl ParsedEvent {
    fn new(cells: &EventCells<'_>, print: Option<Fingerprint>, texts: &mut String) -> ParsedEvent {
        let begin = texts.len() as u32;
        let mut lengths = [0; TEXTS];
        for (text, length) in cells.texts().into_iter().zip(&mut lengths) {
            if !text.is_empty() {
                texts.push_str(text);
                *length = text.len() as u32;
            }
        }
        let amount = cells.amount.map(|cell| AmountCell { sign: "", ..cell });
        let EventCells { date, kind, currency, until, channel, .. } = *cells;
        ParsedEvent { date, kind, amount, currency, until, channel, print, begin, lengths }
    }
}
