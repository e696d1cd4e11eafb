//! Rows as their cells, where a row must be taken apart.

use std::io::{self, Read};

/// The rows of a file, its header first, each as its cells without the spaces around them.
pub(super) struct CellRows<R> {
    reader: csv::Reader<R>,
    record: csv::StringRecord,
}

impl<R: Read> CellRows<R> {
    pub fn new(input: R) -> CellRows<R> {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
        CellRows { reader, record: csv::StringRecord::new() }
    }

    /// The next row, if there is one.
    pub fn next(&mut self) -> io::Result<Option<impl Iterator<Item = &str> + Clone>> {
        let is_row = self.reader.read_record(&mut self.record).map_err(io::Error::other)?;
        Ok(is_row.then(|| self.record.iter().map(str::trim)))
    }
}
