//! An owner's folder while it is filled, beside its place: it gets its name when all is in it.

use super::files::{make_folder, refuse_link};
use anyhow::{Context, Result};
use fs_err as fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Before it has its name, the folder of a new owner has this one before it.
pub(super) const UNNAMED: &str = ".filling-";

/// A folder without its name.
pub(super) struct Filling {
    place: PathBuf,
    unnamed: PathBuf,
}

impl Filling {
    /// Begins with nothing in it, whatever a run left there that was cut short. Nothing may stand in its place.
    pub fn begin(folder: &Path, owner: &str) -> Result<Filling> {
        let (outer, name) = owner.rsplit_once('/').unwrap_or(("", owner));
        let outer = folder.join(outer);
        make_folder(&outer)?;
        let unnamed = outer.join(format!("{UNNAMED}{name}"));
        refuse_link(&unnamed)?;
        match fs::remove_dir_all(&unnamed) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("files of an interrupted run are in the way")?,
            _ => make_folder(&unnamed)?,
        }
        Ok(Filling { place: folder.join(owner), unnamed })
    }

    /// Adds the file of a draft. It takes three calls of the system: nothing is there, so nothing is looked for.
    pub fn add(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let name = path.rsplit('/').next().unwrap_or_default();
        let written = fs::File::create_new(self.unnamed.join(name)).and_then(|mut file| file.write_all(bytes));
        written.with_context(|| format!("cannot write {}", self.place.join(name).display()))
    }

    pub fn done(self) -> Result<()> {
        fs::rename(&self.unnamed, &self.place).with_context(|| format!("cannot make the folder {}", self.place.display()))
    }
}
