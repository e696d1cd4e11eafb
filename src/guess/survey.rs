//! One look over a whole file: its delimiter and encoding, and for each column what its cells can be. Only counts and examples are kept.

use super::amounts::AmountEvidence;
use super::beginnings::{TellingText, lead, telling};
use super::dates::{DateEvidence, Patterns};
use super::doubt::Doubt;
use super::headings_found::HeadingsFound;
use super::names;
use super::report_look::ReportLook;
use crate::arrange::{decoded, is_foreign, is_unmarked_utf_16, rows_of};
use crate::finding::{Code, Finding, Place};
use crate::ledger::reading::{Encoding, Report, TextRows};
use crate::project::{CsvFormat, FileLayout};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
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
    /// Its encoding: of what is no UTF-8, that which its letters speak for.
    pub encoding: Encoding,
    pub header: Vec<String>,
    pub columns: Vec<ColumnFacts>,
    /// What must be left out or read from other lines.
    pub layout: FileLayout,
    /// How many rows there are under the header, without headings and totals of groups.
    pub rows: u64,
    /// The headings above rows.
    pub headings: HeadingsFound,
    /// The rows of a report, which are not found again line by line.
    kept: Option<Vec<Vec<String>>>,
}

/// Opens a file anew, no longer compressed.
pub type OpenAgain<'a> = dyn FnMut() -> io::Result<Box<dyn Read>> + 'a;

#[derive(Clone, Debug, Default)]
pub struct ColumnFacts {
    pub filled: u64,
    pub dates: DateEvidence,
    pub amounts: AmountEvidence,
    /// How often each word stands in them; nothing where there are too many to be words.
    pub words: Option<BTreeMap<String, u64>>,
    /// How often each beginning stands in them, where there are too many texts to be words; nothing where they have no beginnings in common.
    pub leads: Option<BTreeMap<String, u64>>,
    /// Beginnings that tell of void rows and of credits.
    pub telling: BTreeMap<(TellingText, String), u64>,
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
        if let Some((said, beginning)) = telling(text)
            && (self.telling.len() < MOST_WORDS)
        {
            *self.telling.entry((said, beginning.to_owned())).or_default() += 1;
        }
        let Some(words) = &mut self.words else { return self.add_lead(text, 1) };
        if let Some(count) = words.get_mut(text) {
            *count += 1;
        } else if words.len() < MOST_WORDS && text.len() <= LONGEST_WORD {
            words.insert(text.to_owned(), 1);
        } else {
            self.leads = Some(BTreeMap::new());
            self.words.take().into_iter().flatten().for_each(|(word, count)| self.add_lead(&word, count));
            self.add_lead(text, 1);
        }
    }

    fn add_lead(&mut self, text: &str, rows: u64) {
        let Some(leads) = &mut self.leads else { return };
        match lead(text).filter(|lead| lead != "#") {
            Some(lead) if leads.len() < MOST_WORDS || leads.contains_key(&lead) => *leads.entry(lead).or_default() += rows,
            _ => self.leads = None,
        }
    }
}

impl Survey {
    /// Looks over a file, which `open` opens anew each time it is asked, no longer compressed. A plain table is read row by row; a report or a
    /// workbook, of which the sheet may be named, is kept. `named` are columns of the file that somebody has named.
    /// Error: why there is no table in it with names of columns that are known.
    pub fn of(file: &str, sheet: Option<&str>, named: &[&str], open: &mut OpenAgain<'_>) -> Result<Survey, Finding> {
        let unreadable = |error: io::Error| Finding::new(Code::UnreadableFile, format!("cannot read {file}: {error}"));
        let (head, encoding) = beginning(open().map_err(unreadable)?).map_err(unreadable)?;
        // A workbook has no encoding, and UTF-16 says itself what it is.
        let encoding = if is_foreign(&head) { Encoding::Utf8 } else { encoding };
        if sheet.is_some() || is_foreign(&head) || !encoding.keeps_ascii() {
            return Survey::of_report(file, sheet, (None, encoding), named, open);
        }
        if head.iter().all(u8::is_ascii_whitespace) {
            let finding = Finding::new(Code::UnreadableFile, "the file is empty: it needs a header row with the names of its columns");
            return Err(finding.at(Place::line(file, 1)));
        }
        let (delimiter, is_table) = delimiter(&head, file, named)?;
        if !is_table {
            return Survey::of_report(file, sheet, (Some(delimiter), encoding), named, open);
        }
        let mut report = Report::default();
        let rows = TextRows::open(open().map_err(unreadable)?, file, delimiter, encoding, &mut report);
        let Some(table) = rows else { return Err(first_of(&report, file)) };
        let mut survey = Survey::empty(file, delimiter, encoding, table.names().to_vec());
        let (patterns, mut asides) = (Patterns::new(), 0_u64);
        table.each(&mut report, |row| {
            if row.is_heading_or_total() {
                asides += 1;
                return;
            }
            survey.add(&patterns, |place| row.field(place));
        });
        if asides > 0 {
            return Survey::of_report(file, sheet, (Some(delimiter), encoding), named, open);
        }
        if report.error_count() > 0 { Err(first_of(&report, file)) } else { Ok(survey) }
    }

    /// Without a delimiter, it is found in the text, if it is one.
    fn of_report(
        file: &str,
        sheet: Option<&str>,
        (delimiter, encoding): (Option<u8>, Encoding),
        named: &[&str],
        open: &mut OpenAgain<'_>,
    ) -> Result<Survey, Finding> {
        let mut bytes = Vec::new();
        let read = open().and_then(|mut input| input.read_to_end(&mut bytes));
        read.map_err(|error| Finding::new(Code::UnreadableFile, format!("cannot read {file}: {error}")))?;
        let layout = FileLayout { sheet: sheet.map(str::to_owned), ..FileLayout::default() };
        let first = |mut wrong: Vec<Finding>| wrong.swap_remove(0);
        let delimiter = match (delimiter, decoded(&bytes, file, encoding).map_err(first)?) {
            (Some(delimiter), _) => delimiter,
            (None, Some(text)) if !is_foreign(text.as_bytes()) => self::delimiter(text.as_bytes(), file, named)?.0,
            (None, _) => b',',
        };
        let csv = CsvFormat { delimiter, encoding, layout, ..CsvFormat::plain(file) };
        let rows = rows_of(&bytes, file, &csv).map_err(first)?;
        let look = ReportLook::of(&rows, named).ok_or_else(|| {
            Finding::new(
                Code::UnreadableFile,
                format!("{file}: no line has names of columns that are known, such as Invoice, Due date and Amount"),
            )
            .hint("export a list of invoices with the names of its columns; give the names with --column if they are unusual")
        })?;
        let mut survey = Survey::empty(file, delimiter, encoding, look.names.clone());
        survey.layout = csv.layout;
        // With the header named, headings, totals and remarks are left out.
        let has_asides = look.rows.len() + 1 < rows.len();
        survey.layout.header = (!look.is_plain(&rows) || has_asides).then_some(look.header);
        survey.layout.group.clone_from(&look.group);
        let patterns = Patterns::new();
        for row in &look.rows {
            survey.add(&patterns, |place| row.get(place).map_or("", String::as_str));
        }
        survey.headings = look.headings;
        survey.kept = Some(look.rows);
        Ok(survey)
    }

    fn empty(file: &str, delimiter: u8, encoding: Encoding, header: Vec<String>) -> Survey {
        let columns = header.iter().map(|_| ColumnFacts::new()).collect();
        Survey {
            file: file.to_owned(),
            delimiter,
            encoding,
            header,
            columns,
            layout: FileLayout::default(),
            rows: 0,
            headings: HeadingsFound::default(),
            kept: None,
        }
    }

    fn add<'r>(&mut self, patterns: &Patterns, field: impl Fn(usize) -> &'r str) {
        self.rows += 1;
        self.columns.iter_mut().enumerate().for_each(|(place, column)| column.add(field(place), patterns));
    }

    /// The texts of a column of few texts, and how many rows have each; that of empty cells last.
    pub fn words(&self, place: usize) -> impl Iterator<Item = (&str, u64)> {
        let facts = self.columns.get(place);
        let words = facts.and_then(|facts| facts.words.as_ref());
        let empty = facts.filter(|_| words.is_some_and(|words| !words.is_empty())).map_or(0, |facts| self.rows - facts.filled);
        let words = words.into_iter().flatten().map(|(word, count)| (word.as_str(), *count));
        words.chain((empty > 0).then_some(("", empty)))
    }

    /// Has a column of few texts this one, or one that begins so where it ends in `*`? `Column: Text` is looked for in this column only.
    pub fn has_text(&self, typed: &str) -> bool {
        let in_column = |place: usize, text: &str| match text.strip_suffix('*') {
            Some(_) => self.columns[place].filled > 0,
            None => self.words(place).any(|(word, _)| word == text),
        };
        let named = |place: usize| typed.strip_prefix(self.header[place].as_str()).and_then(|rest| rest.strip_prefix(':'));
        (0..self.header.len()).any(|place| in_column(place, typed) || named(place).is_some_and(|text| in_column(place, text.trim())))
    }

    /// Goes through the rows again, without headings and totals of groups. A file that has changed meanwhile gives what it can.
    pub fn each_row(&self, open: &mut OpenAgain<'_>, mut take: impl FnMut(&dyn Fn(usize) -> String)) {
        if let Some(rows) = &self.kept {
            rows.iter().for_each(|row| take(&|place| row.get(place).cloned().unwrap_or_default()));
            return;
        }
        let Ok(input) = open() else { return };
        let mut report = Report::default();
        if let Some(table) = TextRows::open(input, &self.file, self.delimiter, self.encoding, &mut report) {
            table.each(&mut report, |row| take(&|place| row.field(place).to_owned()));
        }
    }

    /// What a doubt is about: the first rows with its text, else its columns with their first cells.
    pub fn shown(&self, doubt: &Doubt, open: &mut OpenAgain<'_>) -> Vec<String> {
        let (columns, word) = doubt.about();
        let places: Vec<usize> = columns.iter().filter_map(|name| self.place(name)).collect();
        let Some((word, place)) = word.zip(places.first()) else {
            return places.iter().map(|place| format!("{}: {}", self.header[*place], self.columns[*place].first.join(" | "))).collect();
        };
        let mut rows = Vec::new();
        self.each_row(open, |cell| {
            let has = |text: String| match word.strip_suffix('*') {
                Some(beginning) => !text.is_empty() && text.starts_with(beginning),
                None => text == word,
            };
            if rows.len() < FIRST_CELLS && has(cell(*place)) {
                let cells: Vec<String> = (0..self.header.len()).map(cell).filter(|cell| !cell.is_empty()).collect();
                rows.push(cells.join(" | "));
            }
        });
        rows
    }

    pub fn place(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }
}

fn first_of(report: &Report, file: &str) -> Finding {
    let first = report.errors().shown.first().cloned();
    first.unwrap_or_else(|| Finding::new(Code::UnreadableFile, format!("{file} cannot be read")))
}

/// The beginning of a file, and its encoding.
fn beginning(mut input: Box<dyn Read>) -> io::Result<(Vec<u8>, Encoding)> {
    let (mut head, mut is_utf8) = (Vec::new(), true);
    let mut chunk = vec![0; HEAD];
    let mut letters = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Bytes of a character that the next chunk ends.
    let mut begun: Vec<u8> = Vec::new();
    loop {
        let count = input.read(&mut chunk)?;
        let read = &chunk[..count];
        letters.feed(read, count == 0);
        if count == 0 {
            let encoding = match () {
                () if is_unmarked_utf_16(&head) => Encoding::Utf16,
                () if is_utf8 && begun.is_empty() => Encoding::Utf8,
                () => guessed(&letters),
            };
            return Ok((head, encoding));
        }
        head.extend_from_slice(&read[..count.min(HEAD.saturating_sub(head.len()))]);
        if is_utf8 {
            begun.extend_from_slice(read);
            match std::str::from_utf8(&begun) {
                Ok(_) => begun.clear(),
                Err(error) if error.error_len().is_none() => drop(begun.drain(..error.valid_up_to())),
                Err(_) => {
                    is_utf8 = false;
                    begun.clear();
                }
            }
        }
    }
}

/// The encoding that the letters speak for, of those that are read; that of western Europe where it is none of them.
fn guessed(letters: &EncodingDetector) -> Encoding {
    let name = letters.guess(None, Utf8Detection::Deny).name();
    Encoding::ALL
        .into_iter()
        .find(|encoding| encoding.name() == name.to_ascii_lowercase().replace('_', "-"))
        .unwrap_or(Encoding::Windows1252)
}

/// How many names of a header are known, or were named.
pub(super) fn known_names(names: &[String], named: &[&str]) -> usize {
    names::known(names) + names.iter().filter(|name| named.contains(&name.as_str())).count()
}

/// The delimiter with which a row is most like a header, and whether that is the first row, as in a plain table.
fn delimiter(head: &[u8], file: &str, named: &[&str]) -> Result<(u8, bool), Finding> {
    let whole =
        if head.len() < HEAD { head } else { &head[..head.iter().rposition(|byte| *byte == b'\n').map_or(head.len(), |at| at + 1)] };
    let (mut best, mut wrong) = (None, None);
    for delimiter in DELIMITERS {
        let mut report = Report::default();
        // Every byte is a character of windows-1252: what is wrong with the encoding is no matter here.
        let Some(table) = TextRows::open(whole, file, delimiter, Encoding::Windows1252, &mut report) else {
            wrong = wrong.or_else(|| Some(first_of(&report, file)));
            continue;
        };
        let (known, fields) = (known_names(table.names(), named), table.names().len());
        let mut rows = 0_usize;
        table.each(&mut report, |_| rows += 1);
        if fields > 1 && best.is_none_or(|(score, _)| (known, rows.min(20), fields) > score) {
            best = Some(((known, rows.min(20), fields), delimiter));
        }
    }
    let known_below = |delimiter: u8| {
        let csv = CsvFormat { delimiter, encoding: Encoding::Windows1252, ..CsvFormat::plain(file) };
        let look = ReportLook::of(&rows_of(whole, file, &csv).ok()?, named)?;
        Some((known_names(&look.names, named), delimiter))
    };
    if let Some(((known, ..), delimiter)) = best
        && known >= 2
    {
        // The names may go on in the second line, or a title may look like a name or two.
        let is_table = known_below(delimiter).is_none_or(|(below, _)| below <= known);
        return Ok((delimiter, is_table));
    }
    let below = DELIMITERS.into_iter().filter_map(known_below);
    match (below.max_by_key(|(known, _)| *known), best) {
        (Some((known, delimiter)), best) if best.is_none_or(|((first, ..), _)| known > first) => Ok((delimiter, false)),
        (_, Some((_, delimiter))) => Ok((delimiter, true)),
        _ => {
            let hint = "one of the first lines must be the names of the columns, with a comma, semicolon, tab or | between them";
            let finding = Finding::new(Code::UnreadableFile, "no line is the header of a table".to_owned());
            Err(wrong.unwrap_or_else(|| finding.hint(hint).at(Place::line(file, 1))))
        }
    }
}
