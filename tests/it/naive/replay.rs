//! One invoice, and all that is known of it on the day that the replay has reached.

use super::facts::Fact;
use super::money::{Account, Booked, SETTLED};
use super::promises::{Promise, Received};
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::Invoice;
use collect::money::Fx;
use collect::workflow::{Stage, Workflow};
use std::collections::BTreeSet;

/// An invoice on its way through the days.
#[derive(Clone)]
pub struct Replay<'a> {
    pub workflow: &'a Workflow,
    pub fx: Option<&'a Fx>,
    pub invoice: Invoice<'a>,
    pub facts: Vec<Fact>,
    pub track: Option<usize>,
    pub stages: &'a [Stage],
    /// The day on which it was settled in full, if that is known by the day of the plan.
    pub settled: Option<Day>,
    /// Was anything left to pay on that day?
    is_settled_by_date: bool,
    /// The customer's money that names no invoice, in the invoice's currency.
    pub cash: Received,
    /// The first day with a clock, stages and escalate rules.
    pub begins: Day,

    /// The last day visited.
    pub today: Day,
    pub due_date: Day,
    pub journey: u16,
    /// `None` before the replay begins.
    pub clock: Option<i32>,
    pub account: Account<'a>,
    /// Payments and credits of the invoice, less reversals, for promises.
    pub received: Received,
    /// How often a payment left a small rest, and the latest that did if it still is one.
    pub short_pays: usize,
    pub short_pay: Option<Day>,
    /// On which days a reversal opened the closed invoice again.
    pub returned: Vec<Day>,
    /// Payments on the invoice, by date.
    pub payments: Vec<Day>,
    pub disputes: Vec<Dispute>,
    pub pauses: Vec<Pause>,
    pub promises: Vec<Promise>,
    pub replies: Vec<Reply>,
    pub touches: Vec<Touch>,
    pub responses: Vec<Response>,
    pub stage: Option<usize>,
    pub entered_on: Option<Day>,
    pub entry_clock: i32,
    pub skipped: Vec<usize>,
    /// Which escalate rules have fired in this journey.
    pub fired: Vec<bool>,
    /// The journey in which the invoice entered the stage of the late fee, and when.
    pub fee_entered: Option<(u16, Day)>,
    /// What closed the invoice, at the end of each day.
    pub standings: Vec<(Day, Option<&'static str>)>,
    /// The money that moved, day by day.
    pub moved: Vec<(Day, Booked)>,
    /// How the days with a clock ended.
    pub log: Vec<Evening>,
    /// Which rules were at work.
    pub happened: BTreeSet<&'static str>,
}

/// How a day ended.
#[derive(Clone, Copy, Debug)]
pub struct Evening {
    pub day: Day,
    pub clock: i32,
    pub blocked: bool,
    /// Does the next day show the same clock?
    pub stands_still: bool,
}

#[derive(Clone, Debug)]
pub struct Dispute {
    pub since: Day,
    pub reason: Option<String>,
    /// The part that is disputed; all of it without one.
    pub amount: Option<i128>,
    pub resolved: Option<Day>,
}

#[derive(Clone, Debug)]
pub struct Pause {
    pub since: Day,
    pub until: Option<Day>,
    pub resumed: Option<Day>,
}

#[derive(Clone, Debug)]
pub struct Reply {
    pub since: Day,
    pub answered: Option<Day>,
}

#[derive(Clone, Debug)]
pub struct Touch {
    pub day: Day,
    pub journey: u16,
    pub of_customer: bool,
    pub channel: Channel,
    pub stage: Option<String>,
    pub reference: Option<String>,
    /// Is it a call that nobody answered, and that is to be made again?
    pub unanswered: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Response {
    pub day: Day,
    pub journey: u16,
}

/// Of a due date on a day off the next working day counts, if the workflow says so and there is any.
pub fn rolled(workflow: &Workflow, due: Day) -> Day {
    let mut days = (0..1000).map(|days| due.plus(days));
    if workflow.calendar.rolls_due_dates() { days.find(|day| workflow.calendar.works_on(*day)).unwrap_or(due) } else { due }
}

impl<'a> Replay<'a> {
    /// The evening before anything happened to the invoice.
    pub fn new(
        workflow: &'a Workflow,
        fx: Option<&'a Fx>,
        invoice: Invoice<'a>,
        facts: Vec<Fact>,
        cash: Received,
        as_of: Day,
    ) -> Replay<'a> {
        let terms = invoice.terms;
        let track = workflow.tracks.iter().position(|track| super::conditions::track_matches(track, &invoice, fx));
        let stages = match track {
            Some(index) => &workflow.tracks[index].stages,
            None => &workflow.stages,
        };
        let account = Account::new(workflow, fx, terms);
        let due_date = rolled(workflow, terms.due_date);
        let mut replay = Replay {
            workflow,
            fx,
            invoice,
            facts,
            track,
            stages,
            settled: terms.settled_date.filter(|settled| *settled <= as_of),
            is_settled_by_date: true,
            cash,
            begins: due_date.plus(stages[0].day),
            today: due_date,
            due_date,
            journey: 1,
            clock: None,
            account,
            received: Vec::new(),
            short_pays: 0,
            short_pay: None,
            returned: Vec::new(),
            payments: Vec::new(),
            disputes: Vec::new(),
            pauses: Vec::new(),
            promises: Vec::new(),
            replies: Vec::new(),
            touches: Vec::new(),
            responses: Vec::new(),
            stage: None,
            entered_on: None,
            entry_clock: 0,
            skipped: Vec::new(),
            fired: vec![false; workflow.escalate.len()],
            fee_entered: None,
            standings: Vec::new(),
            moved: Vec::new(),
            log: Vec::new(),
            happened: BTreeSet::new(),
        };
        if due_date != terms.due_date {
            replay.happened.insert("a due date on a day off");
        }
        replay.forget_empty_money();
        replay.begin(terms.issue_date);
        replay
    }

    /// Money that moves nothing is no event.
    fn forget_empty_money(&mut self) {
        let mut account = self.account.clone();
        let mut days: Vec<Day> = self.facts.iter().map(|fact| fact.day).chain(self.settled).collect();
        days.sort();
        days.dedup();
        for day in days {
            self.today = day;
            let empty = account.day(day, &self.todays_money(), self.settled == Some(day)).empty;
            if empty.contains(&SETTLED) {
                self.is_settled_by_date = false;
            }
            if empty.iter().any(|sequence| *sequence != SETTLED) {
                self.happened.insert("money that is no event");
            }
            self.facts.retain(|fact| !empty.contains(&fact.sequence));
        }
    }

    /// The clock begins before the first stage, or with the first event, but not before the invoice is issued.
    fn begin(&mut self, issued: Option<Day>) {
        // The settled date counts as a payment, so it is an event, too.
        let settled = self.settled.filter(|_| self.is_settled_by_date);
        let first_event = self.facts.iter().map(|fact| fact.day).chain(settled).min();
        if let Some(first) = first_event {
            self.begins = self.begins.min(first);
        }
        if let Some(issued) = issued {
            self.begins = self.begins.max(issued);
        }
        // A credit is used up on the day on which it is settled, though that is no event.
        let earliest = first_event.into_iter().chain(self.settled).min();
        self.today = earliest.unwrap_or(self.begins).min(self.begins).plus(-1);
        if self.account.closed.is_some() && !self.account.is_credit {
            self.happened.insert("closed from the start");
        }
    }

    /// An open credit is nothing to collect.
    pub fn is_credit(&self) -> bool {
        self.account.is_credit
    }

    /// Is there something to collect?
    pub fn is_open(&self) -> bool {
        !self.is_credit() && self.account.closed.is_none()
    }

    /// Days past due, whatever the clock shows.
    pub fn days_past_due(&self) -> i32 {
        self.today.since(self.due_date)
    }

    /// The clock; before it runs, the days past due.
    pub fn shown_clock(&self) -> i32 {
        self.clock.unwrap_or(self.days_past_due())
    }

    /// The touches that count for stages, conditions and actions: those of this journey.
    pub fn touches_of_journey(&self) -> impl Iterator<Item = &Touch> {
        self.touches.iter().filter(|touch| touch.journey == self.journey)
    }

    /// The id of an action of a stage: later journeys say which they are.
    pub fn action_id(&self, stage: &str, action: &str, occurrence: u32) -> String {
        let invoice = self.invoice.id();
        match self.journey {
            1 => format!("{invoice}/{stage}/{action}/{occurrence}"),
            journey => format!("{invoice}@{journey}/{stage}/{action}/{occurrence}"),
        }
    }

    /// The id of a task of an override.
    pub fn task_id(&self, task: &str, number: usize) -> String {
        format!("{}/{task}/{number}", self.invoice.id())
    }

    /// A reply is answered, and all before it.
    pub fn answer_replies(&mut self, up_to: usize) {
        let today = self.today;
        for reply in &mut self.replies[..up_to] {
            reply.answered.get_or_insert(today);
        }
    }

    /// The events of today: the money, or the rest.
    pub fn todays(&self, money: bool) -> Vec<Fact> {
        self.facts.iter().filter(|fact| fact.day == self.today && fact.what.is_money() == money).cloned().collect()
    }

    /// Does a reference name this id?
    pub fn refers_to(reference: &Option<String>, id: &str) -> bool {
        reference.as_deref() == Some(id)
    }

    /// Does it count as a response of the invoice (promises that are none on this invoice apart)?
    pub fn respond(&mut self) {
        self.responses.push(Response { day: self.today, journey: self.journey });
    }

    /// The money of today that names this invoice: cash of the customer that is not applied belongs to none.
    pub fn todays_money(&self) -> Vec<Fact> {
        self.todays(true).into_iter().filter(|fact| !fact.of_customer).collect()
    }
}
