//! The log as a file: which columns it has, and the bytes that add rows to it.

use super::Entry;
use crate::ledger::reading::EVENT_COLUMNS;
use crate::spreadsheet::guarded;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The columns that hold any text, and not a number, a day or one of certain words.
const TEXTS: [&str; 9] = ["invoice_id", "customer_id", "reason", "stage", "address", "by", "note", "ref", "id"];

/// What is known of a log before rows are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSheet {
    columns: Vec<String>,
    /// Is there no header yet?
    is_new: bool,
    /// Does the last line lack its end?
    is_open: bool,
    line_end: &'static str,
    length: usize,
}

impl LogSheet {
    /// Looks at a log; one that is empty is begun.
    ///
    /// # Errors
    ///
    /// It is not a text to which rows can be added: what is wrong, and what to do.
    pub fn read(log: &[u8]) -> Result<LogSheet, String> {
        if log.starts_with(&[0x1f, 0x8b]) || log.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            return Err("it is compressed, and rows can only be added to a plain file: unpack it".to_owned());
        }
        let text = log.strip_prefix("\u{feff}".as_bytes()).unwrap_or(log);
        let new = LogSheet {
            columns: EVENT_COLUMNS.map(str::to_owned).to_vec(),
            is_new: true,
            is_open: false,
            line_end: "\n",
            length: log.len(),
        };
        if text.is_empty() {
            return Ok(new);
        }
        let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        let mut header = csv::StringRecord::new();
        match rows.read_record(&mut header) {
            Ok(true) => {}
            Ok(false) => return Err("it has no header: delete it, and it is begun anew".to_owned()),
            Err(_) => return Err("its header is not UTF-8: save it as UTF-8".to_owned()),
        }
        let first_end = text.iter().position(|byte| *byte == b'\n');
        Ok(LogSheet {
            columns: header.iter().map(|name| name.trim().to_owned()).collect(),
            is_new: false,
            is_open: !text.ends_with(b"\n") && !text.ends_with(b"\r"),
            line_end: if first_end.is_some_and(|end| text[..end].ends_with(b"\r")) { "\r\n" } else { "\n" },
            length: log.len(),
        })
    }

    /// How many bytes the log has.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Has it this column?
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// The columns that rows fill and the log does not have, in the order of a log that is begun.
    pub fn lacks<'e>(&self, entries: impl IntoIterator<Item = &'e Entry>) -> Vec<&'static str> {
        let filled: BTreeSet<&str> = entries.into_iter().flat_map(Entry::columns).collect();
        EVENT_COLUMNS.into_iter().filter(|column| filled.contains(column) && !self.has(column)).collect()
    }

    /// What is written behind the log: a header where there is none, the end of a line that lacks it, and the rows, in the order of
    /// the log's own columns. What a row says in a column that the log does not have is left out.
    pub fn addition(&self, entries: &[Entry]) -> Vec<u8> {
        let mut out = Vec::new();
        if self.is_open {
            out.extend_from_slice(self.line_end.as_bytes());
        }
        if self.is_new {
            self.write_row(self.columns.iter().map(String::as_str), &mut out);
        }
        self.write_rows(entries, &mut out);
        out
    }

    /// The rows as a file of their own, under the log's header.
    pub fn alone(&self, entries: &[Entry]) -> Vec<u8> {
        let mut out = Vec::new();
        self.write_row(self.columns.iter().map(String::as_str), &mut out);
        self.write_rows(entries, &mut out);
        out
    }

    fn write_rows(&self, entries: &[Entry], out: &mut Vec<u8>) {
        for entry in entries {
            let cells: Vec<Cow<'_, str>> = self.columns.iter().map(|column| cell(entry, column)).collect();
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

/// A text is guarded against spreadsheets, and the reader takes the guard away. A number or a word is what it is.
fn cell<'e>(entry: &'e Entry, column: &str) -> Cow<'e, str> {
    let text = entry.cell(column);
    if TEXTS.contains(&column) { guarded(text) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::ledger::reading::EventType;

    fn note() -> Entry {
        Entry::new(Day::parse("2026-03-31").unwrap(), EventType::Note).with("invoice_id", "INV-7").with("note", "=1, \"two\"\nlines")
    }

    fn after(log: &str) -> String {
        let sheet = LogSheet::read(log.as_bytes()).unwrap();
        format!("{log}{}", String::from_utf8(sheet.addition(&[note()])).unwrap())
    }

    #[test]
    fn rows_follow_the_logs_own_header() {
        assert_eq!(
            after(""),
            "date,type,invoice_id,customer_id,amount,currency,until,reason,channel,stage,address,by,note,ref,id\n\
             2026-03-31,note,INV-7,,,,,,,,,,\"'=1, \"\"two\"\"\nlines\",,\n"
        );
        let row = "\"'=1, \"\"two\"\"\nlines\",INV-7,note,2026-03-31";
        assert_eq!(after("note,invoice_id,type,date"), format!("note,invoice_id,type,date\n{row}\n"), "a line end is missing");
        let windows = "\u{feff}note, invoice_id,type,date\r\n,INV-1,note,2026-03-01";
        assert_eq!(after(windows), format!("{windows}\r\n{row}\r\n"));
    }

    #[test]
    fn what_a_log_lacks_is_told() {
        let sheet = LogSheet::read(b"date,invoice_id\n").unwrap();
        assert_eq!(sheet.lacks(&[note()]), ["type", "note"]);
        assert!(LogSheet::read(&[0x1f, 0x8b, 8, 0]).is_err() && LogSheet::read(b"\n\n").is_err() && LogSheet::read(&[0xff, 0xfe]).is_err());
    }
}
