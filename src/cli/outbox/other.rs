//! What the outbox of another day says: which drafts it lists, and whether somebody still waits for them.
//!
//! `collect record --none` leaves a file beside the manifest with the manifest's digest in it: of what that manifest lists and nobody
//! recorded, nothing was sent. Drafts of a later run change the manifest, and the word does not hold for them.

use super::files::{Flushed, content, write};
use super::lists::{parsed, read_list};
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
    Ok(listed)
}

/// Notes that of what an outbox lists, and is not recorded, nothing was sent.
pub fn drop_rest(folder: &Path) -> Result<()> {
    let _locked = lock::locked(folder)?;
    let path = folder.join(MANIFEST);
    let bytes = content(&path)?.with_context(|| format!("{} is gone", path.display()))?;
    write(&folder.join(NONE_SENT), format!("{}\n", blake3::hash(&bytes).to_hex()).as_bytes(), Flushed::AtOnce)
}

/// The outboxes of the days but one, in order, without those of which nothing is waited for.
pub fn of_other_days(outbox: &Path, day: Day) -> Result<Vec<Outbox>> {
    let mut found = Vec::new();
    for (_, folder) in days(outbox)?.into_iter().filter(|(other, _)| *other != day) {
        let path = folder.join(MANIFEST);
        let Some(bytes) = content(&path)? else { continue };
        let none_sent = content(&folder.join(NONE_SENT))?.unwrap_or_default();
        if String::from_utf8_lossy(&none_sent).trim() != blake3::hash(&bytes).to_hex().as_str() {
            found.push(Outbox { listed: parsed(&path, &bytes)?, folder });
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
