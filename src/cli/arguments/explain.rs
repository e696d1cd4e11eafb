//! What can be typed after `collect explain`.

use super::{Inputs, Output};
use crate::cli::today::AsOf;
use clap::Args;

/// Show the history of an invoice: why it is where it is, and what comes next.
///
/// Everything that happened to it, day by day: events, stages, actions and what became of them, and when the clock stopped or jumped, each
/// with the line of the workflow. Then what is due, what blocks it, and the arithmetic.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect explain INV-1042                                    the history up to today
  collect explain INV-1042 --as-of 2026-03-31                 the history up to that day
  collect explain INV-1042 --from 2026-03-01 --to 2026-03-31  what changed in March
  collect explain INV-1042 --format json                      the same for programs")]
pub struct ExplainArguments {
    /// The invoice's id
    #[arg(value_name = "INVOICE")]
    pub invoice: String,
    #[command(flatten)]
    pub inputs: Inputs,
    /// Show only what happened after DATE, and what has changed since; yesterday, -7d and so on count from --as-of
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "Days")]
    pub from: Option<AsOf>,
    /// The same as --as-of, for use with --from
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, alias = "on", conflicts_with = "as_of", help_heading = "Days")]
    pub to: Option<AsOf>,
    #[command(flatten)]
    pub output: Output,
}
