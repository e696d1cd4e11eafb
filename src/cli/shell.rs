//! The terminal: how results look on it, and what is said beside them.

use super::arguments::{Color, Global};
use super::aside::Aside;
use super::findings::{Detail, Findings, Verdict};
use super::outcome::{Failure, Outcome};
use super::output::named;
use super::table::{Look, wrapped};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use collect::report::one_line;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// The screen's width where neither the terminal nor the variable COLUMNS tells it.
const USUAL_WIDTH: usize = 80;

/// The longest and the shortest line of notes and warnings, whatever the width of the screen.
const LONGEST_LINE: usize = 100;
const NARROWEST_LINE: usize = 20;

pub struct Shell {
    pub quiet: bool,
    pub verbose: bool,
    pub aside: Aside,
    color: Color,
}

impl Shell {
    pub fn new(global: &Global) -> Shell {
        Shell { quiet: global.quiet, verbose: global.verbose, aside: Aside::default(), color: global.color }
    }

    pub fn silent(&self) -> Shell {
        Shell { quiet: true, verbose: false, aside: Aside::default(), color: self.color }
    }

    /// How a result looks that goes to this file or, without one, to standard output: a terminal has a width and, unless it is not wanted,
    /// colours.
    pub fn look(&self, file: Option<&Path>) -> Look {
        let stdout = std::io::stdout();
        let terminal = named(file).is_none() && stdout.is_terminal();
        let colour = self.colours(terminal, AutoStream::choice(&stdout));
        let width = terminal.then(|| width_of(terminal_size::terminal_size_of(stdout)));
        Look { width, colour }
    }

    fn stderr_colour(&self) -> bool {
        let stderr = std::io::stderr();
        self.colours(stderr.is_terminal(), AutoStream::choice(&stderr))
    }

    fn colours(&self, terminal: bool, choice: ColorChoice) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && choice != ColorChoice::Never,
        }
    }

    /// Tells findings, as many of them as were asked for. Warnings that are denied are told however quiet it is to be.
    pub fn tell(&self, findings: &Findings, verdict: Verdict) {
        let detail = match (self.quiet, self.verbose) {
            (true, _) if verdict == Verdict::Denied => Detail::Denied,
            (true, _) => Detail::Quiet,
            (_, true) => Detail::Full,
            _ => Detail::Brief,
        };
        say(&findings.rendered(detail, verdict, Look { width: stderr_width(), colour: self.stderr_colour() }));
    }

    /// A remark, unless quiet was asked for.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.labelled("note", AnsiColor::Cyan.on_default(), text);
        }
    }

    /// A warning of what the run itself does or leaves undone: actions that are kept back, files that are no drafts, rows that are odd. It is
    /// told however quiet it is to be: a job without anybody at the screen would otherwise send nothing for weeks, or send what is none.
    pub fn warn(&self, text: &str) {
        self.labelled("warning", AnsiColor::Yellow.on_default(), text);
    }

    /// How a command ended that has done its work. Only now the rows that were skipped are put aside: where nothing was written, what an
    /// earlier run put there stays.
    pub fn done(&self, outcome: Outcome) -> Outcome {
        if !matches!(outcome, Outcome::Held | Outcome::Wrong) {
            match self.aside.put() {
                Ok(Some(path)) => self.note(&format!("the skipped rows are in {}", path.display())),
                Ok(None) => {}
                Err(error) => self.warn(&format!("{error:#}: the rest was done")),
            }
        }
        outcome
    }

    pub fn fail(&self, failure: Failure) -> Outcome {
        match failure {
            Failure::Findings(findings) => self.tell(&findings, Verdict::NothingWritten),
            Failure::Other(error) => self.error(&format!("{error:#}")),
        }
        Outcome::Wrong
    }

    pub fn error(&self, text: &str) {
        self.labelled("error", AnsiColor::Red.on_default(), text);
    }

    fn labelled(&self, label: &str, style: Style, text: &str) {
        let style = if self.stderr_colour() { style.bold() } else { Style::new() };
        let width = stderr_width().unwrap_or(LONGEST_LINE).min(LONGEST_LINE);
        let lines = wrapped(&format!("{label}: {}", one_line(text)), width).join("\n");
        let rest = lines.strip_prefix(label).unwrap_or(&lines);
        say(&format!("{style}{label}{style:#}{rest}\n"));
    }
}

/// How wide the screen is, if notes and findings go to one.
fn stderr_width() -> Option<usize> {
    let stderr = std::io::stderr();
    stderr.is_terminal().then(|| width_of(terminal_size::terminal_size_of(stderr)).max(NARROWEST_LINE))
}

fn width_of(size: Option<(terminal_size::Width, terminal_size::Height)>) -> usize {
    match size {
        Some((width, _)) => usize::from(width.0),
        None => told_width().unwrap_or(USUAL_WIDTH),
    }
}

#[expect(clippy::disallowed_methods, reason = "how wide the screen is changes no result, only how it is laid out")]
fn told_width() -> Option<usize> {
    width_of_variable(&std::env::var("COLUMNS").ok()?)
}

/// A width as the variable COLUMNS has it. What is no width, or too narrow for any table, is not believed.
fn width_of_variable(value: &str) -> Option<usize> {
    value.trim().parse().ok().filter(|width| (20..=1_000).contains(width))
}

/// Writes to standard error, and ignores that this may fail.
fn say(text: &str) {
    let _ = AutoStream::new(std::io::stderr(), ColorChoice::AlwaysAnsi).write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_is_believed_if_it_can_be_one() {
        for (value, width) in [("120", Some(120)), (" 80 ", Some(80)), ("0", None), ("5", None), ("", None), ("wide", None), ("-80", None)]
        {
            assert_eq!(width_of_variable(value), width, "{value:?}");
        }
    }
}
