//! What a file is by its bytes, whatever its name: text in some encoding, or a workbook.

use super::workbook;
use crate::finding::{Code, Finding, Place};
use crate::ledger::reading::{Encoding, LooseRow, OriginRows, loose_rows};
use crate::project::CsvFormat;
use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

/// The rows of a file, of whatever width.
pub(super) struct GridRows {
    pub rows: Vec<LooseRow>,
    pub origin: OriginRows,
    pub is_sheet: bool,
    pub notes: Vec<String>,
}

const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];
const UTF_16_MARKS: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// Does a file that begins with these bytes have to be arranged, whatever the project file says of it?
pub fn is_foreign(head: &[u8]) -> bool {
    WORKBOOKS.iter().chain(&UTF_16_MARKS).any(|mark| head.starts_with(mark))
}

pub(super) fn read(bytes: &[u8], file: &str, csv: &CsvFormat) -> Result<GridRows, Vec<Finding>> {
    if WORKBOOKS.iter().any(|mark| bytes.starts_with(mark)) {
        return workbook::read(bytes, file, csv.layout.sheet.as_deref(), csv.decimal);
    }
    if let Some(sheet) = &csv.layout.sheet {
        let finding = Finding::new(Code::InvalidValue, format!("the file is no workbook, and has no sheet {sheet:?}"));
        return Err(vec![finding.hint("remove `sheet` from the project file").at(Place::line(file, 1))]);
    }
    let is_marked = |mark: &[u8]| bytes.starts_with(mark);
    let (charset, name) = match csv.encoding {
        _ if is_marked(UTF_16_MARKS[0]) => (UTF_16LE, "UTF-16"),
        _ if is_marked(UTF_16_MARKS[1]) => (UTF_16BE, "UTF-16"),
        Encoding::Utf16 => (UTF_16LE, "UTF-16"),
        Encoding::ShiftJis => (SHIFT_JIS, "Shift-JIS"),
        encoding => return text(bytes, file, csv.delimiter, encoding),
    };
    let (decoded, _, is_damaged) = charset.decode(bytes);
    if is_damaged {
        let line = decoded.split('\u{fffd}').next().unwrap_or_default().matches('\n').count();
        let place = Place::line(file, u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1));
        let finding = Finding::new(Code::UnreadableFile, format!("the file is not {name}, or it is damaged here"));
        return Err(vec![finding.hint("say how it is written as `encoding` in the project file").at(place)]);
    }
    text(decoded.as_bytes(), file, csv.delimiter, Encoding::Utf8)
}

fn text(bytes: &[u8], file: &str, delimiter: u8, encoding: Encoding) -> Result<GridRows, Vec<Finding>> {
    let (rows, origin) = loose_rows(bytes, file, delimiter, encoding)?;
    Ok(GridRows { rows, origin, is_sheet: false, notes: Vec::new() })
}
