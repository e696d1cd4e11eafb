//! Who approved which draft, and which actions still wait for that.
//!
//! An approval is a row that is added to a file and never changed. It is for the bytes of a draft: whoever edits the draft after it makes
//! one that nobody has approved.

use super::Listed;
use crate::action_id::{self, ActionId};
use crate::plan::ANYBODY;
use crate::spreadsheet::{guarded, unguarded};
use std::fmt;

/// The columns of the file of approvals, in order.
pub const APPROVALS_COLUMNS: [&str; 5] = ["date", "by", "file", "action_ids", "digest"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    pub date: String,
    pub by: String,
    /// The file, within the folder of the day.
    pub file: String,
    /// The actions that are done with it.
    pub action_ids: Vec<ActionId>,
    /// Of the file as it was, in hexadecimal.
    pub digest: String,
}

/// An action whose draft must not be sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unapproved {
    pub action_id: ActionId,
    pub file: String,
    /// Who must approve it: an owner's id, or [`ANYBODY`].
    pub approver: String,
    pub why: NotApproved,
}

/// Why a draft is not approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotApproved {
    /// Nobody has approved it who may.
    Never,
    /// It was approved, and is another one now.
    Changed {
        /// By whom it was, the last time.
        by: String,
        date: String,
    },
    /// The file is not there, and nobody has approved it.
    Missing,
}

/// `INV-7/final-notice/letter/1 by ar-manager: review/ar-manager/….html; changed since Ruth approved it on 2026-03-31`
impl fmt::Display for Unapproved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.action_id.as_str())?;
        if self.approver != ANYBODY {
            write!(f, " by {}", self.approver)?;
        }
        write!(f, ": {}", self.file)?;
        match &self.why {
            NotApproved::Never => Ok(()),
            NotApproved::Changed { by, date } => write!(f, "; changed since {by} approved it on {date}"),
            NotApproved::Missing => f.write_str("; the file is not there"),
        }
    }
}

/// The actions of a manifest that must not be sent yet, in its order. `digest` gives the digest of a file as it is now, or nothing if
/// there is no such file.
pub fn unapproved(listed: &[Listed], approvals: &[Approved], digest: impl Fn(&str) -> Option<String>) -> Vec<Unapproved> {
    let mut waiting = Vec::new();
    for draft in listed.iter().filter(|draft| !draft.approval.is_empty()) {
        let mut given = approvals.iter().rev().filter(|given| given.file == draft.file && draft.may_be_approved_by(&given.by));
        let why = match (digest(&draft.file), given.clone().next()) {
            // What was approved is moved away when it is sent.
            (None, _) if given.clone().any(|given| given.action_ids == draft.action_ids) => continue,
            (None, _) => NotApproved::Missing,
            (Some(digest), _) if given.any(|given| given.digest == digest && given.action_ids == draft.action_ids) => continue,
            (Some(_), Some(last)) => NotApproved::Changed { by: last.by.clone(), date: last.date.clone() },
            (Some(_), None) => NotApproved::Never,
        };
        let action = |id: &ActionId| Unapproved {
            action_id: id.clone(),
            file: draft.file.clone(),
            approver: draft.approval.clone(),
            why: why.clone(),
        };
        waiting.extend(draft.action_ids.iter().map(action));
    }
    waiting
}

/// The rows of a file of approvals.
/// Error: a file that something else wrote, with its line: a spreadsheet, most likely.
pub fn read_approvals(bytes: &[u8]) -> Result<Vec<Approved>, String> {
    Ok(whole_rows(bytes)?.0)
}

/// A file of approvals with more rows. A row at its end that was cut short, as an earlier version could leave one, is taken out.
/// Error: as of [`read_approvals`]: no row of a file is lost that cannot be read.
pub fn with_approvals(before: &[u8], approvals: &[Approved]) -> Result<Vec<u8>, String> {
    let (_, length) = whole_rows(before)?;
    let mut bytes = before[..length].to_vec();
    if bytes.last().is_some_and(|last| *last != b'\n') {
        bytes.push(b'\n');
    }
    let mut sheet = csv::Writer::from_writer(&mut bytes);
    let header = (length == 0).then(|| APPROVALS_COLUMNS.map(str::to_owned));
    let rows = approvals.iter().map(|row| {
        let ids = action_id::to_cell(&row.action_ids);
        [&row.date, &row.by, &row.file, &ids, &row.digest].map(|cell| guarded(cell).into_owned())
    });
    for row in header.into_iter().chain(rows) {
        // What is written into memory cannot fail.
        let _ = sheet.write_record(row);
    }
    drop(sheet);
    Ok(bytes)
}

/// The approvals that stand there as a whole, and so many bytes up to the end of the last whole row, or of the header. Only the last row may be cut short.
fn whole_rows(bytes: &[u8]) -> Result<(Vec<Approved>, usize), String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut row = csv::StringRecord::new();
    let (mut approved, mut length, mut cut) = (Vec::new(), 0, None);
    loop {
        let line = reader.position().line();
        let wrong = |what: &str| format!("line {line}: {what}");
        let is_text = match reader.read_record(&mut row) {
            Ok(false) => break,
            read => read.is_ok(),
        };
        if let Some(wrong) = cut {
            return Err(wrong);
        }
        let cell = |index: usize| unguarded(row.get(index).unwrap_or_default()).to_owned();
        let is_header = length == 0;
        let is_whole = row.len() == APPROVALS_COLUMNS.len() && if is_header { row == APPROVALS_COLUMNS[..] } else { cell(4).len() == 64 };
        if !is_text || !is_whole {
            // A digest that was cut short could be that of nothing.
            cut = Some(wrong("not a row as `collect approve` writes it"));
            continue;
        }
        length = reader.position().byte() as usize;
        if !is_header {
            let action_ids = action_id::from_cell(&cell(3)).map_err(|id| wrong(&format!("{id:?} is not the id of an action")))?;
            approved.push(Approved { date: cell(0), by: cell(1), file: cell(2), action_ids, digest: cell(4) });
        }
    }
    match cut {
        Some(wrong) if !is_cut_short(bytes) => Err(wrong),
        _ => Ok((approved, length)),
    }
}

/// Does a file end within a row?
fn is_cut_short(bytes: &[u8]) -> bool {
    let is_within_quotes = bytes.iter().filter(|byte| **byte == b'"').count() % 2 == 1;
    is_within_quotes || bytes.last() != Some(&b'\n')
}

#[cfg(test)]
mod tests;
