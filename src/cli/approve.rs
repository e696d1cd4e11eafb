//! `collect approve`: who looked at the drafts that must be looked at.

use super::arguments::ApproveArguments;
use super::inputs::outbox_of_project;
use super::outbox::{self, Waiting};
use super::outcome::{Failure, Outcome};
use super::output::{tell, tell_done};
use super::shell::Shell;
use super::today::{AsOf, today};
use anyhow::{Context, anyhow};
use collect::calendar::Day;
use collect::finding::did_you_mean;
use collect::outbox::{Listed, Why};
use collect::report::{counted, one_line};
use std::path::PathBuf;

pub fn run(arguments: &ApproveArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let folder = folder(arguments)?;
    let waiting = outbox::waiting(&folder)?;
    let Some(by) = arguments.by.as_deref().map(str::trim) else {
        return list(&folder.display().to_string(), &waiting);
    };
    if by.is_empty() || by.chars().any(char::is_control) {
        return Err(anyhow!("--by wants a name on one line").into());
    }
    let waits = |draft: &Listed| waiting.unapproved.iter().any(|waits| waits.file == draft.file);
    let missing = waiting.unapproved.iter().find(|waits| waits.why == Why::Missing);
    if let Some(missing) = missing {
        return Err(anyhow!("{} is not there, although the manifest names it: draft again", folder.join(&missing.file).display()).into());
    }
    let asked: Vec<&Listed> = match arguments.only.as_slice() {
        [] => waiting.listed.iter().filter(|draft| waits(draft)).collect(),
        ids => named(&waiting, ids, by)?.into_iter().filter(|draft| waits(draft)).collect(),
    };
    let (mine, others): (Vec<&Listed>, Vec<&Listed>) = asked.into_iter().partition(|draft| draft.may_be_approved_by(by));
    if !others.is_empty() {
        let mut who: Vec<&str> = others.iter().map(|draft| draft.approval.as_str()).collect();
        who.sort_unstable();
        who.dedup();
        shell.note(&format!("{} for {}", waits_for(others.len()), one_line(&who.join(", "))));
    }
    if !mine.is_empty() {
        outbox::approve(&folder, &mine, by, day(arguments.on)?)?;
    }
    let told = match mine.len() {
        0 => format!("{}: nothing waits for the approval of {}.\n", folder.display(), one_line(by)),
        count => format!("{}: {} approved by {}.\n", folder.display(), counted(count, "draft"), one_line(by)),
    };
    tell_done("what was approved is noted", &told, shell);
    Ok(Outcome::Fine)
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

/// The drafts that were named, by an action, an invoice or a file, each of which this person may approve.
fn named<'w>(waiting: &'w Waiting, typed: &[String], by: &str) -> anyhow::Result<Vec<&'w Listed>> {
    let mut drafts: Vec<&Listed> = Vec::new();
    for typed in typed {
        let found: Vec<&Listed> = waiting.listed.iter().filter(|draft| is_meant(draft, typed)).collect();
        if found.is_empty() {
            let of = |draft: &'w Listed| draft.action_ids.iter().flat_map(|id| [id.as_str(), id.invoice()]);
            let hint = did_you_mean(typed, waiting.listed.iter().flat_map(of)).map(|hint| format!(": {hint}")).unwrap_or_default();
            return Err(anyhow!("there is no draft of {typed:?} in this folder; nothing was approved{hint}"));
        }
        let wanted: Vec<&Listed> = found.into_iter().filter(|draft| !draft.approval.is_empty()).collect();
        if wanted.is_empty() {
            return Err(anyhow!("the draft of {typed:?} needs no approval; nothing was approved"));
        }
        if let Some(draft) = wanted.iter().find(|draft| !draft.may_be_approved_by(by)) {
            return Err(anyhow!("the draft of {typed:?} is to be approved by {:?}, not by {by:?}; nothing was approved", draft.approval));
        }
        for draft in wanted {
            if !drafts.iter().any(|known| known.file == draft.file) {
                drafts.push(draft);
            }
        }
    }
    Ok(drafts)
}

fn is_meant(draft: &Listed, typed: &str) -> bool {
    let name = draft.file.rsplit('/').next().unwrap_or_default();
    let of_actions = || draft.action_ids.iter().any(|id| [id.as_str(), &id.unmistakable(), id.invoice()].contains(&typed));
    draft.file == typed || name == typed || of_actions()
}

/// What waits, a line for each action.
fn list(folder: &str, waiting: &Waiting) -> Result<Outcome, Failure> {
    let mut text = match waiting.unapproved.len() {
        0 => format!("{folder}: nothing waits for approval.\n"),
        count => format!("{folder}: {} to be approved\n", counted(count, "action")),
    };
    for unapproved in &waiting.unapproved {
        text.push_str(&format!("  {}\n", one_line(&unapproved.to_string())));
    }
    tell(&text)?;
    Ok(Outcome::Fine)
}
