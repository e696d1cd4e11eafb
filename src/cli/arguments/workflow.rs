//! What can be typed after `collect workflow`.

use clap::{Args, ValueHint};
use std::path::PathBuf;

/// A built-in workflow, to look at or to copy into a project.
///
/// Without a name it lists them. A copy is yours to change; name it in collect.yaml, with its scenarios beside it. A file that is there
/// is never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect workflow                           what there is
  collect workflow saas                      this one
  collect workflow saas -o workflow.yaml     as the project's own, to be changed
  collect workflow saas --scenarios -o workflow.test.yaml     what it is to do, beside it")]
pub struct WorkflowArguments {
    /// Its name, such as net30
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Its scenarios instead, which `collect test` plays
    #[arg(long, requires = "name")]
    pub scenarios: bool,
    /// Write to a file, all of it or nothing
    #[arg(short, long, value_name = "FILE", requires = "name", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}
