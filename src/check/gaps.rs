//! Long times in which nobody is in touch.

use super::{CheckSubject, stage_name};
use crate::finding::{Code, Finding};
use crate::workflow::{Stage, Track};
use std::collections::BTreeMap;

/// Days of the clock between one action and the next, for an invoice that nobody pays and nothing stops. What comes after the last action is
/// the end of the workflow and no gap.
pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let most = i64::from(subject.max_gap);
    let mut found = Vec::new();
    for (track, stages) in subject.lists() {
        let days: Vec<(i64, &Stage)> = touched_on(stages).into_iter().collect();
        for pair in days.windows(2) {
            let ((from, before), (to, after)) = (pair[0], pair[1]);
            if to - from > most {
                found.push(gap(subject, track, (from, before), (to, after)));
            }
        }
    }
    found
}

fn gap(subject: &CheckSubject<'_>, track: Option<&Track>, (from, before): (i64, &Stage), (to, after): (i64, &Stage)) -> Finding {
    let message = format!(
        "there is no touch for {} days, from day {from} ({}) to day {to} ({})",
        to - from,
        stage_name(track, before),
        stage_name(track, after)
    );
    let hint = format!("repeat an action (`every`), add one, or allow the gap with --max-gap {}", to - from);
    subject.finding(Code::LongGap, before.line, message).hint(hint)
}

/// The values of the clock on which something is asked for without a condition, each with its stage.
fn touched_on(stages: &[Stage]) -> BTreeMap<i64, &Stage> {
    let mut days = BTreeMap::new();
    for (index, stage) in stages.iter().enumerate() {
        let end = stages.get(index + 1).map(|next| i64::from(next.day));
        for action in &stage.actions {
            let first = i64::from(stage.day) + i64::from(action.after);
            let (every, times) = action.repeat.map_or((1, 1), |repeat| (i64::from(repeat.every), repeat.times.unwrap_or(u32::MAX)));
            // In the last stage an action that comes again for ever leaves no gap after its second time.
            let until = end.unwrap_or(first + 2 * every);
            let mut day = first;
            for _ in 0..times {
                if day >= until {
                    break;
                }
                days.entry(day).or_insert(stage);
                day += every;
            }
        }
    }
    days
}
