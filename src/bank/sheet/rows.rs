//! The rows of a table.

/// A row that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Where it begins, from 1.
    pub line: u32,
    /// Its cells without the spaces around them.
    pub cells: Vec<String>,
    /// As it stands in the file.
    pub raw: String,
}

impl SheetRow {
    pub fn cell(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", String::as_str)
    }

    pub fn filled(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty())
    }
}

/// All rows of a text that hold something.
pub fn sheet_rows(text: &str, delimiter: u8) -> Vec<SheetRow> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    while let Ok(true) = reader.read_record(&mut record) {
        let (line, begin) = record.position().map_or((1, 0), |position| (position.line(), position.byte()));
        let end = reader.position().byte();
        let slice = |from: u64, to: u64| text.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?);
        let raw = slice(begin, end).unwrap_or_default();
        // Empty lines before a row are none of it.
        let empty = u64::try_from(raw.len() - raw.trim_start_matches(['\r', '\n']).len()).unwrap_or(0);
        let lines = raw[..usize::try_from(empty).unwrap_or(0)].matches('\n').count();
        let cells: Vec<String> =
            record.iter().map(|cell| cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            let line = line.saturating_add(lines as u64);
            rows.push(SheetRow { line: u32::try_from(line).unwrap_or(u32::MAX), cells, raw: raw.trim_matches(['\r', '\n']).to_owned() });
        }
    }
    rows
}
