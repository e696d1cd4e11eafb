//! When and to where a required stage lets an invoice go.

use super::super::journey::Journey;
use super::super::rules::Rules;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Event, Events, Invoice, Kind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onward {
    /// The stage that holds it: its name.
    pub from: String,
    /// The touch that is missing, and how many days the stage waits after it; `None` if one was recorded already.
    pub touch: Option<(Channel, i32)>,
    pub on: Day,
    /// The id of the stage that it comes to.
    pub stage: String,
    pub name: String,
}

/// Where it goes once the stage lets it go. `own` and `of_customer` are the events that are known on the day replayed last.
pub(super) fn onward(
    rules: &Rules<'_>,
    invoice: &Invoice<'_>,
    events: &Events,
    (own, of_customer): (&[Event], &[Event]),
    held: &Journey<'_>,
) -> Option<Onward> {
    held.kept_from()?;
    let index = held.stage.as_ref()?.index;
    let stage = &held.list.stages[index];
    let day = held.day;
    let missing = held.release().is_none();
    // What the stage itself asks for is the touch that will be made.
    let channel = stage.actions.first().map_or(Channel::Call, |action| action.channel);
    let mut own: Vec<Event> = own.iter().filter(|event| event.date <= day).copied().collect();
    if missing {
        own.push(Event::supposed(day, Kind::Touch { channel, stage: None, reference: None, outcome: None }));
    }
    let mut journey = Journey::replay(rules, invoice, events, &own, of_customer, day);
    let wait = journey.release().map_or(0, |on| on.since(held.day));
    let stays = |journey: &Journey<'_>| journey.stage.as_ref().is_some_and(|stage| stage.index == index);
    // A rule that brings the invoice here today because nobody was touched would not, with a touch of today.
    if !stays(&journey) {
        return None;
    }
    while stays(&journey) {
        let next = journey.next_change().filter(|day| *day <= Day::LAST)?;
        journey.go_on(next);
    }
    let to = &journey.list.stages[journey.stage.as_ref()?.index];
    let touch = missing.then_some((channel, wait));
    Some(Onward { from: stage.name.clone(), touch, on: journey.day, stage: to.id.clone(), name: to.name.clone() })
}
