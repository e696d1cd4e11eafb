//! Where the rows of an arranged text stand in the file that it was made from. A row stands on the same line in both, so all that is told by
//! lines is right; columns are looked up here.

use super::encoding::Encoding;
use super::place;
use super::row::Raw;
use crate::finding::Place;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The rows of a file as they stand there; those of a workbook as CSV.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OriginRows {
    bytes: Vec<u8>,
    /// Their lines, rising, and where each ends.
    ends: Vec<(u32, usize)>,
    delimiter: u8,
    encoding: Encoding,
    /// Are they rows of a sheet, whose columns are cells and not characters?
    is_sheet: bool,
    /// The line of the names of the columns.
    pub header_line: u32,
    /// Rows that were made from a file of their own, by their lines.
    documents: BTreeMap<u32, OriginDocument>,
}

/// A file that one row was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OriginDocument {
    /// Its name in messages.
    pub file: String,
    /// For each cell of the row the line and the column in that file, from 1; none where it is not from there.
    pub cells: Vec<Option<(u32, u32)>>,
}

impl OriginRows {
    pub fn of_text(delimiter: u8, encoding: Encoding) -> OriginRows {
        OriginRows { delimiter, encoding, ..OriginRows::default() }
    }

    pub fn of_sheet() -> OriginRows {
        OriginRows { is_sheet: true, ..OriginRows::of_text(b',', Encoding::Utf8) }
    }

    /// Adds a row that follows those before.
    pub fn add(&mut self, line: u32, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.ends.push((line, self.bytes.len()));
    }

    /// Adds a row that follows those before and was made from a file of its own.
    pub fn add_document(&mut self, line: u32, document: OriginDocument) {
        let name = format!("\"{}\"", document.file.replace('"', "\"\""));
        self.add(line, name.as_bytes());
        self.documents.insert(line, document);
    }

    /// The place of a cell of a row that was made from a file of its own.
    fn document_place(&self, line: u32, field: Option<usize>) -> Option<Place> {
        let document = self.documents.get(&line)?;
        let (line, column) = field.and_then(|field| document.cells.get(field).copied().flatten()).unwrap_or((1, 0));
        Some(Place { file: document.file.clone(), line, column, width: 0 })
    }

    /// Columns of these names, which the rows have themselves.
    pub fn with_titles<const N: usize>(rows: &Arc<OriginRows>, names: [String; N]) -> Origin {
        let columns = names.into_iter().enumerate().map(|(field, title)| OriginColumn { field: Some(field), title });
        Origin { rows: rows.clone(), columns: columns.collect() }
    }

    fn row(&self, line: u32) -> Option<&[u8]> {
        let at = self.ends.binary_search_by_key(&line, |(line, _)| *line).ok()?;
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        self.bytes.get(begin..self.ends[at].1)
    }

    /// The place of a field of a row, in a file still without name, and the line to show with it.
    pub(super) fn place(&self, line: u32, field: Option<usize>) -> (Place, Option<String>) {
        match (self.row(line), field) {
            (_, Some(field)) if self.is_sheet => {
                let column = u32::try_from(field).unwrap_or(u32::MAX).saturating_add(1);
                (Place { column, width: 1, ..Place::line("", line) }, None)
            }
            (Some(bytes), field) if !self.is_sheet => {
                let place = match field {
                    Some(field) => place::of_field(Raw { line, bytes }, self.delimiter, self.encoding, field),
                    None => Place::line("", line),
                };
                (place, place::shown_line(bytes, self.delimiter, self.encoding, field.unwrap_or(0)))
            }
            _ => (Place::line("", line), None),
        }
    }
}

/// A column of an arranged text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OriginColumn {
    /// The field of the file that it comes from, if it comes from one.
    pub field: Option<usize>,
    /// What messages call it.
    pub title: String,
}

/// Where an arranged text comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub rows: Arc<OriginRows>,
    /// None where the fields are those of the file.
    pub columns: Vec<OriginColumn>,
}

impl Origin {
    pub(super) fn title(&self, field: usize) -> Option<&str> {
        self.columns.get(field).map(|column| column.title.as_str())
    }

    /// The place of a field of the arranged text, and the line to show with it.
    pub(super) fn place(&self, line: u32, field: Option<usize>) -> (Place, Option<String>) {
        if let Some(place) = self.rows.document_place(line, field) {
            return (place, None);
        }
        let of_file = |field: usize| if self.columns.is_empty() { Some(field) } else { self.columns.get(field)?.field };
        self.rows.place(line, field.and_then(of_file))
    }

    /// The header of the file.
    pub(super) fn header(&self) -> (&[u8], u8, Encoding) {
        (self.rows.row(self.rows.header_line).unwrap_or_default(), self.rows.delimiter, self.rows.encoding)
    }

    /// A row of the file.
    pub(super) fn row(&self, line: u32) -> Option<Raw<'_>> {
        self.rows.row(line).map(|bytes| Raw { line, bytes })
    }
}
