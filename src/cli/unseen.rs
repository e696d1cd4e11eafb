//! Customers that were asked for and of whom nothing is shown: has the ledger nobody of that name, or have they nothing of the kind?

use super::arguments::Inputs;
use super::inputs::{Presence, presence};
use super::shell::Shell;
use collect::plan::Plan;
use collect::report::who_may_be_meant;

/// What is said of a customer of whom nothing is shown.
pub struct Words<'a> {
    /// Of one that nobody knows: `no action of the plan is for a customer whose id or name is`.
    pub nobody: &'a str,
    /// Of one that is in the ledger: `has nothing due`.
    pub nothing: &'a str,
}

/// Tells each of them. A plan keeps the invoices that it names and no others, so the file is looked at again, and only now.
pub fn tell_unseen(customers: &[String], typed: &Inputs, plan: &Plan, words: &Words<'_>, shell: &Shell) {
    if customers.is_empty() {
        return;
    }
    let found = presence(typed, plan.as_of, customers).unwrap_or_default();
    for (index, customer) in customers.iter().enumerate() {
        let Words { nobody, nothing } = words;
        let text = match found.as_ref().map(|found| found[index]) {
            Some(Presence::Inside) => format!("customer {customer:?} {nothing}"),
            Some(Presence::Outside) => format!("customer {customer:?} is in the ledger, but not in this part of it"),
            Some(Presence::Nowhere) => {
                let hint = who_may_be_meant(customer, &plan.invoices).map(|hint| format!(": {hint}")).unwrap_or_default();
                format!("{nobody} {customer:?}{hint}")
            }
            // Standard input cannot be read again: whoever it is may be in there.
            None => format!("{nobody} {customer:?}, but it may be in the ledger"),
        };
        shell.note(&text);
    }
}
