//! The log as a file that several runs may add to at once: locked, and always whole.
//!
//! What is to be written is noted beside the log and flushed to disk before the log itself is touched. So whatever happens meanwhile, a
//! signal, a full disk, a failure of the power, whoever reads the log finds all rows of a command or none, and never half a row.

mod journal;

use super::replacing::{folder_of, followed, sync_folder, why};
use anyhow::{Context, Result, anyhow, bail};
use collect::record::LogChange;
use fs_err as fs;
use journal::{Journal, NoteState};
use std::fs::{File, Metadata, TryLockError};
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// Another run's lock is tried for five seconds in all.
const TRIES: usize = 250;
const BETWEEN: Duration = Duration::from_millis(20);

/// The log, to which no other run adds while this is there.
pub struct LogFile {
    name: PathBuf,
    path: PathBuf,
    /// What was known of the file when it was locked; nothing if there was none.
    before: Option<Metadata>,
    _lock: File,
}

impl LogFile {
    /// What stands in the log, and the log to add to, once no other run adds to it. A dry run only looks: it does not wait, leaves no lock
    /// behind, and has nothing to add to.
    pub fn open(name: &Path, dry_run: bool) -> Result<(Vec<u8>, Option<LogFile>)> {
        let cannot_read = || format!("cannot read {}", name.display());
        let log = if dry_run { None } else { Some(LogFile::lock(name)?) };
        let mut bytes = Vec::new();
        match opened(name).and_then(|log| log.bytes()?.read_to_end(&mut bytes)) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            read => drop(read.with_context(cannot_read)?),
        }
        Ok((bytes, log))
    }

    fn lock(name: &Path) -> Result<LogFile> {
        let path = followed(name);
        if path.is_symlink() {
            bail!("{} is a symbolic link to a file that does not exist", name.display());
        }
        let cannot_read = || format!("cannot read {}", name.display());
        if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            bail!("{} is not a file", name.display());
        }
        let lock = locked(name, &path)?;
        complete(&path).with_context(|| format!("cannot complete the rows that an interrupted run was adding to {}", name.display()))?;
        let before = match fs::metadata(&path) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(cannot_read),
        };
        Ok(LogFile { name: name.to_owned(), path, before, _lock: lock })
    }

    /// Writes a change of the log. It is on disk when this is done; where it fails, the log is as it was, or that is told.
    pub fn write(self, change: &LogChange) -> Result<()> {
        self.written(change).map_err(|error| {
            let what_to_do = match error.kind() {
                ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded => "; make room, then try again",
                ErrorKind::PermissionDenied => "; it and its folder must be writable",
                _ => "",
            };
            anyhow!("cannot add to {}: {}; nothing was added{what_to_do}", self.name.display(), why(&error))
        })?;
        sync_folder(folder_of(&self.path))
            .with_context(|| format!("rows were added to {}, but a power failure may undo that", self.name.display()))
    }

    fn written(&self, change: &LogChange) -> io::Result<()> {
        if self.before.as_ref().is_some_and(|before| before.permissions().readonly()) {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
        }
        let length = self.before.as_ref().map_or(0, Metadata::len);
        let journal = Journal { keep: change.keep as u64, before: length, rest: change.bytes.clone() };
        let made = self.made(&journal);
        if made.is_err() {
            let _ = journal::remove(&self.path);
            if self.before.is_none() && fs::metadata(&self.path).is_ok_and(|found| found.len() == 0) {
                let _ = fs::remove_file(&self.path);
            }
        }
        made
    }

    fn made(&self, journal: &Journal) -> io::Result<()> {
        let mut options = fs::File::options();
        let (file, _) = match &self.before {
            Some(_) => options.write(true).open(&self.path)?.into_parts(),
            None => options.write(true).create_new(true).open(&self.path).map_err(meanwhile)?.into_parts(),
        };
        journal.note(&self.path)?;
        sync_folder(folder_of(&self.path))?;
        self.unchanged(&file)?;
        if let Err(error) = put(journal, &self.path, journal.before) {
            // What could not be written whole is taken away again, unless others have added behind it.
            let mut there = Vec::new();
            fs::File::open(&self.path)?.read_to_end(&mut there)?;
            if journal.state(&there) == NoteState::Begun {
                file.set_len(journal.before)?;
            }
            return Err(error);
        }
        journal::remove(&self.path)
    }

    /// Fails if a program that does not use the lock has written meanwhile, so that its rows are not lost.
    fn unchanged(&self, file: &File) -> io::Result<()> {
        let now = file.metadata()?;
        match &self.before {
            Some(before) if (now.len(), now.modified().ok()) != (before.len(), before.modified().ok()) => {
                Err(meanwhile(ErrorKind::AlreadyExists.into()))
            }
            None if now.len() > 0 => Err(meanwhile(ErrorKind::AlreadyExists.into())),
            _ => Ok(()),
        }
    }
}

fn meanwhile(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::AlreadyExists => io::Error::other("another program has just written to it, so check it and try again"),
        _ => error,
    }
}

/// The log, opened for reading.
pub enum OpenLog {
    /// The file, up to the length that it had.
    AsItIs(fs::File, u64),
    Completed(Vec<u8>),
}

impl OpenLog {
    /// Its bytes from the beginning. One reader at a time.
    pub fn bytes(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            OpenLog::Completed(bytes) => Box::new(Cursor::new(bytes.clone())),
            OpenLog::AsItIs(file, length) => {
                let mut file = file.try_clone()?;
                file.rewind()?;
                Box::new(file.take(*length))
            }
        })
    }
}

/// Opens the log for reading, with whatever a run has begun to add to it. It is an ordinary file, or refused: a pipe would have to be
/// waited for, and a device may never end.
pub fn opened(name: &Path) -> io::Result<OpenLog> {
    const LOOKS: usize = 100;
    let path = followed(name);
    if fs::metadata(&path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is a pipe or a device, but the log must be a file"));
    }
    let mut look = 0;
    loop {
        let mut file = fs::File::open(&path)?;
        let length = file.metadata()?;
        if length.is_dir() {
            return Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder"));
        }
        let length = length.len();
        if let Some(journal) = Journal::noted(&path)? {
            let mut log = Vec::new();
            file.read_to_end(&mut log)?;
            return Ok(OpenLog::Completed(journal.applied(log)));
        }
        look += 1;
        // Where the length stays, nobody has written between the two looks.
        if file.metadata()?.len() == length || look == LOOKS {
            return Ok(OpenLog::AsItIs(file, length));
        }
    }
}

/// Completes what a run has begun that was cut short.
fn complete(path: &Path) -> io::Result<()> {
    let Some(journal) = Journal::noted(path)? else { return Ok(()) };
    let mut log = Vec::new();
    match fs::File::open(path).and_then(|mut file| file.read_to_end(&mut log)) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        read => drop(read?),
    }
    if journal.state(&log) == NoteState::Begun {
        put(&journal, path, log.len() as u64)?;
    }
    journal::remove(path)
}

/// Writes what is missing of a change in a log of some length. The end comes first, because only that can fail for lack of room. It is
/// appended wherever the file ends by then.
fn put(journal: &Journal, path: &Path, length: u64) -> io::Result<()> {
    let Journal { keep, before, rest } = journal;
    let (mut end, _) = fs::File::options().append(true).open(path)?.into_parts();
    end.write_all(&rest[(length - keep) as usize..])?;
    if keep < before {
        let (mut front, _) = fs::File::options().write(true).open(path)?.into_parts();
        front.seek(SeekFrom::Start(*keep))?;
        front.write_all(&rest[..(before - keep) as usize])?;
    }
    end.sync_all()
}

/// Locks a file beside the log, because the log itself is replaced. It stays where it is: removing it would let two runs lock two
/// files of that name. Where the file system knows no locks, there is none.
pub fn locked(name: &Path, path: &Path) -> Result<File> {
    let place = beside(path, "lock");
    match fs::symlink_metadata(&place) {
        Ok(found) if found.is_symlink() => bail!("{} is a symbolic link: nothing is written there", place.display()),
        Ok(found) if !found.is_file() => bail!("{} is not a file, but a lock is needed there: move it away", place.display()),
        _ => {}
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
    bail!("another run is adding to {} and holds {}: nothing was added; try again when that run is done", name.display(), place.display())
}

fn cannot_lock(path: &Path, error: &io::Error) -> String {
    let folder = folder_of(path).display();
    match error.kind() {
        ErrorKind::NotFound => format!("there is no folder {folder}"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            format!("you may not write in the folder {folder}, but a lock is needed there: make it writable")
        }
        _ => why(error),
    }
}

/// `.log.csv.lock` for `log.csv`
fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{ending}"))
}

#[cfg(test)]
mod tests;
