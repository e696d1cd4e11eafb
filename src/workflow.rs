//! What a company decided to do about its debts: stages, actions, overrides, owners.
//!
//! A [`Workflow`] is valid: whatever reads one has checked that ids are unique, that owners and stages it names exist,
//! that days rise. Nothing here knows of ledgers.

mod action;
mod amount;
mod attachments;
mod condition;
mod costs;
mod credit_hold;
mod late_fee;
mod money_conditions;
mod names;
mod overrides;
mod owner;
mod place;
mod reading;
mod recipients;
mod stage;
mod templates;

pub(crate) use action::of_occurrence;
pub use action::{Action, Repeat};
pub use amount::Amount;
pub use attachments::{Attach, FilePattern, USUAL_MEGABYTES, is_of_names, path_inside};
pub use condition::{AmountRange, ColumnMatch, Conditions, CountRange, CustomerConditions, DaysRange, Range};
pub use costs::{Choice, Costs};
pub use credit_hold::CreditHold;
pub use late_fee::{LateFeeRules, Months, PaymentsFor};
pub use money_conditions::MoneyCondition;
pub use names::stage_called;
pub use overrides::{
    BlockClock, BrokenPromise, Dispute, NoAnswer, Overrides, PaidClaim, Pause, Payment, Promise, Reply, Returned, ShortPay, Sla,
};
pub use owner::{Assigned, Owner, OwnerId, OwnerKind, OwnerSource, assigned};
pub use place::{StageIndex, TrackIndex};
pub use reading::read;
pub use recipients::{Recipient, Recipients, columns_of};
pub use stage::{Approval, EscalateRule, Stage, Track, TrackMatch};
pub use templates::TemplateNames;

use crate::calendar::WorkingCalendar;
use crate::money::Decimal;

#[derive(Clone, Debug)]
pub struct Workflow {
    pub name: String,
    /// What it is, in a sentence; may be empty.
    pub description: String,
    /// The zone in which `today` is taken; the machine's where there is none.
    pub timezone: Option<chrono_tz::Tz>,
    /// Does every stage with a day after the due date hold an invoice until it was touched?
    pub sequential: bool,
    pub calendar: WorkingCalendar,
    /// The line of the calendar; 0 where the workflow has none.
    pub calendar_line: u32,
    pub owners: Vec<Owner>,
    /// The stages, by rising day; at least one.
    pub stages: Vec<Stage>,
    pub overrides: Overrides,
    pub escalate: Vec<EscalateRule>,
    /// Other lists of stages for some of the invoices, tried in order.
    pub tracks: Vec<Track>,
    pub limits: Limits,
    pub priority: Priority,
    pub late_fee: Option<LateFeeRules>,
    pub costs: Costs,
    pub credit_hold: Option<CreditHold>,
    pub drafts: Drafts,
    /// The name of the file it was read from, for references such as `workflows/net30.yaml:41`; of a shipped workflow its own name.
    pub file: String,
    /// BLAKE3 of the file's bytes, in hexadecimal.
    pub digest: String,
}

impl Workflow {
    pub fn owner(&self, id: OwnerId) -> &Owner {
        &self.owners[id.index()]
    }

    pub fn owner_named(&self, id: &str) -> Option<OwnerId> {
        self.owners.iter().position(|owner| owner.id == id).map(OwnerId::from_index)
    }

    pub fn track(&self, track: TrackIndex) -> &Track {
        &self.tracks[track.get()]
    }

    /// The stages of a track, or the workflow's own.
    pub fn stages_of(&self, track: Option<TrackIndex>) -> &[Stage] {
        track.map_or(&self.stages, |track| &self.track(track).stages)
    }

    /// Every list of stages: the workflow's own, then each track's.
    pub fn stage_lists(&self) -> impl Iterator<Item = &[Stage]> {
        std::iter::once(self.stages.as_slice()).chain(self.tracks.iter().map(|track| track.stages.as_slice()))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// An email, letter or sms waits until so many days after the last one to the same customer; 0 for no limit.
    pub min_days_between_contacts: u32,
    /// `draft` stops and asks when a day has more actions.
    pub max_actions: Option<u32>,
    /// A ledger whose newest money is older is reported as stale.
    pub stale_days: u32,
    /// The line of the limit on contacts, else of the limits; 0 where the workflow says nothing.
    pub line: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { min_days_between_contacts: 0, max_actions: None, stale_days: 7, line: 0 }
    }
}

/// How actions are ranked: `balance × (1 + the weights of the row's flags)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// So many days of touches without an answer make a customer silent.
    pub silent_after: u32,
    pub silent: Decimal,
    /// For each broken promise of the customer, at most three.
    pub broken_promise: Decimal,
    /// Of a customer who pays later and later.
    pub worsening: Decimal,
    pub disputed: Decimal,
    /// Of a customer with cash that is not applied to any invoice.
    pub unapplied_cash: Decimal,
    /// The line of the workflow; 0 where it says nothing.
    pub line: u32,
}

impl Default for Priority {
    fn default() -> Self {
        let half = Decimal::new(5, 1);
        let quarter = Decimal::new(25, 2);
        Priority {
            silent_after: 3,
            silent: half,
            broken_promise: half,
            worsening: quarter,
            disputed: quarter,
            unapplied_cash: Decimal::ZERO,
            line: 0,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// One message for all that is due of a customer?
    pub consolidate: Consolidate,
    /// Who gets a copy of every email, and who gets one that others do not see.
    pub cc: Vec<Recipient>,
    pub bcc: Vec<Recipient>,
    /// The address that answers to emails go to.
    pub reply_to: Option<String>,
    /// The code of the language for customers who have none, or none that there is a template in.
    pub language: Option<String>,
    /// The files that go with emails.
    pub attach: Attach,
    /// Do letters have marks that show where to fold them?
    pub fold_marks: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Consolidate {
    #[default]
    None,
    /// What is due of a customer on one channel, in one currency, at one address.
    Customer,
    /// The same for all customers that have the same parent.
    Parent,
}
