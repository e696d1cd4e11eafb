//! Dates as files write them.

use super::month_names::in_english;
use crate::calendar::Day;
use chrono::format::{Item, Parsed, StrftimeItems, parse};
use chrono::{DateTime, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use std::fmt::{self, Write as _};

/// The ways in which a file writes its dates, tried in order; `2026-03-31` where none is given.
#[derive(Clone, Debug, Default)]
pub struct DateFormats {
    formats: Vec<OneFormat>,
    /// The timezone in which times with an offset are days.
    zone: Option<Tz>,
}

#[derive(Clone, Debug)]
struct OneFormat {
    text: String,
    items: Vec<Item<'static>>,
    /// How many digits a date has where nothing stands between its parts: with one less it would be another day.
    digits: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadDateFormat {
    pub format: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError<'f> {
    /// It is not written as the file's dates are, or there is no such day.
    Malformed(&'f DateFormats),
    /// It is outside the years 1970 to 2200.
    OutOfRange,
}

impl PartialEq for DateFormats {
    fn eq(&self, other: &Self) -> bool {
        self.zone == other.zone && self.formats().eq(other.formats())
    }
}

impl Eq for DateFormats {}

impl DateFormats {
    /// Formats in the notation of `strftime`: `%m/%d/%Y`, `%d.%m.%y`, `%Y%m%d`.
    ///
    /// # Errors
    ///
    /// Names the first one that is no such format, or does not say which day of which year is meant.
    pub fn new(formats: &[impl AsRef<str>]) -> Result<DateFormats, BadDateFormat> {
        let mut valid = Vec::with_capacity(formats.len());
        for format in formats.iter().map(AsRef::as_ref) {
            let items = StrftimeItems::new(format).parse_to_owned().ok().filter(|items| names_a_day(items));
            let items = items.ok_or_else(|| BadDateFormat { format: format.to_owned() })?;
            valid.push(OneFormat { text: format.to_owned(), digits: digits(format), items });
        }
        Ok(DateFormats { formats: valid, zone: None })
    }

    /// The same, for times with an offset that are days in this timezone.
    #[must_use]
    pub fn in_zone(self, zone: Option<Tz>) -> DateFormats {
        DateFormats { zone, ..self }
    }

    /// The same, for dates that may also be written as `2026-03-31`.
    #[must_use]
    pub fn or_plain(mut self) -> DateFormats {
        if !self.formats.is_empty()
            && let Ok(plain) = DateFormats::new(&["%Y-%m-%d"])
        {
            self.formats.splice(..0, plain.formats);
        }
        self
    }

    /// The formats; none where dates are written as `2026-03-31`.
    pub fn formats(&self) -> impl Iterator<Item = &str> {
        self.formats.iter().map(|format| format.text.as_str())
    }

    /// The last day of March 2026 in each of the formats: a day that nobody takes for a month.
    fn samples(&self) -> Vec<String> {
        let day = NaiveDate::from_ymd_opt(2026, 3, 31);
        self.formats.iter().filter_map(|format| written(day?, &format.items)).collect()
    }

    /// Reads a date by the first format that fits and makes it one of the years that ledgers have.
    ///
    /// # Errors
    ///
    /// Says whether it is no date, or one that no ledger names.
    pub fn parse(&self, text: &str) -> Result<Day, DateError<'_>> {
        if self.formats.is_empty() {
            return Day::parse(text).ok_or_else(|| match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
                Ok(date) if Day::from_date(date).is_none() => DateError::OutOfRange,
                _ => DateError::Malformed(self),
            });
        }
        // `%Y` reads 26 as a year of old: then a later format may still know better.
        let fitting = self.formats.iter().filter(|format| format.digits.is_none_or(|digits| digits == text.len()));
        let mut dates = fitting.filter_map(|format| read_in_any_language(text, &format.items, self.zone)).peekable();
        let error = if dates.peek().is_some() { DateError::OutOfRange } else { DateError::Malformed(self) };
        dates.find_map(Day::from_date).ok_or(error)
    }
}

/// How many digits the dates of a format have, if they have nothing else.
fn digits(format: &str) -> Option<usize> {
    let parts = format.strip_prefix('%')?.split('%');
    parts
        .map(|part| match part {
            "Y" => Some(4),
            "y" | "m" | "d" => Some(2),
            _ => None,
        })
        .sum()
}

fn read_in_any_language(text: &str, items: &[Item<'_>], zone: Option<Tz>) -> Option<NaiveDate> {
    read(text, items, zone).or_else(|| in_english(text)?.iter().find_map(|text| read(text, items, zone)))
}

fn read(text: &str, items: &[Item<'_>], zone: Option<Tz>) -> Option<NaiveDate> {
    let parsed = parsed(text, items).or_else(|| {
        // The words for no offset.
        let before = ["Z", "UTC", "GMT"].iter().find_map(|word| text.strip_suffix(word))?;
        parsed(&format!("{before}+0000"), items)
    })?;
    if let Some(timestamp) = parsed.timestamp() {
        // So many seconds are in the year 5138: they are thousandths.
        let seconds = if timestamp.unsigned_abs() < 100_000_000_000 { timestamp } else { timestamp / 1000 };
        return Some(day_of(DateTime::from_timestamp(seconds, 0)?.fixed_offset(), zone));
    }
    match parsed.to_datetime() {
        Ok(moment) => Some(day_of(moment, zone)),
        Err(_) => parsed.to_naive_date().ok(),
    }
}

fn parsed(text: &str, items: &[Item<'_>]) -> Option<Parsed> {
    let mut parsed = Parsed::new();
    parse(&mut parsed, text, items.iter()).ok()?;
    Some(parsed)
}

/// The day of a moment. Midnight is how systems write a date without a time: it stays the day as it is written.
fn day_of(moment: DateTime<chrono::FixedOffset>, zone: Option<Tz>) -> NaiveDate {
    match zone {
        Some(zone) if moment.time() != NaiveTime::MIN => moment.with_timezone(&zone).date_naive(),
        _ => moment.date_naive(),
    }
}

/// Does a date written in the format come back as the same date?
fn names_a_day(items: &[Item<'_>]) -> bool {
    // The 164th day of its year: no two numbers of it are alike.
    let Some(sample) = NaiveDate::from_ymd_opt(2026, 6, 13) else { return false };
    written(sample, items).is_some_and(|text| read(&text, items, None) == Some(sample))
}

fn written(date: NaiveDate, items: &[Item<'_>]) -> Option<String> {
    let mut text = String::new();
    write!(text, "{}", date.and_hms_opt(0, 0, 0)?.and_utc().format_with_items(items.iter())).ok()?;
    Some(text)
}

impl DateError<'_> {
    pub fn hint(&self, text: &str) -> Option<String> {
        const KNOWN: &str = "%Y-%m-%d | %d.%m.%Y | %m/%d/%Y | %d/%m/%Y | %Y/%m/%d | %Y%m%d | %Y-%m-%dT%H:%M:%S | %Y-%m-%d %H:%M:%S | \
                             %d %b %Y | %d-%b-%Y | %b %d, %Y";
        let fits = |format: &&str| NaiveDate::parse_from_str(text, format).is_ok_and(|date| Day::from_date(date).is_some());
        let fitting: Vec<String> =
            KNOWN.split(" | ").filter(|format| fits(format)).map(|format| format!("`date_format: {format:?}`")).collect();
        match self {
            DateError::Malformed(_) if !fitting.is_empty() => {
                Some(format!("if all dates of the file have this format, set {} for it in the project file", fitting.join(" or ")))
            }
            DateError::Malformed(_) => Foreign::of(text).map(|foreign| foreign.to_string()),
            DateError::OutOfRange => None,
        }
    }
}

/// A date in a way that no format reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A day as Excel keeps it: how many there were since 1900.
    Serial(Day),
    /// Its month has a name, and no format that was tried has it there.
    MonthByName,
}

impl Foreign {
    /// The day that is 25569 in Excel is the first that ledgers have; the last of five digits is in 2173.
    const FIRST: i32 = 25_569;
    /// How the names of months begin, in English, German, French, Spanish, Italian and Dutch.
    const MONTHS: [&str; 37] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "jän", "mär", "maer", "mrz", "mai", "okt",
        "dez", "fév", "fev", "avr", "jui", "aoû", "aou", "déc", "ene", "abr", "ago", "dic", "gen", "mag", "giu", "lug", "set", "ott",
        "mrt",
    ];

    /// What a text that is no date by any format seems to be.
    pub fn of(text: &str) -> Option<Foreign> {
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() == 5 && is_number(whole) && is_number(part) {
            let days: i32 = whole.parse().ok()?;
            return (days >= Foreign::FIRST).then(|| Foreign::Serial(Day::from_number(days - Foreign::FIRST)));
        }
        let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let (word, others) = (words.next()?.to_lowercase(), words.count());
        let is_month = Foreign::MONTHS.iter().any(|month| word.starts_with(month));
        let figures = text.split(|c: char| !c.is_ascii_digit()).filter(|figures| !figures.is_empty()).count();
        (is_month && others == 0 && figures == 2).then_some(Foreign::MonthByName)
    }
}

/// What it seems to be, and what to do about it.
impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Foreign::Serial(day) => {
                write!(f, "it looks like Excel's number for {day}: format the column as dates before you export it")
            }
            Foreign::MonthByName => f.write_str(
                "it has the name of a month: say how it stands there with `date_format`, such as \"%d. %b %Y\" for 31. Dez 2025",
            ),
        }
    }
}

impl fmt::Display for DateError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::Malformed(formats) if formats.formats.is_empty() => f.write_str("is not a date such as 2026-03-31"),
            DateError::Malformed(formats) => {
                write!(f, "is not a date such as {}", formats.samples().join(" or "))
            }
            DateError::OutOfRange => f.write_str("is outside the years 1970 to 2200"),
        }
    }
}

#[cfg(test)]
mod tests;
