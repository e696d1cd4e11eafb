//! Which formats the dates of a file can be in: every cell is tried with each, and what fits is counted.

use super::short_years::{ShortYears, YearPlace};
use crate::calendar::Day;
use crate::ledger::reading::{DateFormats, Foreign};
use std::collections::BTreeMap;

/// The formats that are tried. With dots the day stands first, unless the year does.
const KNOWN: &str = "%Y-%m-%d | %Y/%m/%d | %Y.%m.%d | %Y%m%d | %d.%m.%Y | %d.%m.%y | %d/%m/%Y | %m/%d/%Y | %d/%m/%y | %m/%d/%y | \
                     %d-%m-%Y | %m-%d-%Y | %d-%m-%y | %m-%d-%y | %y-%m-%d | %y/%m/%d | %y.%m.%d | \
                     %y%m%d | %d%m%y | %m%d%y | %d %b %Y | %d-%b-%Y | %d/%b/%Y | %d %b %y | %d-%b-%y | %d %B %Y | \
                     %b %d, %Y | %b %d %Y | %B %d, %Y | %Y-%b-%d | %Y-%m-%d %H:%M | %Y-%m-%d %H:%M:%S | %Y-%m-%dT%H:%M | \
                     %Y-%m-%dT%H:%M:%S | %d.%m.%Y %H:%M | %d.%m.%Y %H:%M:%S | %d/%m/%Y %H:%M | \
                     %m/%d/%Y %H:%M | %d/%m/%Y %H:%M:%S | %m/%d/%Y %H:%M:%S | %d. %b %Y | %d. %B %Y | %d %B %y | %d-%b-%Y %H:%M:%S | \
                     %Y-%m-%dT%H:%M:%S.%f | %Y-%m-%dT%H:%M:%S%z | %Y-%m-%dT%H:%M:%S.%f%z | %Y-%m-%d %H:%M:%S.%f | \
                     %Y-%m-%d %H:%M:%S%z | %Y-%m-%d %H:%M:%S.%f%z | \
                     %d/%m/%Y %I:%M %p | %m/%d/%Y %I:%M %p | %d/%m/%Y %I:%M:%S %p | %m/%d/%Y %I:%M:%S %p | \
                     %b %d, %Y %I:%M %p | %b %d, %Y, %I:%M %p | %d %b %Y %H:%M | %d %b %Y, %H:%M | %b %d, %Y %H:%M | %a %b %d %Y | \
                     %a, %d %b %Y %H:%M:%S %z | %s";

/// One of [`KNOWN`], ready to read by.
#[derive(Clone, Debug)]
struct Pattern {
    /// Its place in [`KNOWN`].
    number: usize,
    /// Where it has a year of two digits, beside other numbers.
    short_year: Option<YearPlace>,
    format: &'static str,
    dates: DateFormats,
    /// The first character of a date that is no letter and no digit.
    mark: Option<char>,
    has_time: bool,
    kind: DateFormatKind,
}

/// What two formats have in common that never read a date as different days: what stands between the parts, and the parts' order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct DateFormatKind {
    between: String,
    order: String,
}

impl DateFormatKind {
    fn of(format: &str) -> DateFormatKind {
        let (mut between, mut order) = (String::new(), String::new());
        let mut characters = format.chars();
        while let Some(character) = characters.next() {
            match (character, characters.clone().next()) {
                ('%', Some(part)) => {
                    characters.next();
                    order.push(if part == 'M' { 'M' } else { part.to_ascii_lowercase() });
                }
                _ => between.push(character),
            }
        }
        DateFormatKind { between, order: order.replace('b', "m") }
    }
}

#[derive(Clone, Debug)]
pub struct Patterns(Vec<Pattern>);

impl Patterns {
    pub fn new() -> Patterns {
        let pattern = |(number, format): (usize, &'static str)| {
            let (dates, kind) = (DateFormats::new(&[format]).ok()?, DateFormatKind::of(format));
            Some(Pattern {
                number,
                short_year: short_year(format),
                format,
                dates,
                mark: kind.between.chars().next(),
                has_time: format.contains("%H") || format.contains("%I"),
                kind,
            })
        };
        Patterns(KNOWN.split(" | ").enumerate().filter_map(pattern).collect())
    }

    /// The formats in which the text is a date, as bits by their number, with the day that each reads.
    fn fitting<'p>(&'p self, text: &'p str) -> impl Iterator<Item = (&'p Pattern, Day)> + 'p {
        const LONGEST: usize = 40;
        let mark = text.chars().find(|c| !c.is_alphanumeric());
        let has_time = text.contains(':');
        let may_fit = text.len() <= LONGEST && text.bytes().any(|byte| byte.is_ascii_digit());
        // Seconds since 1970 have ten digits in our time, and thousandths thirteen.
        let is_moment = matches!(text.len(), 10 | 13) && text.starts_with('1') && text.bytes().all(|byte| byte.is_ascii_digit());
        let tried = self.0.iter().filter(move |pattern| {
            may_fit && pattern.mark == mark && pattern.has_time == has_time && (is_moment || pattern.format != "%s")
        });
        tried.filter_map(move |pattern| Some((pattern, pattern.dates.parse(text).ok()?)))
    }
}

fn short_year(format: &str) -> Option<YearPlace> {
    match format.find("%y")? {
        _ if format.contains("%b") || format.contains("%B") => None,
        0 => Some(YearPlace::First),
        _ => Some(YearPlace::Last),
    }
}

/// What the cells of some columns say about the format of their dates: how many cells fit which formats.
#[derive(Clone, Debug, Default)]
pub struct DateEvidence {
    /// For every set of formats (as bits) that exactly fits some cells.
    fitting: BTreeMap<u128, FittingCells>,
    /// The years of dates of three short numbers.
    short_years: Option<ShortYears>,
    /// Is any of them written otherwise than in the ledger's own format, `2026-03-31`?
    other_than_plain: bool,
    none: u64,
    /// Those that are dates in a way that no format reads, and the first.
    foreign: (u64, Option<String>),
}

/// Cells that fit the same formats.
#[derive(Clone, Debug, Default)]
struct FittingCells {
    count: u64,
    /// The first of them; where it is the same day in all formats, the first that is not.
    example: String,
    differs: bool,
}

impl FittingCells {
    fn add(&mut self, count: u64, text: &str, differs: bool) {
        self.count += count;
        if self.example.is_empty() || (differs && !self.differs) {
            (self.example, self.differs) = (text.to_owned(), differs);
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatesRead {
    /// There are none, or all are written as in the ledger's own format.
    Plain,
    /// They are in these formats, and in no others that would give other days.
    In {
        formats: Vec<String>,
        /// A cell that can be read in no other order, where day and month could change places.
        because: Option<String>,
    },
    /// The same cells are one day in one format and another day in another.
    Ambiguous {
        example: String,
        readings: Vec<(String, Day)>,
        /// Cells that speak for one format and for another, where there are such.
        against: Vec<String>,
    },
}

impl DateEvidence {
    pub fn add(&mut self, text: &str, patterns: &Patterns) {
        let (mut bits, mut first, mut differs) = (0_u128, None, false);
        for (pattern, day) in patterns.fitting(text) {
            bits |= 1 << pattern.number;
            differs |= *first.get_or_insert(day) != day;
        }
        if bits == 0 {
            if Foreign::of(text).is_none() {
                self.none += 1;
                return;
            }
            self.foreign.0 += 1;
            self.foreign.1.get_or_insert_with(|| text.to_owned());
            return;
        }
        self.other_than_plain |= Day::parse(text).is_none();
        self.fitting.entry(bits).or_default().add(1, text, differs);
        self.add_years(ShortYears::of(text).as_ref());
    }

    fn add_years(&mut self, years: Option<&ShortYears>) {
        match (&mut self.short_years, years) {
            (Some(own), Some(years)) => own.join(years),
            (own, years) => *own = own.take().or_else(|| years.cloned()),
        }
    }

    pub fn join(&mut self, other: &DateEvidence) {
        self.none += other.none;
        self.foreign.0 += other.foreign.0;
        self.foreign.1 = self.foreign.1.take().or_else(|| other.foreign.1.clone());
        self.other_than_plain |= other.other_than_plain;
        for (bits, cells) in &other.fitting {
            self.fitting.entry(*bits).or_default().add(cells.count, &cells.example, cells.differs);
        }
        self.add_years(other.short_years.as_ref());
    }

    pub fn dates(&self) -> u64 {
        self.fitting.values().map(|cells| cells.count).sum()
    }

    /// Are most cells dates, if only in a way that no format reads? True where there are no cells.
    pub fn is_plausible(&self) -> bool {
        self.dates() + self.foreign.0 >= self.none
    }

    /// The first date that no format reads, and what it seems to be, where most are such.
    pub fn foreign(&self) -> Option<(&str, Foreign)> {
        let text = self.foreign.1.as_deref().filter(|_| self.foreign.0 > self.dates())?;
        Foreign::of(text).map(|foreign| (text, foreign))
    }

    /// The formats, if the cells themselves leave no doubt.
    pub fn read(&self, patterns: &Patterns) -> DatesRead {
        if !self.other_than_plain {
            return DatesRead::Plain;
        }
        let fitting = self.with_years_in_place(patterns);
        let kinds = |bits: u128| {
            let mut kinds: Vec<&DateFormatKind> = patterns.0.iter().filter(|p| bits & (1 << p.number) != 0).map(|p| &p.kind).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds
        };
        let mut certain: BTreeMap<&DateFormatKind, &str> = BTreeMap::new();
        for (bits, cells) in &fitting {
            if let [only] = kinds(*bits).as_slice() {
                certain.entry(only).or_insert(&cells.example);
            }
        }
        let mut needed = Vec::new();
        let mut in_doubt: Option<(&FittingCells, Vec<String>)> = None;
        for (bits, cells) in &fitting {
            let possible = kinds(*bits);
            let backed: Vec<&DateFormatKind> = possible.iter().copied().filter(|kind| certain.contains_key(kind)).collect();
            match backed.as_slice() {
                [kind] => needed.push((*kind, *bits)),
                backed => {
                    let against = backed.iter().filter_map(|kind| certain.get(kind)).map(|text| (*text).to_owned()).collect();
                    if in_doubt.as_ref().is_none_or(|(other, _)| cells.differs && !other.differs) {
                        in_doubt = Some((cells, against));
                    }
                }
            }
        }
        if let Some((cells, against)) = in_doubt {
            let example = cells.example.clone();
            return DatesRead::Ambiguous { readings: readings(&example, patterns, self.year_place()), example, against };
        }
        let mut formats: Vec<&Pattern> = Vec::new();
        for (kind, bits) in needed {
            let has = |pattern: &Pattern| bits & (1 << pattern.number) != 0 && pattern.kind == *kind;
            if !formats.iter().any(|pattern| has(pattern)) {
                // Of all that fit, that which fits most cells.
                let most = patterns.0.iter().filter(|pattern| has(pattern));
                formats.extend(most.min_by_key(|pattern| (std::cmp::Reverse(self.cells(pattern)), pattern.number)));
            }
        }
        formats.sort_by_key(|pattern| pattern.number);
        // Only where day and month could change places is there something to tell.
        let has_rival = |kind: &DateFormatKind| {
            let rival =
                |other: &DateFormatKind| other.between == kind.between && other.order != kind.order && !other.order.starts_with('y');
            !kind.order.starts_with('y') && patterns.0.iter().any(|pattern| rival(&pattern.kind))
        };
        let told = formats.iter().filter(|pattern| has_rival(&pattern.kind));
        let because = told.filter_map(|pattern| certain.get(&pattern.kind)).next().map(|text| (*text).to_owned());
        DatesRead::In { formats: formats.into_iter().map(|pattern| pattern.format.to_owned()).collect(), because }
    }

    fn cells(&self, pattern: &Pattern) -> u64 {
        self.fitting.iter().filter(|(bits, _)| *bits & (1 << pattern.number) != 0).map(|(_, cells)| cells.count).sum()
    }

    fn year_place(&self) -> Option<YearPlace> {
        self.short_years.as_ref().and_then(ShortYears::place)
    }

    /// The cells without formats that have the year of two digits at the other place than all dates together show. All as they are where a
    /// date would fit none.
    fn with_years_in_place(&self, patterns: &Patterns) -> BTreeMap<u128, FittingCells> {
        let Some(place) = self.year_place() else { return self.fitting.clone() };
        let elsewhere = patterns.0.iter().filter(|pattern| pattern.short_year.is_some_and(|year| year != place));
        let elsewhere = elsewhere.fold(0_u128, |bits, pattern| bits | (1 << pattern.number));
        if self.fitting.keys().any(|bits| bits & !elsewhere == 0) {
            return self.fitting.clone();
        }
        let mut fitting: BTreeMap<u128, FittingCells> = BTreeMap::new();
        for (bits, cells) in &self.fitting {
            fitting.entry(bits & !elsewhere).or_default().add(cells.count, &cells.example, cells.differs);
        }
        fitting
    }
}

/// What a cell is in each format that fits, one for each day; without those that have a year of two digits elsewhere.
fn readings(text: &str, patterns: &Patterns, year: Option<YearPlace>) -> Vec<(String, Day)> {
    let mut found: Vec<(&DateFormatKind, String, Day)> = Vec::new();
    let is_elsewhere = |pattern: &Pattern| year.is_some() && pattern.short_year.is_some() && pattern.short_year != year;
    for (pattern, day) in patterns.fitting(text).filter(|(pattern, _)| !is_elsewhere(pattern)) {
        if !found.iter().any(|(kind, ..)| **kind == pattern.kind) {
            found.push((&pattern.kind, pattern.format.to_owned(), day));
        }
    }
    found.into_iter().map(|(_, format, day)| (format, day)).collect()
}

#[cfg(test)]
mod tests;
