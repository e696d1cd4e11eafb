//! The actions of a day's drafts, and the touches that they are once they are done.

use super::Entry;
use crate::action_id::{ActionId, AskedBy};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::reading::EventType;
use crate::ledger::{Event, Events, Kind};
use crate::outbox::Listed;
use crate::plan::ActionKind;
use crate::workflow::Workflow;

/// An action that a draft was written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftedAction {
    pub id: ActionId,
    pub customer: String,
    pub channel: Channel,
    pub owner: String,
    /// The draft, `OWNER/FILE`.
    pub file: String,
}

/// The actions of drafts, in the order of the manifest.
pub fn drafted(listed: &[Listed]) -> Vec<DraftedAction> {
    let drafted = |listed: &Listed, id: &ActionId| DraftedAction {
        id: id.clone(),
        customer: listed.customer.clone(),
        channel: listed.channel,
        owner: listed.owner.clone(),
        file: listed.file.clone(),
    };
    listed.iter().flat_map(|listed| listed.action_ids.iter().map(move |id| drafted(listed, id))).collect()
}

/// Is an action of a customer's invoice, drafted on a day, on record, under its id or under one that it had or has in the workflow? A call that
/// nobody answered before, and that is to be made again, is none of that draft.
pub fn is_on_record(id: &ActionId, customer: &str, drafted: Option<Day>, events: &Events, workflow: &Workflow) -> bool {
    let made_again = |event: &Event| workflow.overrides.no_answer.is_some() && event.is_unanswered_call();
    let counts = |event: &Event| !(made_again(event) && drafted.is_some_and(|day| event.date < day));
    workflow.names_of(id).iter().any(|name| events.carries_out(name, customer, counts))
}

/// Are all actions of a draft on record?
pub fn is_recorded(listed: &Listed, drafted: Option<Day>, events: &Events, workflow: &Workflow) -> bool {
    let is_on_record = |id| is_on_record(id, &listed.customer, drafted, events, workflow);
    !listed.action_ids.is_empty() && listed.action_ids.iter().all(is_on_record)
}

impl DraftedAction {
    /// The invoice that it is about.
    pub fn invoice(&self) -> &str {
        self.id.invoice()
    }

    /// The task of a dispute: no touch ends it, only its resolution does.
    pub fn is_dispute(&self) -> bool {
        matches!(self.id.asked_by(), AskedBy::Override { word, .. } if word == ActionKind::Dispute.id_part())
    }

    /// Is there a touch, or what else does it, on record?
    pub fn is_recorded(&self, drafted: Option<Day>, events: &Events, workflow: &Workflow) -> bool {
        is_on_record(&self.id, &self.customer, drafted, events, workflow)
    }

    /// A touch on record of the same invoice, day and channel that does not say which action it carries out: it may be this one.
    pub fn maybe_recorded(&self, events: &Events, date: Day) -> Option<Event> {
        let alike = |event: &Event| match event.kind {
            Kind::Touch { channel, reference: None, .. } => channel == self.channel && event.date == date,
            _ => false,
        };
        events.invoice(self.invoice()).and_then(|invoice| events.of(invoice).find(alike))
    }

    /// The touch that it is, done on a day by somebody. It names its stage, so that it counts for that one alone, and whatever day
    /// the invoice entered it on in the end.
    pub fn touch(&self, date: Day, by: &str) -> Entry {
        Entry::new(date, EventType::Touch)
            .with("invoice_id", self.invoice())
            .with("channel", self.channel.name())
            .with("stage", self.id.stage().unwrap_or_default())
            .with("by", by)
            .with("ref", self.id.as_str())
    }
}
