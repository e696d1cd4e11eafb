//! The dossiers of the tasks that show one: the invoices of their customers are read again, and only those are kept.

use super::arguments;
use super::inputs::{Inputs, invoices_of};
use super::shell::Shell;
use collect::action_id::ActionId;
use collect::draft::Composer;
use collect::ledger::Ledger;
use collect::report::{Dossier, counted};
use std::collections::{BTreeMap, BTreeSet};

/// The dossiers, by the ids of their actions.
pub fn dossiers(typed: &arguments::Inputs, inputs: &mut Inputs, shell: &Shell) -> anyhow::Result<BTreeMap<ActionId, Dossier>> {
    let mut dossiers = BTreeMap::new();
    let composer = inputs.composer(&dossiers);
    let actions = composer.plan.actions().iter().enumerate().filter(|(_, action)| composer.wants_dossier(action));
    let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, action) in actions {
        wanted.entry(composer.plan.invoices.get(action.invoice).customer().to_owned()).or_default().push(index);
    }
    if wanted.is_empty() {
        return Ok(dossiers);
    }
    let customers: BTreeSet<String> = wanted.keys().cloned().collect();
    let Some(mut invoices) = invoices_of(typed, inputs.plan.as_of, &customers)? else {
        let count = wanted.values().map(Vec::len).sum();
        shell.note(&format!(
            "{} without a dossier: for one the invoices are read twice, and standard input can be read once only",
            counted(count, "task")
        ));
        return Ok(dossiers);
    };
    let mut ledger = Ledger { events: std::mem::take(&mut inputs.events), fx: inputs.fx.clone(), ..Ledger::default() };
    for (customer, actions) in wanted {
        ledger.invoices = invoices.remove(&customer).unwrap_or_default();
        for action in actions.iter().map(|index| &inputs.plan.actions()[*index]) {
            let dossier = Dossier::new(&inputs.workflow, &ledger, &inputs.plan, action);
            dossiers.extend(dossier.map(|dossier| (action.id.clone(), dossier)));
        }
    }
    inputs.events = ledger.events;
    Ok(dossiers)
}

impl Inputs {
    /// What drafts are made from, with these dossiers.
    pub fn composer<'a>(&'a self, dossiers: &'a BTreeMap<ActionId, Dossier>) -> Composer<'a> {
        Composer {
            plan: &self.plan,
            workflow: &self.workflow,
            events: &self.events,
            fx: self.fx.as_ref(),
            dossiers,
            sender: &self.sender,
            templates: &self.templates,
        }
    }
}
