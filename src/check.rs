//! Is a policy sound? What reading a workflow cannot tell, because every part of it is right for itself: stages that nothing reaches, rules
//! that are never asked, work that nobody can do, and what does not go with the ledger.
//!
//! One file a family of checks. Each gives [`Finding`]s with their reason in words; none of them decides a rule of the engine.

mod actions;
mod calendar;
mod conditions;
mod facts;
mod fix;
mod gaps;
mod ids;
mod late_fee;
mod ledger;
mod output;
mod owners;
mod promises;
mod reach;
mod shadows;
mod templates;

pub use facts::{Gathering, LedgerFacts};
pub use fix::{Fix, fix};
pub use output::{Checked, checked_github, checked_json, checked_junit, checked_sarif};

use crate::calendar::Day;
use crate::draft::Templates;
use crate::finding::{Code, Finding, Place, by_place};
use crate::sender::Sender;
use crate::workflow::{Action, Stage, Track, Workflow};

#[derive(Clone, Copy, Debug)]
pub struct CheckSubject<'a> {
    pub workflow: &'a Workflow,
    pub templates: &'a Templates,
    /// Who writes to customers; `None` where a workflow is checked that belongs to no project.
    pub sender: Option<&'a Sender>,
    /// An earlier version of the workflow.
    pub base: Option<&'a Workflow>,
    /// What the ledger has, where there is one.
    pub facts: Option<&'a LedgerFacts>,
    /// The day of the check: the calendar is looked at from there on.
    pub as_of: Day,
    /// So many days of the clock may go by without a touch.
    pub max_gap: u32,
}

/// The days of [`CheckSubject::max_gap`] where nobody says otherwise.
pub const MAX_GAP: u32 = 30;

/// Everything that is to be said of it, by place.
pub fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let families: [fn(&CheckSubject<'_>) -> Vec<Finding>; 11] = [
        reach::check,
        conditions::check,
        shadows::check,
        actions::check,
        owners::check,
        promises::check,
        gaps::check,
        calendar::check,
        ids::check,
        late_fee::check,
        templates::check,
    ];
    let findings: Vec<Finding> = families.iter().flat_map(|family| family(subject)).chain(ledger::check(subject)).collect();
    by_place(findings)
}

impl<'a> CheckSubject<'a> {
    /// A finding at a line of the workflow; 0 for none.
    fn finding(&self, code: Code, line: u32, message: impl Into<String>) -> Finding {
        Finding::new(code, message).at(Place::line(&self.workflow.file, line.max(1)))
    }

    /// Every action with its stage, and the stage's track.
    fn actions(&self) -> impl Iterator<Item = (Option<&'a Track>, &'a Stage, &'a Action)> + use<'a> {
        let stages = self.lists().flat_map(|(track, stages)| stages.iter().map(move |stage| (track, stage)));
        stages.flat_map(|(track, stage)| stage.actions.iter().map(move |action| (track, stage, action)))
    }

    /// Every list of stages with its track; the workflow's own has none.
    fn lists(&self) -> impl Iterator<Item = (Option<&'a Track>, &'a [Stage])> + use<'a> {
        let own = std::iter::once((None, self.workflow.stages.as_slice()));
        own.chain(self.workflow.tracks.iter().map(|track| (Some(track), track.stages.as_slice())))
    }
}

/// `stage "escalation"`, with its track where it has one.
fn stage_name(track: Option<&Track>, stage: &Stage) -> String {
    match track {
        Some(track) => format!("stage {:?} of track {:?}", stage.id, track.id),
        None => format!("stage {:?}", stage.id),
    }
}
