//! The files that a project begins with: those that are found, and those that are written.

use crate::cli::replacing::sync_folder;
use anyhow::{Context, Result, anyhow};
use fs_err as fs;
use std::fs::TryLockError;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// Files that `collect` itself writes.
const OWN: [&str; 4] = ["log.csv", "rejects.csv", "book.csv", "synced.csv"];
const ENDINGS: [&str; 6] = [".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"];
const COMPRESSED: [&str; 2] = [".gz", ".zst"];

/// The files of the working folder that look like tables, by their names.
pub fn tables_here() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(".").context("cannot look into the folder")? {
        let name = entry.context("cannot look into the folder")?.file_name();
        let Some(text) = name.to_str() else { continue };
        let lower = text.to_ascii_lowercase();
        let bare = COMPRESSED.iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(&lower);
        let is_table = ENDINGS.iter().any(|ending| bare.ends_with(ending));
        if is_table && !lower.starts_with('.') && !OWN.contains(&lower.as_str()) && Path::new(text).is_file() {
            found.push(PathBuf::from(text));
        }
    }
    found.sort();
    Ok(found)
}

pub struct New<'t> {
    pub name: &'t str,
    pub text: &'t str,
}

/// Refuses to replace a file that is there, unless an interrupted run left it: then it holds what this run would write, and the last file,
/// which makes the folder a project, is missing.
pub fn refuse_existing(files: &[New<'_>], last: &str) -> Result<()> {
    let refused = |name: &str| {
        Err(anyhow!("{name} exists already and is not overwritten: move it away to start again, or continue with `collect status`"))
    };
    if fs::symlink_metadata(last).is_ok() {
        return refused(last);
    }
    match files.iter().find(|file| fs::symlink_metadata(file.name).is_ok() && !is_there(file)) {
        None => Ok(()),
        Some(file) => refused(file.name),
    }
}

fn is_there(file: &New<'_>) -> bool {
    fs::symlink_metadata(file.name).is_ok_and(|found| found.is_file())
        && fs::read(file.name).is_ok_and(|found| found == file.text.as_bytes())
}

/// Writes new files, in their order: all of them or none, and whatever of them a run that was killed has left is completed by the next. One that
/// has come to be there meanwhile is not touched.
pub fn write_all(files: &[New<'_>]) -> Result<()> {
    let refused = |name: &str, error: &dyn std::fmt::Display| anyhow!("cannot write {name}: {error}; nothing was written");
    let mut fresh: Vec<(&str, Fresh)> = Vec::new();
    for file in files.iter().filter(|file| !is_there(file)) {
        let written = Fresh::write(file).map_err(|error| refused(file.name, &error))?;
        fresh.push((file.name, written));
    }
    let mut there: Vec<&str> = Vec::new();
    for (name, file) in fresh {
        if let Err(error) = file.bring(name) {
            // What this run has put there, and nobody else, is taken away again.
            there.iter().for_each(|name| drop(fs::remove_file(name)));
            return Err(refused(name, &error));
        }
        there.push(name);
    }
    sync_folder(Path::new(".")).context("the files were written, but a power failure may undo that")
}

/// A file that is not in its place yet. The next run overwrites it if this one is killed, since its name says which file it will be.
struct Fresh {
    path: TempPath,
    _locked: fs::File,
}

impl Fresh {
    fn write(new: &New<'_>) -> io::Result<Fresh> {
        let (folder, name) = new.name.rsplit_once('/').map_or((".", new.name), |(folder, name)| (folder, name));
        let path = Path::new(folder).join(format!(".{name}.new"));
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(io::Error::new(ErrorKind::AlreadyExists, format!("{} is not a file: move it away", path.display())));
        }
        let mut file = fs::File::options().create(true).truncate(false).write(true).open(&path).map_err(|error| {
            let folder = Path::new(folder).display();
            match error.kind() {
                ErrorKind::PermissionDenied => io::Error::new(error.kind(), format!("you may not write in the folder {folder}")),
                _ => error,
            }
        })?;
        match file.file().try_lock() {
            Err(TryLockError::WouldBlock) => return Err(io::Error::other("another init is writing here")),
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => return Err(error),
            _ => {}
        }
        // From here on it is gone when this fails.
        let path = TempPath::try_from_path(path)?;
        file.set_len(0)?;
        file.write_all(new.text.as_bytes())?;
        file.sync_all()?;
        Ok(Fresh { path, _locked: file })
    }

    fn bring(self, name: &str) -> io::Result<()> {
        self.path.persist_noclobber(name).map_err(|error| error.error)
    }
}

#[cfg(test)]
mod tests;
