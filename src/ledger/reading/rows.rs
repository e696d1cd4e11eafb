//! The rows of a block, one after the other.
//!
//! The only file of the library that names the CSV crate for reading. A row without quotation marks is its bytes, taken apart where it
//! stands by the [`RowIndex`] of its block; one with marks is given to csv-core. A row is handed over as its text and the place where each
//! field ends, beside its bytes as they stand in the file: whoever finds a fault in it works out the column from those
//! ([`super::place`]), so that good rows do not pay for it.

use super::blocks::{Behind, Broken, RowBlock, line_breaks};
use super::encoding::Encoding;
use super::place;
use super::row::{Flaw, Raw, Row};
use super::row_index::{IndexEntry, RowIndex};
use csv_core::ReadRecordResult;
use std::ops::Range;

/// The most fields that a row may have.
pub const MOST_FIELDS: usize = u16::MAX as usize;

/// What comes next in a block.
#[derive(Debug)]
pub enum Next<'a> {
    Row(Row<'a>),
    /// Nothing that could be read, and nothing after it.
    Broken(Broken),
    End,
}

/// Memory for the rows of a block, which goes from block to block.
#[derive(Debug, Default)]
pub struct Parts {
    index: RowIndex,
    /// There from the first row with quotation marks on: to make it takes as long as a hundred rows without.
    unquoting: Option<Box<Unquoting>>,
    /// Where the fields of the row end, if they are not in place.
    ends: Vec<u32>,
    decoded: String,
}

impl Parts {
    /// Joins the fields of a row that delimiters within quotation marks have cut: `bytes` end with it, and `ends` of the index are its own.
    /// False where it is not as simple as that: where a field has more marks than one at its beginning and one at its end.
    fn join_quoted(&mut self, bytes: &[u8], begin: usize, ends: Range<usize>) -> bool {
        self.ends.clear();
        let (mut start, mut open) = (begin, false);
        for end in &self.index.ends[ends] {
            let field = &bytes[start..*end as usize];
            if !open && field.first() != Some(&b'"') {
                if memchr::memchr(b'"', field).is_some() {
                    return false;
                }
            } else {
                open = field.len() < 2 || field.last() != Some(&b'"');
                if open {
                    continue;
                }
                if memchr::memchr(b'"', &field[1..field.len() - 1]).is_some() {
                    return false;
                }
            }
            self.ends.push(*end);
            start = *end as usize + 1;
        }
        !open
    }
}

/// What takes fields out of their quotation marks.
#[derive(Debug)]
struct Unquoting {
    core: csv_core::Reader,
    /// Of these fields, one after the other, the ends are in `ends`.
    fields: Vec<u8>,
    ends: Vec<usize>,
}

impl Unquoting {
    /// For rows of a file with this delimiter.
    fn new(delimiter: u8) -> Unquoting {
        let mut core = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let (mut fields, mut ends) = (vec![0; 1024], vec![0; 64]);
        // At the very beginning it would pass over a mark of UTF-8, which is text in the rows that follow.
        core.read_record(b"\n", &mut fields, &mut ends);
        Unquoting { core, fields, ends }
    }

    /// Takes a row apart; gives back how many bytes its fields have, and how many fields there are.
    fn row(&mut self, row: &[u8]) -> (usize, usize) {
        let (mut bytes, mut count) = (0, 0);
        // The line feed ends the row, whatever it ends with in the file.
        for mut input in [row, b"\n"] {
            while !input.is_empty() {
                let (result, read, written, ended) = self.core.read_record(input, &mut self.fields[bytes..], &mut self.ends[count..]);
                input = &input[read..];
                bytes += written;
                count += ended;
                match result {
                    ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                    ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                    ReadRecordResult::InputEmpty | ReadRecordResult::Record | ReadRecordResult::End => {}
                }
            }
        }
        (bytes, count)
    }
}

/// The rows of a block, one after the other.
pub struct Rows<'b> {
    block: &'b RowBlock,
    parts: &'b mut Parts,
    delimiter: u8,
    encoding: Encoding,
    /// The whole block, if all of it is text that needs no second look.
    text: Option<&'b str>,
    at: usize,
    /// The line of `at`.
    line: u32,
    /// The place of `at` in the index.
    entry: IndexEntry,
    /// The first quotation mark from `at` on.
    mark: usize,
    over: bool,
}

/// How the fields of a row are at hand.
#[derive(Clone, Copy)]
enum Fields {
    /// Where they stand in the file: which ends of the index are theirs.
    InPlace { first: usize, behind: usize },
    /// The same with marks around some of them, whose ends were joined.
    Joined,
    /// Taken out of their quotation marks: so many bytes.
    Unquoted(usize),
}

impl<'b> Rows<'b> {
    /// The rows of a block of a file with this delimiter.
    pub fn new(block: &'b RowBlock, parts: &'b mut Parts, delimiter: u8, encoding: Encoding) -> Rows<'b> {
        let text = if encoding == Encoding::Utf8 { text_of(&block.bytes) } else { None };
        parts.index.make(&block.bytes, delimiter);
        let mut rows =
            Rows { block, parts, delimiter, encoding, text, at: 0, line: block.line, entry: IndexEntry::default(), mark: 0, over: false };
        rows.look_for_mark();
        rows
    }

    /// The next row; lines with nothing on them are passed over.
    #[inline]
    pub fn next(&mut self) -> Next<'_> {
        if self.over {
            return Next::End;
        }
        let Some(mut end) = self.pass_blank_lines() else {
            self.over = true;
            return Next::End;
        };
        let (begin, line) = (self.at, self.line);
        let first = self.entry.first;
        let mut fields = Fields::InPlace { first, behind: self.parts.index.behind(self.entry) };
        let mut flaw = None;
        if self.mark < end {
            end = begin + place::end_of_row(&self.block.bytes[begin..], self.delimiter);
            let raw = &self.block.bytes[begin..end];
            let at_end = end == self.block.bytes.len();
            let breaks = line_breaks(raw);
            self.line = self.line.saturating_add(breaks);
            if breaks > 0 || at_end {
                match place::quotes(raw, self.delimiter) {
                    place::Quotes::Paired => {}
                    place::Quotes::Stray { field } => flaw = Some(Flaw::StrayQuote { field }),
                    place::Quotes::Unclosed { field } => {
                        let place = place::of_field(Raw { line, bytes: raw }, self.delimiter, self.encoding, field);
                        self.over = true;
                        return Next::Broken(Broken::Unclosed { line: place.line, column: place.column });
                    }
                }
            }
            let last = self.parts.index.entry_of(self.entry, end);
            let ends = first..self.parts.index.behind(last);
            let in_place = self.text.is_some() && flaw.is_none() && self.parts.join_quoted(&self.block.bytes[..end], begin, ends);
            fields = if in_place { Fields::Joined } else { Fields::Unquoted(self.unquote(begin, end)) };
            self.entry = last;
        }
        self.pass_line_break(end);
        if self.mark < self.at {
            self.look_for_mark();
        }
        let raw = Raw { line, bytes: &self.block.bytes[begin..end] };
        match (self.text, fields) {
            (Some(text), Fields::InPlace { first, behind }) => {
                let ends = &self.parts.index.ends[first..behind];
                Next::Row(Row { raw, flaw, bytes: &self.block.bytes, text, ends, first: begin as u32, gap: 1 })
            }
            (Some(text), Fields::Joined) => {
                Next::Row(Row { raw, flaw, bytes: &self.block.bytes, text, ends: &self.parts.ends, first: begin as u32, gap: 1 })
            }
            _ => Next::Row(self.looked_at(raw, begin, flaw, fields)),
        }
    }

    /// Hands over every row that holds something; gives back why nothing more can be read.
    #[inline]
    pub fn each(&mut self, mut take: impl FnMut(Row<'_>)) -> Option<Broken> {
        loop {
            match self.next() {
                Next::Row(row) if row.is_blank() => {}
                Next::Row(row) => take(row),
                Next::Broken(broken) => return Some(broken),
                Next::End => return None,
            }
        }
    }

    /// Where the rows begin that were not read yet.
    pub fn behind(&self) -> Behind {
        Behind { at: self.at, line: self.line }
    }

    fn look_for_mark(&mut self) {
        let bytes = &self.block.bytes;
        self.mark = memchr::memchr(b'"', &bytes[self.at..]).map_or(bytes.len(), |mark| self.at + mark);
    }

    /// Line breaks before the row are not part of it. Gives back where the row ends, if it has no quotation marks.
    #[inline]
    fn pass_blank_lines(&mut self) -> Option<usize> {
        loop {
            let end = self.parts.index.end(self.entry)?;
            if end > self.at {
                return Some(end);
            }
            self.pass_line_break(end);
        }
    }

    /// Goes past the break, or the end of the block, with which a row ends.
    #[inline]
    fn pass_line_break(&mut self, end: usize) {
        let bytes = &self.block.bytes;
        self.at = bytes.len().min(end + 1);
        self.entry = self.parts.index.next(self.entry);
        if bytes.get(end) == Some(&b'\r') && bytes.get(self.at) == Some(&b'\n') {
            self.at += 1;
            self.entry = self.parts.index.next(self.entry);
        }
        self.line = self.line.saturating_add(u32::from(end < bytes.len()));
    }

    /// Takes the fields of a row out of their quotation marks; gives back how many bytes they have.
    fn unquote(&mut self, begin: usize, end: usize) -> usize {
        let Parts { unquoting, ends, .. } = &mut *self.parts;
        let unquoting = unquoting.get_or_insert_with(|| Box::new(Unquoting::new(self.delimiter)));
        let (bytes, count) = unquoting.row(&self.block.bytes[begin..end]);
        ends.clear();
        ends.extend(unquoting.ends[..count].iter().map(|end| *end as u32));
        bytes
    }

    /// A row whose text has to be made, or looked at.
    fn looked_at(&mut self, raw: Raw<'b>, begin: usize, flaw: Option<Flaw>, fields: Fields) -> Row<'_> {
        let Parts { index, unquoting, ends, decoded } = &mut *self.parts;
        let (bytes, gap) = match (fields, unquoting) {
            (Fields::InPlace { first, behind }, _) => {
                ends.clear();
                ends.extend(index.ends[first..behind].iter().map(|end| *end - begin as u32));
                (raw.bytes, 1)
            }
            (Fields::Unquoted(count), Some(unquoting)) => (&unquoting.fields[..count], 0),
            (Fields::Unquoted(_) | Fields::Joined, _) => (raw.bytes, 0),
        };
        let flaw = flaw.or_else(|| flaw_of(bytes, ends, gap, self.encoding));
        if flaw.is_none() && self.encoding != Encoding::Utf8 && !bytes.is_ascii() {
            decoded.clear();
            let mut start = 0;
            for end in ends.iter_mut() {
                self.encoding.decode(&bytes[start..*end as usize], decoded);
                start = *end as usize + gap as usize;
                *end = u32::try_from(decoded.len()).unwrap_or(u32::MAX);
            }
            return Row { raw, flaw, text: decoded, bytes: decoded.as_bytes(), ends, first: 0, gap: 0 };
        }
        let text = if flaw.is_none() { std::str::from_utf8(bytes).unwrap_or("") } else { "" };
        Row { raw, flaw, text, bytes, ends, first: 0, gap }
    }
}

/// A block as text, if it is UTF-8 without NUL.
pub(super) fn text_of(bytes: &[u8]) -> Option<&str> {
    if memchr::memchr(0, bytes).is_none() { std::str::from_utf8(bytes).ok() } else { None }
}

/// What keeps the fields from being text.
fn flaw_of(bytes: &[u8], ends: &[u32], gap: u32, encoding: Encoding) -> Option<Flaw> {
    if bytes.is_ascii() && memchr::memchr(0, bytes).is_none() {
        return None;
    }
    let mut start = 0;
    let mut fields = ends.iter().map(|end| {
        let content = &bytes[start..*end as usize];
        start = (*end + gap) as usize;
        content
    });
    let mut not_utf8 = None;
    for (field, content) in fields.by_ref().enumerate() {
        if content.contains(&0) {
            return Some(Flaw::Nul { field });
        }
        if encoding == Encoding::Utf8
            && not_utf8.is_none()
            && let Err(error) = std::str::from_utf8(content)
        {
            not_utf8 = Some(Flaw::NotUtf8 { field, byte: content[error.valid_up_to()] });
        }
    }
    not_utf8
}

#[cfg(test)]
mod tests;
