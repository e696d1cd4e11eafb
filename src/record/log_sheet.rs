//! The log as a file: which columns it has, and the bytes that add rows to it.

use super::Entry;
use crate::ledger::reading::{LOG_COLUMNS, MORE_COLUMNS};
use crate::spreadsheet::guarded;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// The columns that hold any text, and not a number, a day or one of certain words.
const TEXTS: [&str; 10] = ["invoice_id", "customer_id", "reason", "stage", "address", "by", "note", "ref", "id", "outcome"];

/// What becomes of a log's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogChange {
    /// So many of them stay, from the first.
    pub keep: usize,
    pub bytes: Vec<u8>,
}

/// What is known of a log before rows are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSheet<'l> {
    log: &'l [u8],
    columns: Vec<String>,
    /// Where the header begins and ends, its line break left out. Nothing where there is none yet.
    header: Option<Range<usize>>,
    line_end: &'static str,
}

impl<'l> LogSheet<'l> {
    /// Looks at a log; one that is empty is begun.
    /// Error: it is not a text to which rows can be added: what is wrong, and what to do.
    pub fn read(log: &'l [u8]) -> Result<LogSheet<'l>, String> {
        if log.starts_with(&[0x1f, 0x8b]) || log.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            return Err("it is compressed, but rows can only be added to a plain file: unpack it".to_owned());
        }
        let begin = table(log);
        let text = &log[begin..];
        if text.is_empty() {
            return Ok(LogSheet { log, columns: LOG_COLUMNS.map(str::to_owned).to_vec(), header: None, line_end: "\n" });
        }
        let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        let mut header = csv::ByteRecord::new();
        if !rows.read_byte_record(&mut header).unwrap_or(false) {
            return Err("it has no header: delete it, then a new one is written".to_owned());
        }
        let columns = csv::StringRecord::from_byte_record(header).map_err(|_| "its header is not UTF-8: save it as UTF-8".to_owned())?;
        let place = columns.position().map_or(0, |position| position.byte() as usize);
        let header = without_breaks(text, place..rows.position().byte() as usize);
        Ok(LogSheet {
            log,
            columns: columns.iter().map(|name| name.trim().to_owned()).collect(),
            line_end: if text[header.end..].starts_with(b"\r\n") { "\r\n" } else { "\n" },
            header: Some(begin + header.start..begin + header.end),
        })
    }

    /// How many bytes the log has.
    pub fn length(&self) -> usize {
        self.log.len()
    }

    /// The columns that rows fill and the log does not have, in the order of a log that is begun.
    fn lacks(&self, entries: &[Entry]) -> Vec<&'static str> {
        let filled: BTreeSet<&str> = entries.iter().flat_map(Entry::columns).collect();
        let all = LOG_COLUMNS.into_iter().chain(MORE_COLUMNS);
        all.filter(|column| filled.contains(column) && !self.columns.iter().any(|name| name == column)).collect()
    }

    /// The log with these rows at its end, in the order of its own columns. Where it has no header one is written; where rows say something in a
    /// column that it does not have, the column is added to it, with an empty cell in each row that is there.
    pub fn change(&self, entries: &[Entry]) -> LogChange {
        let lacks = self.lacks(entries);
        let mut bytes = Vec::new();
        let keep = match &self.header {
            Some(header) if !lacks.is_empty() => {
                self.widen(header, &lacks, &mut bytes);
                0
            }
            _ => self.length(),
        };
        if self.header.is_some() && !self.log.ends_with(b"\n") && !self.log.ends_with(b"\r") {
            bytes.extend_from_slice(self.line_end.as_bytes());
        }
        let columns = self.columns_with(&lacks);
        if self.header.is_none() {
            self.write_row(columns.iter().copied(), &mut bytes);
        }
        self.write_rows(entries, &columns, &mut bytes);
        LogChange { keep, bytes }
    }

    /// The rows as a file of their own, under the header that the log then has.
    pub fn alone(&self, entries: &[Entry]) -> Vec<u8> {
        let columns = self.columns_with(&self.lacks(entries));
        let mut out = Vec::new();
        self.write_row(columns.iter().copied(), &mut out);
        self.write_rows(entries, &columns, &mut out);
        out
    }

    fn columns_with<'c>(&'c self, more: &[&'c str]) -> Vec<&'c str> {
        self.columns.iter().map(String::as_str).chain(more.iter().copied()).collect()
    }

    /// The log as it is, with more columns. No other byte of it is changed.
    fn widen(&self, header: &Range<usize>, more: &[&str], out: &mut Vec<u8>) {
        out.extend_from_slice(&self.log[..header.end]);
        more.iter().for_each(|column| out.extend_from_slice(format!(",{column}").as_bytes()));
        let rows = &self.log[header.end..];
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(rows);
        let (mut record, mut copied) = (csv::ByteRecord::new(), 0);
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            let begin = record.position().map_or(copied, |position| position.byte() as usize);
            let row = without_breaks(rows, begin..reader.position().byte() as usize);
            out.extend_from_slice(&rows[copied..row.end]);
            out.extend(more.iter().map(|_| b','));
            copied = row.end;
        }
        out.extend_from_slice(&rows[copied..]);
    }

    fn write_rows(&self, entries: &[Entry], columns: &[&str], out: &mut Vec<u8>) {
        for entry in entries {
            let cells: Vec<Cow<'_, str>> = columns.iter().map(|column| cell(entry, column)).collect();
            self.write_row(cells.iter().map(AsRef::as_ref), out);
        }
    }

    fn write_row<'c>(&self, cells: impl Iterator<Item = &'c str>, out: &mut Vec<u8>) {
        let terminator = if self.line_end == "\r\n" { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut row = csv::WriterBuilder::new().terminator(terminator).from_writer(out);
        // Writing to memory cannot fail.
        let _ = row.write_record(cells).and_then(|()| Ok(row.flush()?));
    }
}

/// Where the table of a file begins: behind a byte order mark, and behind a first line `sep=,`, which is for Excel.
pub(super) fn table(log: &[u8]) -> usize {
    let mark = if log.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    let is_word = log[mark..].get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"sep="));
    let line = log[mark..].iter().position(|byte| *byte == b'\n').filter(|_| is_word);
    mark + line.map_or(0, |end| end + 1)
}

/// The bytes of a row without the line breaks around them.
fn without_breaks(text: &[u8], row: Range<usize>) -> Range<usize> {
    let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let begin = row.start + text[row.clone()].iter().take_while(|byte| is_break(byte)).count();
    let breaks = text[begin..row.end].iter().rev().take_while(|byte| is_break(byte)).count();
    begin..row.end - breaks
}

/// A text is guarded against spreadsheets, and the reader takes the guard away. A number or a word is what it is.
fn cell<'e>(entry: &'e Entry, column: &str) -> Cow<'e, str> {
    let text = entry.cell(column);
    if TEXTS.contains(&column) { guarded(text) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests;
