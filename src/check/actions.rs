//! Actions that come too late for their stage, and actions that are always due on the same day.

use super::conditions::exclude;
use super::{CheckSubject, stage_name};
use crate::finding::{Code, Finding};
use crate::workflow::{Action, Conditions, Stage, Track};

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (track, stages) in subject.lists() {
        for (index, stage) in stages.iter().enumerate() {
            if let Some(next) = stages.get(index + 1) {
                found.extend(too_late(subject, track, stage, next));
            }
            for (place, action) in stage.actions.iter().enumerate() {
                if let Some(twin) = stage.actions[..place].iter().find(|twin| always_together(twin, action)) {
                    let message = format!(
                        "actions {:?} and {:?} of {} are {}s that are always due on the same day",
                        twin.id,
                        action.id,
                        stage_name(track, stage),
                        action.channel
                    );
                    let hint = "remove one of them, give one of them another `after`, or give them conditions that exclude each other";
                    found.push(subject.finding(Code::TwinActions, action.line, message).hint(hint));
                }
            }
        }
    }
    found
}

/// Actions that would be due only once the invoice is in the next stage.
fn too_late<'a>(
    subject: &'a CheckSubject<'_>,
    track: Option<&'a Track>,
    stage: &'a Stage,
    next: &'a Stage,
) -> impl Iterator<Item = Finding> + use<'a> {
    let only_a_day = next.trigger == Conditions { day: next.trigger.day, ..Conditions::default() };
    let leaves = only_a_day && !stage.holds_back(subject.workflow.sequential);
    let days = next.day.saturating_sub(stage.day).unsigned_abs();
    stage.actions.iter().filter(move |action| leaves && action.after >= days).map(move |action| {
        let message = format!(
            "action {:?} of {} is never due: it comes {} days after the stage begins, but after {days} the invoice is in stage {:?}",
            action.id,
            stage_name(track, stage),
            action.after,
            next.id
        );
        subject
            .finding(Code::NeverDue, action.line, message)
            .hint(format!("write `after: {}` or less, or move it to the next stage", days.saturating_sub(1)))
    })
}

fn always_together(one: &Action, other: &Action) -> bool {
    (one.channel, one.after, one.repeat) == (other.channel, other.after, other.repeat) && !exclude(&one.when, &other.when)
}
