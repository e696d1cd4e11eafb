//! What each family of checks tells, and what it does not.

use collect::builtin;
use collect::calendar::Day;
use collect::check::{CheckSubject, MAX_GAP, check};
use collect::draft::Templates;
use collect::workflow::{self, TemplateNames};
use std::sync::OnceLock;

/// What is said of a workflow with these parts: codes and lines.
fn told(parts: &str) -> Vec<String> {
    static NAMES: OnceLock<TemplateNames> = OnceLock::new();
    let names = NAMES.get_or_init(|| builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect());
    let has = |key: &str| parts.lines().any(|line| line.starts_with(key));
    let mut text = "version: 1\nowners: { ar: {}, robot: { kind: automated }, named: { from_column: who, fallback: robot } }\n".to_owned();
    text += parts;
    if !has("overrides") {
        text += "overrides: { promise: { honour: 2 }, dispute: { owner: ar }, reply: { owner: ar } }\n";
    }
    if !has("stages") {
        text += "stages: [{ id: mail, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }, { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }]\n";
    }
    let reading = workflow::read(&text, "w.yaml", names);
    assert_eq!(reading.findings, [], "{text}");
    let workflow = reading.value.unwrap();
    let none = Templates::default();
    let as_of = Day::parse("2026-03-31").unwrap();
    let subject = CheckSubject { workflow: &workflow, templates: &none, sender: None, base: None, facts: None, as_of, max_gap: MAX_GAP };
    check(&subject).iter().map(|finding| format!("{} {}", finding.code.name(), finding.place.as_ref().unwrap().line)).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn rules_are_needless_if_an_earlier_one_takes_invoices_as_far() {
    let rules = |first: &str, second: &str| {
        told(&format!("escalate:\n  - {{ id: a, trigger: {{ {first} }}, to: call }}\n  - {{ id: b, trigger: {{ {second} }}, to: call }}\n"))
    };
    assert_eq!(rules("balance: { at_least: 5 }", "balance: { at_least: 9 }"), ["shadowed-rule 5"]);
    assert_eq!(rules("balance: { at_least: 9 }", "balance: { at_least: 5 }"), NOTHING);
    assert_eq!(rules("match: { segment: [a, b] }", "match: { segment: a }, day: 3"), ["shadowed-rule 5"]);
    assert_eq!(rules("match: { segment: a }", "match: { country: a }"), NOTHING);
    assert_eq!(rules("responded: true", "broken_promises: 1"), ["shadowed-rule 5"]);
    assert_eq!(rules("unanswered: { at_least: 3 }", "unanswered: { at_least: 4 }"), ["shadowed-rule 5"]);
    assert_eq!(rules("unanswered: { below: 3 }", "unanswered: { at_least: 4 }"), NOTHING);
    let farther = "escalate:\n  - { id: a, trigger: { balance: { at_least: 5 } }, to: mail }\n  - { id: b, trigger: { balance: { at_least: 9 } }, to: call }\n";
    assert_eq!(told(farther), NOTHING);
}

#[test]
fn conditions_that_exclude_each_other_are_told() {
    assert_eq!(told("escalate: [{ id: a, trigger: { responded: false, broken_promises: 1 }, to: call }]\n"), ["never-holds 3"]);
    assert_eq!(told("escalate: [{ id: a, trigger: { day: 13 }, to: call }]\n"), NOTHING);
    assert_eq!(told("escalate: [{ id: a, trigger: { day: 14 }, to: call }]\n"), ["never-holds 3"]);
    let action = |trigger: &str, when: &str| {
        told(&format!(
            "stages:\n  - {{ id: mail, trigger: {{ day: 1{trigger} }}, owner: ar, actions: [{{ channel: email, when: {{ {when} }} }}] }}\n"
        ))
    };
    assert_eq!(action(", match: { segment: key }", "match: { segment: small }"), ["never-holds 4"]);
    assert_eq!(action(", match: { segment: key }", "match: { segment: [small, key] }"), NOTHING);
    // A balance falls: who owed much may owe little.
    assert_eq!(action(", balance: { at_least: 100 }", "balance: { below: 50 }"), NOTHING);
}

#[test]
fn a_stage_may_be_out_of_reach_by_its_track() {
    let track = |matches: &str, trigger: &str| {
        told(&format!(
            "tracks:\n  - id: t\n    match: {{ {matches} }}\n    stages:\n      - {{ id: x, trigger: {{ day: 3{trigger} }}, owner: ar, actions: [{{ channel: call }}] }}\n"
        ))
    };
    assert_eq!(track("amount: { below: 100 }", ", balance: { at_least: 100 }"), ["unreachable-stage 7"]);
    assert_eq!(track("amount: { below: 100 }", ", balance: { at_least: 99 }"), NOTHING);
    assert_eq!(track("segment: key", ", match: { segment: small }"), ["unreachable-stage 7"]);
    let own = "stages:\n  - { id: a, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }\n  - { id: b, trigger: { day: 9, match: { segment: key } }, owner: ar, actions: [{ channel: call }] }\ntracks: [{ id: t, match: { segment: [key, top] }, stages: [{ id: c, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }] }]\n";
    assert_eq!(told(own), ["unreachable-stage 5"]);
    assert_eq!(told(&own.replace("segment: [key, top]", "segment: [key, top], amount: { at_least: 5 }")), NOTHING);
}

#[test]
fn programs_make_no_calls_and_settle_no_disputes() {
    let stage = |owner: &str, channel: &str| {
        told(&format!("stages: [{{ id: a, trigger: {{ day: 1 }}, owner: {owner}, actions: [{{ channel: {channel} }}] }}]\n"))
    };
    assert_eq!(stage("robot", "email"), NOTHING);
    assert_eq!(stage("robot", "letter"), NOTHING);
    assert_eq!(stage("robot", "task"), ["automated-owner 3"]);
    assert_eq!(stage("named", "call"), ["automated-owner 3"]);
    assert_eq!(stage("ar", "call"), NOTHING);
    let overrides = |text: &str| {
        told(&format!(
            "overrides: {{ promise: {{ honour: 2 }}, {text} }}\nstages: [{{ id: a, trigger: {{ day: 1 }}, owner: robot, actions: [{{ channel: email }}] }}]\n"
        ))
    };
    assert_eq!(overrides("dispute: { owner: ar }, reply: { owner: ar }"), NOTHING);
    assert_eq!(overrides("dispute: { owner: ar }"), ["automated-owner 4"]);
    assert_eq!(overrides("dispute: { routes: { pricing: robot }, owner: ar }, reply: { owner: ar }"), ["automated-owner 3"]);
    assert_eq!(
        overrides("dispute: { owner: ar }, reply: { owner: ar }, payment: { short_pay: { at_most_percent: 5 } }"),
        ["automated-owner 3"]
    );
}

#[test]
fn gaps_count_what_comes_again() {
    let every = |more: &str, next: i32| {
        told(&format!(
            "stages:\n  - {{ id: a, trigger: {{ day: 0 }}, owner: ar, actions: [{{ channel: email{more} }}] }}\n  - {{ id: b, trigger: {{ day: {next} }}, owner: ar, actions: [{{ channel: call }}] }}\n"
        ))
    };
    assert_eq!(every("", 30), NOTHING);
    assert_eq!(every("", 31), ["long-gap 4"]);
    assert_eq!(every(", every: 10", 300), NOTHING);
    assert_eq!(every(", every: 10, times: 3", 50), NOTHING);
    assert_eq!(every(", every: 10, times: 3", 51), ["long-gap 4"]);
    assert_eq!(every(", after: 31", 31), ["never-due 4"]);
}

#[test]
fn twins_are_told_unless_only_one_of_them_can_be_due() {
    let two = |one: &str, other: &str| {
        told(&format!(
            "stages: [{{ id: a, trigger: {{ day: 1 }}, owner: ar, actions: [{{ channel: email{one} }}, {{ id: b, channel: email{other} }}] }}]\n"
        ))
    };
    assert_eq!(two("", ""), ["twin-actions 3"]);
    assert_eq!(two("", ", after: 1"), NOTHING);
    assert_eq!(two(", when: { responded: true }", ", when: { responded: false }"), NOTHING);
    assert_eq!(two(", when: { balance: { below: 50 } }", ", when: { balance: { at_least: 50 } }"), NOTHING);
    assert_eq!(two(", when: { balance: { below: 50 } }", ", when: { balance: { at_least: 49 } }"), ["twin-actions 3"]);
}
