//! Which files a run reads, so that no result takes the place of one.

use fs_err as fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

static READ: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

pub fn will_read(path: &Path) {
    if let (Ok(path), Ok(mut read)) = (fs::canonicalize(path), READ.lock()) {
        read.push(path);
    }
}

/// Is a file one that this run has read? It is not to be replaced by what comes of it.
pub fn was_read(path: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|path| READ.lock().is_ok_and(|read| read.contains(&path)))
}
