//! What can happen to an invoice: the facts of a story, without words.

use super::super::action_kind::ActionKind;
use super::super::position::Status;
use super::super::reason::EnteredBy;
use super::Unmet;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::Place;
use crate::money::{Balance, Currency, Minor};

/// One thing that happened, on the day on which it counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub day: Day,
    /// What the clock showed then; `None` before it began, and while the invoice is closed.
    pub clock: Option<i32>,
    pub what: What,
    pub effects: Vec<Effect>,
    /// The line of the workflow that caused it; 0 where none did.
    pub line: u32,
    /// Is it an event of the whole customer?
    pub of_customer: bool,
    /// The row of the events file, where it is an event.
    pub source: Option<Place>,
    /// Who did it or said it, and what was said, as far as the ledger tells.
    pub by: String,
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    ClockStops,
    ClockRuns,
    /// Nobody chases, until that day if it is known.
    Blocks(Option<Day>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// `INV-1042/escalation/call/1`
    pub id: String,
    pub kind: ActionKind,
    pub channel: Channel,
    /// Its number among its kind, from 1.
    pub occurrence: u32,
    /// The stage that asks for it, if one does, and what it is called there.
    pub of_stage: Option<OfStage>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfStage {
    pub stage: String,
    /// The id of the action; often the channel.
    pub action: String,
    pub repeats: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Issued,
    FallsDue,
    /// The export says what is open; money up to this day is in it.
    Snapshot {
        amount: Minor,
    },
    /// Money moved: a payment, credit, reversal, fee or write-off.
    Money {
        kind: &'static str,
        change: Balance,
        amount: Option<Minor>,
        balance: Balance,
        /// `false` where the open amount of the export has it already.
        counts: bool,
    },
    Settled {
        change: Balance,
        /// `false` where the open amount of the export has it already.
        counts: bool,
    },
    /// Money of the customer that is on no invoice yet, or is taken from there.
    Unapplied {
        kind: &'static str,
        amount: Option<(Minor, Currency)>,
    },
    Closed {
        status: Status,
        /// What is left, and given up as too little.
        balance: Balance,
    },
    Reopened {
        balance: Balance,
    },
    Bounced {
        address: String,
    },
    OptedOut {
        /// On which channel; on all where there is none.
        channel: Option<Channel>,
        /// At which address; at all where there is none.
        address: Option<String>,
        /// Until when, where that was said.
        until: Option<Day>,
    },
    Disputed {
        reason: Option<String>,
        /// The part that is disputed, where it is not the whole.
        part: Option<Minor>,
        /// What is asked for all the same, where the part keeps nobody from chasing.
        asked: Option<Balance>,
    },
    /// Disputed parts leave nothing to ask for since money came in.
    PartsBlock {
        parts: Balance,
        balance: Balance,
    },
    /// More than the disputed parts is left again since money moved.
    PartsLeave {
        asked: Balance,
    },
    /// Disputes are settled.
    Resolved {
        /// The reason that the event names.
        reason: Option<String>,
        ended: bool,
        /// Is another one still open?
        still_open: bool,
        /// The first day after the cooldown, if there is one.
        cooldown: Option<Day>,
    },
    Promised {
        date: Day,
        /// What is promised; all that is open where there is none.
        amount: Option<Minor>,
        /// The day on which it breaks, unless it is kept.
        breaks_on: Day,
        /// How many promises may be broken before further ones do not stop the work; given where this one does not.
        too_many: Option<u32>,
    },
    /// A promise of the customer that is none on this invoice: it is closed, or due after the promised date.
    NotPromised {
        date: Day,
    },
    Kept {
        date: Day,
    },
    /// What kept a promise was taken back in time: it is waited for again.
    PendingAgain {
        date: Day,
        /// The day on which it breaks, unless it is kept.
        breaks_on: Day,
    },
    Broken {
        date: Day,
        /// How many promises of the same plan would have come after it: they are not waited for any more.
        after: usize,
    },
    /// Something newer took the place of a promise that was waited for.
    Superseded,
    Paused {
        /// The first day on which chasing may go on, if it is told.
        until: Option<Day>,
    },
    Resumed {
        ended: bool,
    },
    Replied {
        /// Was it answered by a payment of the same day?
        answered: bool,
    },
    Answered,
    /// A block is over because its time is.
    BlockOver {
        was: Status,
        /// What still keeps everybody from chasing.
        still: Option<Status>,
    },
    Touched {
        channel: Channel,
        /// The stage, as the row says.
        stage: Option<String>,
        /// The action, as the row says.
        reference: Option<String>,
        does: Vec<String>,
    },
    /// A payment did what was asked for.
    Done {
        id: String,
    },
    DoneBefore {
        task: Task,
        on: Day,
    },
    /// Somebody escalated the invoice by hand, and nothing came of it.
    NotEscalated {
        /// The stage, as the row says.
        stage: String,
        /// Is there such a stage for this invoice?
        known: bool,
    },
    Jumped {
        /// From which value; where it jumps to is the clock of the moment.
        from: i32,
        stage: String,
        by: EnteredBy,
    },
    /// A rule fired that changes nothing: the clock is past the stage, or the invoice's stages do not have it.
    RuleWithoutJump {
        rule: String,
        /// The id of its stage.
        to: String,
    },
    Extended {
        until: Day,
        /// From 2.
        journey: u16,
    },
    Noted,
    ClockStops {
        because: Status,
    },
    ClockRuns,
    Entered {
        stage: String,
        name: String,
        /// The names of those passed over on the way.
        skipped: Vec<String>,
        /// Does it hold the invoice until somebody was in touch?
        required: bool,
    },
    HeldBack {
        stage: String,
        /// The name of the stage that the clock has reached.
        from: String,
        /// When it lets go, once somebody was in touch.
        until: Option<Day>,
    },
    Due {
        task: Task,
        owner: String,
        /// Was it due before, and something came in between?
        again: bool,
        /// The day since when it counts, where nobody worked on that day.
        since: Option<Day>,
    },
    Handed {
        task: Task,
        to: String,
    },
    Lapsed {
        task: Task,
    },
    /// It was not done, and the next of its kind takes its place.
    Overtaken {
        task: Task,
        by: Task,
        /// Did that happen while nobody chases?
        blocked: bool,
    },
    /// They were not done, and the stage that the invoice is in now does not ask for them.
    LeftBehind {
        /// What; at least one, all of one stage.
        tasks: Vec<Task>,
        /// The name of the stage that the invoice is in now.
        stage: String,
    },
    Unwanted {
        task: Task,
        unmet: Vec<Unmet>,
    },
    SetAside {
        task: Task,
        by: Task,
    },
    /// Its ground is gone: the rest is no small one any more.
    Void {
        task: Task,
    },
}
