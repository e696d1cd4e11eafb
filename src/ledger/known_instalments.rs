//! The instalments of invoices that were seen before, so that each keeps its id when others have left.

use crate::calendar::Day;
use std::collections::BTreeMap;

/// An invoice that was seen before, and that may be an instalment of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownInstalment {
    pub id: String,
    pub customer: String,
    /// What was last said of it; amounts are plain.
    pub due: Day,
    pub amount: String,
    pub open: String,
    /// Is it still among what is open?
    pub is_open: bool,
}

/// Them by the invoice that they may be of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownInstalments(BTreeMap<String, Vec<KnownInstalment>>);

impl KnownInstalments {
    pub fn add(&mut self, instalment: KnownInstalment) {
        if let Some((invoice, _)) = numbered(&instalment.id) {
            self.0.entry(invoice.to_owned()).or_default().push(instalment.clone());
        }
        self.0.entry(instalment.id.clone()).or_default().push(instalment);
    }

    /// The invoice itself, if it was seen whole, and its instalments: those that are open first, each in the order of their due dates.
    pub fn of(&self, invoice: &str, customer: &str) -> Vec<&KnownInstalment> {
        let all = self.0.get(invoice).into_iter().flatten();
        let mut found: Vec<&KnownInstalment> = all.filter(|known| known.customer == customer).collect();
        found.sort_by_key(|known| (!known.is_open, known.due, known.id.len(), known.id.as_str()));
        found
    }
}

/// `A-2-3` as `A-2` and 3, if it ends as the id of an instalment does.
pub fn numbered(id: &str) -> Option<(&str, u32)> {
    let (invoice, number) = id.rsplit_once('-')?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    Some((invoice, number.parse().ok()?)).filter(|_| is_number && !invoice.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_an_instalment_ends_with_its_number() {
        assert_eq!(numbered("A-2-3"), Some(("A-2", 3)));
        for id in ["A", "A-", "-1", "A-02", "A-x", "A-1.5", "A-99999999999"] {
            assert_eq!(numbered(id), None, "{id}");
        }
    }
}
