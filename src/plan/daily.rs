//! Follows the invoices of a customer from day to day, while what is due is done. It is the engine's own replay, carried on: an invoice is
//! looked at only on days on which something may be due or change. What is done on a day is replayed after all events of that day.

mod facts;
mod history;
mod seat;

pub use history::{Closing, FinalStanding, History, Receipt, SimulatedTouch, Stay, Stop};

use super::action::Held;
use super::action_kind::{ActionKey, ActionKind};
use super::due::Due;
use super::reach::Reach;
use super::rules::Rules;
use super::settled::Settled;
use super::touches::{Carried, Touch, TouchStage};
use super::withholding::Circumstances;
use crate::calendar::Day;
use crate::ledger::{Columns, Event, Events, Invoice, InvoiceId, Kind};
use crate::money::Fx;
use crate::store::Debts;
use crate::workflow::Workflow;
use facts::Facts;
use seat::{EveningBefore, Seat, debts};
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
    before: Option<Box<EveningBefore<'l>>>,
    due: Vec<Due>,
    done: Vec<Touch>,
    /// Did anything happen?
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
        let (own, ends) = self.events_of(invoices);
        let mut facts = Facts::new(self.events, subject, &of_customer, invoices.iter().map(|(_, invoice, _)| invoice));
        let mut queue = BinaryHeap::new();
        for (index, (_, invoice, _)) in invoices.iter().enumerate() {
            let begins = invoice.terms.issue_date.map_or(self.from, |issued| issued.max(self.from));
            let is_over = || of_customer.is_empty() && self.is_over(invoice, &own[ends[index].0..ends[index + 1].0]);
            if begins <= self.to && !is_over() {
                queue.push(Reverse((begins, index)));
            }
        }
        // Those that exist on the day that is looked at, as long as anything can happen to them.
        let mut seats: Vec<Option<Box<Seat<'_>>>> = Vec::new();
        seats.resize_with(invoices.len(), || None);
        let mut looks = Vec::new();
        while let Some(Reverse((day, _))) = queue.peek().copied() {
            facts.reach(day);
            // In the order of the file.
            while let Some(&Reverse((_, index))) = queue.peek().filter(|Reverse((next, _))| *next == day) {
                queue.pop();
                let is_first = seats[index].is_none();
                let seat = seats[index].get_or_insert_with(|| {
                    let (id, invoice, acts) = &invoices[index];
                    let unread = ends[index + 1].1 || self.events.unread().names(invoice);
                    let own = &own[ends[index].0..ends[index + 1].0];
                    let seat = Seat::new(*id, &self.rules, invoice, self.events, (own, &of_customer), self.to, (*acts, unread));
                    Box::new(seat.begin(self.from, day, &mut facts))
                });
                looks.push(look(seat, (index, is_first), day, &mut facts));
            }
            if looks.iter().any(|look| !look.due.is_empty()) {
                facts.cover(&seats);
                let debts = if self.rules.look_at_customers() { debts(&seats, day) } else { Debts::none() };
                for look in &mut looks {
                    let Some(seat) = &mut seats[look.seat] else { continue };
                    self.work(look, seat, (&facts, &debts), &mut decide, &mut history);
                }
            }
            for look in looks.drain(..) {
                let index = look.seat;
                let Some(seat) = &mut seats[index] else { continue };
                match self.settle(look, seat, day, &mut facts, &mut history) {
                    Some(next) if next <= self.to => queue.push(Reverse((next, index))),
                    Some(_) => {}
                    None => seats[index] = None,
                }
            }
        }
        let debts = debts(&seats, self.to);
        for seat in seats.into_iter().flatten() {
            seat.end(self.to, &debts, &mut history);
        }
        history
    }

    /// Does an event happen? What people did in the time that is simulated does not.
    fn counts(&self, event: &Event) -> bool {
        event.date <= self.to && !(event.date >= self.from && matches!(event.kind, Kind::Touch { .. }))
    }

    /// The events of all invoices, one after the other, and where those of each begin and end; at the end, whether it has others that do not
    /// go with it.
    fn events_of(&self, invoices: &[(InvoiceId, Invoice<'_>, bool)]) -> (Vec<Event>, Vec<(usize, bool)>) {
        let (mut all, mut scratch) = (Vec::new(), Vec::new());
        let mut ends = vec![(0, false)];
        for (_, invoice, _) in invoices {
            let joined = self.events.own(invoice, &mut scratch);
            all.extend(joined.events.iter().filter(|event| self.counts(event)));
            ends.push((all.len(), !joined.misfits.is_empty()));
        }
        (all, ends)
    }

    /// Was an invoice settled before the first day, with nothing to happen to it later, and nothing to tell but that?
    fn is_over(&self, invoice: &Invoice<'_>, own: &[Event]) -> bool {
        let before = |day: Option<Day>| day.is_none_or(|day| day < self.from);
        let terms = invoice.terms;
        before(own.last().map(|event| event.date))
            && before(terms.settled_date)
            && before(terms.issue_date)
            && Settled::by(self.from.plus(-1), &self.rules, terms, own).is_some()
    }

    /// What is due on an invoice is held back, or it is decided when it is done.
    fn work<'l>(
        &'l self,
        look: &mut DayLook<'_>,
        seat: &mut Seat<'l>,
        (facts, debts): (&Facts<'_>, &Debts),
        decide: &mut impl FnMut(&SimulatedTouch) -> Doing,
        history: &mut History,
    ) {
        let Seat { journey, .. } = seat;
        let (day, currency) = (journey.day, journey.invoice.terms.currency);
        for due in &look.due {
            // Another invoice of the customer may change that on any day.
            if journey.gate(due.key).is_some_and(|gate| !self.rules.is_met(gate, debts, currency, day)) {
                look.waits = look.waits.into_iter().chain([day.plus(1)]).min();
                continue;
            }
            let circumstances = Circumstances {
                invoice: journey.invoice,
                is_unread: seat.unread || facts.unread,
                is_covered: facts.covers(journey),
                contacts: (facts.contact, false),
            };
            let limit = self.rules.workflow.limits.min_days_between_contacts;
            if let Some((held, free_on)) = circumstances.wait((due.channel, self.rules.to(journey.track, due.key)), day, &self.reach, limit)
            {
                // Cash may be set against another invoice, or paid out, on any day.
                let again = if held == Held::UnappliedCash { Some(day.plus(1)) } else { free_on };
                look.waits = look.waits.into_iter().chain(again).min();
                continue;
            }
            // Only a settlement ends a dispute; what was done about it is no touch.
            let dispute = (due.key.kind() == ActionKind::Dispute).then(|| (due.key, self.rules.owner(due.owner, journey.invoice).0));
            if dispute.as_ref().is_some_and(|done| seat.disputes_done.contains(done)) {
                continue;
            }
            let touch = SimulatedTouch::new(journey, due, seat.invoice);
            match decide(&touch) {
                Doing::Never => {}
                Doing::From(later) => look.waits = look.waits.into_iter().chain([later.max(day.plus(1))]).min(),
                Doing::Now => {
                    match dispute {
                        Some(done) => seat.disputes_done.push(done),
                        None => look.done.push(recorded(day, due)),
                    }
                    history.touches.push(touch);
                }
            }
        }
    }

    /// The evening: what was done counts. Gives back when to look at the invoice again; `None` if nothing can happen to it any more.
    fn settle<'l>(&self, look: DayLook<'l>, seat: &mut Seat<'l>, day: Day, facts: &mut Facts<'_>, history: &mut History) -> Option<Day> {
        let DayLook { before, due, done, moved, waits, .. } = look;
        let moved = moved || !done.is_empty();
        if !done.is_empty() {
            facts.contacted(day, &done);
            seat.count(done, before, day);
        }
        seat.tell(day, history);
        let Seat { journey, ahead, .. } = seat;
        if !journey.is_open() && ahead.next().is_none() {
            return None;
        }
        let sla = self.rules.workflow.overrides.dispute.sla.zip(journey.disputes.open()).map(|(sla, open)| open.on.plus(sla.days as i32));
        let sla = sla.filter(|late| *late > day && seat.acts);
        let soon = (moved && journey.may_differ_tomorrow(&due)).then(|| day.plus(1));
        let chance = if journey.is_open() { journey.next_chance(&|_| true) } else { journey.next_change() };
        let next = [chance, ahead.next(), sla, soon, waits].into_iter().flatten().filter(|next| *next > day).min();
        Some(next.unwrap_or(self.to.plus(1)))
    }
}

/// The morning of an invoice: it is replayed up to the day, and what is due on it is known.
fn look<'l>(seat: &mut Seat<'l>, (index, is_first): (usize, bool), day: Day, facts: &mut Facts<'_>) -> DayLook<'l> {
    let happens = seat.ahead.next().is_some_and(|next| next <= day);
    let before = seat.before(happens);
    seat.visit(day);
    facts.owes(seat);
    let due = if seat.acts { seat.journey.due() } else { Vec::new() };
    // If nothing is due, the evening before is not needed.
    let before = before.filter(|_| !due.is_empty());
    DayLook { seat: index, before, due, done: Vec::new(), moved: is_first || happens, waits: None }
}

/// What is recorded of something done: a touch that names its action, and by that its stage.
fn recorded(day: Day, due: &Due) -> Touch {
    let reference = Some(Carried::Known(due.key));
    let stage = match due.key {
        ActionKey::Stage { stage, .. } => TouchStage::Known(stage),
        ActionKey::Override(..) => TouchStage::Blank,
    };
    Touch { day, channel: due.channel, stage, reference, of_customer: false, is_unanswered: false, sequence: u32::MAX }
}
