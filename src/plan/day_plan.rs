//! The plan of a day.

use super::action::{DueAction, Withheld};
use super::contact::Contact;
use super::credit_hold::CreditStanding;
use super::credits::OpenCredits;
use super::languages::Languages;
use super::may::Permissions;
use super::position::Position;
use super::totals::Totals;
use super::worklist::{Entries, Worklist};
use crate::calendar::Day;
use crate::finding::Finding;
use crate::ledger::{InvoiceId, Invoices};
use crate::money::{Balance, Currency};
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub struct Plan {
    pub as_of: Day,
    /// The invoices that actions, withheld actions and positions name.
    pub invoices: Invoices,
    /// What is due, by rank: [`Plan::actions`] tells it.
    pub worklist: Worklist,
    /// What would be due but must wait, in the same order.
    pub withheld: Vec<Withheld>,
    /// Where invoices stand, in file order: those that were asked for ([`super::Positions`]).
    pub positions: Vec<Position>,
    /// Of invoices that are issued after the day, by currency: how many there are, and what is open on them. They have no position yet.
    pub unissued: BTreeMap<Currency, (usize, Balance)>,
    /// What is open on credit notes, by customer; only where positions were asked for.
    pub credits: Vec<OpenCredits>,
    /// The cash of customers that belongs to no invoice, in minor units, by customer and currency.
    pub on_account: BTreeMap<(String, Currency), Balance>,
    /// In which language the customers are written to; only where whole invoices are kept.
    pub languages: Languages,
    /// Unapplied cash and open credits together, by customer and currency; only for [`super::Positions::Accounts`] and `All`.
    pub unapplied: BTreeMap<(String, Currency), Balance>,
    /// Whom somebody may contact, of those that the plan was asked about ([`super::Planner::asked_about`]).
    pub permissions: Permissions,
    /// The customers, by id, and whether they are on credit hold; only where that was asked for.
    pub credit: Vec<CreditStanding>,
    /// Per currency, in order of the code.
    pub totals: Vec<Totals>,
    /// Events that do not fit what they name: another currency, or more decimals than it has. They are not in the plan, and what they name is
    /// withheld. Each is an error; the shell may skip their rows.
    pub misfits: Vec<Finding>,
    pub findings: Vec<Finding>,
}

impl Plan {
    fn totals_mut(&mut self, currency: Currency) -> Option<&mut Totals> {
        self.totals.iter_mut().find(|totals| totals.currency == currency)
    }

    /// Counts actions, each with its invoice and what is left to pay of that, and what is withheld into the totals.
    pub(super) fn add_up(&mut self, due: &Entries) {
        let mut seen = vec![false; self.invoices.len()];
        for (invoice, balance) in (0..due.len()).map(|place| due.subject(place)) {
            let currency = self.invoices.terms(invoice).currency;
            let first = !std::mem::replace(&mut seen[invoice.0 as usize], true);
            let Some(totals) = self.totals_mut(currency) else { continue };
            totals.actions += 1;
            totals.invoices += usize::from(first);
            totals.balance += if first { balance } else { 0 };
        }
        for index in 0..self.withheld.len() {
            let currency = self.invoices.terms(self.withheld[index].action.invoice).currency;
            if let Some(totals) = self.totals_mut(currency) {
                totals.withheld += 1;
            }
        }
    }

    /// What is due, by rank. All of it is put into words, and stays so: where there may be millions, [`Plan::action`] takes less memory.
    pub fn actions(&self) -> &[DueAction] {
        let Worklist { entries, told } = &self.worklist;
        let tell = |entries: &Entries| (0..entries.len()).map(|place| entries.action(place, &self.invoices)).collect();
        told.get_or_init(|| entries.as_ref().map(tell).unwrap_or_default())
    }

    /// What is due at a place, from 0.
    /// Panics if not so many actions are due.
    pub fn action(&self, place: usize) -> Cow<'_, DueAction> {
        match (self.worklist.told.get(), &self.worklist.entries) {
            (None, Some(entries)) => Cow::Owned(entries.action(place, &self.invoices)),
            _ => Cow::Borrowed(&self.actions()[place]),
        }
    }

    /// The invoice of what is due at a place, among those of the plan, and what is left to pay of it.
    /// Panics if not so many actions are due.
    pub fn subject(&self, place: usize) -> (InvoiceId, Balance) {
        match &self.worklist.entries {
            Some(entries) => entries.subject(place),
            None => (self.actions()[place].invoice, self.actions()[place].balance),
        }
    }

    /// What is due, by rank, in a few bytes each, with the day since which it is; nothing of what was put in its place.
    pub fn contacts(&self) -> impl Iterator<Item = Contact> {
        let contacts = |entries| (0..Entries::len(entries)).map(move |place| entries.contact(place));
        self.worklist.entries.iter().flat_map(contacts)
    }

    /// Puts others in the place of what is due. The totals stay as they are.
    pub fn change_actions(&mut self, change: impl FnOnce(&mut Vec<DueAction>)) {
        self.actions();
        let mut actions = std::mem::take(&mut self.worklist.told).into_inner().unwrap_or_default();
        change(&mut actions);
        self.worklist = Worklist::from(actions);
    }
}
