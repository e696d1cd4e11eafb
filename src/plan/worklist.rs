//! The day's work in little memory: there may be millions of things due, and each becomes words only when somebody reads it.

mod entries;
mod entry;

pub(super) use entries::Entries;
pub(super) use entry::Entry;

use super::{DueAction, Plan};
use crate::ledger::{InvoiceId, Invoices};
use crate::money::Balance;
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// The actions of a plan, by rank: [`Plan::actions`] and [`Plan::action`] tell them.
#[derive(Clone, Default)]
pub struct Worklist {
    /// As the engine packed them; `None` if they came in words.
    packed: Option<Entries>,
    /// In words, once somebody asked for all of them.
    told: OnceLock<Vec<DueAction>>,
}

impl Worklist {
    pub(super) fn packed(entries: Entries) -> Worklist {
        Worklist { packed: Some(entries), told: OnceLock::new() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.packed {
            Some(entries) => entries.len(),
            None => self.told.get().map_or(0, Vec::len),
        }
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn told(&self, invoices: &Invoices) -> &Vec<DueAction> {
        let tell = |entries: &Entries| (0..entries.len()).map(|place| entries.action(place, invoices)).collect();
        self.told.get_or_init(|| self.packed.as_ref().map(tell).unwrap_or_default())
    }
}

/// Actions that somebody has put into words, in the order of their ranks.
impl From<Vec<DueAction>> for Worklist {
    fn from(actions: Vec<DueAction>) -> Worklist {
        Worklist { packed: None, told: OnceLock::from(actions) }
    }
}

/// What was told. How the rest is packed depends on who planned which invoices, and says nothing.
impl fmt::Debug for Worklist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.told.get() {
            Some(actions) => actions.fmt(f),
            None => write!(f, "{} actions", self.len()),
        }
    }
}

impl Plan {
    /// What is due, by rank. All of it is put into words, and stays so: where there may be millions, [`Plan::action`] takes less memory.
    pub fn actions(&self) -> &[DueAction] {
        self.worklist.told(&self.invoices)
    }

    /// What is due at a place, from 0.
    ///
    /// # Panics
    ///
    /// Not so many actions are due.
    pub fn action(&self, place: usize) -> Cow<'_, DueAction> {
        match (self.worklist.told.get(), &self.worklist.packed) {
            (None, Some(entries)) => Cow::Owned(entries.action(place, &self.invoices)),
            _ => Cow::Borrowed(&self.actions()[place]),
        }
    }

    /// The invoice of what is due at a place, among those of the plan, and what is left to pay of it.
    ///
    /// # Panics
    ///
    /// Not so many actions are due.
    pub fn subject(&self, place: usize) -> (InvoiceId, Balance) {
        match &self.worklist.packed {
            Some(entries) => entries.subject(place),
            None => (self.actions()[place].invoice, self.actions()[place].balance),
        }
    }

    /// Waits for the memory in which what is due at some places lies, for all of them at once: then telling it need not wait for each.
    pub fn look_ahead(&self, places: impl Iterator<Item = usize>) {
        if let Some(entries) = &self.worklist.packed {
            std::hint::black_box(entries.glance(places, &self.invoices));
        }
    }

    /// Puts others in the place of what is due. The totals stay as they are.
    pub fn change_actions(&mut self, change: impl FnOnce(&mut Vec<DueAction>)) {
        self.actions();
        let mut actions = std::mem::take(&mut self.worklist).told.into_inner().unwrap_or_default();
        change(&mut actions);
        self.worklist = Worklist::from(actions);
    }
}
