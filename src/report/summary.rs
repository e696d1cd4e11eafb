//! The sentences above and below a list.

use super::{PlanView, money};
use crate::calendar::Day;
use crate::plan::Held;
use crate::workflow::Workflow;
use std::fmt;

/// `Plan for Tuesday 2026-03-31, workflow net30`
pub fn title(what: &str, as_of: Day, workflow: &Workflow) -> String {
    format!("{what} {}, workflow {}", as_of.with_weekday(), workflow.name)
}

/// What the actions add up to, what is in the way of others, and what is withheld.
pub fn plan_summary(view: &PlanView<'_>) -> Vec<String> {
    [Some(actions(view)), blocked(view), withheld(view)].into_iter().flatten().collect()
}

fn actions(view: &PlanView<'_>) -> String {
    let count: usize = view.totals.iter().map(|total| total.actions).sum();
    let whole = view.plan.worklist.len();
    let as_of = view.plan.as_of;
    if count == 0 {
        return match whole {
            0 => match view.next_on {
                Some(day) => format!("Nothing is due on {as_of}; the next action is due on {day}."),
                None => format!("Nothing is due on {as_of}."),
            },
            _ => format!("Nothing that matches is due on {as_of}; in all {} due.", are(whole, "action")),
        };
    }
    let invoices: usize = view.totals.iter().map(|total| total.invoices).sum();
    let cash: Vec<String> =
        view.totals.iter().filter(|total| total.actions > 0).map(|total| money(total.currency, total.balance)).collect();
    let mut text = format!("{} on {} owing {}", counted(count, "action"), counted(invoices, "invoice"), listed(&cash));
    if view.filtered {
        text.push_str(&format!(" (of {} in all)", counted(whole, "action")));
    }
    if view.cut > 0 {
        text.push_str(&format!("; the first {} shown", are(view.actions.len(), "")));
    }
    text.push('.');
    text
}

fn blocked(view: &PlanView<'_>) -> Option<String> {
    let sum = |count: fn(&crate::plan::Totals) -> usize| view.totals.iter().map(count).sum::<usize>();
    let counts = [
        ("disputed", sum(|total| total.disputed)),
        ("promised", sum(|total| total.promised)),
        ("paused", sum(|total| total.paused)),
        ("replied", sum(|total| total.replied)),
    ];
    let some: Vec<String> = counts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{count} {name}")).collect();
    let of = if view.filtered { "Invoices of the whole ledger" } else { "Invoices" };
    (!some.is_empty()).then(|| format!("{of}: {}.", some.join(", ")))
}

fn withheld(view: &PlanView<'_>) -> Option<String> {
    let reasons: Vec<String> = Held::ALL
        .into_iter()
        .map(|reason| (reason, view.withheld.iter().filter(|held| held.reason == reason).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(reason, count)| format!("{count} {reason}"))
        .collect();
    let count = view.withheld.len();
    (count > 0).then(|| format!("{} withheld: {}.", are(count, "action"), reasons.join(", ")))
}

/// `1 action`, `2 actions`, `3 touches`
pub fn counted(count: impl fmt::Display, noun: &str) -> String {
    let count = count.to_string();
    let ending = match count.as_str() {
        "1" => "",
        _ if noun.ends_with("ch") => "es",
        _ => "s",
    };
    format!("{count} {noun}{ending}")
}

/// `1 action is`, `2 actions are`; without a noun `1 is`, `2 are`.
fn are(count: usize, noun: &str) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    if noun.is_empty() { format!("{count} {verb}") } else { format!("{} {verb}", counted(count, noun)) }
}

pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// `a`, `a and b`, `a, b and c`
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
