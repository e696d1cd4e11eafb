//! What is wrong in one text, as it is found.

use super::{LARGEST_TEXT, Spot};
use crate::finding::{Code, Finding, Place, by_place, did_you_mean, quoted};
use std::cell::RefCell;

/// Lines longer than this are not shown: a caret below them helps nobody.
const LONGEST_SHOWN: usize = 300;
/// More findings than anybody reads; what follows them is only said to exist.
const MOST: usize = 200;

/// Collects the findings of one text; knows its lines, so that each can be shown.
#[derive(Debug)]
pub struct Problems<'t> {
    file: &'t str,
    text: &'t str,
    lines: Vec<&'t str>,
    found: RefCell<Vec<Finding>>,
}

impl<'t> Problems<'t> {
    pub fn new(text: &'t str, file: &'t str) -> Problems<'t> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = if text.len() <= LARGEST_TEXT { split_lines(text) } else { Vec::new() };
        Problems { file, text, lines, found: RefCell::default() }
    }

    /// The text, without a byte order mark.
    pub fn text(&self) -> &'t str {
        self.text
    }

    pub fn report(&self, code: Code, spot: Spot, message: impl Into<String>) {
        self.report_with(code, spot, message, None);
    }

    /// Keeps a finding with advice, if there is any.
    pub fn report_with(&self, code: Code, spot: Spot, message: impl Into<String>, hint: Option<String>) {
        let (message, hint) = match self.found.borrow().len() {
            ..MOST => (message.into(), hint),
            MOST => (format!("there are more problems than these {MOST}"), Some("correct these first".to_owned())),
            _ => return,
        };
        let place = Place { file: self.file.to_owned(), line: spot.line, column: spot.column, width: spot.width };
        let mut finding = Finding::new(code, message).at(place);
        finding.hint = hint;
        let line = self.lines.get((spot.line as usize).saturating_sub(1));
        finding.line = line.filter(|line| line.len() <= LONGEST_SHOWN).map(|line| Box::from(*line));
        self.found.borrow_mut().push(finding);
    }

    /// The nearest of the words that would be right; nothing once there are so many problems that no advice is kept.
    pub fn did_you_mean<'w>(&self, word: &str, right: impl IntoIterator<Item = &'w str>) -> Option<String> {
        let is_kept = self.found.borrow().len() < MOST;
        is_kept.then(|| did_you_mean(word, right)).flatten()
    }

    /// All findings, by place. What an alias repeats is told once.
    pub fn into_findings(self) -> Vec<Finding> {
        by_place(self.found.into_inner())
    }
}

/// The lines as YAML counts them: a carriage return alone ends one, too.
fn split_lines(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut start = 0;
    for (index, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
        if ends {
            lines.push(text[start..index].trim_end_matches('\r'));
            start = index + 1;
        }
    }
    lines.push(&text[start..]);
    lines
}

/// Some names as a hint lists them: the first eight, each once.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const MOST: usize = 8;
    let mut listed: Vec<String> = Vec::new();
    for name in names {
        let name = quoted(name);
        if listed.len() == MOST {
            return listed.join(", ") + ", …";
        }
        if !listed.contains(&name) {
            listed.push(name);
        }
    }
    listed.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_in_yaml() {
        assert_eq!(split_lines("a\nb\r\nc\rd"), ["a", "b", "c", "d"]);
        assert_eq!(split_lines(""), [""]);
    }

    #[test]
    fn long_texts_are_shortened_and_control_characters_shown() {
        assert_eq!(quoted("a\u{1b}[2J"), r#""a\u{1b}[2J""#);
        assert_eq!(quoted(&"ä".repeat(61)).chars().count(), 63);
    }
}
