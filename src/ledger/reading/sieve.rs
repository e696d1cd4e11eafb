//! Looks for texts in the bytes of a file, so that only rows which may hold one of them have to be taken apart.
//!
//! A cell that is one of the texts stands in the file as these bytes, with something else than a letter or digit on both sides. Rows in
//! which that need not be so are let through: those whose quotation marks are not in pairs, and all rows if a text has a quotation mark
//! or line break itself. What is let through may hold none of the texts: only its cells tell.

use super::blocks::{RowBlock, line_breaks};
use super::format::Format;
use hashbrown::HashSet;
use memchr::memmem::Finder;
use std::collections::BTreeSet;
use wide::u8x16;

/// What is looked for in one file.
pub struct Sieve {
    delimiter: u8,
    looked_for: LookedFor,
}

enum LookedFor {
    Everything,
    One(Box<Finder<'static>>),
    Several(Box<TextSet>),
}

/// Several texts, looked for at once.
struct TextSet {
    /// The bytes with which one of them begins.
    begins: Vec<u8x16>,
    lengths: Vec<usize>,
    texts: HashSet<Vec<u8>>,
}

impl Sieve {
    /// For cells of a file that is written like that: each text with the canonical name of its column.
    pub fn new<'t>(format: &Format, texts: impl IntoIterator<Item = (&'static str, &'t str)>) -> Sieve {
        let texts: HashSet<Vec<u8>> = texts.into_iter().flat_map(|(column, text)| spellings(format, column, text)).collect();
        let is_plain = |text: &Vec<u8>| !text.is_empty() && !text.iter().any(|byte| matches!(byte, b'"' | b'\r' | b'\n'));
        let looked_for = match texts.iter().next() {
            _ if format.delimiter.is_ascii_alphanumeric() || !texts.iter().all(is_plain) => LookedFor::Everything,
            Some(only) if texts.len() == 1 => LookedFor::One(Box::new(Finder::new(only).into_owned())),
            _ => LookedFor::Several(Box::new(TextSet::new(texts))),
        };
        Sieve { delimiter: format.delimiter, looked_for }
    }

    /// Lets all rows through.
    pub fn everything(format: &Format) -> Sieve {
        Sieve { delimiter: format.delimiter, looked_for: LookedFor::Everything }
    }

    /// Hands over the rows that may hold one of the texts: the line of each, and its bytes with the line break at its end.
    pub(super) fn each(&self, block: &RowBlock, mut take: impl FnMut(u32, &[u8])) {
        let bytes = block.bytes.as_slice();
        let marks = Marks::of(bytes, self.delimiter);
        let mut odd = marks.odd.iter().copied().peekable();
        let mut found = self.next(bytes, 0);
        let (mut from, mut counted, mut line) = (0, 0, block.line);
        while let Some(place) = found.into_iter().chain(odd.peek().copied()).min() {
            let (begin, end) = (marks.begin_of_row(bytes, from, place), marks.end_of_row(bytes, place));
            line = line.saturating_add(line_breaks(&bytes[counted..begin]));
            counted = begin;
            take(line, &bytes[begin..end]);
            from = end;
            while odd.next_if(|at| *at < from).is_some() {}
            if found.is_some_and(|at| at < from) {
                found = self.next(bytes, from);
            }
        }
    }

    /// The first place from there on in a row that may hold one of the texts.
    fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        match &self.looked_for {
            LookedFor::Everything => bytes[from..].iter().position(|byte| !matches!(byte, b'\r' | b'\n')).map(|at| from + at),
            LookedFor::One(finder) => {
                let length = finder.needle().len();
                finder.find_iter(&bytes[from..]).map(|at| from + at).find(|at| stands_alone(bytes, *at, length))
            }
            LookedFor::Several(set) => set.next(bytes, from),
        }
    }
}

/// How a cell can stand in the file that reads as this text: as words of the file that mean it, and of a cell made of several fields the
/// longest part, which is in one of them.
fn spellings(format: &Format, column: &str, text: &str) -> Vec<Vec<u8>> {
    let is_composite = format.columns.get(column).is_some_and(|names| names.len() > 1);
    let meant = format.values.get(column).into_iter().flatten().filter(|(_, meaning)| *meaning == text).map(|(word, _)| word.as_str());
    let words = meant.chain([text]);
    let part = |word: &str| if is_composite { longest_part(word).to_owned() } else { word.to_owned() };
    words.map(|word| format.encoding.encode(&part(word))).collect()
}

fn longest_part(word: &str) -> &str {
    word.split('-').map(str::trim).max_by_key(|part| part.len()).unwrap_or(word)
}

/// Has a text of this length at this place neither a letter nor a digit beside it?
fn stands_alone(bytes: &[u8], at: usize, length: usize) -> bool {
    let is_free = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    is_free(at.checked_sub(1).and_then(|before| bytes.get(before))) && is_free(bytes.get(at + length))
}

impl TextSet {
    fn new(texts: HashSet<Vec<u8>>) -> TextSet {
        let begins: BTreeSet<u8> = texts.iter().filter_map(|text| text.first().copied()).collect();
        let lengths: BTreeSet<usize> = texts.iter().map(Vec::len).collect();
        TextSet { begins: begins.into_iter().map(u8x16::splat).collect(), lengths: lengths.into_iter().collect(), texts }
    }

    fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let (chunks, rest) = bytes[from..].as_chunks();
        for (index, chunk) in chunks.iter().enumerate() {
            let (start, chunk) = (from + index * chunk.len(), u8x16::new(*chunk));
            let mut begun = self.begins.iter().fold(0, |begun, byte| begun | chunk.simd_eq(*byte).to_bitmask());
            while begun != 0 {
                let at = start + begun.trailing_zeros() as usize;
                if self.stands_at(bytes, at) {
                    return Some(at);
                }
                begun &= begun - 1;
            }
        }
        (bytes.len() - rest.len()..bytes.len()).find(|at| self.stands_at(bytes, *at))
    }

    fn stands_at(&self, bytes: &[u8], at: usize) -> bool {
        let is_word = at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric());
        let is_text =
            |length: &usize| stands_alone(bytes, at, *length) && bytes.get(at..at + length).is_some_and(|text| self.texts.contains(text));
        !is_word && self.lengths.iter().any(is_text)
    }
}

/// The quotation marks of a block, as far as they matter for where its rows begin and end.
#[derive(Default)]
struct Marks {
    /// Line breaks within them.
    hidden: Vec<usize>,
    /// Opening marks whose field goes on behind the closing mark, or is never closed.
    odd: Vec<usize>,
}

impl Marks {
    fn of(bytes: &[u8], delimiter: u8) -> Marks {
        let mut marks = Marks::default();
        let mut at = 0;
        while let Some(open) = memchr::memchr(b'"', &bytes[at..]).map(|mark| at + mark) {
            at = open + 1;
            // Anywhere but at the beginning of a field a mark is a character like others.
            if open > 0 && !matches!(bytes[open - 1], b'\n' | b'\r') && bytes[open - 1] != delimiter {
                continue;
            }
            let end = closing(bytes, at);
            marks.hidden.extend(memchr::memchr2_iter(b'\n', b'\r', &bytes[at..end]).map(|hidden| at + hidden));
            if end == bytes.len() || bytes.get(end + 1).is_some_and(|next| !matches!(next, b'\n' | b'\r') && *next != delimiter) {
                marks.odd.push(open);
            }
            at = (end + 1).min(bytes.len());
        }
        marks
    }

    fn begin_of_row(&self, bytes: &[u8], from: usize, place: usize) -> usize {
        let mut breaks = memchr::memrchr2_iter(b'\n', b'\r', &bytes[from..place]).map(|at| from + at);
        breaks.find(|at| self.hidden.binary_search(at).is_err()).map_or(from, |at| at + 1)
    }

    /// Behind the line break that ends it, if one does.
    fn end_of_row(&self, bytes: &[u8], place: usize) -> usize {
        let mut breaks = memchr::memchr2_iter(b'\n', b'\r', &bytes[place..]).map(|at| place + at);
        match breaks.find(|at| self.hidden.binary_search(at).is_err()) {
            None => bytes.len(),
            Some(at) if bytes[at..].starts_with(b"\r\n") => at + 2,
            Some(at) => at + 1,
        }
    }
}

/// Where the field is closed that is within quotation marks from there on; the end where it is not. Two marks are one of the text.
fn closing(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(mark) = memchr::memchr(b'"', &bytes[at..]).map(|mark| at + mark) {
        if bytes.get(mark + 1) != Some(&b'"') {
            return mark;
        }
        at = mark + 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests;
