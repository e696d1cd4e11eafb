//! A table with a title: the same rows for a screen, for Markdown, and as objects of JSON.

use super::markdown::table;
use super::{Cell, Column};
use serde::{Serialize, Serializer};

pub(super) type CellReader<R> = for<'r> fn(&'r R) -> Cell<'r>;

/// What stands above a column, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    pub name: &'static str,
    pub title: &'static str,
    /// Do numbers stand below it, to the right?
    pub right: bool,
}

impl Heading {
    pub fn of<CellReader>(column: &Column<CellReader>) -> Heading {
        Heading { name: column.name, title: column.title, right: column.holds.is_numeric() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    pub title: &'static str,
    pub columns: Vec<Heading>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell<'static>>>,
}

impl Listing {
    pub(super) fn new<R>(title: &'static str, columns: &[Column<CellReader<R>>], rows: impl IntoIterator<Item = R>) -> Listing {
        let cells = |row: R| columns.iter().map(|column| (column.read)(&row).owned()).collect();
        Listing { title, columns: columns.iter().map(Heading::of).collect(), rows: rows.into_iter().map(cells).collect() }
    }

    /// Adds it as Markdown, without its title.
    pub(super) fn push_markdown(&self, out: &mut String) {
        let header: Vec<(&str, bool)> = self.columns.iter().map(|heading| (heading.title, heading.right)).collect();
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
    columns: &'a [Heading],
    row: &'a [Cell<'static>],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().map(|heading| heading.name).zip(self.row))
    }
}
