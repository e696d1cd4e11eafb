//! The stages an invoice goes through, and what moves it there.

use super::{Action, AmountRange, ColumnMatch, Conditions, OwnerId};

/// A step in the treatment of an overdue invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub id: String,
    pub name: String,
    /// Ids that it had in earlier versions of the file.
    pub was: Vec<String>,
    /// The value of the clock from which on it may be entered; the same as `trigger.day`.
    pub day: i32,
    /// What must hold on a day for the stage to hold; its `day` is always given.
    pub trigger: Conditions,
    pub owner: OwnerId,
    /// An invoice leaves it only after a touch. (Under `catch_up: sequential` stages after the due date do so, too; see
    /// [`Stage::holds_back`].)
    pub required: bool,
    /// Days from that touch until the invoice may leave; the days to the next stage where the file does not say.
    pub wait_days: Option<u32>,
    /// Who must approve its drafts before they are sent; the track's where the stage does not say.
    pub approval: Option<Approval>,
    pub actions: Vec<Action>,
    pub line: u32,
}

impl Stage {
    /// Does the stage hold an invoice until it was touched, in a workflow that is sequential or not?
    pub fn holds_back(&self, sequential: bool) -> bool {
        self.required || (sequential && self.day > 0)
    }

    /// If it holds an invoice back: how many days after a touch the invoice may leave, where this stage comes next.
    pub fn wait_until(&self, next: Option<&Stage>) -> i32 {
        let to_next = next.map_or(0, |next| next.day.saturating_sub(self.day));
        self.wait_days.map_or(to_next, |days| days as i32).max(1)
    }

    /// Is this its id, now or in an earlier version of the file?
    pub fn is_called(&self, id: &str) -> bool {
        self.id == id || self.was.iter().any(|was| was == id)
    }

    /// The action that is, or once was, called so, by its place.
    pub fn action_called(&self, id: &str) -> Option<usize> {
        self.actions.iter().position(|action| action.id == id).or_else(|| self.actions.iter().position(|action| action.is_called(id)))
    }
}

/// Who approves the drafts of a stage before they are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    Required,
    By(OwnerId),
}

/// A rule that lets the clock jump to a stage, once per journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscalateRule {
    pub id: String,
    pub trigger: Conditions,
    /// The id of the stage; a list of stages that lacks it is not affected.
    pub to: String,
    pub line: u32,
}

/// Stages of their own for some of the invoices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    pub id: String,
    pub matches: TrackMatch,
    /// Their stages, by rising day; at least one.
    pub stages: Vec<Stage>,
    pub line: u32,
}

/// What an invoice must be for a track: nothing in it changes over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackMatch {
    pub columns: Vec<ColumnMatch>,
    pub amount: AmountRange,
}
