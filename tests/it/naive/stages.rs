//! How an invoice moves from stage to stage, and how its clock jumps.

use super::replay::{Replay, Touch};
use collect::workflow::Stage;

impl Replay<'_> {
    /// The clock jumps forward to a stage, if the invoice's list has it.
    pub fn jump_to(&mut self, stage: &str, why: &'static str) {
        let Some(stage) = self.stages.iter().find(|one| one.is_called(stage)) else {
            self.happened.insert("jump to a stage that the track lacks");
            return;
        };
        if let Some(clock) = self.clock
            && clock < stage.day
        {
            self.clock = Some(stage.day);
            self.happened.insert(why);
        }
    }

    /// Each rule once in a journey, in order, on the first day on which it holds.
    pub fn escalate(&mut self) {
        let workflow = self.workflow;
        for (index, rule) in workflow.escalate.iter().enumerate() {
            if !self.fired[index] && self.holds(&rule.trigger) {
                self.fired[index] = true;
                self.jump_to(&rule.to, "jump by a rule");
            }
        }
    }

    /// The invoice moves to the stage of its clock, or to a stage on the way that asks for a touch first.
    pub fn move_stage(&mut self) {
        let Some(target) = self.stages.iter().rposition(|stage| self.holds(&stage.trigger)) else { return };
        if self.stage.is_some_and(|current| target <= current) {
            return;
        }
        if let Some(current) = self.stage
            && self.needs_touch(&self.stages[current])
            && !self.may_leave(current)
        {
            self.happened.insert("held by a required stage");
            return;
        }
        if self.stage.is_some_and(|current| self.needs_touch(&self.stages[current])) {
            self.happened.insert("left a required stage");
        }
        let first = self.stage.map_or(0, |current| current + 1);
        let mut next = target;
        for index in first..target {
            let stage = &self.stages[index];
            if self.needs_touch(stage) && self.holds(&stage.trigger) && !self.touched_for(index) {
                next = index;
                self.happened.insert("a required stage on the way");
                break;
            }
        }
        self.skipped.extend(first..next);
        self.stage = Some(next);
        self.entered_on = Some(self.today);
        self.entry_clock = self.clock.unwrap_or(0);
    }

    fn needs_touch(&self, stage: &Stage) -> bool {
        stage.required || (self.workflow.sequential && stage.day > 0)
    }

    /// Was there a touch for the current stage, and was it waited long enough?
    fn may_leave(&self, current: usize) -> bool {
        let stage = &self.stages[current];
        let to_next = || self.stages.get(current + 1).map_or(0, |next| (next.day - stage.day) as u32);
        let wait = stage.wait_days.unwrap_or_else(to_next).max(1) as i32;
        let counts = |touch: &&Touch| self.names_stage_from(touch, current) || self.came_while_in_stage(touch);
        self.touches_of_journey().filter(counts).any(|touch| self.today >= touch.day.plus(wait))
    }

    /// Was there a touch for a stage that is not entered yet? One of today that carried out an action is for the stage that is entered today.
    fn touched_for(&self, index: usize) -> bool {
        let counts = |touch: &&Touch| touch.day < self.today || touch.reference.is_none();
        self.touches_of_journey().filter(counts).any(|touch| self.names_stage_from(touch, index))
    }

    /// A touch on the invoice itself, with this stage or a later one.
    fn names_stage_from(&self, touch: &Touch, index: usize) -> bool {
        let Some(named) = self.stage_named_by(touch) else { return false };
        !touch.of_customer && self.stages[index..].iter().any(|stage| stage.is_called(&named))
    }

    /// A touch on or after the entry, with a blank stage or for the whole customer.
    fn came_while_in_stage(&self, touch: &Touch) -> bool {
        self.entered_on.is_some_and(|entered| touch.day >= entered) && (touch.of_customer || self.stage_named_by(touch).is_none())
    }

    /// The stage of a touch; where it is blank, that of the action that it refers to, if the invoice's list has it.
    pub fn stage_named_by(&self, touch: &Touch) -> Option<String> {
        if touch.stage.is_some() {
            return touch.stage.clone();
        }
        let action = touch.reference.as_ref()?.strip_prefix(self.invoice.id())?;
        let (journey, action) = action.split_once('/')?;
        let is_journey = journey.is_empty() || (2..100).any(|number| journey == format!("@{number}"));
        let [stage, _, occurrence] = action.split('/').collect::<Vec<&str>>()[..] else { return None };
        let is_occurrence = occurrence.parse::<u32>().is_ok_and(|number| number > 0 && number.to_string() == occurrence);
        let is_known = self.stages.iter().any(|one| one.is_called(stage));
        (is_journey && is_occurrence && is_known).then(|| stage.to_owned())
    }
}
