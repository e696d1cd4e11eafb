//! What happens when a customer pays, disputes, promises or answers, or when chasing is paused.

use super::OwnerId;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::money::Decimal;

/// The rules for what customers do. The owner of each is the current stage's where none is given; `line` is that of the workflow, 0 where it
/// says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    pub payment: Payment,
    pub dispute: Dispute,
    pub pause: Pause,
    pub promise: Promise,
    pub reply: Reply,
    pub claim: PaidClaim,
    /// Calls that nobody answered are made again; without it they count as done.
    pub no_answer: Option<NoAnswer>,
}

/// When an invoice counts as paid, and what happens when a payment is short or comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payment {
    /// An invoice is closed when its balance is this or less.
    pub close_at: Decimal,
    /// Small rests of payments become tasks.
    pub short_pay: Option<ShortPay>,
    /// Payments that are taken back after they closed an invoice become tasks.
    pub returned: Option<Returned>,
    /// The clock while an invoice is closed, if it is opened again.
    pub closed_clock: BlockClock,
    pub line: u32,
}

/// A payment that leaves a small rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortPay {
    pub owner: Option<OwnerId>,
    /// The largest rest that counts as one, in percent of the amount.
    pub at_most_percent: Decimal,
    pub line: u32,
}

/// A payment that is taken back and opens a closed invoice again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned {
    pub owner: Option<OwnerId>,
    pub channel: Channel,
    pub line: u32,
}

/// Does the clock stop while a block lasts, or while the invoice is closed?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockClock {
    #[default]
    Stop,
    Run,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dispute {
    pub owner: Option<OwnerId>,
    /// Whose it is for some reasons.
    pub routes: Vec<(String, OwnerId)>,
    /// Whose it becomes when it takes too long.
    pub sla: Option<Sla>,
    pub clock: BlockClock,
    /// Days of peace after it is resolved.
    pub cooldown_days: u32,
    pub line: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sla {
    /// From so many days after the dispute on …
    pub days: u32,
    pub owner: OwnerId,
    pub line: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pause {
    pub clock: BlockClock,
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Days after the promised date before it counts as broken.
    pub grace_days: u32,
    /// After so many broken promises on an invoice further ones do not keep anybody from chasing.
    pub honour: Option<u32>,
    pub broken: BrokenPromise,
    pub line: u32,
}

impl Default for Promise {
    fn default() -> Self {
        Promise { grace_days: 1, honour: None, broken: BrokenPromise::default(), line: 0 }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenPromise {
    /// Whose task it is; without one there is no task.
    pub owner: Option<OwnerId>,
    pub channel: Channel,
    /// The template; `None` for the channel's own.
    pub template: Option<String>,
    /// The stage that the clock jumps to.
    pub advance_to: Option<String>,
    pub line: u32,
}

impl Default for BrokenPromise {
    fn default() -> Self {
        BrokenPromise { owner: None, channel: Channel::Call, template: None, advance_to: None, line: 0 }
    }
}

/// A customer who says to have paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidClaim {
    /// Days in which the money is looked for and nobody chases.
    pub pause_days: u32,
    pub line: u32,
}

impl Default for PaidClaim {
    fn default() -> Self {
        PaidClaim { pause_days: 5, line: 0 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Whose task it is to answer.
    pub owner: Option<OwnerId>,
    /// Days of peace unless it is answered before.
    pub pause_days: u32,
    pub line: u32,
}

impl Default for Reply {
    fn default() -> Self {
        Reply { owner: None, pause_days: 5, line: 0 }
    }
}

/// When a call that nobody answered is due again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoAnswer {
    /// So many days after the call; at least 1.
    pub retry_days: u32,
    /// At most so often; after that, it counts as done.
    pub times: u32,
    pub line: u32,
}

impl NoAnswer {
    /// When a call is due again that nobody answered on a day.
    pub fn again_on(self, call: Day) -> Day {
        call.plus(self.retry_days as i32)
    }
}
