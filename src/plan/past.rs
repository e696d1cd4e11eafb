//! What really happened to an invoice up to a day, as the engine replays it: stays in stages, money by stage, what became of promises and
//! disputes, touches.

use super::journey::{Ahead, Journey, Step, Witness};
use super::position::Status;
use super::promises::PromiseState;
use super::rules::Rules;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{CallOutcome, Columns, Event, Events, Invoice, Kind, TextId};
use crate::money::{Balance, Fx};
use crate::workflow::{StageIndex, TrackIndex, Workflow};

/// For the invoices of a ledger, one after the other.
pub struct Pasts<'r> {
    rules: Rules<'r>,
    events: &'r Events,
    as_of: Day,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    pub track: Option<TrackIndex>,
    /// In order; two of the same stage are two journeys.
    pub stays: Vec<PastStay>,
    /// Money that came in on the invoice, or was taken back.
    pub receipts: Vec<PastReceipt>,
    pub promises: Vec<PastPromise>,
    pub disputes: Vec<PastDispute>,
    /// The due dates, each with the day from which on it held; the first held from the beginning.
    pub dues: Vec<(Day, Day)>,
    /// Those that name the invoice.
    pub touches: Vec<PastTouch>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastStay {
    pub stage: StageIndex,
    pub since: Day,
    /// What was left to pay when it was entered.
    pub balance: Balance,
    /// The day on which it was left, and why.
    pub left: Option<(Day, WhyLeft)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLeft {
    Paid,
    /// Closed by a credit or written off.
    Closed,
    /// To another stage, or out of all by a new due date.
    MovedOn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastReceipt {
    pub day: Day,
    /// The stage in which it was that morning.
    pub stage: Option<StageIndex>,
    pub amount: Balance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastPromise {
    pub made_on: Day,
    pub until: Day,
    /// The amount, or what was open when it was made.
    pub amount: Balance,
    pub fate: PromiseFate,
    /// When that was decided.
    pub decided_on: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseFate {
    Pending,
    Kept,
    Broken,
    /// A newer promise or a dispute took its place.
    Superseded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastDispute {
    pub raised_on: Day,
    pub reason: Option<TextId>,
    /// The part that is disputed; all that was open where there is none.
    pub amount: Balance,
    pub resolved_on: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastTouch {
    pub day: Day,
    pub channel: Channel,
    pub stage: Option<StageIndex>,
    /// What came of a call, if that is on record.
    pub outcome: Option<CallOutcome>,
    /// Its place in file order.
    pub sequence: u32,
}

impl<'r> Pasts<'r> {
    pub fn new(workflow: &'r Workflow, fx: Option<&'r Fx>, columns: &Columns, events: &'r Events, as_of: Day) -> Pasts<'r> {
        Pasts { rules: Rules::new(workflow, fx, columns), events, as_of }
    }

    /// The past of an invoice that exists on the day.
    pub fn of(&self, invoice: &Invoice<'_>) -> Past {
        let (mut scratch, mut of_customer) = (Vec::new(), Vec::new());
        let own = self.events.own(invoice, &mut scratch).events;
        let of_customer = self.events.of_customer(invoice, &mut of_customer);
        let mut ahead = Ahead::until(self.as_of, invoice, own, of_customer);
        let mut journey = Journey::new(&self.rules, invoice, self.events, &ahead, self.as_of);
        let first = journey.day.min(invoice.terms.issue_date.unwrap_or(Day::FIRST));
        let mut recorder =
            Recorder { past: Past { dues: vec![(first, journey.due)], track: journey.track, ..Past::default() }, ..Recorder::default() };
        journey.up_to(self.as_of.plus(1), &mut ahead, &mut recorder);
        if journey.day < self.as_of && (journey.is_open() || ahead.next().is_some()) {
            journey.visit(self.as_of, &mut ahead, &mut recorder);
        }
        recorder.past
    }
}

#[derive(Default)]
struct Recorder {
    past: Past,
    balance: Balance,
    morning: Option<StageIndex>,
    /// The number of each promise, beside [`Past::promises`].
    numbers: Vec<u32>,
    /// The number of each dispute, beside [`Past::disputes`].
    disputes: Vec<u32>,
}

impl Witness for Recorder {
    fn sees(&mut self, journey: &Journey<'_>, step: Step<'_>) {
        match step {
            Step::Morning => self.morning = journey.stage.as_ref().filter(|_| journey.is_open()).map(|stage| stage.index),
            Step::Event(event, of_customer) => self.event(journey, event, of_customer),
            Step::Settled => self.receive(journey),
            Step::Promises => {
                self.promises(journey);
                self.disputes(journey);
            }
            Step::Evening => self.evening(journey),
            Step::Money | Step::Rule(_) => {}
        }
        self.balance = journey.account.balance;
    }
}

impl Recorder {
    fn event(&mut self, journey: &Journey<'_>, event: &Event, of_customer: bool) {
        match event.kind {
            Kind::Payment { .. } | Kind::Reversal { .. } if !of_customer => self.receive(journey),
            Kind::Touch { channel, outcome, .. } if !of_customer => {
                self.past.touches.push(PastTouch { day: journey.day, channel, stage: self.morning, outcome, sequence: event.sequence });
            }
            _ => {}
        }
    }

    fn receive(&mut self, journey: &Journey<'_>) {
        let amount = self.balance - journey.account.balance;
        if amount != 0 && !journey.account.is_credit {
            self.past.receipts.push(PastReceipt { day: journey.day, stage: self.morning, amount });
        }
    }

    fn promises(&mut self, journey: &Journey<'_>) {
        for made in journey.promises.all() {
            let fate = match made.state {
                PromiseState::Pending => PromiseFate::Pending,
                PromiseState::Kept => PromiseFate::Kept,
                PromiseState::Broken => PromiseFate::Broken,
                PromiseState::Superseded => PromiseFate::Superseded,
            };
            let decided_on = (fate != PromiseFate::Pending).then_some(journey.day);
            match self.numbers.iter().position(|number| *number == made.number) {
                Some(place) => {
                    let known = &mut self.past.promises[place];
                    if known.fate != fate {
                        (known.fate, known.decided_on) = (fate, decided_on);
                    }
                }
                None => {
                    let amount = made.promised.amount.map_or(journey.account.balance, Balance::from);
                    self.numbers.push(made.number);
                    self.past.promises.push(PastPromise { made_on: journey.day, until: made.promised.date, amount, fate, decided_on });
                }
            }
        }
    }

    fn disputes(&mut self, journey: &Journey<'_>) {
        let open: Vec<u32> = journey.disputes.each_open().map(|raised| raised.number).collect();
        for (number, dispute) in self.disputes.iter().zip(&mut self.past.disputes) {
            if dispute.resolved_on.is_none() && !open.contains(number) {
                dispute.resolved_on = Some(journey.day);
            }
        }
        for raised in journey.disputes.each_open() {
            if !self.disputes.contains(&raised.number) {
                let amount = raised.part.map_or(journey.account.balance, Balance::from);
                self.disputes.push(raised.number);
                self.past.disputes.push(PastDispute { raised_on: raised.on, reason: raised.reason, amount, resolved_on: None });
            }
        }
    }

    fn evening(&mut self, journey: &Journey<'_>) {
        let day = journey.day;
        if self.past.dues.last().is_some_and(|(_, due)| *due != journey.due) {
            self.past.dues.push((day, journey.due));
        }
        let now = journey.stage.as_ref().filter(|_| journey.is_open()).map(|stage| (stage.index, stage.on));
        let stay = self.past.stays.last_mut().filter(|stay| stay.left.is_none());
        if stay.as_ref().map(|stay| (stay.stage, stay.since)) == now {
            return;
        }
        if let Some(stay) = stay {
            let why = match (journey.is_open(), journey.status()) {
                (true, _) => WhyLeft::MovedOn,
                (false, Status::Paid) => WhyLeft::Paid,
                (false, _) => WhyLeft::Closed,
            };
            stay.left = Some((day, why));
        }
        if let Some((stage, since)) = now {
            self.past.stays.push(PastStay { stage, since, balance: journey.account.balance, left: None });
        }
    }
}
