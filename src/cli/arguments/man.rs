//! What can be typed after `collect man`.

use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Print a manual page.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect man plan > collect-plan.1                   the page of one command
  collect man -o ~/.local/share/man/man1              all pages, into a folder that man searches")]
pub struct ManArguments {
    /// The command [default: collect itself; with -o: all pages]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    /// Write each page as a file into this folder (collect-plan.1)
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
}
