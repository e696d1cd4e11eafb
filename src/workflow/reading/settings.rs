//! What holds for the whole workflow: its zone, its working days, limits and weights.

use super::{WorkflowContext, attach, recipients};
use crate::calendar::{self, WorkingCalendar};
use crate::finding::Code;
use crate::money::Decimal;
use crate::workflow::{Consolidate, Drafts, Limits, Priority};
use crate::yaml::{Section, YamlField, quoted};
use chrono::Weekday;
use chrono_tz::{TZ_VARIANTS, Tz};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

pub(super) fn timezone(field: &YamlField<'_>) -> Option<Tz> {
    let name = field.text()?;
    let zone: Option<Tz> = name.parse().ok();
    if zone.is_none() {
        let city = |zone: &Tz| zone.name().rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(&name.replace(' ', "_")));
        let by_city = TZ_VARIANTS.iter().find(|zone| city(zone)).map(|zone| format!("did you mean {:?}?", zone.name()));
        let hint = by_city.or_else(|| field.problems().did_you_mean(name, TZ_VARIANTS.iter().map(|zone| zone.name())));
        let hint = hint.unwrap_or_else(|| "write it as in Europe/London".to_owned());
        field.report(Code::InvalidValue, format!("there is no timezone {}", quoted(name)), Some(hint));
    }
    zone
}

pub(super) fn calendar(field: &YamlField<'_>) -> Option<WorkingCalendar> {
    let section = field.section("`calendar`", &["working_days", "holidays", "country", "region", "roll_due"])?;
    let every_day = || WEEKDAYS.map(|(_, day)| day).to_vec();
    let working = section.get("working_days").map_or_else(every_day, |field| working_days(&field));
    let holidays = section.read("holidays", YamlField::items).unwrap_or_default();
    let rolls = section.read("roll_due", |field| field.choice(&[("none", false), ("next", true)])).unwrap_or(false);
    let calendar = WorkingCalendar::new(&working, holidays.iter().filter_map(YamlField::day).collect()).rolling_due_dates(rolls);
    let Some(country) = section.get("country") else {
        if let Some(region) = section.get("region") {
            region.report_key(Code::MissingKey, "`region` needs `country`", "add `country: …`, with two letters");
        }
        return Some(calendar);
    };
    let country = known(&country, "country", &calendar::countries())?;
    let region = match section.get("region") {
        Some(region) => Some(region_of(&region, country)?),
        None => None,
    };
    Some(calendar.of_country(country, region))
}

/// A word that must be one of these.
fn known<'a>(field: &YamlField<'a>, what: &str, all: &[&str]) -> Option<&'a str> {
    let word = field.text()?;
    if !all.contains(&word) {
        field.unknown(Code::InvalidValue, what, all.iter().copied(), "the public holidays are known of");
        return None;
    }
    Some(word)
}

fn region_of<'a>(field: &YamlField<'a>, country: &str) -> Option<&'a str> {
    let all = calendar::regions(country);
    if all.is_empty() {
        let hint = "remove it, and list the holidays of the region under `holidays`";
        field.report_key(Code::InvalidValue, format!("only the public holidays of the whole of {country} are known"), hint);
        return None;
    }
    known(field, &format!("region of {country}"), &all)
}

fn working_days(field: &YamlField<'_>) -> Vec<Weekday> {
    let items = field.items();
    if items.as_ref().is_some_and(Vec::is_empty) {
        let hint = "list the working days, as in [mon, tue, wed, thu, fri], or leave the key out for all seven";
        field.report(Code::InvalidValue, "without working days nothing is ever due", Some(hint.to_owned()));
    }
    items.unwrap_or_default().iter().filter_map(|field| field.choice(&WEEKDAYS)).collect()
}

pub(super) fn limits(field: &YamlField<'_>) -> Option<Limits> {
    let section = field.section("`limits`", &["min_days_between_contacts", "max_actions", "stale_days"])?;
    let default = Limits::default();
    let days = |key: &str, default: u32| section.read(key, |field| field.count(0..=3650)).unwrap_or(default);
    Some(Limits {
        min_days_between_contacts: days("min_days_between_contacts", default.min_days_between_contacts),
        max_actions: section.read("max_actions", |field| field.count(0..=1_000_000_000)),
        stale_days: days("stale_days", default.stale_days),
        line: section.get("min_days_between_contacts").map_or_else(|| field.key_spot().line, |field| field.key_spot().line),
    })
}

pub(super) fn priority(field: &YamlField<'_>) -> Option<Priority> {
    let section = field.section("`priority`", &["silent_after", "weights"])?;
    let default = Priority::default();
    let silent_after = section.read("silent_after", |field| field.count(1..=10_000)).unwrap_or(default.silent_after);
    let weights = section.get("weights").and_then(|field| weights(&field, &default)).unwrap_or(default);
    Some(Priority { silent_after, line: field.key_spot().line, ..weights })
}

fn weights(field: &YamlField<'_>, default: &Priority) -> Option<Priority> {
    let keys = ["silent", "broken_promise", "worsening", "disputed", "unapplied_cash"];
    let section = field.section("`weights`", &keys)?;
    Some(Priority {
        silent_after: default.silent_after,
        line: default.line,
        silent: weight(&section, "silent", default.silent),
        broken_promise: weight(&section, "broken_promise", default.broken_promise),
        worsening: weight(&section, "worsening", default.worsening),
        disputed: weight(&section, "disputed", default.disputed),
        unapplied_cash: weight(&section, "unapplied_cash", default.unapplied_cash),
    })
}

fn weight(section: &Section<'_>, key: &str, default: Decimal) -> Decimal {
    let thousand = Decimal::from(1000);
    let is_weight = |weight: Decimal| !weight.is_negative() && weight <= thousand;
    section.read(key, |field| field.decimal("a weight from 0 to 1000", is_weight)).unwrap_or(default)
}

pub(super) fn drafts(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<Drafts> {
    let section = field.section("`drafts`", &["consolidate", "cc", "bcc", "reply_to", "language", "attach", "fold_marks"])?;
    let consolidate = [("none", Consolidate::None), ("customer", Consolidate::Customer), ("parent", Consolidate::Parent)];
    Some(Drafts {
        consolidate: section.read("consolidate", |field| field.choice(&consolidate)).unwrap_or_default(),
        cc: section.get("cc").map(|field| recipients::list(context, &field, true)).unwrap_or_default(),
        bcc: section.get("bcc").map(|field| recipients::list(context, &field, true)).unwrap_or_default(),
        reply_to: section.read("reply_to", YamlField::email).map(str::to_owned),
        language: section.read("language", language_code),
        attach: section.read("attach", attach::read).unwrap_or_default(),
        fold_marks: section.read("fold_marks", YamlField::boolean).unwrap_or_default(),
    })
}

/// A code such as `de` or `pt-BR`.
fn language_code(field: &YamlField<'_>) -> Option<String> {
    let code = field.text()?;
    let mut parts = code.split('-');
    let is_first = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_next = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if parts.next().is_some_and(is_first) && parts.all(is_next) {
        return Some(code.to_owned());
    }
    field.wants(Code::InvalidValue, "the code of a language", Some("write a code such as de, fr or pt-BR".to_owned()));
    None
}
