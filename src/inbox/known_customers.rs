//! Who owes what, as far as a mail is compared with it.

use crate::calendar::Day;
use crate::mail::phrases;
use crate::money::{Balance, Currency};
use crate::said::Tongue;
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    pub id: String,
    pub balance: Balance,
    pub currency: Currency,
    pub is_open: bool,
    pub due: Day,
}

/// A customer, with all invoices that the ledger has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownCustomer {
    pub id: String,
    pub name: String,
    /// In lower case.
    pub addresses: BTreeSet<String>,
    pub tongue: Option<Tongue>,
    /// Is `03/04` the 3rd of April where the customer is? `None`: nobody knows.
    pub day_first: Option<bool>,
    pub debts: Vec<Debt>,
}

impl KnownCustomer {
    /// Sets what follows from a country, by its code of two letters or its name.
    pub fn set_country(&mut self, country: &str) {
        let folded = country.trim().to_lowercase();
        self.day_first = match folded.as_str() {
            "" => return,
            "us" | "usa" | "u.s." | "u.s.a." | "united states" | "united states of america" => Some(false),
            // Both ways are in use there.
            "ca" | "canada" | "ph" | "philippines" | "za" | "south africa" => None,
            _ => Some(true),
        };
    }
}

/// All customers, to be found by what a mail says.
#[derive(Debug, Default)]
pub struct KnownCustomers {
    all: BTreeMap<String, KnownCustomer>,
    by_address: HashMap<String, BTreeSet<String>>,
    by_domain: HashMap<String, BTreeSet<String>>,
    by_invoice: HashMap<String, String>,
}

pub(super) fn domain(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain).filter(|domain| !domain.is_empty() && !phrases("domain-of-anybody").contains(domain))
}

/// An id as it is looked for in texts.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl KnownCustomers {
    pub fn new(debtors: impl IntoIterator<Item = KnownCustomer>) -> KnownCustomers {
        let mut found = KnownCustomers::default();
        for debtor in debtors {
            for address in &debtor.addresses {
                found.by_address.entry(address.clone()).or_default().insert(debtor.id.clone());
                if let Some(domain) = domain(address) {
                    found.by_domain.entry(domain.to_owned()).or_default().insert(debtor.id.clone());
                }
            }
            for debt in &debtor.debts {
                found.by_invoice.insert(squeezed(&debt.id), debtor.id.clone());
            }
            found.all.insert(debtor.id.clone(), debtor);
        }
        found
    }

    pub fn get(&self, id: &str) -> Option<&KnownCustomer> {
        self.all.get(id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &KnownCustomer> {
        self.all.values()
    }

    /// The customers that have this very address.
    pub fn at(&self, address: &str) -> impl Iterator<Item = &str> {
        self.by_address.get(address).into_iter().flatten().map(String::as_str)
    }

    /// The customers that have an address at the same domain.
    pub fn near(&self, address: &str) -> impl Iterator<Item = &str> {
        domain(address).and_then(|domain| self.by_domain.get(domain)).into_iter().flatten().map(String::as_str)
    }

    /// The customers whose invoices a text names by their whole ids, and those ids as the text has them.
    pub fn named(&self, text: &str) -> BTreeMap<&str, Vec<String>> {
        let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let words: Vec<&str> = text
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '/' | '_' | '.' | '#')))
            .filter(|word| !word.is_empty())
            .collect();
        for (place, word) in words.iter().enumerate() {
            let joined = words.get(place + 1).map(|next| format!("{word}{next}"));
            for written in [Some((*word).to_owned()), joined].into_iter().flatten() {
                if let Some(customer) =
                    self.by_invoice.get(&squeezed(&written)).filter(|_| written.chars().filter(char::is_ascii_digit).count() >= 2)
                {
                    let ids = found.entry(customer).or_default();
                    if !ids.contains(&written) {
                        ids.push(written);
                    }
                }
            }
        }
        found
    }
}
