//! What can be typed after `collect draft`.

use super::Inputs;
use clap::Args;
use std::path::PathBuf;

/// Write the messages and call sheets of the plan as files.
///
/// The files go to outbox/DATE/OWNER, and manifest.csv lists them. A second run with the same input changes nothing. A draft that
/// somebody has edited is kept and reported.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect draft                     write today's drafts
  collect draft --as-of tomorrow    prepare the next day
  collect draft --dry-run           what would happen to each file: + ~ - = > ! ?
  collect draft --mbox today.mbox   the emails in one file as well
  collect draft --max-actions 2000  allow more actions than the workflow's limit

Actions that the outbox of another day has drafted, and that are not recorded, are not drafted again: see `collect record`.")]
pub struct DraftArguments {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Also write all emails into one mbox file, which mail programs can import
    #[arg(long, value_name = "FILE", help_heading = "Mailboxes")]
    pub mbox: Option<PathBuf>,
    /// Also write all emails into a maildir, as drafts
    #[arg(long, value_name = "DIR", help_heading = "Mailboxes")]
    pub maildir: Option<PathBuf>,
    /// Allow up to N actions, whatever limits.max_actions says
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub max_actions: Option<u32>,
    /// Continue although most due invoices are long overdue and have no recorded touch
    #[arg(long, help_heading = "Limits")]
    pub first_run: bool,
    /// Draft again what another outbox or an earlier run of the day has drafted but nobody has recorded
    #[arg(long, help_heading = "Limits")]
    pub again: bool,
    /// Show what would happen to each file, and write nothing
    #[arg(long, help_heading = "Output")]
    pub dry_run: bool,
}
