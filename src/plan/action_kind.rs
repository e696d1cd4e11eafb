//! Why an action exists.

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
    /// Those that overrides bring.
    pub const OVERRIDES: [ActionKind; 5] =
        [ActionKind::Dispute, ActionKind::Reply, ActionKind::BrokenPromise, ActionKind::ShortPay, ActionKind::Returned];

    /// What stands for it in the ids of actions.
    pub fn id_part(self) -> &'static str {
        match self {
            ActionKind::Touch => "touch",
            ActionKind::Dispute => "dispute",
            ActionKind::Reply => "reply",
            ActionKind::BrokenPromise => "broken-promise",
            ActionKind::ShortPay => "short-pay",
            ActionKind::Returned => "returned",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            ActionKind::Touch => "touch",
            ActionKind::Dispute => "dispute",
            ActionKind::Reply => "reply",
            ActionKind::BrokenPromise => "broken_promise",
            ActionKind::ShortPay => "short_pay",
            ActionKind::Returned => "returned",
        }
    }
}

impl fmt::Display for ActionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
