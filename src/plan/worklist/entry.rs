//! One action in 76 bytes: places in the workflow instead of words.

use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::InvoiceId;
use crate::money::Balance;
use crate::plan::action_kind::{ActionKey, ActionKind};
use crate::plan::due::Due;
use crate::plan::flags::Flags;
use crate::plan::journey::Journey;
use crate::plan::position::Status;
use crate::plan::reason::By;
use crate::store::{CustomerId, Narrow};
use crate::workflow::{OwnerId, StageIndex, TrackIndex};

/// Something due. What it says in words is for [`super::Entries`] to tell.
#[derive(Clone, Debug)]
pub(in crate::plan) struct DueEntry {
    pub invoice: InvoiceId,
    /// The customer's place, as long as it is not known what the customer's flags are; then how many promises are broken.
    of_customer: u32,
    pub due_date: Day,
    pub scheduled_on: Day,
    pub clock: i32,
    balance: Narrow,
    /// The track, and the invoice's stage in its list.
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
    pub action: u32,
    /// The number of the task, or of the occurrence.
    pub number: u32,
    pub why: Why,
    journey: u16,
    pub owner: OwnerId,
    pub channel: Channel,
    pub status: Status,
    kind: ActionKind,
    silent: bool,
    worsening: bool,
    unapplied_cash: bool,
    part_disputed: bool,
}

impl DueEntry {
    pub fn new(journey: &Journey<'_>, due: &Due, why: Why, invoice: InvoiceId, customer: CustomerId) -> DueEntry {
        let (of_journey, action, number) = match due.key {
            ActionKey::Stage { journey, action, occurrence, .. } => (journey, action as u32, occurrence),
            ActionKey::Override(_, number) => (journey.number, 0, number),
        };
        DueEntry {
            invoice,
            of_customer: customer.0,
            due_date: journey.due,
            scheduled_on: due.scheduled_on,
            clock: journey.shown_clock(),
            balance: journey.account.balance.into(),
            track: journey.track,
            stage: journey.stage.as_ref().map(|stage| stage.index),
            action,
            number,
            why,
            journey: of_journey,
            owner: due.owner,
            channel: due.channel,
            status: journey.status(),
            kind: due.key.kind(),
            silent: false,
            worsening: false,
            unapplied_cash: false,
            part_disputed: journey.is_part_disputed(),
        }
    }

    pub fn balance(&self) -> Balance {
        self.balance.into()
    }

    pub fn key(&self) -> ActionKey {
        match (self.kind, self.stage) {
            (ActionKind::Touch, Some(stage)) => {
                ActionKey::Stage { journey: self.journey, stage, action: self.action as usize, occurrence: self.number }
            }
            (kind, _) => ActionKey::Override(kind, self.number),
        }
    }

    /// The place of its customer, before [`DueEntry::flag`].
    pub fn customer(&self) -> CustomerId {
        CustomerId(self.of_customer)
    }

    pub fn set_customer(&mut self, customer: CustomerId) {
        self.of_customer = customer.0;
    }

    /// The customer's flags are known. What of the invoice is disputed the entry knows itself.
    pub fn flag(&mut self, flags: Flags) {
        let Flags { silent, broken_promises, worsening, disputed: _, unapplied_cash, part_disputed: _ } = flags;
        (self.silent, self.worsening, self.unapplied_cash) = (silent, worsening, unapplied_cash);
        self.of_customer = broken_promises;
    }

    /// What makes it stand out, after [`DueEntry::flag`].
    pub fn flags(&self) -> Flags {
        Flags {
            silent: self.silent,
            broken_promises: self.of_customer,
            worsening: self.worsening,
            disputed: self.status == Status::Disputed,
            unapplied_cash: self.unapplied_cash,
            part_disputed: self.part_disputed,
        }
    }
}

/// Why it is due.
#[derive(Clone, Copy, Debug)]
pub(in crate::plan) enum Why {
    /// A stage asks for it, which was entered at that clock without passing over others.
    Stage { entered_on: Day, clock: i32, by: By },
    /// A reason that is kept elsewhere, by its place there.
    Other(u32),
}

#[cfg(test)]
mod tests {
    use super::DueEntry;

    #[test]
    fn an_entry_stays_small() {
        assert_eq!(size_of::<DueEntry>(), 76);
    }
}
