//! Cells that a spreadsheet may have written anew: days, amounts, words of yes and no.

use super::Take;
use crate::calendar::Day;
use crate::ledger::reading::{DecimalMark, Written};
use crate::money::Decimal;

/// A cell without the apostrophe that makes it a text.
pub(super) fn plain(cell: &str) -> &str {
    cell.trim().trim_start_matches(['\'', '’']).trim()
}

/// The answer that a word gives; nothing if it is none.
pub(super) fn take(cell: &str) -> Option<Take> {
    match plain(cell).to_lowercase().as_str() {
        "" => Some(Take::Open),
        "yes" | "y" | "x" | "1" | "true" | "ja" | "j" | "wahr" | "oui" | "o" | "vrai" | "si" | "sí" | "s" | "verdadero" | "sì" | "vero" => {
            Some(Take::Yes)
        }
        "no" | "n" | "0" | "false" | "nein" | "falsch" | "non" | "faux" | "falso" | "nee" => Some(Take::No),
        _ => None,
    }
}

/// A day, however a spreadsheet shows it.
/// Error: it is none, or two readings differ.
pub(super) fn day(cell: &str) -> Result<Day, String> {
    let text = plain(cell);
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let wrong = || format!("{text:?} is not a date: write it as in 2026-03-31");
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok().filter(|_| part.len() <= 4)).collect();
    let Some([first, second, third]) = numbers.as_deref().and_then(|numbers| <[u32; 3]>::try_from(numbers).ok()) else {
        return Err(wrong());
    };
    let of = |year: u32, month: u32, day: u32| Day::from_ymd(i32::try_from(year).ok()?, month, day);
    if parts[0].len() == 4 {
        return of(first, second, third).ok_or_else(wrong);
    }
    let year = match parts[2].len() {
        4 => third,
        2 => 2000 + third,
        _ => return Err(wrong()),
    };
    let (day_first, month_first) = (of(year, second, first), of(year, first, second));
    if date.contains('.') {
        return day_first.ok_or_else(wrong);
    }
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => Err(format!("{text:?} is {one} or {other}: write the one that you mean")),
        (Some(day), _) | (None, Some(day)) => Ok(day),
        (None, None) => Err(wrong()),
    }
}

/// An amount as the log has it, whichever mark its decimals have.
/// Error: it is none, or two readings differ.
pub(super) fn amount(cell: &str) -> Result<String, String> {
    let text = plain(cell);
    let number = |written: &Written<'_>| Decimal::new(i128::from(written.digits), written.decimals);
    let readings = [DecimalMark::Point, DecimalMark::Comma].map(|mark| Written::parse(text, mark).ok());
    let written = match &readings {
        [Some(point), Some(comma)] if number(point) != number(comma) => {
            return Err(format!("{text:?} is {} or {}: write the one that you mean, as in 1234.50", number(point), number(comma)));
        }
        [Some(written), _] | [None, Some(written)] => written,
        [None, None] => return Err(format!("{text:?} is not an amount: write it as in 1234.50")),
    };
    let number = number(written).text();
    Ok(if written.unit.is_empty() { number.into() } else { format!("{} {number}", written.unit) })
}
