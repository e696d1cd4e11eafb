//! Drafts brought to their places, so that none is ever there by halves.

use super::files::{Flushed, make_folder, refuse_link, write};
use crate::cli::shares::{cores, shared_out};
use anyhow::{Context, Result};
use collect::draft::Draft;
use fs_err as fs;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Before it has its name, the folder of a new owner has this one before it.
const UNNAMED: &str = ".filling-";

/// Writes drafts. The folder of a new owner is filled beside its place and renamed when all is in it, which takes a third of the time
/// that a rename for every file would; in a folder that is there already, each file is renamed into its place.
pub(super) fn write_all(folder: &Path, drafts: &[&Draft]) -> Result<()> {
    let mut by_owner: BTreeMap<&str, Vec<&Draft>> = BTreeMap::new();
    for draft in drafts {
        by_owner.entry(draft.path.rsplit_once('/').map_or("", |(owner, _)| owner)).or_default().push(draft);
    }
    for (owner, drafts) in by_owner {
        let place = folder.join(owner);
        if fs::symlink_metadata(&place).is_ok() {
            make_folder(&place)?;
            shared_out(&drafts, cores(), |draft| write(&folder.join(&draft.path), &draft.bytes, Flushed::Later))?;
            continue;
        }
        let (outer, name) = owner.rsplit_once('/').unwrap_or(("", owner));
        let outer = folder.join(outer);
        make_folder(&outer)?;
        let unnamed = emptied(outer.join(format!("{UNNAMED}{name}")))?;
        shared_out(&drafts, cores(), |draft| {
            let path = unnamed.join(draft.path.split('/').next_back().unwrap_or_default());
            let written = fs::File::create_new(&path).and_then(|mut file| file.write_all(&draft.bytes));
            written.with_context(|| format!("cannot write {}", folder.join(&draft.path).display()))
        })?;
        fs::rename(&unnamed, &place).with_context(|| format!("cannot make the folder {}", place.display()))?;
    }
    Ok(())
}

/// A folder with nothing in it, whatever a run left there that was cut short.
fn emptied(folder: PathBuf) -> Result<PathBuf> {
    refuse_link(&folder)?;
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("an earlier run that was cut short is in the way")?,
        _ => make_folder(&folder)?,
    }
    Ok(folder)
}
