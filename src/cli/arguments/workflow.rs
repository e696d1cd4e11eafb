//! What can be typed after `collect workflow`.

use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Show a built-in workflow, or copy it into a project.
///
/// Without a name, it lists them. You can change a copy; name it in collect.yaml, and put its scenarios beside it. An existing file is
/// never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect workflow                           list the workflows
  collect workflow saas                      show one
  collect workflow saas -o workflow.yaml     copy it, to change it
  collect workflow saas --scenarios -o workflow.test.yaml     copy its scenarios, too")]
pub struct WorkflowArguments {
    /// Its name, such as net30
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Its scenarios, which `collect test` plays
    #[arg(long, requires = "name")]
    pub scenarios: bool,
    /// Write to a file, completely or not at all
    #[arg(short, long, value_name = "FILE", requires = "name", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}
