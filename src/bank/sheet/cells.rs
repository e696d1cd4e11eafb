//! Cells of a table: amounts with signs of many kinds, and dates, which may lack their year.

use crate::bank::amount::shortest;
use crate::calendar::Day;
use crate::ledger::reading::{DateFormats, DecimalMark, Written};
use crate::money::Decimal;
use crate::project::BankSheet;

/// An amount as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SheetAmount {
    pub amount: Decimal,
    /// A letter behind it for debit or credit: `12.00 DR`, `12,00 S`.
    pub is_debit: Option<bool>,
    pub unit: String,
}

const SIDES: [(&str, bool); 8] =
    [("DR", true), ("CR", false), ("DB", true), ("S", true), ("H", false), ("D", true), ("C", false), ("KT", false)];

pub(super) fn amount(text: &str, decimal: char) -> Option<SheetAmount> {
    let mark = if decimal == ',' { DecimalMark::Comma } else { DecimalMark::Point };
    let text = text.trim().trim_start_matches('\'');
    let side = SIDES.iter().find_map(|(word, is_debit)| {
        let number = text.strip_suffix(word)?.trim_end();
        number.ends_with(|c: char| c.is_ascii_digit()).then_some((number, *is_debit))
    });
    let (text, is_debit) = side.map_or((text, None), |(number, is_debit)| (number, Some(is_debit)));
    let text = text.strip_prefix('+').or_else(|| text.strip_suffix('+')).unwrap_or(text).trim();
    let written = Written::parse(text, mark).ok()?;
    let amount = shortest(Decimal::new(i128::from(written.digits), written.decimals));
    Some(SheetAmount { amount, is_debit, unit: written.unit.to_owned() })
}

/// The formats of a mapping, and of a date as in 2026-03-31.
pub(super) fn formats(sheet: &BankSheet) -> DateFormats {
    DateFormats::new(&sheet.date_formats).map(DateFormats::or_plain).unwrap_or_default()
}

/// Day and month without a year: `09.03`, `09.03.`, `27/1`. With dots the day stands first; otherwise as in the other dates of the file.
pub(super) fn yearless(text: &str, sheet: &BankSheet) -> Option<(u32, u32)> {
    let mark = text.chars().find(|c| !c.is_ascii_digit()).filter(|mark| matches!(mark, '.' | '/' | '-'))?;
    let (first, second) = text.trim_end_matches('.').split_once(mark)?;
    let number = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<u32>().ok()).flatten();
    let (first, second) = (number(first)?, number(second)?);
    let is_month_first = mark != '.' && sheet.date_formats.iter().any(|format| is_month_first(format));
    Some(if is_month_first { (first, second) } else { (second, first) })
}

fn is_month_first(format: &str) -> bool {
    format.find("%m").zip(format.find("%d")).is_some_and(|(month, day)| month < day)
}

/// The day of a month that is nearest to another day.
pub(super) fn near(day: Day, (month, of_month): (u32, u32)) -> Option<Day> {
    use chrono::Datelike;
    let year = day.date().year();
    let days = [year - 1, year, year + 1].into_iter().filter_map(|year| Day::from_ymd(year, month, of_month));
    days.min_by_key(|other| other.since(day).abs())
}
