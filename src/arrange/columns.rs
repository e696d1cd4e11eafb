//! Which field of a file is which column.

use super::TableRows;
use super::header::{HeaderFound, on_one_line};
use crate::finding::{Code, Finding, Place, did_you_mean};
use crate::ledger::reading::{EVENT_COLUMNS, invoice_columns};
use crate::money::Currency;
use crate::project::CsvFormat;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The columns of a file, by its own names and by those of the ledger.
pub(super) struct FieldNames<'a> {
    pub names: &'a [String],
    line: u32,
    file: &'a str,
    /// For columns of the ledger that the file has: its fields. Several are one id.
    mapped: BTreeMap<String, Vec<usize>>,
    /// Texts that stand for others, by column of the ledger.
    values: BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>,
    findings: RefCell<Vec<Finding>>,
}

impl<'a> FieldNames<'a> {
    pub fn new(header: &'a HeaderFound, file: &'a str, csv: &'a CsvFormat, kind: TableRows) -> FieldNames<'a> {
        let values = csv.values.iter().map(|map| {
            let texts = map.texts.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
            (map.column.as_str(), texts)
        });
        let mut columns = FieldNames {
            names: &header.names,
            line: header.line,
            file,
            mapped: BTreeMap::new(),
            values: values.collect(),
            findings: RefCell::default(),
        };
        for (canonical, headers) in &csv.columns {
            let fields: Vec<Option<usize>> =
                headers.iter().map(|name| columns.need(name, &format!(", mapped to `{canonical}`,"))).collect();
            if let Some(fields) = fields.into_iter().collect::<Option<Vec<usize>>>() {
                columns.mapped.insert(canonical.clone(), fields);
            }
        }
        let known: Vec<&str> = match kind {
            TableRows::Invoices => invoice_columns().collect(),
            TableRows::Events => EVENT_COLUMNS.to_vec(),
        };
        for name in known {
            if !csv.columns.iter().any(|(canonical, _)| canonical == name)
                && let Some(field) = columns.field_of_name(name)
            {
                columns.mapped.insert(name.to_owned(), vec![field]);
            }
        }
        columns
    }

    fn field_of_name(&self, name: &str) -> Option<usize> {
        let name = on_one_line(name);
        self.names.iter().position(|found| *found == name)
    }

    /// The field of a column by its name in the file, or its name in the ledger; told where it is not there.
    pub fn need(&self, name: &str, what: &str) -> Option<usize> {
        if let Some(field) = self.field_of_name(name) {
            if self.names[field + 1..].contains(&self.names[field]) {
                let message = format!("column {name:?} is in the header twice");
                self.add(Finding::new(Code::DuplicateColumn, message).hint("rename one of them"));
            }
            return Some(field);
        }
        if let Some([field]) = self.mapped.get(name).map(Vec::as_slice) {
            return Some(*field);
        }
        let message = format!("column {name:?}{what} is not in the header");
        let filled: Vec<&str> = self.names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        const SHOWN: usize = 20;
        let all = || format!("it has {}{}", filled[..filled.len().min(SHOWN)].join(", "), if filled.len() > SHOWN { ", …" } else { "" });
        let hint = did_you_mean(name, filled.iter().copied()).unwrap_or_else(all);
        self.add(Finding::new(Code::MissingColumn, message).hint(hint));
        None
    }

    pub fn add(&self, finding: Finding) {
        let finding = finding.at(Place::line(self.file, self.line));
        let mut findings = self.findings.borrow_mut();
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }

    /// Fails with everything that is wrong with the header.
    pub fn sound(&self) -> Result<(), Vec<Finding>> {
        let findings = self.findings.take();
        if findings.is_empty() { Ok(()) } else { Err(findings) }
    }

    /// The fields of a column of the ledger.
    pub fn fields(&self, canonical: &str) -> Option<&[usize]> {
        self.mapped.get(canonical).map(Vec::as_slice)
    }

    /// The only field of a column of the ledger.
    pub fn field(&self, canonical: &str) -> Option<usize> {
        match self.fields(canonical) {
            Some([field]) => Some(*field),
            _ => None,
        }
    }

    pub fn has(&self, canonical: &str) -> bool {
        self.mapped.contains_key(canonical)
    }

    /// The columns of the ledger that the file has, in the order of their names.
    pub fn mapped(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.mapped.iter().map(|(name, fields)| (name.as_str(), fields.as_slice()))
    }

    /// What the file calls a column of the ledger.
    pub fn title(&self, canonical: &str) -> String {
        match self.fields(canonical) {
            Some(fields) => fields.iter().map(|field| self.names[*field].as_str()).collect::<Vec<_>>().join("-"),
            None => canonical.to_owned(),
        }
    }

    /// The cell of a column of the ledger as the file has it; the parts of an id joined.
    pub fn cell(&self, canonical: &str, cells: &[String]) -> String {
        let text = |field: &usize| cells.get(*field).map_or("", String::as_str);
        match self.fields(canonical) {
            Some([field]) => text(field).to_owned(),
            Some(fields) if fields.iter().any(|field| !text(field).is_empty()) => fields.iter().map(text).collect::<Vec<_>>().join("-"),
            _ => String::new(),
        }
    }

    /// The same, or the text that it stands for.
    pub fn value(&self, canonical: &str, cells: &[String]) -> String {
        let cell = self.cell(canonical, cells);
        self.values.get(canonical).and_then(|texts| texts.get(cell.as_str())).map_or(cell, |text| (*text).to_owned())
    }

    /// The code of a row's currency, or of the file's.
    pub fn currency(&self, cells: &[String], default: Option<Currency>) -> String {
        let own = self.value("currency", cells);
        if own.is_empty() { default.map_or("", Currency::code).to_owned() } else { own }
    }
}
