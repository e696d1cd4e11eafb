//! The dossiers of the tasks that show one: the invoices of their customers are read again, and only those are kept.

use super::inputs::Inputs;
use super::shares::{cores, shared_out};
use collect::action_id::ActionId;
use collect::draft::Composer;
use collect::ledger::Ledger;
use collect::plan::Stories;
use collect::report::{CustomerInvoices, Dossier};
use std::collections::BTreeMap;
use std::convert::Infallible;

pub fn dossiers(inputs: &mut Inputs) -> BTreeMap<ActionId, Dossier> {
    let mut dossiers = BTreeMap::new();
    let composer = inputs.composer(&dossiers);
    let actions = composer.plan.actions().iter().enumerate().filter(|(_, action)| composer.wants_dossier(action));
    let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, action) in actions {
        wanted.entry(composer.plan.invoices.get(action.invoice).customer().to_owned()).or_default().push(index);
    }
    if wanted.is_empty() {
        return dossiers;
    }
    let invoices = inputs.loader.invoices_of(|invoice| wanted.contains_key(invoice.customer()));
    let ledger = Ledger { invoices, events: std::mem::take(&mut inputs.events), fx: inputs.fx.clone() };
    let stories = Stories::new(&inputs.workflow, &ledger, inputs.plan.as_of);
    let asked: Vec<(CustomerInvoices, Vec<usize>)> =
        wanted.into_iter().map(|(customer, places)| (CustomerInvoices::new(&stories, &customer), places)).collect();
    let asked: Vec<(&CustomerInvoices, usize)> =
        asked.iter().flat_map(|(customer, places)| places.iter().map(move |place| (customer, *place))).collect();
    let actions = inputs.plan.actions();
    let Ok(made) = shared_out(&asked, cores(), |(customer, place)| {
        let action = &actions[*place];
        Ok::<_, Infallible>(Dossier::new(&stories, customer, &inputs.plan, action).map(|dossier| (action.id.clone(), dossier)))
    });
    dossiers.extend(made.into_iter().flatten());
    drop(stories);
    inputs.events = ledger.events;
    dossiers
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
            files: &self.files,
        }
    }
}
