//! The lists of drafts in a day's folder, as they lie on the disk.

use super::files::content;
use anyhow::{Result, anyhow, bail};
use collect::outbox::{Listed, read_manifest};
use std::path::{Component, Path};

/// The list of drafts that were put aside.
pub(super) const OUTDATED_LIST: &str = "outdated.csv";

/// The drafts that a list names; nothing if there is no such file. A list whose files would lie outside of the folder is not believed.
pub(super) fn read_list(path: &Path) -> Result<Option<Vec<Listed>>> {
    let Some(bytes) = content(path)? else { return Ok(None) };
    let wrong = |wrong: &str| anyhow!("{} is not a manifest of drafts: {wrong}; move it away, then draft again", path.display());
    let listed = read_manifest(&bytes).map_err(|why| wrong(&why))?;
    if let Some(draft) = listed.iter().find(|draft| !stays_inside(&draft.file)) {
        bail!(wrong(&format!("{:?} is not the name of a file in an owner's folder", draft.file)));
    }
    Ok(Some(listed))
}

/// Is it `OWNER/FILE` or `review/OWNER/FILE`, and nothing else?
fn stays_inside(file: &str) -> bool {
    let parts: Vec<Component<'_>> = Path::new(file).components().collect();
    let is_deep = parts.len() == 3 && parts[0].as_os_str() == "review";
    (parts.len() == 2 || is_deep) && parts.iter().all(|part| matches!(part, Component::Normal(_)))
}
