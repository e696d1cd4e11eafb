//! Lines that are no payments of customers.

use super::folding::folded;
use super::payers::account;
use super::vocabulary::Vocabulary;
use super::{BankLine, MatchRules};
use std::collections::BTreeSet;

/// Why a line is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AsideReason {
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

impl AsideReason {
    pub const ALL: [AsideReason; 8] = [
        AsideReason::Returned,
        AsideReason::OwnAccount,
        AsideReason::Charges,
        AsideReason::Interest,
        AsideReason::Tax,
        AsideReason::Payout,
        AsideReason::NotOfACustomer,
        AsideReason::MoneyOut,
    ];

    /// The word in outputs.
    pub fn name(self) -> &'static str {
        match self {
            AsideReason::Returned => "returned",
            AsideReason::OwnAccount => "own account",
            AsideReason::Charges => "charges",
            AsideReason::Interest => "interest",
            AsideReason::Tax => "tax",
            AsideReason::Payout => "payout",
            AsideReason::NotOfACustomer => "not of a customer",
            AsideReason::MoneyOut => "money out",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            AsideReason::Returned => "a payment came back",
            AsideReason::OwnAccount => "a transfer between own accounts",
            AsideReason::Charges => "charges of the bank",
            AsideReason::Interest => "interest of the bank",
            AsideReason::Tax => "taxes",
            AsideReason::Payout => "a payout of a processor: its report says for whom",
            AsideReason::NotOfACustomer => "no customer pays this",
            AsideReason::MoneyOut => "money that went out",
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
    pub fn is_always(&self, line: &BankLine, aside: AsideReason) -> bool {
        let payer = folded(&line.payer);
        match aside {
            AsideReason::OwnAccount => self.is_own(line),
            AsideReason::Payout => self.processors.iter().any(|name| payer.contains(name.as_str())),
            _ => false,
        }
    }

    /// Why a line is to be set aside, if it is. Of lines that name an item, this is not asked.
    pub fn why_aside(&self, line: &BankLine, words: &Vocabulary) -> Option<AsideReason> {
        let payer = folded(&line.payer);
        let code = line.code.to_uppercase();
        if words.is_payout() || self.processors.iter().any(|name| payer.contains(name.as_str())) {
            return Some(AsideReason::Payout);
        }
        if self.is_own(line) || words.is_own_transfer() {
            return Some(AsideReason::OwnAccount);
        }
        if words.is_interest() || code.contains("INTR") || code.starts_with("NINT") {
            return Some(AsideReason::Interest);
        }
        if words.is_tax() || code.contains("TAXE") {
            return Some(AsideReason::Tax);
        }
        if words.are_bank_charges() || code.contains("CHRG") || code.contains("FEES") || code.starts_with("NCHG") {
            return Some(AsideReason::Charges);
        }
        words.is_not_of_a_customer().then_some(AsideReason::NotOfACustomer)
    }
}
