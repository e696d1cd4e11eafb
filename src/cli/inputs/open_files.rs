//! The files of a ledger, each opened once. A command that looks at its ledger again reads the same files, even if others have taken their
//! names since; what came through a pipe is kept in a temporary file for that.

use super::files::{is_stdin, regular};
use crate::cli::log_file::{self, OpenLog};
use crate::cli::replacing::will_read;
use fs_err::File;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// The files that a command has opened.
#[derive(Default)]
pub struct OpenFiles {
    /// Was any of them a pipe, which cannot be opened a second time?
    piped: Cell<bool>,
    opened: RefCell<HashMap<PathBuf, OpenFile>>,
}

enum OpenFile {
    Regular(File),
    Log(OpenLog),
}

impl OpenFiles {
    /// Did anything come through a pipe?
    pub fn any_piped(&self) -> bool {
        self.piped.get()
    }

    /// The bytes of a file from its beginning, `-` for standard input. One reader at a time: they share a place in the file.
    pub fn bytes(&self, path: &Path, is_log: bool) -> io::Result<Box<dyn Read + Send>> {
        let mut opened = self.opened.borrow_mut();
        if !opened.contains_key(path) {
            let file = match (is_log, is_stdin(path)) {
                (true, false) => {
                    will_read(path);
                    OpenFile::Log(log_file::opened(path)?)
                }
                (_, true) => {
                    self.piped.set(true);
                    OpenFile::Regular(spooled(io::stdin(), path)?)
                }
                (false, false) => {
                    let file = regular(path)?;
                    let is_pipe = !file.metadata()?.is_file();
                    self.piped.set(self.piped.get() || is_pipe);
                    OpenFile::Regular(if is_pipe { spooled(file, path)? } else { file })
                }
            };
            opened.insert(path.to_owned(), file);
        }
        match &opened[path] {
            OpenFile::Regular(file) => Ok(Box::new(from_the_beginning(file)?)),
            OpenFile::Log(log) => log.bytes(),
        }
    }
}

impl OpenFiles {
    /// Lets go of a file that is to be replaced, which Windows refuses while it is open. It is opened anew if it is read again.
    pub fn close(&self, path: &Path) {
        self.opened.borrow_mut().remove(path);
    }
}

fn from_the_beginning(file: &File) -> io::Result<File> {
    let mut file = file.try_clone()?;
    file.rewind()?;
    Ok(file)
}

/// A temporary file with everything that comes through a pipe. It has no name, and is gone when the run ends.
fn spooled(mut pipe: impl Read, path: &Path) -> io::Result<File> {
    let mut file = File::from_parts(tempfile::tempfile()?, path);
    io::copy(&mut pipe, &mut file)?;
    Ok(file)
}
