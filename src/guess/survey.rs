//! One look over a whole file: its delimiter and encoding, and for each column what its cells can be. Only counts and examples are kept.

use super::amounts::AmountEvidence;
use super::dates::{DateEvidence, Patterns};
use super::names;
use crate::finding::{Code, Finding, Place};
use crate::ledger::reading::{Encoding, Report, TextRow, TextRows};
use crate::project::FileLayout;
use std::collections::BTreeMap;
use std::io::{self, Read};

const HEAD: usize = 64 << 10;

/// How many different words of a column are kept. A column with more of them keeps none.
const MOST_WORDS: usize = 24;

/// How many cells of a column are shown.
const FIRST_CELLS: usize = 3;

const LONGEST_WORD: usize = 40;

/// After this many cells without any date, and with few amounts, a column is text: its cells are no longer tried as dates and amounts.
const ENOUGH_TEXT: u64 = 200;

/// What delimiters are looked for; the first wins where others do as well.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What is known of a file after one look over all of it.
#[derive(Clone, Debug)]
pub struct Survey {
    pub file: String,
    pub delimiter: u8,
    /// Its encoding: what is no UTF-8 is taken for windows-1252.
    pub encoding: Encoding,
    pub header: Vec<String>,
    pub columns: Vec<ColumnFacts>,
    /// What must be left out or read from other lines.
    pub layout: FileLayout,
    /// How many rows there are under the header, without headings and totals of groups.
    pub rows: u64,
}

#[derive(Clone, Debug, Default)]
pub struct ColumnFacts {
    pub filled: u64,
    pub dates: DateEvidence,
    pub amounts: AmountEvidence,
    /// How often each word stands in them; nothing where there are too many to be words.
    pub words: Option<BTreeMap<String, u64>>,
    /// The first cells that differ from each other.
    pub first: Vec<String>,
    /// How many cells have a digit.
    pub numbered: u64,
}

impl ColumnFacts {
    fn new() -> ColumnFacts {
        ColumnFacts { words: Some(BTreeMap::new()), ..ColumnFacts::default() }
    }

    fn add(&mut self, text: &str, patterns: &Patterns) {
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        self.numbered += u64::from(text.bytes().any(|byte| byte.is_ascii_digit()));
        if self.first.len() < FIRST_CELLS && !self.first.iter().any(|first| first == text) {
            self.first.push(text.to_owned());
        }
        let is_text = self.filled > ENOUGH_TEXT && self.dates.dates() == 0 && !self.amounts.is_plausible();
        if !is_text {
            self.dates.add(text, patterns);
            self.amounts.add(text);
        }
        let Some(words) = &mut self.words else { return };
        if let Some(count) = words.get_mut(text) {
            *count += 1;
        } else if words.len() < MOST_WORDS && text.len() <= LONGEST_WORD {
            words.insert(text.to_owned(), 1);
        } else {
            self.words = None;
        }
    }
}

impl Survey {
    /// Looks over a file, which `open` opens anew each time it is asked, no longer compressed.
    /// Error: why it is no table of text with the names of columns in its first row.
    pub fn of(file: &str, open: &mut dyn FnMut() -> io::Result<Box<dyn Read>>) -> Result<Survey, Finding> {
        let unreadable = |error: io::Error| Finding::new(Code::UnreadableFile, format!("cannot read {file}: {error}"));
        let (head, encoding) = beginning(open().map_err(unreadable)?).map_err(unreadable)?;
        let delimiter = delimiter(&head, file)?;
        let mut report = Report::default();
        let rows = TextRows::open(open().map_err(unreadable)?, file, delimiter, encoding, &mut report);
        let Some(table) = rows else { return Err(first_of(&report, file)) };
        let header = table.names().to_vec();
        let (patterns, mut rows) = (Patterns::new(), 0);
        let mut columns: Vec<ColumnFacts> = header.iter().map(|_| ColumnFacts::new()).collect();
        table.each(&mut report, |row| {
            if row.is_heading_or_total() {
                return;
            }
            rows += 1;
            columns.iter_mut().enumerate().for_each(|(place, column)| column.add(row.field(place), &patterns));
        });
        if report.error_count() > 0 {
            return Err(first_of(&report, file));
        }
        Ok(Survey { file: file.to_owned(), delimiter, encoding, header, columns, layout: FileLayout::default(), rows })
    }

    /// The texts of a column of few texts, and how many rows have each; that of empty cells last.
    pub fn words(&self, place: usize) -> impl Iterator<Item = (&str, u64)> {
        let facts = self.columns.get(place);
        let words = facts.and_then(|facts| facts.words.as_ref());
        let empty = facts.filter(|_| words.is_some_and(|words| !words.is_empty())).map_or(0, |facts| self.rows - facts.filled);
        let words = words.into_iter().flatten().map(|(word, count)| (word.as_str(), *count));
        words.chain((empty > 0).then_some(("", empty)))
    }

    /// Goes through the rows again, without headings and totals of groups. A file that has changed meanwhile gives what it can.
    pub fn each_row(&self, open: &mut dyn FnMut() -> io::Result<Box<dyn Read>>, mut take: impl FnMut(&TextRow<'_>)) {
        let Ok(input) = open() else { return };
        let mut report = Report::default();
        if let Some(table) = TextRows::open(input, &self.file, self.delimiter, self.encoding, &mut report) {
            table.each(&mut report, |row| {
                if !row.is_heading_or_total() {
                    take(row);
                }
            });
        }
    }

    pub fn place(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }
}

fn first_of(report: &Report, file: &str) -> Finding {
    let first = report.errors().shown.first().cloned();
    first.unwrap_or_else(|| Finding::new(Code::UnreadableFile, format!("{file} cannot be read")))
}

/// The beginning of a file, and whether all of it is UTF-8.
fn beginning(mut input: Box<dyn Read>) -> io::Result<(Vec<u8>, Encoding)> {
    let (mut head, mut encoding) = (Vec::new(), Encoding::Utf8);
    let mut chunk = vec![0; HEAD];
    // Bytes of a character that the next chunk ends.
    let mut begun: Vec<u8> = Vec::new();
    loop {
        let count = input.read(&mut chunk)?;
        if count == 0 {
            return Ok((head, if begun.is_empty() { encoding } else { Encoding::Windows1252 }));
        }
        let read = &chunk[..count];
        head.extend_from_slice(&read[..count.min(HEAD.saturating_sub(head.len()))]);
        if encoding == Encoding::Utf8 {
            begun.extend_from_slice(read);
            match std::str::from_utf8(&begun) {
                Ok(_) => begun.clear(),
                Err(error) if error.error_len().is_none() => drop(begun.drain(..error.valid_up_to())),
                Err(_) => {
                    encoding = Encoding::Windows1252;
                    begun.clear();
                }
            }
        } else if head.len() == HEAD {
            return Ok((head, encoding));
        }
    }
}

/// The delimiter with which the first row is most like a header and the others are most like rows.
fn delimiter(head: &[u8], file: &str) -> Result<u8, Finding> {
    let whole =
        if head.len() < HEAD { head } else { &head[..head.iter().rposition(|byte| *byte == b'\n').map_or(head.len(), |at| at + 1)] };
    let mut best = None;
    for delimiter in DELIMITERS {
        let mut report = Report::default();
        // Every byte is a character of windows-1252: what is wrong with the encoding is no matter here.
        let Some(table) = TextRows::open(whole, file, delimiter, Encoding::Windows1252, &mut report) else {
            return Err(first_of(&report, file));
        };
        let (known, fields) = (names::known(table.names()), table.names().len());
        let mut rows = 0_usize;
        table.each(&mut report, |_| rows += 1);
        if fields > 1 && best.is_none_or(|(score, _)| (known, rows.min(20), fields) > score) {
            best = Some(((known, rows.min(20), fields), delimiter));
        }
    }
    let is_header = best.is_some_and(|((known, ..), _)| known >= 2);
    let tried: Vec<u8> = best.map_or(DELIMITERS.to_vec(), |(_, delimiter)| vec![delimiter]);
    let buried = tried.into_iter().filter(|_| !is_header).find_map(|delimiter| buried_header(whole, delimiter));
    let (message, hint) = match (buried, best) {
        (None, Some((_, delimiter))) => return Ok(delimiter),
        (None, None) => (
            "the first line has one field: it is not the header of a table".to_owned(),
            "the first line must be the names of the columns, with a comma, semicolon, tab or | between them",
        ),
        (Some(line), _) => (
            format!("the names of the columns are on line {line}, below other lines"),
            "export it without title lines, or delete all lines above that one",
        ),
    };
    Err(Finding::new(Code::UnreadableFile, message).hint(hint).at(Place::line(file, 1)))
}

/// The line of what looks like a header below title lines, as reports have them.
fn buried_header(head: &[u8], delimiter: u8) -> Option<usize> {
    const DEEPEST: usize = 20;
    let lines = head.split(|byte| *byte == b'\n').take(DEEPEST).enumerate().skip(1);
    let is_header = |line: &[u8]| {
        let text = String::from_utf8_lossy(line);
        let fields: Vec<String> = text.split(char::from(delimiter)).map(|field| field.trim().trim_matches('"').to_owned()).collect();
        names::known(&fields) >= 3
    };
    lines.into_iter().find(|(_, line)| is_header(line)).map(|(at, _)| at + 1)
}
