//! What a file is by its bytes, whatever its name: text in some encoding, or a workbook.

use super::markup::{self, MarkupKind};
use super::workbook;
use crate::finding::{Code, Finding, Place};
use crate::ledger::reading::{Encoding, LooseRow, OriginRows, loose_rows};
use crate::project::CsvFormat;
use encoding_rs::{Encoding as Charset, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The rows of a file, of whatever width.
#[derive(Default)]
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
    WORKBOOKS.iter().chain(&UTF_16_MARKS).any(|mark| head.starts_with(mark)) || markup_kind(head).is_some()
}

fn markup_kind(bytes: &[u8]) -> Option<MarkupKind> {
    const HEAD: usize = 2048;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    // Most files are none, and begin otherwise.
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<').then(|| markup::kind_of(&head)).flatten()
}

pub(super) fn read(bytes: &[u8], file: &str, csv: &CsvFormat) -> Result<GridRows, Vec<Finding>> {
    if WORKBOOKS.iter().any(|mark| bytes.starts_with(mark)) {
        return workbook::read(bytes, file, csv.layout.sheet.as_deref(), csv.decimal);
    }
    if let Some(kind) = markup_kind(bytes) {
        let charset = Charset::for_bom(bytes).map(|(charset, _)| charset).or_else(|| named_charset(bytes)).unwrap_or(UTF_8);
        let (text, _, is_damaged) = charset.decode(bytes);
        let text = if is_damaged { WINDOWS_1252.decode(bytes).0 } else { text };
        return markup::read(&text, kind, file, csv.layout.sheet.as_deref(), csv.decimal);
    }
    if let Some(sheet) = &csv.layout.sheet {
        let finding = Finding::new(Code::InvalidValue, format!("the file is no workbook, and has no sheet {sheet:?}"));
        return Err(vec![finding.hint("remove `sheet` from the project file").at(Place::line(file, 1))]);
    }
    let Some(decoded) = decoded(bytes, file, csv.encoding)? else { return text(bytes, file, csv.delimiter, csv.encoding) };
    if let Some(kind) = markup_kind(decoded.as_bytes()) {
        return markup::read(&decoded, kind, file, csv.layout.sheet.as_deref(), csv.decimal);
    }
    text(decoded.as_bytes(), file, csv.delimiter, Encoding::Utf8)
}

/// The text of a file in whose bytes rows cannot be found; nothing where they can.
///
/// # Errors
///
/// Says where the bytes are no text in the encoding.
pub fn decoded<'b>(bytes: &'b [u8], file: &str, encoding: Encoding) -> Result<Option<Cow<'b, str>>, Vec<Finding>> {
    let is_marked = |mark: &[u8]| bytes.starts_with(mark);
    let (charset, name) = match encoding {
        _ if is_marked(UTF_16_MARKS[0]) => (UTF_16LE, "UTF-16"),
        _ if is_marked(UTF_16_MARKS[1]) => (UTF_16BE, "UTF-16"),
        Encoding::Utf16 if zeros(bytes) == Some(ZerosStand::First) => (UTF_16BE, "UTF-16"),
        Encoding::Utf16 => (UTF_16LE, "UTF-16"),
        Encoding::ShiftJis => (SHIFT_JIS, "Shift-JIS"),
        _ => return Ok(None),
    };
    let (decoded, _, is_damaged) = charset.decode(bytes);
    if is_damaged {
        let line = decoded.split('\u{fffd}').next().unwrap_or_default().matches('\n').count();
        let place = Place::line(file, u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1));
        let finding = Finding::new(Code::UnreadableFile, format!("the file is not {name}, or it is damaged here"));
        return Err(vec![finding.hint("say how it is written as `encoding` in the project file").at(place)]);
    }
    Ok(Some(decoded))
}

/// Where the zeros stand in the pairs of bytes of UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ZerosStand {
    First,
    Second,
}

/// Is it UTF-16 without the mark at its beginning? Most of its pairs have a zero at one place, and none at the other.
pub fn is_unmarked_utf_16(head: &[u8]) -> bool {
    zeros(head).is_some()
}

fn zeros(bytes: &[u8]) -> Option<ZerosStand> {
    const HEAD: usize = 4096;
    let head = &bytes[..bytes.len().min(HEAD)];
    let pairs = head.len() / 2;
    let count = |place: usize| head.chunks_exact(2).filter(|pair| pair[place] == 0).count();
    match (count(0), count(1)) {
        (0, second) if 2 * second > pairs => Some(ZerosStand::Second),
        (first, 0) if 2 * first > pairs => Some(ZerosStand::First),
        _ => None,
    }
}

/// The encoding that markup names: `charset=windows-1251`, `encoding="UTF-8"`.
fn named_charset(bytes: &[u8]) -> Option<&'static Charset> {
    const HEAD: usize = 2048;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let behind = ["charset=", "encoding="].iter().find_map(|word| head.split_once(word))?.1;
    let name = behind.trim_start_matches(['"', '\'']).split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next()?;
    Charset::for_label(name.as_bytes())
}

fn text(bytes: &[u8], file: &str, delimiter: u8, encoding: Encoding) -> Result<GridRows, Vec<Finding>> {
    let (rows, origin) = loose_rows(bytes, file, delimiter, encoding)?;
    Ok(GridRows { rows, origin, is_sheet: false, notes: Vec::new() })
}
