//! What people did, as rows of the log: what a day's drafts come to once they are sent, and how rows are written so that the
//! ledger's reader finds in them what was meant.
//!
//! Nothing here opens a file: texts come in, bytes go out.

mod entry;
mod log_sheet;
mod rows;
mod touches;

pub use entry::{Entry, identified, shared_id};
pub use log_sheet::{LogChange, LogSheet};
pub use rows::{LogRow, log_rows};
pub use touches::{DraftedAction, drafted, is_on_record, is_recorded};
