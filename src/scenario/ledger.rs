//! A scenario as a ledger: its invoices and events are read as the rows of files would be, so that they mean the same.

use super::{StoryEvent, StoryInvoice};
use crate::calendar::Day;
use crate::finding::Finding;
use crate::ledger::reading::{BadRows, EventReader, Report};
use crate::ledger::{Invoices, Ledger};
use crate::project::CsvFormat;

/// The first row of a file stands below its header.
const FIRST_ROW: u32 = 2;

/// The ledger of some rows, and what is wrong with them: each finding has the place of its row among the invoices or the events, from 0.
pub(super) fn ledger(invoices: &[StoryInvoice], events: &[StoryEvent]) -> (Ledger, Vec<(ScenarioRow, Finding)>) {
    let format = CsvFormat::plain("").for_reading(Day::FIRST, None);
    // A plain format has no date format of its own that could be none.
    let Ok(format) = format else { return (Ledger::default(), Vec::new()) };
    let columns = columns(invoices.iter().flat_map(|row| row.cells.iter().map(|(name, _)| name.as_str())));
    let cell = |row: &StoryInvoice, column: &str| row.cell(column).to_owned();
    let text = csv(&columns, invoices.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()));
    let mut report = Report::new(BadRows::Stop);
    let mut ledger = Ledger { invoices: Invoices::read(text.as_bytes(), "invoices", &format, &mut report), ..Ledger::default() };
    let mut problems: Vec<(ScenarioRow, Finding)> =
        told(&report).into_iter().map(|(row, finding)| (ScenarioRow::Invoice(row), finding)).collect();
    let columns = super::ledger::columns(["date", "type", "invoice_id"].into_iter().chain(events.iter().flatten().map(|(name, _)| *name)));
    let cell =
        |row: &StoryEvent, column: &str| row.iter().find(|(name, _)| *name == column).map_or(String::new(), |(_, cell)| cell.clone());
    let text = csv(&columns, events.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()));
    let mut report = Report::new(BadRows::Stop);
    let mut reader = EventReader::new(true);
    reader.read(text.as_bytes(), "events", &format, &mut report);
    ledger.events = reader.finish();
    problems.extend(told(&report).into_iter().map(|(row, finding)| (ScenarioRow::Event(row), finding)));
    (ledger, problems)
}

/// The place of a row, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScenarioRow {
    Invoice(usize),
    Event(usize),
}

/// The place among the rows that a line of the text stands for.
pub(super) fn row_of(line: u32) -> usize {
    line.saturating_sub(FIRST_ROW) as usize
}

fn told(report: &Report) -> Vec<(usize, Finding)> {
    let row = |finding: &Finding| finding.place.as_ref().map_or(0, |place| row_of(place.line));
    report.errors().shown.iter().map(|finding| (row(finding), finding.clone())).collect()
}

fn columns<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut columns: Vec<&str> = Vec::new();
    for name in names {
        if !columns.contains(&name) {
            columns.push(name);
        }
    }
    columns
}

fn csv(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let quoted: Vec<String> = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        quoted.join(",") + "\n"
    };
    let mut text = line(&mut columns.iter().copied());
    for row in rows {
        text += &line(&mut row.iter().map(String::as_str));
    }
    text
}
