//! What can be typed after `collect check`.

use super::Inputs;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Are the workflow, the templates and the ledger sound?
///
/// Tells what reading them finds, and what only the whole shows: stages that nothing reaches, rules that are never asked, work that nobody
/// can do, long times without a touch, and what does not go with the ledger. Without a ledger in the folder the rest is checked.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect check                                   the project
  collect check --workflow saas --max-gap 14      a built-in workflow; two weeks without a touch are too long
  collect check --base main.yaml                  against an earlier version: ids that are gone
  collect check --base main.yaml --fix            and write them under `was`, where that is certain
  collect check --format sarif -o check.sarif     for code scanning

Exits with 1 if there are errors; with --deny-warnings if there is anything; else with 3 if rows were skipped (--skip-bad-rows), which a
check tells and writes nowhere. `collect help CODE` says what a code means.")]
pub struct CheckArguments {
    #[command(flatten)]
    pub inputs: Inputs,
    /// An earlier version of the workflow, whose ids must still be known
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Checks")]
    pub base: Option<String>,
    /// So many days may go by without a touch
    #[arg(long, value_name = "DAYS", default_value_t = collect::check::MAX_GAP, value_parser = clap::value_parser!(u32).range(1..=3650), help_heading = "Checks")]
    pub max_gap: u32,
    /// Put right in the workflow's file what only one edit can be meant by; comments stay
    #[arg(long, help_heading = "Checks")]
    pub fix: bool,
    /// text, json, github (annotations), sarif or junit
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true, help_heading = "Output")]
    pub format: CheckFormat,
    /// Write to a file, all of it or nothing
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
