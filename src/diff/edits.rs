//! What differs between two workflow files, each with its lines.

use super::{Change, action_renamed, renamed};
use crate::workflow::{Action, AmountRange, Approval, Conditions, CountRange, DaysRange, OwnerId, OwnerSource, Stage, Workflow};

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
    /// A stage, by its ids in both files.
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

/// The edit that a change comes from: the nearest one that reaches it.
pub(super) fn cause(edits: &[Edit], change: &Change) -> Option<usize> {
    let contacts: Vec<(Option<&str>, &str, &str)> = [&change.new, &change.old]
        .into_iter()
        .flatten()
        .map(|contact| {
            let (stage, action) = contact.asked_by();
            (stage, action, contact.stage.as_str())
        })
        .collect();
    let nearness = |edit: &Edit| {
        let to = |(stage, action, here): &(Option<&str>, &str, &str)| match &edit.reach {
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
    edits.iter().enumerate().filter_map(|(place, edit)| Some((nearness(edit)?, place))).min().map(|(_, place)| place)
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
            let list = |workflow: &'_ Workflow| workflow.stage_lists().position(|list| list.iter().any(|other| std::ptr::eq(other, stage)));
            let own =
                list(new).and_then(|list| old.stage_lists().nth(list)).and_then(|list| list.iter().find(|other| other.id == stage.id));
            match own.or(before.map(|(before, _)| before)) {
                Some(before) => {
                    seen.push(&before.id);
                    self.stage(before, stage);
                }
                None => self.add(
                    EditReach::Stage([stage.id.clone(), stage.id.clone()]),
                    format!("{}: a new stage, from day {}", stage.id, stage.day),
                    0,
                    stage.line,
                ),
            }
        }
        for stage in old.stage_lists().flatten().filter(|stage| !seen.contains(&stage.id.as_str())) {
            self.add(EditReach::Stage([stage.id.clone(), stage.id.clone()]), format!("{}: the stage is gone", stage.id), stage.line, 0);
        }
    }

    fn stage(&mut self, old: &Stage, new: &Stage) {
        let owner = |workflow: &Workflow, owner: OwnerId| workflow.owner(owner).id.clone();
        let approval = |workflow: &Workflow, approval: Option<Approval>| match approval {
            None => "none".to_owned(),
            Some(Approval::Required) => "by anybody".to_owned(),
            Some(Approval::By(approver)) => format!("by {}", owner(workflow, approver)),
        };
        let wait = |days: Option<u32>| days.map_or("as usual".to_owned(), |days| days.to_string());
        let parts = [
            ("trigger", conditions(&old.trigger), conditions(&new.trigger)),
            ("owner", owner(self.old, old.owner), owner(self.new, new.owner)),
            ("required", old.required.to_string(), new.required.to_string()),
            ("wait_days", wait(old.wait_days), wait(new.wait_days)),
            ("approval", approval(self.old, old.approval), approval(self.new, new.approval)),
        ];
        for (what, before, after) in parts.into_iter().filter(|(_, before, after)| before != after) {
            // A stage's days are what most edits are about.
            let what = if what == "trigger" { String::new() } else { format!("{what} ") };
            self.add(
                EditReach::Stage([old.id.clone(), new.id.clone()]),
                format!("{}: {what}{before} → {after}", new.id),
                old.line,
                new.line,
            );
        }
        let stages = [old.id.clone(), new.id.clone()];
        for action in &new.actions {
            let before = old.actions.iter().find(|before| action_renamed(old, new, &before.id) == action.id);
            let ids = [before.map_or(&action.id, |before| &before.id).clone(), action.id.clone()];
            match before {
                Some(before) => self.action(&new.id, (stages.clone(), ids), before, action),
                None => {
                    self.add(EditReach::Action(stages.clone(), ids), format!("{}: a new action, {}", new.id, action.id), 0, action.line)
                }
            }
        }
        for action in old.actions.iter().filter(|action| new.actions.iter().all(|after| action_renamed(old, new, &action.id) != after.id)) {
            let ids = [action.id.clone(), action.id.clone()];
            self.add(EditReach::Action(stages.clone(), ids), format!("{}: the action {} is gone", new.id, action.id), action.line, 0);
        }
    }

    fn action(&mut self, stage: &str, (stages, ids): ([String; 2], [String; 2]), old: &Action, new: &Action) {
        let owner = |workflow: &Workflow, owner: OwnerId| workflow.owner(owner).id.clone();
        let repeat = |action: &Action| match action.repeat {
            None => "once".to_owned(),
            Some(repeat) => format!("{} days{}", repeat.every, repeat.times.map(|times| format!(", {times} times")).unwrap_or_default()),
        };
        let within = |days: Option<u32>| days.map_or("no end".to_owned(), |days| days.to_string());
        let parts = [
            ("channel", old.channel.to_string(), new.channel.to_string()),
            ("owner", owner(self.old, old.owner), owner(self.new, new.owner)),
            ("after", old.after.to_string(), new.after.to_string()),
            ("every", repeat(old), repeat(new)),
            ("within", within(old.within), within(new.within)),
            ("when", conditions(&old.when), conditions(&new.when)),
            ("template", old.templates.join(", "), new.templates.join(", ")),
        ];
        for (what, before, after) in parts.into_iter().filter(|(_, before, after)| before != after) {
            let what = format!("{stage}, {}: {what} {before} → {after}", new.id);
            self.add(EditReach::Action(stages.clone(), ids.clone()), what, old.line, new.line);
        }
    }

    fn rest(&mut self) {
        let (old, new) = (self.old, self.new);
        let named = |workflow: &Workflow, owner: Option<OwnerId>| owner.map(|owner| workflow.owner(owner).id.clone());
        let (before, after) = (&old.overrides, &new.overrides);
        let dispute = |workflow: &Workflow| {
            let rules = &workflow.overrides.dispute;
            let routes: Vec<_> = rules.routes.iter().map(|(reason, owner)| (reason.clone(), workflow.owner(*owner).id.clone())).collect();
            let sla = rules.sla.map(|sla| (sla.days, workflow.owner(sla.owner).id.clone()));
            format!("{:?}", (named(workflow, rules.owner), routes, sla, rules.clock, rules.cooldown_days))
        };
        let promise = |workflow: &Workflow| {
            let rules = &workflow.overrides.promise;
            let broken = &rules.broken;
            format!(
                "{:?}",
                (rules.grace_days, rules.honour, named(workflow, broken.owner), broken.channel, &broken.template, &broken.advance_to)
            )
        };
        let short_pay = |workflow: &Workflow| {
            let rules = &workflow.overrides.payment.short_pay;
            format!("{:?}", rules.as_ref().map(|rules| (named(workflow, rules.owner), rules.at_most_percent.to_string())))
        };
        let returned = |workflow: &Workflow| {
            let rules = workflow.overrides.payment.returned;
            format!("{:?}", rules.map(|rules| (named(workflow, rules.owner), rules.channel)))
        };
        let reply =
            |workflow: &Workflow| format!("{:?}", (named(workflow, workflow.overrides.reply.owner), workflow.overrides.reply.pause_days));
        let rules = |workflow: &Workflow| {
            format!("{:?}", workflow.escalate.iter().map(|rule| (&rule.id, conditions(&rule.trigger), &rule.to)).collect::<Vec<_>>())
        };
        let tracks =
            |workflow: &Workflow| format!("{:?}", workflow.tracks.iter().map(|track| (&track.id, &track.matches)).collect::<Vec<_>>());
        let owners = |workflow: &Workflow| {
            let source = |owner: &crate::workflow::Owner| match &owner.source {
                OwnerSource::FromColumn { column, fallback } => Some((column.clone(), workflow.owner(*fallback).id.clone())),
                OwnerSource::Declared { .. } => None,
            };
            format!("{:?}", workflow.owners.iter().filter_map(|owner| Some((owner.id.clone(), source(owner)?))).collect::<Vec<_>>())
        };
        let line_of_rules = |workflow: &Workflow| workflow.escalate.first().map_or(0, |rule| rule.line);
        let line_of_tracks = |workflow: &Workflow| workflow.tracks.first().map_or(0, |track| track.line);
        type EditPart<'a> = (EditReach, &'a str, bool, u32, u32);
        let parts: [EditPart<'_>; 14] = [
            (EditReach::Override("dispute"), "overrides.dispute", dispute(old) != dispute(new), before.dispute.line, after.dispute.line),
            (EditReach::Override("reply"), "overrides.reply", reply(old) != reply(new), before.reply.line, after.reply.line),
            (
                EditReach::Override("broken-promise"),
                "overrides.promise",
                promise(old) != promise(new),
                before.promise.line,
                after.promise.line,
            ),
            (
                EditReach::Override("short-pay"),
                "overrides.payment.short_pay",
                short_pay(old) != short_pay(new),
                before.payment.line,
                after.payment.line,
            ),
            (
                EditReach::Override("returned"),
                "overrides.payment.returned",
                returned(old) != returned(new),
                before.payment.line,
                after.payment.line,
            ),
            (
                EditReach::Everything,
                "overrides.payment.closed_clock",
                before.payment.closed_clock != after.payment.closed_clock,
                before.payment.line,
                after.payment.line,
            ),
            (
                EditReach::Everything,
                "overrides.payment.close_at",
                before.payment.close_at != after.payment.close_at,
                before.payment.line,
                after.payment.line,
            ),
            (EditReach::Everything, "overrides.pause", before.pause.clock != after.pause.clock, before.pause.line, after.pause.line),
            (EditReach::Everything, "escalate", rules(old) != rules(new), line_of_rules(old), line_of_rules(new)),
            (EditReach::Everything, "tracks", tracks(old) != tracks(new), line_of_tracks(old), line_of_tracks(new)),
            (EditReach::Everything, "owners from columns", owners(old) != owners(new), 0, 0),
            (EditReach::Everything, "calendar", old.calendar != new.calendar, old.calendar_line, new.calendar_line),
            (EditReach::Everything, "catch_up", old.sequential != new.sequential, 0, 0),
            (
                EditReach::Everything,
                "limits.min_days_between_contacts",
                old.limits.min_days_between_contacts != new.limits.min_days_between_contacts,
                old.limits.line,
                new.limits.line,
            ),
        ];
        for (reach, what, differs, old, new) in parts {
            if differs {
                self.add(reach, format!("{what} is different"), old, new);
            }
        }
    }
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
mod tests {
    use super::*;

    #[test]
    fn who_approves_drafts_is_an_edit() {
        let workflow = |approval: &str| {
            let text = format!(
                "version: 1\nowners: {{ ar: {{ name: AR }}, boss: {{ name: Boss }} }}\n\
                 stages: [{{ id: due, trigger: {{ day: 1 }}, owner: ar, {approval}actions: [{{ channel: call }}] }}]\n"
            );
            crate::workflow::read(&text, "w.yaml", &Default::default()).value.unwrap()
        };
        let [none, anybody, boss] = ["", "approval: required, ", "approval: boss, "].map(workflow);
        let told = |old, new| edits(old, new).iter().map(Edit::told).collect::<Vec<_>>();
        assert_eq!(told(&none, &anybody), ["due: approval none → by anybody (w.yaml:3, was w.yaml:3)"]);
        assert_eq!(told(&anybody, &boss), ["due: approval by anybody → by boss (w.yaml:3, was w.yaml:3)"]);
        assert_eq!(told(&boss, &boss), [""; 0]);
    }
}
