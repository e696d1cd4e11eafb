//! Days in words and figures: where they stand, and which day is meant.

mod meaning;

pub(super) use meaning::{CountedFrom, DayMeaning, Resolved, Toward};

use super::pattern::Hit;
use super::tables::WordTable;
use super::words::{Token, TokenKind};
use chrono::NaiveDate;

/// A day that is named in a text.
#[derive(Clone, Debug)]
pub(super) struct NamedDay {
    /// The tokens that name it.
    pub tokens: Vec<usize>,
    pub meaning: DayMeaning,
    /// Does `before`, `after` or the like stand before it?
    pub at_an_edge: bool,
}

impl NamedDay {
    pub(super) fn first(&self) -> usize {
        self.tokens.first().copied().unwrap_or_default()
    }

    pub(super) fn last(&self) -> usize {
        self.tokens.last().copied().unwrap_or_default()
    }
}

/// The days that are named, in the order of the text. Tokens that are taken are no part of one.
pub(super) fn named(tokens: &[Token], table: &WordTable, taken: &[bool]) -> Vec<NamedDay> {
    let mut found: Vec<NamedDay> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((hit, meaning)) = longest(tokens, table, taken, at) else {
            at += 1;
            continue;
        };
        // `am 2. März` is no `am 2.`: a phrase that begins within this one and reaches further is meant.
        let last = hit.tokens.last().copied().unwrap_or(at);
        let further = (at + 1..=last)
            .find(|&next| longest(tokens, table, taken, next).is_some_and(|(other, _)| other.tokens.last() > hit.tokens.last()));
        if let Some(next) = further.filter(|_| meaning != DayMeaning::Edge) {
            at = next;
            continue;
        }
        at = hit.tokens.last().map_or(at, |&last| last) + 1;
        if meaning == DayMeaning::Edge {
            // The article of `nach dem 20.` belongs to the day as well.
            at = hit.tokens[0] + 1;
            found.push(NamedDay { tokens: hit.tokens, meaning, at_an_edge: true });
            continue;
        }
        let first = hit.tokens[0];
        let at_an_edge = found.last().is_some_and(|edge| edge.meaning == DayMeaning::Edge && first <= edge.last() + 2);
        found.push(NamedDay { tokens: hit.tokens, meaning, at_an_edge });
    }
    found.retain(|day| day.meaning != DayMeaning::Edge);
    joined(found, tokens)
}

/// The longest phrase at a place; among equals the one that the table has first.
fn longest(tokens: &[Token], table: &WordTable, taken: &[bool], at: usize) -> Option<(Hit, DayMeaning)> {
    let hits = table.dates.beginning(&tokens[at]).filter_map(|entry| {
        let hit = entry.phrase.at(tokens, at, table)?;
        let free = !hit.tokens.iter().any(|&token| taken[token]);
        let meaning = DayMeaning::of(entry.key, &hit.values)?;
        free.then_some((hit, meaning))
    });
    // `in acht Tagen` is a week: a phrase with the word itself goes before one with any number.
    let rank = |hit: &Hit| (hit.tokens.len(), usize::MAX - hit.values.len());
    hits.reduce(|best, other| if rank(&other.0) > rank(&best.0) { other } else { best })
}

/// Does a phrase that begins at a place, or shortly before it, name all these tokens and more?
pub(super) fn covers(tokens: &[Token], table: &WordTable, inner: &[usize]) -> bool {
    let Some(&first) = inner.first() else { return false };
    let taken = vec![false; tokens.len()];
    (first.saturating_sub(3)..=first).any(|at| {
        longest(tokens, table, &taken, at)
            .is_some_and(|(hit, _)| hit.tokens.len() > inner.len() && inner.iter().all(|token| hit.tokens.contains(token)))
    })
}

/// A weekday and a date beside it, or two names of one day, are one.
fn joined(found: Vec<NamedDay>, tokens: &[Token]) -> Vec<NamedDay> {
    let mut joined: Vec<NamedDay> = Vec::new();
    for day in found {
        let between = |before: &NamedDay| {
            let between = &tokens[before.last() + 1..day.first()];
            // The point of `Fr. 6. März`, not one that ends a sentence.
            let goes_on = tokens.get(day.first()).is_some_and(|first| first.kind == TokenKind::Figure);
            let links = |token: &Token| {
                matches!(token.kind, TokenKind::Mark(',' | '('))
                    || token.is_mark('.') && goes_on
                    || ["den", "dem", "the", "le", "el", "de", "il", "dia", "d", "der", "op"].contains(&token.text.as_str())
            };
            between.len() <= 3 && between.iter().all(links)
        };
        match joined.last_mut() {
            Some(before) if between(before) && before.meaning.is_weekday() != day.meaning.is_weekday() => {
                before.meaning = DayMeaning::Both(Box::new(before.meaning.clone()), Box::new(day.meaning));
                let last = before.last();
                before.tokens.extend((last + 1..day.tokens[0]).chain(day.tokens));
            }
            _ => joined.push(day),
        }
    }
    joined
}

/// What a figure with separators means as a day, as one number; `None` if it is none.
pub(super) fn numeric(token: &Token) -> Option<i64> {
    if token.kind != TokenKind::Figure || token.ordinal {
        return None;
    }
    let text = token.text.as_str();
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = text.split(separator).collect();
    let numbers: Vec<i64> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (iso, dots) = (3_000_000_000, 1_000_000_000);
    match (separator, numbers.as_slice(), parts.as_slice()) {
        ('-', &[year, month, day], [four, ..]) if four.len() == 4 => {
            real(year, month, day).then_some(iso + year * 10_000 + month * 100 + day)
        }
        ('.' | '/' | '-', &[one, other, year], [a, b, c]) if a.len() <= 2 && b.len() <= 2 && matches!(c.len(), 2 | 4) => {
            let year = if c.len() == 2 { 2000 + year } else { year };
            let kind = if separator == '.' { dots } else { 0 };
            (real(year, other, one) || kind == 0 && real(year, one, other)).then_some(kind + year * 10_000 + one * 100 + other)
        }
        ('.', &[day, month], [a, b]) if a.len() <= 2 && b.len() <= 2 && (token.dotted || b.len() == 2 || a.len() == 2) => {
            real(2024, month, day).then_some(dots + day * 100 + month)
        }
        ('/', &[one, other], [a, b]) if a.len() <= 2 && b.len() <= 2 => {
            (real(2024, other, one) || real(2024, one, other)).then_some(one * 100 + other)
        }
        _ => None,
    }
}

fn real(year: i64, month: i64, day: i64) -> bool {
    let (Ok(year), Ok(month), Ok(day)) = (i32::try_from(year), u32::try_from(month), u32::try_from(day)) else { return false };
    (2000..2200).contains(&year) && NaiveDate::from_ymd_opt(year, month, day).is_some()
}

#[cfg(test)]
mod tests;
