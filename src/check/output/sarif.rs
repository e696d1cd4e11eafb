//! SARIF 2.1.0, which code scanning reads.

use super::Checked;
use crate::builtin;
use crate::finding::{Code, Finding};
use crate::report::{one_line, pretty};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// A log with one run; `version` is the program's.
pub fn checked_sarif(checked: &Checked<'_>, version: &'static str, mut out: impl Write) -> io::Result<()> {
    let codes: Vec<Code> = checked.findings.iter().map(|finding| finding.code).collect::<BTreeSet<_>>().into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = checked.findings.iter().map(|finding| result(finding, &codes)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "collect", "version": version, "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    pretty(&log, &mut out)?;
    out.write_all(b"\n")
}

/// What the reference says of a code: its first paragraph, and all of it.
fn rule(code: Code) -> Value {
    let page = builtin::about_finding(code).unwrap_or_default();
    let first = page.split("\n\n").nth(1).unwrap_or(code.name());
    json!({
        "id": code.name(),
        "shortDescription": { "text": first.split_whitespace().collect::<Vec<_>>().join(" ") },
        "help": { "text": page },
        "defaultConfiguration": { "level": code.severity().name() },
    })
}

fn result(finding: &Finding, codes: &[Code]) -> Value {
    let hint = finding.hint.as_ref().map_or(String::new(), |hint| format!("; {}", plain(hint)));
    let mut result = json!({
        "ruleId": finding.code.name(),
        "ruleIndex": codes.iter().position(|code| *code == finding.code),
        "level": finding.severity().name(),
        "message": { "text": format!("{}{hint}", plain(&finding.message)) },
    });
    if let Some(place) = &finding.place {
        let mut region = json!({ "startLine": place.line.max(1) });
        if place.column > 0 {
            region["startColumn"] = json!(place.column);
        }
        if place.column > 0 && place.width > 0 {
            region["endColumn"] = json!(place.column + place.width);
        }
        result["locations"] = json!([{ "physicalLocation": { "artifactLocation": { "uri": uri(&place.file) }, "region": region } }]);
    }
    result
}

/// A message without hidden characters and links: `[words](address)` would be one.
fn plain(text: &str) -> String {
    one_line(text).replace("](", "\\](")
}

/// A path as a relative reference: what may not stand in one is given by its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
