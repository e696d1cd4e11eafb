//! A second planner, slow and obvious: the rules, written down once more so that they can be run.
//!
//! It visits every day from the first on and takes the steps of a day one after the other. It knows nothing of the
//! engine, so that the two can be held against each other.

mod candidates;
mod conditions;
mod coverage;
mod customer;
mod days;
pub mod differences;
mod facts;
mod money;
mod outcome;
mod promises;
mod replay;
mod stages;
mod stories;
mod tasks;
mod withheld;

pub use outcome::{NaiveAction, NaivePlan, NaiveRow, NaiveWithheld};

use candidates::{Candidate, Fate};
use collect::calendar::Day;
use collect::ledger::Ledger;
use collect::workflow::Workflow;
use customer::Customer;
use replay::Replay;
use std::collections::BTreeMap;

/// What is to be done on a day, and where every invoice stands.
pub fn plan(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> NaivePlan {
    let replays = replays(workflow, ledger, as_of);
    let mut customers = BTreeMap::new();
    for replay in &replays {
        let id = replay.invoice.customer();
        if !customers.contains_key(id) {
            let own: Vec<&Replay> = replays.iter().filter(|other| other.invoice.customer() == id).collect();
            customers.insert(id.to_owned(), Customer::new(id, &own, ledger, as_of));
        }
    }

    let mut plan = NaivePlan::default();
    let mut ranked: Vec<(outcome::Rank, NaiveAction, Option<withheld::Wait>)> = Vec::new();
    for replay in &replays {
        let customer = &customers[replay.invoice.customer()];
        let candidates = replay.candidates();
        for candidate in candidates.iter().filter(|candidate| candidate.fate == Fate::Due) {
            let wait = withheld::wait_of(candidate, replay, customer, ledger);
            let (rank, action) = outcome::action(candidate, replay, customer, ledger);
            ranked.push((rank, action, wait));
        }
        note_what_happened(&mut plan, replay, &candidates);
        plan.rows.push(outcome::row(replay, &candidates, customer));
    }
    ranked.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    for (_, mut action, wait) in ranked {
        match wait {
            Some(wait) => plan.withheld.push(NaiveWithheld { action, reason: wait.reason.to_owned(), free_on: wait.free_on }),
            None => {
                action.rank = plan.actions.len() + 1;
                plan.actions.push(action);
            }
        }
    }
    plan
}

/// Only what is due on a day, withheld or not: the id, channel and invoice of each action.
pub fn due_on(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> Vec<(String, String, String)> {
    let mut due = Vec::new();
    for replay in replays(workflow, ledger, as_of) {
        for candidate in replay.candidates().into_iter().filter(|candidate| candidate.fate == Fate::Due) {
            due.push((candidate.id, candidate.channel.name().to_owned(), replay.invoice.id().to_owned()));
        }
    }
    due
}

/// The actions of an invoice that something else comes before on a day.
pub fn set_aside_on(workflow: &Workflow, ledger: &Ledger, as_of: Day, invoice: &str) -> Vec<String> {
    let own = replays(workflow, ledger, as_of).into_iter().filter(|replay| replay.invoice.id() == invoice);
    let aside = |replay: Replay<'_>| replay.candidates().into_iter().filter(|candidate| candidate.fate == Fate::SetAside);
    own.flat_map(aside).map(|candidate| candidate.id).collect()
}

/// The invoices that exist on a day, each gone through day by day.
fn replays<'a>(workflow: &'a Workflow, ledger: &'a Ledger, as_of: Day) -> Vec<Replay<'a>> {
    let mut replays = Vec::new();
    for invoice in ledger.invoices.iter() {
        if invoice.terms.issue_date.is_some_and(|issued| issued > as_of) {
            continue;
        }
        let facts = facts::of_invoice(ledger, &invoice, as_of);
        let mut replay = Replay::new(workflow, ledger.fx.as_ref(), invoice, facts, as_of);
        replay.cash = facts::cash(ledger, &invoice, as_of);
        replay.go_to(as_of);
        replays.push(replay);
    }
    replays
}

/// Keeps which rules were at work, so that a run over many stories can say what they reached.
fn note_what_happened(plan: &mut NaivePlan, replay: &Replay, candidates: &[Candidate]) {
    plan.happened.extend(replay.happened.iter().copied());
    for candidate in candidates {
        let is_task_done = candidate.kind != "touch" && candidate.fate == Fate::Done;
        plan.happened.insert(if is_task_done { "task done" } else { candidate.fate.name() });
    }
}
