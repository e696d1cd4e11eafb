//! One value of a row, whatever the format.

use super::one_line;
use crate::calendar::Day;
use crate::money::{Balance, Currency, Decimal, grouped};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// One value of a row: in JSON a number, a string or `null`, in CSV a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    Empty,
    /// Any text, also from a ledger; never empty.
    Text(Cow<'a, str>),
    Integer(i64),
    /// A number of days; its digits are not grouped, for it may be a day of a clock.
    Days(i32),
    /// An exact decimal: a string in JSON, so that no reader makes a float of it.
    Decimal(Decimal),
    Day(Day),
}

impl<'a> Cell<'a> {
    /// A text; none at all if it is empty.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// For people: on one line, with groups of digits.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => one_line(text),
            Cell::Integer(number) => grouped(&number.to_string()).into(),
            Cell::Days(days) => days.to_string().into(),
            Cell::Decimal(number) => grouped(&number.text()).into(),
            Cell::Day(day) => day.to_string().into(),
        }
    }

    pub fn owned(self) -> Cell<'static> {
        match self {
            Cell::Empty => Cell::Empty,
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Integer(number) => Cell::Integer(number),
            Cell::Days(days) => Cell::Days(days),
            Cell::Decimal(number) => Cell::Decimal(number),
            Cell::Day(day) => Cell::Day(day),
        }
    }

    pub fn amount(currency: Currency, minor: Balance) -> Cell<'a> {
        Cell::Decimal(currency.major(minor))
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Cell<'a> {
        value.map_or(Cell::Empty, T::into)
    }
}

macro_rules! from {
    ($($of:ty => $cell:expr),+) => {
        $(impl<'a> From<$of> for Cell<'a> {
            fn from(value: $of) -> Cell<'a> {
                ($cell)(value)
            }
        })+
    };
}

from!(
    &'a str => Cell::text,
    Cow<'a, str> => Cell::text,
    String => Cell::text,
    Day => Cell::Day,
    Decimal => Cell::Decimal,
    i32 => Cell::Days,
    u32 => |number| Cell::Integer(i64::from(number)),
    usize => |number| Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
);

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Integer(number) => serializer.serialize_i64(*number),
            Cell::Days(days) => serializer.serialize_i32(*days),
            Cell::Decimal(number) => number.serialize(serializer),
            Cell::Day(day) => serializer.collect_str(day),
        }
    }
}
