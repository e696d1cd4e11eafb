//! A file of proposals that is there already: which sources it has, and the same file with more rows. What a person has written into it
//! stays.

use super::decoding::{decoded, table};
use super::writing::{cells_of, columns};
use super::{Proposal, Take, cells, source_of};
use crate::spreadsheet::unguarded;

/// The rows of a file of proposals as they stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalSheet {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl ProposalSheet {
    /// The rows of a file; none if it is not one of proposals.
    pub fn read(bytes: &[u8]) -> ProposalSheet {
        let text = decoded(bytes);
        let (table, delimiter) = table(&text);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(table.as_bytes());
        let mut records = reader.records().map_while(Result::ok);
        let header: Vec<String> = records.next().iter().flatten().map(|name| cells::plain(name).to_lowercase()).collect();
        if !["take", "id"].iter().all(|name| header.iter().any(|own| own == name)) {
            return ProposalSheet::default();
        }
        let rows = records.filter(|record| record.iter().any(|cell| !cell.trim().is_empty()));
        ProposalSheet { rows: rows.map(|record| record.iter().map(str::to_owned).collect()).collect(), header }
    }

    fn cell<'r>(&'r self, row: &'r [String], column: &str) -> &'r str {
        let place = self.header.iter().position(|own| own == column);
        unguarded(place.and_then(|place| row.get(place)).map_or("", |cell| cell.trim()))
    }

    /// The id, the words and the take of each row.
    pub fn ids(&self) -> impl Iterator<Item = (&str, &str, Take)> {
        self.rows.iter().map(|row| {
            let take = cells::take(self.cell(row, "take")).unwrap_or_default();
            (cells::plain(self.cell(row, "id")), self.cell(row, "quote"), take)
        })
    }

    /// The account that the money of an event came from.
    pub fn payer_of(&self, id: &str) -> Option<&str> {
        let row = self.rows.iter().find(|row| cells::plain(self.cell(row, "id")) == id)?;
        Some(cells::plain(self.cell(row, "payer_iban")))
    }

    /// The sources that it has rows of.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.ids().filter_map(|(id, ..)| source_of(id))
    }
}

/// A file with the rows that it has, as they are, and more behind them. Columns of one's own stay at the end.
pub fn merged(before: &ProposalSheet, new: &[Proposal]) -> Vec<u8> {
    let own: Vec<&str> = before.header.iter().map(String::as_str).filter(|name| !columns().any(|column| column == *name)).collect();
    let mut bytes = Vec::new();
    let mut sheet = csv::Writer::from_writer(&mut bytes);
    // What is written into memory cannot fail.
    let mut header: Vec<&str> = columns().collect();
    header.extend(&own);
    let _ = sheet.write_record(&header);
    for row in &before.rows {
        let cell =
            |column: &str| before.header.iter().position(|name| name == column).and_then(|at| row.get(at)).map_or("", String::as_str);
        let _ = sheet.write_record(header.iter().map(|column| cell(column)));
    }
    for proposal in new {
        let _ = sheet.write_record(cells_of(proposal).chain(own.iter().map(|_| String::new())));
    }
    drop(sheet);
    bytes
}
