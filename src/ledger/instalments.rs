//! Invoices that became several, because parts of them are due on different days.

use super::Events;
use crate::finding::{Code, Finding, quoted};
use std::collections::BTreeMap;

/// The ids that invoices had, and those of their instalments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instalments {
    split: BTreeMap<String, Vec<String>>,
    /// Invoices of which some instalments were never seen before, while others that were open have left, with the line of the first.
    pub replanned: Vec<(String, u32)>,
}

impl Instalments {
    pub fn add(&mut self, invoice: String, instalments: Vec<String>) {
        self.split.insert(invoice, instalments);
    }

    /// Events that name an invoice which became instalments: nobody knows which of them is meant.
    pub fn unclear(&self, events: &Events) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (number, parts) in &self.split {
            for event in events.invoice(number).into_iter().flat_map(|subject| events.of(subject)) {
                let message = format!("the row names invoice {}, which the ledger has as {}", quoted(number), parts.join(", "));
                let finding = Finding::new(Code::ConflictingCells, message).at(events.place(&event));
                findings.push(finding.hint("name the instalment; write a row for each if it is about several"));
            }
        }
        findings
    }
}
