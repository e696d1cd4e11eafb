//! What a run is about to write to a log, noted beside it first: whoever finds the note can tell what is missing, and complete it.
//!
//! Rows are added to the file itself and not to a copy that takes its place, because another program may have it open and add to it, too.

use fs_err as fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// A change of a log: what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Journal {
    pub keep: u64,
    pub before: u64,
    /// What stands behind those that stay, to the end.
    pub rest: Vec<u8>,
}

/// How far a change has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteState {
    /// All of it is in the log, and maybe more that others have added since.
    Done,
    Begun,
    /// The log is another one now: the change is of no use.
    Outdated,
}

impl Journal {
    pub fn state(&self, log: &[u8]) -> NoteState {
        let (keep, before, end) = (self.keep as usize, self.before as usize, self.end() as usize);
        if log.get(keep..end).is_some_and(|there| there == self.rest) {
            return NoteState::Done;
        }
        let is_added = keep == before;
        let is_begun = match log.get(keep..) {
            Some(there) if is_added => self.rest.starts_with(there),
            // Bytes in front are overwritten last, so only the length can tell.
            Some(_) => (before..=end).contains(&log.len()),
            None => false,
        };
        if is_begun { NoteState::Begun } else { NoteState::Outdated }
    }

    pub fn applied(&self, mut log: Vec<u8>) -> Vec<u8> {
        if self.state(&log) == NoteState::Begun {
            log.truncate(self.keep as usize);
            log.extend_from_slice(&self.rest);
        }
        log
    }

    pub fn end(&self) -> u64 {
        self.keep + self.rest.len() as u64
    }

    /// Notes the change beside a log; it is on disk when this is done.
    pub fn note(&self, log: &Path) -> io::Result<()> {
        let path = place(log);
        remove(log)?;
        let (mut file, _) = fs::File::create_new(&path)?.into_parts();
        file.write_all(&self.to_bytes())?;
        file.sync_all()
    }

    /// The change that was noted beside a log; nothing where there is none, or a note that was cut short: then the log was not touched.
    pub fn noted(log: &Path) -> io::Result<Option<Journal>> {
        let path = place(log);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_file() => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
        let mut bytes = Vec::new();
        match fs::File::open(&path).and_then(|mut file| file.read_to_end(&mut bytes)) {
            Ok(_) => Ok(Journal::parse(&bytes)),
            // It was done between the two looks.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let Journal { keep, before, rest } = self;
        let mut bytes = format!("{keep} {before} {}\n", self.digest()).into_bytes();
        bytes.extend_from_slice(rest);
        bytes
    }

    fn parse(bytes: &[u8]) -> Option<Journal> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let mut words = std::str::from_utf8(&bytes[..end]).ok()?.split(' ');
        let (keep, before, digest) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?);
        let journal = Journal { keep, before, rest: bytes[end + 1..].to_vec() };
        (journal.digest() == digest).then_some(journal)
    }

    fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.keep.to_le_bytes()).update(&self.before.to_le_bytes()).update(&self.rest);
        hasher.finalize().to_hex().to_string()
    }
}

pub(super) fn remove(log: &Path) -> io::Result<()> {
    match fs::remove_file(place(log)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn place(log: &Path) -> PathBuf {
    super::beside(log, "new")
}

#[cfg(test)]
mod tests;
