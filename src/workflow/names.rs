//! What an action is called, and was called before: ids of actions on record stay valid when stages and actions get other ids.

use super::{Stage, StageIndex, TrackIndex, Workflow};
use crate::action_id::{ActionId, AskedBy};

/// The stage that is, or once was, called so, by its place.
pub fn stage_called(stages: &[Stage], id: &str) -> Option<StageIndex> {
    let place = stages.iter().position(|stage| stage.id == id).or_else(|| stages.iter().position(|stage| stage.is_called(id)));
    place.map(StageIndex::new)
}

impl Workflow {
    /// All ids under which an action may have been drafted or recorded: its own first, then those that it has or had in any list of stages.
    pub fn names_of(&self, id: &ActionId) -> Vec<ActionId> {
        self.stage_lists().fold(vec![id.clone()], |mut names, stages| {
            let more = names_in(stages, id).into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>();
            names.extend(more);
            names
        })
    }

    /// The ids that an action has or had on a track.
    pub fn names_on(&self, track: Option<TrackIndex>, id: &ActionId) -> Vec<ActionId> {
        match names_in(self.stages_of(track), id) {
            none if none.is_empty() => vec![id.clone()],
            names => names,
        }
    }
}

fn names_in(stages: &[Stage], id: &ActionId) -> Vec<ActionId> {
    let AskedBy::Stage { journey, stage, action, occurrence } = id.asked_by() else { return Vec::new() };
    let Some(stage) = stage_called(stages, stage).map(|place| &stages[place]) else { return Vec::new() };
    let Some(action) = stage.action_called(action).map(|place| &stage.actions[place]) else { return Vec::new() };
    let stages = || std::iter::once(&stage.id).chain(&stage.was);
    let actions = || std::iter::once(&action.id).chain(&action.was);
    let name = |(stage, action): (&String, &String)| ActionId::of_stage(id.invoice(), journey, stage, action, occurrence);
    stages().flat_map(|stage| actions().map(move |action| (stage, action))).map(name).collect()
}
