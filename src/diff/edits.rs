//! What differs between two workflow files, each with its lines.

use super::{action_renamed, renamed};
use crate::workflow::{
    Action, AmountRange, Approval, Conditions, CountRange, DaysRange, Owner, OwnerId, OwnerSource, Recipient, Stage, Workflow,
};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub reach: EditReach,
    /// `escalation: day 20 → 15`
    pub what: String,
    /// Where the old file says it: `net30.yaml:41`; `None` where it does not.
    pub old: Option<String>,
    pub new: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditReach {
    /// One action of a stage, by their ids in both files.
    Action([String; 2], [String; 2]),
    Stage([String; 2]),
    /// The tasks of an override, by the name that stands in their ids.
    Override(&'static str),
    Everything,
}

impl Edit {
    /// What and where: `escalation: day 20 → 15 (new.yaml:41, net30:41)`
    pub fn told(&self) -> String {
        let places: Vec<&str> = [&self.new, &self.old].into_iter().flatten().map(String::as_str).collect();
        if places.is_empty() { self.what.clone() } else { format!("{} ({})", self.what, places.join(", was ")) }
    }
}

/// What asks for a contact: the stage of its action, or no stage and the word of the override; the action; and the stage of the invoice.
pub(super) type Cause<'c> = (Option<&'c str>, &'c str, &'c str);

/// The edit that a change comes from: the nearest one that reaches it.
pub(super) fn cause(edits: &[Edit], contacts: &[Cause<'_>]) -> Option<u32> {
    let nearness = |edit: &Edit| {
        let to = |(stage, action, here): &Cause<'_>| match &edit.reach {
            EditReach::Action(stages, actions) if stage.is_some_and(|stage| stages.iter().any(|id| id == stage)) => {
                if actions.iter().any(|id| id == action) { 0 } else { 4 }
            }
            EditReach::Stage(ids) if stage.is_some_and(|stage| ids.iter().any(|id| id == stage)) => 1,
            EditReach::Override(name) if stage.is_none() && name == action => 0,
            EditReach::Stage(ids) if ids.iter().any(|id| id == here) => 2,
            // Where another stage begins, this one ends; who is contacted there holds back other messages.
            EditReach::Stage(_) => 3,
            EditReach::Everything => 4,
            EditReach::Action(..) | EditReach::Override(_) => 5,
        };
        contacts.iter().map(to).min()
    };
    edits.iter().enumerate().filter_map(|(place, edit)| Some((nearness(edit)?, place))).min().map(|(_, place)| place as u32)
}

/// All that is different: stages and their actions in the order of the new file, then everything else.
pub fn edits(old: &Workflow, new: &Workflow) -> Vec<Edit> {
    let mut listing = EditList { old, new, edits: Vec::new() };
    listing.stages();
    listing.rest();
    listing.edits
}

struct EditList<'w> {
    old: &'w Workflow,
    new: &'w Workflow,
    edits: Vec<Edit>,
}

impl EditList<'_> {
    fn add(&mut self, reach: EditReach, what: String, old: u32, new: u32) {
        let place = |workflow: &Workflow, line: u32| (line > 0).then(|| format!("{}:{line}", workflow.file));
        self.edits.push(Edit { reach, what, old: place(self.old, old), new: place(self.new, new) });
    }

    fn stages(&mut self) {
        let (old, new) = (self.old, self.new);
        let mut seen: Vec<&str> = Vec::new();
        for stage in new.stage_lists().flatten() {
            let before =
                old.stage_lists().flatten().find_map(|before| renamed(old, new, &before.id).filter(|(_, after)| after.id == stage.id));
            // A track may have stages of the same id as the workflow; each is compared with its own.
            let list = new.stage_lists().position(|list| list.iter().any(|other| std::ptr::eq(other, stage)));
            let own = list.and_then(|list| old.stage_lists().nth(list)).and_then(|list| list.iter().find(|other| other.id == stage.id));
            match own.or(before.map(|(before, _)| before)) {
                Some(before) => {
                    seen.push(&before.id);
                    self.stage(before, stage);
                }
                None => self.add(of_stage(stage, stage), format!("{}: a new stage, from day {}", stage.id, stage.day), 0, stage.line),
            }
        }
        for stage in old.stage_lists().flatten().filter(|stage| !seen.contains(&stage.id.as_str())) {
            self.add(of_stage(stage, stage), format!("{}: the stage is gone", stage.id), stage.line, 0);
        }
    }

    fn stage(&mut self, old: &Stage, new: &Stage) {
        for ((what, before), (_, after)) in stage_parts(self.old, old).into_iter().zip(stage_parts(self.new, new)) {
            if before != after {
                self.add(of_stage(old, new), format!("{}: {what}{before} → {after}", new.id), old.line, new.line);
            }
        }
        let stages = [old.id.clone(), new.id.clone()];
        for action in &new.actions {
            let before = old.actions.iter().find(|before| action_renamed(old, new, &before.id) == action.id);
            let reach = EditReach::Action(stages.clone(), [before.unwrap_or(action).id.clone(), action.id.clone()]);
            match before {
                Some(before) => self.action(&new.id, &reach, before, action),
                None => self.add(reach, format!("{}: a new action, {}", new.id, action.id), 0, action.line),
            }
        }
        for action in old.actions.iter().filter(|action| new.actions.iter().all(|after| action_renamed(old, new, &action.id) != after.id)) {
            let reach = EditReach::Action(stages.clone(), [action.id.clone(), action.id.clone()]);
            self.add(reach, format!("{}: the action {} is gone", new.id, action.id), action.line, 0);
        }
    }

    fn action(&mut self, stage: &str, reach: &EditReach, old: &Action, new: &Action) {
        for ((what, before), (_, after)) in action_parts(self.old, old).into_iter().zip(action_parts(self.new, new)) {
            if before != after {
                self.add(reach.clone(), format!("{stage}, {}: {what} {before} → {after}", new.id), old.line, new.line);
            }
        }
    }

    fn rest(&mut self) {
        for (old, new) in other_parts(self.old).into_iter().zip(other_parts(self.new)) {
            if old.value != new.value {
                self.add(old.reach, format!("{} is different", old.name), old.line, new.line);
            }
        }
    }
}

fn of_stage(old: &Stage, new: &Stage) -> EditReach {
    EditReach::Stage([old.id.clone(), new.id.clone()])
}

/// What a stage says, apart from its actions. Its trigger, which most edits are about, is told without a name.
fn stage_parts(workflow: &Workflow, stage: &Stage) -> [(&'static str, String); 5] {
    let approval = match stage.approval {
        None => "none".to_owned(),
        Some(Approval::Required) => "by anybody".to_owned(),
        Some(Approval::By(approver)) => format!("by {}", workflow.owner(approver).id),
    };
    [
        ("", conditions(&stage.trigger)),
        ("owner ", workflow.owner(stage.owner).id.clone()),
        ("required ", stage.required.to_string()),
        ("wait_days ", stage.wait_days.map_or("as usual".to_owned(), |days| days.to_string())),
        ("approval ", approval),
    ]
}

/// Columns, addresses and owners in one line.
fn recipients(workflow: &Workflow, list: &[Recipient]) -> String {
    let name = |recipient: &Recipient| match recipient {
        Recipient::Column(text) | Recipient::Address(text) => text.clone(),
        Recipient::Owner(owner) => workflow.owner(*owner).id.clone(),
    };
    if list.is_empty() { "as usual".to_owned() } else { list.iter().map(name).collect::<Vec<_>>().join(", ") }
}

fn action_parts(workflow: &Workflow, action: &Action) -> [(&'static str, String); 10] {
    let repeat = match action.repeat {
        None => "once".to_owned(),
        Some(repeat) => format!("{} days{}", repeat.every, repeat.times.map(|times| format!(", {times} times")).unwrap_or_default()),
    };
    [
        ("channel", action.channel.to_string()),
        ("owner", workflow.owner(action.owner).id.clone()),
        ("after", action.after.to_string()),
        ("every", repeat),
        ("within", action.within.map_or("no end".to_owned(), |days| days.to_string())),
        ("when", conditions(&action.when)),
        ("template", action.templates.join(", ")),
        ("to", recipients(workflow, &action.recipients.to)),
        ("cc", recipients(workflow, &action.recipients.cc)),
        ("bcc", recipients(workflow, &action.recipients.bcc)),
    ]
}

/// A part of a workflow of which it is only told that it is different.
struct OtherPart {
    reach: EditReach,
    name: &'static str,
    line: u32,
    /// What is compared: owners by their ids, as their places may differ.
    value: String,
}

fn other_parts(workflow: &Workflow) -> [OtherPart; 16] {
    let part = |reach, name, line, value: &dyn fmt::Debug| OtherPart { reach, name, line, value: format!("{value:?}") };
    let id = |owner: OwnerId| &workflow.owner(owner).id;
    let overrides = &workflow.overrides;
    let (dispute, reply, payment, promise) = (&overrides.dispute, &overrides.reply, &overrides.payment, &overrides.promise);
    let broken = &promise.broken;
    let routes: Vec<_> = dispute.routes.iter().map(|(reason, owner)| (reason, id(*owner))).collect();
    let sla = dispute.sla.map(|sla| (sla.days, id(sla.owner)));
    let short_pay = payment.short_pay.as_ref().map(|rules| (rules.owner.map(id), rules.at_most_percent.to_string()));
    let rules: Vec<_> = workflow.escalate.iter().map(|rule| (&rule.id, conditions(&rule.trigger), &rule.to)).collect();
    let tracks: Vec<_> = workflow.tracks.iter().map(|track| (&track.id, &track.matches)).collect();
    let from_column = |owner: &Owner| match &owner.source {
        OwnerSource::FromColumn { column, fallback } => Some((owner.id.clone(), column.clone(), id(*fallback).clone())),
        OwnerSource::Declared { .. } => None,
    };
    let owners: Vec<_> = workflow.owners.iter().filter_map(from_column).collect();
    let broken_task = (broken.owner.map(id), broken.channel, &broken.template, &broken.advance_to);
    let returned = payment.returned.map(|rules| (rules.owner.map(id), rules.channel));
    let no_answer = overrides.no_answer.map(|rule| (rule.retry_days, rule.times));
    let first_rule = workflow.escalate.first().map_or(0, |rule| rule.line);
    let first_track = workflow.tracks.first().map_or(0, |track| track.line);
    let limits = &workflow.limits;
    use EditReach::{Everything, Override};
    [
        part(
            Override("dispute"),
            "overrides.dispute",
            dispute.line,
            &(dispute.owner.map(id), routes, sla, dispute.clock, dispute.cooldown_days),
        ),
        part(Override("reply"), "overrides.reply", reply.line, &(reply.owner.map(id), reply.pause_days)),
        part(Override("claim"), "overrides.claim", overrides.claim.line, &overrides.claim.pause_days),
        part(Override("broken-promise"), "overrides.promise", promise.line, &(promise.grace_days, promise.honour, broken_task)),
        part(Override("short-pay"), "overrides.payment.short_pay", payment.line, &short_pay),
        part(Override("returned"), "overrides.payment.returned", payment.line, &returned),
        part(Everything, "overrides.no_answer", overrides.no_answer.map_or(0, |rule| rule.line), &no_answer),
        part(Everything, "overrides.payment.closed_clock", payment.line, &payment.closed_clock),
        part(Everything, "overrides.payment.close_at", payment.line, &payment.close_at.units(8)),
        part(Everything, "overrides.pause", overrides.pause.line, &overrides.pause.clock),
        part(Everything, "escalate", first_rule, &rules),
        part(Everything, "tracks", first_track, &tracks),
        part(Everything, "owners from columns", 0, &owners),
        part(Everything, "calendar", workflow.calendar_line, &workflow.calendar),
        part(Everything, "catch_up", 0, &workflow.sequential),
        part(Everything, "limits.min_days_between_contacts", limits.line, &limits.min_days_between_contacts),
    ]
}

/// Conditions in a few words: `day 20, balance at least 100`.
fn conditions(conditions: &Conditions) -> String {
    let mut parts: Vec<String> = conditions.day.map(|day| format!("day {day}")).into_iter().collect();
    let mut money = |what: &str, AmountRange { at_least, below }: &AmountRange| {
        parts.extend(at_least.as_ref().map(|least| format!("{what} at least {least}")));
        parts.extend(below.as_ref().map(|below| format!("{what} below {below}")));
    };
    money("balance", &conditions.balance);
    money("customer's overdue", &conditions.customer.overdue);
    money("customer's open", &conditions.customer.open);
    let DaysRange { at_least, below } = &conditions.customer.oldest;
    parts.extend(at_least.map(|least| format!("customer's oldest at least {least} days past due")));
    parts.extend(below.map(|below| format!("customer's oldest less than {below} days past due")));
    let CountRange { at_least, below } = &conditions.customer.invoices;
    parts.extend(at_least.map(|least| format!("{least} invoices of the customer overdue")));
    parts.extend(below.map(|below| format!("fewer than {below} invoices of the customer overdue")));
    parts.extend(conditions.matches.iter().map(|wanted| format!("{} {}", wanted.column, wanted.values.join("/"))));
    parts.extend(conditions.broken_promises.map(|count| format!("{count} broken promises")));
    let CountRange { at_least, below } = &conditions.unanswered;
    parts.extend(at_least.map(|least| format!("{least} days unanswered")));
    parts.extend(below.map(|below| format!("fewer than {below} days unanswered")));
    parts.extend(conditions.responded.map(|responded| (if responded { "responded" } else { "not responded" }).to_owned()));
    if parts.is_empty() { "always".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests;
