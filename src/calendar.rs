//! Days: civil dates as day numbers, and the calendar of working days.

mod public_holidays;

pub use public_holidays::{HOLIDAY_YEARS, countries, public_holidays, regions};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::fmt;
use std::num::NonZeroU32;

/// A civil date, kept as the number of days since 1970-01-01.
///
/// Any number is a day; arithmetic saturates far outside the years 1970 to 2200 that a ledger may name. `Option<Day>` takes no more room
/// than a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NonZeroU32);

/// What the number of a day is combined with, so that later days are larger and only the lowest number of all would be nothing.
const FROM_LOWEST: u32 = 1 << 31;

impl Day {
    /// The first day that a ledger or a workflow may name: 1970-01-01.
    pub const FIRST: Day = Day::from_number(0);
    /// The last day that a ledger or a workflow may name: 2200-12-31.
    pub const LAST: Day = Day::from_number(84_370);

    /// The day with this number, counted from 1970-01-01.
    pub const fn from_number(number: i32) -> Day {
        match NonZeroU32::new(number as u32 ^ FROM_LOWEST) {
            Some(number) => Day(number),
            None => Day(NonZeroU32::MIN),
        }
    }

    pub const fn number(self) -> i32 {
        (self.0.get() ^ FROM_LOWEST) as i32
    }

    /// The day of a calendar date; `None` outside the years 1970 to 2200.
    pub fn from_date(date: NaiveDate) -> Option<Day> {
        let number = date.signed_duration_since(NaiveDate::default()).num_days();
        i32::try_from(number).ok().map(Day::from_number).filter(|day| (Day::FIRST..=Day::LAST).contains(day))
    }

    /// The day of a year, month and day; `None` where there is no such date or it lies outside 1970 to 2200.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        const BEFORE: [i32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
        let month = month as usize;
        if !(1970..=2200).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = BEFORE[month] - BEFORE[month - 1] + i32::from(leap && month == 2);
        // Leap days of the years before, since the year 1; there were 477 before 1970.
        let (years, last) = (year - 1970, year - 1);
        let leap_days = last / 4 - last / 100 + last / 400 - 477 + i32::from(leap && month > 2);
        (day as i32 <= length).then(|| Day::from_number(years * 365 + leap_days + BEFORE[month - 1] + day as i32 - 1))
    }

    /// A day written as `2026-03-31`, and in no other way.
    #[inline]
    pub fn parse(text: &str) -> Option<Day> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        // The first eight bytes at once: where a digit is to be, what is left of it is at most 9; of a dash nothing is left.
        let left = u64::from_le_bytes(*bytes.first_chunk()?) ^ u64::from_le_bytes(*b"0000-00-");
        let too_large = left.wrapping_add(u64::from_le_bytes([0x76, 0x76, 0x76, 0x76, 0x7f, 0x76, 0x76, 0x7f])) | left;
        let (tens, ones) = (bytes[8] ^ b'0', bytes[9] ^ b'0');
        if too_large & 0x8080_8080_8080_8080 != 0 || tens > 9 || ones > 9 {
            return None;
        }
        let digits = left.to_le_bytes().map(u32::from);
        let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
        Day::from_ymd(year as i32, digits[5] * 10 + digits[6], u32::from(tens) * 10 + u32::from(ones))
    }

    pub fn date(self) -> NaiveDate {
        let epoch = NaiveDate::default();
        let number = self.number();
        let days = Days::new(u64::from(number.unsigned_abs()));
        let date = if number < 0 { epoch.checked_sub_days(days) } else { epoch.checked_add_days(days) };
        date.unwrap_or(if number < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
    }

    /// Its year, month and day, by Howard Hinnant's `civil_from_days` (chrono-Compatible Low-Level Date Algorithms): years begin in
    /// March there, so that the leap day is the last of its year.
    fn ymd(self) -> (i64, u32, u32) {
        let shifted = i64::from(self.number()) + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        (year + era * 400 + i64::from(month <= 2), month as u32, day as u32)
    }

    /// The day as `2026-03-31`, in ASCII; `None` outside the years 0 to 9999.
    pub(crate) fn text(self) -> Option<[u8; 10]> {
        let (year, month, day) = self.ymd();
        let year = u32::try_from(year).ok().filter(|year| *year <= 9999)?;
        let digit = |number: u32| b'0' + (number % 10) as u8;
        let two = |number: u32| [digit(number / 10), digit(number)];
        let ([a, b], [c, d], [e, g], [h, i]) = (two(year / 100), two(year), two(month), two(day));
        Some([a, b, c, d, b'-', e, g, b'-', h, i])
    }

    /// Writes what [`fmt::Display`] does, to anything.
    pub(crate) fn write(self, out: &mut impl fmt::Write) -> fmt::Result {
        if let Some(text) = self.text() {
            return out.write_str(std::str::from_utf8(&text).unwrap_or_default());
        }
        let (year, month, day) = self.ymd();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }

    /// The day so many days later, or earlier if negative.
    #[must_use]
    pub const fn plus(self, days: i32) -> Day {
        Day::from_number(self.number().saturating_add(days))
    }

    /// How many days this day lies after the other; negative before it.
    pub const fn since(self, other: Day) -> i32 {
        self.number().saturating_sub(other.number())
    }

    /// As people say it: `Monday 2026-03-30`.
    pub fn with_weekday(self) -> String {
        format!("{} {self}", self.date().format("%A"))
    }

    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingCalendar {
    working: [bool; 7],
    /// Sorted.
    holidays: Vec<Day>,
    /// Does a due date on a day off count as the next working day?
    rolls_due_dates: bool,
    /// The country, where its public holidays are among them: they are known in some years only.
    country: Option<String>,
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
        WorkingCalendar { working, holidays, rolls_due_dates: false, country: None }
    }

    /// The same without the public holidays of a country, or of a region of it, too.
    #[must_use]
    pub fn of_country(mut self, country: &str, region: Option<&str>) -> WorkingCalendar {
        self.holidays.extend(public_holidays(country, region));
        self.holidays.sort_unstable();
        self.holidays.dedup();
        WorkingCalendar { country: Some(country.to_owned()), ..self }
    }

    /// The same, with due dates on a day off at the next working day, or not.
    #[must_use]
    pub fn rolling_due_dates(self, rolls_due_dates: bool) -> WorkingCalendar {
        WorkingCalendar { rolls_due_dates, ..self }
    }

    pub fn rolls_due_dates(&self) -> bool {
        self.rolls_due_dates
    }

    /// The day that counts of a due date.
    pub fn due_on(&self, due: Day) -> Day {
        if self.rolls_due_dates { self.on_or_after(due).unwrap_or(due) } else { due }
    }

    /// The country whose public holidays are not known in the year of a day, though they are asked for.
    pub fn unknown_on(&self, day: Day) -> Option<&str> {
        let (first, last) = HOLIDAY_YEARS;
        self.country.as_deref().filter(|_| !(first..=last).contains(&day.date().year()))
    }

    pub fn works_on(&self, day: Day) -> bool {
        // 1970-01-01 was a Thursday.
        self.working[(day.number().wrapping_add(3)).rem_euclid(7) as usize] && self.holidays.binary_search(&day).is_err()
    }

    /// The first working day on or after the day; `None` if the week has no working day.
    pub fn on_or_after(&self, day: Day) -> Option<Day> {
        // Past the last holiday a week is enough, and each holiday can cost a day.
        let most = 7 * (self.holidays.len() as i32 + 1);
        (0..=most).map(|n| day.plus(n)).find(|day| self.works_on(*day))
    }
}

impl Default for WorkingCalendar {
    fn default() -> Self {
        WorkingCalendar { working: [true; 7], holidays: Vec::new(), rolls_due_dates: false, country: None }
    }
}

#[cfg(test)]
mod tests;
