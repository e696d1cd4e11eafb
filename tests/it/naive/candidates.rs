//! What may be due on a day: the actions of the stage, and the tasks of the overrides.

use super::customer::Owed;
use super::replay::{Evening, Replay, Touch};
use collect::calendar::Day;
use collect::channel::Channel;
use collect::workflow::{Action, OwnerId, Stage};
use std::collections::BTreeSet;

/// Something that a day may ask for.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub id: String,
    pub kind: &'static str,
    pub channel: Channel,
    pub owner: OwnerId,
    /// Empty for the channel's own.
    pub template: String,
    /// `None` if no day was one for it yet.
    pub scheduled_on: Option<Day>,
    pub done_on: Option<Day>,
    /// The last day on which it was tried in vain, if it is not done.
    pub tried_on: Option<Day>,
    pub fate: Fate,
}

/// What keeps it from being due, if anything does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing, limits on contacts and the like apart.
    Due,
    /// The invoice is blocked, or the day is not worked.
    Waits,
    /// By a touch that names it.
    DoneByReference,
    /// By a touch on its channel, or by what else does a task.
    Done,
    /// By a touch that names its stage and came before it.
    DoneAhead,
    Lapsed,
    /// Its conditions do not hold.
    Unwanted,
    /// A broken promise or a small rest goes first.
    SetAside,
}

impl Fate {
    /// For counting.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Due => "action due",
            Fate::Waits => "action waits",
            Fate::DoneByReference => "action done by reference",
            Fate::Done => "action done by its channel",
            Fate::DoneAhead => "action done ahead of its stage",
            Fate::Lapsed => "action lapsed",
            Fate::Unwanted => "action unwanted",
            Fate::SetAside => "action set aside",
        }
    }
}

impl Replay<'_> {
    /// All that today may ask for, whatever contacts the customer had; with what the customer owes on the day of the plan.
    pub fn candidates(&self, owed: &Owed) -> Vec<Candidate> {
        if !self.is_open() {
            return Vec::new();
        }
        let tasks = self.tasks();
        let goes_first = |task: &Candidate| {
            let is_one = task.kind == "broken_promise" || task.kind == "short_pay";
            is_one && (task.fate == Fate::Due || task.done_on == Some(self.today) || task.tried_on == Some(self.today))
        };
        let aside = tasks.iter().any(goes_first);
        let mut all = Vec::new();
        if let (Some(stage), Some(entered_on)) = (self.stage, self.entered_on) {
            let stage = &self.stages[stage];
            all.extend(stage.actions.iter().filter_map(|action| self.stage_action(stage, action, entered_on, aside, owed)));
        }
        all.extend(tasks);
        all
    }

    pub fn works_today(&self) -> bool {
        self.workflow.calendar.works_on(self.today)
    }

    /// Only the latest occurrence of which the clock has reached the value counts.
    fn stage_action(&self, stage: &Stage, action: &Action, entered_on: Day, aside: bool, owed: &Owed) -> Option<Candidate> {
        let clock = self.clock?;
        let first = self.entry_clock + action.after as i32;
        if clock < first {
            return None;
        }
        let (mut occurrence, mut wanted) = (1, first);
        if let Some(repeat) = action.repeat {
            while wanted + repeat.every as i32 <= clock && repeat.times.is_none_or(|times| occurrence < times) {
                occurrence += 1;
                wanted += repeat.every as i32;
            }
        }
        let in_stage = || self.log.iter().filter(|evening| evening.day >= entered_on && evening.clock >= wanted);
        let reached_on = in_stage().map(|evening| evening.day).next()?;
        let right = self.touches_of_journey().filter(|touch| self.does(touch, stage, action, occurrence, reached_on));
        let (done_by, tried_on) = self.done_or_tried(right);
        let free_from = |from: Day| {
            let is_free = |evening: &&Evening| !evening.blocked && self.workflow.calendar.works_on(evening.day);
            in_stage().filter(|evening| evening.day >= from).find(is_free).map(|evening| evening.day)
        };
        // It lapses so many days after it was due for the first time.
        let first_on = free_from(reached_on);
        let scheduled_on = free_from(self.again_on(tried_on).unwrap_or(reached_on));
        let lapsed = |scheduled: Day| action.within.is_some_and(|within| self.today > scheduled.plus(within as i32));
        let fate = if let Some(touch) = done_by {
            match &touch.reference {
                Some(_) => Fate::DoneByReference,
                None if touch.day < entered_on => Fate::DoneAhead,
                None => Fate::Done,
            }
        } else if first_on.is_some_and(lapsed) {
            Fate::Lapsed
        } else if scheduled_on.is_none() || self.is_blocked() || !self.works_today() {
            Fate::Waits
        } else if !self.holds(&action.when) || !owed.hold(&action.when.customer, self.invoice.terms.currency) {
            Fate::Unwanted
        } else if aside {
            Fate::SetAside
        } else {
            Fate::Due
        };
        let template = action.templates.get(occurrence as usize - 1).or(action.templates.last());
        Some(Candidate {
            id: self.action_id(&stage.id, &action.id, occurrence),
            kind: "touch",
            channel: action.channel,
            owner: action.owner,
            template: template.cloned().unwrap_or_default(),
            scheduled_on,
            done_on: done_by.map(|touch| touch.day),
            tried_on,
            fate,
        })
    }

    /// Of the touches that may do something, in their order, the one that does it; if none does, the last day on which it was tried in vain. A
    /// call that nobody answered does nothing, on at most so many days as it is to be made again.
    pub fn done_or_tried<'t>(&self, right: impl Iterator<Item = &'t Touch>) -> (Option<&'t Touch>, Option<Day>) {
        let times = self.workflow.overrides.no_answer.map_or(0, |rule| rule.times as usize);
        let mut days = BTreeSet::new();
        for touch in right {
            days.insert(touch.day);
            if !touch.unanswered || days.len() > times {
                return (Some(touch), None);
            }
        }
        (None, days.last().copied())
    }

    /// When something is due again that was tried in vain.
    pub fn again_on(&self, tried_on: Option<Day>) -> Option<Day> {
        let rule = self.workflow.overrides.no_answer?;
        tried_on.map(|day| day.plus(rule.retry_days as i32))
    }

    /// A touch does an action by its id, under whatever name, or without a reference by its channel and stage.
    fn does(&self, touch: &Touch, stage: &Stage, action: &Action, occurrence: u32, reached_on: Day) -> bool {
        if touch.reference.is_some() {
            return names(&stage.id, &stage.was).any(|stage| {
                names(&action.id, &action.was).any(|action| Self::refers_to(&touch.reference, &self.action_id(stage, action, occurrence)))
            });
        }
        let same_stage = touch.stage.as_ref().is_none_or(|named| names(&stage.id, &stage.was).any(|id| id == named));
        // One of a named stage may come before the stage, which is entered at the end of a day.
        let ahead = touch.stage.is_some() && occurrence == 1 && self.entered_on.is_some_and(|entered| touch.day <= entered);
        touch.channel == action.channel && same_stage && (ahead || touch.day >= reached_on)
    }
}

/// What a thing is called, now and in earlier versions of the workflow.
fn names<'t>(id: &'t str, was: &'t [String]) -> impl Iterator<Item = &'t str> {
    std::iter::once(id).chain(was.iter().map(String::as_str))
}
