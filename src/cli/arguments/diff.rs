//! What can be typed after `collect diff`.

use super::{Inputs, Output, Range};
use clap::Args;
use collect::diff::Gate;

/// Whom would this edit of a workflow contact earlier, later, again, no more?
///
/// Two workflows, files or names, on the same ledger: for one day (--as-of) their plans are compared, for a range (--from, --to) what
/// each would have done day by day. Exit code 1 if a gate holds (--fail-if).
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect diff net30 net15.yaml --as-of 2026-03-31               one day
  collect diff old.yaml new.yaml --from 2026-01-01 --to today    a time
  collect diff net30 new.yaml --from -1d --to +90d --format markdown -o diff.md
  collect diff net30 new.yaml --as-of today --fail-if 'touches > +10%' --fail-if 'newly > 0'

Gates: MEASURE, >, >=, < or <=, and a LIMIT.
  measures  touches, touches.OWNER, stage.STAGE: how many by the new workflow
            newly, no_more, earlier, later, reassigned, rechannelled: contacts that differ so
            invoices, customers: on how many anything differs
  limits    120 as many, +5 so many more than by the old workflow, -5 fewer, +10% a share more")]
pub struct DiffArguments {
    /// The workflow as it is: a file or the name of a built-in one
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The workflow as it is to be
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Exit with 1 if this is so: 'touches > +10%', 'touches.ar-specialist > +5', 'newly > 0'; can be given again
    #[arg(long, value_name = "GATE", help_heading = "Gates")]
    pub fail_if: Vec<Gate>,
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub range: Range,
    /// List so many contacts of each kind of difference; CSV and JSON have all of them
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "Output")]
    pub limit: usize,
    #[command(flatten)]
    pub output: Output,
}
