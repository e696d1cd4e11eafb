//! Statuses that no export had before: nobody has said whether such a row is owed. And currencies in a column that the project does not read.

use super::Comparing;
use collect::guess::{StatusMeans, is_currency_column, is_kinds_column, is_no_invoice, is_status_column, status_means};
use collect::ledger::Columns;
use collect::money::Currency;
use collect::project::{FileLayout, RowFilter};
use collect::sync::{KnownWords, NewWord, Rewriting};

/// A column that says what a row is.
pub(super) struct StatusColumn {
    /// Its name in the ledger, and in the file.
    pub name: String,
    of_file: String,
    /// Does the project choose rows by it?
    is_named: bool,
    /// Of a column of currencies that the project does not name: the currency in which all rows are read.
    read_in: Option<Currency>,
    /// Is it a column of kinds that the project does not name?
    has_kinds: bool,
}

impl StatusColumn {
    /// Says the word that the row does not count?
    pub fn is_void(&self, word: &str) -> bool {
        self.read_in.is_none() && status_means(&self.of_file, word) == Some(StatusMeans::Skip)
    }

    /// `Status "Void"`
    pub fn because(&self, word: &str) -> String {
        format!("{} {word:?}", self.of_file)
    }
}

/// A text that is new in such a column.
pub struct NewStatus {
    pub column: String,
    pub word: NewWord,
    /// The currency in which the row is read, if the word is another.
    pub read_in: Option<Currency>,
    /// Is the word that of a credit note, a payment or another row that is no invoice?
    pub is_kind: bool,
}

impl Comparing {
    /// The columns of an export that say what a row is: those that the project names, and those with the name of a status.
    pub(super) fn status_columns(&self, columns: &Columns) -> Vec<StatusColumn> {
        let csv = &self.loader.invoices.csv;
        let of_file = |name: &String| match csv.columns.iter().find(|(canonical, _)| canonical == name) {
            Some((_, names)) if names.len() == 1 => names[0].clone(),
            _ => name.clone(),
        };
        let names_currency = csv.columns.iter().any(|(canonical, _)| canonical == "currency");
        let FileLayout { only, skip, settled_when, documents, sign, .. } = &csv.layout;
        let is_named = |name: &str| [only, skip, settled_when].into_iter().flatten().any(|filter| filter.column == name);
        let column = |name: &String| {
            let of_file = of_file(name);
            let is_named = is_named(&of_file) || is_named(name);
            let read_in = self.loader.currency.filter(|_| !names_currency && is_currency_column(&of_file));
            let has_kinds = documents.is_none() && sign.as_ref().is_none_or(|sign| sign.column != of_file) && is_kinds_column(&of_file);
            let is_watched = is_named || read_in.is_some() || has_kinds || is_status_column(&of_file);
            is_watched.then(|| StatusColumn { name: name.clone(), of_file, is_named, read_in, has_kinds })
        };
        columns.names().iter().filter_map(column).collect()
    }

    /// The words that are new and do not say that the invoice is owed.
    pub(super) fn new_statuses(&self, columns: &[StatusColumn], known: &KnownWords, rewriting: &Rewriting<'_>) -> Vec<NewStatus> {
        let FileLayout { only, skip, settled_when, .. } = &self.loader.invoices.csv.layout;
        let named: &[RowFilter] = only;
        // A text that the project names by how it begins is no new one.
        let begins = |text: &str, word: &str| {
            text.strip_suffix('*').is_some_and(|beginning| word.to_lowercase().starts_with(&beginning.to_lowercase()))
        };
        let mut found = Vec::new();
        for ((place, _), word) in &rewriting.new_words().0 {
            let Some(StatusColumn { name, of_file, is_named, read_in, has_kinds }) = columns.get(*place) else { continue };
            if let Some(read_in) = *read_in {
                let other = Currency::from_code(&word.text.to_ascii_uppercase()).filter(|currency| *currency != read_in);
                found.extend(other.map(|_| NewStatus {
                    column: of_file.clone(),
                    word: word.clone(),
                    read_in: Some(read_in),
                    is_kind: false,
                }));
                continue;
            }
            let is_allowed = named.iter().any(|filter| {
                [name, of_file].contains(&&filter.column) && filter.texts.iter().any(|text| text.eq_ignore_ascii_case(&word.text))
            });
            let filters = [only, skip, settled_when].into_iter().flatten().filter(|filter| [name, of_file].contains(&&filter.column));
            if filters.flat_map(|filter| &filter.texts).any(|text| begins(text, &word.text)) {
                continue;
            }
            if *has_kinds && !is_allowed && is_no_invoice(of_file, &word.text) {
                found.push(NewStatus { column: of_file.clone(), word: word.clone(), read_in: None, is_kind: true });
                continue;
            }
            let speaks = || known.of(*place).any(|word| status_means(of_file, word).is_some());
            let is_odd = match status_means(of_file, &word.text) {
                Some(StatusMeans::Open) => false,
                Some(StatusMeans::Paid) => word.any_open,
                Some(StatusMeans::Skip) => true,
                // A column of which nobody has seen a word may be of anything.
                None => known.of(*place).next().is_some() && (*is_named || speaks()),
            };
            if is_odd && !is_allowed {
                found.push(NewStatus { column: of_file.clone(), word: word.clone(), read_in: None, is_kind: false });
            }
        }
        found.sort_by_key(|status| status.word.line);
        found
    }
}
