//! Workbooks: cells as they are kept, and not as a locale shows them.

use super::bytes::GridRows;
use crate::finding::{Code, Finding, Place};
use crate::ledger::reading::{LooseRow, OriginRows};
use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};
use std::io::Cursor;

/// Reads a sheet: the one of that name, or the only one with a table.
pub(super) fn read(bytes: &[u8], file: &str, sheet: Option<&str>, decimal: char) -> Result<GridRows, Vec<Finding>> {
    let wrong = |message: String, hint: &str| vec![Finding::new(Code::UnreadableFile, message).hint(hint).at(Place::line(file, 1))];
    let unreadable = |error: &dyn std::fmt::Display| {
        let hint = "open it, and save it as .xlsx or as CSV in UTF-8; a workbook with a password cannot be read";
        wrong(format!("the workbook cannot be read: {error}"), hint)
    };
    let mut workbook: Sheets<Cursor<&[u8]>> = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let names = workbook.sheet_names();
    let mut tables = Vec::new();
    for name in names.iter().filter(|name| sheet.is_none_or(|sheet| sheet.trim() == name.trim())) {
        let range = workbook.worksheet_range(name).map_err(|error| unreadable(&error))?;
        if sheet.is_some() || is_table(&range) {
            tables.push((name.clone(), range));
        }
    }
    let all = names.join(", ");
    match (tables.as_slice(), sheet) {
        ([(name, range)], _) => {
            let mut grid = rows(range, decimal);
            if names.len() > 1 && sheet.is_none() {
                grid.notes.push(format!("the sheet {name:?} is read; the others have no table"));
            }
            Ok(grid)
        }
        ([], Some(sheet)) => Err(wrong(format!("the workbook has no sheet {sheet:?}"), &format!("its sheets are {all}"))),
        ([], None) => Err(wrong("the workbook has no table".to_owned(), &format!("its sheets are {all}"))),
        (several, _) => {
            let named: Vec<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
            let hint = "name the one to read as `sheet` for the file in the project file";
            Err(wrong(format!("the workbook has several sheets with a table: {}", named.join(", ")), hint))
        }
    }
}

/// Has a sheet at least two columns and two rows with something in them?
fn is_table(range: &Range<Data>) -> bool {
    let filled = |row: &[Data]| row.iter().filter(|cell| !matches!(cell, Data::Empty)).count();
    range.rows().filter(|row| filled(row) >= 2).take(2).count() == 2
}

fn rows(range: &Range<Data>, decimal: char) -> GridRows {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let (mut rows, mut origin) = (Vec::new(), OriginRows::of_sheet());
    for (number, cells) in range.rows().enumerate() {
        let line = first_row.saturating_add(u32::try_from(number).unwrap_or(u32::MAX)).saturating_add(1);
        let before = (0..first_column).map(|_| String::new());
        let cells: Vec<String> = before.chain(cells.iter().map(|cell| text(cell, decimal))).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        origin.add(line, csv(&cells).as_bytes());
        rows.push(LooseRow { line, cells, fault: None });
    }
    GridRows { rows, origin, is_sheet: true, notes: Vec::new() }
}

fn csv(cells: &[String]) -> String {
    let cell = |cell: &String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",")
}

fn text(cell: &Data, decimal: char) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.trim().to_owned(),
        Data::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number, decimal),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(duration) => number_text(duration.as_f64(), decimal),
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
    }
}

/// A number with the 15 digits that a spreadsheet shows, without zeros behind the point. What has more digits before the point stays in the
/// form `1.23456789012346E+19`, because digits of it are lost.
fn number_text(number: f64, decimal: char) -> String {
    const DIGITS: i32 = 15;
    let text = format!("{number:.14e}");
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.trim_end_matches('0');
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if significant.is_empty() {
        return "0".to_owned();
    }
    if exponent >= DIGITS {
        let (first, rest) = significant.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        return format!("{sign}{first}{point}{rest}E+{exponent}");
    }
    let places = usize::try_from(exponent + 1).unwrap_or_default();
    let (whole, fraction) = match exponent {
        0.. if significant.len() <= places => (format!("{significant:0<places$}"), String::new()),
        0.. => (significant[..places].to_owned(), significant[places..].to_owned()),
        _ => ("0".to_owned(), format!("{}{significant}", "0".repeat(usize::try_from(-exponent - 1).unwrap_or_default()))),
    };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{decimal}{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_a_spreadsheet_shows_them() {
        for (number, shown) in [
            (0.0, "0"),
            (1250.19, "1250.19"),
            (1_250.190_000_000_000_1, "1250.19"),
            (0.300_000_000_000_000_04, "0.3"),
            (-250.0, "-250"),
            (100_017.0, "100017"),
            (1_800_000_001.0, "1800000001"),
            (0.05, "0.05"),
            (99_999_999_999_999.99, "100000000000000"),
            (123_456_789_012_345.0, "123456789012345"),
            (1.2e19, "1.2E+19"),
            (1_250.190_000_000_1, "1250.1900000001"),
        ] {
            assert_eq!(number_text(number, '.'), shown);
        }
        assert_eq!(number_text(-1250.5, ','), "-1250,5");
    }
}
