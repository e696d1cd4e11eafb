//! `collect record`: the drafts of an outbox were sent, and the log says so.

mod doubts;
mod told;

use super::arguments::Files;
use super::inputs::Books;
use super::log_file::LogFile;
use super::outbox;
use super::outcome::{Failure, Outcome};
use super::output::{NOTHING_WRITTEN, tell, tell_done};
use super::proposals;
use super::shell::Shell;
use super::today::TypedDay;
use anyhow::{Result, anyhow};
use clap::{Args, ValueHint};
use collect::action_id::ActionId;
use collect::calendar::Day;
use collect::ledger::reading::Wanted;
use collect::outbox::{Listed, NamedDrafts, Unapproved};
use collect::record::{DraftedAction, LogSheet, drafted, identified, shared_id};
use collect::report::{counted, one_line};
use doubts::doubts;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use told::Recorded;

/// Record that the drafts of an outbox were sent and done, or the proposals of a file that are taken.
///
/// Adds a touch to log.csv for each action in the outbox's manifest, with the action's id in `ref`, so that it is not due again. Actions
/// that are recorded already are not recorded twice. Without FOLDER, it is the outbox of --as-of.
///
/// Of a file of proposals, as `collect match` and `collect inbox` write it, adds each row with `take` = yes, once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect record                              all of today's drafts were done
  collect record outbox/2026-03-31            all of that day's drafts, with that date
  collect record --only INV-7 INV-9           only these invoices
  collect record --only INV-7 --none          only this invoice; the rest was not sent
  collect record outbox/2026-03-31 --none     nothing was sent; it may be drafted again
  collect record proposals/2026-03-31-match.csv
                                              the proposals of that file with `take` = yes")]
pub struct RecordArguments {
    /// The outbox of a day, such as outbox/2026-03-31; a draft in it; or a file of proposals
    #[arg(value_name = "FOLDER|FILE", value_hint = ValueHint::AnyPath)]
    pub folder: Option<PathBuf>,
    /// Only these: ids of actions, invoices or customers, or files; one or several
    #[arg(long, value_name = "ID", num_args = 1.., help_heading = "What was done")]
    pub only: Vec<String>,
    /// Everything not recorded now was not sent: `draft` writes it again
    #[arg(long, help_heading = "What was done")]
    pub none: bool,
    /// The day on which it was done [default: that of the outbox]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "What was done")]
    pub on: Option<TypedDay>,
    /// Show what would be recorded, and write nothing
    #[arg(long, help_heading = "What was done")]
    pub dry_run: bool,
    /// Who did it [default: the owner of each action]
    #[arg(long, value_name = "NAME", help_heading = "What was done")]
    pub by: Option<String>,
    #[command(flatten)]
    pub inputs: Files,
}

pub fn run(arguments: &RecordArguments, shell: &Shell) -> Result<Outcome, Failure> {
    if let Some(folder) = arguments.only.iter().find(|typed| Path::new(typed).is_dir()) {
        return Err(anyhow!("{folder} is a folder: put it before --only, which uses everything after it").into());
    }
    let mut only = arguments.only.clone();
    let mut typed = arguments.folder.clone();
    if let Some(file) = arguments.folder.as_deref().filter(|path| path.is_file() && !path.ends_with(outbox::MANIFEST)) {
        let Some(folder) = outbox::folder_of_draft(file) else { return proposals::run(file, arguments, shell) };
        only.push(file.display().to_string());
        typed = Some(folder.to_owned());
    }
    let books = Books::open(&arguments.inputs, shell)?;
    let folder = folder(typed.as_deref(), &books);
    let listed = match outbox::listed(&folder) {
        // A day on which nothing is due is no mistake, or a nightly job would fail every weekend. Without a ledger it is one.
        Err(none) if typed.is_none() && only.is_empty() && !folder.join(outbox::MANIFEST).exists() => {
            if !books.has_ledger(&arguments.inputs) {
                books.read_invoices(|_| false)?;
            }
            tell(&format!("Nothing to record: {none:#}."))?;
            return Ok(Outcome::Fine);
        }
        listed => listed?,
    };
    let date = date(arguments, &folder, &books)?;
    let (bytes, locked) = LogFile::open(&books.log, arguments.dry_run)?;
    let sheet = LogSheet::read(&bytes).map_err(|wrong| anyhow!("{}: {wrong}", books.log.display()))?;
    let actions = drafted(&listed);
    let drafted_on = day_of(&folder);
    let chosen = chosen(&only, &listed, &actions, &folder, arguments.none)?;
    let wanted = Wanted {
        invoices: actions.iter().map(|action| action.invoice().to_owned()).collect(),
        customers: actions.iter().map(|action| action.customer.clone()).collect(),
    };
    let reader = books.read_events(wanted)?;
    let events = reader.clone().finish();
    let (disputes, chosen): (Vec<&DraftedAction>, Vec<&DraftedAction>) = chosen.into_iter().partition(|action| action.is_dispute());
    let (before, new): (Vec<&DraftedAction>, Vec<&DraftedAction>) =
        chosen.into_iter().partition(|action| action.is_recorded(drafted_on, &events, &books.workflow));
    let (waiting, new) = split_unapproved(&folder, new)?;
    let unsent = outbox::unsent(&folder, &listed)?;
    let untouched = outbox::untouched_sheets(&folder, &listed)?;
    let is_untouched = |action: &DraftedAction| untouched.contains(action.file.as_str());
    let (incomplete, new): (Vec<&DraftedAction>, Vec<&DraftedAction>) =
        new.into_iter().partition(|action| only.is_empty() && is_untouched(action));
    let revoked = new.iter().filter(|action| only.is_empty() && unsent.contains(&action.id)).count();
    if revoked > 0 {
        shell.error(&format!(
            "{} of {} {} not sent, as somebody said with --none. If that holds, there is nothing to do: `collect draft` writes again what is still due. \
             What was sent after all, name with --only. Nothing was recorded",
            counted(revoked, "action"),
            folder.display(),
            if revoked == 1 { "was" } else { "were" }
        ));
        return Ok(Outcome::Held);
    }
    if let Some(first) = waiting.first().filter(|_| !only.is_empty()) {
        return Err(anyhow!("not approved yet, so it cannot have been sent: {first}; approve it first with `collect approve`").into());
    }
    let by = |action: &DraftedAction| arguments.by.as_ref().unwrap_or(&action.owner).clone();
    let touches = new.iter().map(|action| action.touch(date, &by(action)).recorded_on(books.as_of));
    let entries = identified(touches.collect(), sheet.length(), |id| reader.has_id(id));
    let skipped = books.judge(&sheet.alone(&entries), shell)?;
    let mut warnings = doubts(&new, &actions, (&events, &books.workflow), (&folder, drafted_on), (date, books.as_of));
    warnings.extend(doubts::not_come(&new, date, &books)?);
    warnings.extend(doubts::completed(&new, &untouched));
    warnings.extend(doubts::incomplete(&incomplete, &folder));
    warnings.extend(waiting.iter().map(|waits| format!("not recorded, because it is not approved yet: {}", one_line(&waits.to_string()))));
    for warning in &warnings {
        shell.warn(warning);
    }
    if arguments.inputs.deny_warnings && !warnings.is_empty() {
        shell.error("there are warnings, and --deny-warnings is given: nothing was recorded");
        return Ok(Outcome::Findings);
    }
    let ids: BTreeSet<&ActionId> = new.iter().map(|action| &action.id).collect();
    let set_aside: BTreeSet<&ActionId> = incomplete.iter().map(|action| &action.id).collect();
    let is_left = |action: &&DraftedAction| {
        !action.is_dispute()
            && !set_aside.contains(&action.id)
            && !ids.contains(&action.id)
            && !action.is_recorded(drafted_on, &events, &books.workflow)
    };
    let left = actions.iter().filter(is_left).count();
    let recorded = Recorded {
        folder: &folder,
        log: &books.log,
        date,
        new: &new,
        before: &before,
        disputes: &disputes,
        left,
        is_dry: arguments.dry_run,
    };
    let Some(locked) = locked else {
        tell(&format!("{}{}{NOTHING_WRITTEN}", recorded.told(arguments.none), recorded.each()))?;
        return Ok(if skipped { Outcome::Skipped } else { Outcome::Fine });
    };
    if !entries.is_empty() {
        locked.write(&sheet.change(&entries))?;
    }
    if arguments.none {
        outbox::note_none_sent(&folder, before.iter().chain(&new).map(|action| &action.id))?;
    } else if incomplete.iter().any(|action| !unsent.contains(&action.id)) {
        let may_be_sent = actions.iter().map(|action| &action.id).filter(|id| !set_aside.contains(id) && !unsent.contains(*id));
        outbox::note_none_sent(&folder, may_be_sent)?;
    }
    let mut told = recorded.told(arguments.none);
    if let Some(id) = entries.first().map(|entry| entry.cell("id")) {
        told.push_str(&format!(
            "To take back {}: collect undo {}\n",
            if entries.len() == 1 { "the row" } else { "all of them" },
            shared_id(id).unwrap_or(id)
        ));
    }
    tell_done("it was recorded", &told, shell);
    Ok(if skipped { Outcome::Skipped } else { Outcome::Fine })
}

/// What must not be sent yet, and the actions that may be recorded.
fn split_unapproved<'a>(folder: &Path, actions: Vec<&'a DraftedAction>) -> Result<(Vec<Unapproved>, Vec<&'a DraftedAction>)> {
    let waiting = outbox::waiting(folder)?.unapproved;
    let waiting: HashMap<&ActionId, &Unapproved> = waiting.iter().map(|waits| (&waits.action_id, waits)).collect();
    let (unapproved, approved): (Vec<&DraftedAction>, Vec<&DraftedAction>) =
        actions.into_iter().partition(|action| waiting.contains_key(&action.id));
    Ok((unapproved.iter().filter_map(|action| waiting.get(&action.id).map(|waits| (*waits).clone())).collect(), approved))
}

/// The outbox that is meant: what was typed, or its manifest; else that of the day.
fn folder(typed: Option<&Path>, books: &Books) -> PathBuf {
    match typed {
        Some(path) if path.ends_with(outbox::MANIFEST) => path.parent().unwrap_or(Path::new("")).to_owned(),
        Some(path) => path.components().collect(),
        None => books.outbox.join(books.as_of.to_string()),
    }
}

fn date(arguments: &RecordArguments, folder: &Path, books: &Books) -> Result<Day> {
    if let Some(on) = &arguments.on {
        return books.typed(on, "--on");
    }
    day_of(folder)
        .ok_or_else(|| anyhow!("{} is not named after a day: give the day on which its drafts were sent with --on DATE", folder.display()))
}

/// The day after which a folder is named.
fn day_of(folder: &Path) -> Option<Day> {
    folder.file_name().and_then(|name| name.to_str()).and_then(Day::parse)
}

/// The actions that were asked for: all, if none was named.
fn chosen<'a>(
    only: &[String],
    listed: &[Listed],
    actions: &'a [DraftedAction],
    folder: &Path,
    none: bool,
) -> Result<Vec<&'a DraftedAction>> {
    if only.is_empty() {
        return Ok(if none { Vec::new() } else { actions.iter().collect() });
    }
    let named = NamedDrafts::new(listed, folder.display().to_string());
    let meant = named.meant(only.iter().map(|typed| outbox::within(folder, typed))).map_err(|wrong| anyhow!(wrong))?;
    Ok(meant.actions.iter().filter_map(|number| actions.get(*number)).collect())
}
