//! What a line of a story expects.

use super::days;
use crate::finding::{Code, did_you_mean};
use crate::plan::{Held, Status};
use crate::scenario::{Expected, ExpectedAction, ExpectedHeld, StoryInvoice};
use crate::yaml::{Section, YamlField, quoted};

pub(super) const KEYS: [&str; 15] = [
    "day",
    "to",
    "invoice",
    "status",
    "stage",
    "track",
    "owner",
    "balance",
    "clock",
    "blocked_until",
    "next_on",
    "due",
    "withheld",
    "warnings",
    "done",
];

/// Those that say of which invoice and day it is.
pub(super) const PLACES: [&str; 3] = ["day", "to", "invoice"];

const HELD: [Held; 3] = [Held::UnreadRow, Held::UnappliedCash, Held::ContactLimit];

pub(super) fn read(section: &Section<'_>, invoice: &StoryInvoice) -> Vec<Expected> {
    let get = |key: &str| section.get(key);
    let word = |field: &YamlField<'_>| field.text().map(|text| Some(text.to_owned()).filter(|text| text != "none"));
    let words = Status::all().map(|status| (status.name(), status));
    let read = [
        get("status").and_then(|field| field.choice(&words)).map(Expected::Status),
        get("stage").and_then(|field| word(&field)).map(Expected::Stage),
        get("track").and_then(|field| word(&field)).map(Expected::Track),
        get("owner").and_then(|field| field.text()).map(|owner| Expected::Owner(owner.to_owned())),
        get("balance").and_then(|field| field.decimal("an amount of 0 or more", |amount| !amount.is_negative())).map(Expected::Balance),
        get("clock").and_then(|field| field.integer(-3650..=36_500)).and_then(|clock| i32::try_from(clock).ok()).map(Expected::Clock),
        get("blocked_until").and_then(|field| days::day_or_none(&field, invoice.due)).map(Expected::BlockedUntil),
        get("next_on").and_then(|field| days::day_or_none(&field, invoice.due)).map(Expected::NextOn),
        get("due").map(|field| Expected::Due(items(&field).iter().filter_map(action).collect())),
        get("withheld").map(|field| Expected::Withheld(items(&field).iter().filter_map(held).collect())),
        get("warnings").map(|field| Expected::Warnings(items(&field).iter().filter_map(code).collect())),
    ];
    read.into_iter().flatten().collect()
}

/// The texts of a list, or one; none for `nothing`.
fn items<'a>(field: &YamlField<'a>) -> Vec<YamlField<'a>> {
    if field.scalar() == Some("nothing") { Vec::new() } else { field.one_or_list().unwrap_or_default() }
}

/// `escalation/call/1 by ar-specialist with call-sheet`
fn action(field: &YamlField<'_>) -> Option<ExpectedAction> {
    let words: Vec<&str> = field.text()?.split_whitespace().collect();
    let (owner, template) = match words.as_slice() {
        [_] => (None, None),
        [_, "by", owner] => (Some(*owner), None),
        [_, "with", template] => (None, Some(*template)),
        [_, "by", owner, "with", template] => (Some(*owner), Some(*template)),
        _ => {
            let hint = "as in `escalation/call/1 by ar-specialist with call-sheet`; both parts may be left out";
            field.wants(Code::InvalidValue, "an action, by whom, and with which template", Some(hint.to_owned()));
            return None;
        }
    };
    Some(ExpectedAction { id: tail(field, words[0])?, owner: owner.map(str::to_owned), template: template.map(str::to_owned) })
}

/// `escalation/email/1 because contact-limit`
fn held(field: &YamlField<'_>) -> Option<ExpectedHeld> {
    let words: Vec<&str> = field.text()?.split_whitespace().collect();
    let reason = match words.as_slice() {
        [_] => None,
        [_, "because", word] => {
            let found = HELD.into_iter().find(|held| held.name() == *word);
            if found.is_none() {
                let hint =
                    did_you_mean(word, HELD.map(Held::name)).unwrap_or_else(|| format!("there are {}", HELD.map(Held::name).join(", ")));
                field.report(Code::InvalidValue, format!("there is no reason {}", quoted(word)), Some(hint));
            }
            Some(found?)
        }
        _ => {
            let hint = "as in `escalation/email/1 because contact-limit`";
            field.wants(Code::InvalidValue, "an action and the reason", Some(hint.to_owned()));
            return None;
        }
    };
    Some(ExpectedHeld { id: tail(field, words[0])?, reason })
}

/// The id of an action without the invoice's: it has a number at its end.
fn tail(field: &YamlField<'_>, id: &str) -> Option<String> {
    let is_numbered = id.rsplit_once('/').is_some_and(|(_, number)| number.parse::<u32>().is_ok_and(|number| number > 0));
    if !is_numbered {
        let hint = "write it without the invoice and with its number: escalation/call/1, dispute/1, @2/reminder/email/1";
        field.report(Code::InvalidValue, format!("{} is no action", quoted(id)), Some(hint.to_owned()));
    }
    is_numbered.then(|| id.to_owned())
}

fn code(field: &YamlField<'_>) -> Option<Code> {
    let name = field.text()?;
    let found = Code::ALL.iter().find(|code| code.name() == name);
    if found.is_none() {
        let hint = did_you_mean(name, Code::ALL.iter().map(|code| code.name()));
        field.report(Code::InvalidValue, format!("there is no warning {}", quoted(name)), hint);
    }
    found.copied()
}
