//! A table with a name: the same rows for a screen, for Markdown, and as objects of JSON.

use super::markdown::escaped;
use super::{Cell, one_line};
use crate::money::grouped;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::fmt::Write as _;

/// A table with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Its key in JSON.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// Of each column its key and its title.
    pub columns: Vec<(&'static str, &'static str)>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell<'static>>>,
}

impl Listing {
    /// An empty one.
    pub fn new(key: &'static str, title: impl Into<String>, columns: &[(&'static str, &'static str)]) -> Listing {
        Listing { key, title: title.into(), columns: columns.to_vec(), rows: Vec::new() }
    }

    /// The same rows under other columns: those of these places.
    #[must_use]
    pub fn only(&self, places: &[usize]) -> Listing {
        let pick = |row: &Vec<Cell<'static>>| places.iter().map(|place| row[*place].clone()).collect();
        let columns = places.iter().map(|place| self.columns[*place]).collect();
        Listing { key: self.key, title: self.title.clone(), columns, rows: self.rows.iter().map(pick).collect() }
    }

    /// Does a column hold numbers?
    pub fn is_numeric(&self, column: usize) -> bool {
        self.rows.iter().any(|row| matches!(row[column], Cell::Integer(_) | Cell::Decimal(_)))
    }

    /// Adds it as Markdown, without its heading; nothing where there are no rows.
    pub fn push_markdown(&self, out: &mut String) {
        if self.rows.is_empty() {
            return;
        }
        let titles = self.columns.iter().map(|(_, title)| *title).collect::<Vec<_>>().join(" | ");
        let rules =
            (0..self.columns.len()).map(|column| if self.is_numeric(column) { "---:" } else { "---" }).collect::<Vec<_>>().join(" | ");
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "| {titles} |\n| {rules} |");
        for row in &self.rows {
            let cells = row.iter().map(|cell| escaped(&shown(cell))).collect::<Vec<_>>().join(" | ");
            let _ = writeln!(out, "| {cells} |");
        }
    }
}

/// A cell for people.
pub fn shown(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => one_line(text).into_owned(),
        Cell::Integer(number) => grouped(&number.to_string()),
        Cell::Decimal(text) => grouped(text),
        Cell::Day(day) => day.to_string(),
    }
}

/// Its rows as a list of objects.
impl Serialize for Listing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| Row(&self.columns, row)))
    }
}

struct Row<'a>(&'a [(&'static str, &'static str)], &'a [Cell<'static>]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for ((key, _), cell) in self.0.iter().zip(self.1) {
            map.serialize_entry(key, cell)?;
        }
        map.end()
    }
}
