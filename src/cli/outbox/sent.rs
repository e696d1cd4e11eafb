//! Drafts of the day that are on record as sent: they leave the manifest, as they are not to be sent again, and go into a folder of their own.
//! Often they are all that is left of what a customer got.

use super::MANIFEST;
use super::files::{make_folder, refuse_link};
use super::lists::read_list;
use anyhow::{Context, Result};
use collect::outbox::Listed;
use fs_err as fs;
use std::path::{Path, PathBuf};

/// The folder, within that of the day.
pub(super) const SENT: &str = "sent";

/// The drafts that the manifest of a day lists, that are on record, and whose files are there. A page that belongs to one goes with it.
pub(super) fn sent(folder: &Path, is_recorded: &dyn Fn(&Listed) -> bool) -> Result<Vec<String>> {
    let listed = read_list(&folder.join(MANIFEST))?.unwrap_or_default();
    let mut is_sent = false;
    let mut found = Vec::new();
    for draft in listed {
        is_sent = if draft.action_ids.is_empty() { is_sent } else { is_recorded(&draft) };
        if is_sent && folder.join(&draft.file).is_file() {
            found.push(draft.file);
        }
    }
    Ok(found)
}

/// Moves them. What is there already under the name stays, and the new one gets a number.
pub(super) fn put_away(folder: &Path, files: &[String]) -> Result<()> {
    for file in files {
        let (from, to) = (folder.join(file), free(&folder.join(SENT).join(file)));
        to.ancestors().skip(1).take_while(|within| *within != folder).try_for_each(refuse_link)?;
        make_folder(to.parent().unwrap_or(folder))?;
        fs::rename(&from, &to).with_context(|| format!("cannot move {}", from.display()))?;
    }
    Ok(())
}

pub(super) fn free(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let numbered = (2_u64..).map(|number| path.with_file_name(format!("{stem}_{number}.{ending}")));
    std::iter::once(path.to_owned()).chain(numbered).find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_default()
}
