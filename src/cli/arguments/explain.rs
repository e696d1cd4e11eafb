//! What can be typed after `collect explain`.

use super::{Inputs, Output};
use crate::cli::today::AsOf;
use clap::Args;

/// Why is this invoice where it is, and what comes next?
///
/// All that happened to it, day by day: events, stages, what fell due and what became of it, when the clock stood still or jumped, each
/// with the line of the workflow that says so. Then what is due or in the way, and the arithmetic.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect explain INV-1042                                    the story up to today
  collect explain INV-1042 --as-of 2026-03-31                 as it was known then
  collect explain INV-1042 --from 2026-03-01 --to 2026-03-31  what changed in March
  collect explain INV-1042 --format json                      the same for programs")]
pub struct ExplainArguments {
    /// The invoice's id
    #[arg(value_name = "INVOICE")]
    pub invoice: String,
    #[command(flatten)]
    pub inputs: Inputs,
    /// Tell only what happened after DATE, and what is different since; yesterday, -7d and the like are told from --as-of
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "Days")]
    pub from: Option<AsOf>,
    /// The same as --as-of, to go with --from
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, alias = "on", conflicts_with = "as_of", help_heading = "Days")]
    pub to: Option<AsOf>,
    #[command(flatten)]
    pub output: Output,
}
