//! One invoice of a ledger, with the others of its customer: the file is read again, and nothing else of it is kept.

use super::{Opener, Source, invoices_source};
use crate::cli::arguments;
use crate::cli::inputs::files::Digest;
use crate::cli::inputs::project::Root;
use crate::cli::progress::Progress;
use anyhow::bail;
use collect::calendar::Day;
use collect::finding::did_you_mean;
use collect::ledger::reading::{BadRows, InvoiceReader, Report};
use collect::ledger::{Invoice, Invoices};
use collect::report::is_of;
use std::collections::BTreeSet;

/// Why the invoices cannot come through a pipe.
pub const READ_TWICE: &str =
    "to explain an invoice, the invoices are read twice, and standard input can be read only once: give them as a file";

/// What was found under an id.
pub enum Picked {
    /// The invoice, and the others of its customer.
    Found(Invoices),
    /// It is no invoice but a customer, by id or by name, whose invoices these are.
    Customer(Invoices),
    /// There is no such invoice; what may have been meant.
    Unknown(String),
}

/// Looks for an invoice in a ledger that was read before, so that what is wrong with it is told already.
pub fn pick(typed: &arguments::Files, root: &Root, as_of: Day, id: &str) -> anyhow::Result<Picked> {
    let source = invoices_source(typed, root);
    if source.path.as_os_str() == "-" {
        bail!(READ_TWICE);
    }
    let (mut customer, mut near) = (None, Near::new(id));
    let currency = root.project.ledger.currency;
    each(&source, as_of, currency, |invoice| {
        if customer.is_none() && invoice.id() == id {
            customer = Some(invoice.customer().to_owned());
        } else {
            near.look(invoice.id());
        }
    });
    let kept = |is_kept: &dyn Fn(&Invoice<'_>) -> bool| {
        let mut kept: Option<Invoices> = None;
        each(&source, as_of, currency, |invoice| {
            if is_kept(invoice) {
                kept.get_or_insert_with(|| Invoices::new(invoice.columns().clone())).push(invoice);
            }
        });
        kept
    };
    if let Some(customer) = customer {
        return Ok(Picked::Found(kept(&|invoice| invoice.customer() == customer).unwrap_or_default()));
    }
    let wanted = [id.to_owned()];
    Ok(kept(&|invoice| is_of(&wanted, *invoice)).map_or_else(|| Picked::Unknown(near.hint()), Picked::Customer))
}

/// The invoices of some customers, in a ledger that was read before; `None` where it came through a pipe.
pub fn of_customers(typed: &arguments::Files, root: &Root, as_of: Day, customers: &BTreeSet<String>) -> Option<Invoices> {
    let source = invoices_source(typed, root);
    if source.path.as_os_str() == "-" {
        return None;
    }
    let mut kept: Option<Invoices> = None;
    each(&source, as_of, root.project.ledger.currency, |invoice| {
        if customers.contains(invoice.customer()) {
            kept.get_or_insert_with(|| Invoices::new(invoice.columns().clone())).push(invoice);
        }
    });
    Some(kept.unwrap_or_default())
}

/// Shows every invoice of a ledger that was read before.
pub fn each_invoice(typed: &arguments::Files, root: &Root, as_of: Day, show: impl FnMut(&Invoice<'_>)) {
    each(&invoices_source(typed, root), as_of, root.project.ledger.currency, show);
}

/// Shows every invoice of a file.
fn each(source: &Source, as_of: Day, currency: Option<collect::money::Currency>, mut show: impl FnMut(&Invoice<'_>)) {
    let (digest, progress, report) = (Digest::default(), Progress::default(), Report::new(BadRows::Skip));
    let mut opener = Opener { as_of, currency, digest, progress, report };
    let Some((file, name, format)) = opener.open(source) else { return };
    let report = &mut opener.report;
    let Some(mut reader) = InvoiceReader::open(file, &name, &format, report) else { return };
    while let Some(invoice) = reader.next(report) {
        show(&invoice);
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
