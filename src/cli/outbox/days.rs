//! The days that have drafts.

use super::MANIFEST;
use super::files::{is_file, refuse_link};
use anyhow::{Context, Result};
use collect::calendar::Day;
use fs_err as fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folders that are named after a day and have a manifest, in order. One that cannot be looked into is an error: what it lists may have been sent.
pub fn days(outbox: &Path) -> Result<Vec<(Day, PathBuf)>> {
    let outbox = if outbox.as_os_str().is_empty() { Path::new(".") } else { outbox };
    let entries = match fs::read_dir(outbox) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("cannot look into {}", outbox.display()))?,
    };
    let mut days = Vec::new();
    for entry in entries {
        let entry = entry?;
        let day = entry.file_name().to_str().and_then(Day::parse);
        let folder = entry.path();
        let Some(day) = day else { continue };
        refuse_link(&folder)?;
        if is_file(&folder.join(MANIFEST))? {
            days.push((day, folder));
        }
    }
    days.sort();
    Ok(days)
}
