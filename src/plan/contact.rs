//! An action of an invoice in a few bytes, and the words for it.

use super::action_kind::{ActionKey, ActionKind};
use super::due::Due;
use super::journey::Journey;
use super::owner::owner_of;
use crate::action_id::{ActionId, AskedBy};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Invoice, InvoiceId, Invoices};
use crate::workflow::{Owner, OwnerId, OwnerSource, StageIndex, TrackIndex, Workflow, of_occurrence};
use std::borrow::Cow;

/// Something that is due or done on a day, as places in a workflow and a ledger: there may be millions. [`ContactWords`] puts it into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The day on which it is done, or, of a plan, since which it is due.
    pub day: Day,
    pub invoice: InvoiceId,
    /// The invoice's track, and its stage; no stage before the first.
    pub track: Option<TrackIndex>,
    pub stage: Option<StageIndex>,
    /// Its place in the stage, if the stage asks for it.
    action: u32,
    /// The number of the task, or of the occurrence.
    number: u32,
    journey: u16,
    pub owner: OwnerId,
    pub channel: Channel,
    pub kind: ActionKind,
}

impl Contact {
    pub(super) fn new(
        key: ActionKey,
        day: Day,
        invoice: InvoiceId,
        (channel, owner): (Channel, OwnerId),
        (track, stage): (Option<TrackIndex>, Option<StageIndex>),
    ) -> Contact {
        let (journey, action, number) = match key {
            ActionKey::Stage { journey, action, occurrence, .. } => (journey, action as u32, occurrence),
            ActionKey::Override(_, number) => (1, 0, number),
        };
        Contact { day, invoice, track, stage, action, number, journey, owner, channel, kind: key.kind() }
    }

    /// What is done on the day that a journey has reached.
    pub(super) fn done(journey: &Journey<'_>, due: &Due, invoice: InvoiceId) -> Contact {
        let stage = journey.stage.as_ref().map(|stage| stage.index);
        Contact::new(due.key, journey.day, invoice, (due.channel, due.owner), (journey.track, stage))
    }

    /// The same of the invoice at another place.
    #[must_use]
    pub fn of(self, invoice: InvoiceId) -> Contact {
        Contact { invoice, ..self }
    }
}

/// A workflow and the invoices of a ledger: the words for contacts.
#[derive(Clone, Copy, Debug)]
pub struct ContactWords<'a> {
    pub workflow: &'a Workflow,
    pub invoices: &'a Invoices,
}

impl<'a> ContactWords<'a> {
    pub fn invoice(self, contact: &Contact) -> Invoice<'a> {
        self.invoices.get(contact.invoice)
    }

    pub fn asked_by(self, contact: &Contact) -> AskedBy<'a> {
        match (contact.kind, contact.stage) {
            (ActionKind::Touch, Some(stage)) => {
                let stage = &self.workflow.stages_of(contact.track)[stage];
                let action = &stage.actions[contact.action as usize].id;
                AskedBy::Stage { journey: contact.journey, stage: &stage.id, action, occurrence: contact.number }
            }
            (kind, _) => AskedBy::Override { word: kind.id_part(), number: contact.number },
        }
    }

    pub fn action_id(self, contact: &Contact) -> ActionId {
        let invoice = self.invoice(contact).id();
        match self.asked_by(contact) {
            AskedBy::Stage { journey, stage, action, occurrence } => ActionId::of_stage(invoice, journey, stage, action, occurrence),
            AskedBy::Override { word, number } => ActionId::of_override(invoice, word, number),
        }
    }

    /// A declared owner's id, or a name from the ledger.
    pub fn owner(self, contact: &Contact) -> Cow<'a, str> {
        match &self.workflow.owner(contact.owner) {
            Owner { id, source: OwnerSource::Declared { .. }, .. } => Cow::Borrowed(id),
            _ => owner_of(self.workflow, contact.owner, &self.invoice(contact)).0,
        }
    }

    /// Has the owner the same name for every invoice?
    pub fn is_declared(self, owner: OwnerId) -> bool {
        matches!(self.workflow.owner(owner).source, OwnerSource::Declared { .. })
    }

    /// The id of the invoice's stage; empty before the first.
    pub fn stage(self, contact: &Contact) -> &'a str {
        contact.stage.map_or("", |stage| &self.workflow.stages_of(contact.track)[stage].id)
    }

    /// `None` for the channel's own template.
    pub fn template(self, contact: &Contact) -> Option<&'a str> {
        let template = match (contact.kind, contact.stage) {
            (ActionKind::Touch, Some(stage)) => {
                let action = &self.workflow.stages_of(contact.track)[stage].actions[contact.action as usize];
                of_occurrence(&action.templates, contact.number)
            }
            (ActionKind::BrokenPromise, _) => self.workflow.overrides.promise.broken.template.as_ref(),
            _ => None,
        };
        template.map(String::as_str)
    }
}
