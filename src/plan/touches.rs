//! The touches recorded for one invoice, and the responses to them.

use super::due::Key;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::Reference;
use smallvec::SmallVec;

/// A touch, as its invoice sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touch {
    /// When.
    pub day: Day,
    /// How.
    pub channel: Channel,
    /// The stage it was for.
    pub stage: TouchStage,
    /// The action that it carried out.
    pub reference: Option<Carried>,
    /// Was it for the whole customer?
    pub of_customer: bool,
    /// Its place in file order.
    pub sequence: u32,
}

/// The action that a touch carried out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Carried {
    /// As an event names it.
    Named(Reference),
    /// One that was due, and was done without an event.
    Known(Key),
}

/// The stage that a touch was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TouchStage {
    /// The row does not say.
    Blank,
    /// A stage of the invoice's list.
    Known(usize),
    /// A stage that the invoice's list does not have.
    Unknown,
}

/// The touches of one invoice and the responses of its customer, as far as they have been replayed.
#[derive(Clone, Debug, Default)]
pub(super) struct Touches {
    /// All of them, in the order in which they count.
    pub all: SmallVec<[Touch; 2]>,
    /// Where those of the current journey begin in `all`.
    journey_from: usize,
    /// The last response in this journey.
    last_response: Option<Day>,
    /// The days with a touch on or after the due date, tasks apart, since the last response.
    unanswered: u32,
    last_counted: Option<Day>,
    /// The last response in any journey.
    pub ever_responded: Option<Day>,
}

impl Touches {
    /// A touch is recorded.
    pub fn touch(&mut self, touch: Touch, due: Day) {
        self.all.push(touch);
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
        self.last_response = None;
        self.unanswered = 0;
        self.last_counted = None;
    }

    /// The touches of this journey.
    pub fn of_journey(&self) -> &[Touch] {
        &self.all[self.journey_from..]
    }

    /// The days with a touch since the last response, in this journey.
    pub fn unanswered(&self) -> u32 {
        self.unanswered
    }

    /// Was there a response in this journey?
    pub fn responded(&self) -> bool {
        self.last_response.is_some()
    }

    /// Is there a touch on the invoice itself for that stage or a later one, on a day before this one? What was done on the day itself was
    /// done in the stage that is entered at its end.
    pub fn reached(&self, stage: usize, day: Day) -> bool {
        self.of_journey().iter().any(|touch| touch.day < day && touch.is_for(stage))
    }

    /// The first day with a touch that lets an invoice leave a stage which it entered on that day.
    pub fn releases(&self, stage: usize, entered: Day) -> Option<Day> {
        let after_entry = |touch: &&Touch| touch.day >= entered && (touch.of_customer || touch.stage == TouchStage::Blank);
        self.of_journey().iter().find(|touch| touch.is_for(stage) || after_entry(touch)).map(|touch| touch.day)
    }
}

impl Touch {
    /// Is it on the invoice itself, for that stage or a later one?
    fn is_for(&self, stage: usize) -> bool {
        !self.of_customer && matches!(self.stage, TouchStage::Known(index) if index >= stage)
    }
}

impl TouchStage {
    /// Does it say nothing, or this stage?
    pub fn is_blank_or(self, stage: usize) -> bool {
        self == TouchStage::Blank || self == TouchStage::Known(stage)
    }
}
