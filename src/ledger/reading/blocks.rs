//! A file cut into blocks of whole rows, so that each can be read by itself, on whatever thread.
//!
//! Cutting is all that must be done in order, so it does no more than it must: it hops from quotation mark to quotation mark and
//! looks for line breaks only at the end.

use super::found_rows::FoundRows;
use super::row::Raw;
use std::collections::VecDeque;
use std::io::{self, Read};

/// No row of a ledger is longer; one that is has lost a quotation mark.
pub const LONGEST_ROW: usize = 16 << 20;

/// How much is read at once, and about how long a block is: small enough for the caches of a core.
pub(super) const BLOCK: usize = 256 << 10;

/// Whole rows of a file, one after the other.
#[derive(Debug, Default)]
pub struct RowBlock {
    pub(super) bytes: Vec<u8>,
    /// The line of the first byte.
    pub(super) line: u32,
    /// Does the file end with it?
    pub(super) is_last: bool,
    /// Why nothing more can be read after it.
    pub(super) broken: Option<Broken>,
}

impl RowBlock {
    /// Does more of the file come after it?
    pub fn has_more(&self) -> bool {
        !self.is_last && self.broken.is_none()
    }

    pub(super) fn of_row(row: Raw<'_>) -> RowBlock {
        RowBlock { bytes: row.bytes.to_vec(), line: row.line, is_last: true, broken: None }
    }

    /// Forgets its rows, and has these from now on.
    pub(super) fn hold(&mut self, line: u32, rows: &[u8]) {
        self.bytes.clear();
        self.bytes.extend_from_slice(rows);
        (self.line, self.is_last, self.broken) = (line, true, None);
    }
}

/// Why nothing more can be read of a file.
#[derive(Debug)]
pub enum Broken {
    /// Reading failed.
    Io {
        /// The line of the row that was being read.
        line: u32,
        error: io::Error,
    },
    /// The row that begins on this line is longer than [`LONGEST_ROW`] or has more than [`super::MOST_FIELDS`] fields.
    TooLong { line: u32 },
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

/// Cuts a file that is no longer compressed.
pub struct Blocks<R> {
    input: R,
    delimiter: u8,
    size: usize,
    /// What was read behind the last cut.
    rest: Vec<u8>,
    /// The line of its first byte.
    line: u32,
    started: bool,
    over: bool,
    /// The blocks that come next: what is left of one that was begun, or all that is to be read.
    left: VecDeque<RowBlock>,
}

/// A place between two rows of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Behind {
    pub at: usize,
    pub line: u32,
}

impl<R: Read> Blocks<R> {
    /// Blocks of a file with this delimiter.
    pub fn new(input: R, delimiter: u8) -> Blocks<R> {
        Blocks { input, delimiter, size: BLOCK, rest: Vec::new(), line: 1, started: false, over: false, left: VecDeque::new() }
    }

    /// The blocks that follow are of about so many bytes. Where a file is cut makes no difference but to speed.
    #[must_use]
    pub fn of_size(mut self, size: usize) -> Blocks<R> {
        self.size = size.max(1);
        if self.left.front().is_some_and(|left| left.broken.is_none())
            && let Some(left) = self.left.pop_front()
        {
            // What was read is cut anew.
            (self.line, self.over) = (left.line, false);
            self.rest.splice(..0, left.bytes);
        }
        self
    }

    /// Fills a block with the rows that come next; false where there is nothing more.
    pub fn next(&mut self, block: &mut RowBlock) -> bool {
        if let Some(left) = self.left.pop_front() {
            *block = left;
            return true;
        }
        block.bytes.clear();
        (block.is_last, block.broken) = (false, None);
        if self.over {
            return false;
        }
        let mut cutter = Cutter::new(self.delimiter);
        loop {
            let (exhausted, broken) = match self.read(&mut block.bytes) {
                Ok(exhausted) => (exhausted, None),
                Err(broken) => (true, Some(broken)),
            };
            cutter.scan(&block.bytes);
            block.line = self.line;
            if exhausted {
                return self.end(block, &cutter, broken);
            }
            if let Some(end) = cutter.cut(&block.bytes) {
                self.rest.splice(..0, block.bytes[end..].iter().copied());
                block.bytes.truncate(end);
                self.line = self.line.saturating_add(line_breaks(&block.bytes));
                return true;
            }
            if block.bytes.len() > LONGEST_ROW {
                let line = self.line.saturating_add(line_breaks(blank_lines(&block.bytes)));
                return self.stop(block, 0, Broken::TooLong { line });
            }
        }
    }

    /// The line of the row behind the block that came last, if there is one.
    pub(super) fn line(&self) -> u32 {
        if self.over { u32::MAX } else { self.line }
    }

    /// Gives back a block whose first rows were read: it comes once more without them.
    pub(super) fn put_back(&mut self, mut block: RowBlock, Behind { at, line }: Behind) {
        block.bytes.drain(..at);
        block.line = line;
        self.left.push_front(block);
    }

    /// Of all rows that follow only those that were found.
    #[must_use]
    pub fn only(self, found: FoundRows) -> Blocks<R> {
        Blocks { over: true, left: found.into_blocks(), ..self }
    }

    /// The last block, of what is left.
    fn end(&mut self, block: &mut RowBlock, cutter: &Cutter, broken: Option<Broken>) -> bool {
        self.over = true;
        match broken {
            None => {
                block.is_last = true;
                !block.bytes.is_empty()
            }
            // The row that was being read is not whole, and nobody knows what it would have said.
            Some(broken) => {
                let end = cutter.end.unwrap_or(0);
                let line = self.line.saturating_add(line_breaks(&block.bytes[..end]));
                let line = line.saturating_add(line_breaks(blank_lines(&block.bytes[end..])));
                let broken = if let Broken::Io { error, .. } = broken { Broken::Io { line, error } } else { broken };
                self.stop(block, end, broken)
            }
        }
    }

    fn stop(&mut self, block: &mut RowBlock, end: usize, broken: Broken) -> bool {
        self.over = true;
        block.bytes.truncate(end);
        block.broken = Some(broken);
        true
    }

    /// Reads on until a block is full or the input is at its end; is it?
    fn read(&mut self, bytes: &mut Vec<u8>) -> Result<bool, Broken> {
        let failed = |error| Broken::Io { line: 0, error };
        // The beginning is looked at before more is read: a file of another kind is not read to its end for that.
        let wanted = if self.started { self.size.max(bytes.len().saturating_mul(2)) } else { 4 };
        let at_hand = self.rest.len().min(wanted.saturating_sub(bytes.len()));
        bytes.extend(self.rest.drain(..at_hand));
        let missing = wanted.saturating_sub(bytes.len());
        let count = (&mut self.input).take(missing as u64).read_to_end(bytes).map_err(failed)?;
        if !self.started {
            self.started = true;
            pass_mark(bytes)?;
            return if count < missing { Ok(true) } else { self.read(bytes) };
        }
        Ok(count < missing)
    }
}

/// Takes the mark of UTF-8 off the beginning of a file, and refuses files of other kinds.
fn pass_mark(head: &mut Vec<u8>) -> Result<(), Broken> {
    let foreign = [
        (&b"\xff\xfe"[..], "a UTF-16 text"),
        (&b"\xfe\xff"[..], "a UTF-16 text"),
        (&b"PK\x03\x04"[..], "a workbook or ZIP archive"),
        (&b"\xd0\xcf\x11\xe0"[..], "an old Excel workbook"),
        (&b"\x1f\x8b"[..], "compressed with gzip"),
        (&b"\x28\xb5\x2f\xfd"[..], "compressed with Zstandard"),
        (&b"%PDF"[..], "a PDF document"),
    ];
    if head.starts_with(b"\xef\xbb\xbf") {
        head.drain(..3);
    }
    match foreign.iter().find(|(mark, _)| head.starts_with(mark)) {
        Some((_, kind)) => {
            head.clear();
            Err(Broken::Foreign(kind))
        }
        None => Ok(()),
    }
}

/// Looks for the last end of a row in bytes that begin with a row and become more.
struct Cutter {
    delimiter: u8,
    /// How far it has looked, and whether that is within quotation marks.
    at: usize,
    quoted: bool,
    /// Behind the last line feed that ends a row.
    end: Option<usize>,
}

impl Cutter {
    fn new(delimiter: u8) -> Cutter {
        Cutter { delimiter, at: 0, quoted: false, end: None }
    }

    fn scan(&mut self, bytes: &[u8]) {
        while self.at < bytes.len() {
            let found = memchr::memchr(b'"', &bytes[self.at..]).map(|mark| self.at + mark);
            if self.quoted {
                match found.map(|mark| (mark, bytes.get(mark + 1))) {
                    None => self.at = bytes.len(),
                    // Two marks are one of the text; whether there is a second is not known yet.
                    Some((mark, None)) => {
                        self.at = mark;
                        return;
                    }
                    Some((mark, Some(b'"'))) => self.at = mark + 2,
                    Some((mark, Some(_))) => (self.at, self.quoted) = (mark + 1, false),
                }
                continue;
            }
            let gap = self.at..found.unwrap_or(bytes.len());
            if let Some(feed) = memchr::memrchr(b'\n', &bytes[gap.clone()]) {
                self.end = Some(gap.start + feed + 1);
            }
            // Anywhere but at the beginning of a field a mark is a character like others.
            let opens = |mark: usize| mark == 0 || matches!(bytes[mark - 1], b'\n' | b'\r') || bytes[mark - 1] == self.delimiter;
            self.quoted = found.is_some_and(opens);
            self.at = found.map_or(bytes.len(), |mark| mark + 1);
        }
    }

    /// Where to cut: behind a line feed or, where there is none, behind a carriage return that no line feed follows.
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        if self.end.is_some() || self.quoted {
            return self.end;
        }
        let lone = |at: &usize| bytes.get(at + 1).is_some_and(|next| *next != b'\n');
        // Only where no mark stands before it is it known to be outside of marks.
        let plain = memchr::memchr(b'"', bytes).map_or(bytes, |mark| &bytes[..mark]);
        memchr::memrchr_iter(b'\r', plain).find(lone).map(|at| at + 1)
    }
}

/// The line breaks with which bytes begin.
fn blank_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| !matches!(byte, b'\n' | b'\r')).unwrap_or(bytes.len());
    &bytes[..end]
}

/// How many line breaks there are: line feeds, and carriage returns without one.
pub(super) fn line_breaks(bytes: &[u8]) -> u32 {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let lone = memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    u32::try_from(feeds + lone).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
