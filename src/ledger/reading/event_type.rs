//! The types of events, and what each type needs in its row.

use crate::ledger::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    Payment,
    Credit,
    Reversal,
    Fee,
    WriteOff,
    Dispute,
    DisputeResolved,
    Promise,
    Pause,
    Resume,
    Reply,
    Touch,
    Escalate,
    Extend,
    Bounce,
    OptOut,
    Note,
    /// `undo`: takes back the row whose `id` its `ref` names. It is resolved by the reader, and no event of its own.
    Undo,
}

impl EventType {
    /// All of them: those that become events, in the order of [`Kind::NAMES`], then `undo`.
    pub const ALL: [EventType; 18] = [
        EventType::Payment,
        EventType::Credit,
        EventType::Reversal,
        EventType::Fee,
        EventType::WriteOff,
        EventType::Dispute,
        EventType::DisputeResolved,
        EventType::Promise,
        EventType::Pause,
        EventType::Resume,
        EventType::Reply,
        EventType::Touch,
        EventType::Escalate,
        EventType::Extend,
        EventType::Bounce,
        EventType::OptOut,
        EventType::Note,
        EventType::Undo,
    ];

    pub fn name(self) -> &'static str {
        Kind::NAMES.get(self as usize).copied().unwrap_or("undo")
    }

    pub fn from_name(name: &str) -> Option<EventType> {
        // The compiler looks at the length first, which a search among all names does not.
        Some(match name {
            "payment" => EventType::Payment,
            "touch" => EventType::Touch,
            "note" => EventType::Note,
            _ => return EventType::ALL.into_iter().find(|kind| kind.name() == name),
        })
    }

    pub fn may_name_a_customer(self) -> bool {
        use EventType::{Bounce, Credit, Note, OptOut, Pause, Payment, Promise, Reply, Resume, Reversal, Touch};
        matches!(self, Payment | Credit | Reversal | Promise | Pause | Resume | Reply | Touch | Bounce | OptOut | Note)
    }

    pub fn is_money(self) -> bool {
        use EventType::{Credit, Fee, Payment, Reversal, WriteOff};
        matches!(self, Payment | Credit | Reversal | Fee | WriteOff)
    }

    pub fn has_amount(self) -> bool {
        self.is_money() || matches!(self, EventType::Promise | EventType::Dispute)
    }

    /// The column without which no row of the type can be read, apart from those that every type needs.
    pub fn needs(self) -> Option<&'static str> {
        match self {
            EventType::Reversal | EventType::Fee => Some("amount"),
            EventType::Promise | EventType::Extend => Some("until"),
            EventType::Touch => Some("channel"),
            EventType::Escalate => Some("stage"),
            EventType::Undo => Some("ref"),
            EventType::Bounce => Some("address"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_kinds() {
        let names: Vec<_> = EventType::ALL.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect();
        let kinds: Vec<_> = Kind::NAMES.iter().chain([&"undo"]).map(|name| name.replace('_', "")).collect();
        assert_eq!(names, kinds);
        assert!(EventType::ALL.into_iter().all(|kind| EventType::from_name(kind.name()) == Some(kind)));
        assert_eq!(EventType::from_name("write_off"), Some(EventType::WriteOff));
        assert_eq!(EventType::from_name("Payment"), None);
    }
}
