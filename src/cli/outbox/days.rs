//! The days that have drafts, and what may have been sent of each.

use super::MANIFEST;
use super::approvals::unapproved_files;
use super::files::{is_file, refuse_link};
use super::lists::{OUTDATED_LIST, read_in_place, read_list};
use super::none_sent::leave_out_unsent;
use super::outdated::OUTDATED;
use super::sent::{SENT, SENT_LIST};
use anyhow::{Context, Result, bail};
use collect::action_id::ActionId;
use collect::calendar::Day;
use collect::outbox::Listed;
use fs_err as fs;
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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
        refuse_link(&folder)?;
        if is_file(&folder.join(MANIFEST))? {
            days.push((day, folder));
        }
    }
    days.sort();
    Ok(days)
}

/// The folder of the last day that has drafts.
pub fn newest(outbox: &Path) -> Result<Option<PathBuf>> {
    Ok(days(outbox)?.pop().map(|(_, folder)| folder))
}

pub struct Outbox {
    pub day: Day,
    pub folder: PathBuf,
    pub listed: Vec<Listed>,
}

pub fn listed(folder: &Path) -> Result<Vec<Listed>> {
    refuse_link(folder)?;
    let path = folder.join(MANIFEST);
    let Some(listed) = read_list(&path)? else {
        let newest = newest(folder.parent().unwrap_or(Path::new("")))?;
        let hint = newest
            .map_or_else(|| "`collect draft` writes one".to_owned(), |newest| format!("the newest with drafts is {}", newest.display()));
        bail!("{} has no {MANIFEST}, so no drafts: {hint}", folder.display());
    };
    let mut listed: Vec<Listed> = listed.into_iter().chain(read_in_place(folder, OUTDATED_LIST, OUTDATED)?).collect();
    // An action is listed once. If it was taken back and drafted again, the latest draft counts.
    let mut known: HashSet<ActionId> = listed.iter().flat_map(|draft| &draft.action_ids).cloned().collect();
    for mut draft in read_in_place(folder, SENT_LIST, SENT)?.into_iter().rev() {
        draft.action_ids.retain(|id| known.insert(id.clone()));
        if !draft.action_ids.is_empty() {
            listed.push(draft);
        }
    }
    Ok(listed)
}

/// The outboxes of the days but one, in order, each with what may have been sent of it: not what waits for an approval, nor what somebody said was not.
pub fn of_other_days(outbox: &Path, day: Day) -> Result<Vec<Outbox>> {
    let mut found = Vec::new();
    for (day, folder) in days(outbox)?.into_iter().filter(|(other, _)| *other != day) {
        let mut listed = listed(&folder)?;
        leave_out_unsent(&folder, &mut listed)?;
        if listed.iter().any(|draft| !draft.approval.is_empty()) {
            let waiting = unapproved_files(&folder)?;
            listed.retain(|draft| !waiting.contains(&draft.file));
        }
        found.push(Outbox { day, listed, folder });
    }
    Ok(found)
}
