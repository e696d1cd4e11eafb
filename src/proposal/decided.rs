//! What people have decided about proposals, once and for all: a row for each decision, in a file that only grows.

use super::Take;
use crate::spreadsheet::{guarded, unguarded};
use std::collections::BTreeMap;

const COLUMNS: [&str; 7] = ["decided_on", "take", "id", "run", "file", "source", "quote"];

/// A decision about the event with an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedRow {
    pub decided_on: String,
    pub take: Take,
    pub id: String,
    /// The id that all rows of one command share: what was written together is taken back together.
    pub run: String,
    /// The file of proposals that it stood in.
    pub file: String,
    pub source: String,
    pub quote: String,
}

/// The decisions of a file, in its order; of two about one id, the later counts.
pub fn decided_rows(bytes: &[u8]) -> Vec<DecidedRow> {
    let text = super::decoding::decoded(bytes);
    let (table, delimiter) = super::decoding::table(&text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).trim(csv::Trim::All).from_reader(table.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let mut rows: BTreeMap<String, (usize, DecidedRow)> = BTreeMap::new();
    for (place, record) in reader.records().filter_map(Result::ok).enumerate() {
        let cell = |column: &str| {
            let place = header.iter().position(|own| own == column);
            unguarded(place.and_then(|place| record.get(place)).unwrap_or_default()).to_owned()
        };
        let Some(take) = super::cells::take(&cell("take")).filter(|take| *take != Take::Open) else { continue };
        let row = DecidedRow {
            decided_on: cell("decided_on"),
            take,
            id: cell("id"),
            run: cell("run"),
            file: cell("file"),
            source: cell("source"),
            quote: cell("quote"),
        };
        rows.insert(row.id.clone(), (place, row));
    }
    let mut rows: Vec<(usize, DecidedRow)> = rows.into_values().collect();
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The bytes that add decisions to a file: with a header where it is begun.
pub fn with_decided(before: &[u8], rows: &[DecidedRow]) -> Vec<u8> {
    let mut bytes = Vec::new();
    if before.last().is_some_and(|last| *last != b'\n') {
        bytes.push(b'\n');
    }
    let mut sheet = csv::Writer::from_writer(&mut bytes);
    let header = before.is_empty().then(|| COLUMNS.map(str::to_owned));
    let cells = rows.iter().map(|row| {
        let texts = [row.decided_on.as_str(), row.take.name(), &row.id, &row.run, &row.file, &row.source, &row.quote];
        texts.map(|text| guarded(text).into_owned())
    });
    for row in header.into_iter().chain(cells) {
        // What is written into memory cannot fail.
        let _ = sheet.write_record(row);
    }
    drop(sheet);
    bytes
}
