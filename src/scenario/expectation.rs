//! What can be expected of an invoice on a day, and whether it is so.

use crate::calendar::Day;
use crate::finding::Code;
use crate::ledger::InvoiceId;
use crate::money::Decimal;
use crate::plan::{DueAction, Held, Plan, Position, Status};
use crate::workflow::Workflow;
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    Status(Status),
    /// The stage that it is in, by id; `None` for none.
    Stage(Option<String>),
    /// The track, by id; `None` for the workflow's own stages.
    Track(Option<String>),
    Owner(String),
    Balance(Decimal),
    Clock(i32),
    /// The first day that is free of every block; `None` for no such day.
    BlockedUntil(Option<Day>),
    /// The next day on which something falls due; `None` for none.
    NextOn(Option<Day>),
    /// All that is due on the invoice, in any order.
    Due(Vec<ExpectedAction>),
    /// All that is withheld on the invoice, in any order.
    Withheld(Vec<ExpectedHeld>),
    /// The codes of all warnings of the plan.
    Warnings(BTreeSet<Code>),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExpectedAction {
    /// Its id without the invoice's: `escalation/call/1`; `@2/…` in a second journey.
    pub id: String,
    pub owner: Option<String>,
    pub template: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExpectedHeld {
    pub id: String,
    pub reason: Option<Held>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub what: &'static str,
    pub expected: String,
    pub found: String,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct FoundValue<'a> {
    pub workflow: &'a Workflow,
    pub plan: &'a Plan,
    pub invoice: &'a str,
}

impl<'a> FoundValue<'a> {
    pub fn position(&self) -> Option<&'a Position> {
        self.plan.positions.iter().find(|position| self.is_own(position.invoice))
    }

    fn is_own(&self, id: InvoiceId) -> bool {
        self.plan.invoices.get(id).id() == self.invoice
    }

    pub fn due(&self) -> impl Iterator<Item = &'a DueAction> {
        let found = *self;
        self.plan.actions().iter().filter(move |action| found.is_own(action.invoice))
    }

    /// The id of an action of the invoice, without the invoice's.
    pub fn tail(&self, action: &'a DueAction) -> &'a str {
        action.id.tail().trim_start_matches('/')
    }
}

impl Expected {
    /// What is not so; `None` if all is.
    pub(super) fn difference(&self, found: &FoundValue<'_>) -> Option<Difference> {
        let Some(position) = found.position() else {
            return Some(Difference { what: "invoice", expected: "to be there".to_owned(), found: "it is not issued yet".to_owned() });
        };
        let workflow = found.workflow;
        match self {
            Expected::Status(status) => differs("status", status.name(), position.status.name()),
            Expected::Stage(stage) => {
                let index = position.stage.filter(|_| position.status.is_open());
                let is = index.map(|index| workflow.stages_of(position.track)[index].id.as_str());
                differs("stage", stage.as_deref().unwrap_or("none"), is.unwrap_or("none"))
            }
            Expected::Track(track) => {
                let is = position.track.map(|index| workflow.track(index).id.as_str());
                differs("track", track.as_deref().unwrap_or("none"), is.unwrap_or("none"))
            }
            Expected::Owner(owner) => differs("owner", owner, if position.owner.is_empty() { "none" } else { &position.owner }),
            Expected::Balance(balance) => {
                let currency = found.plan.invoices.terms(position.invoice).currency;
                let is = currency.plain(position.balance);
                let same = is.trim_start_matches('-').parse::<Decimal>().is_ok_and(|is| is == *balance) && position.balance >= 0;
                (!same).then(|| Difference { what: "balance", expected: balance.to_string(), found: is })
            }
            Expected::Clock(clock) => {
                let is = position.clock.map_or_else(|| "none".to_owned(), |clock| clock.to_string());
                differs("clock", &clock.to_string(), &is)
            }
            Expected::BlockedUntil(day) => differs("blocked_until", &shown(*day), &shown(position.blocked_until)),
            Expected::NextOn(day) => differs("next_on", &shown(*day), &shown(position.next_on)),
            Expected::Due(actions) => due(actions, found),
            Expected::Withheld(actions) => withheld(actions, found),
            Expected::Warnings(codes) => {
                let is: BTreeSet<Code> = found.plan.findings.iter().map(|finding| finding.code).collect();
                differs("warnings", &names(codes), &names(&is))
            }
        }
    }
}

fn differs(what: &'static str, expected: &str, found: &str) -> Option<Difference> {
    (expected != found).then(|| Difference { what, expected: expected.to_owned(), found: found.to_owned() })
}

fn shown(day: Option<Day>) -> String {
    day.map_or_else(|| "none".to_owned(), |day| day.to_string())
}

fn names(codes: &BTreeSet<Code>) -> String {
    listed(codes.iter().map(|code| code.name().to_owned()).collect())
}

fn listed(mut parts: Vec<String>) -> String {
    parts.sort();
    if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
}

/// Each action is compared by what is told of it: who need not be named is not looked at.
fn due(expected: &[ExpectedAction], found: &FoundValue<'_>) -> Option<Difference> {
    let is: Vec<&DueAction> = found.due().collect();
    let told = |id: &str| expected.iter().find(|action| action.id == id);
    let shown = |action: &&DueAction| {
        let told = told(found.tail(action));
        let owner = told.is_none_or(|told| told.owner.is_some()).then(|| format!(" by {}", action.owner));
        let template = told.is_none_or(|told| told.template.is_some()).then_some(action.template.as_deref()).flatten();
        let template = template.map(|name| format!(" with {name}"));
        format!("{}{}{}", found.tail(action), owner.unwrap_or_default(), template.unwrap_or_default())
    };
    differs("due", &listed(expected.iter().map(ToString::to_string).collect()), &listed(is.iter().map(shown).collect()))
}

fn withheld(expected: &[ExpectedHeld], found: &FoundValue<'_>) -> Option<Difference> {
    let is = found.plan.withheld.iter().filter(|held| found.is_own(held.action.invoice));
    let told = |id: &str| expected.iter().find(|held| held.id == id);
    let shown = is.map(|held| {
        let id = found.tail(&held.action);
        let reason = told(id).is_none_or(|told| told.reason.is_some()).then_some(held.reason);
        ExpectedHeld { id: id.to_owned(), reason }.to_string()
    });
    differs("withheld", &listed(expected.iter().map(ToString::to_string).collect()), &listed(shown.collect()))
}

impl std::fmt::Display for ExpectedAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id)?;
        if let Some(owner) = &self.owner {
            write!(f, " by {owner}")?;
        }
        if let Some(template) = &self.template {
            write!(f, " with {template}")?;
        }
        Ok(())
    }
}

impl std::fmt::Display for ExpectedHeld {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id)?;
        if let Some(reason) = self.reason {
            write!(f, " because {reason}")?;
        }
        Ok(())
    }
}
