//! Whether customers are in a ledger: a plan does not know of those on whose invoices nothing is due.

use super::invoices_source;
use super::picked::each_invoice;
use crate::cli::arguments;
use crate::cli::inputs::project::Root;
use collect::calendar::Day;
use collect::ledger::Slice;
use collect::report::is_of;

/// Where a customer's invoices are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    Nowhere,
    /// In the ledger, outside of the slice that is looked at.
    Outside,
    /// In the slice, or in the ledger where it is looked at as a whole.
    Inside,
}

/// Where the invoices of each of these customers are, by id or by name, in a ledger that was read before; `None` where it came through a
/// pipe.
pub fn presence(typed: &arguments::Files, root: &Root, as_of: Day, customers: &[String], slice: &Slice) -> Option<Vec<Presence>> {
    if invoices_source(typed, root).path.as_os_str() == "-" {
        return None;
    }
    let mut found = vec![Presence::Nowhere; customers.len()];
    each_invoice(typed, root, as_of, |invoice| {
        for (found, customer) in found.iter_mut().zip(customers) {
            if *found != Presence::Inside && is_of(std::slice::from_ref(customer), *invoice) {
                *found = if slice.holds(invoice) { Presence::Inside } else { Presence::Outside };
            }
        }
    });
    Some(found)
}
