//! Rows of a CSV file, one after the other, in memory that does not grow with the file.
//!
//! The only file of the library that names the CSV crate for reading. A row is handed over as its text and the place
//! where each field ends, beside its bytes as they stand in the file: whoever finds a fault in it works out the column
//! from those ([`super::place`]), so that good rows do not pay for it.

use super::encoding::Encoding;
use super::place;
use csv_core::ReadRecordResult;
use std::io::{self, Read};

/// No row of a ledger is longer; one that is has lost a quotation mark.
pub const LONGEST_ROW: usize = 16 << 20;

/// The most fields that a row may have.
pub const MOST_FIELDS: usize = u16::MAX as usize;

/// How much is read at once.
const CHUNK: usize = 256 << 10;

/// A row as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The line on which it begins.
    pub line: u32,
    /// Its bytes in the file, without the line break at its end.
    pub raw: &'a [u8],
    /// Why its text cannot be used; [`Row::field`] then gives no text.
    pub flaw: Option<Flaw>,
    text: &'a str,
    bytes: &'a [u8],
    ends: &'a [usize],
}

/// What is wrong with one row; the next one can be read all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A field holds a byte that is no UTF-8.
    NotUtf8 {
        /// The field, from 0.
        field: usize,
        /// The byte.
        byte: u8,
    },
    /// A field holds a NUL byte.
    Nul {
        /// The field, from 0.
        field: usize,
    },
    /// Text follows a closing quotation mark in a row of several lines: the marks are not in pairs.
    StrayQuote {
        /// The field, from 0.
        field: usize,
    },
}

/// Why nothing more can be read of a file.
#[derive(Debug)]
pub enum Broken {
    /// Reading failed.
    Io {
        /// The line of the row that was being read.
        line: u32,
        /// Why.
        error: io::Error,
    },
    /// The row that begins on this line is longer than [`LONGEST_ROW`] or has more than [`MOST_FIELDS`] fields.
    TooLong {
        /// The line.
        line: u32,
    },
    /// The file ends within quotation marks.
    Unclosed {
        /// The line of the quotation mark that is never closed.
        line: u32,
        /// Its column, in characters from 1.
        column: u32,
    },
    /// The first bytes are those of another kind of file.
    Foreign(&'static str),
}

/// What comes next in a file.
#[derive(Debug)]
pub enum Next<'a> {
    /// A row.
    Row(Row<'a>),
    /// Nothing that could be read, and nothing after it.
    Broken(Broken),
    /// The end.
    End,
}

impl<'a> Row<'a> {
    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Does no field hold anything but spaces?
    pub fn is_blank(&self) -> bool {
        self.bytes.trim_ascii_start().is_empty()
    }

    /// The text of a field, without the spaces around it; empty where there is no such field.
    #[inline]
    pub fn field(&self, index: usize) -> &'a str {
        match self.ends.get(index) {
            Some(end) if self.flaw.is_none() => trim(&self.text[self.start(index)..*end]),
            _ => "",
        }
    }

    /// The text of a field, if it is UTF-8 whatever the others are.
    pub fn field_alone(&self, index: usize) -> Option<&'a str> {
        match self.flaw {
            None => Some(self.field(index)),
            Some(_) => std::str::from_utf8(self.bytes.get(self.start(index)..*self.ends.get(index)?)?).ok().map(trim),
        }
    }

    /// The bytes of all fields, one after the other, and where each ends.
    pub fn content(&self) -> (&'a [u8], &'a [usize]) {
        (self.bytes, self.ends)
    }

    fn start(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.ends[index - 1] }
    }
}

#[inline]
fn trim(text: &str) -> &str {
    // Nearly no field has spaces around it, and a look at both ends is cheaper than a search for where they stop.
    let odd = |byte: &u8| *byte <= b' ' || *byte >= 0x80;
    let bytes = text.as_bytes();
    if bytes.first().is_some_and(odd) || bytes.last().is_some_and(odd) { text.trim() } else { text }
}

/// Reads rows.
pub struct Rows<R> {
    input: R,
    core: csv_core::Reader,
    delimiter: u8,
    encoding: Encoding,
    buffer: Vec<u8>,
    /// Where the row that is being read begins in the buffer, how far it is parsed, and how far the buffer is filled.
    begin: usize,
    parsed: usize,
    filled: usize,
    fields: Vec<u8>,
    ends: Vec<usize>,
    decoded: String,
    decoded_ends: Vec<usize>,
    /// The line of `begin`.
    line: u32,
    /// Was the byte before `begin` a carriage return, of which a line feed is only the rest?
    after_return: bool,
    started: bool,
    exhausted: bool,
    over: bool,
}

impl<R: Read> Rows<R> {
    /// Rows of a file that is no longer compressed.
    pub fn new(input: R, delimiter: u8, encoding: Encoding) -> Rows<R> {
        Rows {
            input,
            core: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            encoding,
            buffer: vec![0; CHUNK],
            begin: 0,
            parsed: 0,
            filled: 0,
            fields: vec![0; 4096],
            ends: vec![0; 64],
            decoded: String::new(),
            decoded_ends: Vec::new(),
            line: 1,
            after_return: false,
            started: false,
            exhausted: false,
            over: false,
        }
    }

    /// The next row; lines with nothing on them are passed over.
    pub fn next(&mut self) -> Next<'_> {
        if self.over {
            return Next::End;
        }
        match self.parse() {
            Ok(Some((bytes, fields, at_end))) => match self.settle(bytes, fields, at_end) {
                Ok((line, raw, flaw)) => Next::Row(self.row(line, raw, flaw, bytes, fields)),
                Err(broken) => self.stop(broken),
            },
            Ok(None) => {
                self.over = true;
                Next::End
            }
            Err(broken) => self.stop(broken),
        }
    }

    fn stop(&mut self, broken: Broken) -> Next<'_> {
        self.over = true;
        Next::Broken(broken)
    }

    /// Parses one row into `fields` and `ends`: how many bytes and fields it has, and whether the end of the file ended it.
    fn parse(&mut self) -> Result<Option<(usize, usize, bool)>, Broken> {
        self.begin = self.parsed;
        let (mut bytes, mut fields) = (0, 0);
        loop {
            if self.parsed == self.filled && !self.exhausted {
                self.fill()?;
            }
            let input = &self.buffer[self.parsed..self.filled];
            let at_end = input.is_empty();
            let (result, read, written, ended) = self.core.read_record(input, &mut self.fields[bytes..], &mut self.ends[fields..]);
            self.parsed += read;
            bytes += written;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if fields > MOST_FIELDS => {
                    self.pass_blank_lines();
                    return Err(Broken::TooLong { line: self.line });
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return Ok(Some((bytes, fields, at_end))),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// Makes room behind what is still needed, and reads into it.
    fn fill(&mut self) -> Result<(), Broken> {
        self.pass_blank_lines();
        if self.filled - self.begin > LONGEST_ROW {
            return Err(Broken::TooLong { line: self.line });
        }
        self.buffer.copy_within(self.begin..self.filled, 0);
        (self.parsed, self.filled, self.begin) = (self.parsed - self.begin, self.filled - self.begin, 0);
        if self.buffer.len() - self.filled < CHUNK / 2 {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        // A mark at the very beginning is only seen whole.
        let wanted = if self.started { 1 } else { 4 };
        let before = self.filled;
        while self.filled < before + wanted && !self.exhausted {
            match self.input.read(&mut self.buffer[self.filled..]) {
                Ok(0) => self.exhausted = true,
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Broken::Io { line: self.line, error }),
            }
        }
        if !self.started {
            self.started = true;
            self.pass_mark()?;
        }
        Ok(())
    }

    fn pass_mark(&mut self) -> Result<(), Broken> {
        let head = &self.buffer[..self.filled];
        if head.starts_with(b"\xef\xbb\xbf") {
            (self.begin, self.parsed) = (3, 3);
        }
        let foreign = [
            (&b"\xff\xfe"[..], "a UTF-16 text"),
            (&b"\xfe\xff"[..], "a UTF-16 text"),
            (&b"PK\x03\x04"[..], "a workbook or ZIP archive"),
            (&b"\xd0\xcf\x11\xe0"[..], "an old Excel workbook"),
            (&b"\x1f\x8b"[..], "compressed with gzip"),
            (&b"\x28\xb5\x2f\xfd"[..], "compressed with Zstandard"),
            (&b"%PDF"[..], "a PDF document"),
        ];
        match foreign.iter().find(|(mark, _)| head.starts_with(mark)) {
            Some((_, kind)) => Err(Broken::Foreign(kind)),
            None => Ok(()),
        }
    }

    /// Line breaks before the row are not part of it.
    fn pass_blank_lines(&mut self) {
        while let Some(byte @ (b'\n' | b'\r')) = self.buffer[..self.parsed].get(self.begin) {
            if *byte == b'\r' || !self.after_return {
                self.line = self.line.saturating_add(1);
            }
            self.after_return = *byte == b'\r';
            self.begin += 1;
        }
        if self.begin < self.parsed {
            self.after_return = false;
        }
    }

    /// The line of the parsed row, where it ends in the buffer, and what is wrong with it.
    fn settle(&mut self, bytes: usize, fields: usize, at_end: bool) -> Result<(u32, usize, Option<Flaw>), Broken> {
        self.pass_blank_lines();
        let line = self.line;
        let end = self.parsed - usize::from(!at_end);
        let raw = &self.buffer[self.begin..end];
        let mut flaw = None;
        // Without quotation marks the row is its fields and the delimiters between them.
        let quoted = raw.len() != bytes + fields.saturating_sub(1);
        if quoted {
            let breaks = place::line_breaks(raw);
            self.line = self.line.saturating_add(breaks);
            if breaks > 0 || at_end {
                match place::quotes(raw, self.delimiter) {
                    place::Quotes::Paired => {}
                    place::Quotes::Stray { field } => flaw = Some(Flaw::StrayQuote { field }),
                    place::Quotes::Unclosed { field } => {
                        let place = place::of_field(raw, line, self.delimiter, self.encoding, field);
                        return Err(Broken::Unclosed { line: place.line, column: place.column });
                    }
                }
            }
        }
        if !at_end {
            self.line = self.line.saturating_add(1);
            self.after_return = self.buffer[end] == b'\r';
        }
        let flaw = flaw.or_else(|| self.decode(bytes, fields));
        Ok((line, end, flaw))
    }

    /// Makes text of the fields: in `decoded` where they need another encoding than their bytes have.
    fn decode(&mut self, bytes: usize, fields: usize) -> Option<Flaw> {
        let (content, ends) = (&self.fields[..bytes], &self.ends[..fields]);
        self.decoded.clear();
        self.decoded_ends.clear();
        if content.contains(&0) {
            return Some(Flaw::Nul { field: ends.partition_point(|end| !content[..*end].contains(&0)) });
        }
        if content.is_ascii() {
            return None;
        }
        if self.encoding != Encoding::Utf8 {
            let mut start = 0;
            for end in ends {
                self.encoding.decode(&content[start..*end], &mut self.decoded);
                self.decoded_ends.push(self.decoded.len());
                start = *end;
            }
            return None;
        }
        // Two halves of a character in two fields would be a whole one in all the bytes together.
        let mut start = 0;
        for (field, end) in ends.iter().enumerate() {
            if let Err(error) = std::str::from_utf8(&content[start..*end]) {
                return Some(Flaw::NotUtf8 { field, byte: content[start + error.valid_up_to()] });
            }
            start = *end;
        }
        None
    }

    fn row(&self, line: u32, end: usize, flaw: Option<Flaw>, bytes: usize, fields: usize) -> Row<'_> {
        let raw = &self.buffer[self.begin..end];
        let (content, ends) = (&self.fields[..bytes], &self.ends[..fields]);
        if self.decoded_ends.is_empty() {
            let text = if flaw.is_none() { std::str::from_utf8(content).unwrap_or("") } else { "" };
            return Row { line, raw, flaw, text, bytes: content, ends };
        }
        Row { line, raw, flaw, text: &self.decoded, bytes: self.decoded.as_bytes(), ends: &self.decoded_ends }
    }
}
