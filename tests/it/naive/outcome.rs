//! What a plan says: rows, actions and their order, as plain texts and numbers.

use super::candidates::{Candidate, Fate};
use super::customer::Customer;
use super::replay::Replay;
use super::withheld::has_paid_some;
use collect::calendar::Day;
use collect::ledger::Ledger;
use collect::money::{Decimal, value};
use collect::workflow::{OwnerId, OwnerSource};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// So many days are looked ahead for the next one that brings something. The spans of random stories are far shorter.
const HORIZON: i32 = 800;

/// What is to be done, and where all invoices stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NaivePlan {
    /// Every invoice that exists, in file order.
    pub rows: Vec<NaiveRow>,
    /// By rank.
    pub actions: Vec<NaiveAction>,
    /// In the same order, without a rank.
    pub withheld: Vec<NaiveWithheld>,
    /// Which rules were at work, for counting what stories reach.
    pub happened: BTreeSet<&'static str>,
}

/// Where an invoice stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NaiveRow {
    pub invoice_id: String,
    pub customer_id: String,
    pub currency: String,
    pub amount: String,
    pub balance: String,
    pub asked: String,
    pub due_date: Day,
    pub days_past_due: i32,
    pub clock: Option<i32>,
    pub status: String,
    pub journey: u16,
    pub track: String,
    pub stage: String,
    pub stage_entered_on: Option<Day>,
    pub skipped: Vec<String>,
    pub blocked_until: Option<Day>,
    pub promise_date: Option<Day>,
    pub closed_on: Option<Day>,
    pub next_on: Option<Day>,
    pub owner: String,
    pub flags: String,
    pub stalled: bool,
}

/// Something that is due, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NaiveAction {
    /// From 1; 0 for what is withheld.
    pub rank: usize,
    pub action_id: String,
    pub kind: String,
    pub channel: String,
    pub owner: String,
    pub invoice_id: String,
    pub balance: String,
    pub asked: String,
    pub due_date: Day,
    pub days_past_due: i32,
    pub clock: i32,
    pub status: String,
    pub track: String,
    pub stage: String,
    pub template: String,
    pub scheduled_on: Day,
    pub days_late: i32,
    pub score: String,
    pub flags: String,
}

/// Something that would be due but must wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NaiveWithheld {
    pub action: NaiveAction,
    pub reason: String,
    pub free_on: Option<Day>,
}

/// What comes first: the currency where currencies cannot be compared, what is overdue, the score, the days past due, the
/// invoice, the day it was scheduled on, the action.
pub type Rank = (String, Reverse<bool>, Reverse<Decimal>, Reverse<i32>, String, Day, String);

/// An action that is due, and its place among others.
pub fn action(candidate: &Candidate, replay: &Replay, customer: &Customer, ledger: &Ledger) -> (Rank, NaiveAction) {
    let terms = &replay.invoice.terms;
    let days_past_due = replay.days_past_due();
    let scheduled_on = candidate.scheduled_on.unwrap_or(replay.today);
    let worth = value(replay.fx, terms.currency, replay.account.balance);
    let score = worth.times(Decimal::ONE.plus(weights(replay, customer)));
    let action = NaiveAction {
        rank: 0,
        action_id: candidate.id.clone(),
        kind: candidate.kind.to_owned(),
        channel: candidate.channel.name().to_owned(),
        owner: owner_text(replay, candidate.owner),
        invoice_id: replay.invoice.id().to_owned(),
        balance: terms.currency.plain(replay.account.balance),
        asked: terms.currency.plain(replay.asked()),
        due_date: replay.due_date,
        days_past_due,
        clock: replay.shown_clock(),
        status: status(replay).to_owned(),
        track: track_text(replay),
        stage: stage_text(replay),
        template: candidate.template.clone(),
        scheduled_on,
        days_late: replay.today.since(scheduled_on),
        score: score.rounded(2).to_string(),
        flags: flags(replay, customer).join("+"),
    };
    let group = if ledger.fx.is_none() { terms.currency.code().to_owned() } else { String::new() };
    let invoice = replay.invoice.id().to_owned();
    let overdue = Reverse(days_past_due > 0);
    ((group, overdue, Reverse(score), Reverse(days_past_due), invoice, scheduled_on, candidate.id.clone()), action)
}

/// Where an invoice stands.
pub fn row(replay: &Replay, candidates: &[Candidate], customer: &Customer) -> NaiveRow {
    let terms = &replay.invoice.terms;
    let open = replay.is_open();
    let future = if open { look_ahead(replay, candidates, customer) } else { Future::default() };
    let due = candidates.iter().any(|candidate| candidate.fate == Fate::Due);
    let forgotten = replay.days_past_due() > 0 && !due && future.next_on.is_none();
    let blocks = [replay.blocking_disputes(), replay.running_pauses()].concat();
    let forever = blocks.iter().any(|since| replay.today.since(*since) > 60);
    let task = candidates.iter().find(|one| one.kind != "touch" && (one.fate == Fate::Due || one.fate == Fate::Waits));
    let owner = task.map_or(replay.stage_owner(), |task| task.owner);
    NaiveRow {
        invoice_id: replay.invoice.id().to_owned(),
        customer_id: replay.invoice.customer().to_owned(),
        currency: terms.currency.code().to_owned(),
        amount: terms.currency.plain(i128::from(terms.amount)),
        balance: terms.currency.plain(replay.account.balance),
        asked: terms.currency.plain(replay.asked()),
        due_date: replay.due_date,
        days_past_due: replay.days_past_due(),
        clock: open.then(|| replay.shown_clock()),
        status: status(replay).to_owned(),
        journey: replay.journey,
        track: track_text(replay),
        stage: stage_text(replay),
        stage_entered_on: replay.entered_on,
        skipped: replay.skipped.iter().map(|index| replay.stages[*index].id.clone()).collect(),
        blocked_until: future.free_on,
        promise_date: replay.pending_promise().filter(|_| open).map(|promise| promise.until),
        closed_on: replay.account.closed.as_ref().filter(|_| !replay.is_credit()).and_then(|closing| closing.on),
        next_on: future.next_on,
        owner: if open { owner_text(replay, owner) } else { String::new() },
        flags: flags(replay, customer).join("+"),
        stalled: open && (forgotten || forever),
    }
}

/// What comes if nothing further happens.
#[derive(Default)]
struct Future {
    /// The first day that brings something that is not due now.
    next_on: Option<Day>,
    /// The first day that is free of every block, if there is one now.
    free_on: Option<Day>,
}

/// Really goes on, day by day.
fn look_ahead(replay: &Replay, candidates: &[Candidate], customer: &Customer) -> Future {
    let is_due = |one: &&Candidate| one.fate == Fate::Due;
    let now: Vec<&str> = candidates.iter().filter(is_due).map(|one| one.id.as_str()).collect();
    let blocked = replay.is_blocked();
    let mut future = Future::default();
    let mut later = replay.clone();
    for _ in 0..HORIZON {
        later.next_day();
        if blocked && future.free_on.is_none() && !later.is_blocked() {
            future.free_on = Some(later.today);
        }
        if future.next_on.is_none() && later.candidates(&customer.owed).iter().filter(is_due).any(|one| !now.contains(&one.id.as_str())) {
            future.next_on = Some(later.today);
        }
        if future.next_on.is_some() && (!blocked || future.free_on.is_some()) {
            break;
        }
    }
    future
}

fn status(replay: &Replay) -> &'static str {
    if replay.is_credit() {
        return "credit";
    }
    if let Some(closing) = &replay.account.closed {
        return closing.status;
    }
    let stage = if replay.stage.is_some() { "active" } else { "upcoming" };
    replay.block().unwrap_or(stage)
}

fn track_text(replay: &Replay) -> String {
    replay.track.map_or(String::new(), |index| replay.workflow.tracks[index].id.clone())
}

fn stage_text(replay: &Replay) -> String {
    if replay.is_credit() {
        return String::new();
    }
    replay.stage.map_or(String::new(), |index| replay.stages[index].id.clone())
}

/// An owner's id, or whom the invoice's row names.
fn owner_text(replay: &Replay, owner: OwnerId) -> String {
    let owner = &replay.workflow.owners[owner.index()];
    match &owner.source {
        OwnerSource::Declared { .. } => owner.id.clone(),
        OwnerSource::FromColumn { column, fallback } => match replay.invoice.column(column) {
            Some(named) if !named.is_empty() => named.to_owned(),
            _ => replay.workflow.owners[fallback.index()].id.clone(),
        },
    }
}

fn flags(replay: &Replay, customer: &Customer) -> Vec<&'static str> {
    let mut flags = Vec::new();
    if !replay.is_open() {
        return flags;
    }
    if customer.touched_days >= replay.workflow.priority.silent_after as usize {
        flags.push("silent");
    }
    if customer.broken_promises > 0 {
        flags.push("broken_promise");
    }
    if customer.worsening {
        flags.push("worsening");
    }
    if status(replay) == "disputed" {
        flags.push("disputed");
    }
    if has_paid_some(replay, customer) {
        flags.push("unapplied_cash");
    }
    if replay.is_part_disputed() {
        flags.push("part_disputed");
    }
    flags
}

/// The sum of the weights of the flags; a broken promise counts for each, three at most.
fn weights(replay: &Replay, customer: &Customer) -> Decimal {
    let priority = &replay.workflow.priority;
    let mut sum = Decimal::ZERO;
    for flag in flags(replay, customer) {
        sum = sum.plus(match flag {
            "silent" => priority.silent,
            "broken_promise" => priority.broken_promise.times(Decimal::from(i64::from(customer.broken_promises.min(3)))),
            "worsening" => priority.worsening,
            "disputed" => priority.disputed,
            "unapplied_cash" => priority.unapplied_cash,
            _ => Decimal::ZERO,
        });
    }
    sum
}
