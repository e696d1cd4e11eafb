//! Somebody did what was due on a day, and recorded it.

use super::story::{EventSpec, Story};
use crate::naive;
use collect::calendar::Day;

/// Adds touches for what is due on a day before the day of the plan: all, or one of each `share` + 1.
pub fn record(story: &mut Story, on: Day, share: u8) {
    if on > story.as_of {
        return;
    }
    let ledger = story.ledger();
    let due = naive::due_on(&story.workflow, &ledger, on);
    for (id, channel, invoice) in due.into_iter().step_by(usize::from(share) + 1) {
        story.events.push(EventSpec { date: Some(on), kind: "touch".to_owned(), invoice, channel, reference: id, ..EventSpec::default() });
    }
}
