//! The list of a day's drafts, as a CSV file: what it does not name is not a draft.

use super::Draft;
use crate::spreadsheet::guarded;
use std::io::{self, Write};

/// The columns, in order.
pub const COLUMNS: [&str; 9] = ["file", "action_ids", "channel", "owner", "customer_id", "to", "subject", "digest", "approval"];

/// Writes the manifest of drafts: UTF-8, comma, a header. Cells that a spreadsheet would run are guarded ([`guarded`]).
///
/// # Errors
/// What `out` says.
pub fn manifest(drafts: &[Draft], mut out: impl Write) -> io::Result<()> {
    manifest_header(&mut out)?;
    manifest_rows(drafts, out)
}

/// The first line of a manifest.
///
/// # Errors
/// What `out` says.
pub fn manifest_header(out: impl Write) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(COLUMNS)?;
    sheet.flush()
}

/// The rows of some drafts. Each stands for itself, so they may be made in parts.
///
/// # Errors
/// What `out` says.
pub fn manifest_rows(drafts: &[Draft], out: impl Write) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    for draft in drafts {
        let ids = draft.action_ids.join(";");
        let Draft { path, channel, owner, customer_id, to, subject, digest, approval, .. } = draft;
        let cells = [path, &ids, channel.name(), owner, customer_id, to, subject, digest, approval];
        sheet.write_record(cells.map(|cell| guarded(cell)).iter().map(|cell| cell.as_bytes()))?;
    }
    sheet.flush()
}
