//! How the days of interest, and those of the year that they are a part of, are counted.

use crate::calendar::Day;
use chrono::Datelike;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayCount {
    /// Calendar days over 365, in leap years too.
    #[default]
    Actual365,
    Actual360,
    /// Calendar days, over 366 for the days of leap years, else over 365.
    ActualActual,
    /// Months of 30 days, years of 360.
    Thirty360,
}

impl DayCount {
    pub const WORDS: [(&'static str, DayCount); 4] = [
        ("actual/365", DayCount::Actual365),
        ("actual/360", DayCount::Actual360),
        ("actual/actual", DayCount::ActualActual),
        ("30/360", DayCount::Thirty360),
    ];

    pub fn days_of_year(self, day: Day) -> u16 {
        match self {
            DayCount::Actual365 => 365,
            DayCount::Actual360 | DayCount::Thirty360 => 360,
            DayCount::ActualActual if day.date().leap_year() => 366,
            DayCount::ActualActual => 365,
        }
    }

    /// The days from one to another, both included; with months of 30 days a 31st is none of its own, and the end of February is two or one
    /// day short, which 1 March makes up for.
    pub fn days(self, from: Day, to: Day) -> i32 {
        match self {
            DayCount::Thirty360 => thirty(to) - thirty(from.plus(-1)),
            _ => to.since(from) + 1,
        }
    }
}

/// The number of a day where every month has 30.
fn thirty(day: Day) -> i32 {
    let date = day.date();
    date.year() * 360 + date.month0() as i32 * 30 + date.day().min(30) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_thirty_days_where_they_are_counted_so() {
        let days = |from, to| DayCount::Thirty360.days(Day::parse(from).unwrap(), Day::parse(to).unwrap());
        assert_eq!(days("2026-01-01", "2026-12-31"), 360);
        assert_eq!(days("2026-01-31", "2026-01-31"), 0, "a 31st");
        assert_eq!(days("2026-02-01", "2026-02-28"), 28);
        assert_eq!(days("2026-03-01", "2026-03-01"), 3, "with the two that February lacks");
        assert_eq!(days("2026-02-01", "2026-03-15"), 45);
        assert_eq!(DayCount::Actual365.days(Day::parse("2028-02-01").unwrap(), Day::parse("2028-03-01").unwrap()), 30);
    }
}
