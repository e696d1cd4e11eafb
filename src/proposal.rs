//! What may become rows of the log, before a person has decided: read out of mails and bank statements, kept in a file that a spreadsheet
//! opens, and written down once it is taken.
//!
//! A proposal is an event row together with what it rests on. Nothing here opens a file: bytes come in, bytes go out.

mod cells;
mod decided;
mod decoding;
mod identity;
mod merging;
mod payers;
mod reading;
mod statements;
mod writing;

pub use decided::{DecidedRow, decided_rows, with_decided};
pub use identity::{event_id, source_id, source_of};
pub use merging::{ProposalSheet, merged};
pub use payers::{PayerRow, payer_rows, payers_csv};
pub use reading::{ProposalRow, read_proposals};
pub use statements::{NotedLine, NotedStatement, statement_lines, statement_lines_csv, statement_rows, statement_rows_csv};
pub use writing::proposals_csv;

use crate::record::Entry;

/// The columns of a file of proposals before those of events.
pub const PROPOSAL_COLUMNS: [&str; 6] = ["take", "certainty", "source", "quote", "why", "kind"];

/// Columns behind those of events: who paid, as the bank says.
pub const PAYER_COLUMNS: [&str; 2] = ["payer", "payer_iban"];

/// A row that may be written to the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub take: Take,
    pub certainty: Certainty,
    /// Where it was read: a file and its line, or the id of a message.
    pub source: String,
    /// The words that it rests on.
    pub quote: String,
    /// Which rules held, and which one was missing.
    pub why: String,
    /// The field's word for what was said: `promise`, `paid_claim`, `payment`.
    pub kind: String,
    /// The event, with its id ([`event_id`]).
    pub entry: Entry,
    /// Of a bank statement's line.
    pub payer: Payer,
}

/// Who paid, as far as the bank says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payer {
    pub name: String,
    pub iban: String,
}

/// What a person, or a rule, says to a proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Take {
    Yes,
    No,
    /// Nobody has decided.
    #[default]
    Open,
}

impl Take {
    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Take::Yes => "yes",
            Take::No => "no",
            Take::Open => "",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    Unclear,
    Likely,
    /// May be written down without a question.
    Certain,
}

impl Certainty {
    pub const ALL: [Certainty; 3] = [Certainty::Unclear, Certainty::Likely, Certainty::Certain];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Unclear => "unclear",
        }
    }

    /// What is to be done with a proposal that nobody has looked at.
    pub fn take(self) -> Take {
        if self == Certainty::Certain { Take::Yes } else { Take::Open }
    }
}

#[cfg(test)]
mod tests;
