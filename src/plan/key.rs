//! What tells one action of an invoice from another.

use super::action_kind::ActionKind;
use crate::workflow::StageIndex;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Stage {
        journey: u16,
        stage: StageIndex,
        /// The action, by its place in the stage.
        action: usize,
        /// From 1.
        occurrence: u32,
    },
    /// The task of an override, with its number.
    Override(ActionKind, u32),
}

impl Key {
    pub fn kind(self) -> ActionKind {
        match self {
            Key::Stage { .. } => ActionKind::Touch,
            Key::Override(kind, _) => kind,
        }
    }
}
