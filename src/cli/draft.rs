//! `collect draft`: the messages and call sheets of a plan, as files.

mod doubts;
mod same_day;

use super::arguments;
use super::dossiers::dossiers;
use super::inputs::{Inputs, LogState, Query};
use super::mailbox;
use super::outbox::{self, Before, Bytes, Changes, Foreseen};
use super::outcome::{Failure, Outcome};
use super::output::{NOTHING_WRITTEN, deliver, done_all_the_same, tell};
use super::shares::{cores, shared_out};
use super::shell::Shell;
use super::table::drafts_table;
use clap::Args;
use collect::draft::{Draft, Drafting, in_order, without_sender};
use collect::outbox::Listed;
use collect::plan::Plan;
use collect::record::is_recorded;
use collect::report::counted;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::mem::forget;
use std::path::{Path, PathBuf};

/// Write the messages and call sheets of the plan as files.
///
/// The files go to outbox/DATE/OWNER, and manifest.csv lists them. A second run with the same input changes nothing. A draft that
/// somebody has edited is kept and reported.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect draft                     write today's drafts
  collect draft --as-of tomorrow    prepare the next day
  collect draft --dry-run           what would happen to each file: + ~ - = > ! ?
  collect draft --mbox today.mbox   the emails in one file as well
  collect draft --max-actions 2000  allow more actions than the workflow's limit

Actions that the outbox of another day has drafted, and that are not recorded, are not drafted again: see `collect record`.")]
pub struct DraftArguments {
    #[command(flatten)]
    pub inputs: arguments::InputArguments,
    /// Also write all emails into one mbox file, which mail programs can import
    #[arg(long, value_name = "FILE", help_heading = "Mailboxes")]
    pub mbox: Option<PathBuf>,
    /// Also write all emails into a maildir, as drafts
    #[arg(long, value_name = "DIR", help_heading = "Mailboxes")]
    pub maildir: Option<PathBuf>,
    /// Allow up to N actions, whatever limits.max_actions says
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub max_actions: Option<u32>,
    /// Continue although most due invoices are long overdue and have no recorded touch
    #[arg(long, help_heading = "Limits")]
    pub first_run: bool,
    /// Also draft actions that were drafted before but not recorded
    #[arg(long, help_heading = "Limits")]
    pub again: bool,
    /// Show what would happen to each file, and write nothing
    #[arg(long, help_heading = "Output")]
    pub dry_run: bool,
}

pub fn run(arguments: &DraftArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let mut inputs = load(arguments, shell)?;
    let folder = inputs.outbox.join(inputs.plan.as_of.to_string());
    // What is kept back is not drafted, so no email of it lacks a sender.
    let looked_at = doubts::outboxes(&mut inputs, &folder, arguments.again);
    let no_sender = without_sender(&inputs.composer(&BTreeMap::new()));
    inputs.ending.findings.extend(no_sender);
    inputs.met(shell)?;
    if inputs.ending.denied() {
        shell.error(&format!("{}; nothing was drafted", inputs.ending.why_denied()));
        return Ok(Outcome::Findings);
    }
    let (mut kept_back, earlier) = looked_at?;
    if let Some(log) = inputs.log.as_ref().filter(|_| !arguments.dry_run) {
        log.unchanged()?;
    }
    mailbox::possible(arguments.mbox.as_deref(), arguments.maildir.as_deref())?;
    kept_back.iter().for_each(|told| shell.warn(told));
    let first_run = if arguments.first_run { None } else { doubts::first_run(&inputs) };
    let held: Vec<String> = doubts::too_many(arguments, &inputs).into_iter().chain(first_run).collect();
    if arguments.dry_run {
        held.iter().for_each(|why| shell.note(&format!("without --dry-run it would stop: {why}")));
    } else if !held.is_empty() {
        held.iter().for_each(|why| shell.error(why));
        return Ok(Outcome::Held);
    }
    let dossiers = dossiers(&mut inputs);
    let outside = same_day::outside(&arguments.inputs, &inputs, &folder)?;
    let (held, drafts) = same_day::hold_back(&mut inputs, &dossiers, earlier, &folder)?;
    for told in held.iter().map(|draft| same_day::maybe_sent(draft, &folder)) {
        shell.warn(&told);
        kept_back.push(told);
    }
    let (plan, composer) = (&inputs.plan, inputs.composer(&dossiers));
    let drafting = Drafting::shared(composer, |bundles, naming| {
        let Ok(namings) = shared_out(bundles, cores(), |bundle| Ok::<_, Infallible>(naming(bundle)));
        namings
    });
    let is_recorded = |listed: &Listed| is_recorded(listed, Some(inputs.plan.as_of), &inputs.events, &inputs.workflow);
    let before = Before { held: &held, outside: &outside, is_recorded: &is_recorded };
    let without = drafting.without_files();
    without.iter().for_each(|told| shell.warn(told));
    if arguments.inputs.deny_warnings && !arguments.dry_run && !without.is_empty() {
        shell.error(&format!("{} without files, and --deny-warnings is given: nothing was drafted", counted(without.len(), "email")));
        return Ok(Outcome::Findings);
    }
    if !outside.is_empty() {
        shell.note(&format!("{} of other invoices stay in {} as they are", counted(outside.len(), "draft"), folder.display()));
    }
    if arguments.dry_run {
        let foreseen = match outbox::foreseen_anew(&folder, &drafting) {
            Some(foreseen) => foreseen,
            None => outbox::foreseen(&folder, &drafts.unwrap_or_else(|| composed(&drafting)), &before)?,
        };
        tell(&foretold(&folder, &foreseen))?;
        return Ok(inputs.ending.outcome(None, shell));
    }
    let bytes = if arguments.mbox.is_some() || arguments.maildir.is_some() { Bytes::Kept } else { Bytes::Dropped };
    let (drafts, changes) = match outbox::fill_anew(&folder, &drafting, bytes)? {
        Some(filled) => filled,
        None => {
            let drafts = drafts.unwrap_or_else(|| composed(&drafting));
            let changes = outbox::fill(&folder, &drafts, &before)?;
            (drafts, changes)
        }
    };
    let boxes = mailbox::fill(arguments.mbox.as_deref(), arguments.maildir.as_deref(), plan.as_of, &folder, &drafts, &changes)?;
    for file in &changes.orphaned {
        shell.warn(&format!(
            "{} was edited and is no longer due: the file is kept, but it is no longer a draft",
            folder.join(file).display()
        ));
    }
    for file in &changes.strays {
        shell.warn(&format!("{} is not a draft: it is not in the plan and not in the manifest", folder.join(file).display()));
    }
    match changes.replaced.as_slice() {
        [] => {}
        [file] => shell.note(&format!(
            "{} replaces the draft of an earlier run: if you sent that one, do not send this one",
            folder.join(file).display()
        )),
        several => shell.note(&format!(
            "{} replace those of an earlier run, such as {}: if you sent an earlier one, do not send the new one",
            counted(several.len(), "draft"),
            folder.join(&several[0]).display()
        )),
    }
    for edited in &changes.edited {
        let although = if edited.outdated { ", although its text would be different now" } else { "" };
        shell.note(&format!("{} was edited: it is kept{although}", folder.join(&edited.file).display()));
    }
    let unapproved = if drafts.iter().any(|draft| !draft.approval.is_empty()) { outbox::waiting(&folder)?.unapproved.len() } else { 0 };
    if unapproved > 0 {
        shell.note(&format!("must be approved before it is sent: {} (`collect approve` lists them)", counted(unapproved, "action")));
    }
    if !plan.withheld.is_empty() {
        shell.note(&format!("withheld: {} (`collect plan -v` lists them)", counted(plan.withheld.len(), "action")));
    }
    for told in boxes {
        shell.note(&told);
    }
    let look = shell.look(None);
    let head = match told(&drafts, &changes) {
        told if told.is_empty() => nothing(plan, !kept_back.is_empty()),
        told => format!("{}: {told}", folder.display()),
    };
    let told = deliver(None, |out| out.write_all(drafts_table(&head, &drafts, look).as_bytes()));
    done_all_the_same("the drafts were written", told, shell);
    let left = changes.orphaned.len() + changes.strays.len() + kept_back.len();
    let denied = arguments.inputs.deny_warnings && left > 0;
    if denied {
        let are = if left == 1 { "is" } else { "are" };
        shell.error(&format!("there {are} {}, and --deny-warnings is given: see the warnings above", counted(left, "warning")));
    }
    let outcome = if denied { Outcome::Findings } else { inputs.ending.outcome(None, shell) };
    // The process ends with this; to give a million texts back one by one would only take time.
    forget((drafting, drafts));
    forget(inputs);
    Ok(outcome)
}

/// The inputs. Where somebody adds to the log meanwhile they are loaded again, if they can be.
fn load(arguments: &DraftArguments, shell: &Shell) -> Result<Inputs, Failure> {
    const TRIES: usize = 3;
    let mut tried = 0;
    loop {
        let query = Query { drafts: true, notes: true, ..Query::default() };
        let inputs = Inputs::load(&arguments.inputs, &query, shell)?;
        tried += 1;
        if tried == TRIES || inputs.loader.open.any_piped() || inputs.log.as_ref().is_none_or(LogState::is_unchanged) {
            return Ok(inputs);
        }
    }
}

fn composed(drafting: &Drafting<'_>) -> Vec<Draft> {
    let places: Vec<usize> = (0..drafting.bundles().len()).collect();
    let Ok(mut all) = shared_out(&places, cores(), |place| Ok::<_, Infallible>(drafting.compose(*place)));
    drafting.name_rest(&mut all);
    in_order(all)
}

fn nothing(plan: &Plan, are_kept_back: bool) -> String {
    let day = plan.as_of;
    match (are_kept_back, plan.withheld.is_empty()) {
        (true, _) => format!("No drafts: all actions due on {day} were drafted before and are not recorded."),
        (false, false) => format!("No drafts: all actions due on {day} are withheld."),
        (false, true) => format!("No drafts: nothing is due on {day}."),
    }
}

/// `12 drafts (10 written, 2 unchanged)`, `11 drafts and 1 printable page (12 written)`; empty if there are none and were none.
fn told(drafts: &[Draft], changes: &Changes) -> String {
    let counts = [
        (changes.written - changes.replaced.len(), "written"),
        (changes.replaced.len(), "replaced"),
        (changes.unchanged, "unchanged"),
        (changes.edited.len(), "edited and kept"),
        (changes.sent, "recorded and moved to sent/"),
        (changes.removed, "removed"),
    ];
    let parts = listed_counts(&counts);
    let pages = drafts.iter().filter(|draft| draft.is_page()).count();
    let besides = match pages {
        0 => String::new(),
        1 => " and 1 printable page".to_owned(),
        pages => format!(" and {pages} printable pages"),
    };
    if parts.is_empty() { String::new() } else { format!("{}{besides} ({parts})", counted(drafts.len() - pages, "draft")) }
}

/// `10 written, 2 unchanged`: zeros are left out.
fn listed_counts(counts: &[(usize, &str)]) -> String {
    let parts: Vec<String> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    parts.join(", ")
}

fn foretold(folder: &Path, foreseen: &Foreseen) -> String {
    let Foreseen { written, replaced, unchanged, removed, sent, kept, held } = foreseen;
    let counts = [
        (written.len(), "new"),
        (replaced.len(), "replaced"),
        (unchanged.len(), "unchanged"),
        (removed.len(), "no longer due"),
        (sent.len(), "recorded"),
        (kept.len(), "edited and kept"),
        (held.len(), "moved to outdated/"),
    ];
    let parts = listed_counts(&counts);
    let what = if parts.is_empty() { "no drafts" } else { &parts };
    let mut told = format!("{}: {what}. {NOTHING_WRITTEN}", folder.display());
    let marked = [('+', written), ('~', replaced), ('=', unchanged), ('-', removed), ('>', sent), ('!', kept), ('?', held)];
    let mut lines: Vec<(char, &String)> = marked.iter().flat_map(|(mark, files)| files.iter().map(|file| (*mark, file))).collect();
    lines.sort_by_key(|(_, file)| *file);
    lines.iter().for_each(|(mark, file)| told.push_str(&format!("{mark} {file}\n")));
    told
}
