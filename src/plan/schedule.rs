//! When an action of the current stage falls due: which occurrence the clock has reached, and its day.

use super::journey::{Journey, Stretch};
use crate::calendar::Day;
use crate::workflow::Action;

impl Journey<'_> {
    /// The latest occurrence of an action whose value the clock has reached, from 1, and that value.
    pub fn occurrence(&self, action: &Action) -> Option<(u32, i32)> {
        let first = self.first_value(action)?;
        let past = u32::try_from(self.shown_clock().checked_sub(first)?).ok()?;
        let Some(repeat) = action.repeat else { return Some((1, first)) };
        let number = (past / repeat.every + 1).min(repeat.times.unwrap_or(u32::MAX));
        Some((number, first + ((number - 1) * repeat.every) as i32))
    }

    /// The value that the clock must reach for the occurrence after the latest one.
    pub fn next_occurrence(&self, action: &Action) -> Option<i32> {
        let first = self.first_value(action)?;
        let Some((number, value)) = self.occurrence(action) else { return Some(first) };
        let repeat = action.repeat?;
        repeat.times.is_none_or(|times| number < times).then(|| value.saturating_add(repeat.every as i32))
    }

    fn first_value(&self, action: &Action) -> Option<i32> {
        self.stage.as_ref().map(|stage| stage.clock.saturating_add(action.after as i32))
    }

    /// The first day in this stage on which the clock had reached a value.
    pub fn reached_on(&self, value: i32) -> Option<Day> {
        // The clock never goes back within a stage.
        let next = self.history.partition_point(|stretch| stretch.clock < value);
        let end = self.history.get(next).map(|stretch| stretch.day);
        let last = next.checked_sub(1).map(|last| &self.history[last]).filter(|stretch| !stretch.stopped);
        let within = last.map(|stretch| stretch.day.plus(value - stretch.clock)).filter(|day| end.is_none_or(|end| *day < end));
        within.or(end)
    }

    /// The first working day on or after a day in this stage on which nothing is in the way, as far as it is replayed.
    pub fn free_on(&self, from: Day) -> Option<Day> {
        let calendar = &self.rules.workflow.calendar;
        let first = self.history.partition_point(|stretch| stretch.day <= from).saturating_sub(1);
        let free = |(place, stretch): (usize, &Stretch)| {
            let end = self.history.get(place + 1).map(|next| next.day);
            let day = calendar.on_or_after(stretch.day.max(from)).filter(|_| !stretch.blocked)?;
            end.is_none_or(|end| day < end).then_some(day)
        };
        self.history.iter().enumerate().skip(first).find_map(free)
    }
}
