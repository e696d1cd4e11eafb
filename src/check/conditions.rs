//! Finds conditions that are never met, and tells whether one set of conditions implies or excludes another.

use super::{CheckSubject, stage_name};
use crate::finding::{Code, Finding};
use crate::workflow::{Amount, AmountRange, ColumnMatch, Conditions, EscalateRule, Range, Track, TrackMatch};
use std::cmp::Ordering;

/// Actions and rules whose conditions never hold, and rules that never change anything.
pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (track, stage, action) in subject.actions() {
        let by_stage =
            || columns_exclude(&action.when.matches, &stage.trigger.matches).map(|column| of_column(&column, "the stage's trigger"));
        let by_track = || track.and_then(|track| excluded_by_track(&action.when, track));
        if let Some(why) = contradiction(&action.when).or_else(by_stage).or_else(by_track) {
            let message = format!("the `when` of action {:?} in {} is never met: {why}", action.id, stage_name(track, stage));
            found.push(subject.finding(Code::NeverHolds, action.line, message).hint("correct the conditions, or remove the action"));
        }
    }
    found.extend(subject.workflow.escalate.iter().filter_map(|rule| never_escalates(subject, rule)));
    found
}

/// Why a rule never lets the clock jump.
fn never_escalates(subject: &CheckSubject<'_>, rule: &EscalateRule) -> Option<Finding> {
    let finding = |why: String| {
        let message = format!("escalate rule {:?} never changes anything: {why}", rule.id);
        subject.finding(Code::NeverHolds, rule.line, message).hint("correct its trigger or `to`, or remove it")
    };
    if let Some(why) = contradiction(&rule.trigger) {
        return Some(finding(why));
    }
    let day = rule.trigger.day.unwrap_or(0).max(0);
    let mut why = None;
    for (track, stages) in subject.lists() {
        let Some(stage) = stages.iter().find(|stage| stage.id == rule.to) else { continue };
        let reason = match track.and_then(|track| excluded_by_track(&rule.trigger, track)) {
            Some(excluded) => excluded,
            None if stage.day <= day => {
                format!("it applies from day {day}, but by then the clock has passed day {} of stage {:?}", stage.day, stage.id)
            }
            None => return None,
        };
        why.get_or_insert(reason);
    }
    why.map(finding)
}

/// Do they hold only after a broken promise?
fn promised(conditions: &Conditions) -> bool {
    conditions.broken_promises.is_some_and(|least| least > 0)
}

/// Why conditions contradict themselves: who has broken a promise has responded.
pub(super) fn contradiction(conditions: &Conditions) -> Option<String> {
    (promised(conditions) && conditions.responded == Some(false))
        .then(|| "a promise is a response, so `responded: false` and `broken_promises` exclude each other".to_owned())
}

/// Why conditions never hold for the invoices of a track, which does not change.
pub(super) fn excluded_by_track(conditions: &Conditions, track: &Track) -> Option<String> {
    let whose = format!("track {:?}", track.id);
    if let Some(column) = columns_exclude(&conditions.matches, &track.matches.columns) {
        return Some(of_column(&column, &whose));
    }
    let (least, below) = (conditions.balance.at_least.as_ref()?, track.matches.amount.below.as_ref()?);
    never_below(least, below).then(|| format!("it needs a balance of {least} or more, but {whose} has only invoices below {below}"))
}

pub(super) fn of_column(column: &str, whose: &str) -> String {
    format!("it needs other values in the column {column:?} than {whose}")
}

/// The column of which both want values, and no value would do for both.
pub(super) fn columns_exclude(one: &[ColumnMatch], other: &[ColumnMatch]) -> Option<String> {
    let disjoint = |wanted: &&ColumnMatch| {
        other.iter().any(|also| also.column == wanted.column && wanted.values.iter().all(|value| !also.values.contains(value)))
    };
    one.iter().find(disjoint).map(|wanted| wanted.column.clone())
}

/// Can the two never hold at once?
pub(super) fn exclude(one: &Conditions, other: &Conditions) -> bool {
    let apart = |a: &AmountRange, b: &AmountRange| {
        a.at_least.as_ref().zip(b.below.as_ref()).is_some_and(|(least, below)| never_below(least, below))
    };
    columns_exclude(&one.matches, &other.matches).is_some()
        || one.responded.zip(other.responded).is_some_and(|(a, b)| a != b)
        || [(one, other), (other, one)].into_iter().any(|(a, b)| {
            apart(&a.balance, &b.balance)
                || apart(&a.customer.overdue, &b.customer.overdue)
                || apart(&a.customer.open, &b.customer.open)
                || numbers_apart(a.unanswered, b.unanswered)
                || numbers_apart(a.customer.oldest, b.customer.oldest)
                || numbers_apart(a.customer.invoices, b.customer.invoices)
                || (a.responded == Some(false) && promised(b))
        })
}

/// Does the other hold whenever the one does?
pub(super) fn implies(one: &Conditions, other: &Conditions) -> bool {
    let at_least = |one: Option<i64>, other: Option<i64>| other.is_none_or(|other| one.is_some_and(|one| one >= other));
    let number = |count: Option<u32>| count.map(i64::from);
    at_least(one.day.map(i64::from), other.day.map(i64::from))
        && within(&one.balance, &other.balance)
        && at_least(number(one.broken_promises), number(other.broken_promises))
        && at_least(number(one.unanswered.at_least), number(other.unanswered.at_least))
        && other.unanswered.below.is_none_or(|below| one.unanswered.below.is_some_and(|own| own <= below))
        && (other.responded.is_none() || one.responded == other.responded || (other.responded == Some(true) && promised(one)))
        && columns_imply(&one.matches, &other.matches)
}

/// Does the other match whatever the one does?
pub(super) fn track_implies(one: &TrackMatch, other: &TrackMatch) -> bool {
    columns_imply(&one.columns, &other.columns) && within(&one.amount, &other.amount)
}

fn within(one: &AmountRange, other: &AmountRange) -> bool {
    let implied = |own: &Option<Amount>, wanted: &Option<Amount>, holds: fn(Ordering) -> bool| {
        wanted.as_ref().is_none_or(|wanted| own.as_ref().is_some_and(|own| all_compare(own, wanted, holds)))
    };
    implied(&one.at_least, &other.at_least, Ordering::is_ge) && implied(&one.below, &other.below, Ordering::is_le)
}

/// Is the one amount so to the other in every currency that it names? Not where only one of them is given by currency.
fn all_compare(one: &Amount, other: &Amount, holds: fn(Ordering) -> bool) -> bool {
    match (one, other) {
        (Amount::Number(one), Amount::Number(other)) => holds(one.cmp(other)),
        (Amount::ByCurrency(one), Amount::ByCurrency(other)) => {
            one.iter().all(|(currency, amount)| other.iter().any(|(of, wanted)| of == currency && holds(amount.cmp(wanted))))
        }
        _ => false,
    }
}

/// Is no amount of any currency at least the one and below the other?
fn never_below(least: &Amount, below: &Amount) -> bool {
    match (least, below) {
        (Amount::Number(least), Amount::Number(below)) => least >= below,
        (Amount::ByCurrency(least), Amount::ByCurrency(below)) => {
            least.iter().all(|(currency, least)| below.iter().all(|(of, below)| of != currency || least >= below))
        }
        _ => false,
    }
}

fn numbers_apart<T: PartialOrd>(a: Range<T>, b: Range<T>) -> bool {
    a.at_least.zip(b.below).is_some_and(|(least, below)| least >= below)
}

/// Has every row that the one matches the values that the other wants?
pub(super) fn columns_imply(one: &[ColumnMatch], other: &[ColumnMatch]) -> bool {
    other
        .iter()
        .all(|wanted| one.iter().any(|own| own.column == wanted.column && own.values.iter().all(|value| wanted.values.contains(value))))
}
