//! Reading events: the blocks of one file after the other are admitted to one set of events.

use super::event_batch::{EventBatch, EventParser, ParsedRow, Unreadable};
use super::event_row::EventCells;
use super::event_type::EventType;
use super::format::Format;
use super::report::Report;
use super::row::{Problem, Raw};
use super::seen::{Fingerprint, RowSpot, Seen};
use super::sheet::Sheet;
use super::undos::{Undo, Undos};
use crate::finding::{Code, FindingSubject, quoted};
use crate::ledger::{Events, EventsBuilder, FEE, Kind, Sign};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;

/// So many events are admitted at a time: what is known of their invoices is looked for together.
const TOGETHER: usize = 32;

/// Reads files of events, in the order in which their events are to count.
#[derive(Clone, Debug, Default)]
pub struct EventReader {
    builder: EventsBuilder,
    keep_notes: bool,
    /// Only these events are kept; all where there is none.
    wanted: Option<Wanted>,
    /// The names of the files so far.
    files: Vec<String>,
    /// The events' own ids, and the rows without one.
    ids: Seen<RowSpot>,
    /// What has an id, of those that are no event of the builder or not the first with their id.
    identified: Seen<RowSpot>,
    rows: Seen<RowSpot>,
    undos: Undos,
    count: u64,
    over: bool,
}

/// The invoices and customers whose events are wanted, where those of others are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub invoices: BTreeSet<String>,
    /// Ids of customers, for events that name no invoice.
    pub customers: BTreeSet<String>,
}

impl EventReader {
    /// Nothing read yet. Who said what (`by`, `note`) is kept only where it will be shown.
    pub fn new(keep_notes: bool) -> EventReader {
        EventReader { keep_notes, ..EventReader::default() }
    }

    /// Does it keep who said what?
    pub fn keeps_notes(&self) -> bool {
        self.keep_notes
    }

    /// Keeps only some events. All are read and checked, and their ids are known.
    #[must_use]
    pub fn only(self, wanted: Wanted) -> EventReader {
        EventReader { wanted: Some(wanted), ..self }
    }

    /// Reads a file, which is no longer compressed, under the name that the user gave. What cannot be read is told in the report.
    pub fn read(&mut self, input: impl Read, file: &str, format: &Format, report: &mut Report) {
        self.begin_file(file);
        let Some((mut blocks, mut parser)) = EventParser::open(input, file, format, report) else { return };
        let mut batch = EventBatch::default();
        while !self.over && blocks.next(&mut batch.block) {
            parser.read(&mut batch);
            self.admit(&parser, &mut batch, report);
        }
    }

    /// The batches that follow are of this file.
    pub fn begin_file(&mut self, file: &str) {
        self.builder.begin_source(file);
        self.files.push(file.to_owned());
        self.over = false;
    }

    /// Admits the events of the block that follows those admitted before. What cannot be read is told in the report; behind a place
    /// from which on the file cannot be read nothing is admitted.
    pub fn admit(&mut self, parser: &EventParser, batch: &mut EventBatch, report: &mut Report) {
        if self.over {
            return;
        }
        for rows in batch.rows.chunks(TOGETHER) {
            self.builder.prefetch(rows.iter().filter_map(|row| Some(batch.invoice(row.said.as_ref().ok()?))));
            rows.iter().for_each(|row| self.admit_row(row, batch, parser, report));
        }
        if let Some(broken) = batch.block.broken.take() {
            parser.sheet.broken(broken, report);
            self.over = true;
        }
    }

    fn admit_row(&mut self, row: &ParsedRow, batch: &EventBatch, parser: &EventParser, report: &mut Report) {
        let raw = row.place.in_block(&batch.block);
        let event = match &row.said {
            Ok(event) => event,
            Err(unreadable) => return self.refuse(unreadable, raw, parser, report),
        };
        let cells = batch.cells(event);
        let sign = self.sign_of(&cells).and_then(|sign| self.nothing_to_undo(&cells, parser).map_or(Ok(sign), Err));
        match sign {
            Ok(sign) => {
                self.count += 1;
                if self.is_new(&cells, event.print, raw, &parser.sheet, report) {
                    // Money of zero is no event. Its id is known all the same.
                    if cells.kind.is_money() && cells.amount.is_some_and(|cell| cell.amount == 0) {
                        let message = format!("the {} is of 0: it changes nothing", cells.kind.name());
                        warn(Code::NoMoney, message, "delete the row, or correct its amount", &cells, raw, &parser.sheet, report);
                    }
                    self.add(&cells, sign, raw.line);
                }
            }
            Err(problem) => {
                let (invoices, customer) = (vec![cells.invoice.to_owned()], cells.customer.to_owned());
                self.refuse(&Unreadable { problems: vec![problem], invoices, customer }, raw, parser, report);
            }
        }
    }

    /// A row that does not count.
    fn refuse(&mut self, unreadable: &Unreadable, row: Raw<'_>, parser: &EventParser, report: &mut Report) {
        if report.skips_bad_rows() {
            unreadable.invoices.iter().for_each(|invoice| self.builder.skipped(invoice, &unreadable.customer));
        }
        report.bad_row(&parser.sheet, row, &unreadable.problems);
    }

    /// Does nothing that follows in this file count, because it could not be read to its end?
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// How many rows were read, those included that an event's id shows to be repeated.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Has a row that was read this id?
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.find(id).is_some()
    }

    /// The events of all files, without those that were taken back.
    pub fn finish(self) -> Events {
        let EventReader { mut builder, ids, identified, rows, undos, .. } = self;
        // No row follows that could be one of them, and their memory is needed.
        drop((ids, identified, rows));
        for spot in undos.taken_back() {
            builder.take_back(usize::from(spot.file), spot.line());
        }
        builder.finish()
    }

    /// What is wrong with an `undo` that takes back no row before it.
    fn nothing_to_undo(&self, cells: &EventCells<'_>, parser: &EventParser) -> Option<Problem> {
        if cells.kind != EventType::Undo || self.has_id(cells.reference) {
            return None;
        }
        let message = format!("no earlier row has the id {}: nothing is taken back", quoted(cells.reference));
        let hint = "correct the ref: it must be the `id` of a row before the undo";
        Some(Problem::new(Code::NothingToUndo, parser.reference_field(), message).hint(hint))
    }

    /// The sign before the amount, if that is all that speaks of a currency.
    fn sign_of(&mut self, cells: &EventCells<'_>) -> Result<Option<Sign>, Problem> {
        let Some(sign) = cells.amount.map(|cell| cell.sign).filter(|sign| !sign.is_empty()) else { return Ok(None) };
        let wrong = || Problem::new(Code::BadAmount, None, format!("{} is not the sign of a currency", quoted(sign)));
        self.builder.keep_sign(sign).map(Some).ok_or_else(wrong)
    }

    fn file(&self) -> u16 {
        u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX)
    }

    /// Is the event to be counted? Warns of those that were, or may have been, seen before.
    fn is_new(&mut self, cells: &EventCells<'_>, print: Option<Fingerprint>, row: Raw<'_>, sheet: &Sheet, report: &mut Report) -> bool {
        let file = self.file();
        let spot = RowSpot::new(file, row.line);
        let name = |spot: RowSpot| match self.files.get(usize::from(spot.file)) {
            Some(name) if spot.file != file => format!("{name}:{}", spot.line()),
            _ => format!("line {}", spot.line()),
        };
        if cells.id.is_empty() {
            if let Some(first) = print.and_then(|print| self.rows.first(print, spot)) {
                let message = format!("the row is equal to {} in every column: both count", name(first));
                let hint = "delete one if it is the same event; otherwise give each row an `id`";
                warn(Code::DuplicateRow, message, hint, cells, row, sheet, report);
            }
            return true;
        }
        let first = self.ids.first_id(cells.id, || print.unwrap_or_else(|| Fingerprint::of_text(cells.id)), spot);
        let known = match first {
            None => None,
            Some(first) if self.builder.told(usize::from(first.file), first.line()) == Some(told(cells)) => Some(first),
            Some(_) => self.identified.find_print(identity(cells)),
        };
        if first.is_some() || self.wanted.is_some() || cells.kind == EventType::Undo {
            self.identified.first(identity(cells), spot);
        }
        if let Some(known) = known {
            let message = format!("the event {} was read before ({}) and counts only once", quoted(cells.id), name(known));
            let hint = "delete the row, or give it another id if it is another event";
            warn(Code::RepeatedEvent, message, hint, cells, row, sheet, report);
        } else if let Some(first) = first {
            let message = format!("the id {} is also the id of another event ({}): both count", quoted(cells.id), name(first));
            let hint = "give each event its own id, so that repeated rows count once";
            warn(Code::SharedId, message, hint, cells, row, sheet, report);
        }
        known.is_none()
    }

    fn add(&mut self, cells: &EventCells<'_>, sign: Option<Sign>, line: u32) {
        if cells.kind == EventType::Undo {
            let target = self.ids.find(cells.reference);
            let own = RowSpot::new(self.file(), line);
            return target.into_iter().for_each(|target| self.undos.add(Undo { own, target }));
        }
        // What does not arrive at an address is known on whichever invoice the row stands.
        let is_of_an_address = matches!(cells.kind, EventType::Bounce | EventType::OptOut) && !cells.address.is_empty();
        if let Some(wanted) = self.wanted.as_ref().filter(|_| !is_of_an_address)
            && !(if cells.invoice.is_empty() { wanted.customers.contains(cells.customer) } else { wanted.invoices.contains(cells.invoice) })
        {
            return;
        }
        let Some(kind) = self.kind(cells) else { return };
        let sequence = match cells.invoice {
            "" => self.builder.add_to_customer(cells.customer, cells.date, line, kind),
            invoice => self.builder.add_to_invoice(invoice, cells.date, line, kind),
        };
        if !cells.invoice.is_empty() {
            self.builder.beside(sequence, cells.customer);
        }
        if let Some(cell) = cells.amount {
            if let Some(decimals) = cell.decimals {
                self.builder.decimals(sequence, decimals);
            }
            if let Some(sign) = sign {
                self.builder.sign(sequence, sign);
            }
        }
        let named = cells.amount.map_or(cells.currency, |cell| cell.currency);
        if let Some(currency) = named.filter(|_| cells.kind.has_amount()) {
            self.builder.currency(sequence, currency);
        }
        if self.keep_notes {
            self.builder.note(sequence, cells.by, cells.note);
        }
    }

    /// What happened. Cells that a type needs were checked before.
    fn kind(&mut self, cells: &EventCells<'_>) -> Option<Kind> {
        let builder = &mut self.builder;
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
                Kind::Touch { channel: cells.channel?, stage: text(builder, cells.stage), reference }
            }
            EventType::Escalate => Kind::Escalate { stage: builder.text(cells.stage) },
            EventType::Extend => Kind::Extend { until: cells.until? },
            EventType::Bounce => Kind::Bounce { address: builder.text(cells.address) },
            EventType::OptOut => Kind::OptOut { channel: cells.channel, address: text(builder, cells.address), until: cells.until },
            EventType::Undo => return None,
            EventType::Note => Kind::Note { reference: (!cells.reference.is_empty()).then(|| builder.reference(cells.reference, invoice)) },
        })
    }
}

/// Warns of a row, which is about its invoice or customer.
fn warn(code: Code, message: String, hint: &str, cells: &EventCells<'_>, row: Raw<'_>, sheet: &Sheet, report: &mut Report) {
    let subject = match cells.invoice {
        "" => FindingSubject::Customer(cells.customer.to_owned()),
        invoice => FindingSubject::Invoice(invoice.to_owned()),
    };
    report.odd_row(sheet, row, &Problem::new(code, None, message).hint(hint).about(subject));
}

/// What an event with an id is beside that: its type, and the id of the invoice or customer that it names.
fn told<'c>(cells: &EventCells<'c>) -> (&'static str, Cow<'c, str>, bool) {
    let is_customer = cells.invoice.is_empty();
    (cells.kind.name(), Cow::Borrowed(if is_customer { cells.customer } else { cells.invoice }), is_customer)
}

/// All of that in one.
fn identity(cells: &EventCells<'_>) -> Fingerprint {
    let (kind, named, is_customer) = told(cells);
    let whose = if is_customer { "customer" } else { "invoice" };
    Fingerprint::of_row(0, [cells.id, kind, whose, &*named].map(str::as_bytes).into_iter())
}

fn text(builder: &mut EventsBuilder, text: &str) -> Option<crate::ledger::TextId> {
    (!text.is_empty()).then(|| builder.text(text))
}
