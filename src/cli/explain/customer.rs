//! `collect explain --customer`: the account of a customer, for whoever takes a call about it.

use super::ExplainArguments;
use crate::cli::arguments::OutputFormat;
use crate::cli::inputs::{Called, Inputs, Query};
use crate::cli::outcome::{Failure, Outcome};
use crate::cli::shell::Shell;
use crate::cli::table::dossier_text;
use anyhow::{Context, anyhow};
use collect::finding::{Finding, FindingSubject};
use collect::ledger::{Invoices, Ledger};
use collect::plan::Stories;
use collect::report::{CustomerStory, Dossier, customer_story_json, customer_story_markdown};
use std::collections::HashSet;

pub fn run(arguments: &ExplainArguments, word: &str, format: OutputFormat, shell: &Shell) -> Result<Outcome, Failure> {
    let mut typed = arguments.inputs.clone();
    typed.files.as_of = arguments.to.unwrap_or(typed.as_of);
    let query = Query { notes: true, customer: Some(word), ..Query::default() };
    let mut inputs = Inputs::load(&typed, &query, shell)?;
    if inputs.about.invoices == Some(0) {
        inputs.met(shell)?;
    }
    let invoices = match &mut inputs.of_customer {
        Some(invoices) => std::mem::take(invoices),
        None => called(&inputs, word)?,
    };
    let customer = invoices.iter().next().map(|invoice| invoice.customer().to_owned()).unwrap_or_default();
    let ids: HashSet<String> = invoices.iter().map(|invoice| invoice.id().to_owned()).collect();
    let ledger = Ledger { invoices, events: std::mem::take(&mut inputs.events), fx: inputs.fx.take() };
    let workflow = inputs.workflow.clone();
    let stories = Stories::new(&workflow, &ledger, inputs.plan.as_of);
    let as_of = inputs.plan.as_of;
    let of_customers = inputs.loader.customers_read.get().cloned().flatten();
    let of_customers = of_customers.as_ref().map_or(&[][..], |table| table.columns());
    let story = CustomerStory::new(&stories, &customer, of_customers)
        .with_context(|| format!("the invoices of customer {customer} are issued after {as_of}: there is nothing to tell yet"))?;
    let concerns = |finding: &Finding| match finding.subject.as_deref() {
        None => true,
        Some(FindingSubject::Invoice(id)) => ids.contains(id),
        Some(FindingSubject::Customer(id)) => *id == customer,
    };
    inputs.met_with(&stories.plan, concerns, shell)?;
    if inputs.about.digest.is_empty() && format == OutputFormat::Json {
        inputs.about.digest = inputs.loader.digest().context("cannot read the ledger again")?;
    }
    let output = arguments.output.output.as_deref();
    let look = shell.look(output);
    inputs.ending.deliver(output, |out| match format {
        OutputFormat::Json => customer_story_json(&story, &inputs.about, out),
        OutputFormat::Markdown => customer_story_markdown(&story, out),
        OutputFormat::Html => out.write_all(Dossier::of_customer(&story).html().as_bytes()),
        _ => out.write_all(dossier_text(&Dossier::of_customer(&story), look).as_bytes()),
    })?;
    Ok(inputs.ending.outcome(output, shell))
}

/// The invoices of the one customer who is called so, in a ledger that was read as a whole.
pub fn called(inputs: &Inputs, word: &str) -> anyhow::Result<Invoices> {
    match inputs.loader.called(word) {
        Called::One(customer) => Ok(inputs.loader.invoices_of(|invoice| invoice.customer() == customer)),
        Called::Several(names) => Err(anyhow!("several customers are called {word:?}: {}; give the id of one", names.join(", "))),
        Called::Nobody(hint) => {
            let mut message = format!("the ledger has no customer {word:?}");
            let is_invoice = !inputs.loader.invoices_of(|invoice| invoice.id() == word).is_empty();
            if is_invoice {
                message.push_str(&format!(", but an invoice of that id: collect explain {word}"));
            } else if let Some(hint) = hint {
                message.push_str(&format!(": {hint}"));
            }
            Err(anyhow!(message))
        }
    }
}
