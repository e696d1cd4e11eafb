//! The names of the columns, on a line or two.

use crate::finding::{Code, Finding, Place};
use crate::ledger::reading::LooseRow;
use crate::project::HeaderLines;

/// The names of the columns, and where the rows below them begin.
pub(super) struct HeaderFound {
    pub names: Vec<String>,
    /// The same, line by line.
    pub lines: Vec<Vec<String>>,
    /// The last line of the names.
    pub line: u32,
    /// How many rows of the file come before the names, and how many with them.
    pub before: usize,
    pub behind: usize,
}

impl HeaderFound {
    /// Is a row a line of the names once more, as on a new page?
    pub fn is_repeated(&self, cells: &[String]) -> bool {
        let text = |cells: &[String], field: usize| cells.get(field).map(|cell| on_one_line(cell)).unwrap_or_default();
        let is_same = |line: &Vec<String>| {
            let filled = line.iter().filter(|name| !name.is_empty()).count();
            filled > 1 && (0..line.len().max(cells.len())).all(|field| text(cells, field) == text(line, field))
        };
        self.lines.iter().any(is_same)
    }
}

/// A text with one space where it has line breaks or several.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn find(rows: &[LooseRow], file: &str, lines: Option<HeaderLines>) -> Result<HeaderFound, Vec<Finding>> {
    let Some(first) = rows.first() else {
        let message = "the file is empty: it needs a header row with the names of its columns";
        return Err(vec![Finding::new(Code::UnreadableFile, message).at(Place::line(file, 1))]);
    };
    let lines = lines.unwrap_or(HeaderLines { first: first.line, last: first.line });
    let before = rows.iter().take_while(|row| row.line < lines.first).count();
    let named: Vec<&LooseRow> = rows[before..].iter().take_while(|row| row.line <= lines.last).collect();
    let (Some(last), true) = (named.last(), named.first().is_some_and(|row| row.line == lines.first)) else {
        let message = format!("line {} is to have the names of the columns, and it is empty", lines.first);
        let hint = "write the line of the names as `header` for the file in the project file";
        return Err(vec![Finding::new(Code::UnreadableFile, message).hint(hint).at(Place::line(file, lines.first))]);
    };
    if let Some(fault) = named.iter().find_map(|row| row.fault.as_ref()) {
        let finding = Finding { hint: fault.hint.clone(), ..Finding::new(Code::UnreadableFile, fault.message.clone()) };
        return Err(vec![finding.at(Place::line(file, last.line))]);
    }
    let width = named.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let of_line = |row: &&LooseRow| row.cells.iter().map(|cell| on_one_line(cell)).collect();
    let lines = named.iter().map(of_line).collect();
    let name = |field: usize| {
        let parts = named.iter().filter_map(|row| row.cells.get(field)).filter(|part| !part.is_empty());
        on_one_line(&parts.map(String::as_str).collect::<Vec<_>>().join(" "))
    };
    let mut names: Vec<String> = (0..width).map(name).collect();
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    Ok(HeaderFound { names, lines, line: last.line, before, behind: before + named.len() })
}
