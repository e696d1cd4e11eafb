//! Halves of years, for which laws fix rates, and months, at whose ends they look at exchange rates.

use crate::calendar::Day;
use chrono::Datelike;
use std::fmt;

/// The half of a year: `2026-H1` is January to June.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfYear {
    year: i32,
    is_second: bool,
}

impl HalfYear {
    pub fn of(day: Day) -> HalfYear {
        HalfYear { year: day.date().year(), is_second: day.date().month() > 6 }
    }

    /// As in `2026-H2`.
    pub fn parse(text: &str) -> Option<HalfYear> {
        let (year, half) = text.split_once("-H").filter(|(year, _)| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))?;
        let half = HalfYear { year: year.parse().ok()?, is_second: ["1", "2"].iter().position(|known| *known == half)? == 1 };
        half.first_day().map(|_| half)
    }

    /// `None` before the first and after the last day there is.
    pub fn first_day(self) -> Option<Day> {
        Day::from_ymd(self.year, if self.is_second { 7 } else { 1 }, 1)
    }

    #[must_use]
    pub fn next(self) -> HalfYear {
        HalfYear { year: self.year + i32::from(self.is_second), is_second: !self.is_second }
    }

    /// From the half-year of a day to that of another.
    pub fn between(from: Day, to: Day) -> impl Iterator<Item = HalfYear> {
        let last = HalfYear::of(to);
        std::iter::successors(Some(HalfYear::of(from)), |half| Some(half.next())).take_while(move |half| *half <= last)
    }
}

impl fmt::Display for HalfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-H{}", self.year, if self.is_second { 2 } else { 1 })
    }
}

/// A month of a year, as in `2026-02`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarMonth {
    year: i32,
    /// From 1 to 12.
    month: u32,
}

impl CalendarMonth {
    /// The month before the one of a day.
    pub fn before(day: Day) -> CalendarMonth {
        let (year, month) = (day.date().year(), day.date().month());
        if month == 1 { CalendarMonth { year: year - 1, month: 12 } } else { CalendarMonth { year, month: month - 1 } }
    }

    /// As in `2026-02`.
    pub fn parse(text: &str) -> Option<CalendarMonth> {
        let day = Day::parse(&format!("{text}-01"))?;
        Some(CalendarMonth { year: day.date().year(), month: day.date().month() })
    }
}

impl fmt::Display for CalendarMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_years_are_written_read_and_counted() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(HalfYear::of(day("2026-06-30")).to_string(), "2026-H1");
        assert_eq!(HalfYear::of(day("2026-07-01")).to_string(), "2026-H2");
        assert_eq!(HalfYear::parse("2026-H2").and_then(HalfYear::first_day), Some(day("2026-07-01")));
        for wrong in ["2026-H3", "2026-h1", "26-H1", "2026", "2026-H", "+026-H1", "1900-H1", "2026-H11"] {
            assert_eq!(HalfYear::parse(wrong), None, "{wrong}");
        }
        let told: Vec<String> = HalfYear::between(day("2025-08-01"), day("2026-07-01")).map(|half| half.to_string()).collect();
        assert_eq!(told, ["2025-H2", "2026-H1", "2026-H2"]);
    }

    #[test]
    fn the_month_before_january_is_in_the_year_before() {
        let before = |text| CalendarMonth::before(Day::parse(text).unwrap()).to_string();
        assert_eq!((before("2026-01-31"), before("2026-03-01")), ("2025-12".to_owned(), "2026-02".to_owned()));
        assert_eq!(CalendarMonth::parse("2026-02").map(|month| month.to_string()), Some("2026-02".to_owned()));
        assert_eq!(["2026-13", "2026-2", "2026-02-01"].map(CalendarMonth::parse), [None; 3]);
    }
}
