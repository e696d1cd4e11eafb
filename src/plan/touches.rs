//! The touches recorded for one invoice, and the responses to them.

use super::action_kind::ActionKey;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::Reference;
use crate::workflow::{NoAnswer, StageIndex};
use smallvec::SmallVec;
use std::cell::RefCell;

#[derive(Clone, Copy, Debug)]
pub(super) struct Touch {
    pub day: Day,
    pub channel: Channel,
    pub stage: TouchStage,
    pub reference: Option<Carried>,
    pub of_customer: bool,
    /// Is it a call that nobody answered, where such calls are made again?
    pub is_unanswered: bool,
    pub sequence: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Carried {
    Named(Reference),
    /// One that was due, and was done without an event.
    Known(ActionKey),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TouchStage {
    Blank,
    Known(StageIndex),
    /// A stage that the invoice's list does not have.
    Unknown,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Touches {
    /// All of them, in the order in which they count.
    pub all: SmallVec<[Touch; 2]>,
    /// Where those of the current journey begin in `all`.
    journey_from: usize,
    last_response: Option<Day>,
    /// The days with a touch on or after the due date, tasks apart, since the last response.
    pub unanswered: u32,
    last_counted: Option<Day>,
    /// The days with a call that nobody answered, where such calls are made again.
    unanswered_calls: SmallVec<[Day; 2]>,
    pub ever_responded: Option<Day>,
    /// The days on which a touch of this journey on the invoice itself was for a later stage than all before it, and that stage.
    furthest: SmallVec<[(Day, StageIndex); 2]>,
    /// The last day with such a touch that names a stage and no action, and the furthest of the stages so named on it.
    named: Option<(Day, StageIndex)>,
    /// What was looked for among many touches, the newest last.
    searches: RefCell<Vec<Search>>,
}

/// What a touch is looked for. Which touches are the right ones depends on nothing else, and on no later touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// One that carries out an action which the clock reached, or which is due since, a day.
    Done(ActionKey, Day),
    /// One that lets the invoice leave a stage which it entered on a day.
    Release(StageIndex, Day),
}

/// What became of something that is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tried {
    pub done_on: Option<Day>,
    /// If it is not done: the last day on which it was tried, and nobody answered.
    pub last: Option<Day>,
}

#[derive(Clone, Copy, Debug)]
struct Search {
    sought: Sought,
    /// Those before this place are not the right ones.
    looked: usize,
    found: Option<Day>,
}

/// So few touches are looked through faster than a search is remembered.
const FEW: usize = 16;
/// So many searches are remembered: more than a stage has actions.
const REMEMBERED: usize = 32;

impl Touches {
    pub fn touch(&mut self, touch: Touch, due: Day) {
        self.all.push(touch);
        if touch.is_unanswered && self.unanswered_calls.last() != Some(&touch.day) {
            self.unanswered_calls.push(touch.day);
        }
        if let (TouchStage::Known(stage), false, None) = (touch.stage, touch.of_customer, touch.reference) {
            let before = self.named.filter(|(on, _)| *on == touch.day).map(|(_, stage)| stage);
            self.named = Some((touch.day, before.map_or(stage, |before| stage.max(before))));
        }
        if let (TouchStage::Known(stage), false) = (touch.stage, touch.of_customer)
            && self.furthest.last().is_none_or(|(_, furthest)| *furthest < stage)
        {
            self.furthest.push((touch.day, stage));
        }
        let answered = self.last_response.is_some_and(|response| touch.day <= response);
        if touch.channel != Channel::Task && touch.day >= due && !answered && self.last_counted != Some(touch.day) {
            self.unanswered += 1;
            self.last_counted = Some(touch.day);
        }
    }

    /// The customer responds: by a reply, promise, dispute or payment.
    pub fn respond(&mut self, day: Day) {
        self.last_response = Some(day);
        self.ever_responded = Some(day);
        self.unanswered = 0;
        self.last_counted = None;
    }

    /// A new journey begins: what was recorded stays, and counts no more.
    pub fn new_journey(&mut self) {
        self.journey_from = self.all.len();
        self.furthest.clear();
        self.named = None;
        self.searches.get_mut().retain(|search| matches!(search.sought, Sought::Done(ActionKey::Override(..), _)));
        self.last_response = None;
        self.unanswered = 0;
        self.last_counted = None;
    }

    /// The day of the first touch that is right: of this journey, or, for the task of an override, of any. Touches are only added, so each
    /// is looked at once for what is sought, on however many days that is.
    pub fn first(&self, sought: Sought, is_right: impl Fn(&Touch) -> bool) -> Option<Day> {
        let from = if matches!(sought, Sought::Done(ActionKey::Override(..), _)) { 0 } else { self.journey_from };
        let found = |from: usize| self.all[from..].iter().find(|touch| is_right(touch)).map(|touch| touch.day);
        if self.all.len() - from <= FEW {
            return found(from);
        }
        let mut searches = self.searches.borrow_mut();
        let known = searches.iter().position(|search| search.sought == sought).map(|place| searches.remove(place));
        let mut search = known.unwrap_or(Search { sought, looked: from, found: None });
        search.found = search.found.or_else(|| found(search.looked));
        search.looked = self.all.len();
        if searches.len() == REMEMBERED {
            searches.remove(0);
        }
        searches.push(search);
        search.found
    }

    /// What became of something that is asked for, by the touches that are right for it. Calls that nobody answered count as one a day; the last
    /// that is tried does it all the same.
    pub fn done(&self, sought: Sought, again: Option<NoAnswer>, is_right: impl Fn(&Touch) -> bool) -> Tried {
        let Some(rule) = again.filter(|_| !self.unanswered_calls.is_empty()) else {
            return Tried { done_on: self.first(sought, is_right), last: None };
        };
        let from = if matches!(sought, Sought::Done(ActionKey::Override(..), _)) { 0 } else { self.journey_from };
        let (mut last, mut tries) = (None, 0);
        for touch in self.all[from..].iter().filter(|touch| is_right(touch)) {
            tries += u32::from(last != Some(touch.day));
            if !touch.is_unanswered || tries > rule.times {
                return Tried { done_on: Some(touch.day), last: None };
            }
            last = Some(touch.day);
        }
        Tried { done_on: None, last }
    }

    /// The first day after another on which a call that nobody answered may be due again.
    pub fn next_retry(&self, day: Day, rule: NoAnswer) -> Option<Day> {
        let place = self.unanswered_calls.partition_point(|call| rule.again_on(*call) <= day);
        self.unanswered_calls.get(place).map(|call| rule.again_on(*call))
    }

    pub fn responded(&self) -> bool {
        self.last_response.is_some()
    }

    /// Is there a touch on the invoice itself for that stage or a later one? A touch of this very day counts only if it names the stage and no
    /// action: what carries out an action of a stage was done in that stage.
    pub fn reached(&self, stage: StageIndex, day: Day) -> bool {
        let today = self.named.filter(|(on, _)| *on == day);
        self.furthest.iter().filter(|(on, _)| *on < day).chain(&today).any(|(_, furthest)| *furthest >= stage)
    }

    /// The first day with a touch that lets an invoice leave a stage which it entered on that day.
    pub fn releases(&self, stage: StageIndex, entered: Day) -> Option<Day> {
        let after_entry = |touch: &Touch| touch.day >= entered && (touch.of_customer || touch.stage == TouchStage::Blank);
        let is_for = |touch: &Touch| !touch.of_customer && matches!(touch.stage, TouchStage::Known(index) if index >= stage);
        self.first(Sought::Release(stage, entered), |touch| is_for(touch) || after_entry(touch))
    }
}

impl TouchStage {
    /// Does it say nothing, or this stage?
    pub fn is_blank_or(self, stage: StageIndex) -> bool {
        self == TouchStage::Blank || self == TouchStage::Known(stage)
    }
}

#[cfg(test)]
mod tests;
