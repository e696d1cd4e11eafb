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
fn every_day_is_the_date_that_chrono_says() {
    for number in -800..=Day::LAST.number() + 800 {
        let (day, date) = (Day::from_number(number), Day::from_number(number).date());
        assert_eq!(day.to_string(), date.format("%Y-%m-%d").to_string());
        assert_eq!(Day::from_ymd(date.year(), date.month(), date.day()), Day::from_date(date), "{date}");
    }
    for (year, month, last) in [(2023, 2, 28), (2024, 2, 29), (2100, 2, 28), (2000, 2, 29), (2026, 4, 30)] {
        assert!(Day::from_ymd(year, month, last).is_some() && Day::from_ymd(year, month, last + 1).is_none());
        assert!(Day::from_ymd(year, month, 0).is_none() && Day::from_ymd(year, 13, 1).is_none() && Day::from_ymd(year, 0, 1).is_none());
    }
    assert!(!Day::from_number(i32::MAX).to_string().is_empty() && !Day::from_number(i32::MIN).to_string().is_empty());
}

#[test]
fn later_days_are_larger_and_none_is_as_small_as_one() {
    let numbers = [i32::MIN + 1, -1, 0, 1, i32::MAX];
    assert_eq!(numbers.map(|number| Day::from_number(number).number()), numbers);
    assert!(numbers.map(Day::from_number).is_sorted());
    assert_eq!(size_of::<Option<Day>>(), 4);
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
