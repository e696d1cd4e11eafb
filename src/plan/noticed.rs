//! What was noticed on invoices, in their order.

use super::journey::Journey;
use super::reach::Way;
use super::recipients::addressees;
use super::touches::{Carried, Touch};
use crate::action_id::{ActionId, AskedBy};
use crate::channel::Channel;
use crate::finding::{Code, Finding, FindingSubject, Place};
use crate::ledger::{CallOutcome, Event, Events, Invoice, IssuedLate, Kind, Reference};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// At most so many examples are named.
const MOST_NAMED: usize = 3;
/// At most so many characters of a cell are shown.
const MOST_SHOWN: usize = 60;

/// Cells of the column email that no email can be sent to: the first few, and how many there are.
#[derive(Default, PartialEq)]
struct NoAddresses {
    first: Vec<(String, String, String)>,
    count: usize,
}

#[derive(Default, PartialEq)]
pub(super) struct Noticed {
    pub found: Vec<Finding>,
    /// The owners, each with the first action and its customer.
    undeclared: BTreeMap<String, (String, String)>,
    without_address: Vec<String>,
    no_addresses: NoAddresses,
    pub issued_late: IssuedLate,
    /// What touches refer to that is no action: the first of them, its customer, and how many there are.
    references: BTreeMap<String, (Place, String, usize)>,
    /// The same of stages that events name and their invoices do not have, by type of event.
    stages: BTreeMap<(&'static str, String), (Place, String, usize)>,
    /// Calls whose outcome is no known word, by their place in file order; one of a customer is seen on each invoice.
    outcomes: BTreeMap<u32, (Place, String)>,
}

impl Noticed {
    pub fn is_empty(&self) -> bool {
        *self == Noticed::default()
    }

    pub fn append(&mut self, mut later: Noticed) {
        self.found.append(&mut later.found);
        for (owner, action) in later.undeclared {
            self.undeclared.entry(owner).or_insert(action);
        }
        self.without_address.append(&mut later.without_address);
        let room = MOST_NAMED.saturating_sub(self.no_addresses.first.len());
        self.no_addresses.first.extend(later.no_addresses.first.into_iter().take(room));
        self.no_addresses.count += later.no_addresses.count;
        self.issued_late.append(later.issued_late);
        for (wrong, (place, customer, count)) in later.references {
            self.references.entry(wrong).or_insert((place, customer, 0)).2 += count;
        }
        for (wrong, (place, customer, count)) in later.stages {
            self.stages.entry(wrong).or_insert((place, customer, 0)).2 += count;
        }
        later.outcomes.into_iter().for_each(|(sequence, call)| _ = self.outcomes.entry(sequence).or_insert(call));
    }

    pub fn add(&mut self, events: &Events, event: &Event, finding: Finding, subject: FindingSubject) {
        self.found.push(finding.at(events.place(event)).about(subject));
    }

    /// A touch that refers to nothing carries nothing out: what it was for stays due, and the customer hears of it twice.
    pub fn reference(&mut self, events: &Events, touch: &Touch, journey: &Journey<'_>) {
        let Some(Carried::Named(reference)) = touch.reference else { return };
        let wrong = match reference {
            Reference::Own { journey: number, tail } => {
                let tail = events.text(tail);
                let action = tail.rsplit_once('/').map_or(tail, |(action, _)| action);
                let has = |tail: &str| AskedBy::of(number, tail).is_some_and(|asked_by| journey.rules.has_action(asked_by));
                match (has(tail), number <= journey.number) {
                    (true, true) => return,
                    (true, false) => Cow::Owned(format!("@{number}/{action}")),
                    (false, _) if has(&format!("{action}/1")) => Cow::Borrowed(tail),
                    (false, _) => Cow::Borrowed(action),
                }
            }
            Reference::Other(text) => Cow::Borrowed(events.text(text)),
        };
        match self.references.get_mut(wrong.as_ref()) {
            Some((.., count)) => *count += 1,
            None => {
                let place = events.place_of(touch.sequence);
                self.references.insert(wrong.into_owned(), (place, journey.invoice.customer().to_owned(), 1));
            }
        }
    }

    /// A touch or `escalate` for a stage that its invoice does not have: a touch then does no action of a stage, and an `escalate` nothing.
    pub fn stage(&mut self, events: &Events, event: &Event, journey: &Journey<'_>) {
        let (Kind::Touch { stage: Some(stage), .. } | Kind::Escalate { stage }) = event.kind else { return };
        let stage = events.text(stage);
        if matches!(event.kind, Kind::Touch { .. }) && journey.rules.has_stage(stage) {
            return;
        }
        let named = || (events.place(event), journey.invoice.customer().to_owned(), 0);
        self.stages.entry((event.kind.name(), stage.to_owned())).or_insert_with(named).2 += 1;
    }

    /// A call whose outcome is no known word, where it depends on that whether it is made again.
    pub fn outcome(&mut self, events: &Events, event: &Event, journey: &Journey<'_>) {
        let call = || (events.place(event), journey.invoice.customer().to_owned());
        self.outcomes.entry(event.sequence).or_insert_with(call);
    }

    /// An action is due whose owner may be a name that the workflow does not declare.
    pub fn owner(&mut self, action_id: impl FnOnce() -> ActionId, invoice: &Invoice<'_>, (owner, undeclared): &(Cow<'_, str>, bool)) {
        if *undeclared && !self.undeclared.contains_key(owner.as_ref()) {
            self.undeclared.insert(owner.to_string(), (action_id().to_string(), invoice.customer().to_owned()));
        }
    }

    /// An action is due that may need an address which the ledger does not have.
    pub fn address(&mut self, (channel, to): Way<'_>, invoice: &Invoice<'_>) {
        if channel != Channel::Email {
            return;
        }
        let found = addressees(to, invoice, |_| true);
        match found.wrong {
            _ if !found.to.is_empty() => {}
            None => self.without_address.push(invoice.id().to_owned()),
            Some((cell, _)) => {
                self.no_addresses.count += 1;
                if self.no_addresses.first.len() < MOST_NAMED {
                    let shown = cell.chars().take(MOST_SHOWN).collect();
                    self.no_addresses.first.push((invoice.id().to_owned(), invoice.customer().to_owned(), shown));
                }
            }
        }
    }

    pub fn unknown_references(&mut self) {
        for (wrong, (place, customer, count)) in std::mem::take(&mut self.references) {
            let touches = if count == 1 { "1 touch refers".to_owned() } else { format!("{count} touches refer") };
            let message = format!("{touches} to {wrong:?}, which is not an action of its invoice: no action is done by it");
            let hint = "correct the ref; if a stage or action was renamed, put its old id under `was`";
            let finding = Finding::new(Code::UnknownReference, message).at(place).hint(hint);
            self.found.push(finding.about(FindingSubject::Customer(customer)));
        }
    }

    pub fn unknown_stages(&mut self) {
        for ((kind, stage), (place, customer, count)) in std::mem::take(&mut self.stages) {
            let (whose, so) = match kind {
                "escalate" => ("its invoice does not have", "it has no effect"),
                _ => ("the workflow does not have", "no action is done by it"),
            };
            let times = if count == 1 { String::new() } else { format!(" ({count} times)") };
            let message = format!("a row of type {kind} names stage {stage:?}, which {whose}: {so}{times}");
            let hint = "correct the stage; if it was renamed, put its old id under `was`";
            self.found.push(Finding::new(Code::NoSuchStage, message).at(place).hint(hint).about(FindingSubject::Customer(customer)));
        }
    }

    pub fn unknown_outcomes(&mut self) {
        let calls = std::mem::take(&mut self.outcomes);
        let count = calls.len();
        let Some((place, customer)) = calls.into_values().next() else { return };
        let (has, counts) = if count == 1 { ("1 call has", "it counts") } else { ("some calls have", "they count") };
        let number = if count == 1 { String::new() } else { format!(" ({count} calls)") };
        let known = CallOutcome::ALL.map(CallOutcome::name).join(", ");
        let message = format!("{has} an outcome that is none of {known}: {counts} as done{number}");
        let hint = "correct it, or map the words under ledger.events.values.outcome in the project file";
        self.found.push(Finding::new(Code::UnknownOutcome, message).at(place).hint(hint).about(FindingSubject::Customer(customer)));
    }

    pub fn undeclared_owners(&mut self) {
        for (name, (action, customer)) in std::mem::take(&mut self.undeclared) {
            let message = format!("the ledger names {name:?} as an owner, who is not declared in the workflow (first for {action})");
            let finding = Finding::new(Code::UndeclaredOwner, message).hint("declare the owner under owners, or correct the ledger");
            self.found.push(finding.about(FindingSubject::Customer(customer)));
        }
    }

    pub fn no_addresses(&mut self) {
        let NoAddresses { first, count } = std::mem::take(&mut self.no_addresses);
        let Some((_, customer, _)) = first.first() else { return };
        let mut named = first.iter().map(|(invoice, _, cell)| format!("{invoice} has {cell:?}")).collect::<Vec<_>>().join(", ");
        if count > first.len() {
            named.push_str(&format!(" and {} more", count - first.len()));
        }
        let message = match count {
            1 => format!("1 action is an email, but its address is not valid: {named}"),
            _ => format!("{count} actions are emails, but their addresses are not valid: {named}"),
        };
        let finding = Finding::new(Code::NoEmail, message)
            .hint("write addresses such as name@example.com into the column email, with ; between them");
        self.found.push(finding.about(FindingSubject::Customer(customer.clone())));
    }

    pub fn missing_addresses(&mut self, has_emails: bool) {
        let without = std::mem::take(&mut self.without_address);
        if !without.is_empty() && !has_emails {
            let emails =
                if without.len() == 1 { "1 action is an email".to_owned() } else { format!("{} actions are emails", without.len()) };
            let message = format!("the ledger has no column email, but {emails}");
            let hint = "map it in the project file: ledger.invoices.columns.email";
            self.found.push(Finding::new(Code::NoEmail, message).hint(hint));
            return;
        }
        for invoice in without {
            let message = format!("{invoice} has no email address, but its action is an email");
            let finding = Finding::new(Code::NoEmail, message).hint("fill in its column email");
            self.found.push(finding.about(FindingSubject::Invoice(invoice)));
        }
    }
}
