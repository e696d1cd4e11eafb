//! What happened in a simulation: touches, money, stays in stages, and where invoices stood at the end.

use super::Assumptions;
use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::InvoiceId;
use crate::money::Balance;
use crate::plan::{ActionKind, Clerk, Closing, Doing, Position, Receipt, Status, Stay, Work};
use crate::workflow::{StageIndex, TrackIndex};
use std::collections::HashMap;

/// What happened. Places of receipts, stays and closings are those of the ledger's invoices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// What was done, by day, owner, invoice and action.
    pub touches: Vec<SimulatedTouch>,
    pub receipts: Vec<Receipt>,
    pub stays: Vec<Stay>,
    pub closings: Vec<Closing>,
    /// Where open invoices stood at the end of the last day.
    pub standings: Vec<FinalStanding>,
    /// How many actions were due and, as was assumed, never done.
    pub undone: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedTouch {
    pub day: Day,
    /// `INV-1042/escalation/call/1`
    pub action_id: ActionId,
    pub kind: ActionKind,
    pub channel: Channel,
    pub owner: String,
    /// The invoice, by its place in the ledger.
    pub invoice: InvoiceId,
    /// What was left to pay, in minor units.
    pub balance: Balance,
    /// The due date, after extensions.
    pub due_date: Day,
    pub clock: i32,
    pub status: Status,
    /// The track, by its place in the workflow.
    pub track: Option<TrackIndex>,
    /// The invoice's stage, by its place in the list of the track.
    pub stage: Option<StageIndex>,
    /// The template; `None` for the channel's own.
    pub template: Option<String>,
    /// The day from which on it was due.
    pub scheduled_on: Day,
}

/// Where an open invoice stood at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinalStanding {
    /// The invoice, by its place in the ledger.
    pub invoice: InvoiceId,
    /// The track, and the stage in it.
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
    pub balance: Balance,
    pub days_past_due: i32,
    /// What it waits for, if nobody will touch it again.
    pub stalled: Option<Stop>,
}

/// Why nobody will touch an invoice again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    Disputed,
    Paused,
    /// The workflow has nothing left to do.
    NothingLeft,
}

impl Stop {
    pub fn name(self) -> &'static str {
        match self {
            Stop::Disputed => "disputed",
            Stop::Paused => "paused",
            Stop::NothingLeft => "nothing_left",
        }
    }
}

impl History {
    /// Takes over what happened to other customers.
    pub(super) fn append(&mut self, mut other: History) {
        self.touches.append(&mut other.touches);
        self.receipts.append(&mut other.receipts);
        self.stays.append(&mut other.stays);
        self.closings.append(&mut other.closings);
        self.standings.append(&mut other.standings);
        self.undone += other.undone;
    }
}

/// Does the work of a customer as it is assumed to be done, and writes down what happens.
pub(super) struct Diary<'a> {
    assumptions: &'a Assumptions,
    /// The customer's invoices, by their places in the ledger.
    invoices: Vec<InvoiceId>,
    /// What is done later, and when; `None` for never.
    later: HashMap<(ActionId, String), Option<Day>>,
    history: History,
}

impl<'a> Diary<'a> {
    /// An empty one, for a customer with these invoices.
    pub fn new(assumptions: &'a Assumptions, invoices: Vec<InvoiceId>) -> Diary<'a> {
        Diary { assumptions, invoices, later: HashMap::new(), history: History::default() }
    }

    pub fn finish(self) -> History {
        self.history
    }

    fn when(&mut self, work: &Work<'_>) -> Doing {
        let Some(habit) = self.assumptions.habit(&work.owner) else { return Doing::Now };
        let history = &mut self.history;
        let decided = self.later.entry((work.id.clone(), work.owner.to_string())).or_insert_with(|| {
            let does = self.assumptions.does(habit, work.id.as_str());
            history.undone += usize::from(!does);
            does.then(|| work.day.plus(habit.delay as i32))
        });
        match decided {
            None => Doing::Never,
            Some(day) if *day <= work.day => Doing::Now,
            Some(day) => Doing::From(*day),
        }
    }

    fn place(&self, place: usize) -> usize {
        self.invoices[place].0 as usize
    }
}

impl Clerk for Diary<'_> {
    fn asked(&mut self, work: &Work<'_>) -> Doing {
        let doing = self.when(work);
        if doing == Doing::Now {
            self.history.touches.push(SimulatedTouch {
                day: work.day,
                action_id: work.id.clone(),
                kind: work.kind,
                channel: work.channel,
                owner: work.owner.to_string(),
                invoice: self.invoices[work.place],
                balance: work.balance,
                due_date: work.due_date,
                clock: work.clock,
                status: work.status,
                track: work.track,
                stage: work.stage,
                template: work.template.clone(),
                scheduled_on: work.scheduled_on,
            });
        }
        doing
    }

    fn received(&mut self, receipt: Receipt) {
        let place = self.place(receipt.place);
        self.history.receipts.push(Receipt { place, ..receipt });
    }

    fn stayed(&mut self, stay: Stay) {
        let place = self.place(stay.place);
        self.history.stays.push(Stay { place, ..stay });
    }

    fn closed(&mut self, closing: Closing) {
        let place = self.place(closing.place);
        self.history.closings.push(Closing { place, ..closing });
    }

    fn stands(&mut self, place: usize, position: &Position) {
        let stop = match position.status {
            Status::Disputed => Stop::Disputed,
            Status::Paused => Stop::Paused,
            _ => Stop::NothingLeft,
        };
        self.history.standings.push(FinalStanding {
            invoice: self.invoices[place],
            track: position.track,
            stage: position.stage,
            balance: position.balance,
            days_past_due: position.days_past_due,
            stalled: position.stalled.then_some(stop),
        });
    }
}
