//! What can be typed after `collect diff`.

use super::{Inputs, Output, Range};
use clap::Args;
use collect::diff::Gate;

/// Compare who two workflows would contact, and when.
///
/// OLD and NEW are files or names of built-in workflows, on the same ledger. With --as-of, their plans for one day are compared; with --from
/// and --to, what each would have done day by day. Exits with 1 if a --fail-if condition is met.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect diff net30 net15.yaml --as-of 2026-03-31               one day
  collect diff old.yaml new.yaml --from 2026-01-01 --to today    a range
  collect diff net30 new.yaml --from -1d --to +90d --format markdown -o diff.md
  collect diff net30 new.yaml --as-of today --fail-if 'touches > +10%' --fail-if 'newly > 0'

Conditions for --fail-if: a MEASURE, then >, >=, < or <=, then a LIMIT.
  measures  touches, touches.OWNER, stage.STAGE: number in the new workflow
            newly, no_more, earlier, later, reassigned, rechannelled: contacts that
            differ in this way
            invoices, customers: number with any difference
  limits    120: this number; +5: 5 more than in the old workflow; -5: 5 fewer;
            +10%: 10 % more")]
pub struct DiffArguments {
    /// The current workflow: a file or the name of a built-in one
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The changed workflow
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Exit with 1 if this condition is met: 'touches > +10%', 'touches.ar-specialist > +5', 'newly > 0'; can be given several times
    #[arg(long, value_name = "GATE", help_heading = "Gates")]
    pub fail_if: Vec<Gate>,
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub range: Range,
    /// List at most N contacts for each kind of difference; CSV and JSON have all
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "Output")]
    pub limit: usize,
    #[command(flatten)]
    pub output: Output,
}
