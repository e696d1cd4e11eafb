//! A row as it was read: its fields as text, and its bytes for whoever finds a fault in it.

use crate::finding::{Code, FindingSubject};
use crate::store::tidy;

#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Its line, and its bytes in the file.
    pub raw: Raw<'a>,
    /// Why its text cannot be used; [`Row::field`] then gives no text.
    pub flaw: Option<Flaw>,
    /// The text of all fields, and its bytes; nothing where there is a flaw, but for the bytes.
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    /// Where the first field begins, and where each ends.
    pub(super) first: u32,
    pub(super) ends: &'a [u32],
    /// How many bytes stand between two fields.
    pub(super) gap: u32,
}

#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    pub line: u32,
    /// As they stand in the file, without the line break at the row's end.
    pub bytes: &'a [u8],
}

/// What is wrong with one row, in a field, counted from 0; the next row can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A byte that is no UTF-8.
    NotUtf8 {
        field: usize,
        byte: u8,
    },
    Nul {
        field: usize,
    },
    /// Text follows a closing quotation mark in a row of several lines: the marks are not in pairs.
    StrayQuote {
        field: usize,
    },
}

/// One thing that makes a row unusable, or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub code: Code,
    /// The field of the row, from 0; none where the whole row is meant.
    pub field: Option<usize>,
    pub message: String,
    pub hint: Option<String>,
    /// The invoice or customer of the row, where that can be told.
    pub subject: Option<Box<FindingSubject>>,
}

impl Problem {
    pub fn new(code: Code, field: Option<usize>, message: impl Into<String>) -> Problem {
        Problem { code, field, message: message.into(), hint: None, subject: None }
    }

    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Problem {
        Problem { hint: Some(hint.into()), ..self }
    }

    #[must_use]
    pub fn about(self, subject: FindingSubject) -> Problem {
        Problem { subject: Some(Box::new(subject)), ..self }
    }
}

impl<'a> Row<'a> {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where its fields begin and end in its block, if that is text ([`super::rows::text_of`]) and they can be read where they stand.
    pub fn in_place(&self) -> Option<(u32, &'a [u32])> {
        (self.gap == 1).then_some((self.first, self.ends))
    }

    /// Does no field hold anything but spaces?
    #[inline]
    pub fn is_blank(&self) -> bool {
        let begins_with_text = self.content(0).first().is_some_and(|byte| !byte.is_ascii_whitespace());
        !begins_with_text && (0..self.len()).all(|index| self.content(index).trim_ascii_start().is_empty())
    }

    /// The text of a field, without the spaces around it; empty where there is no such field.
    #[inline(always)]
    pub fn field(&self, index: usize) -> &'a str {
        match self.ends.get(index) {
            Some(end) if self.flaw.is_none() => {
                let text = &self.text[self.start(index)..*end as usize];
                if self.gap == 1 { tidy(text) } else { text.trim() }
            }
            _ => "",
        }
    }

    /// The text of a field, if it is UTF-8 whatever the others are.
    pub fn field_alone(&self, index: usize) -> Option<&'a str> {
        match self.flaw {
            None => Some(self.field(index)),
            Some(_) if index < self.len() => std::str::from_utf8(self.content(index)).ok().map(str::trim),
            Some(_) => None,
        }
    }

    pub fn contents(&self) -> impl Iterator<Item = &'a [u8]> {
        (0..self.len()).map(|index| self.content(index))
    }

    fn content(&self, index: usize) -> &'a [u8] {
        let content = &self.bytes[self.start(index)..self.ends[index] as usize];
        let within = content.strip_prefix(b"\"").and_then(|content| content.strip_suffix(b"\""));
        within.filter(|_| self.gap == 1).unwrap_or(content)
    }

    #[inline(always)]
    fn start(&self, index: usize) -> usize {
        if index == 0 { self.first as usize } else { (self.ends[index - 1] + self.gap) as usize }
    }
}
