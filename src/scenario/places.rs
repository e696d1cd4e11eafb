//! Where the events of a story stand in the file of scenarios.

use super::playing::line_of;
use crate::finding::Place;
use crate::plan::Story;

pub(super) struct Places<'a> {
    pub file: &'a str,
    pub lines: &'a [u32],
}

impl Places<'_> {
    /// Lets the events of a story say where they are told.
    pub fn put_right(&self, story: &mut Story) {
        let moments = story.moments.iter_mut().map(|moment| &mut moment.source);
        let money = story.money.iter_mut().map(|line| &mut line.source);
        for source in moments.chain(money) {
            let line = source.as_ref().and_then(|place| line_of(self.lines, place.line));
            *source = line.map(|line| Place::line(self.file, line));
        }
    }
}
