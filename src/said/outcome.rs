//! What is asked, and what is answered.

use crate::money::{Balance, Currency};
use chrono::NaiveDate;
use std::fmt;

/// What is known beside the text.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The local day of the mail, from which days are counted.
    pub sent: NaiveDate,
    /// The customer's language. The text may be in another: this one decides where the words do not.
    pub language: Option<Tongue>,
    /// Is `03/04` the 3rd of April? `None`: not known, and then no such date is certain.
    pub day_first: Option<bool>,
    /// The customer's invoices. An event names no others.
    pub invoices: Vec<Candidate>,
}

/// An invoice that the text may be about.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub id: String,
    /// What is open, in minor units.
    pub balance: Balance,
    pub currency: Currency,
    pub open: bool,
    pub due: Option<NaiveDate>,
    /// Does the message that is answered name it?
    pub in_thread: bool,
}

/// A language that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tongue {
    English,
    German,
    French,
    Spanish,
    Dutch,
    Italian,
}

impl Tongue {
    pub const ALL: [Tongue; 6] = [Tongue::English, Tongue::German, Tongue::French, Tongue::Spanish, Tongue::Dutch, Tongue::Italian];

    /// The language of a code such as `de` or `de-AT`; `None` for those that cannot be read.
    pub fn from_code(code: &str) -> Option<Tongue> {
        let two = code.get(..2)?.to_ascii_lowercase();
        let rest = code.get(2..)?;
        let ends = rest.is_empty() || rest.starts_with(['-', '_']);
        Tongue::ALL.into_iter().find(|tongue| ends && tongue.code() == two)
    }

    pub fn code(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::German => "de",
            Tongue::French => "fr",
            Tongue::Spanish => "es",
            Tongue::Dutch => "nl",
            Tongue::Italian => "it",
        }
    }
}

/// The kinds of what is said, by the names that proposals give them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SaidKind {
    Promise,
    Dispute,
    PaidClaim,
    PlanRequest,
    CopyRequest,
    Question,
    WrongContact,
    OptOut,
    LegalNotice,
    Refusal,
    Thanks,
    Note,
}

impl SaidKind {
    pub fn name(self) -> &'static str {
        match self {
            SaidKind::Promise => "promise",
            SaidKind::Dispute => "dispute",
            SaidKind::PaidClaim => "paid_claim",
            SaidKind::PlanRequest => "plan_request",
            SaidKind::CopyRequest => "copy_request",
            SaidKind::Question => "question",
            SaidKind::WrongContact => "wrong_contact",
            SaidKind::OptOut => "opt_out",
            SaidKind::LegalNotice => "legal_notice",
            SaidKind::Refusal => "refusal",
            SaidKind::Thanks => "thanks",
            SaidKind::Note => "note",
        }
    }
}

impl fmt::Display for SaidKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub kind: SaidKind,
    /// The ids of the invoices that it is about, each a candidate's; none for what is about no invoice.
    pub invoices: Vec<String>,
    /// A promise: the last day of what is promised. `None`: no day is said, or none that can be told.
    pub until: Option<NaiveDate>,
    /// A claim of payment: the day on which it was paid.
    pub date: Option<NaiveDate>,
    /// In minor units of the invoices' currency.
    pub amount: Option<Balance>,
    /// A dispute: `quality`, `price`, `not_delivered` and so on. A copy request: the document. A wrong contact, a legal notice: which kind.
    pub reason: Option<String>,
    /// A wrong contact: the address to write to instead.
    pub address: Option<String>,
    /// An opt-out: the channel that is not wanted.
    pub channel: Option<&'static str>,
    /// A claim of payment: the number of the cheque or transfer.
    pub reference: Option<String>,
    /// May it be entered without asking?
    pub certain: bool,
    /// The words that it rests on, as they stand in the text.
    pub quote: String,
    /// The rule that held; where it is not certain, what is missing.
    pub why: String,
}

/// A part of the text, and how it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardClause {
    /// From 1.
    pub number: usize,
    pub text: String,
    /// `promise`, `greeting`, `background` and so on, or `not understood`.
    pub class: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    pub events: Vec<Said>,
    pub clauses: Vec<HeardClause>,
    /// Has somebody to read the message before the events do something, or besides?
    pub needs_person: bool,
    /// Why somebody has to read it; empty if nobody has.
    pub why: String,
}
