//! Rows as CSV, each on a line of its own.

/// Rows that are written one after the other.
pub(super) struct RowText {
    bytes: Vec<u8>,
    line: u32,
}

impl RowText {
    /// Begins with a header.
    pub fn new(columns: &[&str]) -> RowText {
        let mut text = RowText { bytes: Vec::new(), line: 0 };
        text.add(columns);
        text
    }

    /// Adds a row; gives back its line.
    pub fn add(&mut self, cells: &[&str]) -> u32 {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.bytes.push(b',');
            }
            // What stood on several lines is a text of one.
            let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ").replace(['\0', '\u{feff}'], "");
            self.bytes.extend_from_slice(format!("\"{}\"", cell.replace('"', "\"\"")).as_bytes());
        }
        self.bytes.push(b'\n');
        self.line += 1;
        self.line
    }

    /// Leaves a line without a row, for a file that is none.
    pub fn skip_line(&mut self) -> u32 {
        self.bytes.push(b'\n');
        self.line += 1;
        self.line
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}
