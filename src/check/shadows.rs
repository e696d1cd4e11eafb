//! Rules and tracks that another one always comes before.

use super::CheckSubject;
use super::conditions::{implies, track_implies};
use crate::finding::{Code, Finding};
use crate::workflow::{EscalateRule, Stage};

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let rules = &subject.workflow.escalate;
    for (index, rule) in rules.iter().enumerate() {
        if let Some(before) = rules[..index].iter().find(|before| covers(subject, before, rule)) {
            let message = format!(
                "escalate rule {:?} never changes anything: whenever its trigger is met, rule {:?} (line {}) has already moved the invoice as far",
                rule.id, before.id, before.line
            );
            let hint = "make the earlier rule narrower, or remove this one";
            found.push(subject.finding(Code::ShadowedRule, rule.line, message).hint(hint));
        }
    }
    let tracks = &subject.workflow.tracks;
    for (index, track) in tracks.iter().enumerate() {
        if let Some(before) = tracks[..index].iter().find(|before| track_implies(&track.matches, &before.matches)) {
            let message = format!(
                "track {:?} gets no invoice: the earlier track {:?} (line {}) matches all its invoices",
                track.id, before.id, before.line
            );
            found.push(subject.finding(Code::ShadowedTrack, track.line, message).hint("put the narrower track first"));
        }
    }
    found
}

/// Has the earlier rule always let the clock jump as far as the later one would?
fn covers(subject: &CheckSubject<'_>, earlier: &EscalateRule, later: &EscalateRule) -> bool {
    let day = |stages: &[Stage], id: &str| stages.iter().find(|stage| stage.id == id).map(|stage| stage.day);
    let as_far = |stages: &[Stage]| day(stages, &later.to).is_none_or(|day_of| day(stages, &earlier.to).is_some_and(|day| day >= day_of));
    implies(&later.trigger, &earlier.trigger) && subject.lists().all(|(_, stages)| as_far(stages))
}
