//! The days that a text names, for texts that are read for nothing else.

use super::Tongue;
use super::dates::{CountedFrom, Toward};
use super::hearing::hear;
use chrono::NaiveDate;

/// A day that a text names, and where: from one byte to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayInText {
    pub start: usize,
    pub end: usize,
    pub day: NaiveDate,
    /// Is there but one way to read it?
    pub is_sure: bool,
}

/// The days of a text, in its order, counted from the day on which it was sent; those without a year are the next ones.
pub fn days_in(text: &str, sent: NaiveDate, tongue: Option<Tongue>, day_first: Option<bool>) -> Vec<DayInText> {
    let hearing = hear(text, tongue, &[]);
    let mut before = None;
    let mut found = Vec::new();
    for named in &hearing.days {
        let resolved = named.meaning.resolve(CountedFrom { sent, day_first, before }, Toward::Future);
        let Some(day) = resolved.day else { continue };
        before = Some(day);
        let tokens = || named.tokens.iter().map(|token| &hearing.tokens[*token]);
        let start = tokens().map(|token| token.start).min().unwrap_or_default();
        let end = tokens().map(|token| token.end).max().unwrap_or_default();
        found.push(DayInText { start, end, day, is_sure: resolved.doubt.is_none() });
    }
    found
}
