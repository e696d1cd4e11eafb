//! What earlier runs wrote, by their manifests.

use super::files::content;
use super::{MANIFEST, PENDING};
use anyhow::{Context, Result, bail};
use collect::spreadsheet::unguarded;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

/// The files that runs before this one wrote, by their paths within the folder, each with the digests that it may have.
#[derive(Default)]
pub(super) struct Known(BTreeMap<String, BTreeSet<String>>);

impl Known {
    /// What the manifest names, and what one names that a run was cut short before.
    pub fn read(folder: &Path) -> Result<Known> {
        let mut known = Known::default();
        known.add(&folder.join(MANIFEST))?;
        known.add(&folder.join(PENDING))?;
        Ok(known)
    }

    /// The drafts that a manifest names, with their digests. Names that would lead out of the folder are not believed.
    fn add(&mut self, path: &Path) -> Result<()> {
        let Some(bytes) = content(path)? else { return Ok(()) };
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
        let place = |rows: &mut csv::Reader<&[u8]>, name: &str| rows.headers().ok()?.iter().position(|column| column == name);
        let (Some(file), Some(digest)) = (place(&mut rows, "file"), place(&mut rows, "digest")) else {
            bail!("{} is not a manifest of drafts: move it away, then draft again", path.display());
        };
        for row in rows.records() {
            let row = row.with_context(|| format!("{} is damaged: move it away, then draft again", path.display()))?;
            let (file, digest) = (unguarded(row.get(file).unwrap_or_default()), row.get(digest).unwrap_or_default());
            if stays_inside(file) {
                self.0.entry(file.to_owned()).or_default().insert(digest.to_owned());
            }
        }
        Ok(())
    }

    /// All files, in order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Did an earlier run write this file with this digest?
    pub fn has(&self, file: &str, digest: &str) -> bool {
        self.0.get(file).is_some_and(|digests| digests.contains(digest))
    }

    /// A digest that an earlier run wrote the file with, where none wrote it with this one.
    pub fn other_than(&self, file: &str, digest: &str) -> Option<&str> {
        self.0.get(file).filter(|digests| !digests.contains(digest))?.first().map(String::as_str)
    }
}

/// Is it `OWNER/FILE` or `review/OWNER/FILE`, and nothing else?
pub(super) fn stays_inside(file: &str) -> bool {
    let parts: Vec<Component<'_>> = Path::new(file).components().collect();
    let is_deep = parts.len() == 3 && parts[0].as_os_str() == "review";
    (parts.len() == 2 || is_deep) && parts.iter().all(|part| matches!(part, Component::Normal(_)))
}
