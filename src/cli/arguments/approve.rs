//! What can be typed after `collect approve`.

use super::AsOf;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Approve drafts that must be approved before they are sent.
///
/// The drafts of a stage with `approval` are in outbox/DATE/review/OWNER, and stay there. An approval is a row in approvals.csv beside
/// the manifest, for the draft as it is now. If the draft is edited later, approve it again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect approve --by ar-manager                       everything that ar-manager may approve, latest day
  collect approve outbox/2026-03-31 --by ar-manager     the same for that day
  collect approve --only INV-7/demand/letter/1 --by ar-manager
  collect approve                                       list what waits for approval, and for whom")]
pub struct ApproveArguments {
    /// The folder of a day's drafts [default: the latest day of the project's outbox]
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// Only this draft: the id of an action or invoice, or a file; can be given several times
    #[arg(long, value_name = "ID", requires = "by")]
    pub only: Vec<String>,
    /// Who approves: the owner's id in the workflow, or any name if anybody may approve. Without it, what waits is listed
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The day of the approval: today, yesterday, 2026-03-31
    #[arg(long, value_name = "DATE", default_value = "today", allow_hyphen_values = true)]
    pub on: AsOf,
}
