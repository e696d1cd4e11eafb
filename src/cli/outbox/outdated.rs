//! Drafts of earlier runs of a day that may have been sent, and would be other messages now.
//!
//! They lie in a folder of their own and stand in a list of their own, so that nobody sends them by the manifest, and `record` still knows them.

use super::MANIFEST;
use super::approvals::unapproved_files;
use super::files::{Flushed, content, make_folders, refuse_link};
use super::lists::{OUTDATED_LIST, read_list, write_list};
use super::none_sent::leave_out_unsent;
use super::sent::{SENT_LIST, put_away};
use anyhow::{Context, Result};
use collect::action_id::ActionId;
use collect::outbox::Listed;
use fs_err as fs;
use std::collections::HashSet;
use std::path::Path;

pub(super) const OUTDATED: &str = "outdated";

/// What earlier runs of a day drafted and may have been sent.
#[derive(Default)]
pub struct Earlier {
    pub listed: Vec<Listed>,
    pub outdated: Vec<Listed>,
}

/// The messages of a day that can be sent as they are and are not on record, unless it was said that nothing was sent. What waits for an approval cannot
/// have been sent.
pub fn earlier(folder: &Path, is_recorded: &dyn Fn(&Listed) -> bool) -> Result<Earlier> {
    refuse_link(folder)?;
    let Some(mut listed) = read_list(&folder.join(MANIFEST))? else { return Ok(Earlier::default()) };
    let mut outdated = read(folder)?;
    // A message that was recorded and put away, and then taken back, may have been sent as well.
    let mut known: HashSet<ActionId> = listed.iter().chain(&outdated).flat_map(|draft| &draft.action_ids).cloned().collect();
    for mut draft in read_list(&folder.join(SENT_LIST))?.unwrap_or_default().into_iter().rev() {
        draft.action_ids.retain(|id| known.insert(id.clone()));
        outdated.extend(Some(draft).filter(|draft| draft.channel.is_message() && !draft.action_ids.is_empty()));
    }
    leave_out_unsent(folder, &mut listed)?;
    leave_out_unsent(folder, &mut outdated)?;
    let waiting = unapproved_files(folder)?;
    let listed = listed.into_iter().filter(|draft| draft.is_ready() && !is_recorded(draft) && !waiting.contains(&draft.file));
    let outdated = outdated.into_iter().filter(|draft| !is_recorded(draft));
    Ok(Earlier { listed: listed.collect(), outdated: outdated.collect() })
}

/// The drafts that the manifest of a day lists; none if it has no manifest.
pub fn on_the_day(folder: &Path) -> Result<Vec<Listed>> {
    refuse_link(folder)?;
    Ok(read_list(&folder.join(MANIFEST))?.unwrap_or_default())
}

pub(super) fn read(folder: &Path) -> Result<Vec<Listed>> {
    Ok(read_list(&folder.join(OUTDATED_LIST))?.unwrap_or_default())
}

/// Puts drafts aside. The list comes first: whoever reads it after a cut knows of a draft too many and of none too few.
pub(super) fn put_aside(folder: &Path, before: &[Listed], held: &[Listed]) -> Result<()> {
    let new: Vec<&Listed> = held.iter().filter(|draft| !before.contains(draft)).collect();
    if !new.is_empty() {
        write_list(&folder.join(OUTDATED_LIST), before.iter().chain(new.iter().copied()), Flushed::AtOnce)?;
    }
    for draft in held {
        let (from, to) = (folder.join(&draft.file), folder.join(OUTDATED).join(&draft.file));
        let is_moved = fs::symlink_metadata(&to).is_ok();
        if !is_moved && content(&from)?.is_some() {
            make_folders(folder, &to)?;
            fs::rename(&from, &to).with_context(|| format!("cannot move {}", from.display()))?;
        }
    }
    Ok(())
}

/// Takes from the list what is held back no more: what is on record goes to what was sent, and the rest is removed unless somebody edited it.
pub(super) fn clear(folder: &Path, before: &[Listed], held: &[Listed], is_recorded: &dyn Fn(&Listed) -> bool) -> Result<()> {
    let gone: Vec<Listed> = before.iter().filter(|draft| !held.contains(draft)).cloned().collect();
    if gone.is_empty() {
        return Ok(());
    }
    let (recorded, rest): (Vec<Listed>, Vec<Listed>) = gone.into_iter().partition(|draft| is_recorded(draft));
    put_away(folder, &recorded, &folder.join(OUTDATED))?;
    for draft in rest.iter().chain(&recorded) {
        let place = folder.join(OUTDATED).join(&draft.file);
        if let Some(bytes) = content(&place)?
            && blake3::hash(&bytes).to_hex().as_str() == draft.digest
        {
            fs::remove_file(&place).with_context(|| format!("cannot remove {}", place.display()))?;
        }
        place.ancestors().skip(1).take_while(|within| *within != folder).for_each(|within| drop(fs::remove_dir(within)));
    }
    let list = folder.join(OUTDATED_LIST);
    if held.is_empty() { Ok(fs::remove_file(list)?) } else { write_list(&list, held, Flushed::AtOnce) }
}
