//! What is known of bank statements: how new they are, and how much of their money is in the log.

use crate::calendar::Day;
use crate::spreadsheet::{guarded, unguarded};
use std::collections::BTreeMap;

/// A line of a statement beside the file of its proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedLine {
    pub account: String,
    pub currency: String,
    /// The last day of the statements of its account.
    pub until: String,
    pub date: String,
    pub amount: String,
    /// The id of its source.
    pub id: String,
    /// What became of it.
    pub outcome: String,
}

/// An account, as it stood when proposals were last recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedStatement {
    pub account: String,
    pub currency: String,
    pub until: Option<Day>,
    pub entries: u64,
    /// The money that came in and is neither in the log nor set aside, in the currency's major units.
    pub unmatched: String,
}

const LINE_COLUMNS: [&str; 7] = ["account", "currency", "until", "date", "amount", "id", "outcome"];
const ROW_COLUMNS: [&str; 5] = ["account", "currency", "until", "entries", "unmatched"];

fn cells(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = super::decoding::decoded(bytes);
    let (table, delimiter) = super::decoding::table(&text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).trim(csv::Trim::All).from_reader(table.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let row =
        |record: csv::StringRecord| header.iter().zip(&record).map(|(name, cell)| (name.to_owned(), unguarded(cell).to_owned())).collect();
    reader.records().filter_map(Result::ok).map(row).collect()
}

fn sheet<const N: usize>(columns: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut sheet = csv::Writer::from_writer(&mut bytes);
    // What is written into memory cannot fail.
    let _ = sheet.write_record(columns);
    for row in rows {
        let _ = sheet.write_record(row);
    }
    drop(sheet);
    bytes
}

pub fn statement_lines(bytes: &[u8]) -> Vec<NotedLine> {
    let line = |mut row: BTreeMap<String, String>| {
        let [account, currency, until, date, amount, id, outcome] = LINE_COLUMNS.map(|column| row.remove(column).unwrap_or_default());
        NotedLine { account, currency, until, date, amount, id, outcome }
    };
    cells(bytes).into_iter().map(line).collect()
}

pub fn statement_lines_csv(lines: &[NotedLine]) -> Vec<u8> {
    let row = |line: &NotedLine| {
        let texts =
            [&line.account, &line.currency, &line.until, &line.date, &line.id, &line.outcome].map(|text| guarded(text).into_owned());
        let [account, currency, until, date, id, outcome] = texts;
        [account, currency, until, date, line.amount.clone(), id, outcome]
    };
    sheet(LINE_COLUMNS, lines.iter().map(row))
}

pub fn statement_rows(bytes: &[u8]) -> Vec<NotedStatement> {
    let statement = |row: BTreeMap<String, String>| {
        let cell = |column: &str| row.get(column).cloned().unwrap_or_default();
        NotedStatement {
            account: cell("account"),
            currency: cell("currency"),
            until: super::cells::day(&cell("until")).ok(),
            entries: cell("entries").parse().unwrap_or(0),
            unmatched: cell("unmatched"),
        }
    };
    cells(bytes).into_iter().map(statement).collect()
}

pub fn statement_rows_csv(rows: &[NotedStatement]) -> Vec<u8> {
    let cells = |row: &NotedStatement| {
        let until = row.until.map(|day| day.to_string()).unwrap_or_default();
        [guarded(&row.account).into_owned(), row.currency.clone(), until, row.entries.to_string(), row.unmatched.clone()]
    };
    sheet(ROW_COLUMNS, rows.iter().map(cells))
}
