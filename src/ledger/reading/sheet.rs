//! A file with its header: which columns it has, and what can be wrong with one of its rows as a whole.

use super::encoding::Encoding;
use super::format::Format;
use super::origin::Origin;
use super::place;
use super::row::{Flaw, Problem, Raw, Row};
use crate::finding::{Code, Place};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub file: String,
    pub delimiter: u8,
    pub encoding: Encoding,
    /// The header as it stands in the file, and the line on which it begins.
    pub header: Vec<u8>,
    pub header_line: u32,
    pub names: Vec<String>,
    /// Is it the log or another file that the program itself writes, whose format no project file can change?
    pub is_log: bool,
    /// Where its rows come from, if it was made from another file.
    pub origin: Option<Arc<Origin>>,
}

/// What is said of a log in another format, such as one that a spreadsheet has saved.
const LOG_FORMAT: &str = "the program writes this file as plain CSV: UTF-8, commas, dates such as 2026-03-31, amounts such as 1234.50; a spreadsheet that has saved it \
     may have changed that: take it from a backup, or write its cells so again, and open it there with all columns as text";

impl Sheet {
    /// A file of which nothing is known but how it is written.
    pub fn without_header(file: &str, format: &Format) -> Sheet {
        Sheet {
            file: file.to_owned(),
            delimiter: format.delimiter,
            encoding: format.encoding,
            header: Vec::new(),
            header_line: 1,
            names: Vec::new(),
            is_log: format.guarded,
            origin: format.origin.clone(),
        }
    }

    /// The file that a text was made from; its fields are those of the file.
    pub fn of_origin(file: &str, origin: Origin) -> Sheet {
        Sheet { origin: Some(Arc::new(origin)), ..Sheet::without_header(file, &Format::default()) }
    }

    /// The place of a field of a row, and the line to show with it.
    pub fn place(&self, row: Raw<'_>, field: Option<usize>) -> (Place, Option<String>) {
        let (place, line) = match (&self.origin, field) {
            (Some(origin), field) => origin.place(row.line, field),
            (None, Some(at)) => (place::of_field(row, self.delimiter, self.encoding, at), self.line_of(row, at)),
            (None, None) => (Place::line("", row.line), self.line_of(row, 0)),
        };
        let file = if place.file.is_empty() { self.file.clone() } else { place.file.clone() };
        (Place { file, ..place }, line)
    }

    fn line_of(&self, row: Raw<'_>, field: usize) -> Option<String> {
        place::shown_line(row.bytes, self.delimiter, self.encoding, field)
    }

    /// What messages call a field.
    pub fn title(&self, field: usize) -> Option<&str> {
        self.origin.as_ref().and_then(|origin| origin.title(field))
    }

    /// The place of a column's name, or of the header.
    pub fn header_place(&self, field: Option<usize>) -> Place {
        self.place(Raw { line: self.header_line, bytes: &self.header }, field).0
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
                () if row.raw.bytes.contains(&b'\n') => "it spans several lines: a quotation mark may be missing or extra",
                () if has > wanted => "a field with the delimiter in it needs quotation marks around it",
                () => "a field or its delimiter is missing",
            };
            problems.push(Problem::new(Code::MalformedRow, field, message).hint(hint));
        }
    }

    /// What to do about a mistake: of the log nothing can be said in the project file.
    pub fn hint(&self, code: Code, hint: Option<String>) -> Option<String> {
        let is_of_the_format = matches!(code, Code::BadDate | Code::BadAmount | Code::MissingColumn);
        if self.is_log && is_of_the_format { Some(LOG_FORMAT.to_owned()) } else { hint }
    }

    pub fn flaw(&self, flaw: Flaw) -> Problem {
        let (field, message, hint) = match flaw {
            Flaw::NotUtf8 { field, byte } if self.is_log => (field, format!("the byte 0x{byte:02X} is not UTF-8"), LOG_FORMAT),
            Flaw::NotUtf8 { field, byte } => (
                field,
                format!("the byte 0x{byte:02X} is not UTF-8"),
                "if the file is in another encoding, say `encoding: windows-1252` for it in the project file, or save it as UTF-8",
            ),
            Flaw::Nul { field } => (field, "the field holds a NUL byte".to_owned(), "the file may be damaged, or no CSV at all"),
            Flaw::StrayQuote { field } => (
                field,
                "text follows the closing quotation mark of a field that goes over several lines".to_owned(),
                "a quotation mark before it may be missing or extra; inside a field, write it twice",
            ),
        };
        Problem::new(Code::MalformedRow, Some(field), message).hint(hint)
    }
}
