//! Invoices that became several, because parts of them are due on different days.

use super::Events;
use crate::finding::{Code, Finding, quoted};
use std::collections::BTreeMap;

/// The ids that invoices had, and those of their instalments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instalments(BTreeMap<String, Vec<String>>);

impl Instalments {
    pub fn add(&mut self, invoice: String, instalments: Vec<String>) {
        self.0.insert(invoice, instalments);
    }

    /// Events that name an invoice which became instalments: nobody knows which of them is meant.
    pub fn unclear(&self, events: &Events) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (number, parts) in &self.0 {
            for event in events.invoice(number).into_iter().flat_map(|subject| events.of(subject)) {
                let message = format!("the row names invoice {}, which the ledger has as {}", quoted(number), parts.join(", "));
                let finding = Finding::new(Code::ConflictingCells, message).at(events.place(&event));
                findings.push(finding.hint("name the instalment; write a row for each if it is about several"));
            }
        }
        findings
    }
}
