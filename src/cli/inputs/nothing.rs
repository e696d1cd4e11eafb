//! A ledger without invoices is an error, unless `--allow-empty` is given.

use collect::finding::{Code, Finding, Place};
use collect::money::grouped;
use collect::plan::no_invoices;

/// What is known of an export from which no invoice came.
#[derive(Clone, Debug)]
pub struct Nothing {
    /// The file, as messages name it.
    pub file: String,
    /// How many rows were there that could not be read.
    pub unreadable: u64,
    /// Was `--allow-empty` typed?
    pub is_allowed: bool,
}

impl Nothing {
    /// May the ledger be empty? One in which no row can be read is not.
    pub fn is_fine(&self) -> bool {
        self.is_allowed && self.unreadable == 0
    }

    /// Corrects what a plan says of it. Of a file that could not be read it is not said that nothing is in it.
    pub fn correct(&self, findings: &mut Vec<Finding>, is_read: bool) {
        if !is_read || self.is_fine() {
            findings.retain(|finding| finding.code != Code::NoInvoices);
        } else {
            findings.iter_mut().filter(|finding| finding.code == Code::NoInvoices).for_each(|finding| *finding = self.finding());
        }
    }

    pub fn finding(&self) -> Finding {
        let message = match self.unreadable {
            0 => return no_invoices().at(Place::line(&self.file, 1)),
            1 => "the only row of the invoices cannot be read, so there are no invoices".to_owned(),
            rows => format!("none of the {} rows of the invoices can be read, so there are no invoices", grouped(&rows.to_string())),
        };
        Finding::new(Code::NoInvoices, message)
            .hint("correct the export, or describe its format in collect.yaml")
            .at(Place::line(&self.file, 1))
    }
}
