//! Files that lie among the drafts and are none.

use super::lists::OUTDATED_LIST;
use super::outdated::OUTDATED;
use super::sent::{SENT, SENT_LIST};
use super::{APPROVALS, MANIFEST};
use anyhow::{Context, Result};
use fs_err as fs;
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::Path;

/// The files of a day's folder that are neither ours nor hidden, by their paths within it. Ours are these drafts, or whole folders of them. No
/// symbolic link is followed.
pub(super) fn strays<'f>(folder: &Path, ours: impl IntoIterator<Item = &'f str>) -> Result<Vec<String>> {
    let due: HashSet<&str> = ours.into_iter().chain([MANIFEST, APPROVALS, OUTDATED_LIST, SENT_LIST]).collect();
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(within) = folders.pop() {
        let path = folder.join(&within);
        let entries = match fs::read_dir(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries.with_context(|| format!("cannot look into {}", path.display()))?,
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let file = if within.is_empty() { name.clone() } else { format!("{within}/{name}") };
            if name.starts_with('.') || due.contains(file.as_str()) {
                continue;
            }
            if entry.file_type()?.is_dir() && [SENT, OUTDATED].contains(&within.as_str()) {
                continue;
            }
            if entry.file_type()?.is_dir() { folders.push(file) } else { found.push(file) }
        }
    }
    found.sort();
    Ok(found)
}
