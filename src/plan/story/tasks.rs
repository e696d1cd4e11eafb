//! What is asked for from day to day, and what becomes of it.

use super::super::action_kind::{ActionKey, ActionKind};
use super::super::due::{AskedAction, Due, Fate};
use super::super::journey::Journey;
use super::super::shown;
use super::customer_days::CustomerDays;
use super::unmet::{Unmet, unmet};
use super::{OfStage, Task, What};
use crate::channel::Channel;
use crate::workflow::OwnerId;
use std::collections::HashMap;

#[derive(Clone, Debug, Default)]
pub(super) struct Tasks {
    known: Vec<KnownTasks>,
    /// Tasks of overrides that nothing asks for any more. They may be asked for again.
    settled: HashMap<ActionKey, KnownTasks>,
}

#[derive(Clone, Debug)]
struct KnownTasks {
    key: ActionKey,
    task: Task,
    line: u32,
    /// Was it asked for last evening, and neither done nor lapsed nor unwanted?
    open: bool,
    /// Was it due on the last day that was worked?
    due: bool,
    was_due: bool,
    done: bool,
    lapsed: bool,
    unwanted: bool,
    owner: Option<OwnerId>,
}

impl Tasks {
    fn place(&mut self, journey: &Journey<'_>, key: ActionKey) -> usize {
        if let Some(index) = self.known.iter().position(|known| known.key == key) {
            return index;
        }
        if let Some(known) = self.settled.remove(&key) {
            self.known.push(known);
            return self.known.len() - 1;
        }
        let (task, line) = task_and_line(journey, key);
        let (open, due, was_due, done, lapsed, unwanted) = (false, false, false, false, false, false);
        self.known.push(KnownTasks { key, task, line, open, due, was_due, done, lapsed, unwanted, owner: None });
        self.known.len() - 1
    }

    /// A new journey begins: nothing of before is asked for any more, but the tasks of the overrides.
    pub fn forget(&mut self) {
        self.known.retain(|known| matches!(known.key, ActionKey::Override(..)));
    }

    /// What is done since the last time, by its id.
    pub fn done(&mut self, journey: &Journey<'_>) -> Vec<String> {
        let mut ids = Vec::new();
        for asked in journey.asked() {
            if let Fate::Done(_) = asked.fate {
                let index = self.place(journey, asked.key);
                let known = &mut self.known[index];
                known.open = false;
                if !known.done {
                    known.done = true;
                    ids.push(known.task.id.clone());
                }
            }
        }
        ids
    }

    /// A day is over: what fell due on it, and what is asked for no more.
    pub fn evening(&mut self, journey: &Journey<'_>, customer: &CustomerDays<'_>) -> Vec<(What, u32)> {
        let (mut asked, mut due) = (journey.asked(), journey.due());
        // What the customer does not owe enough for is not wanted.
        let mut of_customer: Vec<(ActionKey, Vec<Unmet>)> = Vec::new();
        for asked in asked.iter_mut().filter(|asked| asked.fate == Fate::Open) {
            let unmet = journey.gate(asked.key).map(|gate| customer.unmet(gate, journey.day)).unwrap_or_default();
            if !unmet.is_empty() {
                asked.fate = Fate::Unwanted;
                due.retain(|due| due.key != asked.key);
                of_customer.push((asked.key, unmet));
            }
        }
        let mut told = Vec::new();
        self.overtaken(journey, &asked, &mut told);
        if journey.is_open() {
            // An occurrence that is asked for no more never is again.
            let is_override = |known: &KnownTasks| matches!(known.key, ActionKey::Override(..));
            let is_asked = |known: &KnownTasks| asked.iter().any(|asked| asked.key == known.key);
            let stays = |known: &KnownTasks| is_asked(known) || is_override(known) && (known.open || known.due);
            let gone = self.known.extract_if(.., |known| !stays(known));
            self.settled.extend(gone.filter(is_override).map(|known| (known.key, known)));
        }
        for asked in &asked {
            self.fate(journey, asked, &mut of_customer, &mut told);
        }
        if journey.rules.works_on(journey.day) {
            self.no_more(journey, &asked, &due, &mut told);
            for due in &due {
                self.due(journey, due, &mut told);
            }
        }
        told
    }

    /// What was open and is asked for no more, because something newer is.
    fn overtaken(&mut self, journey: &Journey<'_>, asked: &[AskedAction], told: &mut Vec<(What, u32)>) {
        let (mut left, mut line) = (Vec::new(), 0);
        for known in self.known.iter_mut().filter(|known| known.open) {
            if asked.iter().any(|asked| asked.key == known.key) {
                continue;
            }
            (known.open, known.due) = (false, false);
            let of_known = known.task.clone();
            match known.key {
                ActionKey::Stage { stage, action, .. } if journey.is_open() => {
                    let is_newer = |asked: &&AskedAction| matches!(asked.key, ActionKey::Stage { stage: s, action: a, .. } if (s, a) == (stage, action));
                    match asked.iter().find(is_newer) {
                        Some(newer) => {
                            let (by, blocked) = (task(journey, newer.key), journey.is_blocked());
                            told.push((What::Overtaken { task: of_known, by, blocked }, known.line));
                        }
                        None => {
                            line = if left.is_empty() { known.line } else { journey.list.stages[stage].line };
                            left.push(of_known);
                        }
                    }
                }
                ActionKey::Override(ActionKind::ShortPay, _) if journey.is_open() => told.push((What::Void { task: of_known }, known.line)),
                _ => {}
            }
        }
        let here = journey.stage.as_ref().map(|entered| journey.list.stages[entered.index].name.clone());
        if let Some(stage) = here.filter(|_| !left.is_empty()) {
            told.push((What::LeftBehind { tasks: left, stage }, line));
        }
    }

    fn fate(
        &mut self,
        journey: &Journey<'_>,
        asked: &AskedAction,
        of_customer: &mut [(ActionKey, Vec<Unmet>)],
        told: &mut Vec<(What, u32)>,
    ) {
        let free = !journey.is_blocked() && journey.rules.works_on(journey.day) && asked.scheduled_on.is_some();
        let index = self.place(journey, asked.key);
        let known = &mut self.known[index];
        known.open = asked.fate == Fate::Open;
        let task = || known.task.clone();
        match asked.fate {
            Fate::Done(on) if !known.done => {
                told.push((What::DoneBefore { task: task(), on }, known.line));
                known.done = true;
            }
            Fate::Lapsed if !known.lapsed => {
                told.push((What::Lapsed { task: task() }, known.line));
                known.lapsed = true;
            }
            Fate::Unwanted if !known.unwanted && free => {
                let mut conditions = match asked.key {
                    ActionKey::Stage { stage, action, .. } => unmet(journey, &journey.list.stages[stage].actions[action].when),
                    ActionKey::Override(..) => Vec::new(),
                };
                let of_customer = of_customer.iter_mut().find(|(of, _)| *of == asked.key);
                conditions.append(of_customer.map(|(_, unmet)| unmet).unwrap_or(&mut Vec::new()));
                told.push((What::Unwanted { task: task(), unmet: conditions }, known.line));
                known.unwanted = true;
            }
            _ => {}
        }
    }

    /// What was due and is not any more, where that is not told by something else.
    fn no_more(&mut self, journey: &Journey<'_>, asked: &[AskedAction], due: &[Due], told: &mut Vec<(What, u32)>) {
        let first = journey.set_aside_by();
        for known in self.known.iter_mut().filter(|known| known.due) {
            if due.iter().any(|due| due.key == known.key) {
                continue;
            }
            known.due = false;
            let is_open = asked.iter().any(|asked| asked.key == known.key && asked.fate == Fate::Open);
            if let (ActionKey::Stage { .. }, Some(first), true, false) = (known.key, first, is_open, journey.is_blocked()) {
                let by = task(journey, first);
                told.push((What::SetAside { task: known.task.clone(), by }, known.line));
            }
        }
    }

    fn due(&mut self, journey: &Journey<'_>, due: &Due, told: &mut Vec<(What, u32)>) {
        let index = self.place(journey, due.key);
        let known = &mut self.known[index];
        let owner = || journey.rules.owner(due.owner, journey.invoice).0.into_owned();
        if !known.due {
            let again = known.was_due;
            let since = Some(due.scheduled_on).filter(|day| !again && !journey.rules.works_on(*day));
            told.push((What::Due { task: known.task.clone(), owner: owner(), again, since }, known.line));
        } else if known.owner != Some(due.owner) {
            let late = journey.rules.workflow.overrides.dispute.sla.map_or(0, |sla| sla.line);
            let line = if matches!(due.key, ActionKey::Override(ActionKind::Dispute, _)) { late } else { known.line };
            told.push((What::Handed { task: known.task.clone(), to: owner() }, line));
        }
        (known.due, known.was_due, known.unwanted, known.owner) = (true, true, false, Some(due.owner));
    }
}

pub(super) fn task(journey: &Journey<'_>, key: ActionKey) -> Task {
    task_and_line(journey, key).0
}

/// What a key stands for, and the line of the workflow that asks for it.
fn task_and_line(journey: &Journey<'_>, key: ActionKey) -> (Task, u32) {
    let overrides = &journey.rules.workflow.overrides;
    let (channel, occurrence, of_stage, line) = match key {
        ActionKey::Stage { stage, action, occurrence, .. } => {
            let stage = &journey.list.stages[stage];
            let action = &stage.actions[action];
            let of_stage = OfStage { stage: stage.name.clone(), action: action.id.clone(), repeats: action.repeat.is_some() };
            (action.channel, occurrence, Some(of_stage), action.line)
        }
        ActionKey::Override(kind, number) => {
            let (channel, line) = match kind {
                ActionKind::Dispute => (Channel::Task, overrides.dispute.line),
                ActionKind::BrokenPromise => (overrides.promise.broken.channel, overrides.promise.broken.line),
                ActionKind::ShortPay => (Channel::Task, overrides.payment.short_pay.as_ref().map_or(0, |rule| rule.line)),
                ActionKind::Returned => overrides.payment.returned.map_or((Channel::Task, 0), |rule| (rule.channel, rule.line)),
                ActionKind::Reply | ActionKind::Touch => (Channel::Task, overrides.reply.line),
            };
            (channel, number, None, line)
        }
    };
    (Task { id: shown::action_id(journey, key).to_string(), kind: key.kind(), channel, occurrence, of_stage }, line)
}
