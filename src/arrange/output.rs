//! Rows of a ledger as CSV, each on the line that it has in its file.

use super::columns::FieldNames;
use super::debts::{MoneyDraft, RowDraft};
use super::header::HeaderFound;
use super::{ArrangedText, TableRows};
use crate::ledger::reading::{EVENT_COLUMNS, Encoding, Format, LooseRow, Origin, OriginColumn, OriginRows, invoice_columns};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where columns come from that are worked out.
pub(super) struct ComputedColumns<'a> {
    pub amount: Option<usize>,
    pub terms: Option<usize>,
    pub paid_on: Option<&'a str>,
}

/// The rows that the file is there for.
pub(super) fn rows(
    drafts: &[RowDraft<'_>],
    names: &FieldNames<'_>,
    format: &Format,
    rows: &Arc<OriginRows>,
    kind: TableRows,
    from: &ComputedColumns<'_>,
) -> ArrangedText {
    let worked_out: BTreeSet<&str> = drafts.iter().flat_map(|draft| draft.set.keys().map(String::as_str)).collect();
    let known: Vec<&str> = match kind {
        TableRows::Invoices => invoice_columns().collect(),
        TableRows::Events => EVENT_COLUMNS.to_vec(),
    };
    let mut columns: Vec<String> =
        known.iter().filter(|name| names.has(name) || worked_out.contains(*name)).map(|name| (*name).to_owned()).collect();
    let is_new = |columns: &[String], name: &str| !columns.iter().any(|column| column == name);
    for (name, _) in names.mapped() {
        if is_new(&columns, name) {
            columns.push(name.to_owned());
        }
    }
    for name in &worked_out {
        if is_new(&columns, name) {
            columns.push((*name).to_owned());
        }
    }
    let mut fields: Vec<Option<usize>> = vec![None; columns.len()];
    if kind == TableRows::Invoices {
        let used: BTreeSet<usize> = names.mapped().flat_map(|(_, fields)| fields.iter().copied()).collect();
        for (field, name) in names.names.iter().enumerate() {
            if !used.contains(&field) && !name.is_empty() && is_new(&columns, name) && !known.contains(&name.as_str()) {
                columns.push(name.clone());
                fields.push(Some(field));
            }
        }
    }
    let origin_columns = columns.iter().zip(&fields).map(|(column, field)| OriginColumn {
        field: field.or_else(|| match column.as_str() {
            "amount" => from.amount,
            "due_date" => names.field(column).or(from.terms),
            _ => names.fields(column).and_then(|fields| fields.first().copied()),
        }),
        title: names.title(column),
    });
    let mut text = LinedCsv::new(rows.header_line, columns.iter().map(String::as_str));
    for draft in drafts {
        let cells = columns.iter().zip(&fields).map(|(column, field)| match field {
            Some(field) => draft.row.cells.get(*field).cloned().unwrap_or_default(),
            None => draft.cell(column, names),
        });
        text.add(draft.line(), cells);
    }
    let origin = Origin { rows: rows.clone(), columns: origin_columns.collect() };
    ArrangedText { csv: text.bytes, format: Format { values: format.values.clone(), ..plain(format, origin) } }
}

/// Payments and credits among the invoices.
pub(super) fn events(
    money: &[MoneyDraft<'_>],
    names: &FieldNames<'_>,
    format: &Format,
    rows: &Arc<OriginRows>,
    from: &ComputedColumns<'_>,
) -> ArrangedText {
    let dated = from.paid_on.map_or("issue_date", |_| "paid_on");
    let date = match from.paid_on {
        Some(name) => names.need(name, ""),
        None => names.field("issue_date"),
    };
    let amount = from.amount;
    let columns = [
        ("date", date),
        ("type", None),
        ("invoice_id", names.field("invoice_id")),
        ("customer_id", names.field("customer_id")),
        ("amount", amount),
        ("currency", names.field("currency")),
        ("note", names.field("invoice_id")),
    ];
    let title = |name: &str, field: Option<usize>| {
        field.map_or_else(|| if name == "date" { dated.to_owned() } else { name.to_owned() }, |field| names.names[field].clone())
    };
    let origin_columns = columns.iter().map(|(name, field)| OriginColumn { field: *field, title: title(name, *field) }).collect();
    let mut text = LinedCsv::new(rows.header_line, columns.iter().map(|(name, _)| *name));
    let mut sorted: Vec<&MoneyDraft<'_>> = money.iter().collect();
    sorted.sort_by_key(|draft| draft.row.line);
    for draft in sorted {
        let MoneyDraft { row, kind, date, invoice, customer, amount, currency, note } = draft;
        let cells = [date.as_str(), kind, invoice, customer, amount, currency, note];
        text.add(row.line, cells.into_iter().map(str::to_owned));
    }
    ArrangedText { csv: text.bytes, format: plain(format, Origin { rows: rows.clone(), columns: origin_columns }) }
}

/// The rows of a file as they stand in it. Those of a sheet are as wide as the names.
pub(super) fn table(header: &HeaderFound, rows: &[LooseRow], is_sheet: bool, format: &Format, origin: &Arc<OriginRows>) -> ArrangedText {
    let mut text = LinedCsv::new(header.line, header.names.iter().map(String::as_str));
    for row in rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty())) {
        let filled = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let width = if is_sheet { filled.max(header.names.len()) } else { row.cells.len() };
        text.add(row.line, (0..width).map(|field| row.cells.get(field).cloned().unwrap_or_default()));
    }
    let columns = header.names.iter().enumerate().map(|(field, title)| OriginColumn { field: Some(field), title: title.clone() });
    let origin = Origin { rows: origin.clone(), columns: columns.collect() };
    let format = Format { delimiter: b',', encoding: Encoding::Utf8, origin: Some(Arc::new(origin)), ..format.clone() };
    ArrangedText { csv: text.bytes, format }
}

/// How arranged texts are written: in the ledger's columns, and with the dates and the decimal mark of the file.
fn plain(format: &Format, origin: Origin) -> Format {
    Format {
        delimiter: b',',
        encoding: Encoding::Utf8,
        dates: format.dates.clone().or_plain(),
        columns: BTreeMap::new(),
        values: BTreeMap::new(),
        origin: Some(Arc::new(origin)),
        ..format.clone()
    }
}

/// CSV whose rows stand on lines that are given.
struct LinedCsv {
    bytes: Vec<u8>,
    /// The line that comes next.
    line: u32,
}

impl LinedCsv {
    fn new<'c>(line: u32, columns: impl Iterator<Item = &'c str>) -> LinedCsv {
        let mut csv = LinedCsv { bytes: Vec::new(), line: 1 };
        csv.add(line, columns.map(str::to_owned));
        csv
    }

    /// Adds a row. One that would begin on an earlier line than the end of the row before comes as soon as it can.
    fn add(&mut self, line: u32, cells: impl Iterator<Item = String>) {
        while self.line < line {
            self.bytes.push(b'\n');
            self.line += 1;
        }
        for (place, cell) in cells.enumerate() {
            if place > 0 {
                self.bytes.push(b',');
            }
            // A row of one line: what stands below keeps its line.
            let cell = cell.replace("\r\n", " ").replace(['\r', '\n'], " ");
            if place == 0 && cell.is_empty() || cell.contains([',', '"']) || cell.trim() != cell {
                self.bytes.extend_from_slice(format!("\"{}\"", cell.replace('"', "\"\"")).as_bytes());
            } else {
                self.bytes.extend_from_slice(cell.as_bytes());
            }
        }
        self.bytes.push(b'\n');
        self.line += 1;
    }
}
