//! What the outbox of another day says: which drafts it lists, and whether somebody still waits for them.

use super::approvals::unapproved_files;
use super::days::days;
use super::files::refuse_link;
use super::lists::read_list;
use super::none_sent::leave_out_unsent;
use super::{MANIFEST, outdated, sent};
use anyhow::{Result, bail};
use collect::action_id::ActionId;
use collect::calendar::Day;
use collect::outbox::Listed;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The outbox of a day.
pub struct Outbox {
    pub folder: PathBuf,
    pub listed: Vec<Listed>,
}

/// The drafts that an outbox lists.
pub fn listed(folder: &Path) -> Result<Vec<Listed>> {
    refuse_link(folder)?;
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
    // An action is listed once. If it was taken back and drafted again, the latest draft counts.
    let mut known: HashSet<ActionId> = listed.iter().flat_map(|draft| &draft.action_ids).cloned().collect();
    for mut draft in sent::read_in_place(folder)?.into_iter().rev() {
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
    for (_, folder) in days(outbox)?.into_iter().filter(|(other, _)| *other != day) {
        let mut listed = listed(&folder)?;
        leave_out_unsent(&folder, &mut listed)?;
        if listed.iter().any(|draft| !draft.approval.is_empty()) {
            let waiting = unapproved_files(&folder)?;
            listed.retain(|draft| !waiting.contains(&draft.file));
        }
        found.push(Outbox { listed, folder });
    }
    Ok(found)
}
