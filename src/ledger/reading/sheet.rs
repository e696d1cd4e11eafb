//! A file with its header: which columns it has, and what can be wrong with it as a whole.

use super::blocks::{Block, Blocks, Broken, LONGEST_ROW};
use super::encoding::Encoding;
use super::format::Format;
use super::place;
use super::report::{Problem, Report};
use super::row::{Flaw, Raw, Row};
use super::rows::{MOST_FIELDS, Next, Parts, Rows};
use crate::finding::{Code, Finding, Place};
use std::io::Read;

/// What is known of a file once its header is read.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub file: String,
    pub delimiter: u8,
    pub encoding: Encoding,
    /// The header as it stands in the file, and the line on which it begins.
    pub header: Vec<u8>,
    pub header_line: u32,
    /// The names of the columns.
    pub names: Vec<String>,
    /// Is it the log, whose format no project file can change?
    is_log: bool,
}

/// What is said of a log in another format, such as one that a spreadsheet has saved.
const LOG_FORMAT: &str = "the log is plain CSV: UTF-8, commas, dates such as 2026-03-31, amounts such as 1234.50; a spreadsheet that has saved it \
     may have changed that: take it from a backup, or write its cells so again, and open it there with all columns as text";

impl Sheet {
    /// Reads the header; nothing, and an error told, where there is none. The blocks are of the rows that follow.
    pub fn open<R: Read>(input: R, file: &str, format: &Format, report: &mut Report) -> Option<(Sheet, Blocks<R>)> {
        let mut blocks = Blocks::new(input, format.delimiter);
        let mut sheet = Sheet {
            file: file.to_owned(),
            delimiter: format.delimiter,
            encoding: format.encoding,
            header: Vec::new(),
            header_line: 1,
            names: Vec::new(),
            is_log: format.guarded,
        };
        let mut block = Block::default();
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
            let mut finding = Finding::new(Code::UnreadableFile, problem.message);
            finding.hint = problem.hint;
            report.add(finding.at(self.header_place(problem.field)));
            return None;
        }
        self.names = (0..row.len()).map(|index| row.field(index).to_owned()).collect();
        Some(())
    }

    /// The place of a column's name, or of the header.
    pub fn header_place(&self, field: Option<usize>) -> Place {
        let place = match field {
            Some(field) => place::of_field(Raw { line: self.header_line, bytes: &self.header }, self.delimiter, self.encoding, field),
            None => Place::line("", self.header_line),
        };
        Place { file: self.file.clone(), ..place }
    }

    /// Notes what keeps the cells of a row from being looked at.
    pub fn check(&self, row: &Row<'_>, problems: &mut Vec<Problem>) {
        if let Some(flaw) = row.flaw {
            problems.push(self.flaw(flaw));
        } else if row.len() != self.names.len() {
            let (has, wanted) = (row.len(), self.names.len());
            let fields = if has == 1 { "field" } else { "fields" };
            let message = format!("the row has {has} {fields}, the header has {wanted}");
            // The first field too many is where to look.
            let field = (has > wanted).then_some(wanted);
            let hint = match () {
                () if row.raw.bytes.contains(&b'\n') => "it goes over several lines: a quotation mark may be missing or surplus",
                () if has > wanted => "a field with the delimiter in it needs quotation marks around it",
                () => "a field or its delimiter is missing",
            };
            problems.push(Problem::new(Code::MalformedRow, field, message).hint(Some(hint.to_owned())));
        }
    }

    /// What to do about a mistake: of the log nothing can be said in the project file.
    pub fn hint(&self, code: Code, hint: Option<String>) -> Option<String> {
        let is_of_the_format = matches!(code, Code::BadDate | Code::BadAmount | Code::MissingColumn);
        if self.is_log && is_of_the_format { Some(LOG_FORMAT.to_owned()) } else { hint }
    }

    fn flaw(&self, flaw: Flaw) -> Problem {
        match flaw {
            Flaw::NotUtf8 { field, byte } => {
                let hint = match self.is_log {
                    true => LOG_FORMAT,
                    false => {
                        "if the file is in another encoding, say `encoding: windows-1252` for it in the project file, or save it as UTF-8"
                    }
                };
                Problem::new(Code::MalformedRow, Some(field), format!("the byte 0x{byte:02X} is not UTF-8")).hint(Some(hint.to_owned()))
            }
            Flaw::Nul { field } => {
                let hint = "the file may be damaged, or no CSV at all";
                Problem::new(Code::MalformedRow, Some(field), "the field holds a NUL byte").hint(Some(hint.to_owned()))
            }
            Flaw::StrayQuote { field } => {
                let hint = "a quotation mark before it may be missing or surplus; inside a field it is written twice";
                let message = "text follows the closing quotation mark of a field that goes over several lines";
                Problem::new(Code::MalformedRow, Some(field), message).hint(Some(hint.to_owned()))
            }
        }
    }

    /// Tells why nothing more can be read.
    pub fn broken(&self, broken: Broken, report: &mut Report) {
        let finding = match broken {
            Broken::Io { line, error } => {
                Finding::new(Code::UnreadableFile, format!("reading failed here, the rest of the file is missing: {error}"))
                    .at(Place::line(&self.file, line))
            }
            Broken::TooLong { line } => {
                let message = format!("the row is longer than {} MiB or has more than {MOST_FIELDS} fields", LONGEST_ROW >> 20);
                Finding::new(Code::MalformedRow, message)
                    .hint("a quotation mark that is never closed is the usual cause")
                    .at(Place::line(&self.file, line))
            }
            Broken::Unclosed { line, column } => {
                Finding::new(Code::MalformedRow, "the quotation mark is never closed: everything after it is in one field")
                    .hint("close it, or write it twice if it belongs to the text")
                    .at(Place { column, width: 1, ..Place::line(&self.file, line) })
            }
            Broken::Foreign(kind) => Finding::new(Code::UnreadableFile, format!("the file is {kind}, not CSV"))
                .hint("export it as CSV in UTF-8; compressed files are known by .gz or .zst at the end of their names")
                .at(Place::line(&self.file, 1)),
        };
        report.add(finding);
    }
}

/// Is the first line `sep=;`? It tells Excel the delimiter, which is said elsewhere here, and is no header.
fn begins_with_a_word_to_excel(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let bare = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    matches!(bare, [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', _])
}
