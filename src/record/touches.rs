//! The actions of a day's drafts, and the touches that they are once they are done.

use super::{Entry, Listed};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::reading::EventType;
use crate::ledger::{Event, Events, Kind};
use crate::plan::ActionKind;

/// An action that a draft was written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// `INV-7/escalation/call/1`
    pub id: String,
    /// The invoice that it is about.
    pub invoice: String,
    /// Its customer.
    pub customer: String,
    /// How it is done.
    pub channel: Channel,
    /// Whose it is.
    pub owner: String,
    /// The draft, `OWNER/FILE`.
    pub file: String,
}

/// The actions of drafts, in the order of the manifest. `customer_of` says whose an invoice is, if the ledger has it.
pub fn drafted<'l>(listed: &[Listed], customer_of: impl Fn(&str) -> Option<&'l str>) -> Vec<Drafted> {
    let drafted = |listed: &Listed, id: &str| {
        let possible = candidates(id);
        let owned = possible.iter().find(|invoice| customer_of(invoice) == Some(listed.customer.as_str()));
        let known = owned.or_else(|| possible.iter().find(|invoice| customer_of(invoice).is_some()));
        let invoice = known.or(possible.first()).copied().unwrap_or_default();
        Drafted {
            id: id.to_owned(),
            invoice: invoice.to_owned(),
            customer: listed.customer.clone(),
            channel: listed.channel,
            owner: listed.owner.clone(),
            file: listed.file.clone(),
        }
    };
    listed.iter().flat_map(|listed| listed.action_ids.iter().map(move |id| drafted(listed, id))).collect()
}

/// The invoices that an action's id can be of, the likeliest first: what stands before `/stage/action/n`, with or without the `@n` of a
/// later journey, or before `/dispute/n` and the like. Invoice ids may have slashes and `@` of their own: the ledger decides.
pub fn candidates(action: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let Some((rest, _)) = action.rsplit_once('/') else { return found };
    let Some((before, name)) = rest.rsplit_once('/') else { return found };
    if ActionKind::OVERRIDES.iter().any(|kind| kind.id_part() == name) {
        found.push(before);
    }
    if let Some((invoice, _)) = before.rsplit_once('/') {
        let journey = |text: &str| text.parse::<u16>().is_ok_and(|n| n >= 2 && n.to_string() == text);
        found.extend(invoice.rsplit_once('@').filter(|(_, number)| journey(number)).map(|(invoice, _)| invoice));
        found.push(invoice);
    }
    found
}

impl Listed {
    /// Are all its actions on record, of whichever invoice their ids may be?
    pub fn is_recorded(&self, events: &Events) -> bool {
        let is_done = |id: &String| candidates(id).iter().any(|invoice| events.carries_out(id, invoice, &self.customer));
        !self.action_ids.is_empty() && self.action_ids.iter().all(is_done)
    }
}

impl Drafted {
    /// The task of a dispute: no touch ends it, only its resolution does.
    pub fn is_dispute(&self) -> bool {
        let tail = self.id.strip_prefix(&self.invoice).and_then(|rest| rest.strip_prefix('/'));
        tail.and_then(|tail| tail.split_once('/')).is_some_and(|(name, of)| name == ActionKind::Dispute.id_part() && !of.contains('/'))
    }

    /// Is there a touch, or what else does it, on record?
    pub fn is_recorded(&self, events: &Events) -> bool {
        events.carries_out(&self.id, &self.invoice, &self.customer)
    }

    /// A touch on record of the same invoice, day and channel that does not say which action it carries out: it may be this one.
    pub fn maybe_recorded(&self, events: &Events, date: Day) -> Option<Event> {
        let alike = |event: &Event| match event.kind {
            Kind::Touch { channel, reference: None, .. } => channel == self.channel && event.date == date,
            _ => false,
        };
        events.invoice(&self.invoice).and_then(|invoice| events.of(invoice).find(alike))
    }

    /// The touch that it is, done on a day by somebody. It names its stage, so that it counts for that one alone, and whatever day
    /// the invoice entered it on in the end.
    pub fn touch(&self, date: Day, by: &str) -> Entry {
        Entry::new(date, EventType::Touch)
            .with("invoice_id", &self.invoice)
            .with("channel", self.channel.name())
            .with("stage", self.stage().unwrap_or_default())
            .with("by", by)
            .with("ref", &self.id)
    }

    /// The stage whose action it is, by its id; overrides' have none.
    fn stage(&self) -> Option<&str> {
        let tail = self.id.strip_prefix(&self.invoice)?;
        let (journey, tail) = tail.split_once('/')?;
        let (stage, rest) = tail.split_once('/')?;
        let is_of_a_stage = rest.contains('/') && (journey.is_empty() || journey.starts_with('@'));
        is_of_a_stage.then_some(stage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actions_invoice_is_found_whatever_its_id_looks_like() {
        for (action, invoices) in [
            ("INV-7/escalation/call/1", vec!["INV-7"]),
            ("INV-7@2/escalation/call/1", vec!["INV-7", "INV-7@2"]),
            ("2026/7@1/due/email/1", vec!["2026/7@1"]),
            ("INV-7/dispute/2", vec!["INV-7"]),
            ("A/B/short-pay/2", vec!["A/B", "A"]),
            ("nothing", vec![]),
        ] {
            assert_eq!(candidates(action), invoices, "{action}");
        }
        let stage = |id: &str| {
            let action = Drafted {
                id: id.to_owned(),
                invoice: "INV/7".to_owned(),
                customer: String::new(),
                channel: Channel::Call,
                owner: String::new(),
                file: String::new(),
            };
            action.stage().map(str::to_owned)
        };
        assert_eq!(stage("INV/7/escalation/call/1").as_deref(), Some("escalation"));
        assert_eq!(stage("INV/7@2/escalation/call/1").as_deref(), Some("escalation"));
        assert_eq!((stage("INV/7/reply/1"), stage("INV/7/broken-promise/2"), stage("INV/8/escalation/call/1")), (None, None, None));
        let listed = Listed {
            file: "ar/a.md".to_owned(),
            action_ids: vec!["A/B/short-pay/2".to_owned()],
            channel: Channel::Task,
            owner: "ar".to_owned(),
            customer: "C".to_owned(),
        };
        let invoice = |known: &[(&str, &'static str)]| {
            let of = |id: &str| known.iter().find(|(invoice, _)| *invoice == id).map(|(_, customer)| *customer);
            drafted(std::slice::from_ref(&listed), of).remove(0).invoice
        };
        assert_eq!(invoice(&[]), "A/B");
        assert_eq!(invoice(&[("A", "D")]), "A");
        assert_eq!(invoice(&[("A", "C"), ("A/B", "D")]), "A", "the customer tells which");
    }
}
