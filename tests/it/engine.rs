//! The engine is held to the naive planner, on random ledgers and workflows of every feature.

use crate::naive;
use crate::naive::differences::differences;
use crate::scenario::{self, Story};
use collect::ledger::InvoiceId;
use collect::plan::{DueAction, Plan};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};

/// How many random stories a plain run of the tests tries; the environment variable `PROPTEST_CASES` asks for more.
const CASES: u32 = 400;

fn config() -> Config {
    let default = Config::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    Config { cases: if asked { default.cases } else { CASES }, failure_persistence: None, max_shrink_iters: 20_000, ..default }
}

fn agree(story: &Story) -> Result<(), TestCaseError> {
    let ledger = story.ledger();
    let naive = naive::plan(&story.workflow, &ledger, story.as_of);
    let real = collect::plan::status(&story.workflow, &ledger, story.as_of);
    let differences = differences(&real, &story.workflow, &naive);
    prop_assert!(differences.is_empty(), "{}", differences.join("\n"));
    let again = collect::plan::plan(&story.workflow, &ledger, story.as_of);
    prop_assert_eq!(shown(&again), shown(&real), "positions are asked for or not: the actions are the same");
    Ok(())
}

/// All that a plan says of its actions, but for where it keeps their invoices.
fn shown(plan: &Plan) -> Vec<String> {
    let withheld = plan.withheld.iter().map(|withheld| (&withheld.action, Some((withheld.reason, withheld.free_on))));
    let actions = plan.actions.iter().map(|action| (action, None)).chain(withheld);
    actions.map(|(action, held)| format!("{:?} {held:?}", DueAction { invoice: InvoiceId(0), ..action.clone() })).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_engine_and_the_naive_planner_agree(story in scenario::random()) {
        agree(&story)?;
    }
}
