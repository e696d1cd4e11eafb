//! Where an invoice stands on a day: what is due, what stands in the way and until when, and the arithmetic behind it.

use super::super::action::{DueAction, Held, Withheld};
use super::super::action_kind::ActionKey;
use super::super::day_plan::Plan;
use super::super::due::{AskedAction, Fate};
use super::super::flags::Flags;
use super::super::journey::Journey;
use super::super::position::Status;
use super::super::rank;
use super::super::reach::Reach;
use super::super::recipients::addressees;
use super::super::rules::{CustomerGate, Rules};
use super::super::withholding::Circumstances;
use super::super::worklist::Entries;
use super::tasks::task;
use super::{Onward, Task, evidence};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Event, Invoice, Kind, Ledger};
use crate::money::{Balance, Decimal, Minor, value};
use crate::store::Debts;

#[derive(Clone, Debug)]
pub struct Standing {
    pub due: Vec<DueAction>,
    pub withheld: Vec<Withheld>,
    /// What falls due next if nothing happens until then, and when; never none of them on a day.
    pub next: Option<(Day, Vec<NextAction>)>,
    pub onward: Option<Onward>,
    pub blockers: Vec<Blocker>,
    /// The first day that is free of all blockers, where that is known for each.
    pub free_on: Option<Day>,
    pub ageing: Ageing,
    /// What it is ranked by, while it is open.
    pub score: Option<Score>,
}

#[derive(Clone, Debug)]
pub struct NextAction {
    pub action: DueAction,
    /// Why it will have to wait all the same, and until when, if nothing happens until then.
    pub held: Option<(Held, Option<Day>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    pub what: Blocking,
    /// The first day on which it no longer stands in the way, where that is known.
    pub free_on: Option<Day>,
    /// The line of the workflow that says so; 0 where none does.
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocking {
    /// The invoice is issued later.
    NotYetIssued,
    /// It is a credit note, and no debt.
    OpenCredit,
    /// `on` that day, if an event says so.
    Closed { status: Status, on: Option<Day> },
    /// The reason is of the latest dispute that is `open`; if none is, the invoice cools down. `stopped`: the clock stands still.
    Disputed { since: Day, reason: Option<String>, open: bool, cooldown_days: u32, stopped: bool },
    /// Nobody is to chase.
    Paused { since: Day },
    /// A promise of `amount`, or of all that is open, is pending.
    Promised { date: Day, amount: Option<Minor> },
    /// A reply waits for its answer.
    Replied { since: Day },
    /// Nobody works on that day.
    NotAWorkingDay,
    /// A required stage holds the invoice, though the clock has reached `from`.
    RequiredStage { stage: String, from: String },
    /// A broken promise or a short pay comes before the actions of the stage, which are `waiting`. `done`: on this very day.
    SetAside { by: Task, done: bool, waiting: Vec<Task> },
    /// See [`Held::UnreadRow`].
    UnreadRow,
    /// See [`Held::UnappliedCash`].
    UnappliedCash,
    /// The last message was about that invoice; `None` for the customer as a whole.
    ContactLimit { last: Day, about: Option<String> },
    /// See [`Held::OptedOut`]; the channels that are held back.
    OptedOut { channels: Vec<Channel> },
    /// See [`Held::NoContact`]; `on` is when that was last recorded.
    NoContact { address: String, on: Day },
    /// The day of the next action is still ahead.
    NotReached,
    /// The workflow has nothing more for it.
    NothingLeft,
}

impl Blocking {
    pub const CODES: [&'static str; 17] = [
        "not-yet-issued",
        "open-credit",
        "closed",
        "disputed",
        "paused",
        "promised",
        "replied",
        "not-a-working-day",
        "required-stage",
        "set-aside",
        "unread-row",
        "opted-out",
        "unapplied-cash",
        "contact-limit",
        "no-contact",
        "not-reached",
        "nothing-left",
    ];

    pub fn code(&self) -> &'static str {
        match self {
            Blocking::NotYetIssued => "not-yet-issued",
            Blocking::OpenCredit => "open-credit",
            Blocking::Closed { .. } => "closed",
            Blocking::Disputed { .. } => "disputed",
            Blocking::Paused { .. } => "paused",
            Blocking::Promised { .. } => "promised",
            Blocking::Replied { .. } => "replied",
            Blocking::NotAWorkingDay => "not-a-working-day",
            Blocking::RequiredStage { .. } => "required-stage",
            Blocking::SetAside { .. } => "set-aside",
            Blocking::UnreadRow => Held::UnreadRow.name(),
            Blocking::UnappliedCash => Held::UnappliedCash.name(),
            Blocking::ContactLimit { .. } => Held::ContactLimit.name(),
            Blocking::OptedOut { .. } => Held::OptedOut.name(),
            Blocking::NoContact { .. } => Held::NoContact.name(),
            Blocking::NotReached => "not-reached",
            Blocking::NothingLeft => "nothing-left",
        }
    }
}

/// How old an invoice is: `clock = days_past_due - stopped + jumped`, once the clock has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ageing {
    pub first_due_date: Day,
    /// Each day on which a new due date was given, and that date.
    pub extensions: Vec<(Day, Day)>,
    pub due_date: Day,
    /// Days from it to the day of the story.
    pub days_past_due: i32,
    /// Days on which the clock stopped since that due date was given.
    pub stopped: i32,
    /// By how many days it jumped forward since then.
    pub jumped: i32,
    /// What the clock shows; `None` unless the invoice is open.
    pub clock: Option<i32>,
}

/// What an invoice is ranked by: `value × factor`, where the factor is one and the sum of the weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    pub balance: Balance,
    /// The rate to the base currency, where there are rates.
    pub rate: Option<Decimal>,
    pub value: Decimal,
    /// The flags that are set, by name, with what each adds.
    pub weights: Vec<(&'static str, Decimal)>,
    pub factor: Decimal,
    pub score: Decimal,
    pub broken_promises: u32,
}

impl Standing {
    /// Nothing is said of where it stands but how old it is.
    pub(super) fn empty(ageing: Ageing) -> Standing {
        let (due, withheld, blockers) = (Vec::new(), Vec::new(), Vec::new());
        Standing { due, withheld, next: None, onward: None, blockers, free_on: None, ageing, score: None }
    }

    /// Of a replayed invoice, or of one that is not issued yet.
    pub(super) fn new(
        journey: Option<Journey<'_>>,
        plan: &Plan,
        invoice: &Invoice<'_>,
        ageing: Ageing,
        (ledger, debts): (&Ledger, &Debts),
    ) -> Standing {
        let is_own = |action: &DueAction| plan.invoices.get(action.invoice).id() == invoice.id();
        let due: Vec<DueAction> = plan.actions().iter().filter(|action| is_own(action)).cloned().collect();
        let withheld: Vec<Withheld> = plan.withheld.iter().filter(|held| is_own(&held.action)).cloned().collect();
        let mut standing = Standing { due, withheld, ..Standing::empty(ageing) };
        let Some(mut journey) = journey else {
            standing.blockers.push(Blocker { what: Blocking::NotYetIssued, free_on: invoice.terms.issue_date, line: 0 });
            standing.free_on = invoice.terms.issue_date;
            return standing;
        };
        let rules = journey.rules;
        let is_met = |gate| rules.is_met(gate, debts, invoice.terms.currency, plan.as_of);
        standing.blockers = blockers(&journey, &is_met);
        standing.blockers.extend(withholding(&standing.withheld, &journey, ledger));
        if journey.is_open() {
            let position = plan.positions.iter().find(|position| plan.invoices.get(position.invoice).id() == invoice.id());
            standing.score = position.map(|position| score(&journey, &position.flags));
            standing.next = next(&mut journey, &is_met);
            if standing.due.is_empty() && standing.blockers.is_empty() {
                let next_on = standing.next.as_ref().map(|(day, _)| *day);
                let what = if next_on.is_some() { Blocking::NotReached } else { Blocking::NothingLeft };
                standing.blockers.push(Blocker { what, free_on: next_on, line: 0 });
            }
        }
        let days: Option<Vec<Day>> = standing.blockers.iter().map(|blocker| blocker.free_on).collect();
        standing.free_on = days.and_then(|days| days.into_iter().max());
        standing
    }

    /// Finds out whether what falls due next will have to wait, if nothing happens after the day of the story.
    pub(super) fn foresee(&mut self, rules: &Rules<'_>, ledger: &Ledger, invoice: &Invoice<'_>, as_of: Day) {
        let is_unread = ledger.events.unread().names(invoice) || self.withheld.iter().any(|held| held.reason == Held::UnreadRow);
        let Some((day, actions)) = &mut self.next else { return };
        let (customer, on_that_day) = evidence::on_day(rules, ledger, invoice, as_of, *day);
        let is_covered = on_that_day.cash.covers(invoice.id());
        let circumstances = Circumstances { invoice, is_unread, is_covered, contacts: customer.contacts() };
        let reach = Reach::new(&ledger.events, as_of);
        for next in actions {
            let to = &next.action.recipients(rules.workflow).to;
            next.held = circumstances.wait((next.action.channel, to), *day, &reach, rules.workflow.limits.min_days_between_contacts);
        }
    }
}

/// What falls due next. The journey is left at that day.
fn next(journey: &mut Journey<'_>, is_met: &dyn Fn(CustomerGate) -> bool) -> Option<(Day, Vec<NextAction>)> {
    let now = journey.due();
    let is_wanted = |gate: Option<CustomerGate>| gate.is_none_or(is_met);
    let day = journey.next_due(&now, &is_wanted)?;
    let is_new = |due: &super::super::due::Due| now.iter().all(|known| known.key != due.key) && is_wanted(journey.gate(due.key));
    let due = journey.due();
    let action = |due| NextAction { action: Entries::alone(journey, due), held: None };
    Some((day, due.iter().filter(|due| is_new(due)).map(action).collect()))
}

fn blockers(journey: &Journey<'_>, is_met: &dyn Fn(CustomerGate) -> bool) -> Vec<Blocker> {
    let workflow = journey.rules.workflow;
    let alone = |what| vec![Blocker { what, free_on: None, line: 0 }];
    if journey.account.is_credit {
        return alone(Blocking::OpenCredit);
    }
    if let Some(closure) = journey.account.closed {
        return alone(Blocking::Closed { status: closure.status, on: closure.on });
    }
    let overrides = &workflow.overrides;
    let mut found = Vec::new();
    for (status, block) in journey.causes() {
        let Some(block) = block else { continue };
        let since = block.since;
        let (what, line) = match status {
            Status::Disputed => {
                let open = journey.disputes.open();
                let reason = open.and_then(|dispute| dispute.reason).map(|reason| journey.text(reason).to_owned());
                let (open, cooldown_days, stopped) = (open.is_some(), overrides.dispute.cooldown_days, journey.is_stopped());
                (Blocking::Disputed { since, reason, open, cooldown_days, stopped }, overrides.dispute.line)
            }
            Status::Paused => (Blocking::Paused { since }, overrides.pause.line),
            Status::Promised => {
                let Some(made) = journey.promises.pending() else { continue };
                (Blocking::Promised { date: made.promised.date, amount: made.promised.amount }, overrides.promise.line)
            }
            _ => (Blocking::Replied { since: journey.replies.waiting().unwrap_or(since) }, overrides.reply.line),
        };
        found.push(Blocker { what, free_on: block.until, line });
    }
    if !journey.rules.works_on(journey.day) {
        let free_on = workflow.calendar.on_or_after(journey.day);
        found.push(Blocker { what: Blocking::NotAWorkingDay, free_on, line: workflow.calendar_line });
    }
    if let Some((from, entered)) = journey.kept_from().zip(journey.stage.as_ref()) {
        let stage = &journey.list.stages[entered.index];
        let what = Blocking::RequiredStage { stage: stage.name.clone(), from: journey.list.stages[from].name.clone() };
        found.push(Blocker { what, free_on: journey.release(), line: stage.line });
    }
    if let Some(first) = journey.set_aside_by().filter(|_| !journey.is_blocked() && journey.rules.works_on(journey.day)) {
        let asked = journey.asked();
        let done = asked.iter().any(|asked| asked.key == first && matches!(asked.fate, Fate::Done(_)));
        let waits =
            |asked: &&AskedAction| matches!(asked.key, ActionKey::Stage { .. }) && asked.fate == Fate::Open && asked.scheduled_on.is_some();
        let waits = |asked: &&AskedAction| waits(asked) && journey.gate(asked.key).is_none_or(is_met);
        let waiting = asked.iter().filter(waits).map(|asked| task(journey, asked.key)).collect();
        let what = Blocking::SetAside { by: task(journey, first), done, waiting };
        found.push(Blocker { what, free_on: None, line: 0 });
    }
    found
}

/// Why actions that are due must wait, each reason once.
fn withholding(withheld: &[Withheld], journey: &Journey<'_>, ledger: &Ledger) -> Vec<Blocker> {
    let limits = &journey.rules.workflow.limits;
    let mut found: Vec<Blocker> = Vec::new();
    for held in withheld {
        let (what, line) = match (held.reason, held.free_on) {
            (Held::UnreadRow, _) => (Blocking::UnreadRow, 0),
            (Held::OptedOut, _) => {
                let is_held =
                    |channel: &Channel| withheld.iter().any(|held| held.reason == Held::OptedOut && held.action.channel == *channel);
                (Blocking::OptedOut { channels: Channel::ALL.into_iter().filter(is_held).collect() }, 0)
            }
            (Held::NoContact, _) => {
                let (reach, to) = (Reach::new(&ledger.events, journey.day), &held.action.recipients(journey.rules.workflow).to);
                let on = reach.bounced(journey.invoice, (held.action.channel, to), journey.day);
                let address = addressees(to, journey.invoice, |_| false).dropped.join(", ");
                (Blocking::NoContact { address, on: on.unwrap_or(journey.day) }, 0)
            }
            (Held::UnappliedCash, _) => (Blocking::UnappliedCash, 0),
            (Held::ContactLimit, free_on) => {
                let last = free_on.map_or(journey.day, |day| day.plus(-(limits.min_days_between_contacts as i32)));
                (Blocking::ContactLimit { last, about: written_about(last, journey.invoice, ledger) }, limits.line)
            }
        };
        if found.iter().all(|blocker| blocker.what != what) {
            found.push(Blocker { what, free_on: held.free_on, line });
        }
    }
    found
}

/// About which invoice of the customer somebody wrote on a day.
fn written_about(day: Day, invoice: &Invoice<'_>, ledger: &Ledger) -> Option<String> {
    let is_contact = |event: Event| {
        event.date == day && matches!(event.kind, Kind::Touch { channel, .. } if channel != Channel::Call && channel != Channel::Task)
    };
    let own = ledger.invoices.iter().filter(|other| other.customer() == invoice.customer());
    let mut written = own.filter(|other| ledger.events.invoice(other.id()).is_some_and(|of| ledger.events.of(of).any(is_contact)));
    written.next().map(|other| other.id().to_owned())
}

fn score(journey: &Journey<'_>, flags: &Flags) -> Score {
    let (rules, currency, balance) = (journey.rules, journey.invoice.terms.currency, journey.account.balance);
    let weights: Vec<(&'static str, Decimal)> = rank::weights(flags, &rules.workflow.priority).collect();
    let factor = weights.iter().fold(Decimal::ONE, |sum, (_, weight)| sum.plus(*weight));
    let value = value(rules.fx, currency, balance);
    let rate = rules.fx.and_then(|fx| fx.rate(currency)).filter(|_| rules.fx.is_some_and(|fx| fx.base() != currency));
    Score { balance, rate, value, weights, factor, score: value.times(factor), broken_promises: flags.broken_promises }
}
