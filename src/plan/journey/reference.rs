//! Which action a touch or note refers to.

use super::Journey;
use crate::action_id::AskedBy;
use crate::ledger::Reference;
use crate::plan::action_kind::ActionKey;
use crate::plan::touches::Carried;
use crate::workflow::StageIndex;

impl Journey<'_> {
    fn asked_by(&self, reference: Reference) -> Option<AskedBy<'_>> {
        self.events.asked_by(reference, self.invoice.id())
    }

    pub fn told(&self, reference: Reference) -> String {
        self.events.told(reference, self.invoice.id())
    }

    /// Was this the task of an override, or the action of a stage of this journey, that the key names?
    pub fn is_for(&self, carried: Carried, key: ActionKey) -> bool {
        let reference = match carried {
            Carried::Named(reference) => reference,
            Carried::Known(known) => return known == key,
        };
        match (self.asked_by(reference), key) {
            (Some(AskedBy::Override { word, number }), ActionKey::Override(kind, of)) => (word, number) == (kind.id_part(), of),
            (
                Some(AskedBy::Stage { journey, stage, action, occurrence }),
                ActionKey::Stage { journey: number, stage: place, action: index, occurrence: of },
            ) => {
                (journey, occurrence) == (number, of)
                    && self.list.stage_called(stage) == Some(place)
                    && self.list.stages[place].action_called(action) == Some(index)
            }
            _ => false,
        }
    }

    /// The stage that the id of an action names, if this is one of this invoice and its track has the stage.
    pub fn stage_referred_to(&self, reference: Reference) -> Option<StageIndex> {
        match self.asked_by(reference)? {
            AskedBy::Stage { stage, .. } => self.list.stage_called(stage),
            AskedBy::Override { .. } => None,
        }
    }
}
