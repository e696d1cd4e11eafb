//! Rows that could not be read and were put aside, as the file that a person mends them in.

use super::encoding::Encoding;
use super::row::Raw;
use super::sheet::Sheet;

/// Rows that were put aside, each with the reason: in the order of their files, unchanged byte by byte.
#[derive(Clone, Debug, Default)]
pub struct Rejects {
    blocks: Vec<RejectedBlock>,
    count: u64,
}

#[derive(Clone, Debug)]
struct RejectedBlock {
    file: String,
    delimiter: u8,
    encoding: Encoding,
    /// The header and the rows so far.
    csv: Vec<u8>,
}

impl Rejects {
    pub(super) fn add(&mut self, sheet: &Sheet, row: Raw<'_>, reason: &str) {
        self.count += 1;
        let place = self.blocks.iter().position(|block| block.file == sheet.file).unwrap_or_else(|| {
            self.blocks.push(RejectedBlock::begin(sheet));
            self.blocks.len() - 1
        });
        let of_origin = sheet.origin.as_ref().and_then(|origin| origin.row(row.line));
        self.blocks[place].add(of_origin.unwrap_or(row), reason);
    }

    pub fn len(&self) -> u64 {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The names of the files that the rows come from.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().map(|block| block.file.as_str())
    }

    /// The rows as CSV: for each file its header and its rows, with a column `reason` added; one file after the other, each in
    /// its own encoding and with its own delimiter.
    pub fn to_csv(&self) -> Vec<u8> {
        self.blocks.iter().flat_map(|block| block.csv.iter().copied()).collect()
    }
}

impl RejectedBlock {
    fn begin(sheet: &Sheet) -> RejectedBlock {
        let own = (sheet.header.as_slice(), sheet.delimiter, sheet.encoding);
        let (header, delimiter, encoding) = sheet.origin.as_ref().map_or(own, |origin| origin.header());
        let mut csv = header.to_vec();
        csv.push(delimiter);
        csv.extend_from_slice(b"reason\n");
        RejectedBlock { file: sheet.file.clone(), delimiter, encoding, csv }
    }

    fn add(&mut self, row: Raw<'_>, reason: &str) {
        self.csv.extend_from_slice(row.bytes);
        self.csv.push(self.delimiter);
        // It begins with a word of our own, so that no spreadsheet takes it for a formula.
        let cell = format!("\"line {}: {}\"\n", row.line, reason.replace('"', "\"\""));
        self.csv.extend_from_slice(&self.encoding.encode(&cell));
    }
}
