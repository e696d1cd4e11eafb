//! What earlier runs wrote, by their lists.

use super::lists::read_list;
use super::{MANIFEST, PENDING, REMOVING};
use anyhow::Result;
use collect::outbox::Listed;
use std::collections::BTreeMap;
use std::path::Path;

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

    /// All files, in order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Did an earlier run write this file with this digest?
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
