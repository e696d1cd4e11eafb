//! The actions of a plan. There may be millions: each is kept as places in the workflow and put into words only when it is read.

mod entries;
mod entry;

pub(super) use entries::Entries;
pub(super) use entry::Entry;

use super::action::DueAction;
use crate::ledger::{InvoiceId, Invoices};
use crate::money::Balance;
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// The actions of a plan, by rank: [`super::Plan::actions`] and [`super::Plan::action`] tell them.
#[derive(Clone, Default)]
pub struct Worklist {
    /// As the engine has them; `None` if they came in words.
    entries: Option<Entries>,
    /// In words, once somebody asked for all of them.
    told: OnceLock<Vec<DueAction>>,
}

impl Worklist {
    pub(super) fn of(entries: Entries) -> Worklist {
        Worklist { entries: Some(entries), told: OnceLock::new() }
    }

    pub fn len(&self) -> usize {
        match &self.entries {
            Some(entries) => entries.len(),
            None => self.told.get().map_or(0, Vec::len),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them in words, which they stay.
    pub(super) fn all(&self, invoices: &Invoices) -> &[DueAction] {
        let tell = |entries: &Entries| (0..entries.len()).map(|place| entries.action(place, invoices)).collect();
        self.told.get_or_init(|| self.entries.as_ref().map(tell).unwrap_or_default())
    }

    /// The one at a place, in words.
    pub(super) fn at(&self, place: usize, invoices: &Invoices) -> Cow<'_, DueAction> {
        match (self.told.get(), &self.entries) {
            (None, Some(entries)) => Cow::Owned(entries.action(place, invoices)),
            _ => Cow::Borrowed(&self.all(invoices)[place]),
        }
    }

    pub(super) fn subject(&self, place: usize, invoices: &Invoices) -> (InvoiceId, Balance) {
        match &self.entries {
            Some(entries) => entries.subject(place),
            None => (self.all(invoices)[place].invoice, self.all(invoices)[place].balance),
        }
    }

    pub(super) fn into_all(self, invoices: &Invoices) -> Vec<DueAction> {
        self.all(invoices);
        self.told.into_inner().unwrap_or_default()
    }
}

/// Actions that somebody has put into words, in the order of their ranks.
impl From<Vec<DueAction>> for Worklist {
    fn from(actions: Vec<DueAction>) -> Worklist {
        Worklist { entries: None, told: OnceLock::from(actions) }
    }
}

/// What was told. The rest depends on who planned which invoices, and says nothing.
impl fmt::Debug for Worklist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.told.get() {
            Some(actions) => actions.fmt(f),
            None => write!(f, "{} actions", self.len()),
        }
    }
}
