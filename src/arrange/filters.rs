//! Rows that are told apart by the texts in their columns.

use super::columns::FieldNames;
use super::header::on_one_line;
use crate::project::RowFilter;

/// Texts of a file, compared without regard to capitals and to how many spaces there are. One that ends in `*` is any text that begins so, and
/// `*` is any that is not empty.
#[derive(Clone, Debug, Default)]
pub(super) struct WordSet(Vec<String>);

impl WordSet {
    pub fn new(words: &[String]) -> WordSet {
        WordSet(words.iter().map(|word| plain(word)).collect())
    }

    pub fn has(&self, text: &str) -> bool {
        let text = plain(text);
        let begins = |word: &String| word.strip_suffix('*').is_some_and(|beginning| !text.is_empty() && text.starts_with(beginning));
        self.0.iter().any(|word| *word == text || begins(word))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The longest of the words with which a text ends, behind something else that is no letter; or with which it begins so.
    pub fn around<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut words: Vec<&String> = self.0.iter().filter(|word| !word.is_empty()).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.into_iter().find_map(|word| {
            let behind = text.len().checked_sub(word.len()).and_then(|at| Some((text.get(..at)?, text.get(at..)?)));
            let before = Some(word.len()).and_then(|at| Some((text.get(at..)?, text.get(..at)?)));
            let fits = |(rest, found): &(&'t str, &'t str)| plain(found) == *word && !rest.trim().is_empty();
            let (rest, _) = behind
                .filter(|parts| fits(parts) && !parts.0.ends_with(char::is_alphabetic))
                .or(before.filter(|parts| fits(parts) && !parts.0.starts_with(char::is_alphabetic)))?;
            Some(rest.trim())
        })
    }
}

fn plain(text: &str) -> String {
    on_one_line(text).to_lowercase()
}

/// Some columns with some texts of each.
#[derive(Clone, Debug, Default)]
pub(super) struct RowWords(Vec<(usize, WordSet)>);

impl RowWords {
    pub fn new(filters: &[RowFilter], key: &str, names: &FieldNames<'_>) -> RowWords {
        let filter = |filter: &RowFilter| Some((names.need(&filter.column, &format!(" of `{key}`"))?, WordSet::new(&filter.texts)));
        RowWords(filters.iter().filter_map(filter).collect())
    }

    /// The cell of the first column that has none of its texts, with its field.
    pub fn other<'c>(&self, cells: &'c [String]) -> Option<(usize, &'c str)> {
        let mut cells = self.0.iter().map(|(field, words)| (*field, cell(cells, *field), words));
        cells.find(|(_, cell, words)| !words.has(cell)).map(|(field, cell, _)| (field, cell))
    }

    /// The cell of the first column that has one of its texts, with its field.
    pub fn found<'c>(&self, cells: &'c [String]) -> Option<(usize, &'c str)> {
        let cells = self.0.iter().map(|(field, words)| (*field, cell(cells, *field), words));
        cells.filter(|(_, cell, words)| words.has(cell)).map(|(field, cell, _)| (field, cell)).next()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The text of a cell; empty where the row has none.
pub(super) fn cell(cells: &[String], field: usize) -> &str {
    cells.get(field).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_the_rest_of_a_text() {
        let words = WordSet::new(&["Paid on *".to_owned(), "Void*".to_owned()]);
        for text in ["Paid on 3 March", "paid  on 4.3.", "Void", "VOID: see 12", "Voided"] {
            assert!(words.has(text), "{text}");
        }
        for text in ["", "Paid", "Paid in part", "Avoid", "*"] {
            assert!(!words.has(text), "{text}");
        }
        let any = WordSet::new(&["*".to_owned()]);
        assert!(any.has("2026-03-31") && !any.has(""));
    }

    #[test]
    fn words_are_found_before_and_behind_an_amount() {
        let words = WordSet::new(&["Cr".to_owned(), "C".to_owned()]);
        for (text, rest) in [("250.00 Cr", Some("250.00")), ("250.00CR", Some("250.00")), ("Cr 5", Some("5")), ("5 C", Some("5"))] {
            assert_eq!(words.around(text), rest, "{text}");
        }
        for text in ["250.00", "250.00 Dr", "Cr", "5 Acr"] {
            assert_eq!(words.around(text), None, "{text}");
        }
    }
}
