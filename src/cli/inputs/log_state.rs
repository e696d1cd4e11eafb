//! Has somebody added to the log since it was read?

use anyhow::{Result, bail};
use fs_err as fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The log as it was before it was read.
#[derive(Debug, PartialEq, Eq)]
pub struct LogState {
    path: PathBuf,
    found: Option<(u64, Option<SystemTime>)>,
}

impl LogState {
    pub fn of(path: &Path) -> LogState {
        let found = fs::metadata(path).ok().map(|found| (found.len(), found.modified().ok()));
        LogState { path: path.to_owned(), found }
    }

    pub fn is_unchanged(&self) -> bool {
        LogState::of(&self.path) == *self
    }

    /// Fails if somebody has added to it.
    pub fn unchanged(&self) -> Result<()> {
        if !self.is_unchanged() {
            bail!("{} was changed while the ledger was read: nothing was drafted; run draft again", self.path.display());
        }
        Ok(())
    }
}
