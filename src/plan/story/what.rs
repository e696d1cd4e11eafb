//! What can happen to an invoice: the facts of a story, without words.

use super::super::action_kind::ActionKind;
use super::super::position::Status;
use super::super::reason::EnteredBy;
use super::Unmet;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::Place;
use crate::ledger::CallOutcome;
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
    /// The invoice was issued.
    Issued,
    /// It is to be paid on this day.
    FallsDue,
    /// The export says what is open; money up to this day is in it.
    Snapshot { amount: Minor },
    /// Money moved; `counts` is `false` where the open amount of the export has it already. `amount` is what the event names.
    Money { kind: &'static str, change: Balance, amount: Option<Minor>, balance: Balance, counts: bool },
    /// The invoice's row says that it was settled; `counts` as with money.
    Settled { change: Balance, counts: bool },
    /// Money of the customer that is on no invoice yet, or is taken from there.
    Unapplied { kind: &'static str, amount: Option<(Minor, Currency)> },
    /// What is left, if anything, is given up as too little.
    Closed { status: Status, balance: Balance },
    /// The invoice is open again.
    Reopened { balance: Balance },
    /// An email did not arrive.
    Bounced { address: String },
    /// On that channel, or on all; at that address, or at all; until that day, or for good.
    OptedOut { channel: Option<Channel>, address: Option<String>, until: Option<Day> },
    /// `part` is disputed, or the whole. `asked` is what is asked for all the same, where the part keeps nobody from chasing.
    Disputed { reason: Option<String>, part: Option<Minor>, asked: Option<Balance> },
    /// Disputed parts leave nothing to ask for since money came in.
    PartsBlock { parts: Balance, balance: Balance },
    /// More than the disputed parts is left again since money moved.
    PartsLeave { asked: Balance },
    /// `ended`: there was a dispute to settle. `cooldown` is the first day after it.
    Resolved { reason: Option<String>, ended: bool, still_open: bool, cooldown: Option<Day> },
    /// `amount` is promised, or all that is open. `too_many` is the limit of broken promises, where this one does not block for it.
    Promised { date: Day, amount: Option<Minor>, breaks_on: Day, too_many: Option<u32> },
    /// A promise of the customer that is none on this invoice: it is closed, or due after the promised date.
    NotPromised { date: Day },
    /// A pending promise is kept.
    Kept { date: Day },
    /// What kept a promise was taken back in time: it is pending again.
    PendingAgain { date: Day, breaks_on: Day },
    /// `after` promises of the same plan would have come later: they are superseded.
    Broken { date: Day, after: usize },
    /// Something newer took the place of a pending promise.
    Superseded,
    /// `until` is the first day on which chasing may go on, if it is told.
    Paused { until: Option<Day> },
    /// `ended`: there was a pause.
    Resumed { ended: bool },
    /// `answered` by a payment of the same day.
    Replied { answered: bool },
    /// The latest reply is answered.
    Answered,
    /// A block is over because its time is; `still` is another that lasts.
    BlockOver { was: Status, still: Option<Status> },
    /// Stage and reference are as the row has them; `outcome` is what came of a call; `does` are the ids of the actions that it does.
    Touched { channel: Channel, stage: Option<String>, reference: Option<String>, outcome: Option<CallOutcome>, does: Vec<String> },
    /// A payment did what was asked for.
    Done { id: String },
    /// What is asked for was done before.
    DoneBefore { task: Task, on: Day },
    /// Somebody escalated the invoice by hand, and nothing came of it. `known`: the invoice has such a stage.
    NotEscalated { stage: String, known: bool },
    /// The clock jumped from that value; where it jumped to is the clock of the moment.
    Jumped { from: i32, stage: String, by: EnteredBy },
    /// A rule fired that changes nothing: the clock is past the stage, or the invoice's stages do not have it. `to` is the stage's id.
    RuleWithoutJump { rule: String, to: String },
    /// A new due date: journey number `journey` begins.
    Extended { until: Day, journey: u16 },
    /// A remark.
    Noted,
    /// The clock stands still.
    ClockStops { because: Status },
    /// The clock runs again.
    ClockRuns,
    /// `skipped` are the names of the stages passed over. A `required` stage holds the invoice until a touch is recorded.
    Entered { stage: String, name: String, skipped: Vec<String>, required: bool },
    /// A required stage holds the invoice, though the clock has reached `from`; `until` is known once there is a touch.
    HeldBack { stage: String, from: String, until: Option<Day> },
    /// `again`: it was due before, and something came in between. `since` is the day since when it counts, if nobody worked on that.
    Due { task: Task, owner: String, again: bool, since: Option<Day> },
    /// What is due has another owner now.
    Handed { task: Task, to: String },
    /// It was not done in time.
    Lapsed { task: Task },
    /// It was not done, and the next of its kind takes its place, while the invoice is `blocked` or not.
    Overtaken { task: Task, by: Task, blocked: bool },
    /// They were not done, and `stage`, where the invoice is now, does not ask for them. At least one, all of one stage.
    LeftBehind { tasks: Vec<Task>, stage: String },
    /// Its condition does not hold.
    Unwanted { task: Task, unmet: Vec<Unmet> },
    /// Something else goes first.
    SetAside { task: Task, by: Task },
    /// The rest is no longer a small one, so a short pay's task is void.
    Void { task: Task },
}
