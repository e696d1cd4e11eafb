//! What one workflow asks for: the contacts of a plan, or of a simulation.

use crate::ledger::{InvoiceId, Invoices};
use crate::money::{Balance, Currency};
use crate::plan::{Contact, ContactWords, Plan};
use crate::simulate::History;
use crate::workflow::{StageIndex, TrackIndex};
use std::collections::BTreeSet;

#[derive(Clone, Debug, Default)]
pub struct Side {
    /// By day, or by rank.
    pub contacts: Vec<Contact>,
    /// What came in on stages (of a simulation), or the balances of their invoices (of a plan).
    pub cash: Vec<(Option<TrackIndex>, Option<StageIndex>, Currency, Balance)>,
}

impl Side {
    /// Of a plan of these invoices, which were shown to it in this order.
    pub fn of_plan(plan: &Plan, invoices: &Invoices) -> Side {
        let places: Vec<InvoiceId> = {
            let mut all = invoices.iter().zip(0..);
            let place = |kept: &str| all.find(|(invoice, _)| invoice.id() == kept).map_or(InvoiceId(0), |(_, place)| InvoiceId(place));
            plan.invoices.iter().map(|kept| kept.id()).map(place).collect()
        };
        let contacts = plan.contacts().map(|contact| contact.of(places[contact.invoice.0 as usize])).collect();
        let mut seen = BTreeSet::new();
        let mut cash = Vec::new();
        for (place, contact) in plan.contacts().enumerate() {
            let (invoice, balance) = plan.subject(place);
            if seen.insert(invoice) {
                cash.push((contact.track, contact.stage, plan.invoices.terms(invoice).currency, balance));
            }
        }
        Side { contacts, cash }
    }

    pub fn of_history(history: &History, words: ContactWords<'_>) -> Side {
        let mut contacts: Vec<Contact> = history.touches.iter().map(|touch| touch.contact).collect();
        let action = |contact: &Contact| (words.owner(contact), words.action_id(contact));
        contacts
            .sort_by(|one, other| (one.invoice, one.day).cmp(&(other.invoice, other.day)).then_with(|| action(one).cmp(&action(other))));
        let currency = |invoice| words.invoices.terms(invoice).currency;
        let cash = history.receipts.iter().map(|receipt| (receipt.track, receipt.stage, currency(receipt.invoice), receipt.amount));
        Side { contacts, cash: cash.collect() }
    }
}
