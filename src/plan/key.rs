//! What tells one action of an invoice from another.

use super::action_kind::ActionKind;
use crate::workflow::StageIndex;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// An action of a stage, by its place in that, and which occurrence of it, from 1.
    Stage { journey: u16, stage: StageIndex, action: usize, occurrence: u32 },
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
