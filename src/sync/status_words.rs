//! Words in columns that say what an invoice is, such as a status: which of them no export had before.

use crate::ledger::{Columns, Invoice};
use std::collections::{BTreeMap, BTreeSet};

/// The columns that are watched in a file, by their places; a place is missing where the file has no such column.
#[derive(Clone, Debug, Default)]
pub struct WatchedColumns(Vec<(String, Option<usize>)>);

impl WatchedColumns {
    pub fn new(names: &[String], columns: &Columns) -> WatchedColumns {
        WatchedColumns(names.iter().map(|name| (name.clone(), columns.position(name))).collect())
    }

    pub(super) fn words<'i>(&self, invoice: &'i Invoice<'_>) -> impl Iterator<Item = (usize, &'i str)> {
        let words = self.0.iter().enumerate();
        words.filter_map(|(column, (_, place))| Some((column, invoice.text_at((*place)?)))).filter(|(_, word)| !word.is_empty())
    }
}

/// The words that the book has, by the column that is watched.
#[derive(Clone, Debug, Default)]
pub struct KnownWords(BTreeSet<(usize, String)>);

impl KnownWords {
    /// More different words than any status has: nobody reads them.
    const MOST: usize = 10_000;

    pub(super) fn add(&mut self, column: usize, word: &str) {
        if self.0.len() < KnownWords::MOST {
            self.0.insert((column, word_form(word)));
        }
    }

    pub(super) fn join(&mut self, other: KnownWords) {
        self.0.extend(other.0);
    }

    pub(super) fn has(&self, column: usize, word: &str) -> bool {
        self.0.contains(&(column, word_form(word)))
    }

    /// All words of a column.
    pub fn of(&self, column: usize) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(of, _)| *of == column).map(|(_, word)| word.as_str())
    }
}

/// A word that is new, with the invoices that have it and of which something is or was open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWord {
    pub count: u64,
    /// Is anything open on one of them?
    pub any_open: bool,
    /// The first of them.
    pub line: u32,
    pub text: String,
    pub invoice: String,
}

/// New words by the number of their column.
#[derive(Clone, Debug, Default)]
pub struct NewWords(pub BTreeMap<(usize, String), NewWord>);

impl NewWords {
    const MOST: usize = 1_000;

    pub(super) fn add(&mut self, column: usize, text: &str, (line, invoice): (u32, &str), is_open: bool) {
        let key = (column, word_form(text));
        if self.0.len() < NewWords::MOST || self.0.contains_key(&key) {
            let new = NewWord { count: 1, any_open: is_open, line, text: text.to_owned(), invoice: invoice.to_owned() };
            self.put(key, new);
        }
    }

    pub(super) fn join(&mut self, other: NewWords) {
        other.0.into_iter().for_each(|(key, word)| self.put(key, word));
    }

    fn put(&mut self, key: (usize, String), word: NewWord) {
        let (count, any_open) = self.0.get(&key).map_or((0, false), |known| (known.count, known.any_open));
        let (count, any_open) = (count + word.count, any_open || word.any_open);
        let found = self.0.entry(key).or_insert_with(|| word.clone());
        if word.line < found.line {
            *found = word;
        }
        (found.count, found.any_open) = (count, any_open);
    }
}

/// Words that differ in their numbers and capitals only are one: `Overdue 3 days` and `overdue 12 days`.
fn word_form(text: &str) -> String {
    let mut form = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            _ if letter.is_ascii_digit() && form.ends_with('#') => {}
            _ if letter.is_ascii_digit() => form.push('#'),
            _ => form.push(letter),
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_another_number_is_no_new_word() {
        let mut known = KnownWords::default();
        known.add(0, "Overdue by 3 days");
        assert!(known.has(0, "overdue by 12 days") && !known.has(1, "overdue by 12 days") && !known.has(0, "overdue"));
    }

    #[test]
    fn the_first_line_is_told_whichever_thread_found_it() {
        let (mut one, mut other) = (NewWords::default(), NewWords::default());
        one.add(0, "Void", (9, "C"), true);
        one.add(0, "VOID", (12, "D"), false);
        other.add(0, "void", (5, "B"), false);
        one.join(other);
        let found = &one.0[&(0, "void".to_owned())];
        let wanted = NewWord { count: 3, any_open: true, line: 5, text: "void".to_owned(), invoice: "B".to_owned() };
        assert_eq!(*found, wanted);
    }
}
