//! Which action a touch or note refers to.

use super::Journey;
use crate::ledger::Reference;
use crate::plan::ActionKind;
use crate::plan::due::Key;
use crate::plan::touches::Carried;

impl Journey<'_> {
    /// Is this the id of an override's task?
    pub fn names(&self, reference: Reference, task: ActionKind, number: u32) -> bool {
        let Some((1, tail)) = self.events.reference_to(reference, self.invoice.id()) else { return false };
        tail.split_once('/').is_some_and(|(name, of)| name == task.id_part() && is_number(of, number))
    }

    /// Was this the task of an override?
    pub fn is_task(&self, carried: Carried, task: ActionKind, number: u32) -> bool {
        match carried {
            Carried::Named(reference) => self.names(reference, task, number),
            Carried::Known(key) => key == Key::Override(task, number),
        }
    }

    /// Was this an action of a stage of this journey?
    pub fn is_action(&self, carried: Carried, stage: usize, action: usize, occurrence: u32) -> bool {
        match carried {
            Carried::Named(reference) => self.names_action(reference, stage, action, occurrence),
            Carried::Known(key) => key == Key::Stage { journey: self.number, stage, action, occurrence },
        }
    }

    /// Is this the id of an action of a stage of this journey?
    fn names_action(&self, reference: Reference, stage: usize, action: usize, occurrence: u32) -> bool {
        let Some((journey, tail)) = self.events.reference_to(reference, self.invoice.id()) else { return false };
        let here = &self.list.stages[stage];
        let mut parts = tail.splitn(3, '/');
        journey == self.number
            && parts.next().is_some_and(|id| self.list.stage_called(id) == Some(stage))
            && parts.next().is_some_and(|id| here.action_called(id) == Some(action))
            && parts.next().is_some_and(|of| is_number(of, occurrence))
    }
}

fn is_number(text: &str, number: u32) -> bool {
    text.parse() == Ok(number) && !text.starts_with(['0', '+'])
}
