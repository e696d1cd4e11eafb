//! A part of a ledger, to try a workflow on: some of its invoices, by what their own rows say.

use super::{Columns, Invoice};
use crate::finding::{Code, Finding};
use crate::money::grouped;
use std::fmt;
use xxhash_rust::xxh3::xxh3_64;

/// Which invoices are looked at. Everything that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// Columns, each with the values of which one must stand in the row.
    pub columns: Vec<(String, Vec<String>)>,
    /// Customers, by id; all where there are none.
    pub customers: Vec<String>,
    /// A share of the customers, in 10,000ths: the same ones on every run and machine.
    pub sample: Option<u32>,
}

/// All customers, in the unit of [`Slice::sample`].
const ALL: u64 = 10_000;

impl Slice {
    pub fn is_whole(&self) -> bool {
        *self == Slice::default()
    }

    /// Both: a row must be in each.
    #[must_use]
    pub fn and(mut self, other: Slice) -> Slice {
        self.columns.extend(other.columns);
        self.customers.extend(other.customers);
        self.sample = match (self.sample, other.sample) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        self
    }

    /// The first column that a ledger does not have.
    pub fn missing(&self, columns: &Columns) -> Option<&str> {
        let named = self.columns.iter().map(|(name, _)| name.as_str());
        named.into_iter().find(|name| *name != "currency" && columns.position(name).is_none())
    }

    /// The warning that none of a ledger's invoices is in it: a value may be mistyped, and then nobody is ever reminded.
    pub fn leaves_none(&self, inside: u64, all: u64) -> Option<Finding> {
        let is_empty = inside == 0 && all > 0 && !self.is_whole();
        let message = || match all {
            1 => format!("the ledger's only invoice is not in the slice {self}, so nothing is due"),
            _ => format!("none of the ledger's {} invoices is in the slice {self}, so nothing is due", grouped(&all.to_string())),
        };
        is_empty.then(|| Finding::new(Code::EmptySlice, message()).hint("correct its values: write them exactly as in the ledger"))
    }

    pub fn holds(&self, invoice: &Invoice<'_>) -> bool {
        let column = |(name, values): &(String, Vec<String>)| {
            let found = if name == "currency" { Some(invoice.terms.currency.code()) } else { invoice.column(name) };
            found.is_some_and(|found| values.iter().any(|value| value == found))
        };
        self.columns.iter().all(column)
            && (self.customers.is_empty() || self.customers.iter().any(|id| id == invoice.customer()))
            && self.sample.is_none_or(|share| xxh3_64(invoice.customer().as_bytes()) % ALL < u64::from(share))
    }
}

/// `segment=smb,mid, customer=ACME, sample=5%`
impl fmt::Display for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = self.columns.iter().map(|(name, values)| format!("{name}={}", values.join(","))).collect();
        if !self.customers.is_empty() {
            parts.push(format!("customer={}", self.customers.join(",")));
        }
        if let Some(share) = self.sample {
            let decimals = format!("{:02}", share % 100);
            let decimals = decimals.trim_end_matches('0');
            let point = if decimals.is_empty() { "" } else { "." };
            parts.push(format!("sample={}{point}{decimals}%", share / 100));
        }
        f.pad(&parts.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_says_what_it_is() {
        let slice =
            Slice { columns: vec![("segment".to_owned(), vec!["smb".to_owned(), "mid".to_owned()])], customers: vec![], sample: Some(50) };
        assert_eq!(slice.to_string(), "segment=smb,mid and sample=0.5%");
        assert!(Slice::default().is_whole() && !slice.is_whole());
    }

    #[test]
    fn a_sample_is_the_same_on_every_machine() {
        // As another implementation of XXH3 has them.
        let share = |id: &str| xxh3_64(id.as_bytes()) % ALL;
        let within: Vec<u64> = ["0379-NEVHP", "8976-AMJEO", "2820-XGXSB"].map(share).to_vec();
        assert_eq!(within, EXPECTED);
    }

    const EXPECTED: [u64; 3] = [733, 1237, 1841];
}
