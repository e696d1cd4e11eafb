//! What was said not to have been sent: `collect record --none` leaves a file beside the manifest: what the manifest lists was not sent, except what is on record by then. The file has the
//! manifest's digest and, below it, the ids of those exceptions. It holds until the day is drafted again.

use super::MANIFEST;
use super::files::{Flushed, content, locked, write};
use super::lists::OUTDATED_LIST;
use anyhow::{Context, Result};
use collect::action_id::{ActionId, from_cell, to_cell};
use collect::outbox::Listed;
use fs_err as fs;
use std::collections::HashSet;
use std::path::Path;

const NONE_SENT: &str = ".none-sent";

/// Notes that what an outbox lists was not sent, except the actions that are on record.
pub fn note_none_sent<'i>(folder: &Path, recorded: impl Iterator<Item = &'i ActionId>) -> Result<()> {
    let _locked = locked(folder)?;
    let digest = digest(folder)?.with_context(|| format!("{} is gone", folder.join(MANIFEST).display()))?;
    let recorded: Vec<ActionId> = recorded.cloned().collect();
    write(&folder.join(NONE_SENT), format!("{digest}\n{}", to_cell(&recorded)).as_bytes(), Flushed::AtOnce)
}

/// The day is drafted again: what was said of its drafts before does not hold any more.
pub(super) fn forget_none_sent(folder: &Path) -> Result<()> {
    let path = folder.join(NONE_SENT);
    match content(&path)? {
        Some(_) => Ok(fs::remove_file(path)?),
        None => Ok(()),
    }
}

/// The digest of what an outbox lists; none if it has no manifest.
fn digest(folder: &Path) -> Result<Option<String>> {
    let Some(mut bytes) = content(&folder.join(MANIFEST))? else { return Ok(None) };
    bytes.extend(content(&folder.join(OUTDATED_LIST))?.unwrap_or_default());
    Ok(Some(blake3::hash(&bytes).to_hex().to_string()))
}

/// The actions of an outbox of which somebody said that they were not sent.
pub fn unsent(folder: &Path, listed: &[Listed]) -> Result<HashSet<ActionId>> {
    let mut sent = listed.to_vec();
    leave_out_unsent(folder, &mut sent)?;
    let ids = |listed: &[Listed]| -> HashSet<ActionId> { listed.iter().flat_map(|draft| draft.action_ids.clone()).collect() };
    let may_be_sent = ids(&sent);
    Ok(ids(listed).into_iter().filter(|id| !may_be_sent.contains(id)).collect())
}

/// Takes out of a list what was not sent, where that was said of an outbox.
pub(super) fn leave_out_unsent(folder: &Path, listed: &mut Vec<Listed>) -> Result<()> {
    let Some(none_sent) = content(&folder.join(NONE_SENT))? else { return Ok(()) };
    let none_sent = String::from_utf8_lossy(&none_sent).into_owned();
    let (said_of, recorded) = none_sent.split_once('\n').unwrap_or((&none_sent, ""));
    if digest(folder)?.is_some_and(|digest| said_of.trim() == digest) {
        let recorded: HashSet<ActionId> = from_cell(recorded).unwrap_or_default().into_iter().collect();
        listed.iter_mut().for_each(|draft| draft.action_ids.retain(|id| recorded.contains(id)));
        listed.retain(|draft| !draft.action_ids.is_empty());
    }
    Ok(())
}
