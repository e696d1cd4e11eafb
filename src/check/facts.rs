//! What checks want to know of a ledger, gathered while its invoices go by.

use crate::calendar::Day;
use crate::ledger::{Columns, Events, Field, Invoice, Kind, Reference};
use crate::money::Fx;
use crate::plan::RulesMet;
use crate::workflow::Workflow;
use std::collections::{BTreeMap, BTreeSet};

/// What a ledger has, as far as checks ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// How many invoices there are.
    pub invoices: usize,
    /// How many of them are open and overdue.
    pub overdue: usize,
    /// For each escalate rule, for how many of those its trigger holds.
    pub met: Vec<usize>,
    /// Languages of customers as they are written, each with the number of invoices.
    pub languages: BTreeMap<String, usize>,
    /// The columns that any invoice fills; `issue_date` among them.
    pub filled: BTreeSet<String>,
    /// Reasons of disputes, each with how often it was given.
    pub reasons: BTreeMap<String, usize>,
    /// The stages that touches name, by themselves or in their ref, each with how many do.
    pub touched: BTreeMap<String, usize>,
}

/// Gathers the facts of a ledger.
pub struct Gathering<'a> {
    columns: Columns,
    rules: RulesMet<'a>,
    facts: Facts,
}

impl<'a> Gathering<'a> {
    /// Of a ledger with these events and columns, on a day.
    pub fn new(workflow: &'a Workflow, fx: Option<&'a Fx>, events: &'a Events, columns: &Columns, as_of: Day) -> Gathering<'a> {
        let facts = Facts { reasons: reasons(events), touched: touched(events), ..Facts::default() };
        Gathering { columns: columns.clone(), rules: RulesMet::new(workflow, fx, events, columns, as_of), facts }
    }

    /// An invoice goes by.
    pub fn add(&mut self, invoice: &Invoice<'_>) {
        let facts = &mut self.facts;
        facts.invoices += 1;
        let language = invoice.field(Field::Language);
        if !language.is_empty() {
            *facts.languages.entry(language.to_owned()).or_default() += 1;
        }
        for (index, name) in self.columns.names().iter().enumerate() {
            if !invoice.text_at(index).is_empty() && !facts.filled.contains(name) {
                facts.filled.insert(name.clone());
            }
        }
        if invoice.terms.issue_date.is_some() {
            facts.filled.insert("issue_date".to_owned());
        }
        self.rules.add(invoice);
    }

    /// All went by.
    #[must_use]
    pub fn finish(self) -> Facts {
        let (overdue, met) = self.rules.counts();
        Facts { overdue, met: met.to_vec(), ..self.facts }
    }
}

fn all(events: &Events) -> impl Iterator<Item = &crate::ledger::Event> {
    events.every_subject().flat_map(|subject| events.of(subject))
}

fn reasons(events: &Events) -> BTreeMap<String, usize> {
    let mut reasons = BTreeMap::new();
    for event in all(events) {
        if let Kind::Dispute { reason: Some(reason) } = event.kind {
            *reasons.entry(events.text(reason).to_owned()).or_default() += 1;
        }
    }
    reasons
}

/// Overrides stand in the place of a stage in the refs of their tasks: `dispute/1` has one part less than `escalation/call/1`.
fn touched(events: &Events) -> BTreeMap<String, usize> {
    let mut touched = BTreeMap::new();
    for event in all(events) {
        let Kind::Touch { stage, reference, .. } = event.kind else { continue };
        let of_ref = match reference {
            Some(Reference::Own { tail, .. }) => {
                events.text(tail).split_once('/').filter(|(_, rest)| rest.contains('/')).map(|(stage, _)| stage)
            }
            _ => None,
        };
        if let Some(stage) = stage.map(|stage| events.text(stage)).or(of_ref) {
            *touched.entry(stage.to_owned()).or_default() += 1;
        }
    }
    touched
}
