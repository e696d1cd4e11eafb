//! The book after an export: its rows go by as bytes, and only those of which something changed are taken apart.

mod overview;

use super::book::{BOOK_COLUMNS, BookHead, FIRST_COLUMNS};
use super::book_rows::{BookLayout, push_raw, push_text};
use super::cells::CellRows;
use super::changes::{LostMoney, SyncChangeKind, SyncChanges};
use super::comparison::{Comparison, GoneAs, LastSeen, NowSeen, compare};
use super::doubts::{ExportDoubts, is_part};
use super::export::{Export, ExportShare, ShownInvoice};
use super::known::{KnownInvoice, KnownInvoices};
use super::left_out_invoices::LeftOutInvoices;
use super::new_book::NewBook;
use super::telling::{RowSubject, SyncTold};
use crate::calendar::Day;
use crate::money::{Balance, Currency};
use crate::spreadsheet::unguarded;
use memchr::{memchr_iter, memrchr_iter};
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};

/// Where the cells of a row stand that `sync` changes.
const CURRENCY: usize = 4;
const ISSUE_DATE: usize = 5;
const OPEN_AMOUNT: usize = 7;
const OPEN_ON: usize = 8;
/// The same of [`BOOK_COLUMNS`].
const LAST_SEEN: usize = 1;
const GONE_ON: usize = 2;
const LAST_DUE: usize = 3;
const LAST_AMOUNT: usize = 4;
const LAST_OPEN: usize = 5;

/// An export that was compared with the book, and how what came of it is written.
pub struct Rewriting<'k> {
    known: &'k KnownInvoices,
    layout: BookLayout,
    day: Day,
    /// As the book has it.
    day_text: String,
    gone: GoneAs,
    left_out: LeftOutInvoices,
    /// The columns by which the workflow chooses.
    matched: Vec<String>,
    share: ExportShare,
    listed: HashMap<u32, ShownInvoice>,
    /// A bit for each row of the book: is it in `listed`?
    is_listed: Vec<u64>,
}

/// What an export does to the book, before any row of it is looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeseenBook {
    /// How many events will be written.
    pub events: u64,
    /// Will any row be other than before, but for the day on which it was last seen?
    pub any_change: bool,
}

impl<'k> Rewriting<'k> {
    pub fn new(export: Export<'k>, mut share: ExportShare, gone: GoneAs, matched: Vec<String>) -> Rewriting<'k> {
        let mut is_listed = vec![0; share.seen.len()];
        share.listed.iter().for_each(|(row, _)| is_listed[*row as usize / 64] |= 1 << (row % 64));
        let listed = std::mem::take(&mut share.listed).into_iter().collect();
        share.new.sort_unstable_by_key(|(block, _)| *block);
        let Export { known, layout, day, .. } = export;
        let left_out = LeftOutInvoices::default();
        Rewriting { known, layout, day, day_text: day.to_string(), gone, left_out, matched, share, listed, is_listed }
    }

    /// The same for an export with invoices that the project leaves out.
    #[must_use]
    pub fn with_left_out(self, left_out: LeftOutInvoices) -> Rewriting<'k> {
        Rewriting { left_out, ..self }
    }

    /// What will be written, without the texts.
    pub fn foreseen(&self) -> ForeseenBook {
        let mut foreseen = ForeseenBook { events: 0, any_change: self.share.new_count > 0 };
        for (row, known) in (0..).zip(&self.known.list) {
            if let Some((_, found)) = self.compared(row, known) {
                foreseen.events += found.events.len() as u64;
                let differs = self.listed.get(&row).is_none_or(|shown| shown.texts.is_some() || shown.differs_from(known));
                foreseen.any_change |= differs;
            }
        }
        foreseen
    }

    /// What comes of an invoice of which something may have changed; nothing of the others.
    fn compared(&self, row: u32, known: &KnownInvoice) -> Option<(NowSeen, Comparison)> {
        let now = if self.is_seen(row) {
            let shown = if has(&self.is_listed, row) { self.listed.get(&row)? } else { return None };
            let amount = shown.amount.map_or(known.last_seen().amount, Balance::from);
            NowSeen::Listed { amount, open: shown.open.into(), due: shown.due, paid_on: shown.paid_on }
        } else if known.gone {
            return None;
        } else {
            NowSeen::Gone
        };
        let elsewhere = self.known.elsewhere.get(&row).copied().unwrap_or_default();
        let gone = self.left_out.0.get(&row).map_or(self.gone, |(gone, _)| *gone);
        Some((now, compare(&known.last_seen(), &now, &elsewhere, self.day, gone)))
    }

    fn is_seen(&self, row: u32) -> bool {
        has(&self.share.seen, row)
    }

    /// Writes the book without its header. `old` is the book as it was, with its head.
    ///
    /// # Errors
    ///
    /// What reading or writing says; and a book that is not the one that was compared.
    pub fn write(&self, old: Option<(impl Read, BookHead)>, out: &mut dyn Write) -> io::Result<NewBook<'_>> {
        let (changes, doubts) = (SyncChanges::default(), ExportDoubts::default());
        let mut told = SyncTold { changes, sums: self.known.sums(), doubts, left: Vec::new() };
        for (_, known) in (0..).zip(&self.known.list).filter(|(row, _)| self.is_seen(*row)) {
            let LastSeen { open, amount, .. } = known.last_seen();
            told.doubts.listed += u64::from(open != 0);
            told.doubts.partly_paid += u64::from(is_part(open, amount));
        }
        if let Some((old, head)) = old {
            self.old_rows(BufReader::with_capacity(1 << 17, old), &head, &mut told, out)?;
        }
        told.sums.join(&self.share.sums);
        for (_, rows) in &self.share.new {
            out.write_all(rows)?;
        }
        let header = self.layout.header(&BookHead { day: self.day, number: 1, rows: 0, file: None });
        let SyncTold { changes, sums, doubts, left } = told;
        Ok(NewBook { changes, sums, doubts, left, new: self.share.new_count, header, new_rows: &self.share.new })
    }

    /// The header of the book that is written.
    pub fn header(&self, head: &BookHead) -> Vec<u8> {
        self.layout.header(head)
    }

    fn old_rows(&self, mut old: impl BufRead, head: &BookHead, told: &mut SyncTold, out: &mut dyn Write) -> io::Result<()> {
        let mut header = Vec::new();
        old.read_until(b'\n', &mut header)?;
        let is_ours = header == self.layout.header(head);
        let mut cells: Vec<String> = Vec::new();
        let (mut count, mut made) = (0, Vec::new());
        if is_ours {
            let mut row = Vec::new();
            while next_row(&mut old, &mut row)? {
                made.clear();
                self.push_row(count, &row, &mut cells, told, &mut made)?;
                out.write_all(&made)?;
                count += 1;
            }
        } else {
            // Somebody else has saved it, or it gets more columns: each row is taken apart.
            let whole = header.chain(old);
            let mut rows = CellRows::new(whole);
            let names: Vec<String> = rows.next()?.into_iter().flatten().map(str::to_owned).collect();
            let wanted = head.to_string();
            let places: Vec<Option<usize>> = self.layout.names(&wanted).map(|name| names.iter().position(|found| found == name)).collect();
            while let Some(row) = rows.next()? {
                let row: Vec<&str> = row.collect();
                cells.clear();
                cells.extend(places.iter().map(|place| place.and_then(|place| row.get(place)).copied().unwrap_or_default().to_owned()));
                made.clear();
                self.push_cells(count, &mut cells, told, &mut made)?;
                out.write_all(&made)?;
                count += 1;
            }
        }
        if count as usize == self.known.len() { Ok(()) } else { Err(changed_meanwhile()) }
    }

    /// Adds a row as it stands in the file, or what comes of it.
    fn push_row(&self, row: u32, bytes: &[u8], cells: &mut Vec<String>, told: &mut SyncTold, out: &mut Vec<u8>) -> io::Result<()> {
        let known = self.known.list.get(row as usize).ok_or_else(changed_meanwhile)?;
        let is_seen = self.is_seen(row);
        // Money that came in elsewhere after an invoice has left the exports is told.
        let is_told = || self.known.elsewhere.get(&row).is_some_and(|found| found.ahead != 0);
        let is_as_it_was = if is_seen { !has(&self.is_listed, row) } else { known.gone && !is_told() };
        if is_as_it_was && (!is_seen || push_with_last_seen(bytes, self.day_text.as_bytes(), out)) {
            if !is_seen {
                out.extend_from_slice(bytes);
            }
            self.note_elsewhere(row, bytes, told);
            return Ok(());
        }
        cells.clear();
        cells.extend(CellRows::new(bytes).next()?.into_iter().flatten().map(str::to_owned));
        self.push_cells(row, cells, told, out)
    }

    /// What other files say beside an export that did not change counts in the sums all the same.
    fn note_elsewhere(&self, row: u32, bytes: &[u8], told: &mut SyncTold) {
        let (less, lost) = (self.less_elsewhere(row), self.lost(row));
        if less == 0 && lost.is_none() {
            return;
        }
        let mut cells = CellRows::new(bytes);
        let Ok(Some(cells)) = cells.next() else { return };
        let cells: Vec<&str> = cells.take(CURRENCY + 1).collect();
        let Some(currency) = cells.get(CURRENCY).and_then(|code| Currency::from_code(code)) else { return };
        told.sums.of(currency).elsewhere += less;
        told.changes.lost.extend(lost.map(|lost| LostMoney { invoice: unguarded(cells[0]).to_owned(), currency, ..lost }));
    }

    /// Money that does not count, of an invoice that this export has open as it was first seen; its id and currency are to be put in.
    fn lost(&self, row: u32) -> Option<LostMoney> {
        let (known, found) = (&self.known.list[row as usize], self.known.elsewhere.get(&row)?);
        let open = self.listed.get(&row).map_or(known.open, |shown| shown.open);
        let is_open_as_it_was = found.lost > 0 && self.is_seen(row) && !known.gone && open == known.open;
        let (invoice, currency) = (String::new(), Currency::from_number(known.currency_number())?);
        is_open_as_it_was.then_some(LostMoney { invoice, currency, amount: found.lost, newest: found.lost_on?, first: known.contained? })
    }

    /// Is this an export of the day on which the invoice was first seen? Money of that day does not count beside it.
    fn is_first_day(&self, row: u32) -> bool {
        self.known.list[row as usize].contained.is_some_and(|contained| contained >= self.day)
    }

    /// By how much other files say that less is open on an invoice than the last export said.
    fn less_elsewhere(&self, row: u32) -> Balance {
        if self.is_first_day(row) {
            return 0;
        }
        self.known.elsewhere.get(&row).map_or(0, |found| found.ahead - found.own_fees)
    }

    /// Adds a row by its cells, which are in the order of the layout and as they stand in the file.
    fn push_cells(&self, row: u32, cells: &mut [String], told: &mut SyncTold, out: &mut Vec<u8>) -> io::Result<()> {
        let known = self.known.list.get(row as usize).ok_or_else(changed_meanwhile)?;
        let texts = FIRST_COLUMNS.len()..FIRST_COLUMNS.len() + self.layout.texts.len();
        let currency = cells.get(CURRENCY).and_then(|code| Currency::from_code(code));
        let (Some(currency), true) = (currency, cells.len() == texts.end + BOOK_COLUMNS.len() + 1) else { return Err(changed_meanwhile()) };
        for place in [0, 1].into_iter().chain(texts.clone()) {
            cells[place] = unguarded(&cells[place]).to_owned();
        }
        let is_gone = !self.is_seen(row) && !known.gone;
        let because = self.left_out.0.get(&row).filter(|_| is_gone).map(|(_, because)| because.clone()).unwrap_or_default();
        let is_first_day = self.is_first_day(row);
        let subject = RowSubject { row, is_first_day, known, currency, invoice: cells[0].clone(), customer: cells[1].clone(), because };
        let tail = texts.end;
        match (self.compared(row, known), self.listed.get(&row)) {
            (Some((now, found)), Some(shown)) => self.list(&subject, (&now, &found), shown, cells, told),
            (Some((_, found)), None) => self.leave(&subject, &found, cells, told),
            (None, _) => {
                told.changes.lost.extend(self.lost(row).map(|lost| LostMoney { invoice: subject.invoice.clone(), currency, ..lost }));
                let less = self.less_elsewhere(row);
                let is_told = self.known.elsewhere.get(&row).is_some_and(|found| found.ahead != 0);
                told.elsewhere(&subject, 0, less, is_told);
            }
        }
        if self.is_seen(row) {
            cells[tail + LAST_SEEN].clone_from(&self.day_text);
        }
        for (place, cell) in cells.iter().enumerate() {
            if place < 2 || texts.contains(&place) { push_text(cell, out) } else { push_raw(cell, out) }
        }
        out.pop();
        out.push(b'\n');
        Ok(())
    }

    /// The invoice is in the export, and something may be different.
    fn list(
        &self,
        subject: &RowSubject<'_>,
        (now, found): (&NowSeen, &Comparison),
        shown: &ShownInvoice,
        cells: &mut [String],
        told: &mut SyncTold,
    ) {
        let RowSubject { known, currency, .. } = *subject;
        let (last, tail) = (known.last_seen(), FIRST_COLUMNS.len() + self.layout.texts.len());
        told.tell(subject, &last, now, found);
        told.changes.lost.extend(self.lost(subject.row).map(|lost| LostMoney { invoice: subject.invoice.clone(), currency, ..lost }));
        if let Some(texts) = &shown.texts {
            for (place, ((name, of_export), text)) in (FIRST_COLUMNS.len()..).zip(self.layout.texts.iter().zip(texts)) {
                if of_export.is_some() && cells[place] != *text {
                    if self.matched.contains(name) {
                        told.push(subject, SyncChangeKind::Column, name, (cells[place].clone(), text.clone()), None, 0);
                    }
                    cells[place].clone_from(text);
                }
            }
        }
        if let Some(issued) = shown.issued {
            cells[ISSUE_DATE] = issued.to_string();
        }
        let open = currency.plain(shown.open.into());
        if last.contained.is_some_and(|contained| contained >= self.day) {
            // It was first seen today: what is open at the end of the day counts.
            cells[OPEN_AMOUNT].clone_from(&open);
            cells[OPEN_ON].clone_from(&self.day_text);
        }
        cells[tail + GONE_ON].clear();
        cells[tail + LAST_DUE] = unless_same(shown.due.to_string(), &cells[2]);
        let amount = shown.amount.map_or(last.amount, Balance::from);
        cells[tail + LAST_AMOUNT] = unless_same(currency.plain(amount), &cells[3]);
        cells[tail + LAST_OPEN] = unless_same(open, &cells[OPEN_AMOUNT]);
    }

    /// The invoice has left the export.
    fn leave(&self, subject: &RowSubject<'_>, found: &Comparison, cells: &mut [String], told: &mut SyncTold) {
        let RowSubject { known, currency, .. } = *subject;
        let (last, tail) = (known.last_seen(), FIRST_COLUMNS.len() + self.layout.texts.len());
        told.tell(subject, &last, &NowSeen::Gone, found);
        let nothing = currency.plain(0);
        if last.contained.is_some_and(|contained| contained >= self.day) {
            cells[OPEN_AMOUNT].clone_from(&nothing);
        }
        cells[tail + GONE_ON].clone_from(&self.day_text);
        cells[tail + LAST_OPEN] = unless_same(nothing, &cells[OPEN_AMOUNT]);
    }
}

/// Is the bit of a row set?
fn has(bits: &[u64], row: u32) -> bool {
    bits[row as usize / 64] & 1 << (row % 64) != 0
}

/// A cell says nothing where it would say what another says.
fn unless_same(text: String, other: &str) -> String {
    if text == other { String::new() } else { text }
}

fn changed_meanwhile() -> io::Error {
    io::Error::other("the book was changed while it was read; try again")
}

/// Reads the next row, which may go over several lines, with its line break; lines with nothing on them are passed over.
fn next_row(old: &mut impl BufRead, row: &mut Vec<u8>) -> io::Result<bool> {
    row.clear();
    loop {
        let begin = row.len();
        if old.read_until(b'\n', row)? == 0 {
            if !row.is_empty() {
                row.push(b'\n');
            }
            return Ok(!row.is_empty());
        }
        if begin == 0 && matches!(row.as_slice(), b"\n" | b"\r\n") {
            row.clear();
        } else if memchr_iter(b'"', row).count().is_multiple_of(2) {
            return Ok(true);
        }
    }
}

/// Adds a row with another day in its column `last_seen`. False where its end is not written as `sync` writes it.
fn push_with_last_seen(row: &[u8], day: &[u8], out: &mut Vec<u8>) -> bool {
    let mut commas = memrchr_iter(b',', row).skip(BOOK_COLUMNS.len() - 1 - LAST_SEEN);
    let (Some(end), Some(begin)) = (commas.next(), commas.next()) else { return false };
    if end - begin != 11 || row[begin..].contains(&b'"') {
        return false;
    }
    out.extend_from_slice(&row[..=begin]);
    out.extend_from_slice(day);
    out.extend_from_slice(&row[end..]);
    true
}
