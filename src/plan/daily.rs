//! The invoices of a customer followed from one day to another, while somebody does what is due.
//!
//! It is the engine's own replay, carried on: each invoice is looked at only on days on which something may be due or may change. What
//! is done on a day is replayed with the events of that day, after them, as if it stood at the end of the last file.

mod facts;
mod seat;

use super::action::Held;
use super::action_kind::ActionKind;
use super::due::Due;
use super::journey::Journey;
use super::key::Key;
use super::position::{Position, Status};
use super::reach::Reach;
use super::rules::Rules;
use super::shown;
use super::touches::{Carried, Touch, TouchStage};
use super::withholding::Circumstances;
use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Columns, Event, Events, Invoice, InvoiceId, Kind};
use crate::money::{Balance, Fx};
use crate::store::Debts;
use crate::workflow::{StageIndex, TrackIndex, Workflow};
use facts::Facts;
use seat::Seat;
use std::borrow::Cow;
use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A workflow and the events of a ledger, to follow customers by.
pub struct Daily<'r> {
    rules: Rules<'r>,
    events: &'r Events,
    reach: Reach<'r>,
    from: Day,
    to: Day,
}

/// Does what is due, and hears what becomes of the invoices.
pub trait Clerk {
    /// Something is due and nothing holds it back. It is asked again on later days until it is done; the task of a dispute, which
    /// stays due until the dispute is settled, is asked for until it is done once by each owner it comes to.
    fn asked(&mut self, work: &Work<'_>) -> Doing;

    /// Money came in on an invoice.
    fn received(&mut self, receipt: Receipt);

    /// An invoice left a stage, or was in it on the last day.
    fn stayed(&mut self, stay: Stay);

    /// An invoice was closed.
    fn closed(&mut self, closing: Closing);

    /// Where an open invoice stands at the end of the last day.
    fn stands(&mut self, place: usize, position: &Position);
}

/// When something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// On the day itself.
    Now,
    /// Not before that day.
    From(Day),
    /// Not at all.
    Never,
}

/// Something due on a day.
#[derive(Clone, Debug)]
pub struct Work<'a> {
    pub day: Day,
    /// The invoice, by its place among those that are followed.
    pub place: usize,
    /// `INV-1042/escalation/call/1`
    pub id: ActionId,
    /// Why it exists.
    pub kind: ActionKind,
    /// How it is done.
    pub channel: Channel,
    /// Whose it is: a declared owner's id, or a name from the ledger.
    pub owner: Cow<'a, str>,
    /// What is left to pay, in minor units.
    pub balance: Balance,
    /// The due date, after extensions.
    pub due_date: Day,
    /// The collection clock.
    pub clock: i32,
    /// What the invoice is doing.
    pub status: Status,
    /// The track, and the invoice's stage in it.
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
    /// The template; `None` for the channel's own.
    pub template: Option<String>,
    /// The day from which on it is due.
    pub scheduled_on: Day,
}

/// Money that came in on an invoice; negative where it was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The invoice.
    pub place: usize,
    pub day: Day,
    /// The track and the stage in which it was that morning.
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
    /// How much, in minor units.
    pub amount: Balance,
}

/// A time that an invoice spent in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The invoice.
    pub place: usize,
    pub track: Option<TrackIndex>,
    /// The stage, by its place in the list of the track.
    pub stage: StageIndex,
    /// When it was entered, which may be before the first day.
    pub since: Day,
    /// When it was left; `None` if it was not.
    pub until: Option<Day>,
}

/// The end of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The invoice.
    pub place: usize,
    pub day: Day,
    /// Paid, credited or written off.
    pub status: Status,
    /// The due date, after extensions.
    pub due_date: Day,
}

/// What one day brings to an invoice.
struct Look<'l> {
    seat: usize,
    /// The evening before, if it may have to be gone back to.
    before: Option<Box<(Journey<'l>, super::journey::Ahead<'l>)>>,
    due: Vec<Due>,
    done: Vec<Touch>,
    /// Does the next day have to be looked at, too?
    moved: bool,
    /// When what waits may go on.
    waits: Option<Day>,
}

impl<'r> Daily<'r> {
    /// Follows customers of a ledger with these columns from one day to another. Touches in that time count for nothing, as
    /// what is done in it is the clerk's to say; all other events happen.
    pub fn new(workflow: &'r Workflow, fx: Option<&'r Fx>, events: &'r Events, columns: &Columns, from: Day, to: Day) -> Daily<'r> {
        Daily { rules: Rules::new(workflow, fx, columns), events, reach: Reach::new(events, to), from, to }
    }

    /// Follows a customer: all its invoices, and whether the clerk works on each. Of the others only what concerns the whole customer
    /// counts.
    pub fn follow(&self, invoices: &[(Invoice<'_>, bool)], clerk: &mut impl Clerk) {
        let Some((first, _)) = invoices.first() else { return };
        let subject = self.events.customer(first.customer());
        let of_customer: Vec<Event> =
            subject.into_iter().flat_map(|subject| self.events.of(subject)).filter(|event| self.counts(event)).collect();
        let mut scratch = Vec::new();
        let mut own = |invoice: &Invoice<'_>| {
            let joined = self.events.own(invoice, &mut scratch);
            (joined.events.iter().copied().filter(|event| self.counts(event)).collect(), !joined.misfits.is_empty())
        };
        let own: Vec<(Vec<Event>, bool)> = invoices.iter().map(|(invoice, _)| own(invoice)).collect();
        let mut facts = Facts::new(self.events, subject, &of_customer, invoices.iter().map(|(invoice, _)| invoice));
        let mut queue = BinaryHeap::new();
        let mut seats: Vec<Seat<'_>> = Vec::with_capacity(invoices.len());
        for (place, ((invoice, acts), (own, misfits))) in invoices.iter().zip(&own).enumerate() {
            let begins = invoice.terms.issue_date.map_or(self.from, |issued| issued.max(self.from));
            if begins <= self.to {
                queue.push(Reverse((begins, seats.len())));
            }
            let unread = *misfits || self.events.unread().names(invoice);
            seats.push(Seat::new(place, &self.rules, invoice, self.events, (own, &of_customer), self.to, (*acts, unread)));
        }
        while let Some(Reverse((day, _))) = queue.peek().copied() {
            facts.reach(day);
            let mut looks = Vec::new();
            while let Some(&Reverse((_, seat))) = queue.peek().filter(|Reverse((next, _))| *next == day) {
                queue.pop();
                looks.push(look(&mut seats[seat], seat, (self.from, day), &mut facts));
            }
            // In the order of the file, whatever the queue made of it.
            looks.sort_unstable_by_key(|look| look.seat);
            if looks.iter().any(|look| !look.due.is_empty()) {
                facts.cover(&seats);
            }
            let debts = LazyCell::new(|| debts(&seats, day));
            let met: Vec<Vec<bool>> = looks.iter().map(|look| self.met(look, &seats, day, &debts)).collect();
            for (look, met) in looks.iter_mut().zip(met) {
                self.work(look, &met, &mut seats, day, &facts, clerk);
            }
            for look in looks {
                let seat = look.seat;
                if let Some(next) = self.settle(look, &mut seats[seat], day, &mut facts, clerk).filter(|next| *next <= self.to) {
                    queue.push(Reverse((next, seat)));
                }
            }
        }
        let debts = debts(&seats, self.to);
        for seat in &mut seats {
            self.end(seat, &debts, clerk);
        }
    }

    /// Does an event happen? What people did in the time that is simulated does not.
    fn counts(&self, event: &Event) -> bool {
        event.date <= self.to && !(event.date >= self.from && matches!(event.kind, Kind::Touch { .. }))
    }

    /// Whether the customer meets what each thing that is due wants of it.
    fn met<F: FnOnce() -> Debts>(&self, look: &Look<'_>, seats: &[Seat<'_>], day: Day, debts: &LazyCell<Debts, F>) -> Vec<bool> {
        let Some(journey) = seats[look.seat].journey.as_ref() else { return Vec::new() };
        let is_met = |due: &Due| match journey.gate(due.key) {
            Some(gate) => self.rules.is_met(gate, debts, journey.invoice.terms.currency, day),
            None => true,
        };
        look.due.iter().map(is_met).collect()
    }

    /// What is due on an invoice is held back, or the clerk is asked for it.
    fn work(&self, look: &mut Look<'_>, met: &[bool], seats: &mut [Seat<'_>], day: Day, facts: &Facts<'_>, clerk: &mut impl Clerk) {
        let place = look.seat;
        for (due, is_met) in std::mem::take(&mut look.due).into_iter().zip(met) {
            // Another invoice of the customer may change that on any day.
            if !is_met {
                look.waits = look.waits.into_iter().chain([day.plus(1)]).min();
                continue;
            }
            let seat = &seats[place];
            let Some(journey) = seat.journey.as_ref() else { return };
            let owner = self.rules.owner(due.owner, journey.invoice).0;
            let circumstances = Circumstances {
                invoice: journey.invoice,
                is_unread: seat.unread || facts.unread(),
                is_covered: facts.covers(journey),
                contacts: (facts.last_contact(), false),
            };
            let limit = self.rules.workflow.limits.min_days_between_contacts;
            if let Some((held, free_on)) = circumstances.wait(due.channel, day, &self.reach, limit) {
                // Cash may be set against another invoice, or paid out, on any day.
                let again = if held == Held::UnappliedCash { Some(day.plus(1)) } else { free_on };
                look.waits = look.waits.into_iter().chain(again).min();
                continue;
            }
            let is_dispute = due.key.kind() == ActionKind::Dispute;
            let known = |(key, by): &(Key, String)| *key == due.key && *by == owner;
            if is_dispute && seat.disputes_done.iter().any(known) {
                continue;
            }
            match clerk.asked(&work(journey, &due, place, owner.clone())) {
                Doing::Never => {}
                Doing::From(later) => look.waits = look.waits.into_iter().chain([later.max(day.plus(1))]).min(),
                // Only a settlement ends a dispute; what was done about it is no touch.
                Doing::Now if is_dispute => {
                    let owner = owner.into_owned();
                    seats[place].disputes_done.push((due.key, owner));
                }
                Doing::Now => look.done.push(touch(day, &due)),
            }
        }
    }

    /// The evening: what was done counts. Gives back when to look at the invoice again.
    fn settle<'l>(&self, look: Look<'l>, seat: &mut Seat<'l>, day: Day, facts: &mut Facts<'_>, clerk: &mut impl Clerk) -> Option<Day> {
        let Look { before, done, moved, waits, .. } = look;
        let moved = moved || !done.is_empty();
        if let Some(before) = before.filter(|_| !done.is_empty()) {
            facts.contacted(day, &done);
            let (journey, ahead) = *before;
            (seat.journey, seat.ahead) = (Some(journey), ahead);
            seat.ahead.done = done;
            seat.visit(day);
        }
        seat.tell(day, clerk);
        let journey = seat.journey.as_ref()?;
        if !journey.is_open() && seat.ahead.next().is_none() {
            seat.journey = None;
            return None;
        }
        let sla = self.rules.workflow.overrides.dispute.sla.zip(journey.disputes.open()).map(|(sla, open)| open.on.plus(sla.days as i32));
        let sla = sla.filter(|late| *late > day && seat.acts);
        let soon = moved.then(|| day.plus(1));
        let chance = journey.next_chance(&|_| true).into_iter().chain(journey.next_change());
        chance.chain([seat.ahead.next(), sla, soon, waits].into_iter().flatten()).filter(|next| *next > day).min()
    }

    /// The end of the last day.
    fn end(&self, seat: &mut Seat<'_>, debts: &Debts, clerk: &mut impl Clerk) {
        if let Some((track, stage, since)) = seat.stay.take() {
            clerk.stayed(Stay { place: seat.place, track, stage, since, until: None });
        }
        // What is issued later does not exist yet.
        let Some(mut journey) = seat.journey.take().filter(|journey| seat.begun && journey.is_open()) else { return };
        if journey.day < self.to {
            journey.go_on(self.to);
        }
        let due = journey.due();
        let currency = journey.invoice.terms.currency;
        let (mut position, depending) = shown::position(journey, InvoiceId(0), &due);
        depending.settle(&mut position, |gate| self.rules.is_met(gate, debts, currency, self.to));
        if seat.acts {
            clerk.stands(seat.place, &position);
        }
    }
}

/// What the customer owes on a day, when all that happens on it is known.
fn debts(seats: &[Seat<'_>], day: Day) -> Debts {
    let mut debts = Debts::none();
    let journeys = seats.iter().filter(|seat| seat.begun).filter_map(|seat| seat.journey.as_ref());
    for journey in journeys.filter(|journey| journey.is_open()) {
        debts.add(journey.invoice.terms.currency, journey.account.balance, journey.due, day);
    }
    debts
}

/// The morning of an invoice: it is replayed up to the day, and what is due on it is known.
fn look<'l>(seat: &mut Seat<'l>, index: usize, (from, day): (Day, Day), facts: &mut Facts<'_>) -> Look<'l> {
    let is_first = !seat.begun;
    if is_first {
        seat.begin(from, day, facts);
    }
    let happens = seat.ahead.next().is_some_and(|next| next <= day);
    let before = match &seat.journey {
        Some(journey) if seat.acts && (journey.is_open() || happens) => Some(Box::new((journey.clone(), seat.ahead.clone()))),
        _ => None,
    };
    seat.visit(day);
    facts.owes(seat);
    let due = seat.journey.as_ref().filter(|_| seat.acts).map(Journey::due).unwrap_or_default();
    // If nothing is due, the evening before is not needed.
    let before = before.filter(|_| !due.is_empty());
    Look { seat: index, before, due, done: Vec::new(), moved: is_first || happens, waits: None }
}

fn work<'a>(journey: &'a Journey<'_>, due: &Due, place: usize, owner: Cow<'a, str>) -> Work<'a> {
    Work {
        day: journey.day,
        place,
        id: shown::action_id(journey, due.key),
        kind: due.key.kind(),
        channel: due.channel,
        owner,
        balance: journey.account.balance,
        due_date: journey.due,
        clock: journey.shown_clock(),
        status: journey.status(),
        track: journey.track,
        stage: journey.stage.as_ref().map(|stage| stage.index),
        template: journey.rules.words.template(journey.track, due.key).map(|name| name.to_string()),
        scheduled_on: due.scheduled_on,
    }
}

/// What is recorded of something done: a touch that names its action, and by that its stage.
fn touch(day: Day, due: &Due) -> Touch {
    let reference = Some(Carried::Known(due.key));
    let stage = match due.key {
        Key::Stage { stage, .. } => TouchStage::Known(stage),
        Key::Override(..) => TouchStage::Blank,
    };
    Touch { day, channel: due.channel, stage, reference, of_customer: false, sequence: u32::MAX }
}
