//! What checks want to know of a ledger, gathered while its invoices go by.

use crate::calendar::Day;
use crate::ledger::{Columns, Event, Events, Field, Invoice, Kind, Reference, Subject, language};
use crate::money::Fx;
use crate::plan::RulesMet;
use crate::workflow::Workflow;
use std::collections::{BTreeMap, BTreeSet};

/// What a ledger has, as far as checks ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFacts {
    pub invoices: usize,
    /// How many of them are open and overdue.
    pub overdue: usize,
    /// For each escalate rule, for how many of those its trigger holds.
    pub met: Vec<usize>,
    /// Codes of languages that invoices name, each with the number of invoices.
    pub languages: BTreeMap<String, usize>,
    /// What stands in place of a language and is none, likewise.
    pub no_languages: BTreeMap<String, usize>,
    /// The columns that any invoice fills; `issue_date` among them.
    pub filled: BTreeSet<String>,
    /// Reasons of disputes about these invoices, each with how often it was given.
    pub reasons: BTreeMap<String, usize>,
    /// The stages that touches of them name, by themselves or in their ref, each with how many do.
    pub touched: BTreeMap<String, usize>,
}

pub struct Gathering<'a> {
    columns: Columns,
    events: &'a Events,
    /// Customers whose own events were looked at.
    customers: BTreeSet<Subject>,
    rules: RulesMet<'a>,
    facts: LedgerFacts,
}

impl<'a> Gathering<'a> {
    pub fn new(workflow: &'a Workflow, fx: Option<&'a Fx>, events: &'a Events, columns: &Columns, as_of: Day) -> Gathering<'a> {
        let (facts, customers) = (LedgerFacts::default(), BTreeSet::new());
        Gathering { columns: columns.clone(), events, customers, rules: RulesMet::new(workflow, fx, events, columns, as_of), facts }
    }

    pub fn add(&mut self, invoice: &Invoice<'_>) {
        let facts = &mut self.facts;
        facts.invoices += 1;
        let cell = invoice.field(Field::Language);
        match language(cell) {
            Some(code) => *facts.languages.entry(code).or_default() += 1,
            None if cell.trim().is_empty() => {}
            None => *facts.no_languages.entry(cell.to_owned()).or_default() += 1,
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
        let events = self.events;
        let customer = events.customer(invoice.customer()).filter(|customer| self.customers.insert(*customer));
        for event in events.invoice(invoice.id()).into_iter().chain(customer).flat_map(|subject| events.of(subject)) {
            self.happened(&event);
        }
    }

    fn happened(&mut self, event: &Event) {
        match event.kind {
            Kind::Dispute { reason: Some(reason), .. } => *self.facts.reasons.entry(self.events.text(reason).to_owned()).or_default() += 1,
            Kind::Touch { stage, reference, .. } => {
                if let Some(stage) = stage.map(|stage| self.events.text(stage)).or_else(|| stage_of(self.events, reference)) {
                    *self.facts.touched.entry(stage.to_owned()).or_default() += 1;
                }
            }
            _ => {}
        }
    }

    #[must_use]
    pub fn finish(self) -> LedgerFacts {
        let (overdue, met) = self.rules.counts();
        LedgerFacts { overdue, met: met.to_vec(), ..self.facts }
    }
}

/// The stage in a ref. Overrides stand in the place of a stage in the refs of their tasks: `dispute/1` has one part less than
/// `escalation/call/1`.
fn stage_of(events: &Events, reference: Option<Reference>) -> Option<&str> {
    let Reference::Own { tail, .. } = reference? else { return None };
    events.text(tail).split_once('/').filter(|(_, rest)| rest.contains('/')).map(|(stage, _)| stage)
}
