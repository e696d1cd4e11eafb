//! Days of events as they are typed: like any other day, or as the project's own files write dates.

use super::{AsOf, WANTED};
use collect::calendar::Day;
use collect::ledger::reading::DateFormats;
use std::collections::BTreeSet;
use std::str::FromStr;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedDay {
    /// In the way in which all days can be typed.
    Plain(AsOf),
    /// In another, which the project may know.
    Written(String),
}

/// How dates are written where no project says so.
const USUAL: [&str; 7] = ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m.%d.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d"];

impl FromStr for TypedDay {
    type Err = String;

    fn from_str(text: &str) -> Result<TypedDay, String> {
        match text.parse() {
            Ok(day) => Ok(TypedDay::Plain(day)),
            Err(wrong) => {
                let is_like_ours = text.starts_with(['+', '-']) || text.split('-').next().is_some_and(|year| year.len() == 4);
                let may_be_a_date = text.bytes().any(|byte| byte.is_ascii_digit()) && !is_like_ours;
                if may_be_a_date { Ok(TypedDay::Written(text.to_owned())) } else { Err(wrong) }
            }
        }
    }
}

impl TypedDay {
    /// The day, told from today and by the formats in which the project's files write dates.
    pub fn on(&self, today: Day, formats: &[String]) -> Result<Day, String> {
        let text = match self {
            TypedDay::Plain(day) => return day.on(today),
            TypedDay::Written(text) => text,
        };
        let days = readings(text, formats.iter().map(String::as_str));
        let mut each = days.iter();
        match (each.next(), each.next()) {
            (Some(day), None) => Ok(*day),
            (Some(_), Some(_)) => Err(format!("{text:?} is {} in this project: write the one that you mean", joined(&days))),
            (None, _) => match readings(text, USUAL.into_iter()) {
                usual if usual.is_empty() => Err(format!("{text:?} is not a date: {WANTED}")),
                usual => Err(format!("{text:?} is not in a date format of this project: write {}", joined(&usual))),
            },
        }
    }
}

fn readings<'f>(text: &str, formats: impl Iterator<Item = &'f str>) -> BTreeSet<Day> {
    formats.filter_map(|format| DateFormats::new(&[format]).ok()?.parse(text).ok()).collect()
}

/// `2026-03-05 or 2026-05-03`
fn joined(days: &BTreeSet<Day>) -> String {
    days.iter().map(Day::to_string).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests;
