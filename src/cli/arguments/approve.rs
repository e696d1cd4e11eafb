//! What can be typed after `collect approve`.

use super::AsOf;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Note who approved the drafts that must be approved before they are sent.
///
/// A stage with `approval` puts its drafts under outbox/DATE/review/OWNER. They stay there: an approval is a row in approvals.csv beside
/// the manifest, for the draft as it is now. A draft that is edited after it waits again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect approve --by ar-manager                       all that ar-manager may approve, of the latest drafts
  collect approve outbox/2026-03-31 --by ar-manager     of that day
  collect approve --only INV-7/demand/letter/1 --by ar-manager
  collect approve                                       what waits, and for whom")]
pub struct ApproveArguments {
    /// The folder of a day's drafts [default: the latest day of the project's outbox]
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// Only these drafts: the id of an action or invoice, or a file; can be given again
    #[arg(long, value_name = "ID", requires = "by")]
    pub only: Vec<String>,
    /// Who approves: the owner's id that the workflow names, or any name where anybody may. Without it, what waits is listed
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The day of the approval: today, yesterday, 2026-03-31
    #[arg(long, value_name = "DATE", default_value = "today", allow_hyphen_values = true)]
    pub on: AsOf,
}
