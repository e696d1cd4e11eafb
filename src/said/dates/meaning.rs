//! Which day a phrase means, counted from the day of the mail.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// What a phrase says of a day, before it is known from which day it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::said) enum DayMeaning {
    Days(i64),
    Workdays(i64),
    Months(i64),
    /// The Friday of this week or a later one.
    Week(i64),
    Weekday(Weekday),
    /// A weekday of this week, the next or the last.
    WeekdayIn(i64, Weekday),
    /// `Friday week`
    WeekdayPlus(i64, Weekday),
    WeekdayBefore(Weekday),
    /// `next Friday`: the first or the second.
    WeekdayUnclear(Weekday),
    /// `the Friday after`, a week after the day named before.
    WeekdayAfter(Weekday),
    MonthEnd(i64),
    MonthEndOf(u32),
    IsoWeek(u32),
    DayOfMonth(u32),
    /// A day of the next month or a later one.
    DayIn(i64, u32),
    DayMonth {
        day: u32,
        month: u32,
        year: Option<i32>,
    },
    /// Two numbers of which either may be the day.
    Numeric {
        one: u32,
        other: u32,
        year: Option<i32>,
    },
    Exact(NaiveDate),
    /// About this day of the month.
    About(i64, u32),
    AboutOf(u32, u32),
    AboutWeek(i64),
    Easter,
    YearEnd,
    QuarterEnd,
    /// No day at all: `shortly`.
    Soon,
    /// At once: today, but not as a date.
    AtOnce,
    /// A weekday and a date, which must agree.
    Both(Box<DayMeaning>, Box<DayMeaning>),
    /// `before`, `after` and the like.
    Edge,
}

/// In which direction a day without a year lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::said) enum Toward {
    Past,
    Future,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::said) struct Resolved {
    pub day: Option<NaiveDate>,
    /// Why the day is not certain; `None` if it is.
    pub doubt: Option<&'static str>,
}

/// What a day is counted from.
#[derive(Clone, Copy, Debug)]
pub(in crate::said) struct CountedFrom {
    pub sent: NaiveDate,
    pub day_first: Option<bool>,
    /// The day that the text named before.
    pub before: Option<NaiveDate>,
}

const VAGUE: &str = "the day is vague";
const TWO_READINGS: &str = "the day has two readings";
const NO_SUCH_DAY: &str = "there is no such day";

impl Resolved {
    fn sure(day: Option<NaiveDate>) -> Resolved {
        Resolved { day, doubt: if day.is_some() { None } else { Some(NO_SUCH_DAY) } }
    }

    fn unsure(day: Option<NaiveDate>, doubt: &'static str) -> Resolved {
        Resolved { day, doubt: Some(doubt) }
    }
}

impl DayMeaning {
    /// What a line of a table means, with what stood in its slots.
    pub(super) fn of(key: &str, values: &[i64]) -> Option<DayMeaning> {
        let (operation, argument) = key.split_once(' ').unwrap_or((key, ""));
        let argument: i64 = argument.trim_start_matches('+').parse().unwrap_or(0);
        let value = |at: usize| values.get(at).copied();
        let small = |at: usize| value(at).and_then(|value| u32::try_from(value).ok());
        let weekday = |at: usize| value(at).and_then(|day| Weekday::try_from(u8::try_from(day - 1).ok()?).ok());
        let count = value(0).unwrap_or(argument);
        Some(match operation {
            "days" => DayMeaning::Days(count),
            "ago" => DayMeaning::Days(-count),
            "workdays" => DayMeaning::Workdays(count),
            "weeks" => DayMeaning::Days(7 * count),
            "weeks-ago" => DayMeaning::Days(-7 * count),
            "months" => DayMeaning::Months(count),
            "week" => DayMeaning::Week(argument),
            "weekday" => DayMeaning::Weekday(weekday(0)?),
            "weekday-in" => DayMeaning::WeekdayIn(argument, weekday(0)?),
            "weekday-plus" => DayMeaning::WeekdayPlus(argument, weekday(0)?),
            "weekday-before" => DayMeaning::WeekdayBefore(weekday(0)?),
            "weekday-unclear" => DayMeaning::WeekdayUnclear(weekday(0)?),
            "weekday-after" => DayMeaning::WeekdayAfter(weekday(0)?),
            "month-end" => DayMeaning::MonthEnd(argument),
            "month-end-of" => DayMeaning::MonthEndOf(small(0)?),
            "iso-week" => DayMeaning::IsoWeek(small(0)?),
            "day" => DayMeaning::DayOfMonth(small(0)?),
            "day-in" => DayMeaning::DayIn(argument, small(0)?),
            "day-month" => {
                DayMeaning::DayMonth { day: small(0)?, month: small(1)?, year: value(2).and_then(|year| i32::try_from(year).ok()) }
            }
            "month-day" => {
                DayMeaning::DayMonth { day: small(1)?, month: small(0)?, year: value(2).and_then(|year| i32::try_from(year).ok()) }
            }
            "date" => DayMeaning::figures(value(0)?)?,
            "early" => DayMeaning::About(argument, 5),
            "mid" => DayMeaning::About(argument, 15),
            "late" => DayMeaning::About(argument, 28),
            "early-of" => DayMeaning::AboutOf(5, small(0)?),
            "mid-of" => DayMeaning::AboutOf(15, small(0)?),
            "late-of" => DayMeaning::AboutOf(28, small(0)?),
            "in-month" => DayMeaning::About(argument, 31),
            "in-month-of" => DayMeaning::AboutOf(31, small(0)?),
            "about-week" => DayMeaning::AboutWeek(argument),
            "easter" => DayMeaning::Easter,
            "year-end" => DayMeaning::YearEnd,
            "quarter-end" => DayMeaning::QuarterEnd,
            "soon" => DayMeaning::Soon,
            "at-once" => DayMeaning::AtOnce,
            "edge" => DayMeaning::Edge,
            _ => return None,
        })
    }

    /// The number that [`super::numeric`] makes of a figure.
    fn figures(number: i64) -> Option<DayMeaning> {
        let (kind, rest) = (number / 1_000_000_000, number % 1_000_000_000);
        let year = i32::try_from(rest / 10_000).ok().filter(|year| *year > 0);
        let (one, other) = (u32::try_from(rest / 100 % 100).ok()?, u32::try_from(rest % 100).ok()?);
        Some(match (kind, year) {
            (3, Some(year)) => DayMeaning::Exact(NaiveDate::from_ymd_opt(year, one, other)?),
            (1, year) => DayMeaning::DayMonth { day: one, month: other, year },
            _ if other > 12 => DayMeaning::DayMonth { day: other, month: one, year },
            _ if one > 12 || one == other => DayMeaning::DayMonth { day: one, month: other, year },
            _ => DayMeaning::Numeric { one, other, year },
        })
    }

    pub(in crate::said) fn is_a_week(&self) -> bool {
        matches!(self, DayMeaning::Week(_) | DayMeaning::IsoWeek(_) | DayMeaning::AboutWeek(_))
    }

    pub(in crate::said) fn is_weekday(&self) -> bool {
        matches!(
            self,
            DayMeaning::Weekday(_)
                | DayMeaning::WeekdayIn(..)
                | DayMeaning::WeekdayPlus(..)
                | DayMeaning::WeekdayBefore(_)
                | DayMeaning::WeekdayUnclear(_)
                | DayMeaning::WeekdayAfter(_)
        )
    }

    fn weekday(&self) -> Option<Weekday> {
        match self {
            DayMeaning::Weekday(day)
            | DayMeaning::WeekdayIn(_, day)
            | DayMeaning::WeekdayPlus(_, day)
            | DayMeaning::WeekdayBefore(day)
            | DayMeaning::WeekdayUnclear(day)
            | DayMeaning::WeekdayAfter(day) => Some(*day),
            _ => None,
        }
    }

    /// In which direction the phrase itself points; `None` if the verb decides.
    pub(in crate::said) fn toward(&self) -> Option<Toward> {
        match self {
            DayMeaning::Days(days) | DayMeaning::Week(days) | DayMeaning::WeekdayIn(days, _) if *days < 0 => Some(Toward::Past),
            DayMeaning::WeekdayBefore(_) => Some(Toward::Past),
            DayMeaning::Days(0) => None,
            DayMeaning::Days(_)
            | DayMeaning::Workdays(_)
            | DayMeaning::Months(_)
            | DayMeaning::WeekdayPlus(..)
            | DayMeaning::WeekdayUnclear(_)
            | DayMeaning::WeekdayAfter(_)
            | DayMeaning::MonthEnd(0..)
            | DayMeaning::Soon
            | DayMeaning::AtOnce
            | DayMeaning::DayIn(1.., _)
            | DayMeaning::AboutWeek(1..) => Some(Toward::Future),
            DayMeaning::Week(weeks) | DayMeaning::WeekdayIn(weeks, _) if *weeks > 0 => Some(Toward::Future),
            DayMeaning::Both(one, other) => one.toward().or(other.toward()),
            _ => None,
        }
    }

    pub(in crate::said) fn resolve(&self, from: CountedFrom, toward: Toward) -> Resolved {
        let sent = from.sent;
        let past = toward == Toward::Past;
        match self {
            DayMeaning::Days(days) => Resolved::sure(plus(sent, *days)),
            DayMeaning::Workdays(days) => Resolved::sure(workdays_after(sent, *days)),
            DayMeaning::Months(months) => Resolved::sure(same_day(sent, *months)),
            DayMeaning::Week(weeks) => {
                let day = day_of_week(sent, *weeks, Weekday::Fri);
                if *weeks >= 0 && day.is_some_and(|day| day < sent) { Resolved::unsure(day, VAGUE) } else { Resolved::sure(day) }
            }
            DayMeaning::Weekday(weekday) if past => Resolved::sure(weekday_before(sent, *weekday)),
            DayMeaning::Weekday(weekday) => Resolved::sure(weekday_after(sent, *weekday)),
            DayMeaning::WeekdayIn(weeks, weekday) => Resolved::sure(day_of_week(sent, *weeks, *weekday)),
            DayMeaning::WeekdayPlus(weeks, weekday) => Resolved::sure(weekday_after(sent, *weekday).and_then(|day| plus(day, 7 * weeks))),
            DayMeaning::WeekdayBefore(weekday) => Resolved::sure(weekday_before(sent, *weekday)),
            DayMeaning::WeekdayUnclear(weekday) => Resolved::unsure(weekday_after(sent, *weekday), TWO_READINGS),
            DayMeaning::WeekdayAfter(weekday) => match from.before {
                Some(before) => Resolved::sure(weekday_after(before, *weekday)),
                None => Resolved::unsure(weekday_after(sent, *weekday).and_then(|day| plus(day, 7)), TWO_READINGS),
            },
            DayMeaning::MonthEnd(months) => Resolved::sure(month_end(sent, *months)),
            DayMeaning::MonthEndOf(month) => Resolved::sure(toward_month(sent, *month, past).and_then(|first| month_end(first, 0))),
            DayMeaning::IsoWeek(week) => Resolved::sure(iso_week(sent, *week)),
            DayMeaning::DayOfMonth(day) => day_of_month(sent, *day, past),
            DayMeaning::DayIn(months, day) => Resolved::sure(month_start(sent, *months).and_then(|first| first.with_day(*day))),
            DayMeaning::DayMonth { day, month, year } => Resolved::sure(day_and_month(sent, *day, *month, *year, past)),
            DayMeaning::Numeric { one, other, year } => numeric(from, [*one, *other], *year, past),
            DayMeaning::Exact(day) => Resolved::sure(Some(*day)),
            DayMeaning::About(months, day) => Resolved::unsure(month_start(sent, *months).and_then(|first| at_most(first, *day)), VAGUE),
            DayMeaning::AboutOf(day, month) => {
                Resolved::unsure(toward_month(sent, *month, past).and_then(|first| at_most(first, *day)), VAGUE)
            }
            DayMeaning::AboutWeek(weeks) => Resolved::unsure(day_of_week(sent, *weeks, Weekday::Fri), VAGUE),
            DayMeaning::Easter => Resolved::unsure(
                easter(sent.year()).filter(|day| *day >= sent).or_else(|| easter(sent.year() + 1)).and_then(|day| plus(day, 5)),
                VAGUE,
            ),
            DayMeaning::YearEnd => Resolved::sure(NaiveDate::from_ymd_opt(sent.year(), 12, 31)),
            DayMeaning::QuarterEnd => Resolved::sure(month_end(sent, i64::from(2 - sent.month0() % 3))),
            DayMeaning::Soon | DayMeaning::Edge => Resolved::unsure(None, VAGUE),
            DayMeaning::AtOnce => Resolved::unsure(Some(sent), VAGUE),
            DayMeaning::Both(one, other) => both(one, other, from, toward),
        }
    }
}

/// A date whose weekday is named beside it.
fn both(one: &DayMeaning, other: &DayMeaning, from: CountedFrom, toward: Toward) -> Resolved {
    let (named, date) = if one.is_weekday() { (one, other) } else { (other, one) };
    let Some(weekday) = named.weekday() else { return date.resolve(from, toward) };
    let found = date.resolve(from, toward);
    if let (DayMeaning::Numeric { one, other, year }, Some(_)) = (date, found.doubt) {
        // The weekday decides between the 3rd of April and the 4th of March.
        let fits = |day: u32, month: u32| {
            day_and_month(from.sent, day, month, *year, toward == Toward::Past).filter(|day| day.weekday() == weekday)
        };
        return match (fits(*one, *other), fits(*other, *one)) {
            (Some(day), None) | (None, Some(day)) => Resolved::sure(Some(day)),
            _ => found,
        };
    }
    // "This week", with the weekday, is that day of it.
    if let (DayMeaning::Week(weeks), DayMeaning::Weekday(_)) = (date, named) {
        return Resolved::sure(day_of_week(from.sent, *weeks, weekday));
    }
    match found.day {
        Some(day) if day.weekday() != weekday => Resolved::unsure(Some(day), "the weekday is not that of the date"),
        _ => found,
    }
}

fn plus(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) }
}

fn workdays_after(sent: NaiveDate, count: i64) -> Option<NaiveDate> {
    let mut day = sent;
    for _ in 0..count.min(366) {
        day = plus(day, 1)?;
        while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            day = plus(day, 1)?;
        }
    }
    Some(day)
}

/// The first such weekday after a day.
fn weekday_after(sent: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let ahead = (7 + i64::from(weekday.num_days_from_monday()) - i64::from(sent.weekday().num_days_from_monday())) % 7;
    plus(sent, if ahead == 0 { 7 } else { ahead })
}

/// The last such weekday before a day.
fn weekday_before(sent: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    weekday_after(sent, weekday).and_then(|day| plus(day, if weekday == sent.weekday() { -14 } else { -7 }))
}

fn day_of_week(sent: NaiveDate, weeks: i64, weekday: Weekday) -> Option<NaiveDate> {
    let from_monday = i64::from(weekday.num_days_from_monday()) - i64::from(sent.weekday().num_days_from_monday());
    plus(sent, 7 * weeks + from_monday)
}

/// The first day of the month that is so many months ahead.
fn month_start(sent: NaiveDate, months: i64) -> Option<NaiveDate> {
    let month = i64::from(sent.year()) * 12 + i64::from(sent.month0()) + months;
    NaiveDate::from_ymd_opt(i32::try_from(month.div_euclid(12)).ok()?, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1)
}

fn month_end(sent: NaiveDate, months: i64) -> Option<NaiveDate> {
    month_start(sent, months + 1)?.pred_opt()
}

/// The day of a month that begins on a day, or its last one.
fn at_most(first: NaiveDate, day: u32) -> Option<NaiveDate> {
    first.with_day(day).or_else(|| month_end(first, 0))
}

fn same_day(sent: NaiveDate, months: i64) -> Option<NaiveDate> {
    at_most(month_start(sent, months)?, sent.day())
}

/// The first day of a month: of this year or the one after, before or after the mail.
fn toward_month(sent: NaiveDate, month: u32, past: bool) -> Option<NaiveDate> {
    let year = match (past, month < sent.month(), month > sent.month()) {
        (false, true, _) => sent.year() + 1,
        (true, _, true) => sent.year() - 1,
        _ => sent.year(),
    };
    NaiveDate::from_ymd_opt(year, month, 1)
}

fn iso_week(sent: NaiveDate, week: u32) -> Option<NaiveDate> {
    let this = sent.iso_week();
    let friday = NaiveDate::from_isoywd_opt(this.year(), week, Weekday::Fri)?;
    if friday < sent && this.week() != week { NaiveDate::from_isoywd_opt(this.year() + 1, week, Weekday::Fri) } else { Some(friday) }
}

/// The next such day of a month after the mail, or the last one up to it.
fn day_of_month(sent: NaiveDate, day: u32, past: bool) -> Resolved {
    let months = if past { [0, -1, -2, -3] } else { [0, 1, 2, 3] };
    let days = months.into_iter().filter_map(|months| month_start(sent, months)?.with_day(day).map(|found| (months, found)));
    let mut fitting = days.filter(|(_, found)| if past { *found <= sent } else { *found > sent });
    match fitting.next() {
        // A month that has no such day was passed over.
        Some((months, found))
            if months.abs() > 1 || months == 1 && day > 28 && month_start(sent, 0).and_then(|first| first.with_day(day)).is_none() =>
        {
            Resolved::unsure(Some(found), NO_SUCH_DAY)
        }
        Some((_, found)) => Resolved::sure(Some(found)),
        None => Resolved::unsure(None, NO_SUCH_DAY),
    }
}

fn day_and_month(sent: NaiveDate, day: u32, month: u32, year: Option<i32>, past: bool) -> Option<NaiveDate> {
    if let Some(year) = year {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    let years = if past { [0, -1, -2, -3, -4] } else { [0, 1, 2, 3, 4] };
    let mut days = years.into_iter().filter_map(|years| NaiveDate::from_ymd_opt(sent.year() + years, month, day));
    days.find(|day| if past { *day <= sent } else { *day >= sent })
}

/// Two numbers: by the customer's custom; else by what can only be in one of two ways in the past.
fn numeric(from: CountedFrom, [one, other]: [u32; 2], year: Option<i32>, past: bool) -> Resolved {
    let read = |day: u32, month: u32| day_and_month(from.sent, day, month, year, past);
    let fits = |day: &NaiveDate| if past { *day <= from.sent } else { *day >= from.sent };
    let (day_first, month_first) = (read(one, other), read(other, one));
    match from.day_first {
        Some(first) => {
            let (likely, unlikely) = if first { (day_first, month_first) } else { (month_first, day_first) };
            match (likely.filter(fits), unlikely.filter(fits)) {
                (Some(day), _) => Resolved::sure(Some(day)),
                // Only one of the two is past.
                (None, Some(day)) if past && year.is_some() => Resolved::sure(Some(day)),
                (None, Some(day)) => Resolved::unsure(Some(day), TWO_READINGS),
                (None, None) => Resolved::unsure(likely, TWO_READINGS),
            }
        }
        None if past && year.is_some() => match (day_first.filter(fits), month_first.filter(fits)) {
            (Some(day), None) | (None, Some(day)) => Resolved::sure(Some(day)),
            (day, _) => Resolved::unsure(day, TWO_READINGS),
        },
        None => Resolved::unsure(day_first.filter(fits).or(month_first.filter(fits)), TWO_READINGS),
    }
}

/// Easter Sunday, by the rule of Meeus, Jones and Butcher.
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}
