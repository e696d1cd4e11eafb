//! Whose money it is, by what is known of the payer.

use super::BankLine;
use super::folding::name_and_stem;
use super::open_items::ItemIndex;
use super::reasons::MatchReason;
use hashbrown::HashMap;

/// An account that has paid for a customer before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPayer {
    pub iban: String,
    pub customer: String,
}

/// What the payer says about the customer, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PayerEvidence {
    Iban,
    Name,
    /// A name without its legal form, or cut.
    Stem,
}

/// The customer of a payer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PayerOf {
    pub customer: String,
    pub evidence: PayerEvidence,
}

/// Accounts by the customer that they paid for.
#[derive(Default)]
pub(super) struct PayerMemory {
    by_iban: HashMap<String, Vec<String>>,
}

impl PayerMemory {
    pub fn new(payers: &[KnownPayer]) -> PayerMemory {
        let mut by_iban: HashMap<String, Vec<String>> = HashMap::new();
        for payer in payers {
            let customers = by_iban.entry(account(&payer.iban)).or_default();
            if !customers.contains(&payer.customer) {
                customers.push(payer.customer.clone());
            }
        }
        PayerMemory { by_iban }
    }

    /// The customer of a line's payer, with the reasons for and against. Two names at one account are evidence of neither.
    pub fn payer_of(&self, line: &BankLine, items: &ItemIndex) -> (Option<PayerOf>, Vec<MatchReason>) {
        let mut reasons = Vec::new();
        let by_iban = self.by_iban.get(&account(&line.iban)).filter(|_| !line.iban.is_empty());
        let remembered = match by_iban.map(Vec::as_slice) {
            Some([only]) => Some(only.clone()),
            Some(_) => {
                reasons.push(MatchReason::PaysForMany);
                None
            }
            None => None,
        };
        let pays_for_many = !reasons.is_empty();
        let mut by_name = None;
        for name in [&line.ultimate, &line.payer].into_iter().filter(|name| !name.is_empty()) {
            let (name, stem) = name_and_stem(name);
            let of = |customers: Vec<&str>, evidence| match customers.as_slice() {
                [only] => Some(PayerOf { customer: (*only).to_owned(), evidence }),
                _ => None,
            };
            let exact = items.named(&name);
            let found = of(exact.clone(), PayerEvidence::Name).or_else(|| {
                // Two customers of one name are told apart by nothing.
                if exact.is_empty() { of(items.with_stem(&name, &stem), PayerEvidence::Stem) } else { None }
            });
            by_name = by_name.or(found);
        }
        let payer = match (remembered, by_name) {
            (Some(customer), Some(named)) if named.customer != customer && named.evidence == PayerEvidence::Name => {
                reasons.push(MatchReason::PayerContradicts { by_iban: customer, by_name: named.customer });
                None
            }
            (Some(customer), _) => {
                reasons.push(MatchReason::PayerByIban { customer: customer.clone() });
                Some(PayerOf { customer, evidence: PayerEvidence::Iban })
            }
            // Whoever pays for several need not pay for the one whose name is like its own.
            (None, Some(named)) if pays_for_many && named.evidence == PayerEvidence::Stem => None,
            (None, Some(named)) => {
                let customer = named.customer.clone();
                reasons.push(match named.evidence {
                    PayerEvidence::Stem => MatchReason::PayerByStem { customer },
                    _ => MatchReason::PayerByName { customer },
                });
                Some(named)
            }
            (None, None) => None,
        };
        if reasons.is_empty() {
            reasons.push(MatchReason::PayerUnknown);
        }
        (payer, reasons)
    }
}

/// An account as it is compared.
pub(super) fn account(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
