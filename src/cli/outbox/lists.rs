//! The lists of drafts in a day's folder, as they lie on the disk, and the files that earlier runs wrote by them.

use super::files::{Flushed, content, write};
use super::{MANIFEST, PENDING, REMOVING};
use anyhow::{Result, anyhow, bail};
use collect::outbox::{Listed, read_manifest, write_manifest};
use std::collections::BTreeMap;
use std::path::{Component, Path};

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

/// The drafts of a list, each with its place in the folder of the day: they lie in a folder of their own there.
pub(super) fn read_in_place(folder: &Path, list: &str, within: &str) -> Result<Vec<Listed>> {
    let in_place = |draft: Listed| Listed { file: format!("{within}/{}", draft.file), ..draft };
    Ok(read_list(&folder.join(list))?.unwrap_or_default().into_iter().map(in_place).collect())
}

pub(super) fn write_list<'l>(path: &Path, drafts: impl IntoIterator<Item = &'l Listed>, flushed: Flushed) -> Result<()> {
    let mut bytes = Vec::new();
    write_manifest(drafts, &mut bytes)?;
    write(path, &bytes, flushed)
}

/// Is it `OWNER/FILE` or `review/OWNER/FILE`, and nothing else?
fn stays_inside(file: &str) -> bool {
    let parts: Vec<Component<'_>> = Path::new(file).components().collect();
    let is_deep = parts.len() == 3 && parts[0].as_os_str() == "review";
    (parts.len() == 2 || is_deep) && parts.iter().all(|part| matches!(part, Component::Normal(_)))
}

/// The files that runs before this one wrote, by their paths within the folder, each with the digests that it may have.
#[derive(Default)]
pub(super) struct KnownFiles(BTreeMap<String, BTreeMap<String, Listed>>);

impl KnownFiles {
    /// What the manifest names, what one names that a run was cut short before, and what a run was about to remove.
    pub fn read(folder: &Path) -> Result<KnownFiles> {
        let mut known = KnownFiles::default();
        for name in [MANIFEST, PENDING, REMOVING] {
            for draft in read_list(&folder.join(name))?.unwrap_or_default() {
                known.0.entry(draft.file.clone()).or_default().insert(draft.digest.clone(), draft);
            }
        }
        Ok(known)
    }

    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn has(&self, file: &str, digest: &str) -> bool {
        self.0.get(file).is_some_and(|digests| digests.contains_key(digest))
    }

    /// As an earlier run listed what it wrote with this digest.
    pub fn listed(&self, file: &str, digest: &str) -> Option<Listed> {
        self.0.get(file)?.get(digest).cloned()
    }

    /// A digest that an earlier run wrote the file with, where none wrote it with this one.
    pub fn other_than(&self, file: &str, digest: &str) -> Option<&str> {
        self.0.get(file).filter(|digests| !digests.contains_key(digest))?.keys().next().map(String::as_str)
    }
}
