//! What of the workflow does not go with this ledger.

use super::{CheckSubject, LedgerFacts};
use crate::finding::{Code, Finding, did_you_mean};

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let Some(facts) = subject.facts else { return Vec::new() };
    routes(subject, facts).into_iter().chain(rules_for_everybody(subject, facts)).collect()
}

/// Reasons of disputes that the routes do not know: nearly the name of one, or with nobody in particular to go to.
fn routes(subject: &CheckSubject<'_>, facts: &LedgerFacts) -> Vec<Finding> {
    let dispute = &subject.workflow.overrides.dispute;
    if dispute.routes.is_empty() {
        return Vec::new();
    }
    let names = || dispute.routes.iter().map(|(reason, _)| reason.as_str());
    let unknown = facts.reasons.iter().filter(|(reason, _)| !names().any(|name| name == reason.as_str()));
    let found = unknown.filter_map(|(reason, count)| {
        let near = did_you_mean(reason, names());
        if dispute.owner.is_some() && near.is_none() {
            return None;
        }
        let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
        let whose = match dispute.owner {
            Some(owner) => format!("goes to {:?} like any other", subject.workflow.owner(owner).id),
            None => "goes to the owner of the invoice's stage".to_owned(),
        };
        let message = format!("the ledger has disputes about {reason:?} ({times}), which have no route: each {whose}");
        let hint = near.unwrap_or_else(|| format!("add `{reason}: OWNER` to `routes`, or name an `owner` for all other disputes"));
        Some(subject.finding(Code::NoRoute, dispute.line, message).hint(hint))
    });
    found.collect()
}

/// With fewer overdue invoices a rule for all of them is no sign of a mistake.
const FEWEST: usize = 10;
/// The share of the overdue invoices, in percent, from which on a rule is said to hold for nearly all.
const NEARLY_ALL: usize = 90;

fn rules_for_everybody(subject: &CheckSubject<'_>, facts: &LedgerFacts) -> Vec<Finding> {
    if facts.overdue < FEWEST {
        return Vec::new();
    }
    let counted = subject.workflow.escalate.iter().zip(&facts.met);
    let everybody = counted.filter(|(_, met)| *met * 100 >= facts.overdue * NEARLY_ALL);
    let found = everybody.map(|(rule, met)| {
        let message = format!(
            "escalate rule {:?} escalates nearly all invoices: its trigger is met by {met} of {} overdue invoices",
            rule.id, facts.overdue
        );
        subject.finding(Code::EscalatesEverybody, rule.line, message).hint("make its trigger narrower, or give the stages earlier days")
    });
    found.collect()
}
