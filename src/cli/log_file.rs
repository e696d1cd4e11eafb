//! The log as a file that several runs may add to at once: locked, and always whole.
//!
//! Rows are added to a copy beside the log, which is flushed to disk and renamed into its place. So whoever reads the log, and
//! whatever happens meanwhile, a signal, a full disk, a failure of the power, there is the old log or the new, and never half a row.

use super::output::{followed, sync_folder, why};
use anyhow::{Context, Result, anyhow, bail};
use fs_err as fs;
use std::fs::{File, Metadata, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// How often a lock that another run holds is asked for, and how long is waited in between: five seconds in all.
const TRIES: usize = 250;
const BETWEEN: Duration = Duration::from_millis(20);

/// The log, to which nobody else adds while this is there.
pub struct LogFile {
    /// As the user knows it.
    name: PathBuf,
    /// Where it is.
    path: PathBuf,
    /// What stood in it when it was locked.
    bytes: Vec<u8>,
    /// What was known of the file then; nothing if there was none.
    before: Option<Metadata>,
    _lock: File,
}

impl LogFile {
    /// Waits until no other run adds to the log, and reads it.
    fn lock(name: &Path) -> Result<LogFile> {
        let path = followed(name);
        if path.is_symlink() {
            bail!("{} is a symbolic link that leads nowhere", name.display());
        }
        let lock = locked(name, &path)?;
        let before = match fs::metadata(&path) {
            Ok(found) if !found.is_file() => bail!("{} is not a file", name.display()),
            Ok(found) => Some(found),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", name.display())),
        };
        let bytes = match before {
            Some(_) => fs::read(&path).with_context(|| format!("cannot read {}", name.display()))?,
            None => Vec::new(),
        };
        Ok(LogFile { name: name.to_owned(), path, bytes, before, _lock: lock })
    }

    /// What stands in the log, and the log to add to. A dry run only looks: it does not wait, leaves no lock behind, and has nothing to add to.
    pub fn open(name: &Path, dry_run: bool) -> Result<(Vec<u8>, Option<LogFile>)> {
        if !dry_run {
            let log = LogFile::lock(name)?;
            return Ok((log.bytes.clone(), Some(log)));
        }
        match fs::read(name) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok((Vec::new(), None)),
            bytes => Ok((bytes.with_context(|| format!("cannot read {}", name.display()))?, None)),
        }
    }

    /// Adds bytes to the log. They are on disk when this is done; where it fails, the log is as it was, or that is told.
    pub fn append(self, addition: &[u8]) -> Result<()> {
        self.written(addition).map_err(|error| {
            let what_to_do = match error.kind() {
                ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded => "; make room, then try again",
                ErrorKind::PermissionDenied => "; it and its folder must be writable",
                _ => "",
            };
            anyhow!("cannot add to {}: {}; it is as it was{what_to_do}", self.name.display(), why(&error))
        })?;
        sync_folder(folder_of(&self.path))
            .with_context(|| format!("rows were added to {}, but a failure of the power may undo that", self.name.display()))
    }

    fn written(&self, addition: &[u8]) -> io::Result<()> {
        if self.before.as_ref().is_some_and(|before| before.permissions().readonly()) {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
        }
        // The lock is held, so this is nobody else's, and what a run left there that was cut short is overwritten.
        let fresh = beside(&self.path, "new");
        match fs::remove_file(&fresh) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let made = self.made(&fresh, addition);
        if made.is_err() {
            let _ = fs::remove_file(&fresh);
        }
        made
    }

    fn made(&self, fresh: &Path, addition: &[u8]) -> io::Result<()> {
        let (mut file, _) = fs::File::create_new(fresh)?.into_parts();
        file.write_all(&self.bytes)?;
        file.write_all(addition)?;
        if let Some(before) = &self.before {
            file.set_permissions(before.permissions())?;
        }
        file.sync_all()?;
        self.unchanged()?;
        fs::rename(fresh, &self.path)
    }

    /// A program that knows nothing of the lock may have written meanwhile: then nothing of it is to be lost.
    fn unchanged(&self) -> io::Result<()> {
        let now = fs::metadata(&self.path).ok();
        let state = |found: &Metadata| (found.len(), found.modified().ok());
        if now.as_ref().map(state) == self.before.as_ref().map(state) {
            return Ok(());
        }
        Err(io::Error::other("another program has just written to it, so look at it and try again"))
    }
}

/// Locks a file beside the log, because the log itself is replaced. It stays where it is: removing it would let two runs lock two
/// files of that name. Where the file system knows no locks, there is none.
fn locked(name: &Path, path: &Path) -> Result<File> {
    let place = beside(path, "lock");
    if place.is_symlink() {
        bail!("{} is a symbolic link: nothing is written there", place.display());
    }
    let file = fs::File::options().create(true).truncate(false).write(true).open(&place);
    let (file, _) = file.map_err(|error| anyhow!("cannot add to {}: {}", name.display(), cannot_lock(path, &error)))?.into_parts();
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => sleep(BETWEEN),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error).with_context(|| format!("cannot lock {}", place.display())),
        }
    }
    bail!("another run is adding to {} and holds {}: nothing was added; try again when it is done", name.display(), place.display())
}

fn cannot_lock(path: &Path, error: &io::Error) -> String {
    let folder = folder_of(path).display();
    match error.kind() {
        ErrorKind::NotFound => format!("there is no folder {folder}"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            format!("you may not write in the folder {folder}, and a lock is needed there: make it writable")
        }
        _ => why(error),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// `.log.csv.lock` for `log.csv`
fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn bytes_are_added_and_nothing_is_left_beside_but_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.csv");
        LogFile::lock(&path).unwrap().append(b"a\n").unwrap();
        fs::write(folder.path().join(".log.csv.new"), "what a run left that was killed").unwrap();
        LogFile::lock(&path).unwrap().append(b"b\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "a\nb\n");
        assert_eq!(names(folder.path()), [".log.csv.lock", "log.csv"]);
    }

    #[test]
    fn what_another_program_wrote_meanwhile_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.csv");
        for before in [None, Some("a\n")] {
            if let Some(text) = before {
                fs::write(&path, text).unwrap();
            }
            let log = LogFile::lock(&path).unwrap();
            fs::write(&path, "a\nb\n").unwrap();
            let told = log.append(b"c\n").unwrap_err().to_string();
            assert!(told.contains("another program has just written to it"), "{told}");
            assert_eq!(fs::read_to_string(&path).unwrap(), "a\nb\n");
        }
        assert_eq!(names(folder.path()), [".log.csv.lock", "log.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_so_do_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file.csv"), folder.path().join("log.csv"));
        fs::write(&file, "a\n").unwrap();
        fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        LogFile::lock(&link).unwrap().append(b"b\n").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "a\nb\n");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
