//! Why an action exists, and what tells it from the other actions of its invoice.

use crate::workflow::StageIndex;
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionKind {
    Touch,
    Dispute,
    Reply,
    BrokenPromise,
    ShortPay,
    Returned,
}

impl ActionKind {
    pub const OVERRIDES: [ActionKind; 5] =
        [ActionKind::Dispute, ActionKind::Reply, ActionKind::BrokenPromise, ActionKind::ShortPay, ActionKind::Returned];

    /// What stands for each in the ids of actions, and the word in outputs.
    const WORDS: [(&'static str, &'static str); 6] = [
        ("touch", "touch"),
        ("dispute", "dispute"),
        ("reply", "reply"),
        ("broken-promise", "broken_promise"),
        ("short-pay", "short_pay"),
        ("returned", "returned"),
    ];

    pub fn id_part(self) -> &'static str {
        ActionKind::WORDS[self as usize].0
    }

    pub fn name(self) -> &'static str {
        ActionKind::WORDS[self as usize].1
    }
}

impl fmt::Display for ActionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ActionKey {
    /// An action of a stage, by its place in that, and which occurrence of it, from 1.
    Stage { journey: u16, stage: StageIndex, action: usize, occurrence: u32 },
    /// The task of an override, with its number.
    Override(ActionKind, u32),
}

impl ActionKey {
    pub fn kind(self) -> ActionKind {
        match self {
            ActionKey::Stage { .. } => ActionKind::Touch,
            ActionKey::Override(kind, _) => kind,
        }
    }
}
