//! Which open items a bank statement's lines pay.
//!
//! A pure function of lines, open items and what is known of payers. Wrong is worse than unsure: a line is certain only if a reference and the
//! amount agree and nothing contradicts. Everything else is proposed with its reasons, or listed.

mod account_sums;
mod aside;
mod by_payer;
mod by_reference;
mod check_digits;
mod difference;
mod folding;
mod identity;
mod masks;
mod open_items;
mod other_amount;
mod payers;
mod reasons;
mod references;
mod returned;
mod run;
mod shapes;
mod sums;
mod vocabulary;

pub use account_sums::{AccountSums, LineResult, LineState, account_sums};
pub use aside::AsideReason;
pub use check_digits::{StructuredReference, carried};
pub use folding::letters;
pub use identity::{LineKey, SameLines, account_end, same_lines};
pub use open_items::{LedgerItem, PastPayment};
pub use payers::KnownPayer;
pub use reasons::MatchReason;
pub use references::{FoundId, IdReading};
pub use run::{Matching, match_lines};

use crate::calendar::Day;
use crate::money::{Currency, Decimal, Minor};
use crate::proposal::Certainty;

/// A line of a bank statement, as far as matching looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    pub account: String,
    pub date: Day,
    /// Positive for money that came in.
    pub amount: Minor,
    pub currency: Currency,
    /// The other side, and for whom it acts.
    pub payer: String,
    pub ultimate: String,
    pub iban: String,
    /// What the payer wrote.
    pub text: String,
    /// Fields for the creditor's structured reference.
    pub creditor_references: Vec<String>,
    /// Numbers of documents, and what the payer gave as a reference of his own.
    pub references: Vec<String>,
    /// What the bank wrote, and its code for the kind of booking.
    pub notes: String,
    pub code: String,
    /// Does the bank say that a booking is taken back?
    pub is_reversal: bool,
    pub bank_id: String,
    /// The amount before exchange, as the payer gave it.
    pub instructed: Option<(Minor, Currency)>,
}

/// What the project says about matching.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchRules {
    /// The largest difference that a person may be asked to give up.
    pub tolerance: Decimal,
    /// Names and accounts of one's own.
    pub own_names: Vec<String>,
    pub own_accounts: Vec<String>,
    /// Names of those who collect money for many customers.
    pub processors: Vec<String>,
}

/// What a line does to the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchEvent {
    pub kind: MatchEventKind,
    /// Without one, the money is the customer's and belongs to no invoice.
    pub invoice: Option<String>,
    pub customer: String,
    /// Never negative.
    pub amount: Minor,
    pub currency: Currency,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchEventKind {
    Payment,
    /// A credit note is used up.
    CreditUsed,
    /// A payment came back.
    Reversal,
    /// A difference that terms or tolerance explain.
    Credit,
    WriteOff,
    Fee,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineOutcome {
    Matched,
    Proposed,
    SetAside,
    Unmatched,
}

impl LineOutcome {
    pub const ALL: [LineOutcome; 4] = [LineOutcome::Matched, LineOutcome::Proposed, LineOutcome::SetAside, LineOutcome::Unmatched];

    pub fn name(self) -> &'static str {
        match self {
            LineOutcome::Matched => "matched",
            LineOutcome::Proposed => "proposed",
            LineOutcome::SetAside => "set aside",
            LineOutcome::Unmatched => "unmatched",
        }
    }
}

/// The decision about a line, with all that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineMatch {
    pub certainty: Certainty,
    pub customer: Option<String>,
    pub events: Vec<MatchEvent>,
    /// What may be meant as well.
    pub alternatives: Vec<Vec<MatchEvent>>,
    /// What a person may add: a discount, a charge.
    pub suggestions: Vec<MatchEvent>,
    pub aside: Option<AsideReason>,
    pub reasons: Vec<MatchReason>,
}

impl LineMatch {
    fn nothing(reason: MatchReason) -> LineMatch {
        LineMatch {
            certainty: Certainty::Unclear,
            customer: None,
            events: Vec::new(),
            alternatives: Vec::new(),
            suggestions: Vec::new(),
            aside: None,
            reasons: vec![reason],
        }
    }

    pub fn outcome(&self) -> LineOutcome {
        match (self.aside, self.events.is_empty(), self.certainty) {
            (_, false, Certainty::Certain) => LineOutcome::Matched,
            (_, false, _) => LineOutcome::Proposed,
            (Some(_), true, _) => LineOutcome::SetAside,
            (None, true, _) => LineOutcome::Unmatched,
        }
    }
}

#[cfg(test)]
mod tests;
