//! What one workflow asks for: the contacts of a plan, or of a simulation.

use crate::action_id::{ActionId, AskedBy};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::Ledger;
use crate::money::Decimal;
use crate::money::{Balance, Currency};
use crate::plan::Plan;
use crate::simulate::{History, weeks_between};
use crate::workflow::{StageIndex, TrackIndex, Workflow};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
pub struct Side<'w> {
    pub workflow: &'w Workflow,
    pub contacts: Vec<Contact>,
    /// By the stage's id, empty before the first: what came in (of a simulation), or the balances of the invoices (of a plan).
    pub cash: BTreeMap<String, BTreeMap<Currency, Balance>>,
    /// Over how many weeks, to a tenth; `None` for one day.
    pub weeks: Option<Decimal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The day on which it is done, or, of a plan, from which on it is due.
    pub day: Day,
    pub action_id: ActionId,
    pub invoice_id: String,
    pub customer_id: String,
    pub owner: String,
    pub channel: Channel,
    /// The invoice's stage, by its id; empty before the first.
    pub stage: String,
}

impl<'w> Side<'w> {
    pub fn of_plan(workflow: &'w Workflow, plan: &Plan) -> Side<'w> {
        let mut cash: BTreeMap<String, BTreeMap<Currency, Balance>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let contacts = plan.actions().iter().map(|action| {
            let invoice = plan.invoices.get(action.invoice);
            let stage = stage(workflow, action.track, action.stage);
            if seen.insert(action.invoice) {
                *cash.entry(stage.clone()).or_default().entry(invoice.terms.currency).or_default() += action.balance;
            }
            Contact {
                day: action.scheduled_on,
                action_id: action.id.clone(),
                invoice_id: invoice.id().to_owned(),
                customer_id: invoice.customer().to_owned(),
                owner: action.owner.to_string(),
                channel: action.channel,
                stage,
            }
        });
        let contacts = contacts.collect();
        Side { workflow, contacts, cash, weeks: None }
    }

    pub fn of_history(workflow: &'w Workflow, history: &History, ledger: &Ledger, (from, to): (Day, Day)) -> Side<'w> {
        let contacts = history.touches.iter().map(|touch| {
            let invoice = ledger.invoices.get(touch.invoice);
            Contact {
                day: touch.day,
                action_id: touch.action_id.clone(),
                invoice_id: invoice.id().to_owned(),
                customer_id: invoice.customer().to_owned(),
                owner: touch.owner.clone(),
                channel: touch.channel,
                stage: stage(workflow, touch.track, touch.stage),
            }
        });
        let mut cash: BTreeMap<String, BTreeMap<Currency, Balance>> = BTreeMap::new();
        for receipt in &history.receipts {
            let currency = ledger.invoices.terms(receipt.invoice).currency;
            *cash.entry(stage(workflow, receipt.track, receipt.stage)).or_default().entry(currency).or_default() += receipt.amount;
        }
        Side { workflow, contacts: contacts.collect(), cash, weeks: Some(weeks_between(from, to)) }
    }
}

fn stage(workflow: &Workflow, track: Option<TrackIndex>, stage: Option<StageIndex>) -> String {
    stage.map(|stage| workflow.stages_of(track)[stage].id.clone()).unwrap_or_default()
}

impl Contact {
    /// What tells it from others of its invoice: what its id names, with stage and action as `named` has them.
    pub(super) fn key<'a>(&'a self, named: impl Fn(&'a str, &'a str) -> (&'a str, &'a str)) -> AskedBy<'a> {
        match self.action_id.asked_by() {
            AskedBy::Stage { journey, stage, action, occurrence } => {
                let (stage, action) = named(stage, action);
                AskedBy::Stage { journey, stage, action, occurrence }
            }
            task @ AskedBy::Override { .. } => task,
        }
    }

    /// The stage and the action that its id names; no action of a stage for the task of an override, which is named then.
    pub(super) fn asked_by(&self) -> (Option<&str>, &str) {
        match self.action_id.asked_by() {
            AskedBy::Stage { stage, action, .. } => (Some(stage), action),
            AskedBy::Override { word, .. } => (None, word),
        }
    }
}
