//! Annotations that GitHub Actions shows beside the lines of a change.

use super::Checked;
use crate::finding::Severity;
use crate::report::one_line;
use std::io::{self, Write};

/// A workflow command for each finding: `::error file=net30.yaml,line=5,title=never-holds::…`.
pub fn checked_github(checked: &Checked<'_>, mut out: impl Write) -> io::Result<()> {
    for finding in checked.findings {
        let level = match finding.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = &finding.place {
            properties.push(format!("file={}", property(&place.file)));
            properties.push(format!("line={}", place.line));
            if place.column > 0 {
                properties.push(format!("col={}", place.column));
                properties.push(format!("endColumn={}", place.column + place.width.max(1)));
            }
        }
        properties.push(format!("title={}", property(finding.code.name())));
        let hint = finding.hint.as_ref().map_or(String::new(), |hint| format!("%0A{}", data(hint)));
        writeln!(out, "::{level} {}::{}{hint}", properties.join(","), data(&finding.message))?;
    }
    Ok(())
}

/// The text of a command, on one line without hidden characters: a line break would end the command, and what follows be another.
fn data(text: &str) -> String {
    one_line(text).replace('%', "%25")
}

/// The value of a property, which also ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Finding, Place};

    #[test]
    fn no_text_of_a_file_becomes_a_command() {
        let place = Place { file: "a,b:c.yaml".into(), line: 3, column: 5, width: 2 };
        let finding = Finding::new(Code::UnknownKey, "100% wrong\n::error::x \u{1b}[31m").at(place).hint("leave it");
        let mut out = Vec::new();
        let checked = Checked { findings: &[finding], workflow: "w", deny_warnings: false };
        checked_github(&checked, &mut out).unwrap();
        let expected =
            "::error file=a%2Cb%3Ac.yaml,line=3,col=5,endColumn=7,title=unknown-key::100%25 wrong ::error::x \u{fffd}[31m%0Aleave it\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
