//! Follows the invoices of a customer from day to day, while what is due is done. It is the engine's own replay, carried on: an invoice is
//! looked at only on days on which something may be due or change. What is done on a day is replayed after all events of that day.

mod facts;
mod history;
mod seat;

pub use history::{Closing, FinalStanding, History, Receipt, SimulatedTouch, Stay, Stop};

use super::action::Held;
use super::action_kind::{ActionKey, ActionKind};
use super::due::Due;
use super::journey::Journey;
use super::reach::Reach;
use super::rules::Rules;
use super::shown;
use super::touches::{Carried, Touch, TouchStage};
use super::withholding::Circumstances;
use crate::calendar::Day;
use crate::ledger::{Columns, Event, Events, Invoice, InvoiceId, Kind};
use crate::money::Fx;
use crate::store::Debts;
use crate::workflow::Workflow;
use facts::Facts;
use seat::Seat;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

pub struct Daily<'r> {
    rules: Rules<'r>,
    events: &'r Events,
    reach: Reach<'r>,
    from: Day,
    to: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    Now,
    /// Not before that day.
    From(Day),
    Never,
}

struct DayLook<'l> {
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
    /// Follows customers from one day to another. Touches recorded in that time do not count; all other events happen.
    pub fn new(workflow: &'r Workflow, fx: Option<&'r Fx>, events: &'r Events, columns: &Columns, from: Day, to: Day) -> Daily<'r> {
        Daily { rules: Rules::new(workflow, fx, columns), events, reach: Reach::new(events, to), from, to }
    }

    /// Follows a customer: all its invoices, with their places in the ledger, and whether they are worked on. `decide` is asked for everything
    /// that is due and not held back, every day until it is done. The task of a dispute stays due until the dispute is settled, so it is asked
    /// for until each owner it comes to has done it once.
    pub fn follow(&self, invoices: &[(InvoiceId, Invoice<'_>, bool)], mut decide: impl FnMut(&SimulatedTouch) -> Doing) -> History {
        let mut history = History::default();
        let Some((_, first, _)) = invoices.first() else { return history };
        let subject = self.events.customer(first.customer());
        let of_customer: Vec<Event> =
            subject.into_iter().flat_map(|subject| self.events.of(subject)).filter(|event| self.counts(event)).collect();
        let mut scratch = Vec::new();
        let own = invoices.iter().map(|(_, invoice, _)| {
            let joined = self.events.own(invoice, &mut scratch);
            (joined.events.iter().copied().filter(|event| self.counts(event)).collect(), !joined.misfits.is_empty())
        });
        let own: Vec<(Vec<Event>, bool)> = own.collect();
        let mut facts = Facts::new(self.events, subject, &of_customer, invoices.iter().map(|(_, invoice, _)| invoice));
        let mut queue = BinaryHeap::new();
        let mut seats: Vec<Seat<'_>> = Vec::with_capacity(invoices.len());
        for ((id, invoice, acts), (own, misfits)) in invoices.iter().zip(&own) {
            let begins = invoice.terms.issue_date.map_or(self.from, |issued| issued.max(self.from));
            if begins <= self.to {
                queue.push(Reverse((begins, seats.len())));
            }
            let unread = *misfits || self.events.unread().names(invoice);
            seats.push(Seat::new(*id, &self.rules, invoice, self.events, (own, &of_customer), self.to, (*acts, unread)));
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
                let debts = if self.rules.look_at_customers() { debts(&seats, day) } else { Debts::none() };
                for look in &mut looks {
                    let seat = &mut seats[look.seat];
                    self.work(look, (seat, day), (&facts, &debts), &mut decide, &mut history);
                }
            }
            for look in looks {
                let seat = look.seat;
                if let Some(next) = self.settle(look, &mut seats[seat], day, &mut facts, &mut history).filter(|next| *next <= self.to) {
                    queue.push(Reverse((next, seat)));
                }
            }
        }
        let debts = debts(&seats, self.to);
        for seat in &mut seats {
            self.end(seat, &debts, &mut history);
        }
        history
    }

    /// Does an event happen? What people did in the time that is simulated does not.
    fn counts(&self, event: &Event) -> bool {
        event.date <= self.to && !(event.date >= self.from && matches!(event.kind, Kind::Touch { .. }))
    }

    /// What is due on an invoice is held back, or it is decided when it is done.
    fn work(
        &self,
        look: &mut DayLook<'_>,
        (seat, day): (&mut Seat<'_>, Day),
        (facts, debts): (&Facts<'_>, &Debts),
        decide: &mut impl FnMut(&SimulatedTouch) -> Doing,
        history: &mut History,
    ) {
        let Some(journey) = seat.journey.as_ref() else { return };
        let currency = journey.invoice.terms.currency;
        for due in std::mem::take(&mut look.due) {
            // Another invoice of the customer may change that on any day.
            if journey.gate(due.key).is_some_and(|gate| !self.rules.is_met(gate, debts, currency, day)) {
                look.waits = look.waits.into_iter().chain([day.plus(1)]).min();
                continue;
            }
            let owner = self.rules.owner(due.owner, journey.invoice).0;
            let circumstances = Circumstances {
                invoice: journey.invoice,
                is_unread: seat.unread || facts.unread,
                is_covered: facts.covers(journey),
                contacts: (facts.contact, false),
            };
            let limit = self.rules.workflow.limits.min_days_between_contacts;
            if let Some((held, free_on)) = circumstances.wait(due.channel, day, &self.reach, limit) {
                // Cash may be set against another invoice, or paid out, on any day.
                let again = if held == Held::UnappliedCash { Some(day.plus(1)) } else { free_on };
                look.waits = look.waits.into_iter().chain(again).min();
                continue;
            }
            let is_dispute = due.key.kind() == ActionKind::Dispute;
            let known = |(key, by): &(ActionKey, String)| *key == due.key && *by == owner;
            if is_dispute && seat.disputes_done.iter().any(known) {
                continue;
            }
            let touch = simulated(journey, &due, seat.invoice, owner.into_owned());
            match decide(&touch) {
                Doing::Never => {}
                Doing::From(later) => look.waits = look.waits.into_iter().chain([later.max(day.plus(1))]).min(),
                Doing::Now => {
                    // Only a settlement ends a dispute; what was done about it is no touch.
                    if is_dispute {
                        seat.disputes_done.push((due.key, touch.owner.clone()));
                    } else {
                        look.done.push(recorded(day, &due));
                    }
                    history.touches.push(touch);
                }
            }
        }
    }

    /// The evening: what was done counts. Gives back when to look at the invoice again.
    fn settle<'l>(&self, look: DayLook<'l>, seat: &mut Seat<'l>, day: Day, facts: &mut Facts<'_>, history: &mut History) -> Option<Day> {
        let DayLook { before, done, moved, waits, .. } = look;
        let moved = moved || !done.is_empty();
        if let Some(before) = before.filter(|_| !done.is_empty()) {
            facts.contacted(day, &done);
            let (journey, ahead) = *before;
            (seat.journey, seat.ahead) = (Some(journey), ahead);
            seat.ahead.done = done;
            seat.visit(day);
        }
        seat.tell(day, history);
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

    fn end(&self, seat: &mut Seat<'_>, debts: &Debts, history: &mut History) {
        if let Some((track, stage, since)) = seat.stay.take() {
            history.stays.push(Stay { track, stage, since, until: None });
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
            history.standings.push(FinalStanding::of(seat.invoice, &position));
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
fn look<'l>(seat: &mut Seat<'l>, index: usize, (from, day): (Day, Day), facts: &mut Facts<'_>) -> DayLook<'l> {
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
    DayLook { seat: index, before, due, done: Vec::new(), moved: is_first || happens, waits: None }
}

fn simulated(journey: &Journey<'_>, due: &Due, invoice: InvoiceId, owner: String) -> SimulatedTouch {
    SimulatedTouch {
        day: journey.day,
        action_id: shown::action_id(journey, due.key),
        kind: due.key.kind(),
        channel: due.channel,
        owner,
        invoice,
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
fn recorded(day: Day, due: &Due) -> Touch {
    let reference = Some(Carried::Known(due.key));
    let stage = match due.key {
        ActionKey::Stage { stage, .. } => TouchStage::Known(stage),
        ActionKey::Override(..) => TouchStage::Blank,
    };
    Touch { day, channel: due.channel, stage, reference, of_customer: false, sequence: u32::MAX }
}
