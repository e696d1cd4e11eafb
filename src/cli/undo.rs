//! `collect undo`: a row of the log is taken back by another row.

use super::arguments::UndoArguments;
use super::effect::Effect;
use super::inputs::Books;
use super::log::{concerned, told_of};
use super::log_file::LogFile;
use super::outcome::{Failure, Outcome};
use super::output::{NOTHING_WRITTEN, tell, tell_done};
use super::record::lacks;
use super::shell::Shell;
use anyhow::{Context, Result, anyhow, bail};
use collect::finding::did_you_mean;
use collect::ledger::reading::EventType;
use collect::record::{Entry, LogRow, LogSheet, log_rows};
use std::path::Path;

pub fn run(arguments: &UndoArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let mut books = Books::open(&arguments.inputs, shell)?;
    let date = arguments.on.map(|on| on.on(books.as_of)).transpose().map_err(|wrong| anyhow!(wrong)).context("--on")?;
    let date = date.unwrap_or(books.as_of);
    let (bytes, locked) = LogFile::open(&books.log, arguments.dry_run)?;
    let sheet = LogSheet::read(&bytes).map_err(|wrong| anyhow!("{}: {wrong}", books.log.display()))?;
    let rows = log_rows(&bytes);
    let meant = meant(&rows, &arguments.id, &books.log);
    // An undo that is taken back is about what it took back.
    let (invoice, customer) = match &meant {
        Ok(row) => (row.cell("invoice_id").to_owned(), row.cell("customer_id").to_owned()),
        Err(_) => Default::default(),
    };
    let (invoices, wanted) = concerned(&mut books, &invoice, &customer)?;
    let reader = books.read_events(wanted)?;
    let row = meant.map_err(|wrong| match reader.has_id(&arguments.id) && !rows.iter().any(|row| row.cell("id") == arguments.id) {
        true => anyhow!("{} is no row of {}, but of another file of events: correct it there", arguments.id, books.log.display()),
        false => wrong,
    })?;
    let entry = Entry::new(date, EventType::Undo)
        .with("invoice_id", row.cell("invoice_id"))
        .with("customer_id", row.cell("customer_id"))
        .with("by", arguments.by.as_deref().unwrap_or_default())
        .with("note", arguments.note.as_deref().unwrap_or_default())
        .with("ref", row.cell("id"))
        .identified(sheet.length(), |id| reader.has_id(id));
    lacks(&sheet, std::slice::from_ref(&entry), &books.log)?;
    let skipped = books.put_aside(shell)?;
    let effect = Effect::of(&books, reader, &invoices, &sheet, &entry)?;
    for finding in &effect.odd {
        shell.warn(&finding.to_string());
    }
    if arguments.inputs.deny_warnings && !effect.odd.is_empty() {
        shell.error("there are warnings, and warnings are denied: nothing was taken back");
        return Ok(Outcome::Findings);
    }
    let what = if row.is_undo() { "Put back, by taking back the undo" } else { "Taken back" };
    let (id, line, log, as_of) = (row.cell("id"), row.line, books.log.display(), books.seen_on());
    let mut told = format!("{what}: {} ({id}, line {line} of {log}). As of {as_of}:\n", row.told());
    told.push_str(&told_of(&effect, "is not due any more"));
    match locked {
        None => tell(&format!("{told}{NOTHING_WRITTEN}"))?,
        Some(locked) => {
            told.push_str(&format!("To put it back: collect undo {}\n", entry.cell("id")));
            locked.append(&sheet.addition(std::slice::from_ref(&entry)))?;
            tell_done("the row was taken back", &told, shell);
        }
    }
    Ok(if skipped { Outcome::Skipped } else { Outcome::Fine })
}

/// The row that is meant, which can be taken back.
fn meant<'r>(rows: &'r [LogRow], id: &str, log: &Path) -> Result<&'r LogRow> {
    let log = log.display();
    if id == "last" {
        let last = rows.iter().rev().find(|row| !row.is_undo() && !row.is_taken_back);
        let row = last.with_context(|| format!("{log} has no row that could be taken back"))?;
        if row.cell("id").is_empty() {
            bail!(
                "the last row of {log} (line {}: {}) has no `id` by which it could be taken back: give it one that no other row has, \
                 any word, then try again",
                row.line,
                row.told()
            );
        }
        return Ok(row);
    }
    if let Some(row) = rows.iter().find(|row| row.cell("id") == id) {
        if row.is_taken_back {
            bail!("{id} (line {} of {log}: {}) is taken back already", row.line, row.told());
        }
        return Ok(row);
    }
    let of_action = rows.iter().rev().find(|row| row.cell("ref") == id && !row.is_undo() && !row.is_taken_back);
    match of_action {
        Some(row) if row.cell("id").is_empty() => bail!(
            "the row of {log} that records {id} (line {}) has no `id` by which it could be taken back: give it one that no other row has, any \
             word, then try again",
            row.line
        ),
        Some(row) => Ok(row),
        None => {
            let known = rows.iter().rev().flat_map(|row| [row.cell("id"), row.cell("ref")]).filter(|known| !known.is_empty());
            let hint = did_you_mean(id, known).unwrap_or_else(|| "its column `id` has the ids of its rows".to_owned());
            Err(anyhow!("{log} has no row with the id {id:?}, and none that records such an action: {hint}"))
        }
    }
}
