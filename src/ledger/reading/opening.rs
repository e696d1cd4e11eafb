//! Opening a file: its header is read, and what can be wrong with the file as a whole is told.

use super::blocks::{Blocks, Broken, LONGEST_ROW, RowBlock};
use super::format::Format;
use super::report::Report;
use super::row::Row;
use super::rows::{MOST_FIELDS, Next, Parts, Rows};
use super::sheet::Sheet;
use crate::finding::{Code, Finding, Place};
use std::io::Read;

impl Sheet {
    /// Reads the header; nothing, and an error told, where there is none. The blocks are of the rows that follow.
    pub fn open<R: Read>(input: R, file: &str, format: &Format, report: &mut Report) -> Option<(Sheet, Blocks<R>)> {
        let mut blocks = Blocks::new(input, format.delimiter);
        let mut sheet = Sheet::without_header(file, format);
        let mut block = RowBlock::default();
        let mut parts = Parts::default();
        while blocks.next(&mut block) {
            let mut rows = Rows::new(&block, &mut parts, format.delimiter, format.encoding);
            if block.line == 1 && begins_with_a_word_to_excel(&block.bytes) {
                rows.next();
            }
            match rows.next() {
                Next::Row(row) => {
                    sheet.take_header(&row, report)?;
                    let behind = rows.behind();
                    blocks.put_back(block, behind);
                    return Some((sheet, blocks));
                }
                Next::Broken(broken) => {
                    sheet.broken(broken, report);
                    return None;
                }
                Next::End => {}
            }
            if let Some(broken) = block.broken.take() {
                sheet.broken(broken, report);
                return None;
            }
        }
        let finding = Finding::new(Code::UnreadableFile, "the file is empty: it needs a header row with the names of its columns");
        report.add(finding.at(Place::line(file, 1)));
        None
    }

    fn take_header(&mut self, row: &Row<'_>, report: &mut Report) -> Option<()> {
        self.header = row.raw.bytes.to_vec();
        self.header_line = row.raw.line;
        if let Some(flaw) = row.flaw {
            let problem = self.flaw(flaw);
            let finding = Finding::new(Code::UnreadableFile, problem.message).at(self.header_place(problem.field));
            report.add(Finding { hint: problem.hint, ..finding });
            return None;
        }
        self.names = (0..row.len()).map(|index| row.field(index).to_owned()).collect();
        Some(())
    }

    /// Tells why nothing more can be read.
    pub fn broken(&self, broken: Broken, report: &mut Report) {
        let (code, message, hint, place) = match broken {
            Broken::Io { line, error } => {
                let message = format!("reading failed here, the rest of the file is missing: {error}");
                (Code::UnreadableFile, message, None, Place::line(&self.file, line))
            }
            Broken::TooLong { line } => {
                let message = format!("the row is longer than {} MiB or has more than {MOST_FIELDS} fields", LONGEST_ROW >> 20);
                (
                    Code::MalformedRow,
                    message,
                    Some("a quotation mark that is never closed is the usual cause"),
                    Place::line(&self.file, line),
                )
            }
            Broken::Unclosed { line, column } => {
                let message = "the quotation mark is never closed: everything after it is in one field".to_owned();
                let place = Place { column, width: 1, ..Place::line(&self.file, line) };
                (Code::MalformedRow, message, Some("close it, or write it twice if it belongs to the text"), place)
            }
            Broken::Foreign(kind) => {
                let hint = "export it as CSV in UTF-8; compressed files are known by .gz or .zst at the end of their names";
                (Code::UnreadableFile, format!("the file is {kind}, not CSV"), Some(hint), Place::line(&self.file, 1))
            }
        };
        let finding = Finding::new(code, message).at(place);
        report.add(Finding { hint: hint.map(str::to_owned), ..finding });
    }
}

/// Is the first line `sep=;`? It tells Excel the delimiter, which is said elsewhere here, and is no header.
pub(super) fn begins_with_a_word_to_excel(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let bare = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    matches!(bare, [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', _])
}
