//! What is known of a language: its tables, read once.

use super::Tongue;
use super::pattern::{Phrase, Slot, SlotReader};
use super::words::{Token, TokenKind};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A phrase and what it stands for.
pub(super) struct TableEntry {
    pub key: &'static str,
    pub phrase: Phrase,
}

/// Phrases, found by the word that they begin with.
#[derive(Default)]
pub(super) struct Phrasebook {
    entries: Vec<TableEntry>,
    by_word: HashMap<String, Vec<usize>>,
    others: Vec<usize>,
}

impl Phrasebook {
    fn add(&mut self, key: &'static str, phrase: Phrase) {
        let at = self.entries.len();
        match phrase.first_words() {
            Some(words) => words.into_iter().for_each(|word| self.by_word.entry(word.to_owned()).or_default().push(at)),
            None => self.others.push(at),
        }
        self.entries.push(TableEntry { key, phrase });
    }

    /// The phrases that may begin with a token.
    pub(super) fn beginning(&self, token: &Token) -> impl Iterator<Item = &TableEntry> {
        let named = self.by_word.get(&token.text).into_iter().flatten();
        named.chain(&self.others).map(|&at| &self.entries[at])
    }

    #[cfg(test)]
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|entry| entry.key)
    }
}

pub(super) struct WordTable {
    numbers: HashMap<String, u32>,
    ordinals: HashMap<String, u32>,
    weekdays: HashMap<String, u32>,
    /// Short names of weekdays that are other words, too: only with a point, a capital or a figure.
    short_weekdays: HashMap<String, u32>,
    months: HashMap<String, u32>,
    pub dates: Phrasebook,
    pub lexicon: Phrasebook,
    /// What notices of absence say of their days.
    pub absence: Phrasebook,
}

static TABLES: LazyLock<[WordTable; 6]> = LazyLock::new(|| Tongue::ALL.map(WordTable::read));

pub(super) fn table(tongue: Tongue) -> &'static WordTable {
    &TABLES[tongue as usize]
}

fn source(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => include_str!("languages/en.txt"),
        Tongue::German => include_str!("languages/de.txt"),
        Tongue::French => include_str!("languages/fr.txt"),
        Tongue::Spanish => include_str!("languages/es.txt"),
        Tongue::Dutch => include_str!("languages/nl.txt"),
        Tongue::Italian => include_str!("languages/it.txt"),
    }
}

/// The lines of a table: section, key and phrase. A key stands before `=`, phrases have `,` between them, lines that begin with a space go on.
fn lines(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let (mut section, mut key) = ("", "");
    source.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).flat_map(move |line| {
        let mut phrases = line;
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            (section, key, phrases) = (name, "", "");
        } else if let Some((name, rest)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            (key, phrases) = (name.trim(), rest);
        }
        let (section, key) = (section, key);
        phrases.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()).map(move |phrase| (section, key, phrase))
    })
}

impl WordTable {
    fn read(tongue: Tongue) -> WordTable {
        let mut table = WordTable {
            numbers: HashMap::new(),
            ordinals: HashMap::new(),
            weekdays: HashMap::new(),
            short_weekdays: HashMap::new(),
            months: HashMap::new(),
            dates: Phrasebook::default(),
            lexicon: Phrasebook::default(),
            absence: Phrasebook::default(),
        };
        for (section, key, phrase) in lines(source(tongue)) {
            let word = || super::folding::fold(phrase, tongue);
            let value = || key.parse().unwrap_or(0);
            match section {
                "numbers" => drop(table.numbers.insert(word(), value())),
                "ordinals" => drop(table.ordinals.insert(word(), value())),
                "weekdays" => drop(table.weekdays.insert(word(), value())),
                "short weekdays" => drop(table.short_weekdays.insert(word(), value())),
                "months" => drop(table.months.insert(word(), value())),
                "dates" => Phrase::all(phrase, tongue).into_iter().for_each(|phrase| table.dates.add(key, phrase)),
                "absence" => Phrase::all(phrase, tongue).into_iter().for_each(|phrase| table.absence.add(key, phrase)),
                _ => Phrase::all(phrase, tongue).into_iter().for_each(|phrase| table.lexicon.add(key, phrase)),
            }
        }
        table
    }

    fn number(&self, tokens: &[Token], at: usize) -> Option<(i64, usize)> {
        let token = tokens.get(at)?;
        if let Some(number) = token.number().filter(|_| !token.ordinal) {
            return Some((i64::from(number), 1));
        }
        let value = *self.numbers.get(&token.text)?;
        // `twenty one`
        let ones = tokens.get(at + 1).and_then(|next| self.numbers.get(&next.text)).copied();
        match ones.filter(|ones| (20..100).contains(&value) && value % 10 == 0 && (1..10).contains(ones)) {
            Some(ones) => Some((i64::from(value + ones), 2)),
            None => Some((i64::from(value), 1)),
        }
    }
}

/// Is a token a word that is short for something: with a point, or beginning with a capital?
fn is_short_name(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at + 1);
    tokens[at].capital || next.is_some_and(|next| next.is_mark('.') && !next.apart || next.kind == TokenKind::Figure)
}

impl SlotReader for WordTable {
    fn read(&self, slot: Slot, tokens: &[Token], at: usize) -> Option<(i64, usize)> {
        let token = tokens.get(at)?;
        let point = usize::from(tokens.get(at + 1).is_some_and(|next| next.is_mark('.') && !next.apart));
        match slot {
            Slot::Number => self.number(tokens, at),
            Slot::Day => {
                if let Some(ordinal) = self.ordinals.get(&token.text) {
                    return Some((i64::from(*ordinal), 1));
                }
                let day = token.number().filter(|day| (1..=31).contains(day))?;
                // The point of `3. März`.
                Some((i64::from(day), 1 + if token.dotted { point } else { 0 }))
            }
            Slot::Weekday => match self.weekdays.get(&token.text) {
                Some(day) => Some((i64::from(*day), 1)),
                None => {
                    let day = self.short_weekdays.get(&token.text).filter(|_| is_short_name(tokens, at))?;
                    Some((i64::from(*day), 1 + point))
                }
            },
            Slot::Month => {
                let month = self.months.get(&token.text)?;
                // Short names only: a point behind a whole name ends the sentence.
                Some((
                    i64::from(*month),
                    1 + if token.text.len() <= 5 && tokens.get(at + 2).is_some_and(|next| !next.capital) { point } else { 0 },
                ))
            }
            Slot::Year => {
                let year = token.number().filter(|year| (2000..2200).contains(year) && token.text.len() == 4)?;
                Some((i64::from(year), 1))
            }
            Slot::Date => super::dates::numeric(token).map(|date| (date, 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_the_keys_of_the_others() {
        let keys = |tongue| table(tongue).lexicon.keys().chain(table(tongue).dates.keys()).collect::<std::collections::BTreeSet<_>>();
        let english = keys(Tongue::English);
        for tongue in Tongue::ALL {
            let other = keys(tongue);
            let odd: Vec<_> = other.difference(&english).collect();
            assert!(odd.is_empty(), "{tongue:?}: {odd:?}");
        }
    }

    #[test]
    fn every_weekday_and_month_has_a_name() {
        for tongue in Tongue::ALL {
            let table = table(tongue);
            assert!((1..=7).all(|day| table.weekdays.values().any(|value| *value == day)), "{tongue:?}");
            assert!((1..=12).all(|month| table.months.values().any(|value| *value == month)), "{tongue:?}");
        }
    }
}
