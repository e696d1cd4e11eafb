//! The project file as it is written: every line with what it means, and where each key came to stand.

use super::invoices::{GuessedInvoices, Remark};
use super::layout_page;
use crate::money::Currency;
use crate::project::{CsvFormat, OpenOn};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectPage {
    pub text: String,
    /// The line on which each key stands, by the key as a [`Remark`] names it.
    lines: BTreeMap<String, u32>,
    line: u32,
}

const WIDEST: usize = 96;

impl ProjectPage {
    /// The project file for these invoices and events, under a workflow of this path.
    pub fn of(invoices: &GuessedInvoices, events: &[CsvFormat], workflow: &str) -> ProjectPage {
        let mut page = ProjectPage::default();
        page.remark("", "How to read the files in this folder. Every key is explained in docs/ledger.md, under \"The project file\".");
        page.put("workflow", &format!("workflow: {}", scalar(workflow)));
        page.remark("", "The sender of messages. Fill it in before the first `collect draft`, and remove the comment marks.");
        for line in [
            "# sender:",
            "#   name: Accounts Receivable",
            "#   company: Example Ltd",
            "#   email: ar@example.com",
            "#   phone: \"+1 555 0100\"",
        ] {
            page.put("", line);
        }
        page.put("ledger", "ledger:");
        page.currency(invoices.currency, &invoices.reasons);
        page.put("invoices", "  invoices:");
        page.file(&invoices.csv, "    ", &invoices.reasons);
        if events.is_empty() {
            page.remark("  ", "Events (promises, disputes, pauses, calls) are read from events.csv and log.csv as soon as these exist.");
        } else {
            let remark = "What happened to them. log.csv is read as well, without a word here: it is where promises, disputes, pauses and calls go. \
                          A file events.csv would have to be named.";
            page.remark("  ", remark);
            page.put("events", "  events:");
        }
        for csv in events {
            page.put("", &format!("    - path: {}", scalar(&csv.path)));
            if let Some(kind) = &csv.kind {
                page.put("", &format!("      type: {kind}"));
            }
            page.settings(csv, "      ", &[]);
        }
        page
    }

    /// The line on which a key stands; that of what it is part of where it has none of its own.
    pub fn line(&self, key: &str) -> Option<u32> {
        let parent = || key.rsplit_once('.').and_then(|(parent, _)| self.lines.get(parent));
        self.lines.get(key).or_else(parent).or_else(|| self.lines.get("invoices")).copied()
    }

    fn currency(&mut self, currency: Option<Currency>, reasons: &[Remark]) {
        match currency {
            Some(currency) => {
                self.reason("  ", "currency", reasons);
                self.put("currency", &format!("  currency: {currency}"));
            }
            None => self.put("", "  # currency: for rows without one; here every row has its own"),
        }
    }

    fn file(&mut self, csv: &CsvFormat, indent: &str, reasons: &[Remark]) {
        self.put("path", &format!("{indent}path: {}", scalar(&csv.path)));
        self.settings(csv, indent, reasons);
        if let Some(open_on) = csv.open_on {
            let (value, remark) = match open_on {
                OpenOn::AsOf => ("as_of".to_owned(), "The open amounts are of the day of each run: replace the file before every run."),
                OpenOn::Day(day) => (
                    day.to_string(),
                    "The open amounts are of this day. Enter later money as events; when you have a new export, write its day here.",
                ),
            };
            self.remark(indent, remark);
            self.put("open_on", &format!("{indent}open_on: {value}"));
        }
    }

    /// What the file's format says; all of it for the invoices, what is not the default for others.
    fn settings(&mut self, csv: &CsvFormat, indent: &str, reasons: &[Remark]) {
        let delimiter = if csv.delimiter == b'\t' { "tab".to_owned() } else { scalar(&char::from(csv.delimiter).to_string()) };
        self.put("delimiter", &format!("{indent}delimiter: {delimiter}"));
        self.put("encoding", &format!("{indent}encoding: {}", csv.encoding.name()));
        self.reason(indent, "date_format", reasons);
        let formats: Vec<String> = csv.date_formats.iter().map(|format| scalar(format)).collect();
        let formats = match formats.as_slice() {
            [] => scalar("%Y-%m-%d"),
            [format] => format.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        self.put("date_format", &format!("{indent}date_format: {formats}"));
        self.put("decimal", &format!("{indent}decimal: {}", scalar(&csv.decimal.to_string())));
        for (key, value, remark) in layout_page::keys(&csv.layout) {
            self.remark(indent, remark);
            self.put(key, &format!("{indent}{key}: {value}"));
        }
        if !csv.columns.is_empty() {
            self.put("columns", &format!("{indent}columns:"));
        }
        for (column, names) in &csv.columns {
            let name = names.first().map_or_else(String::new, |name| scalar(name));
            self.put(&format!("columns.{column}"), &format!("{indent}  {column}: {name}"));
        }
        if !csv.values.is_empty() {
            self.put("values", &format!("{indent}values:"));
        }
        for map in &csv.values {
            let texts: Vec<String> = map.texts.iter().map(|(from, to)| format!("{}: {}", scalar(from), scalar(to))).collect();
            self.put("", &format!("{indent}  {}: {{ {} }}", map.column, texts.join(", ")));
        }
    }

    fn reason(&mut self, indent: &str, key: &str, reasons: &[Remark]) {
        for note in reasons.iter().filter(|note| note.key == key) {
            self.remark(indent, &note.text);
        }
    }

    fn remark(&mut self, indent: &str, text: &str) {
        // What a ledger holds stays within its line.
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut line = String::new();
        for word in text.split(' ') {
            if !line.is_empty() && line.chars().count() + word.chars().count() > WIDEST {
                self.put("", &format!("{indent}# {line}"));
                line.clear();
            }
            line += if line.is_empty() { "" } else { " " };
            line += word;
        }
        self.put("", &format!("{indent}# {line}"));
    }

    fn put(&mut self, key: &str, line: &str) {
        self.line += 1;
        if !key.is_empty() {
            // The invoices come first, and what is told is told of them.
            self.lines.entry(key.to_owned()).or_insert(self.line);
        }
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// A text as YAML has it: in quotes unless it is a plain word.
pub(super) fn scalar(text: &str) -> String {
    let is_word =
        text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    let is_taken = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_ascii_lowercase().as_str());
    if is_word && !is_taken {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
