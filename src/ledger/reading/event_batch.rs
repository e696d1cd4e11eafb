//! The rows of some blocks of an events file, read by themselves: what stands in other blocks is not known yet.

use super::blocks::{Blocks, Broken, RowBlock};
use super::cell::Cells;
use super::event_row::{EventCells, EventRow};
use super::event_type::EventType;
use super::events::Wanted;
use super::faults::Faults;
use super::format::Format;
use super::report::{BadRows, Report};
use super::row::{Problem, Row};
use super::rows::{Parts, Rows};
use super::seen::{Seen, sort_of_file};
use super::sheet::Sheet;
use crate::finding::{Code, quoted};
use crate::ledger::{EventLine, EventsBuilder, FEE, Kind, Sign, TextId, Unit};
use std::io::Read;

/// How the rows of an events file are read.
#[derive(Clone)]
pub struct EventParser {
    pub(super) sheet: Sheet,
    pub(super) layout: EventRow,
    sort: u64,
    guarded: bool,
}

/// What one thread reads of an events file.
pub struct EventShare {
    parser: EventParser,
    parts: Parts,
    pub(super) builder: EventsBuilder,
    pub(super) seen: Seen,
    pub(super) faults: Faults,
    pub(super) broken: Option<Broken>,
    pub(super) count: u64,
    keep_notes: bool,
    wanted: Option<Wanted>,
}

impl EventParser {
    /// Begins to read a file, which is no longer compressed, under the name that the user gave. Nothing, and errors in the
    /// report, where the header has not what is needed.
    pub fn open<R: Read>(input: R, file: &str, format: &Format, report: &mut Report) -> Option<(Blocks<R>, EventParser)> {
        let (sheet, blocks) = Sheet::open(input, file, format, report)?;
        let layout = EventRow::new(&sheet, format, report)?;
        let sort = sort_of_file(&sheet.header, format.kind.map_or("", EventType::name));
        Some((blocks, EventParser { sheet, layout, sort, guarded: format.guarded }))
    }

    /// What a row says, or what is wrong with it.
    #[inline]
    pub(super) fn cells<'r>(&'r mut self, row: Row<'r>, problems: &mut Vec<Problem>) -> Option<EventCells<'r>> {
        self.sheet.check(&row, problems);
        if !problems.is_empty() {
            return None;
        }
        self.layout.prepare(&row);
        let cells = self.layout.read(&mut Cells { row, problems })?;
        Some(if self.guarded { cells.unguarded() } else { cells })
    }
}

impl EventShare {
    pub(super) fn new(
        parser: EventParser,
        builder: EventsBuilder,
        bad_rows: BadRows,
        keep_notes: bool,
        wanted: Option<Wanted>,
    ) -> EventShare {
        let (seen, faults) = (Seen::default(), Faults::new(bad_rows));
        let mut parser = parser;
        parser.layout.with_notes = keep_notes;
        EventShare { parser, parts: Parts::default(), builder, seen, faults, broken: None, count: 0, keep_notes, wanted }
    }

    /// Reads the rows of a block; gives back how many there are.
    pub fn read(&mut self, block: &mut RowBlock) -> usize {
        let EventShare { parser, parts, builder, seen, faults, keep_notes, wanted, .. } = self;
        let (mut problems, mut rows, mut good) = (Vec::new(), 0, 0);
        let broken = Rows::new(block, parts, parser.sheet.delimiter, parser.sheet.encoding).each(|row| {
            rows += 1;
            let sort = parser.sort;
            let cells = parser.cells(row, &mut problems);
            let sign = cells.as_ref().map(|cells| sign_of(cells, builder, &mut problems));
            if let Some((cells, sign)) = cells.zip(sign).filter(|_| problems.is_empty()) {
                good += 1;
                let sequence = builder.sequence(row.raw.line);
                seen.add(&cells, sort, row.contents(), sequence);
                if cells.kind.is_money() && cells.amount.is_some_and(|cell| cell.amount == 0) {
                    seen.zero.push(sequence);
                }
                if is_wanted(&cells, wanted.as_ref()) && add(&cells, sign, row.raw.line, builder) && *keep_notes {
                    builder.note(sequence, cells.by, cells.note);
                }
            } else {
                if faults.skip() {
                    let (invoices, customer, may_be_payment) = parser.layout.names(&row);
                    invoices.iter().for_each(|invoice| builder.skipped(invoice, &customer));
                    if may_be_payment {
                        builder.skipped("", &customer);
                    }
                }
                faults.add(row.raw, std::mem::take(&mut problems));
            }
        });
        self.count += good;
        self.broken = broken.or(block.broken.take()).or(self.broken.take());
        rows
    }

    /// Does nothing that follows count, because the file cannot be read to its end?
    pub fn is_over(&self) -> bool {
        self.broken.is_some()
    }
}

/// The sign before the amount, if that is all that speaks of a currency.
fn sign_of(cells: &EventCells<'_>, builder: &mut EventsBuilder, problems: &mut Vec<Problem>) -> Option<Sign> {
    let sign = cells.amount.map(|cell| cell.sign).filter(|sign| !sign.is_empty())?;
    let kept = builder.keep_sign(sign);
    if kept.is_none() {
        problems.push(Problem::new(Code::BadAmount, None, format!("{} is not the sign of a currency", quoted(sign))));
    }
    kept
}

/// Is an event to be kept, where only some are?
fn is_wanted(cells: &EventCells<'_>, wanted: Option<&Wanted>) -> bool {
    // What does not arrive at an address is known on whichever invoice the row stands.
    let is_of_an_address = matches!(cells.kind, EventType::Bounce | EventType::OptOut) && !cells.address.is_empty();
    is_of_an_address
        || wanted.is_none_or(|wanted| match cells.invoice {
            "" => wanted.customers.contains(cells.customer),
            invoice => wanted.invoices.contains(invoice),
        })
}

/// Adds an event; was it one?
fn add(cells: &EventCells<'_>, sign: Option<Sign>, line: u32, builder: &mut EventsBuilder) -> bool {
    let Some(kind) = kind(cells, builder) else { return false };
    let named = cells.amount.map_or(cells.currency, |cell| cell.currency);
    let unit = Unit { decimals: cells.amount.and_then(|cell| cell.decimals), currency: named.filter(|_| cells.kind.has_amount()), sign };
    builder.add(&EventLine { line, date: cells.date, kind, unit, invoice: cells.invoice, customer: cells.customer });
    true
}

/// What happened. Cells that a type needs were checked before.
fn kind(cells: &EventCells<'_>, builder: &mut EventsBuilder) -> Option<Kind> {
    let amount = cells.amount.map(|cell| cell.amount);
    let invoice = Some(cells.invoice).filter(|invoice| !invoice.is_empty());
    Some(match cells.kind {
        EventType::Payment => Kind::Payment { amount },
        EventType::Credit => Kind::Credit { amount, waives_fees: cells.reason == FEE },
        EventType::Reversal => Kind::Reversal { amount: amount? },
        EventType::Fee => Kind::Fee { amount: amount? },
        EventType::WriteOff => Kind::WriteOff { amount },
        EventType::Dispute => Kind::Dispute { reason: text(builder, cells.reason), amount },
        EventType::DisputeResolved => Kind::DisputeResolved { reason: text(builder, cells.reason) },
        EventType::Promise => Kind::Promise { until: cells.until?, amount },
        EventType::Pause => Kind::Pause { until: cells.until },
        EventType::Resume => Kind::Resume,
        EventType::Reply => Kind::Reply,
        EventType::Touch => {
            let reference = (!cells.reference.is_empty()).then(|| builder.reference(cells.reference, invoice));
            Kind::Touch { channel: cells.channel?, stage: text(builder, cells.stage), reference, outcome: cells.outcome }
        }
        EventType::Escalate => Kind::Escalate { stage: builder.text(cells.stage) },
        EventType::Extend => Kind::Extend { until: cells.until? },
        EventType::Bounce => Kind::Bounce { address: builder.text(cells.address) },
        EventType::OptOut => Kind::OptOut { channel: cells.channel, address: text(builder, cells.address), until: cells.until },
        EventType::Undo => return None,
        EventType::Note => Kind::Note { reference: (!cells.reference.is_empty()).then(|| builder.reference(cells.reference, invoice)) },
    })
}

fn text(builder: &mut EventsBuilder, text: &str) -> Option<TextId> {
    (!text.is_empty()).then(|| builder.text(text))
}
