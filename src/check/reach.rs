//! Stages that no invoice ever comes to.

use super::conditions::{columns_imply, contradiction, excluded_by_track, track_implies};
use super::{CheckSubject, stage_name};
use crate::finding::{Code, Finding};
use crate::workflow::{Conditions, Stage, Track, TrackMatch};

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (track, stages) in subject.lists() {
        for (index, stage) in stages.iter().enumerate() {
            if let Some((why, hint)) = never_entered(subject, track, stages, index) {
                let message = format!("no invoice reaches {}: {why}", stage_name(track, stage));
                found.push(subject.finding(Code::UnreachableStage, stage.line, message).hint(hint));
            }
        }
    }
    found.extend(held_by_customers(subject));
    let everything = |track: &&Track| track_implies(&TrackMatch::default(), &track.matches);
    if let Some(track) = subject.workflow.tracks.iter().find(everything) {
        let line = subject.workflow.stages.first().map_or(0, |stage| stage.line);
        let message = format!("no invoice reaches the workflow's own stages: track {:?} matches every invoice", track.id);
        found.push(subject.finding(Code::UnreachableStage, line, message).hint("add a `match` that says which invoices it is for"));
    }
    found
}

fn never_entered(subject: &CheckSubject<'_>, track: Option<&Track>, stages: &[Stage], index: usize) -> Option<(String, String)> {
    let trigger = &stages[index].trigger;
    if let Some(why) = contradiction(trigger).or_else(|| track.and_then(|track| excluded_by_track(trigger, track))) {
        return Some((why, "correct the trigger, or remove the stage".to_owned()));
    }
    // Who is in the workflow's own stages is in no track.
    let takes_all = |track: &&Track| {
        let TrackMatch { columns, amount } = &track.matches;
        !columns.is_empty() && !amount.is_set() && columns_imply(&trigger.matches, columns)
    };
    if let Some(taken) = subject.workflow.tracks.iter().filter(|_| track.is_none()).find(takes_all) {
        let why = format!("the invoices that its trigger matches are in track {:?}", taken.id);
        return Some((why, "correct the trigger, or move the stage to the track".to_owned()));
    }
    let sequential = subject.workflow.sequential;
    let holds = |stage: &&Stage| stage.holds_back(sequential) && is_only_a_day(&stage.trigger) && !asks_for_a_touch(stage);
    let before = stages[..index].iter().find(holds)?;
    let why = format!("stage {:?} before it is required but has no action, so no touch lets an invoice leave it", before.id);
    Some((why, format!("give stage {:?} an action", before.id)))
}

/// Stages that are left only after a touch, of which every action waits for what the customer owes.
fn held_by_customers(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (track, stages) in subject.lists() {
        for pair in stages.windows(2) {
            let [stage, next] = pair else { continue };
            let waits = !stage.actions.is_empty() && stage.actions.iter().all(|action| action.when.customer.is_set());
            if waits && stage.holds_back(subject.workflow.sequential) {
                let message = format!(
                    "{} is left only after a touch, but none is due while the `customer` conditions of its actions are not met: an invoice may never reach {:?}",
                    stage_name(track, stage),
                    next.id
                );
                let hint = "give it an action without `customer`, or remove `required`";
                found.push(subject.finding(Code::HeldByCustomer, stage.line, message).hint(hint));
            }
        }
    }
    found
}

fn is_only_a_day(conditions: &Conditions) -> bool {
    *conditions == Conditions { day: conditions.day, ..Conditions::default() }
}

fn asks_for_a_touch(stage: &Stage) -> bool {
    stage.actions.iter().any(|action| contradiction(&action.when).is_none())
}
