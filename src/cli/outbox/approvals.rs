//! The approvals of a day: what waits for them, and how they are added.
//!
//! Rows are added to a copy of the file, under the folder's lock, which is flushed to disk and renamed before anything is reported. Drafts stay where
//! they are: an approval is a row and nothing else, so a run that is cut short has approved either all or nothing.

use super::files::{Flushed, content, locked, refuse_link, write};
use super::lists::read_list;
use super::{APPROVALS, MANIFEST};
use crate::cli::replacing::sync_folder;
use anyhow::{Context, Error, Result, anyhow, bail};
use collect::calendar::Day;
use collect::outbox::{Approved, Listed, Unapproved, read_approvals, unapproved, with_approvals};
use std::collections::HashSet;
use std::path::Path;

pub struct Waiting {
    pub listed: Vec<Listed>,
    pub unapproved: Vec<Unapproved>,
}

/// The files of a folder that must not be sent yet.
pub(super) fn unapproved_files(folder: &Path) -> Result<HashSet<String>> {
    Ok(waiting(folder)?.unapproved.into_iter().map(|waits| waits.file).collect())
}

pub fn waiting(folder: &Path) -> Result<Waiting> {
    refuse_link(folder)?;
    let manifest = folder.join(MANIFEST);
    let Some(listed) = read_list(&manifest)? else {
        bail!("{} has no {MANIFEST}: it is not the folder of a day's drafts", folder.display());
    };
    let path = folder.join(APPROVALS);
    let approvals = read_approvals(&content(&path)?.unwrap_or_default()).map_err(|wrong| unreadable(&path, &wrong))?;
    let unapproved = unapproved(&listed, &approvals, |file| digest(folder, file).ok().flatten());
    Ok(Waiting { listed, unapproved })
}

fn unreadable(path: &Path, wrong: &str) -> Error {
    anyhow!("{} cannot be read: {wrong}. A spreadsheet may have saved it: restore it, or move it away and approve again", path.display())
}

/// The digest of a draft as it is now; none if it is not there.
fn digest(folder: &Path, file: &str) -> Result<Option<String>> {
    let path = folder.join(file);
    path.ancestors().take_while(|within| *within != folder).try_for_each(refuse_link)?;
    Ok(content(&path)?.map(|bytes| blake3::hash(&bytes).to_hex().to_string()))
}

pub fn approve(folder: &Path, drafts: &[&Listed], by: &str, on: Day) -> Result<()> {
    let _locked = locked(folder)?;
    let mut rows = Vec::new();
    for draft in drafts {
        let Some(digest) = digest(folder, &draft.file)? else { bail!("{} is gone: run draft again", folder.join(&draft.file).display()) };
        let (file, action_ids) = (draft.file.clone(), draft.action_ids.clone());
        rows.push(Approved { date: on.to_string(), by: by.to_owned(), file, action_ids, digest });
    }
    let path = folder.join(APPROVALS);
    let before = content(&path)?.unwrap_or_default();
    let with = with_approvals(&before, &rows).map_err(|wrong| unreadable(&path, &wrong))?;
    write(&path, &with, Flushed::AtOnce)?;
    sync_folder(folder).with_context(|| format!("approvals were added to {}, but a power failure may undo that", path.display()))
}
