//! What is to be done in a stage.

use super::{Choice, Conditions, OwnerId, Recipients};
use crate::channel::Channel;

/// Something to be done once, or again and again, while an invoice is in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its part of the action's id; the channel's name unless the file says otherwise.
    pub id: String,
    /// Ids that it had in earlier versions of the file.
    pub was: Vec<String>,
    pub channel: Channel,
    /// Who does it; the stage's owner unless the file says otherwise.
    pub owner: OwnerId,
    /// The template of each occurrence, the last for all that follow; empty for the channel's own.
    pub templates: Vec<String>,
    /// Days of the clock after the stage was entered.
    pub after: u32,
    pub repeat: Option<Repeat>,
    /// It lapses when so many days have passed since it was scheduled.
    pub within: Option<u32>,
    pub when: Conditions,
    /// What a person is to choose from, for a task that asks for a decision.
    pub decision: Vec<Choice>,
    /// Whom it goes to, if it is an email.
    pub recipients: Recipients,
    pub line: u32,
}

/// What a list has for the nth occurrence, from 1: the last holds for all that follow.
pub(crate) fn of_occurrence<T>(list: &[T], occurrence: u32) -> Option<&T> {
    list.get((occurrence.max(1) as usize - 1).min(list.len().checked_sub(1)?))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Days of the clock from one occurrence to the next; at least 1.
    pub every: u32,
    pub times: Option<u32>,
}

impl Action {
    /// The template of the nth occurrence, from 1; `None` for the channel's own.
    pub fn template(&self, occurrence: u32) -> Option<&str> {
        of_occurrence(&self.templates, occurrence).map(String::as_str)
    }

    /// Can there be an nth occurrence, from 1?
    pub fn occurs(&self, occurrence: u32) -> bool {
        occurrence <= self.repeat.map_or(1, |repeat| repeat.times.unwrap_or(u32::MAX))
    }

    /// Is this its id, now or in an earlier version of the file?
    pub fn is_called(&self, id: &str) -> bool {
        self.id == id || self.was.iter().any(|was| was == id)
    }
}
