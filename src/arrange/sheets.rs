//! The sheets of a workbook, and which of them is read.

use super::bytes::GridRows;
use crate::finding::{Code, Finding, Place};
use crate::ledger::reading::{LooseRow, OriginRows};
use std::collections::BTreeMap;

/// A sheet: its rows with their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct SheetCells {
    pub name: String,
    pub rows: Vec<(u32, Vec<String>)>,
    /// The cells that are dates, by line.
    pub dates: BTreeMap<u32, Vec<usize>>,
}

impl SheetCells {
    /// Has it at least two columns and two rows with something in them?
    fn is_table(&self) -> bool {
        let filled = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).count();
        self.rows.iter().filter(|(_, row)| filled(row) >= 2).take(2).count() == 2
    }
}

/// The sheet of a name, or the only one with a table.
pub(super) fn chosen(sheets: Vec<SheetCells>, name: Option<&str>, file: &str) -> Result<GridRows, Vec<Finding>> {
    let all: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).filter(|name| !name.is_empty()).collect();
    let is_meant = |sheet: &SheetCells| name.map_or_else(|| sheet.is_table(), |name| sheet.name.trim() == name.trim());
    let mut tables: Vec<SheetCells> = sheets.into_iter().filter(is_meant).collect();
    let named: Vec<&str> = tables.iter().map(|sheet| sheet.name.as_str()).collect();
    let (message, hint) = match (tables.len(), name) {
        (1, _) => {
            let mut grid = tables.pop().map(|sheet| (grid(sheet.rows, sheet.dates), sheet.name)).unwrap_or_default();
            if all.len() > 1 && name.is_none() {
                grid.0.notes.push(format!("the sheet {:?} is read; the others have no table", grid.1));
            }
            return Ok(grid.0);
        }
        (0, Some(name)) => (format!("the file has no sheet {name:?}"), format!("its sheets are {}", all.join(", "))),
        (0, None) => ("the file has no table".to_owned(), "a table has the names of its columns, and a row below them".to_owned()),
        (_, _) => (
            format!("the file has several sheets with a table: {}", named.join(", ")),
            "name the one to read: with --sheet for `collect init`, as `sheet` for the file in the project file".to_owned(),
        ),
    };
    Err(vec![Finding::new(Code::UnreadableFile, message).hint(hint).at(Place::line(file, 1))])
}

/// Rows as they are read, without those that are empty.
fn grid(rows: Vec<(u32, Vec<String>)>, mut dates: BTreeMap<u32, Vec<usize>>) -> GridRows {
    let (mut read, mut origin) = (Vec::new(), OriginRows::of_sheet());
    for (line, cells) in rows.into_iter().filter(|(_, cells)| !cells.iter().all(String::is_empty)) {
        origin.add(line, csv(&cells).as_bytes());
        read.push(LooseRow { line, cells, dates: dates.remove(&line).unwrap_or_default(), fault: None });
    }
    GridRows { rows: read, origin, is_sheet: true, notes: Vec::new() }
}

fn csv(cells: &[String]) -> String {
    let cell = |cell: &String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",")
}
