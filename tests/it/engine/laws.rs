//! What must hold for every plan.

use super::{config, shown};
use crate::scenario::{self, Story};
use collect::plan::{DueAction, Plan, Planner, Positions};
use collect::report::{About, PlanFilter, PlanView, StatusFilter, StatusView, plan_json, plan_markdown, status_json};
use collect::workflow::Workflow;
use proptest::collection::vec;
use proptest::prelude::*;

fn plan(story: &Story) -> Plan {
    collect::plan::status(&story.workflow, &story.ledger(), story.as_of)
}

/// The rows of a plan, in an order that does not depend on the file's.
fn in_any_order(plan: &Plan) -> Vec<String> {
    let mut rows = shown::whole(plan);
    rows.sort();
    rows
}

/// The rows of a plan, with their headings by customer, and of where all invoices stand.
fn rows(plan: &Plan, workflow: &Workflow) -> String {
    let (about, mut out) = (About::default(), Vec::new());
    plan_json(&PlanView::new(plan, workflow, &PlanFilter::default()), &about, &mut out).unwrap();
    plan_markdown(&PlanView::new(plan, workflow, &PlanFilter::default()).by_customer(), true, &mut out).unwrap();
    let everything = StatusFilter { all: true, ..StatusFilter::default() };
    status_json(&StatusView::new(plan, workflow, &everything), &about, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn the_order_of_the_invoices_is_of_no_account(story in scenario::random(), keys in vec(any::<u16>(), 16)) {
        let mut shuffled = story.clone();
        let mut order: Vec<usize> = (0..story.invoices.len()).collect();
        order.sort_by_key(|index| keys[*index]);
        shuffled.invoices = order.iter().map(|index| story.invoices[*index].clone()).collect();
        let (before, after) = (plan(&story), plan(&shuffled));
        prop_assert_eq!(shown::actions(&after), shown::actions(&before));
        prop_assert_eq!(in_any_order(&after), in_any_order(&before));
    }

    #[test]
    fn what_lies_ahead_changes_nothing(mut story in scenario::random()) {
        let as_of = story.as_of;
        let is_ahead = |day: Option<collect::calendar::Day>| day.is_some_and(|day| day > as_of);
        // An event's id counts wherever it stands in the files: the same one ahead would hide one that has happened.
        for event in story.events.iter_mut().filter(|event| is_ahead(event.date)) {
            event.id.clear();
        }
        let mut known = story.clone();
        known.events.retain(|event| !is_ahead(event.date));
        for invoice in known.invoices.iter_mut().filter(|invoice| is_ahead(invoice.settled)) {
            invoice.settled = None;
        }
        prop_assert_eq!(shown::whole(&plan(&known)), shown::whole(&plan(&story)));
    }

    #[test]
    fn planning_twice_gives_the_same_plan(story in scenario::random()) {
        let (workflow, ledger) = (&story.workflow, story.ledger());
        let first = collect::plan::status(workflow, &ledger, story.as_of);
        let second = collect::plan::status(workflow, &ledger.clone(), story.as_of);
        prop_assert_eq!(first.actions(), second.actions());
        prop_assert_eq!(format!("{first:?}"), format!("{second:?}"));
    }

    #[test]
    fn a_plan_for_rows_has_the_same_rows(story in scenario::random()) {
        let (workflow, ledger) = (&story.workflow, story.ledger());
        let columns = ledger.invoices.columns();
        let mut planner = Planner::new(workflow, ledger.fx.as_ref(), &ledger.events, columns, story.as_of, Positions::All).for_rows();
        ledger.invoices.iter().for_each(|invoice| planner.add(&invoice));
        prop_assert_eq!(rows(&planner.finish(), workflow), rows(&plan(&story), workflow));
    }

    #[test]
    fn an_action_is_the_same_alone_and_among_all(story in scenario::random()) {
        let plan = plan(&story);
        let alone: Vec<DueAction> = (0..plan.worklist.len()).map(|place| plan.action(place).into_owned()).collect();
        prop_assert_eq!(&alone[..], plan.actions());
    }
}
