//! The lines of a file that something stands in: nearly always the next one, or one soon after, so that a byte is enough for each.

use std::ops::Range;

/// Line numbers, by place from 0. They may be any; those that rise by little take a byte and a bit each.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    /// How much further down each is than the one before, or [`FAR`].
    steps: Vec<u8>,
    /// Those that are [`FAR`], by place.
    far: Vec<(u32, u32)>,
    /// Every [`APART`]th, so that no more steps than that must be added up.
    marked: Vec<u32>,
    last: u32,
}

/// The line is not so much further down that a byte can tell.
const FAR: u8 = u8::MAX;
const APART: usize = 64;

impl Lines {
    /// Adds a line at the next place.
    pub fn push(&mut self, line: u32) {
        let place = self.steps.len();
        let step = line.checked_sub(self.last).and_then(|step| u8::try_from(step).ok()).filter(|step| *step < FAR);
        if step.is_none() {
            self.far.push((place as u32, line));
        }
        if place.is_multiple_of(APART) {
            self.marked.push(line);
        }
        self.steps.push(step.unwrap_or(FAR));
        self.last = line;
    }

    /// The line at a place, if there is one.
    pub fn at(&self, place: usize) -> Option<u32> {
        (place < self.steps.len()).then(|| self.marked_at(place / APART).nth(place % APART))?
    }

    /// The place of a line among places at which lines rise.
    pub fn find(&self, places: Range<usize>, line: u32) -> Option<usize> {
        // The last mark among the places that is not behind the line; before the first of them begins the search where they do.
        let marks = places.start.div_ceil(APART)..places.end.div_ceil(APART);
        let behind = self.marked.get(marks.clone())?.partition_point(|marked| *marked <= line);
        let mark = (marks.start + behind).checked_sub(1)?;
        let lines = (mark * APART..).zip(self.marked_at(mark)).skip_while(|(place, _)| *place < places.start);
        lines.take_while(|(place, _)| *place < places.end).find(|(_, found)| *found == line).map(|(place, _)| place)
    }

    /// Gives back memory that is not needed while no line is added.
    pub fn shrink(&mut self) {
        self.steps.shrink_to_fit();
        self.far.shrink_to_fit();
        self.marked.shrink_to_fit();
    }

    /// The lines of the places from a mark up to the next.
    fn marked_at(&self, mark: usize) -> impl Iterator<Item = u32> {
        let first = mark * APART;
        let steps = &self.steps[first..self.steps.len().min(first + APART)];
        let mut far = &self.far[self.far.partition_point(|(place, _)| (*place as usize) < first)..];
        let mut line = self.marked[mark];
        steps.iter().enumerate().map(move |(index, step)| {
            match far.split_first() {
                Some(((_, jumped), later)) if *step == FAR => (line, far) = (*jumped, later),
                // The step to the mark itself is in it already.
                _ => line += if index == 0 { 0 } else { u32::from(*step) },
            }
            line
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lines of files, one after the other: how far each is from the one before, rarely far.
    fn files() -> impl Strategy<Value = Vec<Vec<u32>>> {
        let step = prop_oneof![20 => 1..4_u32, 1 => 250..260_u32, 1 => 1..5_000_000_u32];
        let file = (prop_oneof![0..3_u32, Just(254), Just(255), Just(4_000_000)], prop::collection::vec(step, 0..300));
        let file = file.prop_map(|(mut line, steps)| {
            let next = |step| {
                line += step;
                line
            };
            steps.into_iter().map(next).collect()
        });
        prop::collection::vec(file, 0..5)
    }

    proptest! {
        #[test]
        fn every_line_is_known_and_found(files in files()) {
            let mut lines = Lines::default();
            files.iter().flatten().for_each(|line| lines.push(*line));
            lines.shrink();
            let all: Vec<u32> = files.concat();
            let known: Vec<u32> = (0..all.len()).map(|place| lines.at(place).unwrap()).collect();
            prop_assert_eq!(&known, &all);
            prop_assert_eq!(lines.at(all.len()), None);
            let mut first = 0;
            for file in files {
                for (place, line) in (first..).zip(&file) {
                    prop_assert_eq!(lines.find(first..first + file.len(), *line), Some(place));
                }
                for line in file.iter().flat_map(|line| [line - 1, line + 1]).filter(|line| !file.contains(line)) {
                    prop_assert_eq!(lines.find(first..first + file.len(), line), None);
                }
                first += file.len();
            }
        }

        #[test]
        fn lines_of_any_order_are_known(all in prop::collection::vec(any::<u32>(), 0..200)) {
            let mut lines = Lines::default();
            all.iter().for_each(|line| lines.push(*line));
            prop_assert!((0..all.len()).map(|place| lines.at(place)).eq(all.into_iter().map(Some)));
        }
    }

    #[test]
    fn a_line_that_follows_takes_a_byte() {
        let mut lines = Lines::default();
        (2..10_002).for_each(|line| lines.push(line));
        assert_eq!((lines.steps.len(), lines.far.len(), lines.marked.len()), (10_000, 0, 157));
    }
}
