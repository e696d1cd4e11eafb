//! The rows of a block, one after the other.
//!
//! The only file of the library that names the CSV crate for reading. A row without quotation marks is its bytes, taken apart at
//! its delimiters where it stands; one with marks is given to csv-core. A row is handed over as its text and the place where each field
//! ends, beside its bytes as they stand in the file: whoever finds a fault in it works out the column from those
//! ([`super::place`]), so that good rows do not pay for it.

use super::blocks::{Behind, Broken, RowBlock, line_breaks};
use super::encoding::Encoding;
use super::place;
use super::row::{Flaw, Raw, Row};
use csv_core::ReadRecordResult;
use wide::u8x16;

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

/// Memory for the parts of a row, which goes from block to block.
#[derive(Debug, Default)]
pub struct Parts {
    /// There from the first row with quotation marks on: to make it takes as long as a hundred rows without.
    unquoting: Option<Box<Unquoting>>,
    ends: Vec<u32>,
    decoded: String,
}

impl Clone for Parts {
    /// There is nothing in it to keep, and csv-core 0.1.13 forgets half of a reader that it clones: what it then reads is empty.
    fn clone(&self) -> Parts {
        Parts::default()
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
    /// The first quotation mark from `at` on.
    mark: usize,
    over: bool,
}

/// How the fields of a row are at hand.
#[derive(Clone, Copy)]
enum Fields {
    /// Where they stand in the file.
    InPlace,
    /// Taken out of their quotation marks: so many bytes.
    Unquoted(usize),
}

impl<'b> Rows<'b> {
    /// The rows of a block of a file with this delimiter.
    pub fn new(block: &'b RowBlock, parts: &'b mut Parts, delimiter: u8, encoding: Encoding) -> Rows<'b> {
        let utf8 = || std::str::from_utf8(&block.bytes).ok();
        let clean = encoding == Encoding::Utf8 && memchr::memchr(0, &block.bytes).is_none();
        let text = if clean { utf8() } else { None };
        let mut rows = Rows { block, parts, delimiter, encoding, text, at: 0, line: block.line, mark: 0, over: false };
        rows.look_for_mark();
        rows
    }

    /// The next row; lines with nothing on them are passed over.
    #[inline]
    pub fn next(&mut self) -> Next<'_> {
        if self.over {
            return Next::End;
        }
        self.pass_blank_lines();
        let begin = self.at;
        if begin == self.block.bytes.len() {
            self.over = true;
            return Next::End;
        }
        let line = self.line;
        let (mut fields, mut end) = (Fields::InPlace, self.split(begin));
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
                        return self.stop(Broken::Unclosed { line: place.line, column: place.column });
                    }
                }
            }
            fields = Fields::Unquoted(self.unquote(begin, end));
        }
        if self.parts.ends.len() > MOST_FIELDS {
            return self.stop(Broken::TooLong { line });
        }
        self.at = end;
        self.pass_line_break();
        if self.mark < self.at {
            self.look_for_mark();
        }
        let raw = Raw { line, bytes: &self.block.bytes[begin..end] };
        match (self.text, fields) {
            (Some(text), Fields::InPlace) => {
                Next::Row(Row { raw, begin, flaw, text: &text[begin..end], bytes: raw.bytes, ends: &self.parts.ends, gap: 1 })
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

    fn stop(&mut self, broken: Broken) -> Next<'_> {
        self.over = true;
        Next::Broken(broken)
    }

    fn look_for_mark(&mut self) {
        let bytes = &self.block.bytes;
        self.mark = memchr::memchr(b'"', &bytes[self.at..]).map_or(bytes.len(), |mark| self.at + mark);
    }

    /// Line breaks before the row are not part of it.
    fn pass_blank_lines(&mut self) {
        while self.pass_line_break() {}
    }

    /// Goes past a line break, if there is one.
    fn pass_line_break(&mut self) -> bool {
        let bytes = &self.block.bytes[self.at..];
        let length = match bytes {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return false,
        };
        self.at += length;
        self.line = self.line.saturating_add(1);
        true
    }

    /// Where the row ends and its fields, if it has no quotation marks.
    #[inline]
    fn split(&mut self, begin: usize) -> usize {
        let bytes = &self.block.bytes[begin..];
        let ends = &mut self.parts.ends;
        ends.clear();
        let [delimiter, feed, carriage] = [self.delimiter, b'\n', b'\r'].map(u8x16::splat);
        let (chunks, rest) = bytes.as_chunks();
        for (index, chunk) in chunks.iter().enumerate() {
            let (chunk, start) = (u8x16::new(*chunk), (index * chunk.len()) as u32);
            let breaks = (chunk.simd_eq(feed) | chunk.simd_eq(carriage)).to_bitmask();
            let before_break = breaks.wrapping_sub(1) & !breaks;
            let mut found = chunk.simd_eq(delimiter).to_bitmask() & before_break;
            while found != 0 {
                ends.push(start + found.trailing_zeros());
                found &= found - 1;
            }
            if breaks != 0 {
                let at = start + breaks.trailing_zeros();
                ends.push(at);
                return begin + at as usize;
            }
        }
        let start = bytes.len() - rest.len();
        for (at, byte) in rest.iter().enumerate() {
            let is_break = matches!(byte, b'\n' | b'\r');
            if is_break || *byte == self.delimiter {
                ends.push((start + at) as u32);
            }
            if is_break {
                return begin + start + at;
            }
        }
        ends.push(bytes.len() as u32);
        begin + bytes.len()
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
        let Parts { unquoting, ends, decoded } = &mut *self.parts;
        let (bytes, gap) = match (fields, unquoting) {
            (Fields::Unquoted(count), Some(unquoting)) => (&unquoting.fields[..count], 0),
            _ => (raw.bytes, 1),
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
            return Row { raw, begin, flaw, text: decoded, bytes: decoded.as_bytes(), ends, gap: 0 };
        }
        let text = if flaw.is_none() { std::str::from_utf8(bytes).unwrap_or("") } else { "" };
        Row { raw, begin, flaw, text, bytes, ends, gap }
    }
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
