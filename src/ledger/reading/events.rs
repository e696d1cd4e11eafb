//! Reading events: files one after the other, of each file the blocks in any order; what of them counts is settled when all are read.

use super::blocks::{Blocks, Broken, RowBlock};
use super::event_batch::{EventParser, EventShare};
use super::faults::Faults;
use super::format::Format;
use super::report::{BadRows, Report};
use super::row::Problem;
use super::rows::{Next, Parts, Rows};
use super::seen::{Seen, SeenAgain};
use super::sheet::Sheet;
use crate::finding::{Code, FindingSubject, quoted};
use crate::ledger::{Events, EventsBuilder};
use crate::store::{Executor, Sequential};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, ErrorKind, Read};

/// Reads files of events, in the order in which their events are to count.
#[derive(Clone, Default)]
pub struct EventReader {
    builder: EventsBuilder,
    keep_notes: bool,
    /// Only these events are kept; all where there is none.
    wanted: Option<Wanted>,
    seen: Seen,
    count: u64,
    /// Up to this place in the order of the files it is settled what counts.
    settled: u32,
}

/// The invoices and customers whose events are wanted, where those of others are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub invoices: BTreeSet<String>,
    /// Ids of customers, for events that name no invoice.
    pub customers: BTreeSet<String>,
}

/// What somebody should know of a row that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Oddity {
    Repeated { first: u32 },
    Shared { first: u32 },
    Doubled { first: u32 },
    NoMoney,
    NothingToUndo,
}

/// A file that was read, until it is settled which of its rows count.
pub struct EventFile {
    sheet: Sheet,
    faults: Faults,
    broken: Option<Broken>,
}

impl EventReader {
    /// Nothing read yet. Who said what (`by`, `note`) is kept only where it will be shown.
    pub fn new(keep_notes: bool) -> EventReader {
        EventReader { keep_notes, ..EventReader::default() }
    }

    /// Keeps only some events. All are read and checked, and their ids are known.
    #[must_use]
    pub fn only(self, wanted: Wanted) -> EventReader {
        EventReader { wanted: Some(wanted), ..self }
    }

    /// Reads a file, which is no longer compressed, under the name that the user gave. What cannot be read is told in the report.
    pub fn read(&mut self, mut input: impl Read, file: &str, format: &Format, report: &mut Report) {
        let mut bytes = Vec::new();
        // What was read before the fault counts, and the fault is met again.
        let fault = input.read_to_end(&mut bytes).err().map(|error| (error.kind(), error.to_string()));
        let again = || Cursor::new(&bytes).chain(Failing(fault.clone()));
        self.begin_file(file);
        let Some((blocks, parser)) = EventParser::open(again(), file, format, report) else { return };
        let mut share = self.share(&parser, report.bad_rows());
        read_blocks(blocks, &mut share);
        let read = self.take(&parser, vec![share]);
        self.settle(vec![read], &Sequential, report, |_| Some((again(), format.clone())));
    }

    /// A row about this customer was skipped in another file.
    pub fn skipped(&mut self, customer: &str) {
        self.builder.skipped("", customer);
    }

    /// The blocks that follow are of this file.
    pub fn begin_file(&mut self, file: &str) {
        self.builder.begin_source(file);
    }

    /// What one thread reads of the current file.
    pub fn share(&self, parser: &EventParser, bad_rows: BadRows) -> EventShare {
        EventShare::new(parser.clone(), self.builder.beside(), bad_rows, self.keep_notes, self.wanted.clone())
    }

    /// Takes over what was read of the current file.
    pub fn take(&mut self, parser: &EventParser, shares: Vec<EventShare>) -> EventFile {
        let mut file = EventFile { sheet: parser.sheet.clone(), faults: Faults::default(), broken: None };
        for share in shares {
            self.builder.join(share.builder);
            self.seen.join(share.seen);
            self.count += share.count;
            file.faults.join(share.faults);
            file.broken = file.broken.or(share.broken);
        }
        file
    }

    /// Settles which rows of the files read since the last time count, and tells what is wrong with them. `again` opens a file, by its
    /// name, that has rows which must be looked at once more.
    pub fn settle<R: Read>(
        &mut self,
        files: Vec<EventFile>,
        executor: &dyn Executor,
        report: &mut Report,
        mut again: impl FnMut(&str) -> Option<(R, Format)>,
    ) {
        let seen = self.seen.again(executor);
        let odd = self.oddities(&seen, report);
        for EventFile { sheet, mut faults, broken } in files {
            let name = sheet.file.clone();
            let placed = odd.iter().map(|(sequence, odd)| (self.builder.source_of(*sequence), odd));
            let own: BTreeMap<u32, &[Oddity]> =
                placed.filter(|((file, _), _)| *file == name).map(|((_, line), odd)| (line, odd.as_slice())).collect();
            if !own.is_empty()
                && let Some((input, format)) = again(&name)
            {
                self.look_again(input, &name, &format, &own, &mut faults, report);
            }
            faults.tell(&sheet, report);
            if let Some(broken) = broken {
                sheet.broken(broken, report);
            }
        }
        self.count -= seen.nothing_to_undo.iter().filter(|row| **row > self.settled).count() as u64;
        let repeated = seen.repeated.iter().map(|(row, _)| *row);
        self.builder.take_out(repeated.chain(seen.taken_back));
        self.settled = self.builder.last();
    }

    /// What is to be told of rows that are not settled yet: as many as are shown.
    fn oddities(&self, seen: &SeenAgain, report: &mut Report) -> BTreeMap<u32, Vec<Oddity>> {
        let mut odd: BTreeMap<u32, Vec<Oddity>> = BTreeMap::new();
        let mut tell = |code: Option<Code>, rows: Vec<(u32, Oddity)>| {
            let mut new: Vec<(u32, Oddity)> = rows.into_iter().filter(|(row, _)| *row > self.settled).collect();
            if let Some(code) = code {
                let room = report.room(code).min(new.len());
                report.more_warnings(code, new.len() - room);
                new.truncate(room);
            }
            new.into_iter().for_each(|(row, oddity)| odd.entry(row).or_default().push(oddity));
        };
        let mut zero = self.seen.zero.clone();
        zero.sort_unstable();
        zero.retain(|row| seen.repeated.binary_search_by_key(row, |(repeated, _)| *repeated).is_err());
        let each = |rows: &[(u32, u32)], oddity: fn(u32) -> Oddity| rows.iter().map(|(row, first)| (*row, oddity(*first))).collect();
        tell(Some(Code::RepeatedEvent), each(&seen.repeated, |first| Oddity::Repeated { first }));
        tell(Some(Code::SharedId), each(&seen.shared, |first| Oddity::Shared { first }));
        tell(Some(Code::DuplicateRow), each(&seen.doubled, |first| Oddity::Doubled { first }));
        tell(Some(Code::NoMoney), zero.into_iter().map(|row| (row, Oddity::NoMoney)).collect());
        tell(None, seen.nothing_to_undo.iter().map(|row| (*row, Oddity::NothingToUndo)).collect());
        odd
    }

    /// Looks at some rows of a file once more, by their lines, and tells what is odd about them.
    fn look_again(
        &mut self,
        input: impl Read,
        file: &str,
        format: &Format,
        odd: &BTreeMap<u32, &[Oddity]>,
        faults: &mut Faults,
        report: &mut Report,
    ) {
        let Some((mut blocks, mut parser)) = EventParser::open(input, file, format, &mut Report::default()) else { return };
        let (mut block, mut parts, mut left) = (RowBlock::default(), Parts::default(), odd.len());
        while left > 0 && blocks.next(&mut block) {
            if odd.range(block.line..blocks.line()).next().is_none() {
                continue;
            }
            let mut rows = Rows::new(&block, &mut parts, parser.sheet.delimiter, parser.sheet.encoding);
            while left > 0
                && let Next::Row(row) = rows.next()
            {
                let Some(odd) = odd.get(&row.raw.line) else { continue };
                left -= 1;
                let (sheet, reference) = (parser.sheet.clone(), parser.layout.reference_field());
                let Some(cells) = parser.cells(row, &mut Vec::new()) else { continue };
                let subject = match cells.invoice {
                    "" => FindingSubject::Customer(cells.customer.to_owned()),
                    invoice => FindingSubject::Invoice(invoice.to_owned()),
                };
                for oddity in *odd {
                    let (code, message, hint) = self.told(*oddity, file, cells.id, cells.reference, cells.kind.name());
                    if *oddity == Oddity::NothingToUndo {
                        faults.add(row.raw, vec![Problem::new(code, reference, message).hint(hint)]);
                        if report.skips_bad_rows() {
                            self.builder.skipped(cells.invoice, cells.customer);
                        }
                        continue;
                    }
                    report.odd_row(&sheet, row.raw, &Problem::new(code, None, message).hint(hint).about(subject.clone()));
                }
            }
        }
    }

    fn told(&self, oddity: Oddity, file: &str, id: &str, reference: &str, kind: &str) -> (Code, String, &'static str) {
        let place = |sequence: u32| match self.builder.source_of(sequence) {
            (other, line) if other != file => format!("{other}:{line}"),
            (_, line) => format!("line {line}"),
        };
        let id = || quoted(id);
        match oddity {
            Oddity::Repeated { first } => {
                let message = format!("the event {} was read before ({}) and counts only once", id(), place(first));
                (Code::RepeatedEvent, message, "delete the row, or give it another id if it is another event")
            }
            Oddity::Shared { first } => {
                let message = format!("the id {} is also the id of another event ({}): both count", id(), place(first));
                (Code::SharedId, message, "give each event its own id, so that repeated rows count once")
            }
            Oddity::Doubled { first } => {
                let message = format!("the row is equal to {} in every column: both count", place(first));
                (Code::DuplicateRow, message, "delete one if it is the same event; otherwise give each row an `id`")
            }
            Oddity::NoMoney => (Code::NoMoney, format!("the {kind} is of 0: it changes nothing"), "delete the row, or correct its amount"),
            Oddity::NothingToUndo => {
                let message = format!("no earlier row has the id {}: nothing is taken back", quoted(reference));
                (Code::NothingToUndo, message, "correct the ref: it must be the `id` of a row before the undo")
            }
        }
    }

    /// How many rows were read, those included that an event's id shows to be repeated.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Has a row that was read this id?
    pub fn has_id(&self, id: &str) -> bool {
        self.seen.has_id(id)
    }

    /// The events of all files, without those that were taken back.
    pub fn finish(self) -> Events {
        self.finish_by(&Sequential)
    }

    /// The same, with an executor for what can be done at once.
    pub fn finish_by(self, executor: &dyn Executor) -> Events {
        // No row follows that could be one of them, and their memory is needed.
        drop(self.seen);
        self.builder.finish_by(executor)
    }
}

fn read_blocks<R: Read>(mut blocks: Blocks<R>, share: &mut EventShare) {
    let mut block = RowBlock::default();
    while !share.is_over() && blocks.next(&mut block) {
        share.read(&mut block);
    }
}

/// Fails once more as reading did before, if it did.
struct Failing(Option<(ErrorKind, String)>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.clone().map_or(Ok(0), |(kind, error)| Err(io::Error::new(kind, error)))
    }
}
