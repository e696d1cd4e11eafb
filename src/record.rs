//! What people did, as rows of the log: what a day's drafts come to once they are sent, and how rows are written so that the
//! ledger's reader finds in them what was meant.
//!
//! Nothing here opens a file: texts come in, bytes go out.

mod entry;
mod manifest;
mod rows;
mod sheet;
mod touches;

pub use entry::Entry;
pub use manifest::{Listed, manifest};
pub use rows::{LogRow, log_rows};
pub use sheet::LogSheet;
pub use touches::{Drafted, candidates, drafted};
