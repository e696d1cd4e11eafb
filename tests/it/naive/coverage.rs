//! What random stories reach.

use super::{NaivePlan, plan};
use crate::scenario::{self, Story};
use collect::workflow::AmountRange;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};

const STORIES: usize = 400;

/// Every feature is at work in one story of a hundred or more, and a story always ends in the same way.
#[test]
fn random_stories_reach_every_rule() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut reached: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..STORIES {
        let story = scenario::random().new_tree(&mut runner).unwrap().current();
        let ledger = story.ledger();
        let outcome = plan(&story.workflow, &ledger, story.as_of);
        assert_eq!(outcome, plan(&story.workflow, &ledger, story.as_of), "{story:?}");
        for feature in features(&outcome).into_iter().chain(of_story(&story)) {
            *reached.entry(feature).or_default() += 1;
        }
    }
    for (feature, count) in &reached {
        println!("{count:5} of {STORIES}: {feature}");
    }
    for feature in WANTED {
        let count = reached.get(*feature).copied().unwrap_or(0);
        assert!(count * 200 >= STORIES, "only {count} of {STORIES} stories reach: {feature}");
    }
}

fn features(plan: &NaivePlan) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = plan.happened.iter().map(|what| (*what).to_owned()).collect();
    for row in &plan.rows {
        all.insert(format!("status {}", row.status));
        all.extend(row.flags.split('+').filter(|flag| !flag.is_empty()).map(|flag| format!("flag {flag}")));
        let more = [
            (row.stalled, "stalled"),
            (!row.skipped.is_empty(), "stages passed over"),
            (row.next_on.is_some(), "a next day"),
            (row.blocked_until.is_some(), "the end of a block known"),
            (!row.track.is_empty(), "a track"),
            (row.journey > 1, "a second journey"),
        ];
        all.extend(more.into_iter().filter(|(is, _)| *is).map(|(_, what)| what.to_owned()));
    }
    for action in plan.actions.iter().chain(plan.withheld.iter().map(|held| &held.action)) {
        all.insert(format!("kind {}", action.kind));
        let more = [
            (action.kind == "touch" && !action.action_id.ends_with("/1"), "a later occurrence due"),
            (action.action_id.contains('@'), "an action of a second journey due"),
            (action.days_late > 0, "an action due late"),
            (action.owner == "zoe", "an owner from the ledger"),
        ];
        all.extend(more.into_iter().filter(|(is, _)| *is).map(|(_, what)| what.to_owned()));
    }
    for held in &plan.withheld {
        all.insert(format!("withheld {}", held.reason));
    }
    all
}

/// What the files of a story have, whatever comes of it.
fn of_story(story: &Story) -> BTreeSet<String> {
    let ids = || story.invoices.iter().map(|invoice| invoice.id.as_str());
    let is_number = |id: &str| id.bytes().all(|byte| byte.is_ascii_digit());
    let workflow = &story.workflow;
    let actions = || workflow.stage_lists().flatten().flat_map(|stage| &stage.actions);
    let by_currency = |range: &AmountRange| range.bounds().any(|bound| !bound.is_number());
    let (mut seen, mut names) = (BTreeSet::new(), BTreeSet::new());
    let (mut same, mut other) = (false, false);
    for event in story.events.iter().filter(|event| !event.id.is_empty()) {
        let is_new = seen.insert(event.identity());
        same |= !is_new;
        other |= is_new && !names.insert(&event.id);
    }
    let all = [
        (same, "an event with an id seen before"),
        (other, "an event with an id on another type or invoice"),
        (ids().any(|id| id.contains('@')), "an id with an at sign"),
        (ids().any(|id| id.contains(';')), "an id with a semicolon"),
        (ids().any(|id| id.contains('/')), "an id with a slash"),
        (ids().any(|id| is_number(id) && id.starts_with('0')), "an id with leading zeros"),
        (ids().any(|id| is_number(id) && id.parse::<u64>().is_err()), "an id beyond 64 bits"),
        (actions().any(|action| by_currency(&action.when.balance)), "amounts by currency"),
        (actions().any(|action| action.when.customer.is_set()), "conditions on the customer"),
        (story.events.iter().any(|event| event.kind == "credit" && event.reason == "fee"), "fees waived"),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, what)| what.to_owned()).collect()
}

const WANTED: &[&str] = &[
    "a call that nobody answered",
    "a call to be made again",
    "a due date on a day off",
    "a later occurrence due",
    "a next day",
    "a promise broken",
    "a payment returned",
    "a plan of promises",
    "a promise kept by an open amount",
    "a promise kept by cash on account",
    "a promise kept by closing",
    "a promise kept by money",
    "a promise not honoured",
    "a promise pending again",
    "a promise said twice",
    "a promise superseded",
    "a recovery",
    "a reply answered by reference",
    "a required stage on the way",
    "a second journey",
    "a touch whose reference names the stage",
    "a track",
    "action done ahead of its stage",
    "action done by its channel",
    "action done by reference",
    "action due",
    "action lapsed",
    "action set aside",
    "action unwanted",
    "action waits",
    "an action due late",
    "an action of a second journey due",
    "an owner from the ledger",
    "an event with an id on another type or invoice",
    "an event with an id seen before",
    "an id with an at sign",
    "an id with a semicolon",
    "an id with a slash",
    "an id with leading zeros",
    "an id beyond 64 bits",
    "amounts by currency",
    "closed days that count",
    "closed from the start",
    "conditions on the customer",
    "fees on an invoice over nothing",
    "fees waived",
    "flag broken_promise",
    "flag disputed",
    "flag part_disputed",
    "flag silent",
    "flag unapplied_cash",
    "flag worsening",
    "held by a required stage",
    "jump by a broken promise",
    "jump by a rule",
    "jump by an event",
    "jump to a stage that the track lacks",
    "kind broken_promise",
    "kind dispute",
    "kind reply",
    "kind returned",
    "kind short_pay",
    "kind touch",
    "left a required stage",
    "money that is no event",
    "money that the open amount has already",
    "opened again",
    "stages passed over",
    "stalled",
    "status active",
    "status credit",
    "status credited",
    "status disputed",
    "status paid",
    "status paused",
    "status promised",
    "status replied",
    "status upcoming",
    "status written_off",
    "task done",
    "the clock stood still",
    "the end of a block known",
    "the rest of a plan superseded",
    "withheld contact-limit",
    "withheld no-contact",
    "withheld opted-out",
    "withheld unapplied-cash",
    "withheld unread-row",
];
