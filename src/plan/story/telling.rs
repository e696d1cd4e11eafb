//! The witness of a replay, who keeps what changed from one step to the next.

mod events;

use super::super::account::Closure;
use super::super::action_kind::ActionKind;
use super::super::journey::{Journey, Step, Witness};
use super::super::position::{Promised, Status};
use super::super::promises::PromiseState;
use super::super::reason::EnteredBy;
use super::super::rules::Rules;
use super::customer_days::CustomerDays;
use super::tasks::Tasks;
use super::{Ageing, Effect, Moment, MoneyLine, What, is_about};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Event, Events, Invoice, Kind};
use crate::money::Balance;
use crate::workflow::StageIndex;

pub(super) struct Telling<'w> {
    rules: &'w Rules<'w>,
    invoice: &'w Invoice<'w>,
    events: &'w Events,
    moments: Vec<Moment>,
    money: Vec<MoneyLine>,
    tasks: Tasks,
    customer: CustomerDays<'w>,
    before: DayBefore,
    /// Where the moments of the day begin.
    today: usize,
    /// Each day on which it was open in the evening and had not been before, or the other way round.
    open: Vec<(Day, bool)>,
    /// The new due dates, with the days on which they were given.
    extensions: Vec<(Day, Day)>,
    /// Days on which the clock stopped, and by how much it jumped, in this journey.
    stopped: i32,
    jumped: i32,
}

#[derive(Clone, Debug, Default)]
struct DayBefore {
    day: Option<Day>,
    clock: Option<i32>,
    balance: Balance,
    closed: Option<Closure>,
    journey: u16,
    stage: Option<StageIndex>,
    skipped: usize,
    held_back: bool,
    promises: u32,
    states: Vec<(u32, PromiseState)>,
    waiting: bool,
    /// Which of the causes keep everybody from chasing.
    blocked: [bool; 4],
    stopped: bool,
}

impl DayBefore {
    fn of(journey: &Journey<'_>) -> DayBefore {
        DayBefore {
            day: Some(journey.day),
            clock: journey.clock,
            balance: journey.account.balance,
            closed: journey.account.closed,
            journey: journey.number,
            stage: journey.stage.as_ref().map(|stage| stage.index),
            skipped: journey.skipped.len(),
            held_back: false,
            promises: journey.promises.count,
            states: journey.promises.all().map(|made| (made.number, made.state)).collect(),
            waiting: journey.replies.waiting().is_some(),
            blocked: journey.causes().map(|(_, block)| block.is_some()),
            stopped: journey.clock.is_some() && journey.is_open() && journey.is_stopped(),
        }
    }
}

impl<'w> Telling<'w> {
    pub fn new(rules: &'w Rules<'w>, invoice: &'w Invoice<'w>, events: &'w Events, customer: CustomerDays<'w>) -> Telling<'w> {
        let terms = invoice.terms;
        let balance = Balance::from(terms.open_amount.map_or(terms.amount, |open| open.amount));
        let before = DayBefore { balance, journey: 1, ..DayBefore::default() };
        Telling {
            rules,
            invoice,
            events,
            moments: Vec::new(),
            money: Vec::new(),
            tasks: Tasks::default(),
            customer,
            before,
            today: 0,
            open: Vec::new(),
            extensions: Vec::new(),
            stopped: 0,
            jumped: 0,
        }
    }

    pub fn told(self) -> (Vec<Moment>, Vec<MoneyLine>) {
        (self.moments, self.money)
    }

    pub fn was_open(&self, day: Day) -> bool {
        let after = self.open.partition_point(|(since, _)| *since <= day);
        // Before the first day that was looked at it was as it was found then.
        self.open.get(after.saturating_sub(1)).is_some_and(|(_, open)| *open)
    }

    /// The due date, where the clock did not run yet on the first day that was looked at, or that day came later: then nothing had happened yet.
    pub fn due_unseen(&self) -> Option<Day> {
        let (first, open) = *self.open.first()?;
        let terms = self.invoice.terms;
        let due = self.rules.due_on(terms.due_date);
        let exists = terms.issue_date.is_none_or(|issued| issued <= due);
        // An extension may let it fall due once more.
        let is_told = self.moments.iter().any(|moment| moment.what == What::FallsDue && moment.day == due);
        Some(due).filter(|due| open && exists && *due <= first && !is_told)
    }

    pub fn ageing(&self, as_of: Day, journey: Option<&Journey<'_>>) -> Ageing {
        let first_due_date = self.rules.due_on(self.invoice.terms.due_date);
        let due = journey.map_or(first_due_date, |journey| journey.due);
        Ageing {
            first_due_date,
            extensions: self.extensions.clone(),
            due_date: due,
            days_past_due: as_of.since(due),
            stopped: self.stopped,
            jumped: self.jumped,
            clock: journey.filter(|journey| journey.is_open()).map(Journey::shown_clock),
        }
    }

    fn push(&mut self, journey: &Journey<'_>, what: What, line: u32) -> &mut Moment {
        let clock = journey.clock.filter(|_| journey.is_open());
        let at = self.moments.len();
        self.moments.push(Moment::new(journey.day, clock, what, line));
        &mut self.moments[at]
    }

    fn morning(&mut self, journey: &Journey<'_>) {
        self.today = self.moments.len();
        if self.open.is_empty() {
            self.open.push((journey.day, journey.is_open()));
        }
        let days = self.before.day.map_or(0, |before| journey.day.since(before));
        if let (Some(before), Some(now)) = (self.before.clock, journey.clock) {
            self.stopped += before + days - now;
        }
        if journey.day == journey.due && journey.clock.is_some() && journey.is_open() {
            self.push(journey, What::FallsDue, 0);
        }
        let overrides = &self.rules.workflow.overrides;
        let still = journey.block().map(|(status, _)| status);
        for (index, (was, block)) in journey.causes().into_iter().enumerate() {
            let line = match was {
                Status::Disputed => overrides.dispute.line,
                Status::Paused => overrides.pause.line,
                // What became of a promise is told when the day's money has counted.
                Status::Promised => continue,
                _ => overrides.reply.line,
            };
            if self.before.blocked[index] && block.is_none() && journey.is_open() {
                self.push(journey, What::BlockOver { was, still }, line);
            }
        }
    }

    fn event(&mut self, journey: &Journey<'_>, event: &Event, of_customer: bool) {
        if !is_about(event, of_customer, self.invoice) {
            return;
        }
        let (what, line) = self.what(journey, event);
        // Whether disputed parts keep anybody from chasing is judged when all money of the day has counted.
        let block = if event.kind.is_money() { None } else { self.begun(journey) };
        let events = self.events;
        let moment = self.push(journey, what, line);
        *moment = moment.clone().of(events, event, of_customer);
        moment.effects.extend(block);
        if let What::Money { kind, change, balance, counts, .. } = moment.what {
            let source = Some(events.place(event));
            self.money.push(MoneyLine { day: journey.day, kind, change, balance, counts, source });
        }
        self.consequences(journey, event);
    }

    /// What keeps everybody from chasing since this step.
    fn begun(&self, journey: &Journey<'_>) -> Option<Effect> {
        let now = journey.causes().map(|(_, block)| block);
        let new = |index: &usize| now[*index].is_some() && !self.before.blocked[*index];
        let index = (0..now.len()).find(new).filter(|_| journey.is_open())?;
        Some(Effect::Blocks(now[index].and_then(|block| block.until)))
    }

    /// What follows from an event at once: promises that are no longer waited for, replies answered, tasks done, a clock that jumps.
    fn consequences(&mut self, journey: &Journey<'_>, event: &Event) {
        let overrides = &self.rules.workflow.overrides;
        if self.turned(journey, PromiseState::Pending, PromiseState::Superseded).next().is_some() {
            self.push(journey, What::Superseded, overrides.promise.line);
        }
        if self.before.waiting && journey.replies.waiting().is_none() && !matches!(event.kind, Kind::Reply) {
            self.push(journey, What::Answered, overrides.reply.line);
        }
        let done = self.tasks.done(journey);
        if matches!(event.kind, Kind::Touch { .. }) {
            let touched = self.moments[self.today..].iter_mut().rev().find_map(|moment| match &mut moment.what {
                What::Touched { does, .. } => Some(does),
                _ => None,
            });
            touched.into_iter().for_each(|does| does.clone_from(&done));
        } else {
            self.done(journey, done);
        }
        if journey.number != self.before.journey {
            self.tasks.forget();
            (self.stopped, self.jumped) = (0, 0);
        }
    }

    fn settled(&mut self, journey: &Journey<'_>) {
        let balance = journey.account.balance;
        let (change, counts) = (balance - self.before.balance, journey.account.counts(journey.day));
        self.push(journey, What::Settled { change, counts }, 0);
        self.money.push(MoneyLine { day: journey.day, kind: "settled_date", change, balance, counts, source: None });
        if self.before.waiting && journey.replies.waiting().is_none() {
            self.push(journey, What::Answered, self.rules.workflow.overrides.reply.line);
        }
        let done = self.tasks.done(journey);
        self.done(journey, done);
    }

    fn done(&mut self, journey: &Journey<'_>, ids: Vec<String>) {
        for id in ids {
            self.push(journey, What::Done { id }, 0);
        }
    }

    fn money_counted(&mut self, journey: &Journey<'_>) {
        if !journey.account.is_credit {
            let balance = journey.account.balance;
            let payment = &self.rules.workflow.overrides.payment;
            match (self.before.closed, journey.account.closed) {
                (None, Some(Closure { status, .. })) if self.before.day.is_some() => {
                    let line = if balance > 0 { payment.line } else { 0 };
                    self.push(journey, What::Closed { status, balance }, line);
                }
                (Some(_), None) => {
                    self.push(journey, What::Reopened { balance }, 0);
                }
                _ => {}
            }
        }
        if self.before.blocked[0] && journey.is_part_disputed() {
            let asked = journey.asked_for();
            self.push(journey, What::PartsLeave { asked }, self.rules.workflow.overrides.dispute.line);
        }
        if !self.before.blocked[0]
            && let Some(block) = journey.dispute_block().filter(|_| journey.is_open())
        {
            let (parts, balance) = (journey.disputes.parts(journey.day), journey.account.balance);
            let moment = self.push(journey, What::PartsBlock { parts, balance }, self.rules.workflow.overrides.dispute.line);
            moment.effects.push(Effect::Blocks(block.until));
        }
        self.kept(journey);
    }

    fn kept(&mut self, journey: &Journey<'_>) {
        let line = self.rules.workflow.overrides.promise.line;
        let kept: Vec<Promised> = self.turned(journey, PromiseState::Pending, PromiseState::Kept).collect();
        for promised in kept {
            self.push(journey, What::Kept { date: promised.date }, line);
        }
        let again: Vec<Promised> = self.turned(journey, PromiseState::Kept, PromiseState::Pending).collect();
        for promised in again {
            let breaks_on = journey.promises.end_of(promised);
            self.push(journey, What::PendingAgain { date: promised.date, breaks_on }, line);
        }
    }

    fn turned(&self, journey: &Journey<'_>, from: PromiseState, to: PromiseState) -> impl Iterator<Item = Promised> {
        let was = |number: u32| self.before.states.iter().find(|(of, _)| *of == number).map(|(_, state)| *state);
        journey.promises.all().filter(move |made| made.state == to && was(made.number) == Some(from)).map(|made| made.promised)
    }

    fn promises(&mut self, journey: &Journey<'_>) {
        self.kept(journey);
        let broken: Vec<Promised> = self.turned(journey, PromiseState::Pending, PromiseState::Broken).collect();
        if !broken.is_empty() {
            let before = self.before.clock.filter(|_| journey.is_open());
            let after = self.turned(journey, PromiseState::Pending, PromiseState::Superseded).count();
            for promised in broken {
                let what = What::Broken { date: promised.date, after };
                self.push(journey, what, self.rules.workflow.overrides.promise.line).clock = before;
            }
            if let Some((what, line)) = self.jump_to(journey, journey.list.broken_to, EnteredBy::BrokenPromise) {
                self.push(journey, what, line);
            }
        }
    }

    fn rule(&mut self, journey: &Journey<'_>, index: usize) {
        let rule = &self.rules.workflow.escalate[index];
        let jump = self.jump_to(journey, journey.list.rules[index], EnteredBy::Rule(rule.id.as_str().into()));
        let (what, line) = jump.unwrap_or((What::RuleWithoutJump { rule: rule.id.clone(), to: rule.to.clone() }, rule.line));
        self.push(journey, what, line);
    }

    fn evening(&mut self, journey: &Journey<'_>, last: &DayBefore) {
        let stages = journey.list.stages;
        if let Some(entered) = journey.stage.as_ref().filter(|entered| self.before.stage != Some(entered.index)) {
            let stage = &stages[entered.index];
            let skipped = journey.skipped[self.before.skipped..].iter().map(|index| stages[*index].name.clone()).collect();
            let required = stage.holds_back(self.rules.workflow.sequential);
            let what = What::Entered { stage: stage.id.clone(), name: stage.name.clone(), skipped, required };
            self.push(journey, what, stage.line);
        }
        let kept_from = journey.kept_from();
        if let Some((from, entered)) = kept_from.zip(journey.stage.as_ref()).filter(|_| !last.held_back) {
            let stage = &stages[entered.index];
            let what = What::HeldBack { stage: stage.name.clone(), from: stages[from].name.clone(), until: journey.release() };
            self.push(journey, what, stage.line);
        }
        self.clock_stops_or_runs(journey, last.stopped);
        // What happened before the invoice was issued counts, but there was nothing to be done about it then.
        if self.invoice.terms.issue_date.is_none_or(|issued| issued <= journey.day) {
            for (what, line) in self.tasks.evening(journey, &self.customer) {
                if !self.done_by_touch_of_today(journey, &what) {
                    self.push(journey, what, line);
                }
            }
        }
        if self.open.last().is_some_and(|(_, open)| *open != journey.is_open()) {
            self.open.push((journey.day, journey.is_open()));
        }
    }

    /// A touch of the day may do what is asked for only since this evening. Then it is told after that, unless it had effects of its own.
    fn done_by_touch_of_today(&mut self, journey: &Journey<'_>, what: &What) -> bool {
        let What::DoneBefore { task, on } = what else { return false };
        let does = |moment: &Moment| match &moment.what {
            What::Touched { reference: Some(reference), .. } => *reference == task.id,
            What::Touched { channel, .. } => {
                *channel == task.channel || (task.kind == ActionKind::BrokenPromise && *channel != Channel::Task)
            }
            _ => false,
        };
        let brought = |moment: &Moment| match &moment.what {
            What::Answered | What::RuleWithoutJump { .. } => true,
            What::Jumped { by, .. } => matches!(by, EnteredBy::Rule(_)),
            _ => false,
        };
        let place = (self.today..self.moments.len()).find(|index| does(&self.moments[*index]));
        let Some(place) = place.filter(|place| *on == journey.day && !self.moments[*place..].iter().any(brought)) else { return false };
        let mut touch = self.moments.remove(place);
        touch.clock = journey.clock;
        if let What::Touched { does, .. } = &mut touch.what {
            does.push(task.id.clone());
        }
        self.moments.push(touch);
        true
    }

    fn clock_stops_or_runs(&mut self, journey: &Journey<'_>, stood: bool) {
        if !journey.is_open() || journey.clock.is_none() {
            return;
        }
        let stands = journey.is_stopped();
        if stands == stood {
            return;
        }
        let brings = |moment: &&mut Moment| match moment.what {
            What::Disputed { .. } | What::PartsBlock { .. } | What::Paused { .. } => stands,
            What::Resolved { .. } | What::PartsLeave { .. } | What::Resumed { .. } | What::BlockOver { .. } => !stands,
            _ => false,
        };
        if let Some(moment) = self.moments[self.today..].iter_mut().rev().find(brings) {
            moment.effects.push(if stands { Effect::ClockStops } else { Effect::ClockRuns });
            return;
        }
        let because = journey.block().map_or(Status::Active, |(status, _)| status);
        self.push(journey, if stands { What::ClockStops { because } } else { What::ClockRuns }, 0);
    }
}

impl Witness for Telling<'_> {
    fn sees(&mut self, journey: &Journey<'_>, step: Step<'_>) {
        let now = DayBefore::of(journey);
        match step {
            Step::Morning => {
                self.morning(journey);
                // What was so in the evening is asked for once more in the next.
                self.before = DayBefore { stopped: self.before.stopped, held_back: self.before.held_back, ..now };
                return;
            }
            Step::Event(event, of_customer) => self.event(journey, event, of_customer),
            Step::Settled => self.settled(journey),
            Step::Money => self.money_counted(journey),
            Step::Promises => self.promises(journey),
            Step::Rule(index) => self.rule(journey, index),
            Step::Evening => {
                let last = self.before.clone();
                self.evening(journey, &last);
                self.before = DayBefore { held_back: journey.kept_from().is_some(), ..now };
                return;
            }
        }
        let is_money = matches!(step, Step::Settled) || matches!(step, Step::Event(event, _) if event.kind.is_money());
        let blocked = if is_money { self.before.blocked } else { now.blocked };
        self.before = DayBefore { stopped: self.before.stopped, held_back: self.before.held_back, blocked, ..now };
    }
}
