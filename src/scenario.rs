//! Scenarios: what a workflow is to do about an invoice, written as a story and held against the engine.
//!
//! A [`Suite`] is read from YAML ([`read`]); [`run`] plays it against a workflow and says what came out otherwise than was told, with the
//! invoice's story up to that day. No rule is decided here: every expectation is looked up in a plan of the day.

mod coverage;
mod expectation;
mod json;
mod ledger;
mod playing;
mod reading;
mod told;

pub use coverage::{Coverage, PolicyPart};
pub use expectation::{Difference, Expected, ExpectedAction, ExpectedHeld};
pub use json::suites_json;
pub use playing::{Played, ScenarioFailure, holds, run};
pub use reading::read;
pub use told::{StoryLine, suites_junit};

use crate::calendar::Day;

/// What stands at the end of the name of a file of scenarios: those of `net30.yaml` are in `net30.test.yaml`.
pub const ENDING: &str = ".test.yaml";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suite {
    pub file: String,
    /// The workflow that it is about, told from the file's folder, or a built-in one's name; the one beside it where there is none.
    pub workflow: Option<String>,
    /// The scenarios, in the order of the file; those of a table are one each row.
    pub scenarios: Vec<Scenario>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    pub name: String,
    /// Its line; that of its row, where it is of a table.
    pub line: u32,
    pub invoices: Vec<StoryInvoice>,
    /// What happens and what is expected, in the order of the file and of days.
    pub entries: Vec<StoryEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryInvoice {
    pub cells: Vec<(String, String)>,
    /// The due date, from which days are counted.
    pub due: Day,
    pub line: u32,
}

impl StoryInvoice {
    /// The cell of a column; empty where it has none.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell)
    }

    pub fn id(&self) -> &str {
        self.cell("invoice_id")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryEntry {
    pub day: Day,
    /// The last day, where it is about several; else the same.
    pub to: Day,
    /// The invoice, by its place among the scenario's.
    pub invoice: usize,
    pub line: u32,
    pub step: StoryStep,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryStep {
    /// Something happens: the row of an events file.
    Event(StoryEvent),
    /// Something is expected, and afterwards carried out.
    Expect {
        expected: Vec<Expected>,
        /// What is carried out, and recorded, on that day.
        done: Done,
    },
}

pub type StoryEvent = Vec<(&'static str, String)>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Done {
    #[default]
    Nothing,
    All,
    /// These actions, as ids without the invoice's.
    Some(Vec<String>),
}
