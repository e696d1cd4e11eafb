//! The findings as one object.

use super::Checked;
use crate::finding::{Finding, Severity};
use crate::report::pretty;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'a> {
    workflow: &'a str,
    failed: bool,
    errors: usize,
    warnings: usize,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    severity: &'static str,
    code: &'static str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    hint: Option<&'a str>,
}

/// One object: `workflow`, `failed`, `errors`, `warnings`, `findings`.
pub fn checked_json(checked: &Checked<'_>, mut out: impl Write) -> io::Result<()> {
    let count = |severity| checked.findings.iter().filter(|finding| finding.severity() == severity).count();
    let document = Document {
        workflow: checked.workflow,
        failed: checked.failed(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        findings: checked.findings.iter().map(row).collect(),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

fn row(finding: &Finding) -> Row<'_> {
    let place = finding.place.as_ref();
    Row {
        severity: match finding.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        code: finding.code.name(),
        file: place.map(|place| place.file.as_str()),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column).filter(|column| *column > 0),
        message: &finding.message,
        hint: finding.hint.as_deref(),
    }
}
