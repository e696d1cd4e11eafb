//! What can be typed after `collect draft`.

use super::Inputs;
use clap::Args;
use std::path::PathBuf;

/// Write the messages and call sheets of the plan as files.
///
/// They go to outbox/DATE/OWNER, and manifest.csv beside them lists them. A second run with the same input changes nothing;
/// a draft that somebody has edited is kept, and named.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect draft                     today's drafts
  collect draft --as-of tomorrow    prepare the next day
  collect draft --dry-run           what would happen to each file: + ~ - = > ! ?
  collect draft --mbox today.mbox   the emails in one file as well
  collect draft --max-actions 2000  go on although the day has more than the workflow allows

What the outbox of another day has drafted and nobody has recorded is not drafted again: see `collect record`.")]
pub struct DraftArguments {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Put all emails into one file as well, in the format mbox, for a mail program to import
    #[arg(long, value_name = "FILE", help_heading = "Mailboxes")]
    pub mbox: Option<PathBuf>,
    /// Put all emails into a maildir as well, as drafts
    #[arg(long, value_name = "DIR", help_heading = "Mailboxes")]
    pub maildir: Option<PathBuf>,
    /// Go on up to so many actions, whatever limits.max_actions says
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub max_actions: Option<u32>,
    /// Go on although most of what is due looks as if it was chased before, and no touch of it is recorded
    #[arg(long, help_heading = "Limits")]
    pub first_run: bool,
    /// Draft again what another outbox or an earlier run of the day has drafted and nobody has recorded
    #[arg(long, help_heading = "Limits")]
    pub again: bool,
    /// Show what would happen to each file, and write nothing
    #[arg(long, help_heading = "Output")]
    pub dry_run: bool,
}
