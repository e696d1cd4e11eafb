use super::*;
use crate::said::Tongue;
use crate::said::tables::table;
use crate::said::words::tokens;
use chrono::{Datelike, Days, Weekday};

fn days(text: &str, tongue: Tongue, sent: NaiveDate, toward: Toward) -> Vec<Resolved> {
    let found = tokens(text, tongue, &[]);
    let from = CountedFrom { sent, day_first: None, before: None };
    let named = named(&found, table(tongue), &vec![false; found.len()]);
    let resolve = |day: &NamedDay| {
        let edge = day.at_an_edge && toward == Toward::Future;
        let resolved = day.meaning.resolve(from, toward);
        Resolved { doubt: resolved.doubt.or(edge.then_some("an edge")), ..resolved }
    };
    named.iter().map(resolve).collect()
}

fn day(text: &str, sent: &str, tongue: Tongue, toward: Toward) -> Vec<Resolved> {
    days(text, tongue, sent.parse().unwrap(), toward)
}

/// What a phrase means, as the table of phrases tells it.
fn told(found: &[Resolved]) -> String {
    match found {
        [] => "none".to_owned(),
        [Resolved { day: Some(day), doubt: None }] => day.to_string(),
        [_] => "unclear".to_owned(),
        several => format!("{} days", several.len()),
    }
}

#[test]
fn phrases_mean_the_days_of_the_calendar() {
    let (mut count, mut wrong) = (0, String::new());
    for line in include_str!("phrases.txt").lines().filter(|line| !line.starts_with('#')) {
        let [head, phrase, expected] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let [language, sent, toward] = head.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let toward = if toward == "past" { Toward::Past } else { Toward::Future };
        let found = told(&day(phrase, sent, Tongue::from_code(language).unwrap(), toward));
        count += 1;
        if found != expected {
            wrong.push_str(&format!("{line}, found {found}\n"));
        }
    }
    assert!(count >= 400, "{count}");
    assert!(wrong.is_empty(), "of {count}:\n{wrong}");
}

#[test]
fn a_weekday_beside_a_date_must_be_its_own() {
    let sure = day("Friday, 6 March", "2026-03-02", Tongue::English, Toward::Future);
    assert_eq!(sure, [Resolved { day: "2026-03-06".parse().ok(), doubt: None }]);
    let wrong = day("Friday, 5 March", "2026-03-02", Tongue::English, Toward::Future);
    assert!(wrong[0].doubt.is_some());
}

#[test]
fn words_that_only_look_like_days_are_none() {
    for text in ["We may pay", "march on", "sat down", "the sun shines"] {
        assert_eq!(told(&day(text, "2026-03-10", Tongue::English, Toward::Future)), "none", "{text}");
    }
    for text in ["Sie do so", "mit di und mi"] {
        assert_eq!(told(&day(text, "2026-03-10", Tongue::German, Toward::Future)), "none", "{text}");
    }
}

/// Every day of three years, one of them a leap year.
fn mail_days() -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    (0..3 * 365).filter_map(move |days| first.checked_add_days(Days::new(days)))
}

#[test]
fn a_promised_weekday_is_within_the_next_seven_days() {
    for sent in mail_days() {
        for (name, weekday) in [("Monday", Weekday::Mon), ("Friday", Weekday::Fri), ("Sunday", Weekday::Sun)] {
            let found = days(name, Tongue::English, sent, Toward::Future);
            let ahead = found[0].day.unwrap().signed_duration_since(sent).num_days();
            assert!((1..=7).contains(&ahead) && found[0].day.unwrap().weekday() == weekday, "{name} after {sent}");
            let past = days(name, Tongue::English, sent, Toward::Past)[0].day.unwrap();
            assert!((1..=7).contains(&sent.signed_duration_since(past).num_days()) && past.weekday() == weekday);
        }
    }
}

#[test]
fn the_end_of_a_month_is_the_day_before_a_first() {
    for sent in mail_days() {
        let end = days("bis Monatsende", Tongue::German, sent, Toward::Future)[0].day.unwrap();
        assert_eq!(end.succ_opt().unwrap().day(), 1);
        assert!(end >= sent && end.month() == sent.month());
        let next = days("Ende nächsten Monats", Tongue::German, sent, Toward::Future)[0].day.unwrap();
        assert_eq!(next.succ_opt().unwrap().day(), 1);
        assert!((28..=31).contains(&next.signed_duration_since(end).num_days()));
    }
}

#[test]
fn a_working_day_is_no_day_of_a_weekend() {
    for sent in mail_days() {
        let found = days("within 3 working days", Tongue::English, sent, Toward::Future)[0].day.unwrap();
        assert!(!matches!(found.weekday(), Weekday::Sat | Weekday::Sun));
        let between = (1..).map_while(|days| sent.checked_add_days(Days::new(days)).filter(|day| *day <= found));
        assert_eq!(between.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).count(), 3);
    }
}
