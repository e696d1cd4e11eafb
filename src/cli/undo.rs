//! `collect undo`: rows of the log are taken back by other rows.

use super::arguments::Files;
use super::effect::LogEffect;
use super::inputs::Books;
use super::log::{MOST_INVOICES, concerned, with_whom_they_reach};
use super::log_file::LogFile;
use super::outcome::{Failure, Outcome};
use super::output::{NOTHING_WRITTEN, tell, tell_done};
use super::proposals::KnownProposals;
use super::shell::Shell;
use super::today::TypedDay;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use collect::finding::did_you_mean;
use collect::ledger::reading::EventType;
use collect::record::{Entry, LogRow, LogSheet, identified, log_rows, shared_id};
use collect::report::counted;
use std::collections::HashMap;
use std::path::Path;

/// Take rows of the log back.
///
/// Nothing is deleted: another row says that the first one no longer counts. If you take back an undo, the first row counts again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect undo                            what the last command wrote
  collect undo L-3fa94c1e                 the row or rows with this id
  collect undo R-80b1d2aa7c3e             what was recorded of a file of proposals
  collect undo INV-7/escalation/call/1    the touch that records this action")]
pub struct UndoArguments {
    /// The id of a row, or of the action that it records; `last`: what the last command wrote
    #[arg(value_name = "ID", default_value = "last")]
    pub id: String,
    /// The day of the new row [default: that of --as-of]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "The new row")]
    pub on: Option<TypedDay>,
    /// Show what would change, and write nothing
    #[arg(long, help_heading = "The new row")]
    pub dry_run: bool,
    /// Who takes it back
    #[arg(long, value_name = "NAME", help_heading = "The new row")]
    pub by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, help_heading = "The new row")]
    pub note: Option<String>,
    #[command(flatten)]
    pub inputs: Files,
}

pub fn run(arguments: &UndoArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let books = Books::open(&arguments.inputs, shell)?;
    let date = arguments.on.as_ref().map(|on| books.typed(on, "--on")).transpose()?.unwrap_or(books.as_of);
    let (bytes, locked) = LogFile::open(&books.log, arguments.dry_run)?;
    let sheet = LogSheet::read(&bytes).map_err(|wrong| anyhow!("{}: {wrong}", books.log.display()))?;
    let rows = log_rows(&bytes);
    let meant = meant(&rows, &arguments.id, &books.log, &runs(&books)?);
    // An undo that is taken back is about what it took back.
    let subjects = meant.iter().flatten().map(|row| (row.cell("invoice_id"), row.cell("customer_id")));
    let (invoices, wanted) = concerned(&books, subjects)?;
    let reader = books.read_events(wanted.clone())?;
    let meant = meant.map_err(|wrong| match reader.has_id(&arguments.id) && !rows.iter().any(|row| row.cell("id") == arguments.id) {
        true => anyhow!("{} is not a row of {} but of another file of events: correct it there", arguments.id, books.log.display()),
        false => wrong,
    })?;
    let undo = |row: &&LogRow| {
        Entry::new(date, EventType::Undo)
            .with("invoice_id", row.cell("invoice_id"))
            .with("customer_id", row.cell("customer_id"))
            .with("by", arguments.by.as_deref().unwrap_or_default())
            .with("note", arguments.note.as_deref().unwrap_or_default())
            .with("ref", row.cell("id"))
            .recorded_on(books.as_of)
    };
    let entries = identified(meant.iter().map(undo).collect(), sheet.length(), |id| reader.has_id(id));
    let (invoices, reader) = with_whom_they_reach(&books, invoices, wanted, reader, &sheet.alone(&entries))?;
    let effect = LogEffect::of(&books, reader, &invoices, &sheet, &entries)?;
    let skipped = books.judge(&sheet.alone(&entries), shell)?;
    for finding in &effect.odd {
        shell.warn(&finding.to_string());
    }
    if arguments.inputs.deny_warnings && !effect.odd.is_empty() {
        shell.error("there are warnings, and --deny-warnings is given: nothing was taken back");
        return Ok(Outcome::Findings);
    }
    let mut told = taken_back(&meant, &books.log, locked.is_none());
    told.push_str(&format!("{}As of {}:\n{}", if meant.len() == 1 { " " } else { "" }, books.seen_on(), effect.told(MOST_INVOICES)));
    match locked {
        None => tell(&format!("{told}{NOTHING_WRITTEN}"))?,
        Some(locked) => {
            let id = entries[0].cell("id");
            let (id, them) = shared_id(id).map_or((id, "it"), |shared| (shared, "them"));
            told.push_str(&format!("To put {them} back: collect undo {id}\n"));
            locked.write(&sheet.change(&entries))?;
            let done = if entries.len() == 1 { "the row was taken back" } else { "the rows were taken back" };
            tell_done(done, &told, shell);
        }
    }
    Ok(if skipped { Outcome::Skipped } else { Outcome::Fine })
}

/// Which rows are taken back, or would be: `Taken back: touch call on INV-1 of 2026-03-31 (L-3fa94c1e, line 2 of log.csv).`
fn taken_back(rows: &[&LogRow], log: &Path, is_tried_only: bool) -> String {
    const MOST_ROWS: usize = 10;
    let what = match (rows.iter().all(|row| row.is_undo()), is_tried_only) {
        (true, false) => "Put back, by taking back the undo",
        (true, true) => "Would be put back, by taking back the undo",
        (false, false) => "Taken back",
        (false, true) => "Would be taken back",
    };
    let log = log.display();
    if let [row] = rows {
        return format!("{what}: {} ({}, line {} of {log}).", row.told(), row.cell("id"), row.line);
    }
    let mut told = format!("{what}: {} of {log}, which one command wrote.\n", counted(rows.len(), "row"));
    for row in rows.iter().take(MOST_ROWS) {
        told.push_str(&format!("  {} ({}, line {})\n", row.told(), row.cell("id"), row.line));
    }
    if rows.len() > MOST_ROWS {
        told.push_str(&format!("  and {} more\n", counted(rows.len() - MOST_ROWS, "row")));
    }
    told
}

/// The rows that are meant, which can be taken back; those that one command wrote go together.
fn meant<'r>(rows: &'r [LogRow], id: &str, log: &Path, runs: &HashMap<String, String>) -> Result<Vec<&'r LogRow>> {
    let log = log.display();
    let of_run = |run: &str| -> Vec<&'r LogRow> {
        let is_of_it = |row: &&LogRow| !row.is_taken_back && runs.get(row.cell("id")).is_some_and(|own| own == run);
        rows.iter().filter(is_of_it).collect()
    };
    let no_id = |row: &LogRow, which: &str| {
        anyhow!("{which} (line {}: {}) has no `id`: give it any word that no other row has, then try again", row.line, row.told())
    };
    if id == "last" {
        let last = rows.iter().rev().find(|row| !row.is_undo() && !row.is_taken_back);
        let last = last.with_context(|| format!("{log} has no row to take back"))?;
        return match last.cell("id") {
            "" => Err(no_id(last, &format!("the last row of {log}"))),
            own if runs.contains_key(own) => Ok(of_run(&runs[own])),
            // By somebody else's ids nothing tells which rows go together.
            own => Ok(shared_id(own).filter(|shared| shared.starts_with("L-")).map_or_else(|| vec![last], |shared| together(rows, shared))),
        };
    }
    let run = of_run(id);
    if !run.is_empty() {
        return Ok(run);
    }
    let group: Vec<&LogRow> = rows.iter().filter(|row| shared_id(row.cell("id")) == Some(id)).collect();
    let one = rows.iter().find(|row| row.cell("id") == id);
    match (one, group.as_slice()) {
        (Some(row), _) if row.is_taken_back => bail!("{id} (line {} of {log}: {}) is taken back already", row.line, row.told()),
        (Some(row), _) => return Ok(vec![row]),
        (None, []) => {}
        (None, _) => match together(rows, id) {
            rows if rows.is_empty() => bail!("the {} of {log} with the id {id} are taken back already", counted(group.len(), "row")),
            rows => return Ok(rows),
        },
    }
    let of_action = rows.iter().rev().find(|row| row.cell("ref") == id && !row.is_undo() && !row.is_taken_back);
    match of_action {
        Some(row) if row.cell("id").is_empty() => Err(no_id(row, &format!("the row of {log} that records {id}"))),
        Some(row) => Ok(vec![row]),
        None => {
            let known = rows.iter().rev().flat_map(|row| [row.cell("id"), row.cell("ref")]).filter(|known| !known.is_empty());
            let hint = did_you_mean(id, known).unwrap_or_else(|| "its column `id` has the ids of its rows".to_owned());
            Err(anyhow!("{log} has no row with the id {id:?}, and none that records such an action: {hint}"))
        }
    }
}

/// The runs that rows made of proposals were recorded in, by their ids.
fn runs(books: &Books) -> Result<HashMap<String, String>> {
    Ok(KnownProposals::decided(books)?.into_iter().map(|row| (row.id, row.run)).collect())
}

/// The rows of one command that were not taken back.
fn together<'r>(rows: &'r [LogRow], shared: &str) -> Vec<&'r LogRow> {
    rows.iter().filter(|row| shared_id(row.cell("id")) == Some(shared) && !row.is_taken_back).collect()
}
