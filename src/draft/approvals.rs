//! Who approved which draft, and which actions still wait for that.
//!
//! An approval is a row that is added to a file and never changed. It is for the bytes of a draft: whoever edits the draft after it makes
//! one that nobody has approved.

use super::COLUMNS;
use crate::plan::ANYBODY;
use crate::spreadsheet::{guarded, unguarded};
use std::fmt;

/// The columns of the file of approvals, in order.
pub const APPROVALS_COLUMNS: [&str; 5] = ["date", "by", "file", "action_ids", "digest"];

/// A row of a manifest, as far as approvals go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The file, within the folder of the day.
    pub file: String,
    /// The actions that are done with it.
    pub action_ids: Vec<String>,
    /// Who must approve it: an owner's id, [`ANYBODY`], or empty for nobody.
    pub approval: String,
}

impl Listed {
    /// May this person, named by an owner's id, approve it?
    pub fn may_be_approved_by(&self, by: &str) -> bool {
        self.approval == ANYBODY || self.approval == by
    }
}

/// An approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// When, as it is written.
    pub date: String,
    /// By whom.
    pub by: String,
    /// The file, within the folder of the day.
    pub file: String,
    /// The actions that are done with it.
    pub action_ids: Vec<String>,
    /// Of the file as it was, in hexadecimal.
    pub digest: String,
}

/// An action whose draft must not be sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unapproved {
    /// The action.
    pub action_id: String,
    /// Its draft.
    pub file: String,
    /// Who must approve it: an owner's id, or [`ANYBODY`].
    pub approver: String,
    /// Why what there is does not do.
    pub why: Why,
}

/// Why a draft is not approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody has approved it who may.
    Never,
    /// It was approved, and is another one now.
    Changed {
        /// By whom it was, the last time.
        by: String,
        /// When.
        date: String,
    },
    /// The file is not there, and nobody has approved it.
    Missing,
}

/// `INV-7/final-notice/letter/1 by ar-manager: review/ar-manager/….html; changed since Ruth approved it on 2026-03-31`
impl fmt::Display for Unapproved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.action_id)?;
        if self.approver != ANYBODY {
            write!(f, " by {}", self.approver)?;
        }
        write!(f, ": {}", self.file)?;
        match &self.why {
            Why::Never => Ok(()),
            Why::Changed { by, date } => write!(f, "; changed since {by} approved it on {date}"),
            Why::Missing => f.write_str("; the file is not there"),
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
            (None, _) => Why::Missing,
            (Some(digest), _) if given.any(|given| given.digest == digest && given.action_ids == draft.action_ids) => continue,
            (Some(_), Some(last)) => Why::Changed { by: last.by.clone(), date: last.date.clone() },
            (Some(_), None) => Why::Never,
        };
        let action = |id: &String| Unapproved {
            action_id: id.clone(),
            file: draft.file.clone(),
            approver: draft.approval.clone(),
            why: why.clone(),
        };
        waiting.extend(draft.action_ids.iter().map(action));
    }
    waiting
}

/// The rows of a manifest; a manifest of an earlier version, without the column, asks for no approval.
///
/// # Errors
/// Says that it is none, or damaged.
pub fn listed(manifest: &[u8]) -> Result<Vec<Listed>, &'static str> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(manifest);
    let headers = rows.headers().map_err(|_| "damaged")?.clone();
    let place = |name: &str| headers.iter().position(|column| column == name);
    let (Some(file), Some(ids)) = (place(COLUMNS[0]), place(COLUMNS[1])) else { return Err("not a manifest of drafts") };
    let approval = place("approval");
    let mut listed = Vec::new();
    for row in rows.records() {
        let row = row.map_err(|_| "damaged")?;
        let cell = |index: usize| unguarded(row.get(index).unwrap_or_default()).to_owned();
        let approval = approval.map(cell).unwrap_or_default();
        listed.push(Listed { file: cell(file), action_ids: ids_of(&cell(ids)), approval });
    }
    Ok(listed)
}

/// The rows of a file of approvals. One that was cut short while it was written is none.
pub fn read_approvals(text: &[u8]) -> Vec<Approved> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(text);
    let complete = rows.records().filter_map(Result::ok).filter(|row| row.len() == APPROVALS_COLUMNS.len());
    let approved = complete.map(|row| {
        let cell = |index: usize| unguarded(row.get(index).unwrap_or_default()).to_owned();
        Approved { date: cell(0), by: cell(1), file: cell(2), action_ids: ids_of(&cell(3)), digest: cell(4) }
    });
    // A digest that was cut short could be that of nothing.
    approved.filter(|row| row.digest.len() == 64).collect()
}

/// Approvals as rows, with the header before them or without.
pub fn approval_rows(approvals: &[Approved], with_header: bool) -> Vec<u8> {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    let header = with_header.then(|| APPROVALS_COLUMNS.map(str::to_owned));
    let rows = approvals
        .iter()
        .map(|row| [&row.date, &row.by, &row.file, &row.action_ids.join(";"), &row.digest].map(|cell| guarded(cell).into_owned()));
    for row in header.into_iter().chain(rows) {
        // What is written into memory cannot fail.
        let _ = sheet.write_record(row);
    }
    sheet.into_inner().unwrap_or_default()
}

fn ids_of(cell: &str) -> Vec<String> {
    cell.split(';').filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(file: &str, approval: &str) -> Listed {
        Listed { file: file.into(), action_ids: vec![format!("{file}/1"), format!("{file}/2")], approval: approval.into() }
    }

    fn by(by: &str, file: &str, digest: &str) -> Approved {
        let action_ids = draft(file, "").action_ids;
        Approved { date: "2026-03-31".into(), by: by.into(), file: file.into(), action_ids, digest: digest.repeat(64) }
    }

    /// Each action that waits, and why. Every file is `a` throughout.
    fn waiting(listed: &[Listed], approvals: &[Approved]) -> Vec<(String, Why)> {
        let now = |file: &str| (file != "gone").then(|| "a".repeat(64));
        unapproved(listed, approvals, now).into_iter().map(|waits| (waits.action_id, waits.why)).collect()
    }

    fn both(file: &str, why: Why) -> Vec<(String, Why)> {
        [1, 2].map(|number| (format!("{file}/{number}"), why.clone())).into()
    }

    #[test]
    fn what_nobody_must_approve_never_waits() {
        assert_eq!(waiting(&[draft("free", "")], &[]), []);
    }

    #[test]
    fn an_approval_is_by_whoever_may_and_for_the_bytes_that_were_there() {
        let changed = |by: &str| Why::Changed { by: by.into(), date: "2026-03-31".into() };
        assert_eq!(waiting(&[draft("x", "required")], &[]), both("x", Why::Never));
        assert_eq!(waiting(&[draft("x", "required")], &[by("anna", "x", "a")]), []);
        assert_eq!(waiting(&[draft("x", "ruth")], &[by("anna", "x", "a")]), both("x", Why::Never), "ruth must");
        assert_eq!(waiting(&[draft("x", "ruth")], &[by("anna", "x", "a"), by("ruth", "x", "a")]), []);
        assert_eq!(waiting(&[draft("x", "required")], &[by("anna", "y", "a")]), both("x", Why::Never), "another file");
        assert_eq!(waiting(&[draft("x", "required")], &[by("anna", "x", "b")]), both("x", changed("anna")));
        // Edited, and back again: these bytes were approved.
        assert_eq!(waiting(&[draft("x", "required")], &[by("anna", "x", "a"), by("bert", "x", "b")]), []);
        assert_eq!(waiting(&[draft("gone", "required")], &[]), both("gone", Why::Missing));
        assert_eq!(waiting(&[draft("gone", "required")], &[by("anna", "gone", "a")]), [], "it was moved when it was sent");
    }

    #[test]
    fn an_approval_of_fewer_actions_is_for_another_draft() {
        let one = Approved { action_ids: vec!["x/1".into()], ..by("anna", "x", "a") };
        assert!(!waiting(&[draft("x", "required")], &[one]).is_empty());
    }

    #[test]
    fn rows_come_back_and_one_cut_short_is_none() {
        let rows = [by("=anna, AR", "review/ar/x.eml", "a"), by("bert", "y", "b")];
        let text = approval_rows(&rows, true);
        assert_eq!(read_approvals(&text), rows);
        for cut in 1..60 {
            assert_eq!(read_approvals(&text[..text.len() - 1 - cut]), rows[..1], "{cut} bytes less");
        }
        assert_eq!(read_approvals(b""), []);
    }

    #[test]
    fn a_manifest_of_an_earlier_version_asks_for_no_approval() {
        let rows = listed(b"file,action_ids,digest\nar/a.eml,A/1;B/1,d\n").unwrap();
        assert_eq!(rows, [Listed { file: "ar/a.eml".into(), action_ids: vec!["A/1".into(), "B/1".into()], approval: String::new() }]);
        assert_eq!(listed(b"a,b\n1,2\n"), Err("not a manifest of drafts"));
    }
}
