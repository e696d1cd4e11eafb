//! Days of a story: told from the due date, or as dates.

use crate::calendar::Day;
use crate::finding::Code;
use crate::yaml::{YamlField, quoted};

const WANTED: &str = "a day: a number of days from the due date such as 20 or -3, due+5, or a date such as 2026-03-31";

/// The day that a value names, for an invoice due on `due`.
pub(super) fn day(field: &YamlField<'_>, due: Day) -> Option<Day> {
    let Some(text) = field.scalar() else {
        field.wants(Code::WrongType, WANTED, None);
        return None;
    };
    let day = parse(text, due).filter(|day| (Day::FIRST..=Day::LAST).contains(day));
    if day.is_none() {
        field.report(Code::BadDate, format!("`{}` must be {WANTED}, found {}", field.name(), quoted(text)), None);
    }
    day
}

pub(super) fn day_or_none(field: &YamlField<'_>, due: Day) -> Option<Option<Day>> {
    if field.scalar() == Some("none") { Some(None) } else { day(field, due).map(Some) }
}

fn parse(text: &str, due: Day) -> Option<Day> {
    const FARTHEST: i32 = 36_500;
    if let Some(day) = Day::parse(text) {
        return Some(day);
    }
    let offset = match text.strip_prefix("due") {
        Some("") => "0",
        Some(rest) if rest.starts_with(['+', '-']) => rest,
        Some(_) => return None,
        None => text,
    };
    let days: i32 = offset.parse().ok()?;
    (-FARTHEST..=FARTHEST).contains(&days).then(|| due.plus(days))
}

#[cfg(test)]
mod tests;
