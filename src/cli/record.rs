//! `collect record`: the drafts of an outbox were sent, and the log says so.

use super::arguments::RecordArguments;
use super::inputs::Books;
use super::log_file::LogFile;
use super::outbox;
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::shell::Shell;
use anyhow::{Context, Result, anyhow};
use collect::calendar::Day;
use collect::finding::did_you_mean;
use collect::ledger::Invoices;
use collect::ledger::reading::Wanted;
use collect::record::{Drafted, Entry, Listed, LogSheet, candidates, drafted};
use collect::report::counted;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub fn run(arguments: &RecordArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let mut books = Books::open(&arguments.inputs, shell)?;
    let folder = folder(arguments.folder.as_deref(), &books);
    let listed = outbox::listed(&folder)?;
    let date = date(arguments, &folder, &books)?;
    let locked = LogFile::lock(&books.log)?;
    let sheet = LogSheet::read(locked.bytes()).map_err(|wrong| anyhow!("{}: {wrong}", books.log.display()))?;
    let actions = actions(&listed, &mut books)?;
    let chosen = chosen(&arguments.only, &actions, &folder, arguments.none)?;
    let wanted = Wanted {
        invoices: actions.iter().map(|action| action.invoice.clone()).collect(),
        customers: actions.iter().map(|action| action.customer.clone()).collect(),
    };
    let reader = books.read_events(wanted)?;
    let events = reader.clone().finish();
    let (disputes, chosen): (Vec<&Drafted>, Vec<&Drafted>) = chosen.into_iter().partition(|action| action.is_dispute());
    let (before, new): (Vec<&Drafted>, Vec<&Drafted>) = chosen.into_iter().partition(|action| action.is_recorded(&events));
    let mut entries: Vec<Entry> = Vec::new();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let with_ids = sheet.has("id");
    for action in &new {
        let mut entry = action.touch(date, arguments.by.as_deref().unwrap_or(&action.owner));
        if !sheet.has("by") {
            entry = action.touch(date, "");
        }
        if with_ids {
            entry = entry.identified(sheet.length(), |id| reader.has_id(id) || ids.contains(id));
            ids.insert(entry.cell("id").to_owned());
        }
        entries.push(entry);
    }
    lacks(&sheet, &entries, &books.log)?;
    let skipped = books.put_aside(shell)?;
    let warnings = warnings(&new, &folder, date, &books);
    for warning in &warnings {
        shell.warn(warning);
    }
    if arguments.inputs.deny_warnings && !warnings.is_empty() {
        shell.error("there are warnings, and warnings are denied: nothing was recorded");
        return Ok(Outcome::Findings);
    }
    if !entries.is_empty() {
        locked.append(&sheet.addition(&entries))?;
        if !with_ids {
            shell.note(&format!(
                "{} has no column `id`, so `collect undo` cannot take these rows back: add the column to its header",
                books.log.display()
            ));
        }
    }
    let left = actions.len() - entries.len() - before.len() - disputes.len();
    if arguments.none {
        outbox::drop_rest(&folder)?;
    }
    let told = told(&folder, date, &books.log, entries.len(), &before, &disputes, left, arguments);
    deliver(None, |out| out.write_all(told.as_bytes()))?;
    Ok(if skipped { Outcome::Skipped } else { Outcome::Fine })
}

/// The outbox that is meant: what was typed, or its manifest; else that of the day.
fn folder(typed: Option<&Path>, books: &Books) -> PathBuf {
    match typed {
        Some(path) if path.ends_with(outbox::MANIFEST) => path.parent().unwrap_or(Path::new("")).to_owned(),
        Some(path) => path.components().collect(),
        None => books.outbox.join(books.as_of.to_string()),
    }
}

/// The day on which it was done.
fn date(arguments: &RecordArguments, folder: &Path, books: &Books) -> Result<Day> {
    if let Some(on) = arguments.on {
        return on.on(books.as_of).map_err(|wrong| anyhow!(wrong)).context("--on");
    }
    let name = folder.file_name().and_then(|name| name.to_str());
    name.and_then(Day::parse)
        .ok_or_else(|| anyhow!("{} is not named after a day: say by --on DATE on which day its drafts were sent", folder.display()))
}

/// The actions of the drafts, with their invoices as the ledger has them.
fn actions(listed: &[Listed], books: &mut Books) -> Result<Vec<Drafted>, Failure> {
    let ids = listed.iter().flat_map(|draft| &draft.action_ids);
    let possible: BTreeSet<&str> = ids.flat_map(|id| candidates(id)).collect();
    let invoices: Invoices = books.read_invoices(|invoice| possible.contains(invoice.id()))?;
    let customers: BTreeMap<&str, &str> = invoices.iter().map(|invoice| (invoice.id(), invoice.customer())).collect();
    Ok(drafted(listed, |id| customers.get(id).copied()))
}

/// The actions that were asked for: all, if none was named.
fn chosen<'a>(only: &[String], actions: &'a [Drafted], folder: &Path, none: bool) -> Result<Vec<&'a Drafted>> {
    if only.is_empty() {
        return Ok(if none { Vec::new() } else { actions.iter().collect() });
    }
    let is_meant = |action: &Drafted, typed: &str| {
        let name = action.file.rsplit('/').next().unwrap_or_default();
        [action.id.as_str(), &action.invoice, &action.file, name].contains(&typed) || Path::new(typed) == folder.join(&action.file)
    };
    for typed in only {
        if !actions.iter().any(|action| is_meant(action, typed)) {
            let known = actions.iter().flat_map(|action| [action.id.as_str(), &action.invoice, &action.file]);
            let hint = did_you_mean(typed, known);
            let hint = hint.unwrap_or_else(|| format!("{} lists what there is", folder.join(outbox::MANIFEST).display()));
            return Err(anyhow!("{typed:?} is no action, invoice or file of {}: {hint}", folder.display()));
        }
    }
    Ok(actions.iter().filter(|action| only.iter().any(|typed| is_meant(action, typed))).collect())
}

/// A log whose header lacks a column in which the rows have something cannot hold them.
pub fn lacks(sheet: &LogSheet, entries: &[Entry], log: &Path) -> Result<()> {
    let missing = sheet.lacks(entries);
    if missing.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = missing.iter().map(|column| format!("`{column}`")).collect();
    Err(anyhow!(
        "{} has no column {}: nothing was added. Add {} to its header, and to each of its rows an empty cell, or move the file away and name it \
         under ledger.events in collect.yaml",
        log.display(),
        named.join(", "),
        if missing.len() == 1 { "it" } else { "them" }
    ))
}

fn warnings(new: &[&Drafted], folder: &Path, date: Day, books: &Books) -> Vec<String> {
    let mut warnings = Vec::new();
    let gone = new.iter().filter(|action| !folder.join(&action.file).exists()).count();
    if gone > 0 {
        warnings.push(format!(
            "of {} the draft is not in {} any more, and it is recorded all the same: what was not sent can be taken back with `collect undo ACTION`",
            counted(gone, "action"),
            folder.display()
        ));
    }
    if date > books.as_of && !new.is_empty() {
        warnings.push(format!("the touches are dated {date}, which is after {}: they count from that day on", books.as_of));
    }
    warnings
}

#[expect(clippy::too_many_arguments, reason = "it is all that there is to say")]
fn told(
    folder: &Path,
    date: Day,
    log: &Path,
    new: usize,
    before: &[&Drafted],
    disputes: &[&Drafted],
    left: usize,
    arguments: &RecordArguments,
) -> String {
    let touches = if new == 1 { "1 touch".to_owned() } else { format!("{new} touches") };
    let mut told = match new {
        0 => format!("{}: nothing to record.\n", folder.display()),
        _ => format!("{}: {touches} recorded in {}, dated {date}.\n", folder.display(), log.display()),
    };
    match before.len() {
        0 => {}
        1 => told.push_str(&format!("Recorded before: {}.\n", before[0].id)),
        count => told.push_str(&format!("Recorded before: {}.\n", counted(count, "action"))),
    }
    for dispute in disputes {
        told.push_str(&format!("{} is not done by a touch; once it is settled: collect log resolved {}\n", dispute.id, dispute.invoice));
    }
    if left > 0 {
        let actions = counted(left, "action");
        told.push_str(&match arguments.none {
            true => format!("Not sent: {actions}. `collect draft` drafts what is still due.\n"),
            false => format!("Not recorded: {actions}. If nobody is going to send them: collect record {} --none\n", folder.display()),
        });
    }
    told
}
