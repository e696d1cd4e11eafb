//! Stages, owners and customers that were typed: are there such ones, and is anything shown of them?

use super::inputs::Inputs;
use super::shell::Shell;
use anyhow::anyhow;
use collect::finding::did_you_mean;
use collect::report::{is_of, who_may_be_meant};
use collect::workflow::{OwnerSource, Workflow};

/// What is said of owners and customers of whom nothing is shown.
pub struct Unseen<'a> {
    /// Of an owner: `no action of the plan belongs to`.
    pub owner: &'a str,
    /// Of a customer that nobody knows: `no action of the plan is for a customer whose id or name is`.
    pub customer: &'a str,
    /// Of a customer that is in the ledger: `has nothing due`.
    pub nothing: &'a str,
}

impl Unseen<'_> {
    /// Names each owner and each customer of whom nothing is shown; `is_empty` is asked for one of them at a time. A plan keeps only the
    /// invoices that it names, so for customers the file is read again.
    pub fn tell(
        &self,
        owners: &[String],
        customers: &[String],
        is_empty: impl Fn(&[String], &[String]) -> bool,
        inputs: &Inputs,
        shell: &Shell,
    ) {
        for owner in undeclared(owners, &inputs.workflow).filter(|owner| is_empty(std::slice::from_ref(owner), &[])) {
            shell.note(&format!("{} {owner:?}: {}", self.owner, declared(owner, &inputs.workflow)));
        }
        let customers: Vec<&[String]> = customers.chunks(1).filter(|customer| is_empty(&[], customer)).collect();
        if customers.is_empty() {
            return;
        }
        // Of each, whether it is in the ledger, and in the slice.
        let mut found = vec![(false, false); customers.len()];
        inputs.loader.each_invoice(|invoice| {
            let of_invoice = customers.iter().zip(&mut found).filter(|(customer, _)| is_of(customer, *invoice));
            of_invoice.for_each(|(_, found)| *found = (true, found.1 || inputs.loader.is_in_slice(invoice)));
        });
        for (customer, found) in customers.iter().flat_map(|customer| *customer).zip(found) {
            shell.note(&match found {
                (_, true) => format!("customer {customer:?} {}", self.nothing),
                (true, false) => format!("customer {customer:?} is in the ledger, but not in this part of it"),
                (false, false) => {
                    let hint = who_may_be_meant(customer, &inputs.plan.invoices).map(|hint| format!(": {hint}")).unwrap_or_default();
                    format!("{} {customer:?}{hint}", self.customer)
                }
            });
        }
    }
}

/// Refuses a stage that the workflow does not have.
pub fn known_stages(typed: &[String], workflow: &Workflow) -> anyhow::Result<()> {
    let mut known: Vec<&str> = Vec::new();
    for stage in workflow.stage_lists().flatten() {
        if !known.contains(&stage.id.as_str()) {
            known.push(&stage.id);
        }
    }
    match typed.iter().find(|stage| !known.contains(&stage.as_str())) {
        None => Ok(()),
        Some(stage) => {
            let hint = did_you_mean(stage, known.iter().copied()).unwrap_or_else(|| format!("its stages are {}", known.join(", ")));
            Err(anyhow!("workflow {} has no stage {stage:?}: {hint}", workflow.name))
        }
    }
}

/// Refuses an owner that the workflow does not declare, unless owners come from a column of the ledger.
pub fn known_owners(typed: &[String], workflow: &Workflow) -> anyhow::Result<()> {
    if workflow.owners.iter().any(|owner| matches!(owner.source, OwnerSource::FromColumn { .. })) {
        return Ok(());
    }
    match undeclared(typed, workflow).next() {
        None => Ok(()),
        Some(owner) => Err(anyhow!("workflow {} declares no owner {owner:?}: {}", workflow.name, declared(owner, workflow))),
    }
}

/// The owners that the workflow does not declare; a column of the ledger may name them.
fn undeclared<'a>(typed: &'a [String], workflow: &Workflow) -> impl Iterator<Item = &'a String> {
    typed.iter().filter(|owner| workflow.owner_named(owner).is_none())
}

pub fn declared(owner: &str, workflow: &Workflow) -> String {
    let known = || workflow.owners.iter().map(|owner| owner.id.as_str());
    did_you_mean(owner, known()).unwrap_or_else(|| format!("the workflow declares {}", known().collect::<Vec<_>>().join(", ")))
}
