//! `collect approve`: records who approved which draft.

use super::inputs::outbox_of_project;
use super::outbox::{self, Waiting};
use super::outcome::{Failure, Outcome};
use super::output::{tell, tell_done};
use super::shell::Shell;
use super::today::{AsOf, today};
use anyhow::{Context, anyhow};
use clap::{Args, ValueHint};
use collect::action_id::ActionId;
use collect::calendar::Day;
use collect::outbox::{Listed, NamedDrafts, NotApproved};
use collect::report::{counted, one_line};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// Approve drafts that must be approved before they are sent.
///
/// The drafts of a stage with `approval` are in outbox/DATE/review/OWNER, and stay there. An approval is a row in approvals.csv beside
/// the manifest, for the draft as it is now. If the draft is edited later, approve it again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect approve --by ar-manager                       everything that ar-manager may approve, latest day
  collect approve outbox/2026-03-31 --by ar-manager     the same for that day
  collect approve --only INV-7/demand/letter/1 --by ar-manager
  collect approve                                       list what waits for approval, and for whom")]
pub struct ApproveArguments {
    /// The folder of a day's drafts [default: the latest day of the project's outbox]
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// Only this draft: the id of an action or invoice, or a file; can be given several times
    #[arg(long, value_name = "ID", requires = "by")]
    pub only: Vec<String>,
    /// Who approves: the owner's id in the workflow, or any name if anybody may approve. Without --by, the command lists the drafts that wait for approval
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The day of the approval: today, yesterday, 2026-03-31
    #[arg(long, value_name = "DATE", default_value = "today", allow_hyphen_values = true)]
    pub on: AsOf,
}

pub fn run(arguments: &ApproveArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let folder = folder(arguments)?;
    let waiting = outbox::waiting(&folder)?;
    let Some(by) = arguments.by.as_deref().map(str::trim) else {
        return list(&folder.display().to_string(), &waiting);
    };
    if by.is_empty() || by.chars().any(char::is_control) {
        return Err(anyhow!("--by needs a name on one line").into());
    }
    let files: HashSet<&str> = waiting.unapproved.iter().map(|waits| waits.file.as_str()).collect();
    let waits = |draft: &Listed| files.contains(draft.file.as_str());
    let missing = waiting.unapproved.iter().find(|waits| waits.why == NotApproved::Missing);
    if let Some(missing) = missing {
        return Err(anyhow!("{} is gone, but the manifest lists it: run draft again", folder.join(&missing.file).display()).into());
    }
    let asked: Vec<&Listed> = match arguments.only.as_slice() {
        [] => waiting.listed.iter().filter(|draft| waits(draft)).collect(),
        ids => named(&waiting, ids, &folder, by)?.into_iter().filter(|draft| waits(draft)).collect(),
    };
    let (mine, others): (Vec<&Listed>, Vec<&Listed>) = asked.into_iter().partition(|draft| draft.may_be_approved_by(by));
    if !others.is_empty() {
        let mut who: Vec<&str> = others.iter().map(|draft| draft.approval.as_str()).collect();
        who.sort_unstable();
        who.dedup();
        shell.note(&format!("{} for {}", waits_for(others.len()), one_line(&who.join(", "))));
    }
    if let Some((draft, newer)) = drafted_again(&folder, &mine)? {
        return Err(anyhow!("{} has a newer draft about {}: check and approve that one", newer.display(), one_line(&draft.file)).into());
    }
    if !mine.is_empty() {
        outbox::approve(&folder, &mine, by, day(arguments.on)?)?;
    }
    let told = match mine.len() {
        0 => format!("{}: no draft waits for approval by {}.\n", folder.display(), one_line(by)),
        count => format!("{}: {} approved by {}.\n", folder.display(), counted(count, "draft"), one_line(by)),
    };
    tell_done("the approvals were recorded", &told, shell);
    Ok(Outcome::Fine)
}

/// The first of some drafts of a day whose actions an outbox of a later day lists as well, and that outbox.
fn drafted_again<'d>(folder: &Path, drafts: &[&'d Listed]) -> anyhow::Result<Option<(&'d Listed, PathBuf)>> {
    let day = |folder: &Path| folder.file_name().and_then(|name| name.to_str()).and_then(Day::parse);
    let (Some(day), Some(outbox)) = (day(folder), folder.parent()) else { return Ok(None) };
    for (_, newer) in outbox::days(outbox)?.into_iter().filter(|(other, _)| *other > day) {
        let listed = outbox::on_the_day(&newer)?;
        let ids: HashSet<&ActionId> = listed.iter().flat_map(|draft| &draft.action_ids).collect();
        if let Some(draft) = drafts.iter().find(|draft| draft.action_ids.iter().any(|id| ids.contains(id))) {
            return Ok(Some((draft, newer)));
        }
    }
    Ok(None)
}

fn waits_for(count: usize) -> String {
    format!("{} {}", counted(count, "draft"), if count == 1 { "waits" } else { "wait" })
}

fn folder(arguments: &ApproveArguments) -> Result<PathBuf, Failure> {
    if let Some(folder) = &arguments.folder {
        return Ok(folder.clone());
    }
    let outbox = outbox_of_project()?;
    let newest = outbox::newest(&outbox)?;
    Ok(newest.with_context(|| format!("{} has no drafts: run `collect draft` first, or name the folder", outbox.display()))?)
}

fn day(on: AsOf) -> anyhow::Result<Day> {
    let base = if matches!(on, AsOf::FromToday(_)) { today(None)?.day } else { Day::FIRST };
    on.on(base).map_err(|wrong| anyhow!(wrong)).context("--on")
}

/// The drafts that were named, each of which this person may approve.
fn named<'w>(waiting: &'w Waiting, typed: &[String], folder: &Path, by: &str) -> anyhow::Result<Vec<&'w Listed>> {
    let names = NamedDrafts::new(&waiting.listed, folder.display().to_string());
    let mut drafts: BTreeSet<usize> = BTreeSet::new();
    for typed in typed {
        let meant = names.meant([outbox::within(folder, typed)]).map_err(|wrong| anyhow!("{wrong}; nothing was approved"))?;
        let wanted = || meant.drafts.iter().filter(|draft| !waiting.listed[**draft].approval.is_empty());
        if wanted().next().is_none() {
            return Err(anyhow!("the draft of {typed:?} needs no approval; nothing was approved"));
        }
        if let Some(draft) = wanted().map(|draft| &waiting.listed[*draft]).find(|draft| !draft.may_be_approved_by(by)) {
            return Err(anyhow!("the draft of {typed:?} must be approved by {:?}, not by {by:?}; nothing was approved", draft.approval));
        }
        drafts.extend(wanted());
    }
    Ok(drafts.into_iter().map(|draft| &waiting.listed[draft]).collect())
}

fn list(folder: &str, waiting: &Waiting) -> Result<Outcome, Failure> {
    let mut text = match waiting.unapproved.len() {
        0 => format!("{folder}: nothing waits for approval.\n"),
        count => format!("{folder}: {} to approve\n", counted(count, "action")),
    };
    for unapproved in &waiting.unapproved {
        text.push_str(&format!("  {}\n", one_line(&unapproved.to_string())));
    }
    tell(&text)?;
    Ok(Outcome::Fine)
}
