//! Tables that are written in markup and called `.xls`: HTML, and the XML that Excel wrote before there was `.xlsx`.

use super::bytes::GridRows;
use super::header::on_one_line;
use super::sheets::{SheetCells, chosen};
use super::workbook::number_text;
use crate::finding::{Code, Finding, Place};
use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Which kind of markup a text begins with, if it is one with tables.
pub(super) fn kind_of(head: &str) -> Option<MarkupKind> {
    let head = head.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| head.starts_with(word));
    if begins(&["<?xml", "<workbook", "<ss:workbook"]) && head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Some(MarkupKind::Spreadsheet);
    }
    (begins(&["<html", "<!doctype html", "<table", "<meta", "<style", "<head", "<body"]) || (begins(&["<?xml"]) && head.contains("<html")))
        .then_some(MarkupKind::Html)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkupKind {
    Html,
    /// SpreadsheetML.
    Spreadsheet,
}

/// The rows of all tables of HTML, or those of a sheet.
pub(super) fn read(text: &str, kind: MarkupKind, file: &str, sheet: Option<&str>, decimal: char) -> Result<GridRows, Vec<Finding>> {
    let mut tables = MarkupTables { decimal, ..MarkupTables::default() };
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => tables.open(&tag),
            Ok(Event::Empty(tag)) => {
                tables.open(&tag);
                tables.close(tag.local_name().into_inner());
            }
            Ok(Event::End(tag)) => tables.close(tag.local_name().into_inner()),
            Ok(Event::Text(text)) => tables.text(&text),
            Ok(Event::CData(text)) => tables.text(&text),
            Ok(Event::GeneralRef(name)) => tables.text(&entity(&name)),
            Ok(_) => {}
            Err(error) => {
                let finding = Finding::new(Code::UnreadableFile, format!("the table cannot be read: {error}"));
                let hint = "open it in a spreadsheet, and save it as .xlsx or as CSV in UTF-8";
                return Err(vec![finding.hint(hint).at(Place::line(file, 1))]);
            }
        }
    }
    tables.end_row();
    let mut grid = chosen(tables.sheets, sheet, file)?;
    let told = match kind {
        MarkupKind::Html => "the file is an HTML table, and is read as one",
        MarkupKind::Spreadsheet => "the file is a workbook in XML, and is read as one",
    };
    grid.notes.insert(0, told.to_owned());
    Ok(grid)
}

fn entity(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match number.and_then(char::from_u32) {
        Some(c) => c.to_string(),
        None => resolve_html5_entity(name).map_or_else(|| format!("&{name};"), str::to_owned),
    }
}

/// Tables while their markup goes by.
#[derive(Default)]
struct MarkupTables {
    sheets: Vec<SheetCells>,
    row: u32,
    cells: Option<Vec<String>>,
    cell: Option<MarkupCell>,
    /// Columns that a cell above goes down into, for how many rows, and with which text.
    below: BTreeMap<usize, (u32, String)>,
    decimal: char,
}

#[derive(Default)]
struct MarkupCell {
    text: String,
    width: usize,
    height: u32,
    /// What a workbook in XML says of it.
    kind: String,
}

impl MarkupTables {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let attribute = |name: &str| {
            let mut attributes = tag.html_attributes();
            let mut found = attributes.with_checks(false).flatten();
            found.find(|found| found.key.local_name().into_inner().eq_ignore_ascii_case(name)).map(|found| found.value.into_owned())
        };
        let count = |name: &str| attribute(name).and_then(|text| text.trim().parse::<u32>().ok());
        match tag.local_name().into_inner().to_ascii_lowercase().as_str() {
            "worksheet" => {
                self.end_row();
                self.row = 0;
                self.below.clear();
                self.sheets.push(SheetCells { name: attribute("name").unwrap_or_default(), ..SheetCells::default() });
            }
            "tr" | "row" => {
                self.end_row();
                const LAST: u32 = 1_048_576;
                let next = self.row.saturating_add(1);
                self.row = count("index").map_or(next, |index| index.min(LAST)).max(next);
                self.cells = Some(Vec::new());
            }
            "td" | "th" | "cell" => {
                self.end_cell();
                let Some(cells) = &mut self.cells else { return };
                while let Some((_, text)) = self.below.get(&cells.len()) {
                    cells.push(text.clone());
                }
                const WIDEST: u32 = 16_384;
                let at = count("index").map_or(0, |index| index.min(WIDEST).saturating_sub(1)) as usize;
                cells.resize(cells.len().max(at), String::new());
                let across = count("mergeacross").map(|more| more.saturating_add(1)).or(count("colspan"));
                let width = across.unwrap_or(1).clamp(1, WIDEST) as usize;
                // In a workbook in XML, cells tell their columns themselves.
                let height = count("rowspan").unwrap_or(1);
                self.cell = Some(MarkupCell { width, height, ..MarkupCell::default() });
            }
            "data" => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute("type").unwrap_or_default();
                }
            }
            "br" => self.text(" "),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name.to_ascii_lowercase().as_str() {
            "td" | "th" | "cell" => self.end_cell(),
            "tr" | "row" => self.end_row(),
            "table" => {
                self.end_row();
                self.below.clear();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        let Some((cells, cell)) = self.cells.as_mut().zip(self.cell.take()) else { return };
        let text = on_one_line(&cell.text);
        if cell.height > 1 {
            self.below.insert(cells.len(), (cell.height, text.clone()));
        }
        cells.push(match cell.kind.as_str() {
            "Number" => text.parse().map_or(text, |number| number_text(number, self.decimal)),
            "DateTime" => text.split('T').next().unwrap_or_default().to_owned(),
            _ => text,
        });
        cells.resize(cells.len() + cell.width - 1, String::new());
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(mut cells) = self.cells.take() else { return };
        while let Some((_, text)) = self.below.get(&cells.len()) {
            cells.push(text.clone());
        }
        self.below.retain(|_, (rows, _)| {
            *rows -= 1;
            *rows > 0
        });
        if self.sheets.is_empty() {
            self.sheets.push(SheetCells::default());
        }
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.rows.push((self.row, cells));
        }
    }
}
