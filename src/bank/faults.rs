//! What readers tell of a file, with places in it.

use crate::finding::{Code, Finding, Place, quoted};

/// The findings of one file, in the order in which they were noticed. Of one kind the first are kept, and how many more there were.
pub(super) struct StatementFaults<'f> {
    pub file: &'f str,
    findings: Vec<Finding>,
}

impl<'f> StatementFaults<'f> {
    pub fn new(file: &'f str) -> StatementFaults<'f> {
        StatementFaults { file, findings: Vec::new() }
    }

    pub fn place(&self, line: u32, column: u32) -> Place {
        Place { file: self.file.to_owned(), line, column, width: 0 }
    }

    pub fn add(&mut self, code: Code, (line, column): (u32, u32), message: impl Into<String>, hint: &str) {
        let place = self.place(line, column);
        let finding = Finding::new(code, message).at(place);
        self.findings.push(if hint.is_empty() { finding } else { finding.hint(hint) });
    }

    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// An entry that is not read.
    pub fn unread(&mut self, fault: EntryFault, (line, column): (u32, u32)) {
        let at = fault.place.unwrap_or((line, column));
        self.add(fault.code, at, fault.message, "the entry is not read: correct the file, or book it by hand");
    }

    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// Why one entry could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EntryFault {
    pub code: Code,
    pub message: String,
    /// Its own place, where it is not that of the entry.
    pub place: Option<(u32, u32)>,
}

impl EntryFault {
    pub fn new(code: Code, message: impl Into<String>) -> EntryFault {
        EntryFault { code, message: message.into(), place: None }
    }

    pub fn amount(name: &str, text: &str) -> EntryFault {
        EntryFault::new(Code::BadAmount, format!("{name} {} is not an amount", quoted(text)))
    }

    pub fn date(name: &str, text: &str) -> EntryFault {
        EntryFault::new(Code::BadDate, format!("{name} {} is not a date", quoted(text)))
    }

    pub fn at(self, line: u32, column: u32) -> EntryFault {
        EntryFault { place: Some((line, column)), ..self }
    }
}
