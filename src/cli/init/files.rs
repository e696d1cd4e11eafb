//! The files that a project begins with: those that are found, and those that are written.

use crate::cli::output::fresh_file;
use anyhow::{Context, Result, anyhow};
use fs_err as fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Files of the ledger that `collect` itself writes or is told of by nobody else.
const OWN: [&str; 2] = ["log.csv", "rejects.csv"];
const ENDINGS: [&str; 2] = [".csv", ".tsv"];
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

/// Nothing is done where one of the files is there already.
pub fn refuse_existing(names: &[&str]) -> Result<()> {
    match names.iter().find(|name| fs::symlink_metadata(name).is_ok()) {
        None => Ok(()),
        Some(name) => {
            Err(anyhow!("{name} is there already, and is never overwritten: move it away to begin anew, or go on with `collect status`"))
        }
    }
}

/// Writes new files: all of them or none. One that has come to be there meanwhile is not touched.
pub fn write_all(files: &[(&str, &str)]) -> Result<()> {
    let refused = |name: &str, error: &dyn std::fmt::Display| anyhow!("cannot write {name}: {error}; nothing was written");
    let mut fresh = Vec::new();
    for (name, text) in files {
        let mut file = fresh_file(Path::new(".")).map_err(|error| refused(name, &error))?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all());
        written.map_err(|error| refused(name, &error))?;
        fresh.push((*name, file));
    }
    let mut there: Vec<&str> = Vec::new();
    for (name, file) in fresh {
        if let Err(error) = file.persist_noclobber(name) {
            // What this run has put there, and nobody else, is taken away again.
            there.iter().for_each(|name| drop(fs::remove_file(name)));
            return Err(refused(name, &error.error));
        }
        there.push(name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_are_written_or_neither() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        let (a, b) = (path("a.yaml"), path("b.yaml"));
        fs::write(&b, "mine").unwrap();
        let error = write_all(&[(&a, "one"), (&b, "two")]).unwrap_err();
        assert!(error.to_string().ends_with("nothing was written"), "{error}");
        assert!(!Path::new(&a).exists());
        assert_eq!(fs::read_to_string(&b).unwrap(), "mine");
        fs::remove_file(&b).unwrap();
        write_all(&[(&a, "one"), (&b, "two")]).unwrap();
        assert_eq!((fs::read_to_string(&a).unwrap(), fs::read_to_string(&b).unwrap()), ("one".to_owned(), "two".to_owned()));
    }
}
