//! A report as one object of JSON.

use super::{BookReport, ReportTable};
use crate::report::{Cell, pretty};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

impl BookReport<'_> {
    /// One object: the days, what it was made from, and each table as a list of objects.
    pub fn json(&self, mut out: impl Write) -> io::Result<()> {
        let overview = self.overview;
        let mut document = Map::new();
        document.insert("from".to_owned(), json!(overview.from.to_string()));
        document.insert("as_of".to_owned(), json!(overview.as_of.to_string()));
        document.insert("known_from".to_owned(), json!(overview.known_from.map(|day| day.to_string())));
        document.insert(
            "workflow".to_owned(),
            json!({ "name": self.workflow.name, "file": self.workflow.file, "digest": self.workflow.digest }),
        );
        document.insert("ledger".to_owned(), serde_json::to_value(self.about)?);
        document.insert("slice".to_owned(), json!(self.slice));
        document.insert("proposals_waiting".to_owned(), json!(self.waiting));
        for table in overview.sections().into_iter().flat_map(|section| section.tables) {
            let rows: Vec<Value> = table.rows.iter().map(|row| object(&table, row)).collect::<Result<_, _>>()?;
            document.insert(table.name.to_owned(), Value::Array(rows));
        }
        pretty(&document, &mut out)?;
        out.write_all(b"\n")
    }
}

fn object(table: &ReportTable, row: &[Cell<'static>]) -> Result<Value, serde_json::Error> {
    let entries = table.columns.iter().zip(row).map(|(column, cell)| Ok((column.name.to_owned(), serde_json::to_value(cell)?)));
    entries.collect::<Result<Map<String, Value>, serde_json::Error>>().map(Value::Object)
}
