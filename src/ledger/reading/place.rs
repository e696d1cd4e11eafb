//! Where a field stands in its file, worked out again from the bytes of its row: only rows with a fault need it.

use super::blocks::line_breaks;
use super::encoding::Encoding;
use super::row::Raw;
use crate::finding::Place;

/// Are the quotation marks of a row in pairs?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    Paired,
    /// Text follows the closing mark of this field.
    Stray {
        field: usize,
    },
    /// The row ends before this field's mark is closed.
    Unclosed {
        field: usize,
    },
}

/// A field in the bytes of its row, its quotation marks included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct FieldSpan {
    begin: usize,
    end: usize,
    stray: bool,
    unclosed: bool,
}

/// The fields of a row, taken apart as the reader does it.
fn spans(raw: &[u8], delimiter: u8) -> impl Iterator<Item = FieldSpan> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let begin = next?;
        let mut span = FieldSpan { begin, end: begin, ..FieldSpan::default() };
        let mut at = begin;
        if raw.get(begin) == Some(&b'"') {
            at += 1;
            loop {
                match (raw.get(at), raw.get(at + 1)) {
                    (None, _) => {
                        span.unclosed = true;
                        break;
                    }
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), _) => {
                        at += 1;
                        break;
                    }
                    (Some(_), _) => at += 1,
                }
            }
            span.stray = !span.unclosed && raw.get(at).is_some_and(|byte| *byte != delimiter);
        }
        while raw.get(at).is_some_and(|byte| *byte != delimiter) {
            at += 1;
        }
        span.end = at;
        next = (at < raw.len()).then_some(at + 1);
        Some(span)
    })
}

pub(super) fn quotes(raw: &[u8], delimiter: u8) -> Quotes {
    let odd = spans(raw, delimiter).enumerate().find(|(_, span)| span.unclosed || span.stray);
    match odd {
        Some((field, span)) if span.unclosed => Quotes::Unclosed { field },
        Some((field, _)) => Quotes::Stray { field },
        None => Quotes::Paired,
    }
}

/// Where the row ends with which the bytes begin: at a line break outside of quotation marks, or with the bytes.
pub(super) fn end_of_row(bytes: &[u8], delimiter: u8) -> usize {
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            at = behind_closing_mark(bytes, at + 1);
        }
        match memchr::memchr3(delimiter, b'\n', b'\r', &bytes[at..]) {
            Some(found) if bytes[at + found] == delimiter => at += found + 1,
            Some(found) => return at + found,
            None => return bytes.len(),
        }
    }
}

/// Where a field goes on whose opening mark stands before this place; the end of the bytes if its closing mark is not in them.
fn behind_closing_mark(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let Some(found) = memchr::memchr(b'"', &bytes[at..]) else { return bytes.len() };
        at += found + 1;
        if bytes.get(at) != Some(&b'"') {
            return at;
        }
        at += 1;
    }
}

/// Where a field begins, in a file still without name; the row's end where it has no such field.
pub(super) fn of_field(row: Raw<'_>, delimiter: u8, encoding: Encoding, field: usize) -> Place {
    let Raw { line, bytes: raw } = row;
    let end = FieldSpan { begin: raw.len(), end: raw.len(), ..FieldSpan::default() };
    let span = spans(raw, delimiter).nth(field).unwrap_or(end);
    let before = &raw[..span.begin];
    let line_start = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
    let first_line = raw[span.begin..span.end].split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    Place {
        file: String::new(),
        line: line.saturating_add(line_breaks(before)),
        column: characters(&before[line_start..], encoding).saturating_add(1),
        width: characters(first_line, encoding),
    }
}

/// The line of a row on which a field begins, as text; nothing if it is too long to be shown.
pub(super) fn shown_line(raw: &[u8], delimiter: u8, encoding: Encoding, field: usize) -> Option<String> {
    const LONGEST_SHOWN: usize = 1000;
    let begin = spans(raw, delimiter).nth(field).map_or(raw.len(), |span| span.begin);
    let start = raw[..begin].iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
    let line = raw[start..].split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let mut text = String::new();
    (line.len() <= LONGEST_SHOWN).then(|| encoding.decode(line, &mut text))?;
    Some(text)
}

fn characters(bytes: &[u8], encoding: Encoding) -> u32 {
    let mut text = String::new();
    encoding.decode(bytes, &mut text);
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
