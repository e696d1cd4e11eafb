//! Lines that are no payments of customers.

use super::folding::folded;
use super::payers::account;
use super::vocabulary::Vocabulary;
use super::{BankLine, MatchRules};
use std::collections::BTreeSet;

/// Why a line is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    Returned,
    OwnAccount,
    Charges,
    Interest,
    Tax,
    /// A processor or marketplace paid for many: its report says for whom.
    Payout,
    NotOfACustomer,
    MoneyOut,
}

impl Aside {
    pub const ALL: [Aside; 8] = [
        Aside::Returned,
        Aside::OwnAccount,
        Aside::Charges,
        Aside::Interest,
        Aside::Tax,
        Aside::Payout,
        Aside::NotOfACustomer,
        Aside::MoneyOut,
    ];

    /// The word in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Aside::Returned => "returned",
            Aside::OwnAccount => "own account",
            Aside::Charges => "charges",
            Aside::Interest => "interest",
            Aside::Tax => "tax",
            Aside::Payout => "payout",
            Aside::NotOfACustomer => "not of a customer",
            Aside::MoneyOut => "money out",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Aside::Returned => "a payment came back",
            Aside::OwnAccount => "a transfer between own accounts",
            Aside::Charges => "charges of the bank",
            Aside::Interest => "interest of the bank",
            Aside::Tax => "taxes",
            Aside::Payout => "a payout of a processor: its report says for whom",
            Aside::NotOfACustomer => "no customer pays this",
            Aside::MoneyOut => "money that went out",
        }
    }
}

/// Accounts and names of one's own.
pub(super) struct OwnSide {
    accounts: BTreeSet<String>,
    names: Vec<String>,
    processors: Vec<String>,
}

impl OwnSide {
    pub fn new(rules: &MatchRules, lines: &[BankLine]) -> OwnSide {
        let of_lines = lines.iter().map(|line| account(&line.account)).filter(|own| own.len() >= 8);
        OwnSide {
            accounts: rules.own_accounts.iter().map(|own| account(own)).chain(of_lines).collect(),
            names: rules.own_names.iter().map(|name| folded(name)).filter(|name| !name.is_empty()).collect(),
            processors: rules.processors.iter().map(|name| folded(name)).filter(|name| !name.is_empty()).collect(),
        }
    }

    /// Is the other side we ourselves?
    pub fn is_own(&self, line: &BankLine) -> bool {
        let iban = account(&line.iban);
        (!iban.is_empty() && self.accounts.contains(&iban)) || self.names.iter().any(|name| folded(&line.payer) == *name)
    }

    /// Is it set aside even if the payer is known as a customer: by account or name of one's own, not by words?
    pub fn is_always(&self, line: &BankLine, aside: Aside) -> bool {
        let payer = folded(&line.payer);
        match aside {
            Aside::OwnAccount => self.is_own(line),
            Aside::Payout => self.processors.iter().any(|name| payer.contains(name.as_str())),
            _ => false,
        }
    }

    /// Why a line is to be set aside, if it is. Of lines that name an item, this is not asked.
    pub fn why_aside(&self, line: &BankLine, words: &Vocabulary) -> Option<Aside> {
        let payer = folded(&line.payer);
        let code = line.code.to_uppercase();
        if words.is_payout() || self.processors.iter().any(|name| payer.contains(name.as_str())) {
            return Some(Aside::Payout);
        }
        if self.is_own(line) || words.is_own_transfer() {
            return Some(Aside::OwnAccount);
        }
        if words.is_interest() || code.contains("INTR") || code.starts_with("NINT") {
            return Some(Aside::Interest);
        }
        if words.is_tax() || code.contains("TAXE") {
            return Some(Aside::Tax);
        }
        if words.are_bank_charges() || code.contains("CHRG") || code.contains("FEES") || code.starts_with("NCHG") {
            return Some(Aside::Charges);
        }
        words.is_not_of_a_customer().then_some(Aside::NotOfACustomer)
    }
}
