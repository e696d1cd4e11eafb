//! The folder of a day's drafts, brought to what the plan says without touching what a person changed.
//!
//! `manifest.csv` is renamed into place last: it is the commit point, and what it does not name is not a draft. Before any draft
//! has its place the new manifest lies beside it under [`PENDING`], so that a run after one that was cut short still knows which
//! files are its own. While a run works on the folder it holds a lock there.
//!
//! Only the manifest is flushed to disk: to wait for each of thousands of drafts would take longer than all the rest. A draft that a
//! failure of the power leaves empty is written again by the next run.

mod anew;
mod approvals;
mod days;
mod files;
mod filling;
mod lists;
mod none_sent;
mod outdated;
mod sent;
mod strays;

pub use anew::{Bytes, fill_anew, foreseen_anew};
pub use approvals::{Waiting, approve, waiting};

use super::replacing::{FRESH, sync_folder};
use super::shares::{cores, shared_out};
use anyhow::{Context, Result, bail};
use collect::draft::Draft;
use collect::outbox::{Listed, write_manifest};
use files::{Flushed, OnDisk, content, locked, make_folder, refuse_link, standing, write};
use filling::{UNNAMED, write_all};
use fs_err as fs;
use lists::{KnownFiles, write_list};
use none_sent::forget_none_sent;
use sent::{put_away, sent};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use strays::strays;

pub use days::{days, listed, newest, of_other_days};
pub use none_sent::{note_none_sent, unsent};
pub use outdated::{Earlier, earlier, on_the_day};
pub use sent::SENT;

/// The list of a day's drafts, in its folder.
pub const MANIFEST: &str = "manifest.csv";
const APPROVALS: &str = "approvals.csv";
const PENDING: &str = ".manifest.pending.csv";
/// What is removed once the new manifest has its place.
const REMOVING: &str = ".manifest.removing.csv";

/// The text of a draft that somebody edited.
pub fn edited_draft(path: &Path) -> Result<Vec<u8>> {
    content(path)?.with_context(|| format!("{} is gone", path.display()))
}

/// A file as the manifest of a folder names it, where it was typed as a path through that folder.
pub fn within<'t>(folder: &Path, typed: &'t str) -> &'t str {
    let direct = Path::new(typed).strip_prefix(folder).ok().and_then(Path::to_str);
    let real = || {
        let (file, folder) = (fs::canonicalize(typed).ok()?, fs::canonicalize(folder).ok()?);
        let within = file.strip_prefix(folder).ok()?.to_str()?.len();
        typed.get(typed.len().checked_sub(within)?..)
    };
    direct.or_else(real).unwrap_or(typed)
}

/// The outbox that lists drafts, of the path of one of them.
pub fn folder_of_draft(file: &Path) -> Option<&Path> {
    file.ancestors().skip(1).find(|folder| folder.join(MANIFEST).is_file())
}

/// The files of messages that cannot be sent as they are, and that lie there as they were written. One that was edited or moved was perhaps sent.
pub fn untouched_sheets<'l>(folder: &Path, listed: &'l [Listed]) -> Result<BTreeSet<&'l str>> {
    let mut untouched = BTreeSet::new();
    for draft in listed.iter().filter(|draft| draft.is_incomplete()) {
        if folder.join(&draft.file).is_file() && !is_edited(folder, draft)? {
            untouched.insert(draft.file.as_str());
        }
    }
    Ok(untouched)
}

/// Did somebody edit a draft since it was written?
pub fn is_edited(folder: &Path, draft: &Listed) -> Result<bool> {
    let bytes = content(&folder.join(&draft.file))?;
    Ok(bytes.is_some_and(|bytes| !bytes.is_empty() && blake3::hash(&bytes).to_hex().as_str() != draft.digest))
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub written: usize,
    /// Those of them that took the place of an earlier run's draft: of that day, with other words or about other invoices.
    pub replaced: Vec<String>,
    pub unchanged: usize,
    pub removed: usize,
    /// On record as sent: moved into a folder of their own.
    pub sent: usize,
    /// Still due, but changed by a person: left as they are.
    pub edited: Vec<Edited>,
    /// No longer due, but changed by a person: left as they are.
    pub orphaned: Vec<String>,
    /// Whatever else lies in the folder, such as what an earlier run found no longer due: left as it is.
    pub strays: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Edited {
    pub file: String,
    /// Would its text be different now from the one that was changed?
    pub outdated: bool,
}

/// What is known of the drafts of earlier runs of a day.
pub struct Before<'b> {
    /// May have been sent, and would be other messages now: they are put aside.
    pub held: &'b [Listed],
    /// About invoices that this run does not look at: they stay as they are.
    pub outside: &'b [Listed],
    /// Whether a draft is on record as sent: such are put away.
    pub is_recorded: &'b dyn Fn(&Listed) -> bool,
}

pub fn fill(folder: &Path, drafts: &[Draft], before: &Before<'_>) -> Result<Changes> {
    let Before { held, outside, is_recorded } = *before;
    if drafts.is_empty() && !folder.join(MANIFEST).exists() && !folder.join(PENDING).exists() {
        return Ok(Changes { strays: strays(folder, paths(drafts))?, ..Changes::default() });
    }
    make_folder(folder)?;
    let _locked = locked(folder)?;
    sweep(folder)?;
    forget_none_sent(folder)?;
    let Compared { mut changes, edited, to_put_away, to_write, to_remove } = compared(folder, drafts, before)?;
    let outdated = outdated::read(folder)?;
    outdated::put_aside(folder, &outdated, held)?;

    let mut wanted = Vec::new();
    let listed = drafts.iter().map(|draft| edited.get(draft.file.as_str()).unwrap_or(&draft.listed));
    write_manifest(listed.chain(outside), &mut wanted)?;
    let is_committed = content(&folder.join(MANIFEST))?.is_some_and(|bytes| bytes == wanted);
    if !is_committed {
        write(&folder.join(PENDING), &wanted, Flushed::AtOnce)?;
    }
    if !to_remove.is_empty() {
        write_list(&folder.join(REMOVING), &to_remove, Flushed::AtOnce)?;
    }
    put_away(folder, &to_put_away, folder)?;
    write_all(folder, &to_write)?;
    if !is_committed {
        commit(folder)?;
    } else if folder.join(PENDING).exists() {
        fs::remove_file(folder.join(PENDING))?;
    }
    let removed: Vec<String> = to_remove.into_iter().map(|draft| draft.file).collect();
    remove(folder, &removed)?;
    if content(&folder.join(REMOVING))?.is_some() {
        fs::remove_file(folder.join(REMOVING))?;
    }
    outdated::clear(folder, &outdated, held, is_recorded)?;
    remove_empty(folder, removed.iter().chain(to_put_away.iter().chain(held).map(|draft| &draft.file)));
    changes.strays = strays(folder, paths(drafts).chain(outside.iter().map(|draft| draft.file.as_str())))?;
    changes.strays.retain(|file| !changes.orphaned.contains(file));
    Ok(changes)
}

fn commit(folder: &Path) -> Result<()> {
    let manifest = folder.join(MANIFEST);
    fs::rename(folder.join(PENDING), &manifest).with_context(|| format!("cannot write {}", manifest.display()))?;
    Ok(sync_folder(folder)?)
}

fn paths(drafts: &[Draft]) -> impl Iterator<Item = &str> {
    drafts.iter().map(|draft| draft.file.as_str())
}

/// Drafts beside what stands in a day's folder.
struct Compared<'d> {
    changes: Changes,
    /// The rows of edited drafts, by their files. Each keeps the digest of what was edited, so that every later run can tell what became of it.
    edited: HashMap<&'d str, Listed>,
    to_put_away: Vec<Listed>,
    to_write: Vec<&'d Draft>,
    to_remove: Vec<Listed>,
}

/// What would happen to each file of a day's folder, and nothing is touched.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Foreseen {
    pub written: Vec<String>,
    /// Written in the place of an earlier run's.
    pub replaced: Vec<String>,
    pub unchanged: Vec<String>,
    pub removed: Vec<String>,
    pub sent: Vec<String>,
    /// Edited by a person, and kept, whether still due or not.
    pub kept: Vec<String>,
    /// May have been sent, and put aside.
    pub held: Vec<String>,
}

pub fn foreseen(folder: &Path, drafts: &[Draft], before: &Before<'_>) -> Result<Foreseen> {
    refuse_link(folder)?;
    let Compared { changes, to_put_away, to_write, to_remove, .. } = compared(folder, drafts, before)?;
    let files = |listed: &[Listed]| listed.iter().map(|draft| draft.file.clone()).collect();
    let in_place_of_another: HashSet<&String> = changes.replaced.iter().collect();
    let (replaced, written): (Vec<String>, Vec<String>) =
        to_write.iter().map(|draft| draft.file.clone()).partition(|file| in_place_of_another.contains(file));
    let kept: Vec<String> = changes.edited.into_iter().map(|edited| edited.file).chain(changes.orphaned).collect();
    let others: HashSet<&String> = written.iter().chain(&replaced).chain(&kept).collect();
    let unchanged = drafts.iter().map(|draft| &draft.file).filter(|path| !others.contains(path)).cloned().collect();
    let removed = to_remove.into_iter().map(|draft| draft.file).collect();
    Ok(Foreseen { unchanged, written, replaced, removed, sent: files(&to_put_away), kept, held: files(before.held) })
}

fn compared<'d>(folder: &Path, drafts: &'d [Draft], before: &Before<'_>) -> Result<Compared<'d>> {
    let Before { held, outside, is_recorded } = *before;
    let mut changes = Changes::default();
    let known = KnownFiles::read(folder)?;
    let due: HashSet<&str> = paths(drafts).collect();
    let outside: HashSet<&str> = outside.iter().map(|draft| draft.file.as_str()).collect();
    if let Some(file) = due.intersection(&outside).next() {
        bail!("{} is the draft of an invoice outside this run: draft the whole day", folder.join(file).display());
    }
    let to_put_away: Vec<Listed> = sent(folder, is_recorded)?.into_iter().filter(|draft| !outside.contains(draft.file.as_str())).collect();
    changes.sent = to_put_away.iter().filter(|draft| folder.join(&draft.file).is_file()).count();
    // Their places are free by the time that anything is written.
    let sent: HashSet<&str> = to_put_away.iter().chain(held).map(|draft| draft.file.as_str()).collect();
    let is_gone = |file: &&str| !due.contains(file) && !sent.contains(file) && !outside.contains(file);
    let gone: Vec<&str> = known.files().filter(is_gone).collect();
    for owner in owners(due.iter().chain(&gone).copied()) {
        owner.split_once('/').into_iter().try_for_each(|(outer, _)| refuse_link(&folder.join(outer)))?;
        refuse_link(&folder.join(owner))?;
    }

    let stand = shared_out(drafts, cores(), |draft| match sent.contains(draft.file.as_str()) {
        true => Ok(OnDisk::Nothing),
        false => standing(&folder.join(&draft.file), Some(&draft.bytes)),
    })?;
    let mut edited: HashMap<&str, Listed> = HashMap::new();
    let mut to_write: Vec<&Draft> = Vec::new();
    for (draft, stands) in drafts.iter().zip(stand) {
        match stands {
            OnDisk::Wanted => changes.unchanged += 1,
            OnDisk::Other(found) if !known.has(&draft.file, &found) => {
                let before = known.other_than(&draft.file, &draft.digest);
                if let Some(before) = before {
                    edited.insert(&draft.file, Listed { digest: before.to_owned(), ..draft.listed.clone() });
                }
                changes.edited.push(Edited { file: draft.file.clone(), outdated: before.is_some() });
            }
            OnDisk::Nothing => to_write.push(draft),
            OnDisk::Other(_) => {
                changes.replaced.push(draft.file.clone());
                to_write.push(draft);
            }
        }
    }
    let mut to_remove: Vec<Listed> = Vec::new();
    let stand = shared_out(&gone, cores(), |file| standing(&folder.join(file), None))?;
    for (file, stands) in gone.iter().zip(stand) {
        match stands {
            OnDisk::Other(found) if known.has(file, &found) => to_remove.extend(known.listed(file, &found)),
            OnDisk::Other(_) => changes.orphaned.push((*file).to_owned()),
            OnDisk::Nothing | OnDisk::Wanted => {}
        }
    }
    (changes.written, changes.removed) = (to_write.len(), to_remove.len());
    Ok(Compared { changes, edited, to_put_away, to_write, to_remove })
}

fn owners<'f>(files: impl IntoIterator<Item = &'f str>) -> BTreeSet<&'f str> {
    files.into_iter().filter_map(|file| file.rsplit_once('/')).map(|(owner, _)| owner).collect()
}

/// Removes what a run left in the middle of its work: files and folders that never got their names.
fn sweep(folder: &Path) -> Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(within) = folders.pop() {
        for entry in fs::read_dir(&within)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            match entry.file_type()? {
                kind if kind.is_dir() && name.starts_with(UNNAMED) => fs::remove_dir_all(entry.path())?,
                kind if kind.is_dir() && !name.starts_with('.') && name != SENT => folders.push(entry.path()),
                kind if kind.is_file() && name.starts_with(FRESH) => fs::remove_file(entry.path())?,
                _ => {}
            }
        }
    }
    Ok(())
}

fn remove(folder: &Path, files: &[String]) -> Result<()> {
    files.iter().try_for_each(|file| {
        let path = folder.join(file);
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))
    })
}

/// Removes the owners' folders that are empty without these files; one that is not stays.
fn remove_empty<'f>(folder: &Path, files: impl IntoIterator<Item = &'f String>) {
    for owner in owners(files.into_iter().map(String::as_str)) {
        let _ = fs::remove_dir(folder.join(owner));
        owner.split_once('/').into_iter().for_each(|(outer, _)| drop(fs::remove_dir(folder.join(outer))));
    }
}

#[cfg(test)]
mod tests;
