//! Single files and folders of the outbox: reading, replacing and locking them. No symbolic link is followed.

use crate::cli::replacing::fresh_file;
use anyhow::{Context, Result, bail};
use fs_err as fs;
use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OnDisk {
    Nothing,
    Wanted,
    Other(String),
}

/// What stands in a file's place, beside bytes that are wanted there. An empty file is nothing: no draft is, but a file that the
/// power failed for before it was on disk, and nobody's work is lost with it.
pub(super) fn standing(path: &Path, wanted: Option<&[u8]>) -> Result<OnDisk> {
    Ok(match content(path)? {
        None => OnDisk::Nothing,
        Some(bytes) if bytes.is_empty() => OnDisk::Nothing,
        Some(bytes) if wanted.is_some_and(|wanted| wanted == bytes) => OnDisk::Wanted,
        Some(bytes) => OnDisk::Other(blake3::hash(&bytes).to_hex().to_string()),
    })
}

/// The bytes of a file; none if it is not there. A link could lead anywhere, and a pipe would be waited for: only a file is read.
pub(super) fn content(path: &Path) -> Result<Option<Vec<u8>>> {
    if !is_file(path)? {
        return Ok(None);
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Is there a file? What else has its place is refused.
pub(super) fn is_file(path: &Path) -> Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(true),
        Ok(found) if found.is_symlink() => bail!("{} is a symbolic link: nothing is read or written there", path.display()),
        Ok(found) if found.is_dir() => bail!("{} is a folder, but a file is needed there: move it away", path.display()),
        Ok(_) => bail!("{} is not a file: move it away", path.display()),
        Err(error) if is_absent(&error) => Ok(false),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Makes a folder of the outbox. A symbolic link in its place could lead anywhere: it is refused.
pub(super) fn make_folder(folder: &Path) -> Result<()> {
    refuse_link(folder)?;
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => bail!("{} is in the way: it is not a folder", folder.display()),
        Err(_) => fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display())),
    }
}

/// Makes the folders between that of a day and a file in it.
pub(super) fn make_folders(folder: &Path, file: &Path) -> Result<()> {
    file.ancestors().skip(1).take_while(|within| *within != folder).try_for_each(refuse_link)?;
    make_folder(file.parent().unwrap_or(folder))
}

/// A folder that is a symbolic link could be anywhere: nothing in it is looked at.
pub(super) fn refuse_link(folder: &Path) -> Result<()> {
    if folder.is_symlink() {
        bail!("{} is a symbolic link: nothing is written there", folder.display());
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flushed {
    Later,
    AtOnce,
}

/// Writes a file beside its place and renames it: whatever stood there is replaced, and no link is followed.
pub(super) fn write(path: &Path, bytes: &[u8], flushed: Flushed) -> Result<()> {
    write_with(path, flushed, |out| out.write_all(bytes))
}

/// The same, for what is made while it is written.
pub(super) fn write_with(path: &Path, flushed: Flushed, make: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = || -> io::Result<()> {
        let mut fresh = fresh_file(folder)?;
        make(&mut fresh)?;
        if flushed == Flushed::AtOnce {
            fresh.as_file().sync_all()?;
        }
        fresh.persist(path)?;
        Ok(())
    };
    written().with_context(|| format!("cannot write {}", path.display()))
}

/// The file that is locked. It stays where it is: removing it would let two runs lock two files of that name.
pub(super) const LOCK: &str = ".collect.lock";

/// Locks a folder until the file is closed. Where the file system knows no locks, there is none.
pub(super) fn locked(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    is_file(&path)?;
    let file = fs::File::options().create(true).truncate(false).write(true).open(&path);
    let (file, _) = file.context("cannot lock the folder of the drafts")?.into_parts();
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("another draft is being written to {}: try again when it is done", folder.display()),
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(file),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
    }
}
