//! Somebody does all that is due, day after day, and records it: nothing is asked for twice.

use super::config;
use crate::scenario::{self, Story};
use collect::calendar::Day;
use collect::plan::{ActionKind, Plan};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// For so many days after the day of the plan.
const DAYS: i32 = 60;

fn plan(story: &Story, day: Day) -> Plan {
    collect::plan::plan(&story.workflow, &story.ledger(), day)
}

/// What can be done by recording it: only a settlement ends the task of a dispute.
fn ids(plan: &Plan) -> Vec<(String, String)> {
    let done = plan.actions().iter().filter(|action| action.kind != ActionKind::Dispute);
    // With the invoice: that of a second journey may be that of another invoice, whose id ends in `@2`.
    done.map(|action| (plan.invoices.get(action.invoice).id().to_owned(), action.id.to_string())).collect()
}

/// Adds a touch for each action, with the action's id.
fn record(story: &mut Story, plan: &Plan) {
    for action in plan.actions() {
        story.events.push(scenario::EventSpec {
            date: Some(plan.as_of),
            kind: "touch".to_owned(),
            invoice: plan.invoices.get(action.invoice).id().to_owned(),
            channel: action.channel.name().to_owned(),
            reference: action.id.to_string(),
            ..scenario::EventSpec::default()
        });
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn what_was_recorded_is_not_due_again(mut story in scenario::random()) {
        let mut done: BTreeSet<(String, String)> = BTreeSet::new();
        for day in 0..=DAYS {
            let plan = plan(&story, story.as_of.plus(day));
            for id in ids(&plan) {
                prop_assert!(done.insert(id.clone()), "{id:?} is due again on {}", plan.as_of);
            }
            record(&mut story, &plan);
        }
        prop_assert!(ids(&plan(&story, story.as_of.plus(DAYS))).iter().all(|id| !done.contains(id)));
    }

    #[test]
    fn what_was_recorded_is_not_due_on_the_same_day(mut story in scenario::random()) {
        let due = plan(&story, story.as_of);
        record(&mut story, &due);
        let again = plan(&story, story.as_of);
        let left: Vec<(String, String)> = ids(&again).into_iter().filter(|id| ids(&due).contains(id)).collect();
        prop_assert!(left.is_empty(), "{left:?} are still due on {}", due.as_of);
    }
}
