//! Ids that are gone, and with them the touches that name them.

use super::{CheckSubject, stage_name};
use crate::finding::{Code, Finding};
use crate::workflow::{Stage, Track, Workflow};

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = renamed(subject).iter().map(|lost| lost.finding(subject)).collect();
    let known_to_base = |id: &str| subject.base.is_some_and(|base| base.stage_lists().flatten().any(|stage| stage.is_called(id)));
    let touched = subject.facts.map(|facts| facts.touched.iter()).into_iter().flatten();
    for (id, count) in touched.filter(|(id, _)| !is_known(subject.workflow, id) && !known_to_base(id)) {
        let touches = if *count == 1 { "1 touch names".to_owned() } else { format!("{count} touches name") };
        let message = format!("{touches} stage {id:?}, but there is no such stage, now or under `was`");
        let near = crate::finding::did_you_mean(id, subject.workflow.stage_lists().flatten().map(|stage| stage.id.as_str()));
        let hint = near.map(|near| format!("{near} if it was renamed, write `was: {id}` in it"));
        let hint = hint.unwrap_or_else(|| format!("if a stage was renamed, write `was: {id}` in it"));
        found.push(subject.finding(Code::LostId, 0, message).hint(hint));
    }
    found
}

fn is_known(workflow: &Workflow, id: &str) -> bool {
    workflow.stage_lists().flatten().any(|stage| stage.is_called(id))
}

/// An id of the earlier version that the workflow does not have any more.
pub(super) struct Lost<'a> {
    track: Option<&'a Track>,
    pub was: &'a Stage,
    /// Its action, if the stage is there and only that is gone.
    pub action: Option<&'a str>,
    /// What it is called now, where only one stage or action can be meant: the stage, and the action's id.
    pub now: Option<(&'a Stage, Option<&'a str>)>,
}

pub(super) fn renamed<'a>(subject: &CheckSubject<'a>) -> Vec<Lost<'a>> {
    let Some(base) = subject.base else { return Vec::new() };
    let mut found = stages_lost(None, &base.stages, &subject.workflow.stages);
    for track in &base.tracks {
        if let Some(now) = subject.workflow.tracks.iter().find(|now| now.id == track.id) {
            found.extend(stages_lost(Some(now), &track.stages, &now.stages));
        }
    }
    found
}

fn stages_lost<'a>(track: Option<&'a Track>, before: &'a [Stage], now: &'a [Stage]) -> Vec<Lost<'a>> {
    let called = |id: &str| now.iter().find(|stage| stage.is_called(id));
    let lost: Vec<&Stage> = before.iter().filter(|stage| called(&stage.id).is_none()).collect();
    let new: Vec<&Stage> = now.iter().filter(|stage| !before.iter().any(|was| stage.is_called(&was.id))).collect();
    let mut found = Vec::new();
    for was in before {
        match called(&was.id) {
            None => {
                // Certain is the only new stage for the only lost one, or the one on the same day.
                let same_day = new.iter().copied().filter(|stage| stage.day == was.day && stage.was.is_empty());
                let only = (lost.len() == 1 && new.len() == 1).then(|| new[0]).filter(|stage| stage.was.is_empty());
                let now = same_day.chain(only).next().map(|stage| (stage, None));
                found.push(Lost { track, was, action: None, now });
            }
            Some(stage) => found.extend(actions_lost(track, was, stage)),
        }
    }
    found
}

fn actions_lost<'a>(track: Option<&'a Track>, was: &'a Stage, now: &'a Stage) -> Vec<Lost<'a>> {
    let lost = |id: &str| !now.actions.iter().any(|action| action.is_called(id));
    let gone: Vec<_> = was.actions.iter().filter(|action| lost(&action.id)).collect();
    let new: Vec<_> = now.actions.iter().filter(|action| !was.actions.iter().any(|before| action.is_called(&before.id))).collect();
    let found = gone.iter().map(|action| {
        let same = match (gone.as_slice(), new.as_slice()) {
            ([_], [only]) if only.channel == action.channel && only.was.is_empty() => Some((now, Some(only.id.as_str()))),
            _ => None,
        };
        Lost { track, was, action: Some(action.id.as_str()), now: same }
    });
    found.collect()
}

impl Lost<'_> {
    pub fn id(&self) -> &str {
        self.action.unwrap_or(&self.was.id)
    }

    /// The line of what it is called now.
    pub fn line_now(&self) -> Option<u32> {
        let (stage, action) = self.now?;
        Some(action.and_then(|id| stage.actions.iter().find(|now| now.id == id)).map_or(stage.line, |now| now.line))
    }

    fn finding(&self, subject: &CheckSubject<'_>) -> Finding {
        let what = match self.action {
            Some(action) => format!("action {action:?} of {}", stage_name(self.track, self.was)),
            None => stage_name(self.track, self.was),
        };
        let count = subject.facts.filter(|_| self.action.is_none()).and_then(|facts| facts.touched.get(&self.was.id)).copied().unwrap_or(0);
        let touches = match count {
            0 => String::new(),
            1 => ", and 1 touch of the ledger names it".to_owned(),
            count => format!(", and {count} touches of the ledger name it"),
        };
        let message = format!("the earlier version has {what}, this one does not{touches}: touches of it no longer count");
        let (line, hint) = match self.now {
            Some(_) => (self.line_now().unwrap_or(0), format!("write `was: {}` here if it was renamed; --fix does", self.id())),
            None => (0, format!("if it was renamed, write `was: {}` in the new one", self.id())),
        };
        subject.finding(Code::LostId, line, message).hint(hint)
    }
}
