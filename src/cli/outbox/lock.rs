//! One run at a time for the folder of a day.

use super::files::refuse_other;
use anyhow::{Context, Result, bail};
use fs_err as fs;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

/// The file that is locked. It stays where it is: removing it would let two runs lock two files of that name.
pub(super) const LOCK: &str = ".collect.lock";

/// Locks a folder until the file is closed. Where the file system knows no locks, there is none.
pub(super) fn locked(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    refuse_other(&path)?;
    let file = fs::File::options().create(true).truncate(false).write(true).open(&path);
    let (file, _) = file.context("cannot lock the folder of the drafts")?.into_parts();
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("another draft is being written to {}: try again when it is done", folder.display()),
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(file),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
    }
}
