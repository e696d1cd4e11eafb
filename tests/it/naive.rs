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
mod late_fee;
mod money;
mod outcome;
mod promises;
mod replay;
mod short_pays;
mod stages;
mod stories;
mod tasks;
mod withheld;

pub use outcome::{NaiveAction, NaivePlan, NaiveRow, NaiveWithheld};

use candidates::{Candidate, Fate};
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::Ledger;
use collect::money::Currency;
use collect::workflow::Workflow;
use customer::Customer;
use replay::Replay;
use std::collections::BTreeMap;

/// What is to be done on a day, and where every invoice stands.
pub fn plan(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> NaivePlan {
    let replays = replays(workflow, ledger, as_of);
    let customers = customers(&replays, ledger, as_of);
    let mut plan = NaivePlan::default();
    let mut ranked: Vec<(outcome::Rank, NaiveAction, Option<withheld::Wait>)> = Vec::new();
    for replay in &replays {
        let customer = &customers[replay.invoice.customer()];
        let candidates = replay.candidates(&customer.owed);
        for candidate in candidates.iter().filter(|candidate| candidate.fate == Fate::Due) {
            let wait = withheld::wait_of(candidate.channel, replay, customer, ledger);
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
    let due = of_fate(workflow, ledger, as_of, Fate::Due).into_iter();
    due.map(|(invoice, candidate)| (candidate.id, candidate.channel.name().to_owned(), invoice)).collect()
}

/// What each customer owes in each currency on a day: what is open, less the unapplied cash or, if that is more, the open credits.
pub fn net(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> BTreeMap<(String, Currency), i128> {
    let replays = replays(workflow, ledger, as_of);
    let mut net = BTreeMap::new();
    for invoice in ledger.invoices.iter() {
        let (customer, currency) = (invoice.customer(), invoice.terms.currency);
        let own = || replays.iter().filter(|replay| replay.invoice.customer() == customer && replay.invoice.terms.currency == currency);
        let open: i128 = own().filter(|replay| replay.is_open()).map(|replay| replay.account.balance).sum();
        let below =
            |is_credit: bool| -> i128 { own().filter(|replay| replay.is_credit() == is_credit).map(|replay| replay.cash_beyond()).sum() };
        let cash = customer::cash_on_account(customer, ledger, as_of).into_iter();
        let cash: i128 = cash.filter(|(of, ..)| *of == currency).map(|(.., amount)| amount).sum();
        let (credits, overpaid) = (below(true), below(false));
        net.insert((customer.to_owned(), currency), open - credits.max(credits + overpaid + cash));
    }
    net
}

/// The actions of an invoice that something else comes before on a day.
pub fn set_aside_on(workflow: &Workflow, ledger: &Ledger, as_of: Day, invoice: &str) -> Vec<String> {
    let aside = of_fate(workflow, ledger, as_of, Fate::SetAside).into_iter();
    aside.filter(|(of, _)| of == invoice).map(|(_, candidate)| candidate.id).collect()
}

/// The actions that a day keeps back, or does not, with the invoice of each.
fn of_fate(workflow: &Workflow, ledger: &Ledger, as_of: Day, fate: Fate) -> Vec<(String, Candidate)> {
    let replays = replays(workflow, ledger, as_of);
    let customers = customers(&replays, ledger, as_of);
    let mut all = Vec::new();
    for replay in &replays {
        let candidates = replay.candidates(&customers[replay.invoice.customer()].owed).into_iter();
        all.extend(candidates.filter(|candidate| candidate.fate == fate).map(|candidate| (replay.invoice.id().to_owned(), candidate)));
    }
    all
}

/// Whether an action would have to wait, for each invoice that exists on a day and each channel, and why and until when.
pub fn waits_on(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> Vec<(String, Channel, Option<withheld::Wait>)> {
    let replays = replays(workflow, ledger, as_of);
    let customers = customers(&replays, ledger, as_of);
    let wait = |replay: &Replay, channel| withheld::wait_of(channel, replay, &customers[replay.invoice.customer()], ledger);
    let of_invoice = |replay: &Replay| Channel::ALL.map(|channel| (replay.invoice.id().to_owned(), channel, wait(replay, channel)));
    replays.iter().flat_map(of_invoice).collect()
}

/// The customers with an invoice that exists on a day, by id, and whether they are on credit hold: in a currency in which they owe, the
/// trigger holds, and an open invoice in it matches.
pub fn on_hold(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> Vec<(String, bool)> {
    let replays = replays(workflow, ledger, as_of);
    let rule = workflow.credit_hold.as_ref();
    let is_held = |id: &str, customer: &Customer| {
        let open: Vec<&Replay> = replays.iter().filter(|replay| replay.invoice.customer() == id && replay.is_open()).collect();
        rule.is_some_and(|rule| {
            let matches = |replay: &Replay| rule.matches.iter().all(|matched| conditions::column_matches(matched, &replay.invoice));
            open.iter().any(|replay| matches(replay) && customer.owed.hold(&rule.trigger, replay.invoice.terms.currency))
        })
    };
    customers(&replays, ledger, as_of).iter().map(|(id, customer)| (id.clone(), is_held(id, customer))).collect()
}

/// The invoices that exist on a day, each gone through day by day.
fn replays<'a>(workflow: &'a Workflow, ledger: &'a Ledger, as_of: Day) -> Vec<Replay<'a>> {
    let mut replays = Vec::new();
    for invoice in ledger.invoices.iter() {
        if invoice.terms.issue_date.is_some_and(|issued| issued > as_of) {
            continue;
        }
        let facts = facts::of_invoice(ledger, &invoice, as_of);
        let cash = customer::cash_on_account(invoice.customer(), ledger, as_of).into_iter();
        let cash = cash.filter(|(currency, ..)| *currency == invoice.terms.currency).map(|(_, day, amount)| (day, amount)).collect();
        let mut replay = Replay::new(workflow, ledger.fx.as_ref(), invoice, facts, cash, as_of);
        replay.go_to(as_of);
        replays.push(replay);
    }
    replays
}

/// The customers of some invoices.
fn customers(replays: &[Replay], ledger: &Ledger, as_of: Day) -> BTreeMap<String, Customer> {
    let mut customers = BTreeMap::new();
    for replay in replays {
        let id = replay.invoice.customer();
        if !customers.contains_key(id) {
            let own: Vec<&Replay> = replays.iter().filter(|other| other.invoice.customer() == id).collect();
            customers.insert(id.to_owned(), Customer::new(id, &own, ledger, as_of));
        }
    }
    customers
}

/// Keeps which rules were at work, so that a run over many stories can say what they reached.
fn note_what_happened(plan: &mut NaivePlan, replay: &Replay, candidates: &[Candidate]) {
    plan.happened.extend(replay.happened.iter().copied());
    plan.happened.extend((replay.paid_late_fee() > 0).then_some("a late fee paid beyond the balance"));
    for candidate in candidates {
        plan.happened.extend(candidate.tried_on.is_some().then_some("a call to be made again"));
        let is_task_done = candidate.kind != "touch" && candidate.fate == Fate::Done;
        plan.happened.insert(if is_task_done { "task done" } else { candidate.fate.name() });
    }
}
