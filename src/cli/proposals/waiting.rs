//! Proposals that wait for a decision: told beside a plan, which does not depend on them.

use super::{DECIDED, FOLDER, bytes_of, sheets};
use crate::cli::shell::Shell;
use collect::proposal::{ProposalSheet, Take, decided_rows};
use collect::report::counted;
use std::collections::HashSet;
use std::path::Path;

/// How many rows wait in the folder of proposals, and in which files; none where there is none.
pub fn waiting_in(folder: &Path) -> (usize, Vec<String>) {
    // What cannot be read is told by the commands that need it.
    let Ok(paths) = sheets(folder) else { return (0, Vec::new()) };
    let decided: HashSet<String> =
        decided_rows(&bytes_of(&folder.join(DECIDED)).unwrap_or_default()).into_iter().map(|row| row.id).collect();
    let mut files = Vec::new();
    let mut count = 0;
    for path in paths {
        let rows = ProposalSheet::read(&bytes_of(&path).unwrap_or_default());
        let waiting = rows.ids().filter(|(id, _, take)| *take != Take::No && !decided.contains(*id)).count();
        if waiting > 0 {
            count += waiting;
            files.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    (count, files)
}

/// Says how many they are.
pub fn tell_waiting(folder: &Path, shell: &Shell) {
    let (count, files) = waiting_in(folder);
    if let Some(newest) = files.last() {
        let waits = if count == 1 { "waits" } else { "wait" };
        let more = if files.len() > 1 { format!(" and {} more", counted(files.len() - 1, "file")) } else { String::new() };
        shell.note(&format!(
            "{} {waits} for a decision in {FOLDER}/{newest}{more}: fill `take` with yes or no, then run `collect record {FOLDER}/{newest}`",
            counted(count, "proposal")
        ));
    }
}
