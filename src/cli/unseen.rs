//! Customers that were asked for and of whom nothing is shown: has the ledger nobody of that name, or have they nothing of the kind?

use super::inputs::Inputs;
use super::shell::Shell;
use collect::report::{is_of, who_may_be_meant};

/// What is said of a customer of whom nothing is shown.
pub struct Words<'a> {
    /// Of one that nobody knows: `no action of the plan is for a customer whose id or name is`.
    pub nobody: &'a str,
    /// Of one that is in the ledger: `has nothing due`.
    pub nothing: &'a str,
}

/// Tells each of them. A plan keeps the invoices that it names and no others, so the file is looked at again, and only now.
pub fn tell_unseen(customers: &[String], inputs: &Inputs, words: &Words<'_>, shell: &Shell) {
    if customers.is_empty() {
        return;
    }
    // Of each, whether it is in the ledger, and in the slice.
    let mut found = vec![(false, false); customers.len()];
    inputs.loader.each_invoice(|invoice| {
        let of_invoice = customers.iter().zip(&mut found).filter(|(customer, _)| is_of(std::slice::from_ref(customer), *invoice));
        of_invoice.for_each(|(_, found)| *found = (true, found.1 || inputs.loader.is_in_slice(invoice)));
    });
    let Words { nobody, nothing } = words;
    for (customer, found) in customers.iter().zip(found) {
        shell.note(&match found {
            (_, true) => format!("customer {customer:?} {nothing}"),
            (true, false) => format!("customer {customer:?} is in the ledger, but not in this part of it"),
            (false, false) => {
                let hint = who_may_be_meant(customer, &inputs.plan.invoices).map(|hint| format!(": {hint}")).unwrap_or_default();
                format!("{nobody} {customer:?}{hint}")
            }
        });
    }
}
