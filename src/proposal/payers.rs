//! The file of payers: which account has paid for which customer, and how often.

use crate::spreadsheet::{guarded, unguarded};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayerRow {
    pub iban: String,
    pub name: String,
    pub customer: String,
    /// How many payments.
    pub seen: u64,
}

const COLUMNS: [&str; 4] = ["iban", "payer_name", "customer_id", "seen"];

/// The rows of a file of payers.
/// Error: what is wrong with it, and what to do.
pub fn payer_rows(bytes: &[u8]) -> Result<Vec<PayerRow>, String> {
    let text = super::decoding::decoded(bytes);
    let (table, delimiter) = super::decoding::table(&text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).trim(csv::Trim::All).from_reader(table.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let place = |column: &str| header.iter().position(|own| own == column);
    let (Some(iban), Some(customer)) = (place("iban"), place("customer_id")) else {
        return if header.is_empty() {
            Ok(Vec::new())
        } else {
            Err("it has no columns iban and customer_id: correct its header, or delete the file".to_owned())
        };
    };
    let mut rows = Vec::new();
    for record in reader.records().filter_map(Result::ok) {
        let cell = |place: Option<usize>| unguarded(place.and_then(|place| record.get(place)).unwrap_or_default()).to_owned();
        let row = PayerRow {
            iban: super::cells::plain(&cell(Some(iban))).to_owned(),
            name: cell(place("payer_name")),
            customer: super::cells::plain(&cell(Some(customer))).to_owned(),
            seen: cell(place("seen")).parse().unwrap_or(1),
        };
        if !row.iban.is_empty() && !row.customer.is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The file with these rows.
pub fn payers_csv(rows: &[PayerRow]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut sheet = csv::Writer::from_writer(&mut bytes);
    // What is written into memory cannot fail.
    let _ = sheet.write_record(COLUMNS);
    for row in rows {
        let seen = row.seen.to_string();
        let _ = sheet.write_record([&row.iban, &row.name, &row.customer, &seen].map(|cell| guarded(cell).into_owned()));
    }
    drop(sheet);
    bytes
}
