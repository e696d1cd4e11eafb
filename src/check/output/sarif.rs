//! SARIF 2.1.0, which code scanning reads.

use super::Checked;
use crate::builtin;
use crate::finding::{Code, Finding, Severity};
use crate::report::{one_line, pretty};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    help: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

/// A log with one run; `version` is the program's.
pub fn checked_sarif(checked: &Checked<'_>, version: &'static str, mut out: impl Write) -> io::Result<()> {
    let codes: Vec<Code> = checked.findings.iter().map(|finding| finding.code).collect::<BTreeSet<_>>().into_iter().collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: Driver { name: "collect", version, rules: codes.iter().map(|code| rule(*code)).collect() } },
            column_kind: "unicodeCodePoints",
            results: checked.findings.iter().map(|finding| result(finding, &codes)).collect(),
        }],
    };
    pretty(&log, &mut out)?;
    out.write_all(b"\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// What the reference says of a code: its first paragraph, and all of it.
fn rule(code: Code) -> Rule {
    let page = builtin::about_finding(code).unwrap_or_default();
    let first = page.split("\n\n").nth(1).unwrap_or(code.name());
    let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
    Rule {
        id: code.name(),
        short_description: Text { text: first },
        help: Text { text: page.to_owned() },
        default_configuration: Configuration { level: level(code.severity()) },
    }
}

fn result(finding: &Finding, codes: &[Code]) -> Outcome {
    let hint = finding.hint.as_ref().map_or(String::new(), |hint| format!("; {}", plain(hint)));
    let place = finding.place.iter().map(|place| Location {
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(&place.file) },
            region: Region {
                start_line: place.line.max(1),
                start_column: Some(place.column).filter(|column| *column > 0),
                end_column: Some(place.column + place.width).filter(|_| place.column > 0 && place.width > 0),
            },
        },
    });
    Outcome {
        rule_id: finding.code.name(),
        rule_index: codes.iter().position(|code| *code == finding.code).unwrap_or(0),
        level: level(finding.severity()),
        message: Text { text: format!("{}{hint}", plain(&finding.message)) },
        locations: place.collect(),
    }
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
