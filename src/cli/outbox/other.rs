//! What the outbox of another day says: which drafts it lists, and whether somebody still waits for them.
//!
//! `collect record --none` leaves a file beside the manifest with the manifest's digest in it: of what that manifest lists and nobody
//! recorded, nothing was sent. Drafts of a later run change the manifest, and the word does not hold for them.

use super::files::{Flushed, content, write};
use super::lists::read_list;
use super::outdated::{self, OUTDATED_LIST};
use super::{MANIFEST, files, lock};
use anyhow::{Context, Result, bail};
use collect::calendar::Day;
use collect::outbox::Listed;
use fs_err as fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that says that nothing else of an outbox was sent.
const NONE_SENT: &str = ".none-sent";

/// The outbox of a day.
pub struct Outbox {
    pub folder: PathBuf,
    pub listed: Vec<Listed>,
}

/// The drafts that an outbox lists.
pub fn listed(folder: &Path) -> Result<Vec<Listed>> {
    files::refuse_link(folder)?;
    let path = folder.join(MANIFEST);
    let Some(listed) = read_list(&path)? else {
        let newest = days(folder.parent().unwrap_or(Path::new("")))?.pop();
        let hint = newest.map_or_else(
            || "`collect draft` writes one".to_owned(),
            |(_, newest)| format!("the newest with drafts is {}", newest.display()),
        );
        bail!("{} has no {MANIFEST}, so no drafts: {hint}", folder.display());
    };
    Ok(listed.into_iter().chain(outdated::read_in_place(folder)?).collect())
}

/// Notes that of what an outbox lists, and is not recorded, nothing was sent.
pub fn drop_rest(folder: &Path) -> Result<()> {
    let _locked = lock::locked(folder)?;
    let digest = digest(folder)?.with_context(|| format!("{} is gone", folder.join(MANIFEST).display()))?;
    write(&folder.join(NONE_SENT), format!("{digest}\n").as_bytes(), Flushed::AtOnce)
}

/// The digest of what an outbox lists; none if it has no manifest.
fn digest(folder: &Path) -> Result<Option<String>> {
    let Some(mut bytes) = content(&folder.join(MANIFEST))? else { return Ok(None) };
    bytes.extend(content(&folder.join(OUTDATED_LIST))?.unwrap_or_default());
    Ok(Some(blake3::hash(&bytes).to_hex().to_string()))
}

/// Was it said that of what the outbox lists, and is not recorded, nothing was sent?
pub(super) fn is_dropped(folder: &Path) -> Result<bool> {
    let none_sent = content(&folder.join(NONE_SENT))?.unwrap_or_default();
    Ok(digest(folder)?.is_some_and(|digest| String::from_utf8_lossy(&none_sent).trim() == digest))
}

/// The outboxes of the days but one, in order, without those of which nothing is waited for.
pub fn of_other_days(outbox: &Path, day: Day) -> Result<Vec<Outbox>> {
    let mut found = Vec::new();
    for (_, folder) in days(outbox)?.into_iter().filter(|(other, _)| *other != day) {
        if folder.join(MANIFEST).exists() && !is_dropped(&folder)? {
            found.push(Outbox { listed: listed(&folder)?, folder });
        }
    }
    Ok(found)
}

/// The folders that are named after a day and have a manifest, in order.
fn days(outbox: &Path) -> Result<Vec<(Day, PathBuf)>> {
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
        if let Some(day) = day.filter(|_| !folder.is_symlink() && folder.join(MANIFEST).is_file()) {
            days.push((day, folder));
        }
    }
    days.sort();
    Ok(days)
}
