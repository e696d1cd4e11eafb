//! The only place with a clock: which day `today` is, and the days that are told from it.

mod typed;

pub use typed::TypedDay;

use anyhow::anyhow;
use chrono::{Month, Utc};
use chrono_tz::Tz;
use collect::calendar::Day;
use std::str::FromStr;

pub struct Today {
    pub day: Day,
    /// What to tell the user about it, if the zone had to be guessed.
    pub note: Option<String>,
}

/// Today in the workflow's zone, else in the machine's (`TZ`, then the system's setting), else in UTC.
#[expect(clippy::disallowed_methods, reason = "here, and nowhere else, today comes into the program")]
pub fn today(workflow_zone: Option<Tz>) -> anyhow::Result<Today> {
    let zone = workflow_zone.or_else(|| zone_of_variable(&std::env::var("TZ").ok()?)).or_else(system_zone);
    let note =
        zone.is_none().then(|| "the machine's time zone is not known: today is taken in UTC (set timezone in the workflow)".to_owned());
    let date = Utc::now().with_timezone(&zone.unwrap_or(Tz::UTC)).date_naive();
    let day = Day::from_date(date).ok_or_else(|| anyhow!("the machine's clock says {date}, which is outside 1970 to 2200"))?;
    Ok(Today { day, note })
}

fn zone_of_variable(value: &str) -> Option<Tz> {
    value.trim_start_matches(':').parse().ok()
}

fn system_zone() -> Option<Tz> {
    iana_time_zone::get_timezone().ok()?.parse().ok()
}

/// A day as it is typed: a date, or so many days from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    Date(Day),
    FromToday(i32),
}

impl AsOf {
    /// The day, told from today.
    pub fn on(self, today: Day) -> Result<Day, String> {
        match self {
            AsOf::Date(day) => Ok(day),
            AsOf::FromToday(days) => {
                let day = today.plus(days);
                if (Day::FIRST..=Day::LAST).contains(&day) { Ok(day) } else { Err(format!("{days:+}d is {day}: {LIMITS}")) }
            }
        }
    }
}

const LIMITS: &str = "use a date from 1970-01-01 to 2200-12-31";
const WANTED: &str = "write today, yesterday, tomorrow, a date such as 2026-03-31, or days from today such as +7d or -1d";

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<AsOf, String> {
        match text {
            "today" => return Ok(AsOf::FromToday(0)),
            "yesterday" => return Ok(AsOf::FromToday(-1)),
            "tomorrow" => return Ok(AsOf::FromToday(1)),
            _ => {}
        }
        if let Some(days) = text.strip_suffix('d').filter(|_| text.starts_with(['+', '-'])) {
            return days.parse().map(AsOf::FromToday).map_err(|_| WANTED.to_owned());
        }
        Day::parse(text).map(AsOf::Date).ok_or_else(|| why_no_date(text))
    }
}

fn why_no_date(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    let numbers: Vec<u32> =
        parts.iter().filter(|part| part.bytes().all(|b| b.is_ascii_digit())).filter_map(|part| part.parse().ok()).collect();
    let ([year, month, day], [y, m, d]) = (numbers.as_slice(), parts.as_slice()) else { return WANTED.to_owned() };
    if y.len() != 4 {
        return WANTED.to_owned();
    }
    let length = days_in(*year, *month);
    match length {
        None => format!("{text} is not a date: there is no month {month}"),
        Some((name, length)) if *day == 0 || *day > length => format!("{text} is not a date: {name} {year} has {length} days"),
        Some(_) if (m.len(), d.len()) != (2, 2) => format!("write it as {year:04}-{month:02}-{day:02}"),
        Some(_) => LIMITS.to_owned(),
    }
}

fn days_in(year: u32, month: u32) -> Option<(&'static str, u32)> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Some((month.name(), month.num_days(year.try_into().ok()?)?.into()))
}

#[cfg(test)]
mod tests;
