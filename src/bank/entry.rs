//! What a statement says, in one form for all formats.

use super::iban::is_iban;
use crate::calendar::Day;
use crate::finding::Place;
use crate::money::{Currency, Decimal};

/// The formats that are read, the richest first: where two have the same entry, the details of the first are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BankFormat {
    Camt,
    Mt940,
    Bai2,
    Ofx,
    Sheet,
}

impl BankFormat {
    pub fn name(self) -> &'static str {
        match self {
            BankFormat::Camt => "camt",
            BankFormat::Mt940 => "MT940",
            BankFormat::Bai2 => "BAI2",
            BankFormat::Ofx => "OFX",
            BankFormat::Sheet => "CSV",
        }
    }
}

/// What the entries of a statement are good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// A statement of account: its booked entries count.
    Booked,
    /// A notification of single entries (camt.054): the statement of account has them again.
    Notification,
    /// What the bank knows during the day (camt.052, MT942): never booked.
    Intraday,
}

impl StatementKind {
    pub fn name(self) -> &'static str {
        match self {
            StatementKind::Booked => "statement",
            StatementKind::Notification => "notification",
            StatementKind::Intraday => "intraday report",
        }
    }
}

/// The entries of one account in one statement, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankStatement {
    pub format: BankFormat,
    pub kind: StatementKind,
    /// Where it begins.
    pub place: Place,
    /// The account as the file writes it, without spaces around it: an IBAN, or a number with or without its bank.
    pub account: Option<String>,
    /// The code of the account's currency, which may be one that is no longer used.
    pub currency: Option<String>,
    /// The bank's name for the statement, and its number in the year.
    pub id: Option<String>,
    pub sequence: Option<String>,
    pub opening: Option<StatementBalance>,
    pub closing: Option<StatementBalance>,
    pub entries: Vec<BankEntry>,
    /// Entries that could not be read. A finding tells of each.
    pub unread: Vec<UnreadEntry>,
}

impl BankStatement {
    pub fn new(format: BankFormat, kind: StatementKind, place: Place) -> BankStatement {
        BankStatement {
            format,
            kind,
            place,
            account: None,
            currency: None,
            id: None,
            sequence: None,
            opening: None,
            closing: None,
            entries: Vec::new(),
            unread: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementBalance {
    /// Negative for a debit balance.
    pub amount: Decimal,
    pub currency: Option<String>,
    pub day: Option<Day>,
}

/// An entry that could not be read: where it stands, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadEntry {
    pub place: Place,
    pub raw: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryStatus {
    Booked,
    /// Announced: it may never be booked.
    Pending,
    /// For information only.
    Information,
}

/// One line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankEntry {
    pub place: Place,
    /// Its number in its file, from 1; entries that could not be read are counted.
    pub position: u32,
    /// The bank's own id. It may repeat, even within a file.
    pub bank_id: Option<String>,
    pub booked: Option<Day>,
    pub value: Option<Day>,
    /// Positive for a credit, negative for a debit.
    pub amount: Decimal,
    /// Three letters, of a currency that may no longer exist; `None` where neither the file nor its mapping says it.
    pub currency: Option<String>,
    pub status: EntryStatus,
    /// It takes back an entry booked before.
    pub is_reversal: bool,
    pub payment: PaymentFacts,
    /// The payments of a collective entry, where it has more than one.
    pub details: Vec<EntryDetail>,
    pub charges: Vec<Charge>,
    /// The bank's code for the kind of transaction, such as `PMNT-RCDT-ESCT`, `NTRF/166` or `165`.
    pub code: Option<String>,
    /// The entry as the file has it.
    pub raw: String,
}

impl BankEntry {
    /// The booking day or, for formats that leave it out, the value day.
    pub fn day(&self) -> Option<Day> {
        self.booked.or(self.value)
    }

    pub fn is_credit(&self) -> bool {
        !self.amount.is_negative()
    }

    /// The currency, if it is one that amounts can be in today.
    pub fn known_currency(&self) -> Option<Currency> {
        Currency::from_code(self.currency.as_deref()?)
    }

    /// The facts of the entry itself, then those of its details.
    pub fn all_facts(&self) -> impl Iterator<Item = &PaymentFacts> {
        std::iter::once(&self.payment).chain(self.details.iter().map(|detail| &detail.payment))
    }
}

/// One payment of a collective entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryDetail {
    pub bank_id: Option<String>,
    /// Positive for a credit; `None` where the file does not split the sum.
    pub amount: Option<Decimal>,
    pub currency: Option<String>,
    pub payment: PaymentFacts,
}

/// Who paid, and what for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentFacts {
    pub references: Vec<PaymentReference>,
    /// What the payer wrote, line by line, as it was sent.
    pub remittance: Vec<String>,
    /// What the bank wrote beside it: the kind of booking, a reason of return.
    pub notes: Vec<String>,
    pub party: Counterparty,
    /// Why a payment came back, as a code (`AC04`, `MS03`) or in words.
    pub return_reason: Option<String>,
    /// What the payer says of the amount before exchange or charges.
    pub instructed: Option<(Decimal, String)>,
}

impl PaymentFacts {
    /// The text of the payer in one line.
    pub fn text(&self) -> String {
        self.remittance.join(" ")
    }

    pub fn reference(&self, kind: ReferenceKind) -> Option<&str> {
        self.references.iter().find(|reference| reference.kind == kind).map(|reference| reference.text.as_str())
    }

    /// Adds a reference, unless it is empty, a word for none, or known.
    pub fn refer(&mut self, kind: ReferenceKind, text: &str) {
        let text = text.trim();
        let reference = PaymentReference { kind, text: text.to_owned() };
        if !is_none(text) && !self.references.contains(&reference) {
            self.references.push(reference);
        }
    }

    pub fn remit(&mut self, line: &str) {
        push_new(&mut self.remittance, line);
    }

    pub fn note(&mut self, line: &str) {
        push_new(&mut self.notes, line);
    }
}

fn push_new(lines: &mut Vec<String>, line: &str) {
    let line = line.trim();
    if !line.is_empty() && !lines.iter().any(|other| other == line) {
        lines.push(line.to_owned());
    }
}

/// Is it a word by which formats say that there is no reference?
pub fn is_none(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    bare.chars().all(|c| c == '0')
        || matches!(bare.as_str(), "NOTPROVIDED" | "NONREF" | "NOREF" | "NONE" | "NOTAVAILABLE" | "NA" | "KREFNONREF")
}

/// What a reference refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// The payer's own, unchanged from end to end.
    EndToEnd,
    /// The creditor's structured reference (ISO 11649, QR, KID and others).
    Creditor,
    /// The number of a document that is paid.
    Document,
    /// Of the order to the bank.
    Instruction,
    Mandate,
    Cheque,
    /// Given by the account's owner or the customer, in formats that say no more.
    Customer,
    /// Of the transaction in clearing, or of the bank.
    Transaction,
    /// Of a file of payments.
    Batch,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentReference {
    pub kind: ReferenceKind,
    pub text: String,
}

/// The other side of a payment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counterparty {
    pub name: Option<String>,
    /// An IBAN, or a number as the file has it.
    pub account: Option<String>,
    /// The code of its bank.
    pub bank: Option<String>,
    /// For whom it was paid, where that is another.
    pub ultimate: Option<String>,
}

impl Counterparty {
    pub fn is_empty(&self) -> bool {
        *self == Counterparty::default()
    }

    /// Its account, if it is an IBAN with the right check digits, without spaces.
    pub fn iban(&self) -> Option<String> {
        let iban: String = self.account.as_deref()?.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        is_iban(&iban).then_some(iban)
    }
}

/// What the bank kept for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Negative where the account pays it.
    pub amount: Decimal,
    pub currency: Option<String>,
    /// Is it part of the entry's amount?
    pub is_included: Option<bool>,
    pub text: String,
}
