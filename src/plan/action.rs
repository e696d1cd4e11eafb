//! What is due, and what is held back.

use super::action_kind::ActionKind;
use super::flags::Flags;
use super::owner::owner_of;
use super::position::Status;
use super::reason::{EnteredBy, Reason};
use crate::action_id::{ActionId, AskedBy};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Invoice, InvoiceId};
use crate::money::{Balance, Decimal};
use crate::workflow::{Approval, Recipients, StageIndex, TrackIndex, Workflow};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// The word for whoever approves a draft that anybody may approve.
pub const ANYBODY: &str = "required";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueAction {
    pub id: ActionId,
    pub kind: ActionKind,
    pub channel: Channel,
    /// Whose it is: a declared owner's id, or a name from the ledger.
    pub owner: Arc<str>,
    pub invoice: InvoiceId,
    pub balance: Balance,
    /// What is asked for: the balance less what is disputed of it in parts.
    pub asked: Balance,
    /// The due date, after extensions.
    pub due_date: Day,
    pub days_past_due: i32,
    pub clock: i32,
    pub status: Status,
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
    /// The template; `None` for the channel's own.
    pub template: Option<Arc<str>>,
    pub scheduled_on: Day,
    pub days_late: i32,
    /// The balance in base currency, times one plus the weights of the flags.
    pub score: Decimal,
    pub flags: Flags,
    pub why: Reason,
}

/// Those of what no stage asks for.
static OF_TASKS: Recipients = Recipients { to: Vec::new(), cc: Vec::new(), bcc: Vec::new() };

impl DueAction {
    /// Whom it goes to, if it is an email.
    pub fn recipients<'w>(&self, workflow: &'w Workflow) -> &'w Recipients {
        let (AskedBy::Stage { action, .. }, Some(stage)) = (self.id.asked_by(), self.stage) else { return &OF_TASKS };
        let stage = workflow.stages_of(self.track).get(stage.get());
        let own = stage.and_then(|stage| Some(&stage.actions[stage.action_called(action)?]));
        own.map_or(&OF_TASKS, |own| &own.recipients)
    }

    /// Who must approve its draft before it is sent: an owner's id, or [`ANYBODY`]. Only what a stage asks for is ever to approve.
    pub fn approver<'a>(&self, workflow: &'a Workflow, invoice: &Invoice<'a>) -> Option<Cow<'a, str>> {
        let stage = self.stage.filter(|_| self.kind == ActionKind::Touch)?;
        match workflow.stages_of(self.track).get(stage.get())?.approval? {
            Approval::Required => Some(Cow::Borrowed(ANYBODY)),
            Approval::By(owner) => Some(owner_of(workflow, owner, invoice).0),
        }
    }

    /// Why it is due and what else makes it stand out, for people: `Call since 2026-03-17 (day 20); silent, broken promise ×2`.
    pub fn told(&self) -> String {
        let mut flags = self.flags;
        match &self.why {
            Reason::Dispute { .. } => (flags.disputed, flags.part_disputed) = (false, false),
            Reason::BrokenPromise { .. } | Reason::Stage { by: EnteredBy::BrokenPromise, .. } if flags.broken_promises == 1 => {
                flags.broken_promises = 0;
            }
            _ => {}
        }
        match format!("{flags:#}") {
            flags if flags.is_empty() => format!("{:#}", self.why),
            flags => format!("{:#}; {flags}", self.why),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// A row of an events file that names the invoice or customer could not be read: it may have been the payment.
    UnreadRow,
    /// The customer wants no messages or calls of that kind.
    OptedOut,
    /// Money of the customer that is not applied yet covers the invoice.
    UnappliedCash,
    /// The customer was written to a few days ago.
    ContactLimit,
    /// The address is known not to work.
    NoContact,
}

impl Held {
    /// All of them. Where several hold, the first is told.
    pub const ALL: [Held; 5] = [Held::UnreadRow, Held::OptedOut, Held::UnappliedCash, Held::ContactLimit, Held::NoContact];

    pub fn name(self) -> &'static str {
        match self {
            Held::UnreadRow => "unread-row",
            Held::OptedOut => "opted-out",
            Held::UnappliedCash => "unapplied-cash",
            Held::ContactLimit => "contact-limit",
            Held::NoContact => "no-contact",
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    pub action: DueAction,
    pub reason: Held,
    /// The day on which that ends, where it is known.
    pub free_on: Option<Day>,
}
