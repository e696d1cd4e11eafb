//! Findings on standard error: what is wrong, where, and what to do about it.

use super::table::{Look, wrapped};
use anstyle::{AnsiColor, Style};
use collect::finding::{Code, Finding, FindingSubject, Severity, any_error};
use collect::ledger::reading::Report;
use collect::report::{counted, one_line};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// So many errors are shown before the rest is only counted.
const MOST_ERRORS: usize = 20;
/// So many of the warnings that are only counted are named.
const MOST_NAMED: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    Quiet,
    /// Errors, and the first warning of each kind.
    Denied,
    /// The first of each kind, and how many more of it there are.
    Brief,
    Full,
}

/// How the text ends: what the findings mean for what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is done all the same.
    Done,
    /// Warnings are denied, so they are told like errors.
    Denied,
    NothingWritten,
}

/// Everything that was found so far, with the number of those that readers only counted.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    more_errors: usize,
    more_warnings: BTreeMap<Code, usize>,
    /// Warnings that are counted and not told, because they are about something else than what was asked for.
    elsewhere: BTreeMap<Code, usize>,
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Findings {
        Findings { list: vec![finding], ..Findings::default() }
    }
}

impl Findings {
    pub fn add(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.list.extend(findings);
    }

    pub fn absorb(&mut self, report: &Report) {
        let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        self.list.extend_from_slice(report.errors().shown);
        self.more_errors += count(report.errors().more);
        for (code, told) in report.warnings() {
            self.list.extend_from_slice(told.shown);
            *self.more_warnings.entry(code).or_default() += count(told.more);
        }
    }

    pub fn any_error(&self) -> bool {
        any_error(&self.list)
    }

    pub fn warning_count(&self) -> usize {
        self.of(Severity::Warning).count() + self.more_warnings.values().sum::<usize>() + self.elsewhere()
    }

    /// Only counts the warnings about something else, and tells no notes about the whole.
    pub fn leave_out(&mut self, is_else: impl Fn(&Finding) -> bool) {
        self.list.retain(|finding| finding.severity() != Severity::Note);
        let is_left_out = |finding: &mut Finding| finding.severity() == Severity::Warning && is_else(finding);
        for finding in self.list.extract_if(.., is_left_out) {
            *self.elsewhere.entry(finding.code).or_default() += 1;
        }
    }

    /// Forgets the warnings that are only counted because they are about something else.
    pub fn forget_elsewhere(&mut self) {
        self.elsewhere.clear();
    }

    /// Forgets the warnings of some codes, and all notes.
    pub fn leave_warnings_out(&mut self, is_left_out: impl Fn(Code) -> bool) {
        self.list.retain(|finding| match finding.severity() {
            Severity::Error => true,
            Severity::Warning => !is_left_out(finding.code),
            Severity::Note => false,
        });
        self.more_warnings.retain(|code, _| !is_left_out(*code));
    }

    pub fn elsewhere(&self) -> usize {
        self.elsewhere.values().sum()
    }

    /// `1 no-email, 12 orphan-event`
    pub fn warnings_by_code(&self) -> String {
        let mut counts = self.elsewhere.clone();
        self.of(Severity::Warning).for_each(|finding| *counts.entry(finding.code).or_default() += 1);
        self.more_warnings.iter().for_each(|(code, count)| *counts.entry(*code).or_default() += count);
        let counts: BTreeMap<&str, usize> = counts.into_iter().map(|(code, count)| (code.name(), count)).collect();
        counts.iter().filter(|(_, count)| **count > 0).map(|(code, count)| format!("{count} {code}")).collect::<Vec<_>>().join(", ")
    }

    /// Errors and warnings, as [`Findings::rendered`] shows them, then for each code how many more there are.
    pub fn all(&self) -> Vec<Finding> {
        self.of(Severity::Error).cloned().chain(self.warnings()).collect()
    }

    fn error_count(&self) -> usize {
        self.of(Severity::Error).count() + self.more_errors
    }

    fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.list.iter().filter(move |finding| finding.severity() == severity)
    }

    /// The warnings for a report: those that were kept, then for each code how many more there are.
    pub fn warnings(&self) -> Vec<Finding> {
        let more = self.more_warnings.iter().filter(|(_, count)| **count > 0);
        let more = more.map(|(code, count)| Finding::new(*code, format!("and {count} more of this kind")));
        self.of(Severity::Warning).cloned().chain(more).collect()
    }

    /// The findings as text: the errors, then the warnings, then how many there are. Empty if there is nothing to show.
    /// Lines are broken where the screen ends, but for those that quote a file.
    pub fn rendered(&self, detail: Detail, verdict: Verdict, look: Look) -> String {
        let mut out = String::new();
        let most = |brief: usize| if detail == Detail::Full { usize::MAX } else { brief };
        for finding in self.of(Severity::Error).take(most(MOST_ERRORS)) {
            push(finding, look, &mut out);
        }
        let unseen = self.error_count().saturating_sub(self.of(Severity::Error).count().min(most(MOST_ERRORS)));
        if unseen > 0 {
            push_broken(&format!("… and {} (-v shows more)", counted(unseen, "more error")), look, &mut out);
        }
        if matches!(detail, Detail::Brief | Detail::Full) {
            self.of(Severity::Note).for_each(|finding| push(finding, look, &mut out));
        }
        match detail {
            Detail::Quiet => {}
            Detail::Denied | Detail::Brief => self.push_kinds_of_warnings(look, &mut out),
            Detail::Full => self.push_warnings(look, &mut out),
        }
        let is_counted = self.error_count() + self.warning_count() - self.elsewhere() > 0;
        if is_counted && !out.is_empty() {
            let counts: Vec<String> = [(self.error_count(), "error"), (self.warning_count() - self.elsewhere(), "warning")]
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, noun)| counted(count, noun))
                .collect();
            let end = if verdict == Verdict::NothingWritten { "; nothing was written" } else { "" };
            push_broken(&format!("{}{end}", counts.join(", ")), look, &mut out);
            if verdict == Verdict::NothingWritten {
                self.push_where_to_read(look, &mut out);
            }
        }
        out
    }

    /// Where there is more about the errors: a page for each code.
    fn push_where_to_read(&self, look: Look, out: &mut String) {
        let codes: BTreeSet<&str> = self.of(Severity::Error).map(|finding| finding.code.name()).collect();
        match (codes.first(), codes.len()) {
            (Some(code), 1) => push_broken(&format!("more: collect help {code}"), look, out),
            (Some(code), _) => push_broken(&format!("more: collect help CODE, as in collect help {code}"), look, out),
            (None, _) => {}
        }
    }

    fn push_warnings(&self, look: Look, out: &mut String) {
        self.of(Severity::Warning).for_each(|finding| push(finding, look, out));
        for (code, count) in self.more_warnings.iter().filter(|(_, count)| **count > 0) {
            let noun = if *count == 1 { "warning" } else { "warnings" };
            push_broken(&format!("… and {count} more {} {noun}", code.name()), look, out);
        }
    }

    /// The first warning of each code, and what else it is about.
    fn push_kinds_of_warnings(&self, look: Look, out: &mut String) {
        let mut kinds: Vec<Vec<&Finding>> = Vec::new();
        for finding in self.of(Severity::Warning) {
            match kinds.iter_mut().find(|kind| kind[0].code == finding.code) {
                Some(kind) => kind.push(finding),
                None => kinds.push(vec![finding]),
            }
        }
        for kind in kinds {
            push(kind[0], look, out);
            let alike = &kind[1..];
            let count = alike.len() + self.more_warnings.get(&kind[0].code).copied().unwrap_or_default();
            if count > 0 {
                push_alike(alike, count, look, out);
            }
        }
    }
}

const ALIKE: &str = "  = ";

fn push_alike(alike: &[&Finding], count: usize, look: Look, out: &mut String) {
    let mut named: Vec<String> = Vec::new();
    for finding in alike {
        let name = match (finding.subject.as_deref(), &finding.place) {
            (Some(FindingSubject::Invoice(id)), _) => id.clone(),
            (_, Some(place)) => place.to_string(),
            (Some(FindingSubject::Customer(id)), None) => id.clone(),
            (None, None) => continue,
        };
        if named.len() < MOST_NAMED && !named.contains(&name) {
            named.push(name);
        }
    }
    let others = if named.len() < count && !named.is_empty() { ", …" } else { "" };
    let named = if named.is_empty() { String::new() } else { format!(": {}{others}", one_line(&named.join(", "))) };
    let narrower = Look { width: look.width.map(|width| width.saturating_sub(ALIKE.len())), ..look };
    let text = format!("and {count} more like it{named} (-v shows {})", if count == 1 { "it" } else { "them" });
    for (number, line) in broken(&text, narrower).iter().enumerate() {
        let _ = writeln!(out, "{}{line}", if number == 0 { ALIKE } else { "    " });
    }
}

/// A text in as many lines as the screen asks for.
fn broken(text: &str, look: Look) -> Vec<String> {
    look.width.map_or_else(|| vec![text.to_owned()], |width| wrapped(text, width))
}

fn push_broken(text: &str, look: Look, out: &mut String) {
    for line in broken(text, look) {
        let _ = writeln!(out, "{line}");
    }
}

/// One finding: with the line that it is about where the reader kept it, else on one line that names the place.
fn push(finding: &Finding, look: Look, out: &mut String) {
    let paint = |style: Style, text: &str| if look.colour { format!("{style}{text}{style:#}") } else { text.to_owned() };
    let (word, style) = match finding.severity() {
        Severity::Error => ("error", AnsiColor::Red.on_default().bold()),
        Severity::Warning => ("warning", AnsiColor::Yellow.on_default().bold()),
        Severity::Note => ("note", AnsiColor::Cyan.on_default().bold()),
    };
    let frame = |text: &str| paint(AnsiColor::Blue.on_default().bold(), text);
    let label = format!("{word}[{}]", finding.code.name());
    let shown = finding.place.as_ref().zip(finding.line.as_deref());
    let place = match (&finding.place, shown) {
        (Some(place), None) => format!("{}: ", one_line(&place.to_string())),
        _ => String::new(),
    };
    // The label stands on the first line, alone where nothing else fits there; what follows is bold, but for the place on a line of its own.
    let head = format!("{label}: {place}{}", one_line(&finding.message));
    for (number, line) in broken(&head, look).iter().enumerate() {
        let (label, rest) = if number == 0 { line.split_at(label.len().min(line.len())) } else { ("", line.as_str()) };
        let plain = if number == 0 { rest.len().min(": ".len() + place.len()) } else { 0 };
        let (plain, bold) = rest.split_at(plain);
        let label = if label.is_empty() { String::new() } else { paint(style, label) };
        let bold = if bold.is_empty() { String::new() } else { paint(Style::new().bold(), bold) };
        let _ = writeln!(out, "{label}{plain}{bold}");
    }
    let margin = shown.map_or(1, |(place, _)| place.line.to_string().len());
    let margin = " ".repeat(margin);
    if let Some((place, line)) = shown {
        let _ = writeln!(out, "{margin}{} {}", frame("-->"), one_line(&place.to_string()));
        let (quoted, caret) = snippet(line, place.column, place.width);
        let _ = writeln!(out, "{margin} {}", frame("|"));
        let _ = writeln!(out, "{} {} {}", frame(&place.line.to_string()), frame("|"), quoted);
        if !caret.is_empty() {
            let _ = writeln!(out, "{margin} {} {}", frame("|"), paint(style, &caret));
        }
    }
    if let Some(hint) = finding.hint.as_deref().map(one_line) {
        let narrower = Look { width: look.width.map(|width| width.saturating_sub(margin.len() + HINT.len())), ..look };
        for (number, line) in broken(&hint, narrower).iter().enumerate() {
            let lead = if number == 0 { format!("{} help: ", frame("=")) } else { " ".repeat(HINT.len() - 1) };
            let _ = writeln!(out, "{margin} {lead}{line}");
        }
    }
}

const HINT: &str = " = help: ";

/// So much of a line is shown before and after the place that is meant.
const AROUND: usize = 60;

/// The part of the line around the place, and the carets below it.
fn snippet(line: &str, column: u32, marked: u32) -> (String, String) {
    use unicode_width::UnicodeWidthStr;
    let line = one_line(line);
    let letters: Vec<char> = line.trim_end().chars().collect();
    let start = (column.saturating_sub(1) as usize).min(letters.len());
    let from = start.saturating_sub(AROUND);
    let from = if from < 20 { 0 } else { from };
    let end = letters.len().min(start.max(from) + AROUND + 20);
    let text = |from: usize, to: usize| letters[from..to.max(from)].iter().collect::<String>();
    let lead = if from > 0 { "…" } else { "" };
    let shown = format!("{lead}{}{}", text(from, end), if end < letters.len() { "…" } else { "" });
    if column == 0 {
        return (shown, String::new());
    }
    let before = lead.width() + text(from, start).width();
    let stop = (start + marked as usize).min(end);
    let carets = text(start, stop).width().max(1);
    (shown, format!("{}{}", " ".repeat(before), "^".repeat(carets)))
}

#[cfg(test)]
mod tests;
