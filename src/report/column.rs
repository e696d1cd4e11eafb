//! One line for each column of an output: its name, what it holds, what it means, and how it is read from a row.
//!
//! CSV, JSON, JSON lines, Markdown, the schemas and the tables of `docs/outputs.md` are made from these lines.

use super::Cell;

/// A column. `Read` is a function that takes a row and gives the cell.
#[derive(Clone, Copy, Debug)]
pub struct Column<Read> {
    pub name: &'static str,
    /// In tables for people; the name where no table has the column.
    pub title: &'static str,
    pub holds: Holds,
    /// As Markdown, for the reference. "as in the plan" stands for the meaning of the plan's column of that name.
    pub meaning: &'static str,
    pub read: Read,
}

/// What may stand in a column.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    Text,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// Some of these words, joined by `+`.
    Words(fn() -> Vec<&'static str>),
    Channel,
    Currency,
    /// An amount, or another exact decimal.
    Exact,
    Day,
    Number,
    Count,
    Place,
    Maybe(&'static Holds),
}

impl Holds {
    pub fn is_numeric(self) -> bool {
        match self {
            Holds::Exact | Holds::Number | Holds::Count | Holds::Place => true,
            Holds::Maybe(holds) => holds.is_numeric(),
            Holds::Text | Holds::Word(_) | Holds::Words(_) | Holds::Channel | Holds::Currency | Holds::Day => false,
        }
    }
}

/// The cells of a row, one after the other.
pub trait GivesCells {
    fn give(&self, taker: &mut impl TakesCells);
}

pub trait TakesCells {
    fn take(&mut self, cell: Cell<'_>);
}

impl<'a, I: Iterator<Item = Cell<'a>> + Clone> GivesCells for I {
    fn give(&self, taker: &mut impl TakesCells) {
        self.clone().for_each(|cell| taker.take(cell));
    }
}

pub fn names<Read>(columns: &[Column<Read>]) -> impl Iterator<Item = &'static str> + Clone {
    columns.iter().map(|column| column.name)
}

/// Gives a row type its columns, each in one line: `name "Title": what it holds, "what it means" => |row| the cell;`
macro_rules! columns {
    ($row:ident<$life:lifetime> { $($lines:tt)+ }) => {
        columns!(@ $row<'_>, for<'r, $life> fn(&'r $row<$life>) -> $crate::report::Cell<'r>, $($lines)+);
    };
    ($row:ident { $($lines:tt)+ }) => {
        columns!(@ $row, for<'r> fn(&'r $row) -> $crate::report::Cell<'r>, $($lines)+);
    };
    (@ $row:ty, $read:ty, $($name:ident $($title:literal)?: $holds:expr $(, $meaning:expr)? => $get:expr;)+) => {
        impl $row {
            pub const COLUMNS: &'static [$crate::report::Column<$read>] = {
                #[allow(clippy::enum_glob_use, reason = "the lines are short")]
                use $crate::report::Holds::*;
                &[$($crate::report::Column {
                    name: stringify!($name),
                    title: [$($title,)? stringify!($name)][0],
                    holds: $holds,
                    meaning: [$($meaning,)? ""][0],
                    read: $get,
                }),+]
            };

            #[allow(dead_code, reason = "rows of some listings are read by `Listing` alone")]
            pub fn cells(&self) -> impl Iterator<Item = (&'static str, $crate::report::Cell<'_>)> {
                Self::COLUMNS.iter().map(|column| (column.name, (column.read)(self)))
            }
        }

        // Each reader is known where it is called, so that the compiler can put it and what is done with its cell in place.
        impl $crate::report::GivesCells for $row {
            fn give(&self, taker: &mut impl $crate::report::TakesCells) {
                $({
                    const READ: $read = $get;
                    taker.take(READ(self));
                })+
            }
        }
    };
}

/// Writes rows as objects of JSON, a key for each column.
macro_rules! objects {
    ($($row:ty),+) => {
        $(impl serde::Serialize for $row {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.cells())
            }
        })+
    };
}

pub(crate) use {columns, objects};
