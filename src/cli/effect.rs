//! What a new row of the log changes: the same invoices, planned without it and with it.

use super::findings::Findings;
use super::inputs::Books;
use super::outcome::Failure;
use collect::finding::{Code, Finding, Severity};
use collect::ledger::Invoices;
use collect::ledger::reading::{BadRows, EventReader, Report};
use collect::plan::{ActionKind, DueAction, Plan, Position, Status, Withheld};
use collect::record::{Entry, LogSheet};
use collect::report::money;
use collect::workflow::Workflow;
use std::collections::BTreeMap;

/// The name of the row in what is said about it.
const NEW_ROW: &str = "the new row";

/// Two plans of the same day.
pub struct Effect<'b> {
    workflow: &'b Workflow,
    before: Plan,
    after: Plan,
    /// What is odd about the ledger with the row that is not without it.
    pub odd: Vec<Finding>,
}

impl<'b> Effect<'b> {
    /// Plans some invoices, all of their customers, without a row and with it. The reader of the ledger reads the row as it will stand in
    /// the log: what it refuses is refused here.
    pub fn of(books: &'b Books, events: EventReader, invoices: &Invoices, sheet: &LogSheet, entry: &Entry) -> Result<Effect<'b>, Failure> {
        Effect::of_all(books, events, invoices, sheet, std::slice::from_ref(entry))
    }

    /// The same of several rows that are written together.
    pub fn of_all(
        books: &'b Books,
        events: EventReader,
        invoices: &Invoices,
        sheet: &LogSheet,
        entries: &[Entry],
    ) -> Result<Effect<'b>, Failure> {
        let mut report = Report::new(BadRows::Stop);
        let format = Books::log_format();
        let mut with = events.clone();
        with.read(sheet.alone(entries).as_slice(), NEW_ROW, &format, &mut report);
        let mut findings = Findings::default();
        findings.extend(report.errors().shown.iter().cloned().map(of_the_row));
        if findings.any_error() {
            return Err(findings.into());
        }
        let (before, after) = (books.plan(invoices, events.finish()), books.plan(invoices, with.finish()));
        let wrong = after.misfits.iter().chain(&after.findings);
        // What is told of the whole ledger counts other rows now, and is not new for that.
        let of_all = |finding: &Finding| finding.place.is_none() && finding.subject.is_none();
        let told_before = |finding: &Finding| before.findings.iter().any(|told| of_all(told) && told.code == finding.code);
        let is_new = |finding: &&Finding| {
            let was_there = before.misfits.contains(finding) || before.findings.contains(finding);
            !(was_there || of_all(finding) && told_before(finding))
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
        Ok(Effect { workflow: &books.workflow, before, after, odd })
    }

    /// Where an invoice stands without the row.
    pub fn before(&self, invoice: &str) -> Option<&Position> {
        position(&self.before, invoice)
    }

    /// The invoices, in the order of the file.
    pub fn invoices(&self) -> Vec<String> {
        self.after.positions.iter().map(|position| self.after.invoices.get(position.invoice).id().to_owned()).collect()
    }

    /// What changes for an invoice, a sentence each; `did` is what is said of an action that is due no more.
    pub fn told(&self, invoice: &str, did: &str) -> Vec<String> {
        let (Some(before), Some(after)) = (position(&self.before, invoice), position(&self.after, invoice)) else { return Vec::new() };
        let currency = self.after.invoices.terms(after.invoice).currency;
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
            let status = match after.blocked_until {
                Some(day) if after.status.is_open() => format!("{} until {day}", after.status),
                _ => after.status.to_string(),
            };
            let was = if before.status == after.status { String::new() } else { format!(", no longer {}", before.status) };
            told.push(format!("it is {status}{was}"));
        }
        if (before.track, before.stage) != (after.track, after.stage) && after.status.is_open() {
            told.push(match self.stage(after) {
                Some(stage) => format!("it is in the stage {stage}"),
                None => "it is in no stage".to_owned(),
            });
        }
        let (wanted_before, wanted_after) = (wanted(&self.before, invoice), wanted(&self.after, invoice));
        for (id, (action, wait)) in &wanted_before {
            let channel = action.channel;
            match (wait, wanted_after.get(id).map(|(_, wait)| wait)) {
                (_, None) => told.push(format!("{channel} {id} {did}")),
                (None, Some(Some(wait))) => told.push(format!("{channel} {id} must wait: {wait}")),
                (Some(_), Some(None)) => told.push(format!("{channel} {id} need not wait any more: it is due now")),
                _ => {}
            }
        }
        for (id, (action, wait)) in wanted_after.iter().filter(|(id, _)| !wanted_before.contains_key(*id)) {
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
            (Some(before), None) => told.push(format!("nothing falls due on {before} any more, nor later")),
            (None, None) => {}
        }
        told
    }

    /// The action of a stage that is done with the row, if it does that one and nothing else of the invoice: its id and its stage's.
    pub fn only_touch_done(&self, invoice: &str) -> Option<(String, String)> {
        let after = wanted(&self.after, invoice);
        let before = wanted(&self.before, invoice);
        let mut done = before.iter().filter(|(id, _)| !after.contains_key(*id));
        let (Some((id, (action, _))), None) = (done.next(), done.next()) else { return None };
        let stage = &self.workflow.stages_of(action.track)[action.stage.filter(|_| action.kind == ActionKind::Touch)?];
        Some(((*id).to_owned(), stage.id.clone()))
    }

    fn stage(&self, position: &Position) -> Option<&str> {
        Some(&self.workflow.stages_of(position.track)[position.stage?].id)
    }

    /// Is the invoice closed, or no debt, without the row? What it is then.
    pub fn closed(&self, invoice: &str) -> Option<Status> {
        self.before(invoice).map(|position| position.status).filter(|status| !status.is_open())
    }
}

fn position<'p>(plan: &'p Plan, invoice: &str) -> Option<&'p Position> {
    plan.positions.iter().find(|position| plan.invoices.get(position.invoice).id() == invoice)
}

/// What is to be done about an invoice, by id, and why it must wait, if it must.
fn wanted<'p>(plan: &'p Plan, invoice: &str) -> BTreeMap<&'p str, (&'p DueAction, Option<String>)> {
    let wait = |held: &Withheld| held.free_on.map_or_else(|| held.reason.to_string(), |day| format!("{}, until {day}", held.reason));
    let due = plan.actions().iter().map(|action| (action, None));
    let held = plan.withheld.iter().map(|held| (&held.action, Some(wait(held))));
    let own = due.chain(held).filter(|(action, _)| plan.invoices.get(action.invoice).id() == invoice);
    own.map(|(action, wait)| (action.id.as_str(), (action, wait))).collect()
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
