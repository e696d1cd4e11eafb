//! The next day on which something falls due, if nothing else happens.

use super::due::Due;
use super::journey::Journey;
use super::rules::{CustomerGate, Sight};
use crate::calendar::Day;
use crate::workflow::Action;

impl Journey<'_> {
    /// The first later day on which something is due that is not in `now` and whose gate is `wanted`, if nothing happens until then. The journey
    /// is left at that day.
    pub fn next_due(&mut self, now: &[Due], wanted: &dyn Fn(Option<CustomerGate>) -> bool) -> Option<Day> {
        // What changes an invoice by itself comes to an end. What only repeats does not; but that it is reached and still not due
        // happens only where it was recorded before its time, once for each touch, or where something sets it aside until the next change.
        let actions = self.list.stages.iter().map(|stage| stage.actions.len()).sum::<usize>();
        let most = (self.touches.all.len() + 2) * (actions + 1);
        let mut patience = most;
        let mut next = Some(self.day.plus(1));
        // A change on a day off is looked at once more on the first working day after it: that repeats nothing.
        let mut after_change = false;
        while let Some(day) = next {
            let changes = self.next_change() == Some(day);
            self.go_on(day);
            if self.due().iter().any(|due| now.iter().all(|known| known.key != due.key) && wanted(self.gate(due.key))) {
                return Some(day);
            }
            let works = self.rules.works_on(day);
            if changes {
                patience = most;
            } else if works && !after_change {
                patience = patience.saturating_sub(1);
            }
            after_change = !works && (changes || after_change);
            next = if patience > 0 || after_change { self.next_chance(wanted) } else { self.next_change() };
        }
        None
    }

    /// The same for each gate: the first day on which an action with that gate is due.
    pub fn next_due_by_gate(&self, now: &[Due]) -> Vec<(CustomerGate, Day)> {
        let mut gates: Vec<CustomerGate> = Vec::new();
        for gate in self.list.stages.iter().flat_map(|stage| &stage.actions).filter_map(|action| self.rules.gate(action)) {
            if !gates.contains(&gate) {
                gates.push(gate);
            }
        }
        gates.into_iter().filter_map(|gate| Some((gate, self.clone().next_due(now, &|of| of == Some(gate))?))).collect()
    }

    /// The next day on which something may be due that is not due on the day replayed last.
    pub fn next_chance(&self, wanted: &dyn Fn(Option<CustomerGate>) -> bool) -> Option<Day> {
        if !self.is_open() {
            return None;
        }
        let change = self.next_change();
        if !self.rules.works_on(self.day) {
            return change.into_iter().chain(self.rules.workflow.calendar.on_or_after(self.day)).min();
        }
        if self.is_blocked() {
            return change;
        }
        let actions = self.stage.as_ref().map_or(&[][..], |stage| &self.list.stages[stage.index].actions);
        let values = actions.iter().filter(|action| wanted(self.rules.gate(action))).filter_map(|action| self.next_value_of(action));
        values.filter_map(|value| self.day_of(value)).chain(change).min()
    }

    /// The next value of the clock that may make an action due: of its next occurrence, or of its condition.
    fn next_value_of(&self, action: &Action) -> Option<i32> {
        let clock = self.shown_clock();
        // Whatever day it asks for, the clock comes to it.
        if !self.rules.hold(&action.when, &Sight { clock: i32::MAX, ..self.sight() }) {
            return None;
        }
        action.when.day.filter(|day| *day > clock).or_else(|| self.next_occurrence(action))
    }
}
