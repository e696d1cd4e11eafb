//! Files that are replaced as a whole: a reader finds the old content or the new.

use fs_err::{self as fs, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::NamedTempFile;

/// Writes to a stream or device, which cannot be replaced as a whole.
pub(super) fn pour(out: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let written = write(&mut out).and_then(|()| out.flush());
    // What is still in the buffer could not be written, and will not be tried again.
    let _ = out.into_parts();
    written
}

/// Did Windows refuse because another program holds the file open? It says that access is denied, or that the file is shared or locked.
fn is_held_open(error: &io::Error) -> bool {
    const SHARED_OR_LOCKED: [i32; 2] = [32, 33];
    let is_shared = error.raw_os_error().is_some_and(|code| SHARED_OR_LOCKED.contains(&code));
    cfg!(windows) && (is_shared || error.kind() == io::ErrorKind::PermissionDenied)
}

/// An error in plain words.
pub fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "no space is left".to_owned(),
        _ if is_held_open(error) => format!("it may be open in another program, such as Excel: close it there ({error})"),
        _ => error.to_string(),
    }
}

/// Replaces a file as a whole: the new content is written beside it, flushed and renamed, so that a reader finds the old content or the new
/// and nothing is lost when the disk is full. The folder is not flushed: after a power failure the old content may be there again. A pipe or
/// device is written to directly.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let (path, before) = target(path)?;
    if before.as_ref().is_some_and(|found| !found.is_file()) {
        let (out, _) = File::options().write(true).open(&path)?.into_parts();
        return pour(out, write);
    }
    Prepared::of(path, before, write)?.0.put()
}

/// New content of a file that lies beside it, complete and flushed. It is gone unless it is put in place.
pub struct Prepared {
    fresh: NamedTempFile,
    path: PathBuf,
}

impl Prepared {
    /// Writes what will replace a file, which may be missing.
    pub fn write<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<(Prepared, T)> {
        match target(path)? {
            (_, Some(found)) if !found.is_file() => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file")),
            (path, before) => Prepared::of(path, before, write),
        }
    }

    fn of<T>(
        path: PathBuf,
        before: Option<std::fs::Metadata>,
        write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> io::Result<(Prepared, T)> {
        let mut fresh = fresh_file(folder_of(&path))?;
        let mut out = BufWriter::with_capacity(1 << 16, fresh.as_file_mut());
        let made = write(&mut out)?;
        out.flush()?;
        drop(out);
        if let Some(before) = before {
            fresh.as_file().set_permissions(before.permissions())?;
        }
        fresh.as_file().sync_all()?;
        Ok((Prepared { fresh, path }, made))
    }

    /// Replaces the file.
    pub fn put(self) -> io::Result<()> {
        self.fresh.persist(&self.path)?;
        Ok(())
    }
}

/// Fails if [`replace`] could not even begin.
pub fn tried(path: &Path) -> io::Result<()> {
    let (path, before) = target(path)?;
    if before.is_none_or(|found| found.is_file()) {
        fresh_file(folder_of(&path))?;
    }
    Ok(())
}

/// Where a file is to be written, and what is there; what can be no target is refused.
fn target(path: &Path) -> io::Result<(PathBuf, Option<std::fs::Metadata>)> {
    let refused = |kind, why: &str| Err(io::Error::new(kind, why));
    if path.to_string_lossy().ends_with(std::path::is_separator) && !path.is_dir() {
        return refused(io::ErrorKind::IsADirectory, "this is the name of a folder, but a file is needed");
    }
    let path = followed(path);
    if path.is_symlink() {
        return refused(io::ErrorKind::NotFound, "it is a symbolic link to a file that does not exist");
    }
    let before = fs::metadata(&path).ok();
    match &before {
        Some(found) if found.is_dir() => refused(io::ErrorKind::IsADirectory, "it is a folder"),
        Some(found) if found.is_file() && found.permissions().readonly() => refused(io::ErrorKind::PermissionDenied, "it is read-only"),
        _ => Ok((path, before)),
    }
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Prefix of files that are being written.
pub const FRESH: &str = ".collect-";

/// A temporary file with the permissions that a new file would have.
pub fn fresh_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(FRESH);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // The error would name a file that nobody asked for.
    builder.tempfile_in(folder).map_err(|error| {
        let folder = folder.display();
        let why = match error.kind() {
            io::ErrorKind::NotFound => format!("there is no folder {folder}"),
            io::ErrorKind::NotADirectory => format!("{folder} is not a folder"),
            io::ErrorKind::PermissionDenied => format!("you may not write in the folder {folder}"),
            kind => return without_a_path(&error).unwrap_or_else(|| io::Error::from(kind)),
        };
        io::Error::new(error.kind(), why)
    })
}

/// The system's own error, without the name of the file.
fn without_a_path(error: &io::Error) -> Option<io::Error> {
    let said = error.get_ref()?.source()?.downcast_ref::<io::Error>()?;
    said.raw_os_error().map(io::Error::from_raw_os_error)
}

/// Flushes a folder, so that renames in it outlast a power failure.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Where a symbolic link leads, so that the file is replaced and the link stays.
pub fn followed(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The files that this run reads: no result may take the place of one.
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

#[cfg(test)]
mod tests;
