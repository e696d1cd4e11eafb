//! The actions of a plan. There may be millions: each is kept as places in the workflow and put into words only when it is read.

mod entries;
mod entry;

pub(super) use entries::Entries;
pub(super) use entry::DueEntry;

use super::action::DueAction;
use std::fmt;
use std::sync::OnceLock;

/// The actions of a plan, by rank: [`super::Plan::actions`] and [`super::Plan::action`] tell them.
#[derive(Clone, Default)]
pub struct Worklist {
    /// As the engine has them; `None` if they came in words.
    pub(super) entries: Option<Entries>,
    /// In words, once somebody asked for all of them.
    pub(super) told: OnceLock<Vec<DueAction>>,
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
