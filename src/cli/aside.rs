//! Where rows that were skipped are put: `rejects.csv` in the project's folder.

use super::replacing::{folder_of, fresh_file};
use anyhow::{Context, Result, bail};
use collect::ledger::reading::Rejects;
use fs_err as fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// Rows that are put aside once the command has done its work: one that fails leaves what an earlier run put there.
#[derive(Default)]
pub struct Aside(Mutex<Option<(NamedTempFile, PathBuf)>>);

impl Aside {
    /// Writes rows beside their place. Whatever may be in the way is found now, before the command writes anything else.
    pub fn prepare(&self, rejects: &Rejects, path: &Path) -> Result<()> {
        if rejects.is_empty() {
            return Ok(());
        }
        let cannot = || format!("cannot write {}", path.display());
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => bail!("{}: it is a symbolic link, and nothing is written through it", cannot()),
            Ok(found) if !found.is_file() => bail!("{}: it is not a file", cannot()),
            Ok(found) if found.permissions().readonly() => bail!("{}: it is read-only", cannot()),
            _ => {}
        }
        let mut fresh = fresh_file(folder_of(path)).with_context(cannot)?;
        fresh.write_all(&rejects.to_csv()).and_then(|()| fresh.as_file().sync_all()).with_context(cannot)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((fresh, path.to_owned()));
        Ok(())
    }

    /// Brings the rows to their place; where that is, if there are any.
    pub fn put(&self) -> Result<Option<PathBuf>> {
        let Some((fresh, path)) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() else { return Ok(None) };
        fresh.persist(&path).map_err(|error| error.error).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Some(path))
    }
}
