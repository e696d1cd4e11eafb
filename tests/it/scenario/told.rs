//! Stories told in a few lines of text.

use super::story::{EventSpec, InvoiceSpec, Story};
use super::workflows::owners;
use chrono::Weekday;
use collect::calendar::{Day, WorkingCalendar};
use collect::channel::Channel;
use collect::workflow::*;

/// A story of these invoices and events, one a line.
///
/// An invoice: `A ACME due=2026-01-10 amount=100.00`, with `issued`, `settled`, `open=40.00@2026-01-15`, `currency`, `segment`. An event:
/// `2026-01-12 A dispute reason=pricing`; the second word is an invoice, or else a customer. The keys are the columns.
pub fn told(workflow: &Workflow, invoices: &str, events: &str, as_of: &str) -> Story {
    let invoices: Vec<InvoiceSpec> = lines(invoices).map(invoice).collect();
    let events = lines(events).map(|line| event(line, &invoices)).collect();
    let week = (0..7).map(|day| Weekday::try_from(day).unwrap()).collect();
    let workflow = workflow.clone();
    Story { workflow, week, holidays: vec![], fx: None, invoices, events, unread: vec![], as_of: date(as_of) }
}

/// A workflow of these stages and no other rules; every day is worked.
pub fn workflow(stages: Vec<Stage>) -> Workflow {
    Workflow {
        name: "told".to_owned(),
        description: String::new(),
        timezone: None,
        sequential: false,
        calendar: WorkingCalendar::default(),
        calendar_line: 0,
        owners: owners(),
        stages,
        overrides: Overrides::default(),
        escalate: vec![],
        tracks: vec![],
        limits: Limits::default(),
        priority: Priority::default(),
        late_fee: None,
        costs: Costs::default(),
        credit_hold: None,
        drafts: Drafts::default(),
        file: "workflow.yaml".to_owned(),
        digest: String::new(),
    }
}

/// A stage of these actions.
pub fn stage(id: &str, day: i32, actions: Vec<Action>) -> Stage {
    Stage {
        id: id.to_owned(),
        name: id.to_owned(),
        was: vec![],
        day,
        trigger: Conditions { day: Some(day), ..Conditions::default() },
        owner: OwnerId::from_index(0),
        required: false,
        wait_days: None,
        approval: None,
        actions,
        line: 0,
    }
}

/// An action on entering a stage.
pub fn action(channel: Channel) -> Action {
    Action {
        id: channel.name().to_owned(),
        was: vec![],
        channel,
        owner: OwnerId::from_index(0),
        templates: vec![],
        after: 0,
        repeat: None,
        within: None,
        when: Conditions::default(),
        decision: vec![],
        recipients: Recipients::default(),
        line: 0,
    }
}

/// A day as files write it.
pub fn date(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("{text:?} is no day"))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn invoice(line: &str) -> InvoiceSpec {
    let mut words = line.split_whitespace();
    let mut word = || words.next().unwrap_or_default().to_owned();
    let mut row = InvoiceSpec { id: word(), customer: word(), currency: "USD".to_owned(), ..InvoiceSpec::default() };
    for (key, value) in words.filter_map(|word| word.split_once('=')) {
        match key {
            "due" => row.due = Some(date(value)),
            "issued" => row.issued = Some(date(value)),
            "open" => {
                let (amount, on) = value.split_once('@').unwrap();
                row.open = Some((minor(amount), date(on)));
            }
            "settled" => row.settled = Some(date(value)),
            "amount" => row.amount = minor(value),
            "currency" => row.currency = value.to_owned(),
            "email" => row.email = value.to_owned(),
            "phone" => row.phone = value.to_owned(),
            "segment" => row.segment = value.to_owned(),
            _ => panic!("no invoice has a {key:?}"),
        }
    }
    row
}

fn event(line: &str, invoices: &[InvoiceSpec]) -> EventSpec {
    let mut words = line.split_whitespace();
    let mut word = || words.next().unwrap_or_default();
    let (on, subject, kind) = (date(word()), word(), word().to_owned());
    let mut row = EventSpec { date: Some(on), kind, ..EventSpec::default() };
    if invoices.iter().any(|invoice| invoice.id == subject) {
        row.invoice = subject.to_owned();
    } else {
        row.customer = subject.to_owned();
    }
    for (key, value) in words.filter_map(|word| word.split_once('=')) {
        match key {
            "amount" => row.amount = Some(minor(value)),
            "until" => row.until = Some(date(value)),
            "reason" => row.reason = value.to_owned(),
            "channel" => row.channel = value.to_owned(),
            "stage" => row.stage = value.to_owned(),
            "address" => row.address = value.to_owned(),
            "outcome" => row.outcome = value.to_owned(),
            "ref" => row.reference = value.to_owned(),
            _ => panic!("no event has a {key:?}"),
        }
    }
    row
}

/// An amount with two decimals, in minor units.
fn minor(text: &str) -> i64 {
    text.replace('.', "").parse().unwrap()
}
