//! Writing the book and the events beside it: first the events, then the book, which says how many of them count.

use crate::cli::inputs::Comparing;
use crate::cli::replacing::{Prepared, folder_of, followed, replace, sync_folder, why};
use anyhow::{Context, Result, anyhow, bail};
use collect::record::{Entry, LogChange, LogSheet};
use collect::sync::CountedRows;
use fs_err as fs;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Adds events and puts the new book in place. At whatever moment it is cut short, a reader finds both as they were or both as they will be.
pub fn put(comparing: &Comparing, entries: &[Entry], new_book: Prepared) -> Result<()> {
    let (book, synced) = (&comparing.book, &comparing.synced);
    comparing.close();
    add(comparing, entries)?;
    new_book.put().map_err(|error| cannot(book, &error))?;
    let sure = sync_folder(folder_of(&followed(synced))).and_then(|()| sync_folder(folder_of(&followed(book))));
    sure.with_context(|| format!("{} was written, but a power failure may undo that", book.display()))
}

/// Brings the file of events to the rows that count and these. Rows that an earlier run wrote which did not come to write the book are gone
/// then.
fn add(comparing: &Comparing, entries: &[Entry]) -> Result<()> {
    let path = &comparing.synced;
    let counted = comparing.last.map_or(0, |last| last.rows);
    let mut found = Vec::new();
    match fs::File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound && counted == 0 => {}
        file => {
            file.and_then(|mut file| file.read_to_end(&mut found)).map_err(|error| cannot(path, &error))?;
        }
    }
    let mut kept = Vec::new();
    CountedRows::new(found.as_slice(), counted).read_to_end(&mut kept).map_err(|error| cannot(path, &error))?;
    if comparing.last.is_none() && kept.len() < found.len() {
        bail!(
            "{} has events, but there is no {}: take the book from a backup; to begin anew, move {0} away, too",
            path.display(),
            comparing.book.display()
        );
    }
    if entries.is_empty() && kept.len() == found.len() {
        return Ok(());
    }
    let LogChange { keep, bytes } = match entries {
        [] => LogChange { keep: kept.len(), bytes: Vec::new() },
        _ => LogSheet::read(&kept).map_err(|wrong| anyhow!("{}: {wrong}", path.display()))?.change(entries),
    };
    replace(path, |out| {
        out.write_all(&kept[..keep])?;
        out.write_all(&bytes)
    })
    .map_err(|error| cannot(path, &error))?;
    // The book is not to be there without them, whatever happens.
    sync_folder(folder_of(&followed(path))).map_err(|error| cannot(path, &error))
}

/// Why one of the files cannot be written, and what to do.
pub fn cannot(path: &Path, error: &io::Error) -> anyhow::Error {
    let what_to_do = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded => "; make room, then try again",
        _ => "",
    };
    anyhow!("cannot write {}: {}; nothing was taken over{what_to_do}", path.display(), why(error))
}
