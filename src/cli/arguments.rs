//! The options that several commands have. The doc comments are the help; what flags, project file and defaults come to is worked out in `inputs`.

mod check;
mod range;
mod slice;

pub use check::{CheckArguments, CheckFormat};
pub use range::DayRange;
pub use slice::SliceArguments;

use super::today::AsOf;
use anyhow::anyhow;
use clap::{Args, ValueEnum, ValueHint};
use collect::channel::Channel;
use collect::ledger::CallOutcome;
use collect::money::grouped;
use collect::report::MOST_SHEET_ROWS;
use std::io::IsTerminal;
use std::ops::Deref;
use std::path::PathBuf;

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
pub struct Global {
    /// Work in this folder
    #[arg(short = 'C', value_name = "DIR", global = true, value_hint = ValueHint::DirPath)]
    pub directory: Option<PathBuf>,
    /// Hide notes and warnings about the inputs. Errors, denied warnings, what draft leaves out, and doubtful log rows are still shown
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Show all warnings, and the withheld actions
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to colour; NO_COLOR is heeded
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        hide_possible_values = true,
        help = "When to use colour: auto, always or never"
    )]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// What a command works on, all of it or a part.
#[derive(Clone, Debug, Args)]
pub struct InputArguments {
    #[command(flatten)]
    pub files: Files,
    #[command(flatten)]
    pub slice: SliceArguments,
}

impl Deref for InputArguments {
    type Target = Files;

    fn deref(&self) -> &Files {
        &self.files
    }
}

/// The files that a command works on.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Inputs")]
pub struct Files {
    /// The workflow: a YAML file, or the name of a built-in one [default: the project's, else net30]
    #[arg(long, value_name = "FILE|NAME", value_hint = ValueHint::FilePath)]
    pub workflow: Option<String>,
    /// The invoices: CSV (also .gz or .zst), a workbook such as .xlsx, or - for standard input [default: the project's, else invoices.csv]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub invoices: Option<PathBuf>,
    /// The customers: a row for each, whose cells fill those that invoices leave empty [default: the project's, else none]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub customers: Option<PathBuf>,
    /// The events on the invoices; can be given several times [default: the project's, else events.csv]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub events: Vec<PathBuf>,
    /// The day: today, yesterday, tomorrow, 2026-03-31, +7d, -1d
    #[arg(long, value_name = "DATE", default_value = "today", allow_hyphen_values = true)]
    pub as_of: AsOf,
    /// Skip rows that cannot be read; they are written to rejects.csv
    #[arg(long)]
    pub skip_bad_rows: bool,
    /// Accept an export with a header and no invoices; without this, it is an error
    #[arg(long)]
    pub allow_empty: bool,
    /// Exit with 1 if there are warnings; -o FILE is then not written, except by check
    #[arg(long)]
    pub deny_warnings: bool,
}

/// Where the result goes, and how it looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// table, csv, json, jsonl (one object per line), markdown, html (explain and report), xlsx (plan, status and report) or ics (a calendar, only plan); explain has no csv and jsonl, diff no jsonl [default: from the ending of -o, else table]
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<OutputFormat>,
    /// Write to a file, completely or not at all; .csv, .json, .jsonl, .md, .html, .xlsx and .ics set the format
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = result_file)]
    pub output: Option<PathBuf>,
}

/// A file that a result is written to. What its name promises must be something that can be written.
fn result_file(name: &str) -> Result<PathBuf, String> {
    const OTHERS: [&str; 10] = ["pdf", "xls", "xlsm", "ods", "doc", "docx", "odt", "zip", "gz", "parquet"];
    let file = PathBuf::from(name);
    match file.extension().and_then(|ending| ending.to_str()) {
        Some(ending) if OTHERS.contains(&ending.to_ascii_lowercase().as_str()) => {
            Err(format!("a file that ends in .{ending} cannot be written; use .xlsx, .csv, .json, .jsonl, .md, .html, .ics or .txt"))
        }
        _ => Ok(file),
    }
}

impl Output {
    /// The format: what was typed, else what the file's name says, else a table.
    pub fn format(&self) -> OutputFormat {
        let ending = || Some(self.output.as_ref()?.extension()?.to_str()?.to_ascii_lowercase());
        self.format.unwrap_or_else(|| match ending().as_deref() {
            Some("csv") => OutputFormat::Csv,
            Some("json") => OutputFormat::Json,
            Some("jsonl") => OutputFormat::Jsonl,
            Some("md") => OutputFormat::Markdown,
            Some("html") => OutputFormat::Html,
            Some("xlsx") => OutputFormat::Xlsx,
            Some("ics") => OutputFormat::Ics,
            _ => OutputFormat::Table,
        })
    }

    /// The same for a result that may be a workbook of so many rows. Error: it cannot be one.
    pub fn fits(&self, rows: usize) -> anyhow::Result<()> {
        if self.format() != OutputFormat::Xlsx {
            return Ok(());
        }
        if self.output.is_none() && std::io::stdout().is_terminal() {
            return Err(anyhow!("a workbook is not for the screen: name its file, as in -o plan.xlsx"));
        }
        if rows > MOST_SHEET_ROWS {
            let (rows, most) = (grouped(&rows.to_string()), grouped(&MOST_SHEET_ROWS.to_string()));
            return Err(anyhow!("a sheet has room for {most} rows, and there are {rows}: write a CSV, or narrow the result"));
        }
        Ok(())
    }

    /// The same, if a command offers it.
    pub fn format_of(&self, offered: &[OutputFormat]) -> anyhow::Result<OutputFormat> {
        let format = self.format();
        let names: Vec<&str> = offered.iter().map(|format| format.name()).collect();
        match names.split_last() {
            Some((last, others)) if !offered.contains(&format) => {
                Err(anyhow!("use --format {} or {last}; {} is not available here", others.join(", "), format.name()))
            }
            _ => Ok(format),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    Table,
    Csv,
    Json,
    Jsonl,
    Markdown,
    Html,
    Xlsx,
    Ics,
}

impl OutputFormat {
    /// Those of lists of rows.
    pub const OF_ROWS: [OutputFormat; 5] =
        [OutputFormat::Table, OutputFormat::Csv, OutputFormat::Json, OutputFormat::Jsonl, OutputFormat::Markdown];

    /// Those of a plan.
    pub const OF_PLANS: [OutputFormat; 7] = [
        OutputFormat::Table,
        OutputFormat::Csv,
        OutputFormat::Json,
        OutputFormat::Jsonl,
        OutputFormat::Markdown,
        OutputFormat::Xlsx,
        OutputFormat::Ics,
    ];

    /// The same, and workbooks.
    pub const OF_SHEETS: [OutputFormat; 6] =
        [OutputFormat::Table, OutputFormat::Csv, OutputFormat::Json, OutputFormat::Jsonl, OutputFormat::Markdown, OutputFormat::Xlsx];

    fn name(self) -> &'static str {
        match self {
            OutputFormat::Table => "table",
            OutputFormat::Csv => "csv",
            OutputFormat::Json => "json",
            OutputFormat::Jsonl => "jsonl",
            OutputFormat::Markdown => "markdown",
            OutputFormat::Html => "html",
            OutputFormat::Xlsx => "xlsx",
            OutputFormat::Ics => "ics",
        }
    }
}

pub fn channel(text: &str) -> Result<Channel, String> {
    Channel::from_name(text).ok_or_else(|| one_of(Channel::ALL.map(Channel::name)))
}

pub fn call_outcome(text: &str) -> Result<CallOutcome, String> {
    let known = CallOutcome::from_cell(text).filter(|outcome| *outcome != CallOutcome::Other);
    known.ok_or_else(|| one_of(CallOutcome::ALL.map(CallOutcome::name)))
}

pub fn one_of<const N: usize>(names: [&str; N]) -> String {
    format!("use one of {}", names.join(", "))
}
