//! What is due on an invoice on the day replayed last, before anything is withheld.

use super::action_kind::{ActionKey, ActionKind};
use super::journey::{Entered, Journey};
use super::promises::Made;
use super::rules::CustomerGate;
use super::touches::{Sought, Touch, TouchStage, Tried};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::workflow::{Action, OwnerId, StageIndex};

/// Something due, by its place in the rules; words come later, for those that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub key: ActionKey,
    pub channel: Channel,
    pub owner: OwnerId,
    pub scheduled_on: Day,
}

struct DueTask {
    due: Due,
    done_on: Option<Day>,
    /// If it was tried by a call that nobody answered: when, and the day on which it is due again.
    tried: Option<(Day, Day)>,
}

impl DueTask {
    /// Is it due even while the invoice is blocked?
    fn ignores_blocks(&self) -> bool {
        matches!(self.due.key.kind(), ActionKind::Dispute | ActionKind::Reply)
    }

    /// Are the actions of the stage set aside for it on that day?
    fn goes_first(&self, day: Day) -> bool {
        let can = matches!(self.due.key.kind(), ActionKind::BrokenPromise | ActionKind::ShortPay);
        let tried = self.tried.is_some_and(|(on, _)| on == day);
        can && (self.is_asked(day) || tried || self.done_on == Some(day))
    }

    /// Is it neither done nor waiting until it is tried again?
    fn is_asked(&self, day: Day) -> bool {
        self.done_on.is_none() && self.tried.is_none_or(|(_, again)| day >= again)
    }
}

/// An action of the current stage, or the task of an override, whether it is due or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AskedAction {
    /// What it is, and since when it is due, if it was free to be.
    pub key: ActionKey,
    pub scheduled_on: Option<Day>,
    pub fate: Fate,
}

/// What became of an action, blocks and days that are not worked apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Open,
    Done(Day),
    Lapsed,
    Unwanted,
}

impl Journey<'_> {
    /// What is due on the day replayed last, contacts, unapplied cash and what the customer owes apart.
    pub fn due(&self) -> Vec<Due> {
        let mut due = Vec::new();
        if !self.is_open() || !self.rules.works_on(self.day) {
            return due;
        }
        let blocked = self.is_blocked();
        let mut set_aside = false;
        for task in self.tasks().take_while(|task| !blocked || task.ignores_blocks()) {
            set_aside |= task.goes_first(self.day);
            due.extend(task.is_asked(self.day).then_some(task.due));
        }
        if !blocked && !set_aside {
            due.extend(self.stage_actions());
        }
        due
    }

    /// May something be due on the next day that is not among `now`, though nothing happens on it and the clock reaches no value? The task of an
    /// override may set the stage's actions aside for a day, and what was done on the day may have let something else become due.
    pub fn may_differ_tomorrow(&self, now: &[Due]) -> bool {
        self.tasks().next().is_some() || self.due().iter().any(|due| now.iter().all(|known| known.key != due.key))
    }

    /// The tasks of overrides, done or not. Those that no block holds back come first.
    fn tasks(&self) -> impl Iterator<Item = DueTask> {
        let make = [Self::dispute_task, Self::reply_task, Self::broken_promise_task, Self::short_pay_task, Self::returned_task];
        make.into_iter().filter_map(|task| task(self))
    }

    /// What something asked for on the invoice wants of the customer, if anything.
    pub fn gate(&self, key: ActionKey) -> Option<CustomerGate> {
        match key {
            ActionKey::Stage { stage, action, .. } => self.rules.gate(&self.list.stages[stage].actions[action]),
            ActionKey::Override(..) => None,
        }
    }

    /// What goes before the actions of the stage on the day replayed last, if anything does.
    pub fn set_aside_by(&self) -> Option<ActionKey> {
        self.tasks().find(|task| task.goes_first(self.day)).map(|task| task.due.key)
    }

    /// All that is asked for on the day replayed last, done or not, whatever stands in the way.
    pub fn asked(&self) -> Vec<AskedAction> {
        if !self.is_open() {
            return Vec::new();
        }
        let fate = |task: DueTask| AskedAction {
            key: task.due.key,
            scheduled_on: task.is_asked(self.day).then_some(task.due.scheduled_on),
            fate: task.done_on.map_or(Fate::Open, Fate::Done),
        };
        self.tasks().map(fate).chain(self.asked_of_stage().map(|(_, asked)| asked)).collect()
    }

    /// What the current stage asks for: of each of its actions the latest occurrence.
    fn asked_of_stage(&self) -> impl Iterator<Item = (&Action, AskedAction)> {
        let entered = self.stage.as_ref();
        let actions = entered.map_or(&[][..], |entered| &self.list.stages[entered.index].actions);
        actions.iter().enumerate().filter_map(move |(index, action)| {
            let entered = entered?;
            let (occurrence, value) = self.occurrence(action)?;
            let reached = self.reached_on(value)?;
            let key = ActionKey::Stage { journey: self.number, stage: entered.index, action: index, occurrence };
            let tried = self.tried(key, action, entered, reached);
            let first = self.free_on(reached).filter(|day| *day <= self.day);
            let again = self.again_after(tried).map(|(_, again)| again);
            let scheduled_on = again.map_or(first, |again| self.free_on(again.max(reached))).filter(|day| *day <= self.day);
            let lapses_on = first.zip(action.within).map(|(day, within)| day.plus(within as i32));
            let fate = if let Some(day) = tried.done_on {
                Fate::Done(day)
            } else if lapses_on.is_some_and(|last| self.day > last) {
                Fate::Lapsed
            } else if !self.rules.hold(&action.when, &self.sight()) {
                Fate::Unwanted
            } else {
                Fate::Open
            };
            Some((action, AskedAction { key, scheduled_on, fate }))
        })
    }

    /// Whose the invoice is on the day replayed last: the owner of the task of an override while there is one, else of the stage.
    pub fn owner(&self) -> OwnerId {
        let task = self.tasks().find(|task| task.done_on.is_none());
        task.map_or_else(|| self.stage_owner(), |task| task.due.owner)
    }

    fn stage_owner(&self) -> OwnerId {
        self.list.stages[self.stage.as_ref().map_or(StageIndex::new(0), |stage| stage.index)].owner
    }

    fn dispute_task(&self) -> Option<DueTask> {
        let rules = &self.rules.workflow.overrides.dispute;
        let dispute = self.disputes.open()?;
        let routed = dispute.reason.map(|reason| self.text(reason));
        let routed = routed.and_then(|reason| rules.routes.iter().find(|(of, _)| of == reason)).map(|(_, owner)| *owner);
        let late = rules.sla.filter(|sla| self.day.since(dispute.on) >= sla.days as i32).map(|sla| sla.owner);
        let owner = late.or(routed).or(rules.owner).unwrap_or_else(|| self.stage_owner());
        let key = ActionKey::Override(ActionKind::Dispute, dispute.number);
        Some(DueTask { due: Due { key, channel: Channel::Task, owner, scheduled_on: dispute.on }, done_on: None, tried: None })
    }

    fn reply_task(&self) -> Option<DueTask> {
        let scheduled_on = self.replies.waiting()?;
        let owner = self.rules.workflow.overrides.reply.owner.unwrap_or_else(|| self.stage_owner());
        let key = ActionKey::Override(ActionKind::Reply, self.replies.count);
        Some(DueTask { due: Due { key, channel: Channel::Task, owner, scheduled_on }, done_on: None, tried: None })
    }

    /// The latest promise, if it is of this journey and broken, with the first day on which it was; of a plan the one that broke.
    pub fn broken_promise(&self) -> Option<(Made, Day)> {
        self.promises.broke.filter(|(made, _)| made.journey == self.number)
    }

    fn broken_promise_task(&self) -> Option<DueTask> {
        let rules = &self.rules.workflow.overrides.promise.broken;
        let owner = rules.owner?;
        let (made, scheduled_on) = self.broken_promise().filter(|_| self.day >= self.due)?;
        let number = made.number;
        let first_paid = self.paid_since_broken.filter(|(of, _)| *of == number).map(|(_, day)| day);
        let paid = first_paid.or(self.last_payment.filter(|day| *day >= scheduled_on));
        let due = Due { key: ActionKey::Override(ActionKind::BrokenPromise, number), channel: rules.channel, owner, scheduled_on };
        let task = self.task(due, |channel| channel != Channel::Task);
        let done_on = paid.into_iter().chain(task.done_on).min();
        Some(if done_on.is_some() { DueTask { done_on, due, tried: None } } else { task })
    }

    fn short_pay_task(&self) -> Option<DueTask> {
        let rules = self.rules.workflow.overrides.payment.short_pay.as_ref()?;
        let scheduled_on = self.account.short_pay_since?;
        let owner = rules.owner.unwrap_or_else(|| self.stage_owner());
        let key = ActionKey::Override(ActionKind::ShortPay, self.account.short_pays);
        let due = Due { key, channel: Channel::Task, owner, scheduled_on };
        Some(self.task(due, |channel| channel == Channel::Task))
    }

    /// The latest reversal that opened the closed invoice again.
    fn returned_task(&self) -> Option<DueTask> {
        let rules = self.rules.workflow.overrides.payment.returned?;
        let scheduled_on = self.account.returned_on?;
        let owner = rules.owner.unwrap_or_else(|| self.stage_owner());
        let key = ActionKey::Override(ActionKind::Returned, self.account.returned);
        let due = Due { key, channel: rules.channel, owner, scheduled_on };
        Some(self.task(due, |channel| channel == rules.channel))
    }

    /// A task that is done by a touch which names it, or by one without a reference by a right channel since it is due.
    fn task(&self, due: Due, is_right: impl Fn(Channel) -> bool) -> DueTask {
        let again = self.rules.workflow.overrides.no_answer;
        let tried = self.touches.done(Sought::Done(due.key, due.scheduled_on), again, |touch| match touch.reference {
            Some(carried) => self.is_for(carried, due.key),
            None => is_right(touch.channel) && touch.day >= due.scheduled_on,
        });
        let again = self.again_after(tried);
        let scheduled_on = again.map_or(due.scheduled_on, |(_, again)| again);
        DueTask { due: Due { scheduled_on, ..due }, done_on: tried.done_on, tried: again }
    }

    /// If something was tried and nobody answered: when, and the day on which it is due again.
    fn again_after(&self, tried: Tried) -> Option<(Day, Day)> {
        let rule = self.rules.workflow.overrides.no_answer?;
        tried.last.map(|last| (last, rule.again_on(last)))
    }

    fn stage_actions(&self) -> impl Iterator<Item = Due> {
        let open = self.asked_of_stage().filter(|(_, asked)| asked.fate == Fate::Open);
        open.filter_map(|(action, AskedAction { key, scheduled_on, .. })| {
            Some(Due { key, channel: action.channel, owner: action.owner, scheduled_on: scheduled_on? })
        })
    }

    /// What became of an occurrence of an action of the current stage, which the clock reached on a day.
    fn tried(&self, key: ActionKey, action: &Action, entered: &Entered, reached: Day) -> Tried {
        let is_first = matches!(key, ActionKey::Stage { occurrence: 1, .. });
        let in_time = |touch: &Touch| touch.day >= reached && touch.stage.is_blank_or(entered.index);
        // On the day of its entry a stage is entered when all touches of the day have counted.
        let ahead = |touch: &Touch| touch.day <= entered.on && touch.stage == TouchStage::Known(entered.index);
        let again = self.rules.workflow.overrides.no_answer;
        self.touches.done(Sought::Done(key, reached), again, |touch| match touch.reference {
            Some(carried) => self.is_for(carried, key),
            None => touch.channel == action.channel && (in_time(touch) || (is_first && ahead(touch))),
        })
    }
}
