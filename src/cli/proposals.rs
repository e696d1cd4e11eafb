//! The folder of proposals: a file for each day and kind, and what was decided about their rows.

mod recording;
mod waiting;

pub use recording::{Recording, run};
pub use waiting::{tell_waiting, waiting_in};

use super::inputs::Books;
use super::replacing::{replace, why};
use anyhow::{Context, Result, anyhow};
use collect::proposal::{DecidedRow, Proposal, ProposalSheet, decided_rows, merged, source_of};
use collect::record::log_rows;
use fs_err as fs;
use std::collections::{BTreeMap, HashSet};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The folder, in that of the project.
pub const FOLDER: &str = "proposals";

/// The file of decisions, in the folder.
const DECIDED: &str = "decided.csv";

/// What is known of sources that were proposed before.
pub struct KnownProposals {
    folder: PathBuf,
    pub decided: Vec<DecidedRow>,
    /// The ids of proposed events that the log has, and which of them are taken back.
    pub logged: BTreeMap<String, bool>,
    /// The rows of each file, by its path.
    sheets: Vec<(PathBuf, ProposalSheet)>,
}

/// What became of the proposals of a run.
pub struct WrittenProposals {
    pub path: PathBuf,
    /// The proposals that are new, in the file or, without it, to be.
    pub new: Vec<Proposal>,
    /// How many were proposed before.
    pub known: usize,
}

impl KnownProposals {
    pub fn read(books: &Books) -> Result<KnownProposals> {
        let folder = books.in_project(FOLDER);
        let log = bytes_of(&books.log)?;
        let mut logged = BTreeMap::new();
        for row in log_rows(&log).iter().filter(|row| source_of(row.cell("id")).is_some()) {
            logged.insert(row.cell("id").to_owned(), row.is_taken_back);
        }
        let decided = decided_rows(&bytes_of(&folder.join(DECIDED))?);
        let sheets = sheets(&folder)?.into_iter().map(|path| Ok((path.clone(), ProposalSheet::read(&bytes_of(&path)?))));
        Ok(KnownProposals { decided, logged, sheets: sheets.collect::<Result<_>>()?, folder })
    }

    /// The decisions alone.
    pub fn decided(books: &Books) -> Result<Vec<DecidedRow>> {
        Ok(decided_rows(&bytes_of(&books.in_project(FOLDER).join(DECIDED))?))
    }

    /// Every source that was proposed, decided or recorded before, with the words of one of its rows.
    pub fn sources(&self) -> BTreeMap<String, String> {
        let mut sources = BTreeMap::new();
        let logged = self.logged.keys().map(|id| (id.as_str(), ""));
        let decided = self.decided.iter().map(|row| (row.id.as_str(), row.quote.as_str()));
        let waiting = self.sheets.iter().flat_map(|(_, sheet)| sheet.ids().map(|(id, quote, _)| (id, quote)));
        for (id, quote) in logged.chain(decided).chain(waiting) {
            if let Some(source) = source_of(id) {
                let words: &mut String = sources.entry(source.to_owned()).or_default();
                if words.is_empty() {
                    quote.clone_into(words);
                }
            }
        }
        sources
    }

    /// Writes proposals of sources that are new to the day's file of that kind, behind the rows that it has. A dry run only tells them.
    pub fn add(&self, books: &Books, kind: &str, proposals: Vec<Proposal>, is_dry: bool) -> Result<WrittenProposals> {
        let path = self.folder.join(format!("{}-{kind}.csv", books.as_of));
        let known: HashSet<String> = self.sources().into_keys().collect();
        let is_new = |proposal: &Proposal| source_of(proposal.entry.cell("id")).is_none_or(|source| !known.contains(source));
        let (new, before): (Vec<Proposal>, Vec<Proposal>) = proposals.into_iter().partition(is_new);
        if !new.is_empty() && !is_dry {
            let nothing = ProposalSheet::default();
            let sheet = self.sheets.iter().find(|(own, _)| *own == path).map_or(&nothing, |(_, sheet)| sheet);
            make_folder(&self.folder)?;
            replace(&path, |out| out.write_all(&merged(sheet, &new)))
                .map_err(|error| anyhow!("cannot write {}: {}", path.display(), why(&error)))?;
        }
        Ok(WrittenProposals { path, new, known: before.len() })
    }
}

fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// The files of proposals in a folder, in order of their names.
fn sheets(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("cannot read {}", folder.display()))?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.ends_with(".csv") && !name.starts_with('.') && name != DECIDED && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// What is in a file; nothing if there is none.
fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        read => read.with_context(|| format!("cannot read {}", path.display())),
    }
}
