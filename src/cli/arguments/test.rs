//! What can be typed after `collect test`.

use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Do the workflow's scenarios hold?
///
/// A scenario is a story about an invoice: what happens to it, and what is expected on which days. Those of a workflow are in a file beside
/// it, `net30.test.yaml` beside `net30.yaml`; the built-in workflows bring theirs. Nothing of the ledger is read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect test                                   the scenarios of the project's workflow
  collect test --workflow saas --coverage        those of a built-in one, and what they do not reach
  collect test workflows/*.test.yaml             those of these files
  collect test --only dispute                    those with a word in their name
  collect test --format junit -o results.xml     for continuous integration

A file of scenarios:
  version: 1
  scenarios:
    - name: a dispute pauses everything
      story:
        - { day: 9, event: dispute, reason: pricing }
        - { day: 9, status: disputed, due: dispute/1 by ar-manager }
        - { day: 20, status: disputed, clock: 9 }

Days count from the due date. Exits with 1 if a scenario does not hold.")]
pub struct TestArguments {
    /// Files of scenarios, or of workflows that have theirs beside them [default: those of the workflow]
    #[arg(value_name = "FILES", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// The workflow to hold them against: a YAML file, or the name of a built-in one [default: the one that each file names or stands beside]
    #[arg(long, value_name = "FILE|NAME", value_hint = ValueHint::FilePath, help_heading = "Inputs")]
    pub workflow: Option<String>,
    /// Only scenarios that have this in their name
    #[arg(long, value_name = "NAME")]
    pub only: Option<String>,
    /// Tell which stages, actions, rules and overrides no scenario reaches
    #[arg(long)]
    pub coverage: bool,
    /// text, json or junit
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true, help_heading = "Output")]
    pub format: TestFormat,
    /// Write to a file, all of it or nothing
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    Text,
    Json,
    Junit,
}
