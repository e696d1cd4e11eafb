//! What the outbox of another day says: which drafts it lists, and whether somebody still waits for them.
//!
//! `collect record --none` leaves a file beside the manifest: what the manifest lists was not sent, except what is on record by then. The file has the
//! manifest's digest and, line by line, the ids of those exceptions. It holds until the day is drafted again.

use super::approvals::unapproved_files;
use super::files::{Flushed, content, write};
use super::lists::read_list;
use super::outdated::{self, OUTDATED_LIST};
use super::{MANIFEST, files, lock, sent};
use anyhow::{Context, Result, bail};
use collect::action_id::{ActionId, from_cell, to_cell};
use collect::calendar::Day;
use collect::outbox::Listed;
use fs_err as fs;
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that says that nothing else of an outbox was sent.
const NONE_SENT: &str = ".none-sent";

/// The outbox of a day.
pub struct Outbox {
    pub folder: PathBuf,
    pub listed: Vec<Listed>,
}

/// The drafts that an outbox lists.
pub fn listed(folder: &Path) -> Result<Vec<Listed>> {
    files::refuse_link(folder)?;
    let path = folder.join(MANIFEST);
    let Some(listed) = read_list(&path)? else {
        let newest = days(folder.parent().unwrap_or(Path::new("")))?.pop();
        let hint = newest.map_or_else(
            || "`collect draft` writes one".to_owned(),
            |(_, newest)| format!("the newest with drafts is {}", newest.display()),
        );
        bail!("{} has no {MANIFEST}, so no drafts: {hint}", folder.display());
    };
    let mut listed: Vec<Listed> = listed.into_iter().chain(outdated::read_in_place(folder)?).collect();
    // What was taken back and drafted again is the draft that is there now.
    let there: HashSet<ActionId> = listed.iter().flat_map(|draft| &draft.action_ids).cloned().collect();
    let put_away = sent::read_in_place(folder)?.into_iter();
    listed.extend(put_away.filter(|draft| !draft.action_ids.iter().any(|id| there.contains(id))));
    Ok(listed)
}

/// Notes that what an outbox lists was not sent, except the actions that are on record.
pub fn drop_rest<'i>(folder: &Path, recorded: impl Iterator<Item = &'i ActionId>) -> Result<()> {
    let _locked = lock::locked(folder)?;
    let mut text = digest(folder)?.with_context(|| format!("{} is gone", folder.join(MANIFEST).display()))?;
    recorded.for_each(|id| text.extend(["\n", &to_cell(std::slice::from_ref(id))]));
    write(&folder.join(NONE_SENT), (text + "\n").as_bytes(), Flushed::AtOnce)
}

/// The day is drafted again: what was said of its drafts before does not hold any more.
pub(super) fn drop_none(folder: &Path) -> Result<()> {
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

/// Takes out of a list what was not sent, where that was said of an outbox.
pub(super) fn leave_out_dropped(folder: &Path, listed: &mut Vec<Listed>) -> Result<()> {
    let Some(none_sent) = content(&folder.join(NONE_SENT))? else { return Ok(()) };
    let none_sent = String::from_utf8_lossy(&none_sent).into_owned();
    let (said_of, recorded) = none_sent.split_once('\n').unwrap_or((&none_sent, ""));
    if digest(folder)?.is_some_and(|digest| said_of.trim() == digest) {
        let recorded: HashSet<ActionId> = recorded.lines().filter_map(|line| from_cell(line).ok()).flatten().collect();
        listed.iter_mut().for_each(|draft| draft.action_ids.retain(|id| recorded.contains(id)));
        listed.retain(|draft| !draft.action_ids.is_empty());
    }
    Ok(())
}

/// The outboxes of the days but one, in order, each with what may have been sent of it: not what waits for an approval, nor what somebody said was not.
pub fn of_other_days(outbox: &Path, day: Day) -> Result<Vec<Outbox>> {
    let mut found = Vec::new();
    for (_, folder) in days(outbox)?.into_iter().filter(|(other, _)| *other != day) {
        let mut listed = listed(&folder)?;
        leave_out_dropped(&folder, &mut listed)?;
        if listed.iter().any(|draft| !draft.approval.is_empty()) {
            let waiting = unapproved_files(&folder)?;
            listed.retain(|draft| !waiting.contains(&draft.file));
        }
        found.push(Outbox { listed, folder });
    }
    Ok(found)
}

/// The folders that are named after a day and have a manifest, in order. One that cannot be looked into is an error: what it lists may have been sent.
pub fn days(outbox: &Path) -> Result<Vec<(Day, PathBuf)>> {
    let outbox = if outbox.as_os_str().is_empty() { Path::new(".") } else { outbox };
    let entries = match fs::read_dir(outbox) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("cannot look into {}", outbox.display()))?,
    };
    let mut days = Vec::new();
    for entry in entries {
        let entry = entry?;
        let day = entry.file_name().to_str().and_then(Day::parse);
        let folder = entry.path();
        let Some(day) = day else { continue };
        files::refuse_link(&folder)?;
        if files::is_file(&folder.join(MANIFEST))? {
            days.push((day, folder));
        }
    }
    days.sort();
    Ok(days)
}
