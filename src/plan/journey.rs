//! The replay of one invoice: its clock, its blocks, its stages, from the first day that matters to the day asked for.
//!
//! Only days on which something can change are visited: days with an event, the end of a block, a promise that breaks, or a value of the
//! clock that a stage or rule waits for. To visit more days changes nothing.

mod day;
mod reference;
mod witness;

pub(super) use witness::{Step, Witness};

use super::account::Account;
use super::blocks::{Block, Pauses, Replies};
use super::disputes::Disputes;
use super::position::Status;
use super::promises::Promises;
use super::reason::By;
use super::rules::{Rules, Sight, StageList};
use super::touches::{Touch, Touches};
use crate::calendar::Day;
use crate::ledger::{Event, Events, Invoice, Kind, OpenAmount, Terms, TextId};
use crate::money::Balance;
use crate::workflow::{BlockClock, StageIndex, TrackIndex};
use smallvec::SmallVec;

#[derive(Clone)]
pub(super) struct Journey<'r> {
    pub rules: &'r Rules<'r>,
    pub list: &'r StageList<'r>,
    pub track: Option<TrackIndex>,
    pub invoice: &'r Invoice<'r>,
    pub events: &'r Events,
    start: Day,
    pub day: Day,
    /// The due date, after extensions.
    pub due: Day,
    /// Which journey it is on, from 1.
    pub number: u16,
    pub clock: Option<i32>,
    pub account: Account<'r>,
    pub promises: Promises,
    pub disputes: Disputes,
    pub replies: Replies,
    pub touches: Touches,
    pauses: Pauses,
    /// Was there ever anything that could keep somebody from chasing? Mostly there was not.
    troubled: bool,
    pub stage: Option<Entered>,
    pub skipped: Vec<StageIndex>,
    /// What was so since the stage was entered, from one visited day to the next.
    pub history: SmallVec<[Stretch; 8]>,
    fired: SmallVec<[bool; 8]>,
    jumped: Option<By>,
    /// Did a rule let the clock jump on the day replayed last? Rules before it have not seen where to.
    unsettled: bool,
    /// The last day with a payment and what was paid on it, and the one before.
    paid_lately: Option<(Day, Balance)>,
    paid_before: Option<(Day, Balance)>,
    pub last_payment: Option<Day>,
    /// The first day with a payment since a promise was broken, by the number of the promise; told only once there is a second one.
    pub paid_since_broken: Option<(u32, Day)>,
    /// Events that were to end a dispute or pause and found none.
    pub ended_nothing: Vec<Event>,
    /// Events of the invoice that name a stage which it does not have, and nothing else that they could be for.
    pub strange_stages: Vec<Event>,
    /// Calls whose outcome is no known word, where some calls are made again.
    pub strange_outcomes: Vec<Event>,
    /// Customer-level events that ended a pause, by their place in file order.
    pub ended_for_customer: Vec<u32>,
    pub last_money: Option<Event>,
    pub odd_money: Vec<(Event, OddMoney)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OddMoney {
    /// It takes all that was left, and nothing was: it is no event.
    Nothing,
    Recovery,
    Reopens,
}

#[derive(Clone, Debug)]
pub(super) struct Entered {
    pub index: StageIndex,
    pub on: Day,
    pub clock: i32,
    pub by: By,
}

/// Days over which nothing changed but the clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub day: Day,
    pub clock: i32,
    pub stopped: bool,
    pub blocked: bool,
}

/// The events that concern an invoice and are not replayed yet: its own, and its customer's.
#[derive(Clone)]
pub(super) struct Ahead<'r> {
    own: &'r [Event],
    of_customer: &'r [Event],
    settled: Option<Day>,
    /// What is done on the next day that is visited, after its events.
    pub done: Vec<Touch>,
}

impl<'r> Ahead<'r> {
    pub fn until(as_of: Day, invoice: &Invoice<'_>, own: &'r [Event], of_customer: &'r [Event]) -> Ahead<'r> {
        let until = |list: &'r [Event]| &list[..list.partition_point(|event| event.date <= as_of)];
        let settled = invoice.terms.settled_date.filter(|day| *day <= as_of);
        Ahead { own: until(own), of_customer: until(of_customer), settled, done: Vec::new() }
    }

    /// The next day on which something is known to happen.
    pub fn next(&self) -> Option<Day> {
        let first = |list: &[Event]| list.first().map(|event| event.date);
        [first(self.own), first(self.of_customer), self.settled].into_iter().flatten().min()
    }

    fn take(list: &mut &'r [Event], day: Day) -> &'r [Event] {
        let (today, rest) = list.split_at(list.iter().take_while(|event| event.date <= day).count());
        *list = rest;
        today
    }
}

impl<'r> Journey<'r> {
    /// Replays an invoice up to and with a day, from its own events and those that name only its customer. Later events are ignored.
    pub fn replay(
        rules: &'r Rules<'r>,
        invoice: &'r Invoice<'r>,
        events: &'r Events,
        own: &'r [Event],
        of_customer: &'r [Event],
        as_of: Day,
    ) -> Journey<'r> {
        let mut ahead = Ahead::until(as_of, invoice, own, of_customer);
        let mut journey = Journey::new(rules, invoice, events, &ahead, as_of);
        if journey.list.goes_by_day && journey.start <= as_of {
            let first = ahead.next().map_or(as_of, |next| next.plus(-1).min(as_of));
            if journey.start <= first {
                journey.visit(journey.start, &mut ahead, &mut ());
                journey.pass_stages_until(first);
            }
        }
        journey.up_to(as_of.plus(1), &mut ahead, &mut ());
        if journey.day < as_of {
            journey.visit(as_of, &mut ahead, &mut ());
        }
        journey
    }

    /// Enters at once the last stage but one that the clock reaches up to a day before which nothing happens: it is left again before anybody
    /// looks, as are those before it.
    fn pass_stages_until(&mut self, day: Day) {
        let Some(clock) = self.clock.filter(|_| self.is_open()) else { return };
        let (ahead, last) = (self.first_ahead(), clock.saturating_add(day.since(self.day)));
        let reached = self.list.stages[ahead..].iter().take_while(|stage| stage.day <= last).count();
        if reached > 1 {
            let index = StageIndex::new(ahead + reached - 2);
            self.stage = Some(Entered { index, on: self.day, clock, by: By::Clock });
            self.history.clear();
        }
    }

    /// Goes on up to the day before another. A journey that is closed, with no events ahead, stays where it is.
    pub fn up_to(&mut self, day: Day, ahead: &mut Ahead<'r>, witness: &mut impl Witness) {
        while let Some(next) = [ahead.next(), self.next_change()].into_iter().flatten().min().filter(|next| *next < day) {
            if !self.is_open() && ahead.next().is_none() {
                break;
            }
            self.visit(next, ahead, witness);
        }
    }

    pub fn new(rules: &'r Rules<'r>, invoice: &'r Invoice<'r>, events: &'r Events, ahead: &Ahead<'r>, as_of: Day) -> Journey<'r> {
        let (track, list) = rules.track_of(invoice);
        let terms = invoice.terms;
        let first_of_customer = ahead.of_customer.iter().find(|event| event.concerns(terms.issue_date)).map(|event| event.date);
        let overrides = &rules.workflow.overrides;
        let account = Account::new(terms, &overrides.payment, rules.fx);
        let first_own = ahead.own.iter().find(|event| !account.finds_nothing(&event.kind)).map(|event| event.date);
        let due = rules.due_on(terms.due_date);
        let first_stage = due.plus(list.stages[0].day);
        let settled = ahead.settled.filter(|_| !account.finds_nothing(&Kind::Payment { amount: None }));
        let start = [first_of_customer, first_own, settled];
        let start = start.into_iter().flatten().fold(first_stage, Day::min);
        let start = terms.issue_date.map_or(start, |issue| start.max(issue));
        Journey {
            rules,
            list,
            track,
            invoice,
            events,
            start,
            day: ahead.next().map_or(start, |day| day.min(start)).min(as_of).plus(-1),
            due,
            number: 1,
            clock: None,
            account,
            promises: Promises::new(&overrides.promise, terms.open_amount.map_or(0, |open| unexplained(terms, open, ahead.own))),
            disputes: Disputes::new(&overrides.dispute),
            replies: Replies::new(&overrides.reply),
            touches: Touches::default(),
            pauses: Pauses::default(),
            troubled: false,
            stage: None,
            skipped: Vec::new(),
            history: SmallVec::new(),
            fired: SmallVec::new(),
            jumped: None,
            unsettled: false,
            paid_lately: None,
            paid_before: None,
            last_payment: None,
            paid_since_broken: None,
            ended_nothing: Vec::new(),
            strange_stages: Vec::new(),
            strange_outcomes: Vec::new(),
            ended_for_customer: Vec::new(),
            last_money: None,
            odd_money: Vec::new(),
        }
    }

    /// Goes on to a later day on which nothing happens.
    pub fn go_on(&mut self, day: Day) {
        self.visit(day, &mut Ahead { own: &[], of_customer: &[], settled: None, done: Vec::new() }, &mut ());
    }

    pub fn is_open(&self) -> bool {
        self.account.closed.is_none()
    }

    #[inline]
    pub fn is_blocked(&self) -> bool {
        self.troubled
            && (self.dispute_block().is_some()
                || self.pauses.block(self.day).is_some()
                || self.promises.block(self.day).is_some()
                || self.replies.block(self.day).is_some())
    }

    /// What keeps everybody from chasing, the one that the status shows; and the first day free of all of them, if that is known.
    pub fn block(&self) -> Option<(Status, Block)> {
        if !self.troubled {
            return None;
        }
        let mut lasting = self.causes().into_iter().filter_map(|(status, block)| Some((status, block?)));
        let (status, shown) = lasting.next()?;
        let until = lasting.fold(shown.until, |until, (_, other)| until.zip(other.until).map(|(a, b)| a.max(b)));
        Some((status, Block { since: shown.since, until }))
    }

    /// All that may keep everybody from chasing, in the order in which the status shows it.
    pub fn causes(&self) -> [(Status, Option<Block>); 4] {
        let promise = self.promises.block(self.day).map(|until| Block { since: self.day, until: Some(until) });
        let reply = self.replies.block(self.day).map(|until| Block { since: self.day, until: Some(until) });
        [
            (Status::Disputed, self.dispute_block()),
            (Status::Paused, self.pauses.block(self.day)),
            (Status::Promised, promise),
            (Status::Replied, reply),
        ]
    }

    /// Since when it is disputed or paused, if it is.
    pub fn stuck_since(&self) -> Option<Day> {
        let blocks = [self.dispute_block(), self.pauses.block(self.day)];
        blocks.into_iter().flatten().map(|block| block.since).min()
    }

    pub fn status(&self) -> Status {
        if self.account.is_credit {
            return Status::Credit;
        }
        match (self.account.closed, self.block(), &self.stage) {
            (Some(closure), _, _) => closure.status,
            (None, Some((status, _)), _) => status,
            (None, None, Some(_)) => Status::Active,
            (None, None, None) => Status::Upcoming,
        }
    }

    pub fn text(&self, id: TextId) -> &'r str {
        self.events.text(id)
    }

    /// The clock, or what it will show when it begins.
    pub fn shown_clock(&self) -> i32 {
        self.clock.unwrap_or_else(|| self.day.since(self.due))
    }

    pub fn sight(&self) -> Sight<'_> {
        Sight {
            clock: self.shown_clock(),
            balance: self.account.balance,
            broken_promises: self.promises.broken_in_journey,
            unanswered: self.touches.unanswered,
            responded: self.touches.responded(),
            invoice: self.invoice,
        }
    }

    /// The first day after the one replayed last on which something may change by itself.
    pub fn next_change(&self) -> Option<Day> {
        let mut next: Option<Day> = None;
        let mut consider = |day: Option<Day>| {
            if let Some(day) = day.filter(|day| *day > self.day && next.is_none_or(|next| *day < next)) {
                next = Some(day);
            }
        };
        consider(Some(self.due));
        if self.clock.is_none() {
            consider(Some(self.start));
        }
        if self.troubled {
            consider(self.disputes.next_end(self.day));
            consider(self.pauses.block(self.day).and_then(|block| block.until));
            consider(self.promises.end());
            consider(self.replies.block(self.day));
        }
        if self.unsettled {
            consider(Some(self.day.plus(1)));
        }
        consider(self.release());
        consider(self.rules.workflow.overrides.no_answer.and_then(|rule| self.touches.next_retry(self.day, rule)));
        consider(self.next_value().and_then(|value| self.day_of(value)));
        next
    }

    /// The next value of the clock that a stage or rule waits for.
    fn next_value(&self) -> Option<i32> {
        if !self.is_open() {
            return None;
        }
        let clock = self.clock?;
        let stages = self.list.stages[self.first_ahead()..].iter().map(|stage| stage.day).find(|day| *day > clock);
        let rules = self.rules.workflow.escalate.iter().filter_map(|rule| rule.trigger.day).filter(|day| *day > clock);
        rules.chain(stages).min()
    }

    /// The day on which the clock will show a value, if nothing changes before.
    pub fn day_of(&self, value: i32) -> Option<Day> {
        let clock = self.clock?;
        (value > clock && !self.is_stopped()).then(|| self.day.plus(value.saturating_sub(clock)))
    }

    /// The day from which on the invoice may leave a stage that holds it back, once a touch lets it.
    pub fn release(&self) -> Option<Day> {
        let stage = self.stage.as_ref().filter(|stage| self.holds_back(stage.index))?;
        let touched = self.touches.releases(stage.index, stage.on)?;
        let (here, next) = (&self.list.stages[stage.index], self.list.stages.get(stage.index.next().get()));
        Some(touched.plus(here.wait_until(next)))
    }

    fn holds_back(&self, index: StageIndex) -> bool {
        self.list.stages[index].holds_back(self.rules.workflow.sequential)
    }

    /// Does the clock stand still on the day replayed last, so that the next shows the same?
    pub fn is_stopped(&self) -> bool {
        let overrides = &self.rules.workflow.overrides;
        let stops = |clock: BlockClock| clock == BlockClock::Stop;
        let blocked = || {
            (stops(overrides.dispute.clock) && self.dispute_block().is_some())
                || (stops(overrides.pause.clock) && self.pauses.block(self.day).is_some())
        };
        let closed = || !self.is_open() && (stops(overrides.payment.closed_clock) || self.account.is_credit);
        self.day >= self.due && (closed() || (self.troubled && blocked()))
    }

    /// While disputes keep somebody from chasing: the first day that is free again, if that is known.
    pub fn dispute_block(&self) -> Option<Block> {
        self.disputes.block(self.day, &self.account)
    }

    /// Is a part of the invoice disputed, and the rest of it asked for?
    pub fn is_part_disputed(&self) -> bool {
        self.troubled && self.is_open() && self.disputes.parts(self.day) > 0 && self.dispute_block().is_none()
    }

    /// What is asked for: the balance less what is disputed of it in parts. Nothing is, once the invoice is closed.
    pub fn asked_for(&self) -> Balance {
        if !self.is_open() {
            return 0;
        }
        let parts = if self.troubled { self.disputes.parts(self.day) } else { 0 };
        (self.account.balance - parts).max(0)
    }
}

/// What an open amount shows as paid and no money event up to its day explains. A payment without an amount explains nothing.
fn unexplained(terms: Terms, open: OpenAmount, own: &[Event]) -> Balance {
    let explained = own.iter().take_while(|event| event.date <= open.on).map(|event| match event.kind {
        Kind::Payment { amount } | Kind::Credit { amount, .. } | Kind::WriteOff { amount } => Balance::from(amount.unwrap_or(0)),
        Kind::Reversal { amount } | Kind::Fee { amount } => -Balance::from(amount),
        _ => 0,
    });
    (Balance::from(terms.amount) - Balance::from(open.amount) - explained.sum::<Balance>()).max(0)
}
