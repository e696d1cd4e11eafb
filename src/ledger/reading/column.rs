//! Finding columns in a header, and cells in rows.

use super::format::Format;
use super::report::Report;
use super::row::Row;
use super::sheet::Sheet;
use crate::finding::{Code, Finding, did_you_mean};
use std::collections::BTreeMap;

/// A column that is read, by whatever name the file has it.
#[derive(Clone, Debug, Default)]
pub(super) struct InputColumn {
    /// The name in the file, for messages.
    pub name: String,
    /// The field of a row that is the cell as it stands, as nearly every cell is.
    plain: Option<usize>,
    /// The fields of a row: several for a composite id.
    fields: Vec<usize>,
    values: Option<BTreeMap<String, String>>,
    /// A composite id of the row that was last prepared.
    joined: String,
}

impl InputColumn {
    fn new(name: String, fields: Vec<usize>, values: Option<BTreeMap<String, String>>) -> InputColumn {
        let plain = fields.first().copied().filter(|_| fields.len() == 1 && values.is_none());
        InputColumn { name, plain, fields, values, joined: String::new() }
    }

    pub fn field(&self) -> Option<usize> {
        self.fields.first().copied()
    }

    /// The field that is the cell as it stands.
    pub fn plain(&self) -> Option<usize> {
        self.plain
    }

    pub fn is_composite(&self) -> bool {
        self.fields.len() > 1
    }

    /// Puts a composite id of the row together. Cells of one field need no such step.
    pub fn prepare(&mut self, row: &Row<'_>) {
        self.joined.clear();
        if self.fields.iter().all(|field| row.field(*field).is_empty()) {
            return;
        }
        for (place, field) in self.fields.iter().enumerate() {
            if place > 0 {
                self.joined.push('-');
            }
            self.joined.push_str(row.field(*field));
        }
    }

    /// The cell of the row that was last prepared.
    #[inline(always)]
    pub fn cell<'a>(&'a self, row: &Row<'a>) -> &'a str {
        match self.plain {
            Some(field) => row.field(field),
            None => self.made(row),
        }
    }

    fn made<'a>(&'a self, row: &Row<'a>) -> &'a str {
        let found = match self.fields.as_slice() {
            [field] => row.field(*field),
            _ => &self.joined,
        };
        self.values.as_ref().and_then(|values| values.get(found)).map_or(found, String::as_str)
    }

    /// A part of a composite id that is empty although others are not.
    #[inline]
    pub fn missing_part(&self, row: &Row<'_>) -> Option<usize> {
        if !self.is_composite() || self.joined.is_empty() {
            return None;
        }
        self.fields.iter().copied().find(|field| row.field(*field).is_empty())
    }

    /// What can be said of the cell in a row that is not to be trusted: its text if each of its fields is text.
    pub fn cell_alone(&self, row: &Row<'_>) -> String {
        let parts: Option<Vec<&str>> = self.fields.iter().map(|field| row.field_alone(*field)).collect();
        let found = parts.filter(|parts| parts.iter().all(|part| !part.is_empty())).unwrap_or_default().join("-");
        self.values.as_ref().and_then(|values| values.get(&found)).cloned().unwrap_or(found)
    }
}

/// Looks for columns in a header and gathers what is wrong with it.
pub(super) struct Header<'a> {
    sheet: &'a Sheet,
    format: &'a Format,
    used: Vec<bool>,
    findings: Vec<Finding>,
}

impl<'a> Header<'a> {
    pub fn new(sheet: &'a Sheet, format: &'a Format) -> Header<'a> {
        Header { sheet, format, used: vec![false; sheet.names.len()], findings: Vec::new() }
    }

    /// A column that may be missing, unless the format names it.
    pub fn find(&mut self, canonical: &str) -> Option<InputColumn> {
        let mapped = self.format.columns.get(canonical);
        if mapped.is_none() && !self.sheet.names.iter().any(|name| name == canonical) {
            return None;
        }
        self.need(canonical)
    }

    pub fn need(&mut self, canonical: &str) -> Option<InputColumn> {
        let own = [canonical.to_owned()];
        let format = self.format;
        let (names, mapped) = match format.columns.get(canonical) {
            Some(names) => (names.as_slice(), true),
            None => (own.as_slice(), false),
        };
        // All are looked for, so that each that is missing is told.
        let fields: Vec<Option<usize>> = names.iter().map(|name| self.place(name, mapped.then_some(canonical))).collect();
        let fields: Vec<usize> = fields.into_iter().collect::<Option<Vec<_>>>().filter(|fields| !fields.is_empty())?;
        let values = self.format.values.get(canonical).filter(|values| !values.is_empty()).cloned();
        let title = fields.first().and_then(|field| self.sheet.title(*field)).map_or_else(|| names.join("-"), str::to_owned);
        Some(InputColumn::new(title, fields, values))
    }

    fn place(&mut self, name: &str, canonical: Option<&str>) -> Option<usize> {
        let name = name.trim();
        let mut places = self.sheet.names.iter().enumerate().filter(|(_, found)| *found == name).map(|(place, _)| place);
        let Some(first) = places.next() else {
            let message = match canonical {
                Some(canonical) => format!("column {name:?}, mapped to `{canonical}`, is not in the header"),
                None => format!("column {name:?} is missing"),
            };
            let mut finding = Finding::new(Code::MissingColumn, message).at(self.sheet.header_place(None));
            finding.hint = self.sheet.hint(Code::MissingColumn, self.advice(name, canonical));
            self.findings.push(finding);
            return None;
        };
        if let Some(second) = places.next() {
            let message = format!("column {name:?} is in the header twice");
            let finding = Finding::new(Code::DuplicateColumn, message).at(self.sheet.header_place(Some(second))).hint("rename one of them");
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
        self.used[first] = true;
        Some(first)
    }

    fn advice(&self, name: &str, canonical: Option<&str>) -> Option<String> {
        if let [only] = self.sheet.names.as_slice()
            && let Some(delimiter) = [';', ',', '\t', '|'].into_iter().find(|c| only.contains(*c))
        {
            return Some(format!(
                "the header has one column: if {delimiter:?} separates the fields, set `delimiter: {delimiter:?}` in the project file"
            ));
        }
        let free = self.sheet.names.iter().zip(&self.used).filter(|(name, used)| !**used && !name.is_empty());
        let close = did_you_mean(name, free.map(|(name, _)| name.as_str()));
        match (close, canonical) {
            (Some(close), _) => Some(close),
            (None, None) if name == "currency" => {
                Some("if all rows are in one currency, set it under `ledger` in the project file: `currency: USD`".to_owned())
            }
            (None, None) => Some(format!("if it has another name in the file, set `columns: {{ {name}: … }}` in the project file")),
            (None, Some(_)) => {
                const SHOWN: usize = 20;
                let (names, more) = self.sheet.names.split_at(self.sheet.names.len().min(SHOWN));
                Some(format!("it has {}{}", names.join(", "), if more.is_empty() { "" } else { ", …" }))
            }
        }
    }

    /// Every named column that was not asked for, each name once.
    pub fn others(&self, known: &[&str]) -> Vec<InputColumn> {
        let names = &self.sheet.names;
        let other = |(place, name): (usize, &String)| {
            let wanted = !self.used[place] && !name.is_empty() && !known.contains(&name.as_str()) && !names[..place].contains(name);
            let values = self.format.values.get(name).filter(|values| !values.is_empty()).cloned();
            wanted.then(|| InputColumn::new(name.clone(), vec![place], values))
        };
        names.iter().enumerate().filter_map(other).collect()
    }

    pub fn add(&mut self, mut finding: Finding) {
        finding.hint = self.sheet.hint(finding.code, finding.hint);
        self.findings.push(finding.at(self.sheet.header_place(None)));
    }

    pub fn tell(self, report: &mut Report) -> bool {
        let good = self.findings.is_empty();
        self.findings.into_iter().for_each(|finding| report.add(finding));
        good
    }
}
