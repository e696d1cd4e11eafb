//! Which parts of a workflow the scenarios reach.

use crate::action_id::AskedBy;
use crate::plan::{ActionKind, DueAction, EnteredBy, Held, Plan, Reason, Story, What};
use crate::workflow::{Stage, TrackIndex, Workflow};
use std::collections::BTreeSet;
use std::fmt;

/// The parts of a workflow, and whether any scenario has come to each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    pub workflow: String,
    pub items: Vec<PolicyPart>,
    /// What stands before the names of the stages of each list: nothing for the workflow's own, then `TRACK/`.
    lists: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyPart {
    /// What it is: `stage`, `action`, `rule`, `override` or `limit`.
    pub kind: &'static str,
    /// Its name: `escalation`, `escalation/call`, `dispute.routes.pricing`.
    pub name: String,
    /// The line of the workflow; 0 where the workflow does not say anything about it.
    pub line: u32,
    pub reached: bool,
}

impl fmt::Display for PolicyPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.name)
    }
}

impl Coverage {
    pub fn new(workflow: &Workflow) -> Coverage {
        let mut coverage = Coverage { workflow: workflow.file.clone(), items: Vec::new(), lists: Vec::new() };
        coverage.add_stages("", &workflow.stages);
        for track in &workflow.tracks {
            coverage.add_stages(&format!("{}/", track.id), &track.stages);
        }
        workflow.escalate.iter().for_each(|rule| coverage.add("rule", rule.id.clone(), rule.line));
        coverage.add_overrides(workflow);
        if workflow.limits.min_days_between_contacts > 0 {
            coverage.add("limit", "min_days_between_contacts".to_owned(), workflow.limits.line);
        }
        coverage
    }

    fn add(&mut self, kind: &'static str, name: impl Into<String>, line: u32) {
        self.items.push(PolicyPart { kind, name: name.into(), line, reached: false });
    }

    fn add_stages(&mut self, list: &str, stages: &[Stage]) {
        for stage in stages {
            self.add("stage", format!("{list}{}", stage.id), stage.line);
            for action in &stage.actions {
                self.add("action", format!("{list}{}/{}", stage.id, action.id), action.line);
            }
        }
        self.lists.push(list.to_owned());
    }

    fn add_overrides(&mut self, workflow: &Workflow) {
        let overrides = &workflow.overrides;
        let (payment, dispute, promise) = (&overrides.payment, &overrides.dispute, &overrides.promise);
        let mut parts = vec![("payment".to_owned(), payment.line)];
        parts.extend(payment.short_pay.iter().map(|rule| ("payment.short_pay".to_owned(), rule.line)));
        parts.extend(payment.returned.iter().map(|rule| ("payment.returned".to_owned(), rule.line)));
        parts.push(("dispute".to_owned(), dispute.line));
        parts.extend(dispute.routes.iter().map(|(reason, _)| (format!("dispute.routes.{reason}"), dispute.line)));
        parts.extend(dispute.sla.iter().map(|rule| ("dispute.sla_days".to_owned(), rule.line)));
        let others = [
            (dispute.cooldown_days > 0, "dispute.cooldown_days", dispute.line),
            (true, "pause", overrides.pause.line),
            (true, "promise", promise.line),
            (promise.honour.is_some(), "promise.honour", promise.line),
            (promise.broken.owner.is_some(), "promise.broken", promise.broken.line),
            (promise.broken.advance_to.is_some(), "promise.broken.advance_to", promise.broken.line),
            (true, "reply", overrides.reply.line),
        ];
        parts.extend(others.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, name, line)| (name.to_owned(), line)));
        parts.into_iter().for_each(|(name, line)| self.add("override", name, line));
    }

    fn reach(&mut self, kind: &str, name: &str) {
        for item in self.items.iter_mut().filter(|item| item.kind == kind && item.name == name) {
            item.reached = true;
        }
    }

    fn list(&self, track: Option<TrackIndex>) -> String {
        self.lists.get(TrackIndex::list_of(track)).cloned().unwrap_or_default()
    }

    fn is_reached(&mut self, name: &str) {
        self.reach("override", name);
    }

    /// A scenario was played to its end: the story of one of its invoices.
    pub(super) fn told(&mut self, story: &Story) {
        let list = self.list(story.position().and_then(|position| position.track));
        let mut disputes = BTreeSet::new();
        for moment in &story.moments {
            match &moment.what {
                What::Entered { stage, .. } => self.reach("stage", &format!("{list}{stage}")),
                What::Jumped { by: EnteredBy::Rule(rule), .. } => self.reach("rule", rule),
                What::Jumped { by: EnteredBy::BrokenPromise, .. } => self.is_reached("promise.broken.advance_to"),
                What::Closed { .. } => self.is_reached("payment"),
                What::Disputed { reason, .. } => {
                    self.is_reached("dispute");
                    disputes.extend(reason.clone());
                }
                What::Resolved { cooldown: Some(_), .. } => self.is_reached("dispute.cooldown_days"),
                What::Paused { .. } => self.is_reached("pause"),
                What::Promised { too_many: Some(_), .. } => self.is_reached("promise.honour"),
                What::Promised { .. } => self.is_reached("promise"),
                What::Replied { .. } => self.is_reached("reply"),
                _ => {}
            }
        }
        disputes.iter().for_each(|reason| self.is_reached(&format!("dispute.routes.{reason}")));
    }

    fn due(&mut self, action: &DueAction) {
        match (action.kind, &action.why) {
            (ActionKind::BrokenPromise, _) => self.is_reached("promise.broken"),
            (ActionKind::ShortPay, _) => self.is_reached("payment.short_pay"),
            (ActionKind::Returned, _) => self.is_reached("payment.returned"),
            (_, Reason::Dispute { overdue_after: Some(_), .. }) => self.is_reached("dispute.sla_days"),
            (ActionKind::Touch, _) => {
                let list = self.list(action.track);
                if let AskedBy::Stage { stage, action, .. } = action.id.asked_by() {
                    self.reach("action", &format!("{list}{stage}/{action}"));
                }
            }
            (ActionKind::Dispute | ActionKind::Reply, _) => {}
        }
    }

    /// An expectation looked at this plan: whatever is due in it was reached.
    pub(super) fn planned(&mut self, plan: &Plan) {
        plan.actions().iter().for_each(|action| self.due(action));
        if plan.withheld.iter().any(|held| held.reason == Held::ContactLimit) {
            self.reach("limit", "min_days_between_contacts");
        }
    }

    pub fn reached(&self) -> usize {
        self.items.iter().filter(|item| item.reached).count()
    }

    /// The share of the parts that are reached, in whole percent, rounded down: 100 means all.
    pub fn percent(&self) -> usize {
        (100 * self.reached()).checked_div(self.items.len()).unwrap_or(100)
    }

    pub fn missed(&self) -> impl Iterator<Item = &PolicyPart> {
        self.items.iter().filter(|item| !item.reached)
    }
}
