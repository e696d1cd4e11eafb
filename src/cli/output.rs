//! Where results go: to a file as a whole or not at all, or to standard output.

use super::replacing::{pour, replace, was_read, why};
use super::shell::Shell;
use anyhow::{Result, anyhow};
use collect::report::one_line;
use std::io::{self, Write};
use std::path::Path;

/// Writes a result with `write`: to a file if one is named (`-` is standard output), else to standard output. A reader of
/// a pipe that has seen enough (`collect plan | head`) is no error.
pub fn deliver(file: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let file = named(file);
    if let Some(path) = file.filter(|path| was_read(path)) {
        return Err(anyhow!("{} is a file that this run reads, so it is not replaced: name another", path.display()));
    }
    let written = match file {
        Some(path) => replace(path, write),
        None => pour(io::stdout().lock(), write),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let place = file.map_or_else(|| "to standard output".to_owned(), |path| path.display().to_string());
            Err(anyhow!("cannot write {place}: {}", why(&error)))
        }
        _ => Ok(()),
    }
}

/// The file that a result goes to; none where it is standard output.
pub fn named(file: Option<&Path>) -> Option<&Path> {
    file.filter(|path| path.as_os_str() != "-")
}

/// After a failure, warns (even with --quiet) that a file under the result's name is from an earlier run.
pub fn left_of_earlier(file: Option<&Path>, shell: &Shell) {
    if let Some(file) = named(file).filter(|file| file.is_file()) {
        shell.warn(&format!("{} is from an earlier run and was not changed", file.display()));
    }
}

/// Writes lines to standard output. Text from a ledger cannot move the cursor or colour the screen.
pub fn tell(lines: &str) -> Result<()> {
    let harmless: String = lines.lines().map(|line| format!("{}\n", one_line(line))).collect();
    deliver(None, |out| out.write_all(harmless.as_bytes()))
}

pub const NOTHING_WRITTEN: &str = "Nothing was written (--dry-run).\n";

/// Tells what was done, as [`tell`] does.
pub fn tell_done(done: &str, lines: &str, shell: &Shell) {
    done_all_the_same(done, tell(lines), shell);
}

/// Only warns if the report could not be written: a second try would do the work twice.
pub fn done_all_the_same(done: &str, told: Result<()>, shell: &Shell) {
    if let Err(error) = told {
        shell.warn(&format!("{error:#}; but {done}"));
    }
}
