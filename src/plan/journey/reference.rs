//! Which action a touch or note refers to.

use super::Journey;
use crate::action_id::AskedBy;
use crate::ledger::Reference;
use crate::plan::action_kind::Key;
use crate::plan::touches::Carried;
use crate::workflow::StageIndex;

impl Journey<'_> {
    fn asked_by(&self, reference: Reference) -> Option<AskedBy<'_>> {
        self.events.asked_by(reference, self.invoice.id())
    }

    pub fn told(&self, reference: Reference) -> String {
        self.events.told(reference, self.invoice.id())
    }

    pub fn is_task(&self, carried: Carried, task: Key) -> bool {
        match (carried, task) {
            (Carried::Named(reference), Key::Override(kind, number)) => {
                self.asked_by(reference) == Some(AskedBy::Override { word: kind.id_part(), number })
            }
            (Carried::Named(_), Key::Stage { .. }) => false,
            (Carried::Known(key), _) => key == task,
        }
    }

    /// Was this an action of a stage of this journey?
    pub fn is_action(&self, carried: Carried, stage: StageIndex, action: usize, occurrence: u32) -> bool {
        match carried {
            Carried::Named(reference) => self.names_action(reference, stage, action, occurrence),
            Carried::Known(key) => key == Key::Stage { journey: self.number, stage, action, occurrence },
        }
    }

    fn names_action(&self, reference: Reference, place: StageIndex, number: usize, of: u32) -> bool {
        let Some(AskedBy::Stage { journey, stage, action, occurrence }) = self.asked_by(reference) else { return false };
        (journey, occurrence) == (self.number, of)
            && self.list.stage_called(stage) == Some(place)
            && self.list.stages[place].action_called(action) == Some(number)
    }

    /// The stage that the id of an action names, if this is one of this invoice and its track has the stage.
    pub fn stage_referred_to(&self, reference: Reference) -> Option<StageIndex> {
        match self.asked_by(reference)? {
            AskedBy::Stage { stage, .. } => self.list.stage_called(stage),
            AskedBy::Override { .. } => None,
        }
    }
}
