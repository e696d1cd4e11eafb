//! A table with a title: the same rows for a screen, for Markdown, and as objects of JSON.

use super::markdown::table;
use super::{Cell, Column};
use serde::{Serialize, Serializer};

type Read<R> = for<'r> fn(&'r R) -> Cell<'r>;

/// A table with a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    pub title: &'static str,
    /// Of each column its name and its title.
    pub columns: Vec<(&'static str, &'static str)>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell<'static>>>,
}

impl Listing {
    pub(super) fn new<R>(title: &'static str, columns: &[Column<Read<R>>], rows: impl IntoIterator<Item = R>) -> Listing {
        let cells = |row: R| columns.iter().map(|column| (column.read)(&row).owned()).collect();
        let rows = rows.into_iter().map(cells).collect();
        Listing { title, columns: columns.iter().map(|column| (column.name, column.title)).collect(), rows }
    }

    /// Does a column hold numbers?
    pub fn is_numeric(&self, column: usize) -> bool {
        self.rows.iter().any(|row| matches!(row[column], Cell::Integer(_) | Cell::Decimal(_)))
    }

    /// Adds it as Markdown, without its title.
    pub(super) fn push_markdown(&self, out: &mut String) {
        let header: Vec<(&str, bool)> =
            self.columns.iter().enumerate().map(|(index, (_, title))| (*title, self.is_numeric(index))).collect();
        table(out, &header, self.rows.iter().map(|row| row.iter().map(|cell| cell.shown().into_owned()).collect()));
    }
}

/// Its rows as a list of objects.
impl Serialize for Listing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| Object { columns: &self.columns, row }))
    }
}

struct Object<'a> {
    columns: &'a [(&'static str, &'static str)],
    row: &'a [Cell<'static>],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().map(|(name, _)| name).zip(self.row))
    }
}
