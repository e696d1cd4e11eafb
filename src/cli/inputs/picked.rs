//! One invoice of a ledger, with the others of its customer: the file is read again, and nothing else of it is kept.

use super::loader::Loader;
use collect::finding::did_you_mean;
use collect::ledger::{Field, Invoices};
use collect::report::{is_of, who_may_be_meant};
use std::collections::{BTreeMap, HashSet};

/// What was found under an id.
pub enum Picked {
    /// The invoice, and the others of its customer.
    Found(Invoices),
    /// It is no invoice but a customer, by id or by name, whose invoices these are.
    Customer(Invoices),
    /// There is no such invoice; what may have been meant.
    Unknown(String),
}

impl Loader {
    /// Looks for an invoice in a ledger that was loaded before.
    pub fn pick(&self, id: &str) -> Picked {
        let (mut customer, mut near) = (None, Near::new(id));
        self.each_invoice(|invoice| {
            if customer.is_none() && invoice.id() == id {
                customer = Some(invoice.customer().to_owned());
            } else {
                near.look(invoice.id());
            }
        });
        if let Some(customer) = customer {
            return Picked::Found(self.invoices_of(|invoice| invoice.customer() == customer));
        }
        let wanted = [id.to_owned()];
        let of_customer = self.invoices_of(|invoice| is_of(&wanted, *invoice));
        if of_customer.is_empty() { Picked::Unknown(near.hint()) } else { Picked::Customer(of_customer) }
    }
}

/// Who is called by a word, an id or a name.
pub enum Called {
    One(String),
    /// Their names and ids.
    Several(Vec<String>),
    /// Nobody; who may have been meant.
    Nobody(Option<String>),
}

impl Loader {
    /// Looks for a customer: by id, else by id or name without regard to capitals.
    pub fn called(&self, word: &str) -> Called {
        let mut seen = HashSet::new();
        let customers =
            self.invoices_of(|invoice| seen.insert((invoice.customer().to_owned(), invoice.field(Field::CustomerName).to_owned())));
        if customers.iter().any(|invoice| invoice.customer() == word) {
            return Called::One(word.to_owned());
        }
        let wanted = [word.to_owned()];
        let called: BTreeMap<&str, String> = customers
            .iter()
            .filter(|invoice| is_of(&wanted, *invoice))
            .map(|invoice| (invoice.customer(), format!("{} ({})", invoice.field(Field::CustomerName), invoice.customer())))
            .collect();
        match called.len() {
            0 => Called::Nobody(who_may_be_meant(word, &customers)),
            1 => Called::One(called.into_keys().next().unwrap_or_default().to_owned()),
            _ => Called::Several(called.into_values().collect()),
        }
    }
}

/// Ids that may have been meant.
struct Near<'t> {
    typed: &'t str,
    /// Those that the typed text is a part of: the first, and how many there are.
    within: (Vec<String>, usize),
    /// Those that differ in a letter or two.
    close: Vec<String>,
}

const SHOWN: usize = 5;

impl<'t> Near<'t> {
    fn new(typed: &'t str) -> Near<'t> {
        Near { typed, within: (Vec::new(), 0), close: Vec::new() }
    }

    fn look(&mut self, id: &str) {
        const MOST: usize = 1_000;
        if !self.typed.is_empty() && id.to_lowercase().contains(&self.typed.to_lowercase()) {
            self.within.1 += 1;
            if self.within.0.len() < SHOWN {
                self.within.0.push(id.to_owned());
            }
        } else if self.close.len() < MOST && is_close(self.typed.as_bytes(), id.as_bytes()) {
            self.close.push(id.to_owned());
        }
    }

    /// `did you mean "INV-7"?`; empty where nothing is near.
    fn hint(&self) -> String {
        let (within, count) = &self.within;
        if let [only] = within.as_slice() {
            return format!("did you mean {only:?}?");
        }
        if *count > 0 {
            let more = if *count > within.len() { format!(" and {} more", count - within.len()) } else { String::new() };
            return format!("there are {}{more}", within.join(", "));
        }
        did_you_mean(self.typed, self.close.iter().map(String::as_str)).unwrap_or_default()
    }
}

/// Do two ids have the same beginning and end, but for two letters or so? It is asked of every invoice, and is quick.
fn is_close(one: &[u8], other: &[u8]) -> bool {
    let same = |(a, b): &(&u8, &u8)| a.eq_ignore_ascii_case(b);
    let ahead = one.iter().zip(other).take_while(same).count();
    let behind = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    ahead + behind + 2 >= one.len().max(other.len())
}

#[cfg(test)]
mod tests {
    use super::Near;

    fn hint(typed: &str) -> String {
        let mut near = Near::new(typed);
        ["INV-1930", "INV-1940", "INV-2001", "CN-0031"].into_iter().for_each(|id| near.look(id));
        near.hint()
    }

    #[test]
    fn an_id_that_was_meant_is_named() {
        assert_eq!(hint("1940"), "did you mean \"INV-1940\"?");
        assert_eq!(hint("inv-19"), "there are INV-1930, INV-1940");
        assert_eq!(hint("INV-1904"), "did you mean \"INV-1940\"?");
        assert_eq!(hint("CN0031"), "did you mean \"CN-0031\"?");
        assert_eq!(hint("QUOTE-77"), "");
    }
}
