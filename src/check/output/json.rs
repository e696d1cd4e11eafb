//! The findings as one object.

use super::Checked;
use crate::finding::{Finding, Severity};
use crate::report::pretty;
use serde_json::{Value, json};
use std::io::{self, Write};

/// One object: `workflow`, `failed`, `errors`, `warnings`, `findings`.
pub fn checked_json(checked: &Checked<'_>, mut out: impl Write) -> io::Result<()> {
    let count = |severity| checked.findings.iter().filter(|finding| finding.severity() == severity).count();
    let document = json!({
        "workflow": checked.workflow,
        "failed": checked.failed(),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "findings": checked.findings.iter().map(object).collect::<Vec<_>>(),
    });
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

fn object(finding: &Finding) -> Value {
    let place = finding.place.as_ref();
    json!({
        "severity": finding.severity().name(),
        "code": finding.code.name(),
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column).filter(|column| *column > 0),
        "message": finding.message,
        "hint": finding.hint,
    })
}
