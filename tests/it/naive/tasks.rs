//! The tasks that disputes, replies, broken promises, small rests and returned payments bring.

use super::candidates::{Candidate, Fate};
use super::replay::{Replay, Touch};
use collect::calendar::Day;
use collect::channel::Channel;
use collect::workflow::OwnerId;

impl Replay<'_> {
    /// The tasks that exist today, done or not.
    pub fn tasks(&self) -> Vec<Candidate> {
        let on_blocked_days = [self.dispute_task(), self.reply_task()];
        let on_free_days = [self.broken_promise_task(), self.short_pay_task(), self.returned_task()];
        on_blocked_days.into_iter().chain(on_free_days).flatten().collect()
    }

    /// The owner of what nobody else owns: that of the current stage, or of the first one.
    pub fn stage_owner(&self) -> OwnerId {
        self.stages[self.stage.unwrap_or(0)].owner
    }

    /// The latest open dispute; only its resolution ends it.
    fn dispute_task(&self) -> Option<Candidate> {
        let rules = &self.workflow.overrides.dispute;
        let index = self.disputes.iter().rposition(|dispute| dispute.resolved.is_none())?;
        let dispute = &self.disputes[index];
        let route = rules.routes.iter().find(|(reason, _)| Some(reason) == dispute.reason.as_ref());
        let mut owner = route.map(|(_, owner)| *owner).or(rules.owner).unwrap_or(self.stage_owner());
        if let Some(sla) = rules.sla
            && self.today >= dispute.since.plus(sla.days as i32)
        {
            owner = sla.owner;
        }
        Some(Candidate {
            id: self.task_id("dispute", index + 1),
            kind: "dispute",
            channel: Channel::Task,
            owner,
            template: String::new(),
            scheduled_on: Some(dispute.since),
            done_on: None,
            tried_on: None,
            fate: if self.works_today() { Fate::Due } else { Fate::Waits },
        })
    }

    /// The latest reply, until it is answered.
    fn reply_task(&self) -> Option<Candidate> {
        let reply = self.replies.last().filter(|reply| reply.answered.is_none())?;
        Some(Candidate {
            id: self.task_id("reply", self.replies.len()),
            kind: "reply",
            channel: Channel::Task,
            owner: self.workflow.overrides.reply.owner.unwrap_or(self.stage_owner()),
            template: String::new(),
            scheduled_on: Some(reply.since),
            done_on: None,
            tried_on: None,
            fate: if self.works_today() { Fate::Due } else { Fate::Waits },
        })
    }

    /// The latest promise, or that of the latest plan which broke, if it is of this journey.
    fn broken_promise_task(&self) -> Option<Candidate> {
        let rules = &self.workflow.overrides.promise.broken;
        let owner = rules.owner?;
        let (index, broken_on) = self.latest_broken_promise()?;
        if self.today < self.due_date {
            return None;
        }
        let id = self.task_id("broken-promise", index + 1);
        let paid_on = self.payments.iter().copied().filter(|day| *day >= broken_on).min();
        let (touched_on, tried_on) = self.done_by(&id, |touch| touch.channel != Channel::Task && touch.day >= broken_on);
        let done_on = paid_on.into_iter().chain(touched_on).min();
        let tried_on = tried_on.filter(|_| done_on.is_none());
        Some(Candidate {
            id,
            kind: "broken_promise",
            channel: rules.channel,
            owner,
            template: rules.template.clone().unwrap_or_default(),
            scheduled_on: self.again_on(tried_on).or(Some(broken_on)),
            done_on,
            tried_on,
            fate: self.fate_of_task(done_on, tried_on),
        })
    }

    /// The latest payment that left a small rest, while it is one.
    fn short_pay_task(&self) -> Option<Candidate> {
        let rule = self.workflow.overrides.payment.short_pay.as_ref()?;
        let since = self.short_pay?;
        let id = self.task_id("short-pay", self.short_pays);
        let (done_on, tried_on) = self.done_by(&id, |touch| touch.channel == Channel::Task && touch.day >= since);
        Some(Candidate {
            id,
            kind: "short_pay",
            channel: Channel::Task,
            owner: rule.owner.unwrap_or(self.stage_owner()),
            template: String::new(),
            scheduled_on: self.again_on(tried_on).or(Some(since)),
            done_on,
            tried_on,
            fate: self.fate_of_task(done_on, tried_on),
        })
    }

    /// The latest payment that was taken back and opened the closed invoice again.
    fn returned_task(&self) -> Option<Candidate> {
        let rule = self.workflow.overrides.payment.returned.as_ref()?;
        let since = *self.returned.last()?;
        let id = self.task_id("returned", self.returned.len());
        let (done_on, tried_on) = self.done_by(&id, |touch| touch.channel == rule.channel && touch.day >= since);
        Some(Candidate {
            id,
            kind: "returned",
            channel: rule.channel,
            owner: rule.owner.unwrap_or(self.stage_owner()),
            template: String::new(),
            scheduled_on: self.again_on(tried_on).or(Some(since)),
            done_on,
            tried_on,
            fate: self.fate_of_task(done_on, tried_on),
        })
    }

    /// When it was done, by a touch that refers to the task, or has no reference and is of the kind that does it; or when it was tried.
    fn done_by(&self, id: &str, without_reference: impl Fn(&Touch) -> bool) -> (Option<Day>, Option<Day>) {
        let does = |touch: &&Touch| match &touch.reference {
            Some(reference) => reference == id,
            None => without_reference(touch),
        };
        let (done, tried_on) = self.done_or_tried(self.touches.iter().filter(does));
        (done.map(|touch| touch.day), tried_on)
    }

    /// Broken promises, small rests and returned payments wait for the end of blocks.
    fn fate_of_task(&self, done_on: Option<Day>, tried_on: Option<Day>) -> Fate {
        if done_on.is_some() {
            Fate::Done
        } else if self.is_blocked() || !self.works_today() || self.again_on(tried_on).is_some_and(|again| self.today < again) {
            Fate::Waits
        } else {
            Fate::Due
        }
    }
}
