//! How the balance, the days past due and the rank come about.

use super::StoryView;
use super::words::money_name;
use crate::money::{Balance, grouped};
use crate::plan::Score;
use crate::report::summary::{counted, listed};

/// How the balance came about, a line for each step.
pub(super) fn balance(view: &StoryView<'_>) -> Vec<String> {
    let terms = view.invoice.terms;
    let mut lines = vec![format!("{}: the amount of the invoice", view.money(Balance::from(terms.amount)))];
    if let Some(open) = terms.open_amount {
        let amount = view.money(Balance::from(open.amount));
        lines.push(format!("{amount}: open on {}, according to the export; all money up to that day is in it", open.on));
    }
    for line in &view.story.money {
        let sign = if line.change < 0 { "−" } else { "+" };
        let what = format!("{} of {}", money_name(line.kind), line.day);
        lines.push(match line.counts {
            true => format!("{sign} {}: {what}; {} is left", view.money(line.change.abs()), view.money(line.balance)),
            false => format!("{what}: does not count, as the open amount is said to have it"),
        });
    }
    if let Some(position) = view.story.position() {
        lines.push(format!("= {}: the balance", view.money(position.balance)));
    }
    lines
}

/// How old the invoice is, by the calendar and by the clock.
pub(super) fn ageing(view: &StoryView<'_>) -> Vec<String> {
    let ageing = &view.story.standing.ageing;
    let mut lines = Vec::new();
    if !ageing.extensions.is_empty() {
        lines.push(format!("The due date was {}", ageing.first_due_date));
        lines.extend(ageing.extensions.iter().map(|(on, due)| format!("since {on} the due date is {due}")));
    }
    let (days, due) = (ageing.days_past_due, ageing.due_date);
    let past = match days {
        0 => format!("{due} is the due date: 0 days past due"),
        ..0 => format!("{} to {due}: due in {}", view.story.as_of, counted(-days, "day")),
        1.. => format!("{due} to {}: {} past due", view.story.as_of, counted(days, "day")),
    };
    lines.push(past);
    if let Some(clock) = ageing.clock {
        let mut sum = format!("{days} by the calendar");
        if ageing.stopped != 0 {
            sum.push_str(&format!(" − {} on which the clock stopped", counted(ageing.stopped, "day")));
        }
        if ageing.jumped != 0 {
            sum.push_str(&format!(" + {} of jumps", counted(ageing.jumped, "day")));
        }
        lines.push(format!("The clock shows day {clock}: {sum}"));
    }
    lines
}

/// What the invoice is ranked by.
pub(super) fn score(view: &StoryView<'_>, score: &Score) -> Vec<String> {
    let balance = view.money(score.balance);
    let mut lines = Vec::new();
    if let Some(rate) = score.rate {
        lines.push(format!("{balance} × {rate} = {} in base currency", grouped(&score.value.rounded(2).to_string())));
    }
    let weighty = score.weights.iter().filter(|(_, weight)| !weight.is_zero());
    let weights: Vec<String> = weighty.map(|(name, weight)| format!("{weight} {}", flag(name, score))).collect();
    let sum = if score.weights.is_empty() {
        "1, no flags".to_owned()
    } else if weights.is_empty() {
        "1, no flag counts".to_owned()
    } else {
        format!("1 + {}", weights.join(" + "))
    };
    let value = grouped(&score.value.rounded(2).to_string());
    let place = view.place(view.workflow.priority.line).filter(|_| !weights.is_empty());
    let place = place.map_or(String::new(), |place| format!(" ({place})"));
    lines.push(format!("{value} × ({sum}) = {}: the score{place}", grouped(&score.score.rounded(2).to_string())));
    lines.extend(score.weights.iter().filter_map(|(name, _)| evidence(name, view)));
    lines
}

/// What a flag is set by.
fn evidence(name: &str, view: &StoryView<'_>) -> Option<String> {
    let facts = &view.story.evidence;
    match name {
        "silent" => {
            let days = counted(facts.touched_days, "day");
            let after = view.workflow.priority.silent_after;
            Some(match facts.last_response {
                Some(day) => format!("Silent: contacted on {days} since the last response on {day}; {after} are enough"),
                None => format!("Silent: contacted on {days} without any response; {after} are enough"),
            })
        }
        "broken_promise" => {
            let own = |(invoice, count): &(String, u32)| match count {
                1 => invoice.clone(),
                count => format!("{count} on {invoice}"),
            };
            let mut places: Vec<String> = facts.broken.iter().map(own).collect();
            if facts.broken_of_customer > 0 {
                places.push("one for the whole customer".replace("one", &facts.broken_of_customer.to_string()));
            }
            let elsewhere = facts.broken_of_customer > 0 || facts.broken.iter().any(|(invoice, _)| *invoice != view.story.invoice);
            elsewhere.then(|| format!("Broken promises of the customer, on open invoices: {}", listed(&places)))
        }
        "worsening" => {
            let half = facts.days_late.len() / 2;
            let (before, last) = facts.days_late.split_at(half);
            Some(format!(
                "Paying later and later: the last {half} paid invoices {} days late on average, the {half} before {}",
                mean(last),
                mean(before)
            ))
        }
        _ => None,
    }
}

/// The mean of some days, to one decimal.
fn mean(days: &[i32]) -> String {
    let (sum, count) = (days.iter().map(|day| i64::from(*day)).sum::<i64>(), i64::try_from(days.len()).unwrap_or(1).max(1));
    let tenths = (20 * sum + sum.signum() * count) / (2 * count);
    let sign = if tenths < 0 { "−" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

fn flag(name: &str, score: &Score) -> String {
    match (name, score.broken_promises) {
        ("broken_promise", count @ 2..) => format!("for {count} broken promises{}", if count > 3 { ", of which three count" } else { "" }),
        ("broken_promise", _) => "for a broken promise".to_owned(),
        ("silent", _) => "because the customer is silent".to_owned(),
        ("worsening", _) => "because the customer pays later and later".to_owned(),
        ("disputed", _) => "because it is disputed".to_owned(),
        _ => "for unapplied cash".to_owned(),
    }
}
