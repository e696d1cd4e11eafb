//! Years of two digits: whether they stand first or last in a date is seen from all dates together. Read the wrong way, days become years, and
//! they scatter.

use std::ops::RangeInclusive;

/// Where the year stands in a date of three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearPlace {
    First,
    Last,
}

/// The years of all dates of three short numbers, if the first number is the year, and if the last is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShortYears {
    first: RangeInclusive<u32>,
    last: RangeInclusive<u32>,
    count: u64,
    /// Do all have dots between the numbers? Then the year stands last almost everywhere.
    dotted: bool,
}

/// Open invoices are seldom of more years than these.
const WIDEST: u32 = 6;
/// Days that are taken for years scatter over so many more where there are many dates, and over so many where there are some.
const MARGIN: u32 = 4;
const FAR: u32 = 12;
const MANY: u64 = 6;
const SOME: u64 = 3;
/// Years of invoices that somebody collects now, and the last of those that nobody does.
const PRESENT: RangeInclusive<u32> = 2020..=2039;
const NEAR: RangeInclusive<u32> = 2020..=2029;
const PAST: u32 = 2014;

impl ShortYears {
    /// Those of one date; nothing where it has other parts than three numbers of one or two digits.
    pub fn of(text: &str) -> Option<ShortYears> {
        let mark = text.chars().find(|c| !c.is_ascii_digit());
        let parts: Vec<&str> = match mark {
            Some(mark) => text.split(mark).collect(),
            None if text.len() == 6 => vec![&text[..2], &text[2..4], &text[4..]],
            None => return None,
        };
        let [first, middle, last] = parts[..] else { return None };
        let is_short = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
        if ![first, middle, last].into_iter().all(is_short) {
            return None;
        }
        let year = |part: &str| part.parse::<u32>().ok().map(|year| if year >= 70 { 1900 + year } else { 2000 + year });
        let (first, last) = (year(first)?, year(last)?);
        Some(ShortYears { first: first..=first, last: last..=last, count: 1, dotted: mark == Some('.') })
    }

    pub fn join(&mut self, other: &ShortYears) {
        let wider = |one: &RangeInclusive<u32>, other: &RangeInclusive<u32>| *one.start().min(other.start())..=*one.end().max(other.end());
        self.first = wider(&self.first, &other.first);
        self.last = wider(&self.last, &other.last);
        self.count += other.count;
        self.dotted &= other.dotted;
    }

    /// Where the year stands, if the dates leave no doubt.
    pub fn place(&self) -> Option<YearPlace> {
        let span = |years: &RangeInclusive<u32>| years.end() - years.start();
        let is_within =
            |years: &RangeInclusive<u32>, wanted: RangeInclusive<u32>| wanted.contains(years.start()) && wanted.contains(years.end());
        let is_present = |years: &RangeInclusive<u32>| is_within(years, PRESENT) && span(years) <= WIDEST;
        let scatters = |years: &RangeInclusive<u32>, other: &RangeInclusive<u32>| {
            let is_older = years.end() < PRESENT.start() && other.end() >= PRESENT.start();
            let many = self.count >= MANY && span(other) >= span(years) + MARGIN;
            let far = self.count >= SOME && is_present(years) && span(other) >= FAR;
            span(years) <= WIDEST && !is_older && (many || far)
        };
        let is = |years: &RangeInclusive<u32>, other: &RangeInclusive<u32>| {
            scatters(years, other) || (is_present(years) && *other.end() <= PAST)
        };
        match (is_present(&self.first) && is(&self.first, &self.last), is(&self.last, &self.first)) {
            (true, false) => Some(YearPlace::First),
            (false, true) => Some(YearPlace::Last),
            _ if self.dotted && is_present(&self.last) && !is_within(&self.first, NEAR) => Some(YearPlace::Last),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(dates: &[&str]) -> Option<YearPlace> {
        let mut all = dates.iter().filter_map(|date| ShortYears::of(date));
        let first = all.next()?;
        all.fold(first, |mut years, other| {
            years.join(&other);
            years
        })
        .place()
    }

    #[test]
    fn days_that_are_taken_for_years_scatter() {
        assert_eq!(place(&["26-01-02", "26-02-01", "26-01-05", "26-02-04"]), Some(YearPlace::First));
        assert_eq!(place(&["26/01/12", "26/02/13", "26/01/25"]), Some(YearPlace::First));
        assert_eq!(place(&["260112", "260225", "260301"]), Some(YearPlace::First));
        assert_eq!(place(&["02-01-26", "05-02-26", "28-01-26"]), Some(YearPlace::Last));
        assert_eq!(place(&["12/01/13", "01/31/13", "05/02/13", "08/09/13", "02/02/13", "06/03/13"]), Some(YearPlace::Last));
    }

    #[test]
    fn few_dates_that_fit_both_ways_are_asked_about() {
        assert_eq!(place(&["26-01-25", "26-02-24"]), None);
        assert_eq!(place(&["26.01.22"]), None);
        // Invoices of many years, all of the 15th.
        assert_eq!(place(&["19-03-15", "22-07-15", "26-01-15"]), None);
        assert_eq!(place(&["25-12-15", "26-01-15"]), None);
    }

    #[test]
    fn years_of_now_are_likelier_than_years_of_old() {
        assert_eq!(place(&["03/04/26"]), Some(YearPlace::Last));
        assert_eq!(place(&["26-02-01", "26-03-03"]), Some(YearPlace::First));
        // With dots, too, where the day could be a year to come.
        assert_eq!(place(&["31.03.26"]), Some(YearPlace::Last));
    }

    #[test]
    fn other_dates_have_no_short_years() {
        for text in ["2026-01-02", "26-Jan-02", "1/2/2026", "26.01", "20260112", "26-01-02-03"] {
            assert_eq!(ShortYears::of(text), None, "{text}");
        }
    }
}
