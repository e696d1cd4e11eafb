//! Days: civil dates as day numbers, and the calendar of working days.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::fmt;

/// A civil date, kept as the number of days since 1970-01-01.
///
/// Any number is a day; arithmetic saturates far outside the years 1970 to 2200 that a ledger may name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The first day that a ledger or a workflow may name: 1970-01-01.
    pub const FIRST: Day = Day(0);
    /// The last day that a ledger or a workflow may name: 2200-12-31.
    pub const LAST: Day = Day(84_370);

    /// The day with this number, counted from 1970-01-01.
    pub const fn from_number(number: i32) -> Day {
        Day(number)
    }

    /// The number of the day, counted from 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of a calendar date; `None` outside the years 1970 to 2200.
    pub fn from_date(date: NaiveDate) -> Option<Day> {
        let number = date.signed_duration_since(NaiveDate::default()).num_days();
        i32::try_from(number).ok().map(Day).filter(|day| (Day::FIRST..=Day::LAST).contains(day))
    }

    /// The day of a year, month and day; `None` where there is no such date or it lies outside 1970 to 2200.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Day::from_date)
    }

    /// A day written as `2026-03-31`, and in no other way.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        let digits = |from: usize, to: usize| {
            bytes[from..to].iter().try_fold(0_i32, |n, b| b.is_ascii_digit().then(|| n * 10 + i32::from(b - b'0')))
        };
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Day::from_ymd(digits(0, 4)?, digits(5, 7)?.unsigned_abs(), digits(8, 10)?.unsigned_abs())
    }

    /// The calendar date.
    pub fn date(self) -> NaiveDate {
        let epoch = NaiveDate::default();
        let days = Days::new(u64::from(self.0.unsigned_abs()));
        let date = if self.0 < 0 { epoch.checked_sub_days(days) } else { epoch.checked_add_days(days) };
        date.unwrap_or(if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
    }

    /// The day so many days later, or earlier if negative.
    #[must_use]
    pub const fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// How many days this day lies after the other; negative before it.
    pub const fn since(self, other: Day) -> i32 {
        self.0.saturating_sub(other.0)
    }

    /// The day of the week, Monday first.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The days on which a company works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingCalendar {
    /// Monday first.
    working: [bool; 7],
    /// Sorted.
    holidays: Vec<Day>,
}

impl WorkingCalendar {
    /// A calendar of the days of the week that are worked, less the holidays.
    pub fn new(working_days: &[Weekday], mut holidays: Vec<Day>) -> WorkingCalendar {
        let mut working = [false; 7];
        for day in working_days {
            working[day.num_days_from_monday() as usize] = true;
        }
        holidays.sort_unstable();
        holidays.dedup();
        WorkingCalendar { working, holidays }
    }

    /// Is the day worked?
    pub fn works_on(&self, day: Day) -> bool {
        // 1970-01-01 was a Thursday.
        self.working[(day.0.wrapping_add(3)).rem_euclid(7) as usize] && self.holidays.binary_search(&day).is_err()
    }

    /// The first working day on or after the day; `None` if the week has no working day.
    pub fn on_or_after(&self, day: Day) -> Option<Day> {
        // Past the last holiday a week is enough, and each holiday can cost a day.
        let most = 7 * (self.holidays.len() as i32 + 1);
        (0..=most).map(|n| day.plus(n)).find(|day| self.works_on(*day))
    }
}

impl Default for WorkingCalendar {
    /// Every day is a working day.
    fn default() -> Self {
        WorkingCalendar { working: [true; 7], holidays: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn the_limits_are_the_dates_they_say() {
        assert_eq!(Day::FIRST.to_string(), "1970-01-01");
        assert_eq!(Day::LAST.to_string(), "2200-12-31");
        assert_eq!(Day::from_ymd(2201, 1, 1), None);
        assert_eq!(Day::from_ymd(1969, 12, 31), None);
    }

    #[test]
    fn a_date_is_read_in_one_way_only() {
        assert_eq!(day("2024-02-29").plus(1).to_string(), "2024-03-01");
        for text in ["2023-02-29", "2024-2-9", "2024/02/29", "24-02-29", "2024-02-29 ", "2024-02-3x", "٢٠٢٤-٠٢"] {
            assert_eq!(Day::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_week_and_its_holidays() {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        // 2026-12-25 is a Friday.
        let calendar = WorkingCalendar::new(&[Mon, Tue, Wed, Thu, Fri], vec![day("2026-12-25"), day("2026-12-28")]);
        assert!(calendar.works_on(day("2026-12-24")));
        assert_eq!(calendar.on_or_after(day("2026-12-25")), Some(day("2026-12-29")));
        assert_eq!(WorkingCalendar::new(&[], vec![]).on_or_after(day("2026-12-25")), None);
    }
}
