//! Results as JUnit XML, as continuous integration shows them.

use super::visible::is_hidden;
use std::fmt::Write as _;
use std::io::{self, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cases {
    pub name: String,
    pub cases: Vec<Case>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub name: String,
    /// What it belongs to: a file, a code of findings.
    pub class: String,
    /// Why it does not hold, in a line and in full.
    pub failure: Option<(String, String)>,
}

/// Writes results in the form that Jenkins, GitLab and others read. There are no times in it, so that the same results are the same bytes.
pub fn junit(name: &str, suites: &[Cases], mut out: impl Write) -> io::Result<()> {
    let failed = |cases: &[Case]| cases.iter().filter(|case| case.failure.is_some()).count();
    let (all, bad) = suites.iter().fold((0, 0), |(all, bad), suite| (all + suite.cases.len(), bad + failed(&suite.cases)));
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="{}" tests="{all}" failures="{bad}" errors="0">"#, escaped(name))?;
    for suite in suites {
        let (count, bad) = (suite.cases.len(), failed(&suite.cases));
        writeln!(out, r#"  <testsuite name="{}" tests="{count}" failures="{bad}" errors="0">"#, escaped(&suite.name))?;
        for case in &suite.cases {
            write!(out, r#"    <testcase name="{}" classname="{}""#, escaped(&case.name), escaped(&case.class))?;
            match &case.failure {
                None => writeln!(out, "/>")?,
                Some((message, text)) => {
                    writeln!(out, ">")?;
                    writeln!(out, r#"      <failure message="{}">{}</failure>"#, escaped(message), escaped(text))?;
                    writeln!(out, "    </testcase>")?;
                }
            }
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// A text of XML. Characters that XML does not have, or that act on a terminal, are shown as their numbers.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c if is_hidden(c) || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "U+{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_markup() {
        let case = Case { name: "a < b & \"c\"\u{1b}[2J".into(), class: "x".into(), failure: Some(("m>".into(), "1\n2".into())) };
        let mut out = Vec::new();
        junit("t", &[Cases { name: "s".into(), cases: vec![case] }], &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains(r#"<testcase name="a &lt; b &amp; &quot;c&quot;U+001B[2J" classname="x">"#), "{text}");
        assert!(text.contains("<failure message=\"m&gt;\">1\n2</failure>"), "{text}");
    }
}
