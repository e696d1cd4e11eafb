//! Cells: a text, day, amount or currency out of a row, or a note of what is wrong with it.

use super::amount::{AmountError, DecimalMark, Written};
use super::column::InputColumn;
use super::date::DateFormats;
use super::row::{Problem, Row};
use crate::calendar::Day;
use crate::finding::{Code, did_you_mean, quoted};
use crate::money::Currency;

/// The cells of one row, and the problems found in them.
pub(super) struct Cells<'a, 'p> {
    pub row: Row<'a>,
    pub problems: &'p mut Vec<Problem>,
}

impl<'a> Cells<'a, '_> {
    /// The cell; empty without such a column.
    #[inline]
    pub fn text<'c>(&self, column: Option<&'c InputColumn>) -> &'c str
    where
        'a: 'c,
    {
        column.map_or("", |column| column.cell(&self.row))
    }

    /// A column whose cell is filled, and the cell.
    #[inline]
    pub fn given<'c>(&self, column: Option<&'c InputColumn>) -> Option<(&'c InputColumn, &'c str)>
    where
        'a: 'c,
    {
        let text = self.text(column);
        if text.is_empty() { None } else { Some((column?, text)) }
    }

    /// The cell of a column that must be filled.
    #[inline]
    pub fn filled<'c>(&mut self, column: &'c InputColumn) -> Option<&'c str>
    where
        'a: 'c,
    {
        let text = column.cell(&self.row);
        if text.is_empty() {
            self.problem(Code::EmptyCell, column, format!("{} is empty", column.name), Some("fill it in: every row needs it".to_owned()));
            return None;
        }
        self.whole(column).then_some(text)
    }

    /// An id that must be filled.
    #[inline]
    pub fn id<'c>(&mut self, column: &'c InputColumn) -> Option<&'c str>
    where
        'a: 'c,
    {
        let text = self.filled(column)?;
        (self.unshortened(column, text) && self.is_named(column, text)).then_some(text)
    }

    /// Notes a word that stands where an id is missing: many rows would have the same.
    #[inline]
    fn is_named(&mut self, column: &InputColumn, text: &str) -> bool {
        let is_missing = text.len() <= LONGEST_PLACEHOLDER && is_placeholder(text);
        if is_missing {
            let message = format!("{} is {}, which stands for none", column.name, quoted(text));
            self.problem(Code::EmptyCell, column, message, Some("fill it in: every row needs its own".to_owned()));
        }
        !is_missing
    }

    /// Notes an id that is a number which a spreadsheet has shortened. Few ids have anything but digits and letters at their second place.
    #[inline]
    fn unshortened(&mut self, column: &InputColumn, text: &str) -> bool {
        let may_be = matches!(text.as_bytes().get(1), Some(b'.' | b',' | b'E' | b'e')) && is_shortened(text);
        if may_be {
            let message =
                format!("{} {} is a number that a spreadsheet has shortened: its last digits are lost", column.name, quoted(text));
            let hint = "export the file again; in a spreadsheet, make the column text before numbers come into it";
            self.problem(Code::MangledId, column, message, Some(hint.to_owned()));
        }
        !may_be
    }

    /// Notes a composite id of which a part is empty.
    #[inline]
    pub fn whole(&mut self, column: &InputColumn) -> bool {
        let Some(field) = column.missing_part(&self.row) else { return true };
        self.problems.push(Problem::new(Code::EmptyCell, Some(field), format!("a part of {} is empty", column.name)));
        false
    }

    /// A day, if the cell is filled.
    #[inline]
    pub fn day(&mut self, column: Option<&InputColumn>, dates: &DateFormats) -> Option<Day> {
        let (column, text) = self.given(column)?;
        self.day_of(column, text, dates)
    }

    /// The day that the cell of a column says.
    #[inline]
    pub fn day_of(&mut self, column: &InputColumn, text: &str, dates: &DateFormats) -> Option<Day> {
        let day = dates.parse(text).map_err(|error| {
            self.problem(Code::BadDate, column, format!("{} {} {error}", column.name, quoted(text)), error.hint(text));
        });
        day.ok()
    }

    /// An amount as the cell of a column has it.
    #[inline]
    pub fn amount_of<'c>(&mut self, column: &InputColumn, text: &'c str, mark: DecimalMark) -> Option<Written<'c>> {
        Written::parse(text, mark).map_err(|error| self.bad_amount(column, error)).ok()
    }

    pub fn bad_amount(&mut self, column: &InputColumn, error: AmountError<'_>) {
        let code = if matches!(error, AmountError::Unit { .. }) { Code::ConflictingCells } else { Code::BadAmount };
        let message = format!("{} {} {error}", column.name, quoted(column.cell(&self.row)));
        self.problem(code, column, message, error.hint());
    }

    pub fn currency(&mut self, column: Option<&InputColumn>) -> Option<Currency> {
        let (column, text) = self.given(column)?;
        let found = Currency::from_code(text);
        if found.is_none() {
            let capitals = text.to_ascii_uppercase();
            let hint = match Currency::from_code(&capitals) {
                Some(_) => format!("did you mean {capitals:?}?"),
                None => "write its three letters in capitals, such as USD".to_owned(),
            };
            let message = format!("{} {} is not a currency of ISO 4217", column.name, quoted(text));
            self.problem(Code::BadCurrency, column, message, Some(hint));
        }
        found
    }

    #[inline]
    pub fn word<T: Copy>(
        &mut self,
        column: &InputColumn,
        code: Code,
        what: &str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.filled(column)?;
        let found = all.iter().copied().find(|word| name(*word) == text);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|word| name(*word)).collect();
            let hint = did_you_mean(text, words.iter().copied()).unwrap_or_else(|| format!("write one of {}", words.join(", ")));
            self.problem(code, column, format!("{} {} is not {what}", column.name, quoted(text)), Some(hint));
        }
        found
    }

    pub fn problem(&mut self, code: Code, column: &InputColumn, message: String, hint: Option<String>) {
        self.problems.push(Problem { hint, ..Problem::new(code, column.field(), message) });
    }
}

/// What people write where there is no id, in small letters.
const PLACEHOLDERS: &str = "n/a #n/a n.a. none null nil tbd tbc t.b.d. - -- --- ---- – — ? ?? ??? . .. ... #ref! #value! #name? (none) \
                            (blank) (leer) k.a. k.a keine ohne s/n s/d sans aucun ninguno nessuno geen nvt n.v.t.";
const LONGEST_PLACEHOLDER: usize = 8;

fn is_placeholder(text: &str) -> bool {
    // Nearly all ids have a digit.
    let may_be = !text.bytes().any(|byte| byte.is_ascii_digit());
    may_be && PLACEHOLDERS.split_whitespace().any(|word| word == text.to_lowercase())
}

/// Is it a number as in `1.2E+19`?
pub fn is_shortened(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    whole.len() == 1 && are_digits(whole) && are_digits(fraction) && exponent.strip_prefix('+').is_some_and(are_digits)
}
