
use super::*;

fn on(text: &str) -> Result<String, String> {
    text.parse::<AsOf>()?.on(Day::parse("2026-03-01").unwrap()).map(|day| day.to_string())
}

#[test]
fn days_are_told_from_today_or_from_the_calendar() {
    for (text, day) in [
        ("today", "2026-03-01"),
        ("yesterday", "2026-02-28"),
        ("tomorrow", "2026-03-02"),
        ("+7d", "2026-03-08"),
        ("-1d", "2026-02-28"),
        ("2024-02-29", "2024-02-29"),
    ] {
        assert_eq!(on(text).as_deref(), Ok(day), "{text}");
    }
}

#[test]
fn a_wrong_date_is_told_what_is_wrong_with_it() {
    for (text, told) in [
        ("2026-02-30", "2026-02-30 is not a date: February 2026 has 28 days"),
        ("2024-02-30", "2024-02-30 is not a date: February 2024 has 29 days"),
        ("2026-04-31", "2026-04-31 is not a date: April 2026 has 30 days"),
        ("2026-01-00", "2026-01-00 is not a date: January 2026 has 31 days"),
        ("2026-13-01", "2026-13-01 is not a date: there is no month 13"),
        ("2026-3-1", "write it as 2026-03-01"),
        ("1969-12-31", LIMITS),
        ("31.03.2026", WANTED),
        ("03-31-2026", WANTED),
        ("+7", WANTED),
        ("+xd", WANTED),
        ("+99999999999d", WANTED),
        ("monday", WANTED),
        ("", WANTED),
    ] {
        assert_eq!(text.parse::<AsOf>(), Err(told.to_owned()), "{text}");
    }
    assert_eq!(on("+70000d"), Err(format!("+70000d is 2217-10-26: {LIMITS}")));
}

#[test]
fn a_zone_is_taken_from_the_variable_as_other_programs_do() {
    assert_eq!(zone_of_variable(":Asia/Tokyo"), Some(Tz::Asia__Tokyo));
    assert_eq!(zone_of_variable("EST5EDT,M3.2.0"), None);
}
