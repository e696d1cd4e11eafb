//! What can be typed after `collect check`.

use super::InputArguments;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Find mistakes in the workflow, the templates and the ledger.
///
/// Reports all errors and warnings of the files, and mistakes that only show when the files are compared: stages that no invoice can reach,
/// rules that never apply, work that nobody can do, long times without a touch, and what does not fit the ledger. If the folder has no
/// ledger, the rest is checked.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect check                                   check the project
  collect check --workflow saas --max-gap 14      a built-in workflow; at most 14 days without a touch
  collect check --base main.yaml                  compare with an earlier version: ids that are gone
  collect check --base main.yaml --fix            and write them under `was`, if that is certain
  collect check --format sarif -o check.sarif     for code scanning

Exits with 1 if there are errors or, with --deny-warnings, warnings; otherwise with 3 if rows were skipped (--skip-bad-rows), which a
check reports but writes nowhere. `collect help CODE` explains a code.")]
pub struct CheckArguments {
    #[command(flatten)]
    pub inputs: InputArguments,
    /// Compare with an earlier version of the workflow: report ids that no longer exist
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Checks")]
    pub base: Option<String>,
    /// The longest time without a touch, in days
    #[arg(long, value_name = "DAYS", default_value_t = collect::check::MAX_GAP, value_parser = clap::value_parser!(u32).range(1..=3650), help_heading = "Checks")]
    pub max_gap: u32,
    /// Correct the workflow's file if there is only one possible correction; comments stay
    #[arg(long, help_heading = "Checks")]
    pub fix: bool,
    /// text, json, github (annotations), sarif or junit
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true, help_heading = "Output")]
    pub format: CheckFormat,
    /// Write to a file, completely or not at all
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Json,
    Github,
    Sarif,
    Junit,
}
