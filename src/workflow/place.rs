//! Places in a workflow, each kind with a type of its own.

use super::stage::Stage;
use std::num::NonZeroU32;
use std::ops::Index;

/// A stage, by its place in its list: the workflow's own, or a track's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageIndex(NonZeroU32);

/// A track, by its place in the workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackIndex(NonZeroU32);

/// From 1, so that `None` needs no room.
fn from_one(index: usize) -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(index as u32)
}

impl StageIndex {
    pub fn new(index: usize) -> StageIndex {
        StageIndex(from_one(index))
    }

    pub fn get(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The place after it, which a list may not have.
    #[must_use]
    pub fn next(self) -> StageIndex {
        StageIndex(self.0.saturating_add(1))
    }
}

impl TrackIndex {
    /// The place of a track's stages among [all lists](super::Workflow::stage_lists), of which the workflow's own is the first.
    pub fn list_of(track: Option<TrackIndex>) -> usize {
        track.map_or(0, |track| track.get() + 1)
    }

    pub fn new(index: usize) -> TrackIndex {
        TrackIndex(from_one(index))
    }

    pub fn get(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl Index<StageIndex> for [Stage] {
    type Output = Stage;

    fn index(&self, place: StageIndex) -> &Stage {
        &self[place.get()]
    }
}
