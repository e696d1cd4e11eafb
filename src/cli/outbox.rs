//! The folder of a day's drafts, brought to what the plan says without touching what a person changed.
//!
//! `manifest.csv` is renamed into place last: it is the commit point, and what it does not name is not a draft. Before any draft
//! is written the new manifest lies beside it under [`PENDING`], so that a run after one that was cut short still knows which
//! files are its own. While a run works on the folder it holds a lock there.

mod lock;
mod strays;

use super::output::{fresh_file, sync_folder};
use anyhow::{Context, Result, bail};
use collect::draft::{Draft, manifest};
use collect::spreadsheet::unguarded;
use fs_err as fs;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

const MANIFEST: &str = "manifest.csv";
const PENDING: &str = ".manifest.pending.csv";

/// What happened to the files of a day.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Written, new or again.
    pub written: usize,
    /// As they should be already.
    pub unchanged: usize,
    /// No longer due, and removed.
    pub removed: usize,
    /// Still due, but changed by a person: left as they are.
    pub edited: Vec<Edited>,
    /// No longer due, but changed by a person: left as they are.
    pub orphaned: Vec<String>,
    /// Whatever else lies in the folder, such as what an earlier run found no longer due: left as it is.
    pub strays: Vec<String>,
}

/// A draft that a person has changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Edited {
    pub file: String,
    /// Would its text be different now from the one that was changed?
    pub outdated: bool,
}

/// Digests by which the files of earlier runs are known, by their paths within the folder.
type Known = BTreeMap<String, BTreeSet<String>>;

/// Brings a day's folder to these drafts.
pub fn fill(folder: &Path, drafts: &[Draft]) -> Result<Changes> {
    let mut changes = Changes::default();
    if drafts.is_empty() && !folder.join(MANIFEST).exists() && !folder.join(PENDING).exists() {
        changes.strays = strays::strays(folder, drafts)?;
        return Ok(changes);
    }
    make_folder(folder)?;
    let _locked = lock::locked(folder)?;
    let mut known = named_by(&folder.join(MANIFEST))?;
    for (file, digests) in named_by(&folder.join(PENDING))? {
        known.entry(file).or_default().extend(digests);
    }
    // Of an edited draft the manifest keeps the digest of what was edited, so that every later run can tell what became of it.
    let mut listed = Cow::Borrowed(drafts);
    let mut to_write: Vec<&Draft> = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        match digest_of(&folder.join(&draft.path))? {
            Some(found) if found == draft.digest => changes.unchanged += 1,
            Some(found) if !is_known(&known, &draft.path, &found) => {
                let before = known.get(&draft.path).filter(|digests| !digests.contains(&draft.digest));
                let before = before.and_then(BTreeSet::first);
                if let Some(before) = before {
                    listed.to_mut()[index].digest.clone_from(before);
                }
                changes.edited.push(Edited { file: draft.path.clone(), outdated: before.is_some() });
            }
            _ => to_write.push(draft),
        }
    }
    let mut wanted = Vec::new();
    manifest(&listed, &mut wanted)?;
    let is_committed = content(&folder.join(MANIFEST))?.is_some_and(|bytes| bytes == wanted);
    let due: BTreeSet<&str> = drafts.iter().map(|draft| draft.path.as_str()).collect();
    let mut to_remove: Vec<&str> = Vec::new();
    for file in known.keys().filter(|file| !due.contains(file.as_str())) {
        match digest_of(&folder.join(file))? {
            Some(found) if is_known(&known, file, &found) => to_remove.push(file),
            Some(_) => changes.orphaned.push(file.clone()),
            None => {}
        }
    }
    if !is_committed {
        write(&folder.join(PENDING), &wanted)?;
    }
    for draft in &to_write {
        let path = folder.join(&draft.path);
        path.parent().map_or(Ok(()), make_folder)?;
        write(&path, &draft.bytes)?;
    }
    changes.written = to_write.len();
    if !is_committed {
        let manifest = folder.join(MANIFEST);
        fs::rename(folder.join(PENDING), &manifest).with_context(|| format!("cannot write {}", manifest.display()))?;
        sync_folder(folder)?;
    } else if folder.join(PENDING).exists() {
        fs::remove_file(folder.join(PENDING))?;
    }
    for file in &to_remove {
        let path = folder.join(file);
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        // An owner's folder that is empty now goes, too; one that is not stays.
        let _ = path.parent().map(fs::remove_dir);
    }
    changes.removed = to_remove.len();
    changes.strays = strays::strays(folder, drafts)?;
    changes.strays.retain(|file| !changes.orphaned.contains(file));
    Ok(changes)
}

fn is_known(known: &Known, file: &str, digest: &str) -> bool {
    known.get(file).is_some_and(|digests| digests.contains(digest))
}

/// The drafts that a manifest names, with their digests. Names that would lead out of the folder are not believed.
fn named_by(path: &Path) -> Result<Known> {
    let mut known = Known::new();
    let Some(bytes) = content(path)? else { return Ok(known) };
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
    let place = |rows: &mut csv::Reader<&[u8]>, name: &str| rows.headers().ok()?.iter().position(|column| column == name);
    let (Some(file), Some(digest)) = (place(&mut rows, "file"), place(&mut rows, "digest")) else {
        bail!("{} is not a manifest of drafts: move it away, then draft again", path.display());
    };
    for row in rows.records() {
        let row = row.with_context(|| format!("{} is damaged: move it away, then draft again", path.display()))?;
        let (file, digest) = (unguarded(row.get(file).unwrap_or_default()), row.get(digest).unwrap_or_default());
        if stays_inside(file) {
            known.entry(file.to_owned()).or_default().insert(digest.to_owned());
        }
    }
    Ok(known)
}

/// Is it `OWNER/FILE`, and nothing else?
fn stays_inside(file: &str) -> bool {
    let parts: Vec<Component<'_>> = Path::new(file).components().collect();
    matches!(parts.as_slice(), [Component::Normal(_), Component::Normal(_)])
}

/// The digest of an ordinary file; of anything else that stands there, a word that no digest is.
fn digest_of(path: &Path) -> Result<Option<String>> {
    if path.parent().is_some_and(|folder| fs::symlink_metadata(folder).is_ok_and(|found| found.is_symlink())) {
        bail!("{} leads into a folder that is a symbolic link: nothing is written there", path.display());
    }
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => Ok(Some("not a file".to_owned())),
        _ => Ok(content(path)?.map(|bytes| blake3::hash(&bytes).to_hex().to_string())),
    }
}

/// The bytes of a file; none if it is not there.
fn content(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Makes a folder of the outbox. A symbolic link in its place could lead anywhere: it is refused.
fn make_folder(folder: &Path) -> Result<()> {
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(found) if found.is_symlink() => bail!("{} is a symbolic link: nothing is written there", folder.display()),
        Ok(_) => bail!("{} is in the way: it is not a folder", folder.display()),
        Err(_) => fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display())),
    }
}

/// Writes a file beside its place and renames it: whatever stood there is replaced, and no link is followed.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder: PathBuf = path.parent().map_or_else(|| PathBuf::from("."), Path::to_owned);
    let written = || -> io::Result<()> {
        let mut fresh = fresh_file(&folder)?;
        fresh.write_all(bytes)?;
        fresh.as_file().sync_all()?;
        fresh.persist(path)?;
        Ok(())
    };
    written().with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests;
