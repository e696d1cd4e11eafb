//! What can be typed after `collect test`.

use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Play the scenarios of a workflow, and report those that fail.
///
/// A scenario is a story about an invoice: what happens, and what is expected on which days. The scenarios of a workflow are in a file
/// beside it: `net30.test.yaml` beside `net30.yaml`. The built-in workflows have theirs. Your ledger is not read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect test                                   the scenarios of the project's workflow
  collect test --workflow saas --coverage        of a built-in workflow, and what they do not reach
  collect test workflows/*.test.yaml             the scenarios in these files
  collect test --only dispute                    those with this word in their name
  collect test --format junit -o results.xml     for continuous integration

A file of scenarios:
  version: 1
  scenarios:
    - name: a dispute pauses everything
      story:
        - { day: 9, event: dispute, reason: pricing }
        - { day: 9, status: disputed, due: dispute/1 by ar-manager }
        - { day: 20, status: disputed, clock: 9 }

Days count from the due date. Exits with 1 if a scenario fails.")]
pub struct TestArguments {
    /// Files of scenarios, or workflows with scenarios beside them [default: those of the workflow]
    #[arg(value_name = "FILES", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// The workflow to test: a YAML file, or the name of a built-in one [default: the one that each file names or is beside]
    #[arg(long, value_name = "FILE|NAME", value_hint = ValueHint::FilePath, help_heading = "Inputs")]
    pub workflow: Option<String>,
    /// Only scenarios with this text in their name
    #[arg(long, value_name = "NAME")]
    pub only: Option<String>,
    /// Report which stages, actions, rules and overrides no scenario reaches
    #[arg(long)]
    pub coverage: bool,
    /// text, json or junit
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true, help_heading = "Output")]
    pub format: TestFormat,
    /// Write to a file, completely or not at all
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    Text,
    Json,
    Junit,
}
