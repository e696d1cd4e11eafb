//! Workbooks: cells as they are kept, and not as a locale shows them.

use super::bytes::GridRows;
use super::sheets::{SheetCells, chosen};
use crate::finding::{Code, Finding, Place};
use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};
use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a sheet: the one of that name, or the only one with a table.
pub(super) fn read(bytes: &[u8], file: &str, sheet: Option<&str>, decimal: char) -> Result<GridRows, Vec<Finding>> {
    // The crate panics on some workbooks that are damaged.
    let read = catch_unwind(AssertUnwindSafe(|| sheets(bytes, sheet, decimal)));
    let sheets = read.unwrap_or_else(|_| Err("it is damaged".to_owned())).map_err(|why| {
        let finding = Finding::new(Code::UnreadableFile, format!("the workbook cannot be read: {why}"));
        let hint = "open it, and save it as .xlsx or as CSV in UTF-8; a workbook with a password cannot be read";
        vec![finding.hint(hint).at(Place::line(file, 1))]
    })?;
    chosen(sheets, sheet, file)
}

/// All sheets; without rows, if another one is asked for.
fn sheets(bytes: &[u8], wanted: Option<&str>, decimal: char) -> Result<Vec<SheetCells>, String> {
    let told = |error: calamine::Error| error.to_string();
    let mut workbook: Sheets<Cursor<&[u8]>> = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(told)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(told)?;
        let is_wanted = wanted.is_none_or(|wanted| wanted.trim() == name.trim());
        let (rows, dates) = match is_wanted {
            true => (rows(&range, &padded_cells(&mut workbook, &name), decimal), dates(&range)),
            false => Default::default(),
        };
        sheets.push(SheetCells { name, rows, dates });
    }
    Ok(sheets)
}

/// Cells whose whole numbers are shown with more digits than they have, or with letters before them, by row and column.
type PaddedCells = HashMap<(u32, u32), (String, usize)>;

fn padded_cells(workbook: &mut Sheets<Cursor<&[u8]>>, name: &str) -> PaddedCells {
    // Only workbooks of this kind tell how numbers are shown.
    let Sheets::Xlsx(workbook) = workbook else { return PaddedCells::new() };
    let Ok(styles) = workbook.worksheet_style(name) else { return PaddedCells::new() };
    let mut known: HashMap<String, Option<(String, usize)>> = HashMap::new();
    let shown = styles.cells().filter_map(|(row, column, style)| {
        let code = &style.number_format.as_ref()?.format_code;
        let padding = known.entry(code.clone()).or_insert_with(|| padding(code)).clone()?;
        Some(((row, column), padding))
    });
    shown.collect()
}

/// What stands before a whole number that is shown by a format such as `00000` or `"INV-"0000`, and how many digits it has at least.
fn padding(format: &str) -> Option<(String, usize)> {
    let (mut before, mut digits, mut characters) = (String::new(), 0, format.chars());
    while let Some(c) = characters.next() {
        match c {
            '0' => digits += 1,
            _ if digits > 0 => return None,
            '"' => before.extend(characters.by_ref().take_while(|c| *c != '"')),
            '\\' => before.extend(characters.next()),
            '-' | ' ' => before.push(c),
            _ => return None,
        }
    }
    (digits > 1 || (digits == 1 && !before.is_empty())).then_some((before, digits))
}

fn rows(range: &Range<Data>, padded: &PaddedCells, decimal: char) -> Vec<(u32, Vec<String>)> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let at = |first: u32, number: usize| first.saturating_add(u32::try_from(number).unwrap_or(u32::MAX));
    let row = |(number, cells): (usize, &[Data])| {
        let row = at(first_row, number);
        let before = (0..first_column).map(|_| String::new());
        let cells = cells.iter().enumerate().map(|(place, cell)| {
            let text = text(cell, decimal);
            match padded.get(&(row, at(first_column, place))) {
                Some((before, digits)) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                    format!("{before}{text:0>digits$}")
                }
                _ => text,
            }
        });
        (row.saturating_add(1), before.chain(cells).collect())
    };
    range.rows().enumerate().map(row).collect()
}

/// The cells that are dates, by line.
fn dates(range: &Range<Data>) -> BTreeMap<u32, Vec<usize>> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut dates: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (row, column, cell) in range.used_cells() {
        let is_date = matches!(cell, Data::DateTime(moment) if moment.is_datetime()) || matches!(cell, Data::DateTimeIso(_));
        if let (true, Ok(row), Ok(before)) = (is_date, u32::try_from(row), usize::try_from(first_column)) {
            dates.entry(first_row.saturating_add(row).saturating_add(1)).or_default().push(before + column);
        }
    }
    dates
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
pub(super) fn number_text(number: f64, decimal: char) -> String {
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
        // What Excel writes for 1250.19 into some files.
        assert_eq!("1250.1900000000001".parse().map(|number| number_text(number, '.')), Ok("1250.19".to_owned()));
    }

    #[test]
    fn formats_of_zeros_show_more_digits_than_a_number_has() {
        for (format, before, digits) in [("00000", "", 5), ("\"INV-\"0000", "INV-", 4), ("\\R\\E0", "RE", 1), ("000-", "", 0), ("0", "", 0)]
        {
            let wanted = (digits > 0).then(|| (before.to_owned(), digits));
            assert_eq!(padding(format), wanted, "{format}");
        }
        for format in ["General", "0.00", "#,##0", "dd/mm/yyyy", "@", "0%"] {
            assert_eq!(padding(format), None, "{format}");
        }
    }
}
