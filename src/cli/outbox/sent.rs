//! Drafts of the day that are on record as sent: they leave the manifest, as they are not to be sent again, and go into a folder of their own, with a
//! list of their own. Often they are all that is left of what a customer got; and what is taken back from the log is waited for again.

use super::MANIFEST;
use super::files::{Flushed, is_file, make_folders};
use super::lists::{read_list, write_list};
use anyhow::{Context, Result};
use collect::outbox::Listed;
use fs_err as fs;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

pub const SENT: &str = "sent";
pub(super) const SENT_LIST: &str = "sent.csv";

/// The drafts that the manifest of a day lists and that are on record. A page that belongs to one goes with it.
pub(super) fn sent(folder: &Path, is_recorded: &dyn Fn(&Listed) -> bool) -> Result<Vec<Listed>> {
    let listed = read_list(&folder.join(MANIFEST))?.unwrap_or_default();
    let mut is_sent = false;
    let mut found = Vec::new();
    for draft in listed {
        is_sent = if draft.action_ids.is_empty() { is_sent } else { is_recorded(&draft) };
        if is_sent {
            found.push(draft);
        }
    }
    Ok(found)
}

/// Moves drafts there, and notes them. What is there already under a name stays, and the new one gets a number. The list comes first: whoever reads it
/// after a cut knows of a draft too many and of none too few.
pub(super) fn put_away(folder: &Path, drafts: &[Listed], from: &Path) -> Result<()> {
    if drafts.is_empty() {
        return Ok(());
    }
    let mut moves = Vec::new();
    let mut list = read_list(&folder.join(SENT_LIST))?.unwrap_or_default();
    let mut taken: HashSet<PathBuf> = HashSet::new();
    for draft in drafts {
        let lies_there = is_file(&from.join(&draft.file))?;
        if !lies_there && list.contains(draft) {
            // It was put away before, taken back, and recorded again.
            continue;
        }
        let to = free(&folder.join(SENT).join(&draft.file), &taken);
        let file = to.strip_prefix(folder.join(SENT)).ok().and_then(Path::to_str).unwrap_or(&draft.file).to_owned();
        if !draft.action_ids.is_empty() {
            list.push(Listed { file, ..draft.clone() });
        }
        if lies_there {
            taken.insert(to.clone());
            moves.push((from.join(&draft.file), to));
        }
    }
    write_list(&folder.join(SENT_LIST), &list, Flushed::Later)?;
    for (from, to) in moves {
        make_folders(folder, &to)?;
        fs::rename(&from, &to).with_context(|| format!("cannot move {}", from.display()))?;
    }
    Ok(())
}

fn free(path: &Path, taken: &HashSet<PathBuf>) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let numbered = (2_u64..).map(|number| path.with_file_name(format!("{stem}_{number}.{ending}")));
    let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err() && !taken.contains(path);
    std::iter::once(path.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}
