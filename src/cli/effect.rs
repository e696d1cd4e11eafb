//! What new rows of the log change: the same invoices, planned without them and with them.

use super::findings::Findings;
use super::inputs::{Books, NEW_ROW, read_new_rows};
use super::outcome::Failure;
use collect::calendar::Day;
use collect::finding::{Code, Finding, Place, Severity};
use collect::ledger::reading::{BadRows, EventReader, Report};
use collect::ledger::{Events, Invoices, Kind, Ledger};
use collect::money::Minor;
use collect::plan::{self, ActionKind, DueAction, Moment, Plan, Position, Status, Story, What, Withheld, story};
use collect::record::{Entry, LogSheet};
use collect::report::{counted, money};
use collect::workflow::Workflow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub const NO_CHANGE: &str = "  the due actions do not change\n";

/// Money on an invoice, as a row of the ledger's files tells it.
#[derive(Clone, Debug)]
pub struct ToldMoney {
    pub on: Day,
    /// `payment`
    pub kind: &'static str,
    pub amount: Option<Minor>,
    pub place: Place,
}

pub struct LogEffect<'b> {
    workflow: &'b Workflow,
    before: PlanSide,
    after: PlanSide,
    /// What is odd about the ledger with the rows that is not without them.
    pub odd: Vec<Finding>,
}

/// Where the invoices stand, and what is to be done about each.
struct PlanSide {
    ledger: Ledger,
    plan: Plan,
    /// The place of each invoice's position, by its id.
    places: HashMap<String, usize>,
    /// What is due or withheld, by the place of its invoice's position and its id.
    wanted: BTreeMap<(usize, String), WantedAction>,
}

#[derive(Clone, Debug)]
struct WantedAction {
    action: DueAction,
    wait: Option<String>,
}

impl PlanSide {
    fn of(books: &Books, invoices: &Invoices, events: Events) -> PlanSide {
        let ledger = books.ledger(invoices, events);
        let plan = plan::status(&books.workflow, &ledger, books.seen_on());
        let id = |invoice| plan.invoices.get(invoice).id();
        let places: HashMap<String, usize> =
            plan.positions.iter().enumerate().map(|(place, position)| (id(position.invoice).to_owned(), place)).collect();
        let wait = |held: &Withheld| held.free_on.map_or_else(|| held.reason.to_string(), |day| format!("{}, until {day}", held.reason));
        let due = plan.actions().iter().map(|action| (action, None));
        let held = plan.withheld.iter().map(|held| (&held.action, Some(wait(held))));
        let placed = |(action, wait): (&DueAction, Option<String>)| {
            let place = *places.get(id(action.invoice))?;
            Some(((place, action.id.as_str().to_owned()), WantedAction { action: action.clone(), wait }))
        };
        let wanted = due.chain(held).filter_map(placed).collect();
        PlanSide { wanted, places, ledger, plan }
    }

    fn position(&self, invoice: &str) -> Option<&Position> {
        self.plan.positions.get(*self.places.get(invoice)?)
    }

    fn wanted(&self, invoice: &str) -> BTreeMap<&str, &WantedAction> {
        let Some(place) = self.places.get(invoice) else { return BTreeMap::new() };
        let own = self.wanted.range((*place, String::new())..(place + 1, String::new()));
        own.map(|((_, id), wanted)| (id.as_str(), wanted)).collect()
    }
}

impl<'b> LogEffect<'b> {
    /// Plans some invoices, all of their customers, without rows and with them. The reader of the ledger reads the rows as they will stand in
    /// the log: what it refuses is refused here.
    pub fn of(
        books: &'b Books,
        events: EventReader,
        invoices: &Invoices,
        sheet: &LogSheet<'_>,
        entries: &[Entry],
    ) -> Result<LogEffect<'b>, Failure> {
        let mut report = Report::new(BadRows::Stop);
        let mut with = events.clone();
        read_new_rows(&sheet.alone(entries), &mut with, &mut report);
        let mut findings = Findings::default();
        findings.extend(report.errors().shown.iter().cloned().map(of_the_row));
        if findings.any_error() {
            return Err(findings.into());
        }
        let (before, after) = (PlanSide::of(books, invoices, events.finish()), PlanSide::of(books, invoices, with.finish()));
        let wrong = after.plan.misfits.iter().chain(&after.plan.findings);
        // What is told of the whole ledger counts other rows now, and is not new for that.
        let of_all = |finding: &Finding| finding.place.is_none() && finding.subject.is_none();
        let old: HashSet<&Finding> = before.plan.misfits.iter().chain(&before.plan.findings).collect();
        let told_before: HashSet<Code> = before.plan.findings.iter().filter(|told| of_all(told)).map(|told| told.code).collect();
        let is_new = |finding: &&Finding| {
            let was_there = old.contains(finding) || of_all(finding) && told_before.contains(&finding.code);
            finding.severity() != Severity::Note && !was_there
        };
        let (errors, odd): (Vec<Finding>, Vec<Finding>) = wrong
            .filter(is_new)
            .cloned()
            .map(of_the_row)
            .partition(|finding| finding.severity() == Severity::Error || finding.code == Code::UnknownReference);
        if let Some(wrong) = errors.first() {
            findings.extend(errors.iter().filter(|finding| finding.severity() == Severity::Error).cloned());
            return Err(if findings.any_error() { findings.into() } else { anyhow::anyhow!("{wrong}").into() });
        }
        Ok(LogEffect { workflow: &books.workflow, before, after, odd })
    }

    pub fn as_of(&self) -> Day {
        self.after.plan.as_of
    }

    pub fn before(&self, invoice: &str) -> Option<&Position> {
        self.before.position(invoice)
    }

    /// What changes, a line each, and which invoice it is; of more than `most` invoices, only how many there are.
    pub fn told(&self, most: usize) -> String {
        let ids = self.after.plan.positions.iter().map(|position| self.after.plan.invoices.get(position.invoice).id());
        let changed: Vec<&str> = ids.filter(|invoice| self.changes(invoice)).collect();
        if changed.is_empty() {
            return NO_CHANGE.to_owned();
        }
        let mut text = String::new();
        for invoice in changed.iter().take(most) {
            self.told_of(invoice).iter().for_each(|sentence| text.push_str(&format!("  {invoice}: {sentence}\n")));
        }
        if changed.len() > most {
            text.push_str(&format!("  and {} more\n", counted(changed.len() - most, "invoice")));
        }
        text
    }

    fn changes(&self, invoice: &str) -> bool {
        let state = |side: &PlanSide| side.position(invoice).map(state);
        let waits = |side: &PlanSide| -> Vec<(String, Option<String>)> {
            side.wanted(invoice).iter().map(|(id, wanted)| ((*id).to_owned(), wanted.wait.clone())).collect()
        };
        state(&self.before) != state(&self.after) || waits(&self.before) != waits(&self.after)
    }

    fn told_of(&self, invoice: &str) -> Vec<String> {
        let (Some(before), Some(after)) = (self.before.position(invoice), self.after.position(invoice)) else { return Vec::new() };
        let currency = self.after.plan.invoices.terms(after.invoice).currency;
        let mut told = Vec::new();
        if before.balance != after.balance {
            told.push(match after.balance {
                overpaid @ ..0 => format!("it is overpaid by {}", money(currency, -overpaid)),
                open => format!("{} is open, no longer {}", money(currency, open), money(currency, before.balance)),
            });
        }
        if before.due_date != after.due_date {
            told.push(format!("it is due on {}, no longer on {}", after.due_date, before.due_date));
        }
        if (before.status, before.blocked_until) != (after.status, after.blocked_until) {
            let promised = after.promise.filter(|_| after.status == Status::Promised);
            let for_day = promised.map_or(String::new(), |promise| format!(" for {}", promise.date));
            // An overdue invoice is still overdue afterwards: that is left out.
            let is_told = before.status != after.status && before.status_in_words() == before.status.name();
            let was = if is_told { format!(", no longer {}", before.status) } else { String::new() };
            let until = after.blocked_until.filter(|_| after.status.is_open());
            let until = until.map_or(String::new(), |day| format!("; nobody chases before {day}"));
            told.push(format!("it is {}{for_day}{was}{until}", after.status_in_words()));
        }
        if (before.track, before.stage) != (after.track, after.stage) && after.status.is_open() {
            told.push(match self.stage(after) {
                // On a blocked day no stage is entered, also not the one that it would have entered on that day.
                _ if is_blocked(after.status) && before.track == after.track && after.stage < before.stage => {
                    format!("it does not enter the stage {} before that is over", self.stage(before).unwrap_or_default())
                }
                Some(stage) => format!("it is in the stage {stage}"),
                None => "it is in no stage".to_owned(),
            });
        }
        let (wanted_before, wanted_after) = (self.before.wanted(invoice), self.after.wanted(invoice));
        let done = if wanted_before.keys().any(|id| !wanted_after.contains_key(id)) { self.done(invoice) } else { BTreeSet::new() };
        for (id, WantedAction { action, wait }) in &wanted_before {
            let channel = action.channel;
            match (wait, wanted_after.get(id).map(|wanted| &wanted.wait)) {
                (_, None) if done.contains(*id) => told.push(format!("{channel} {id} is done")),
                (_, None) => told.push(format!("{channel} {id} is not due any more")),
                (None, Some(Some(wait))) => told.push(format!("{channel} {id} must wait: {wait}")),
                (Some(was), Some(Some(wait))) if was != wait => told.push(format!("{channel} {id} must wait: {wait}")),
                (Some(_), Some(None)) => told.push(format!("{channel} {id} no longer waits: it is due now")),
                _ => {}
            }
        }
        for (id, WantedAction { action, wait }) in wanted_after.iter().filter(|(id, _)| !wanted_before.contains_key(*id)) {
            told.push(match wait {
                Some(wait) => format!("{} {id} must wait: {wait}", action.channel),
                None => format!("{} {id} is due now", action.channel),
            });
        }
        match (before.next_on, after.next_on) {
            _ if !after.status.is_open() && before.status.is_open() => told.push("nothing more is due on it".to_owned()),
            (before, after) if before == after => {}
            (Some(before), Some(after)) => told.push(format!("the next action moves from {before} to {after}")),
            (None, Some(after)) => told.push(format!("the next action falls due on {after}")),
            (Some(before), None) => told.push(format!("nothing falls due on {before} or later any more")),
            (None, None) => {}
        }
        told
    }

    /// The actions of an invoice that are done, by whatever did them, as `collect explain` tells it.
    fn done(&self, invoice: &str) -> BTreeSet<String> {
        let mut done = BTreeSet::new();
        let mut is_answered = false;
        for moment in self.story(invoice).into_iter().flat_map(|story| story.moments) {
            match moment.what {
                What::Touched { does, .. } => done.extend(does),
                What::Done { id } => _ = done.insert(id),
                What::DoneBefore { task, .. } => _ = done.insert(task.id),
                What::Replied { answered } => is_answered = answered,
                What::Answered => is_answered = true,
                _ => {}
            }
        }
        if is_answered {
            let replies = self.before.wanted(invoice).into_iter().filter(|(_, wanted)| wanted.action.kind == ActionKind::Reply);
            done.extend(replies.map(|(id, _)| id.to_owned()));
        }
        done
    }

    fn story(&self, invoice: &str) -> Option<Story> {
        story(self.workflow, &self.after.ledger, invoice, self.after.plan.as_of)
    }

    /// The payments, credits and write-offs on an invoice up to the day of the ledger that other rows tell.
    pub fn money_told(&self, invoice: &str) -> Vec<ToldMoney> {
        let moments = self.story(invoice).into_iter().flat_map(|story| story.moments);
        let told = |moment: Moment| match (moment.what, moment.source) {
            (What::Money { kind, amount, .. }, Some(place)) if place.file != NEW_ROW => {
                Some(ToldMoney { on: moment.day, kind, amount, place })
            }
            _ => None,
        };
        moments.filter_map(told).filter(|money| matches!(money.kind, "payment" | "credit" | "write_off")).collect()
    }

    pub fn after(&self, invoice: &str) -> Option<&Position> {
        self.after.position(invoice)
    }

    /// The instalments that are waited for on an invoice without the rows: when they were promised, and how many there are. None of a promise
    /// that stands alone.
    pub fn instalments(&self, invoice: &str) -> Option<(Day, usize)> {
        self.before(invoice).filter(|position| position.status == Status::Promised)?;
        let events = &self.before.ledger.events;
        let made =
            events.of(events.invoice(invoice)?).filter(|event| event.date <= self.as_of() && matches!(event.kind, Kind::Promise { .. }));
        let days: Vec<Day> = made.map(|event| event.date).collect();
        let last = *days.iter().max()?;
        let count = days.iter().filter(|day| **day == last).count();
        (count > 1).then_some((last, count))
    }

    /// Is anything due or withheld on the invoices that were planned?
    pub fn is_anything_wanted(&self) -> bool {
        !self.after.wanted.is_empty()
    }

    /// The action of a stage that is done by a new touch, if it does that one and nothing else is due no more: its id and its stage's.
    pub fn only_touch_done(&self, invoice: &str) -> Option<(String, String)> {
        let after = self.after.wanted(invoice);
        let before = self.before.wanted(invoice);
        let mut gone = before.iter().filter(|(id, _)| !after.contains_key(*id));
        let (Some((id, WantedAction { action, .. })), None) = (gone.next(), gone.next()) else { return None };
        let stage = &self.workflow.stages_of(action.track)[action.stage.filter(|_| action.kind == ActionKind::Touch)?];
        self.done(invoice).contains(*id).then(|| ((*id).to_owned(), stage.id.clone()))
    }

    /// Why an `escalate` among the rows does nothing for its invoice, if so.
    pub fn not_escalated(&self, invoice: &str) -> Option<String> {
        let is_new = |moment: &Moment| moment.source.as_ref().is_some_and(|place| place.file == NEW_ROW);
        let moment =
            self.story(invoice)?.moments.into_iter().filter(is_new).find(|moment| matches!(moment.what, What::NotEscalated { .. }))?;
        let What::NotEscalated { stage, known } = moment.what else { return None };
        let position = self.before(invoice)?;
        Some(match (known, self.stage(position)) {
            (false, _) => {
                let stages = self.workflow.stages_of(position.track).iter().map(|stage| stage.id.as_str()).collect::<Vec<_>>();
                format!("the stages of {invoice} have no {stage:?}: they are {}", stages.join(", "))
            }
            (true, None) => format!("{invoice} is in no stage yet, and its clock has not begun on that day: escalate it later"),
            (true, Some(now)) => format!("the clock of {invoice}, which is in the stage {now}, has passed {stage} already"),
        })
    }

    fn stage(&self, position: &Position) -> Option<&str> {
        Some(&self.workflow.stages_of(position.track)[position.stage?].id)
    }

    /// Is the invoice closed, or no debt, without the rows? What it is then.
    pub fn closed(&self, invoice: &str) -> Option<Status> {
        self.before(invoice).map(|position| position.status).filter(|status| !status.is_open())
    }
}

/// Does something keep an invoice from entering a stage?
fn is_blocked(status: Status) -> bool {
    matches!(status, Status::Disputed | Status::Paused | Status::Promised | Status::Replied)
}

/// What is told of where an invoice stands.
fn state(position: &Position) -> impl PartialEq + use<> {
    let Position { balance, due_date, status, blocked_until, track, stage, next_on, .. } = position;
    (*balance, *due_date, *status, *blocked_until, *track, *stage, *next_on)
}

/// A row that is not in the file yet has no line there, and was typed.
fn of_the_row(finding: Finding) -> Finding {
    let hint = match finding.code {
        Code::BadAmount => Some("type it without grouping and with a point, such as --amount 1234.50".to_owned()),
        Code::BadCurrency => Some("say which by --currency, such as --currency EUR".to_owned()),
        _ => finding.hint,
    };
    let place = finding.place.filter(|place| place.file != NEW_ROW);
    Finding { place, hint, line: None, ..finding }
}
