//! Work that its owner cannot do.

use super::{CheckSubject, stage_name};
use crate::address::plain;
use crate::channel::Channel;
use crate::finding::{Code, Finding};
use crate::workflow::{OwnerId, OwnerKind, OwnerSource, Workflow};

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let mut found = of_stages(subject);
    found.extend(of_overrides(subject));
    found.extend(without_sender(subject));
    found
}

/// Is it always a program? Who comes from a column may be one where the column is empty.
fn is_automated(workflow: &Workflow, owner: OwnerId) -> bool {
    match &workflow.owner(owner).source {
        OwnerSource::Declared { kind, .. } => *kind == OwnerKind::Automated,
        OwnerSource::FromColumn { fallback, .. } => is_automated(workflow, *fallback),
    }
}

const NAME_A_PERSON: &str = "name a person";

fn of_stages(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let workflow = subject.workflow;
    let mut found = Vec::new();
    for (track, stage, action) in subject.actions() {
        if needs_a_person(action.channel) && is_automated(workflow, action.owner) {
            let message = format!(
                "nobody does the {} {:?} of {}: its owner {:?} is automated",
                action.channel,
                action.id,
                stage_name(track, stage),
                workflow.owner(action.owner).id
            );
            let hint = format!("{NAME_A_PERSON} as the action's `owner`");
            found.push(subject.finding(Code::AutomatedOwner, action.line, message).hint(hint));
        }
    }
    found
}

fn needs_a_person(channel: Channel) -> bool {
    matches!(channel, Channel::Call | Channel::Task)
}

/// The tasks that overrides bring. Where they name nobody, they belong to the owner of whatever stage the invoice is in.
fn of_overrides(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let workflow = subject.workflow;
    let overrides = &workflow.overrides;
    let (dispute, reply, broken) = (&overrides.dispute, &overrides.reply, &overrides.promise.broken);
    let mut found = Vec::new();
    let mut named = |owner: OwnerId, what: String, line: u32| {
        if is_automated(workflow, owner) {
            let message = format!("nobody does the task of {what}: its owner {:?} is automated", workflow.owner(owner).id);
            found.push(subject.finding(Code::AutomatedOwner, line, message).hint(NAME_A_PERSON));
        }
    };
    for (reason, owner) in &dispute.routes {
        named(*owner, format!("a dispute about {reason}"), dispute.line);
    }
    if let Some(sla) = &dispute.sla {
        named(sla.owner, "a dispute that takes too long".to_owned(), sla.line);
    }
    if let Some(owner) = broken.owner.filter(|_| needs_a_person(broken.channel)) {
        named(owner, "a broken promise".to_owned(), broken.line);
    }
    let mut tasks = vec![
        (dispute.owner, "a dispute", "overrides.dispute.owner", dispute.line),
        (reply.owner, "a reply", "overrides.reply.owner", reply.line),
    ];
    if let Some(rule) = &overrides.payment.short_pay {
        tasks.push((rule.owner, "a short pay", "overrides.payment.short_pay.owner", rule.line));
    }
    if let Some(rule) = overrides.payment.returned.filter(|rule| needs_a_person(rule.channel)) {
        tasks.push((rule.owner, "a payment that came back", "overrides.payment.returned.owner", rule.line));
    }
    let mut alone: Vec<(&str, &str, u32)> = Vec::new();
    for (owner, what, key, line) in tasks {
        match owner {
            Some(owner) => named(owner, what.to_owned(), line),
            None => alone.push((what, key, line)),
        }
    }
    let stage = workflow.stage_lists().flatten().find(|stage| is_automated(workflow, stage.owner));
    if let Some(stage) = stage {
        for (what, key, line) in alone {
            let message = format!(
                "nobody does the task of {what} on an invoice in stage {:?}: it goes to the stage's owner, and {:?} is automated",
                stage.id,
                workflow.owner(stage.owner).id
            );
            let line = if line == 0 { stage.line } else { line };
            found.push(subject.finding(Code::AutomatedOwner, line, message).hint(format!("{NAME_A_PERSON} as `{key}`")));
        }
    }
    found
}

fn without_sender(subject: &CheckSubject<'_>) -> Option<Finding> {
    subject.sender.filter(|sender| plain(&sender.email).is_err())?;
    let workflow = subject.workflow;
    let has_none = |owner: OwnerId| match &workflow.owner(owner).source {
        OwnerSource::Declared { email, .. } => plain(email).is_err(),
        OwnerSource::FromColumn { .. } => true,
    };
    let actions = workflow.stage_lists().flatten().flat_map(|stage| &stage.actions);
    let action = actions.into_iter().find(|action| action.channel == Channel::Email && has_none(action.owner))?;
    let owner = &workflow.owner(action.owner).id;
    let message = format!("the emails of {owner:?} have no sender address: neither the owner nor the project's `sender` has one");
    Some(subject.finding(Code::NoSender, action.line, message).hint("give the owner an `email`, or `sender: { email: … }` in collect.yaml"))
}
