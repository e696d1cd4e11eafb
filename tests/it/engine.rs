//! The engine is held to the naive planner, and to what must hold for every plan, on random ledgers and workflows of every
//! feature.

mod explained;
mod laws;
mod on_hold;
mod paid_beyond;
mod permitted;
mod recorded_daily;
pub mod shown;
mod texts;

use crate::naive;
use crate::naive::differences::differences;
use crate::scenario::{self, Story};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};

/// So many random stories, or as many as the environment variable `PROPTEST_CASES` asks for.
fn config(cases: u32) -> Config {
    let default = Config::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    Config { cases: if asked { default.cases } else { cases }, failure_persistence: None, max_shrink_iters: 20_000, ..default }
}

fn agree(story: &Story) -> Result<(), TestCaseError> {
    let ledger = story.ledger();
    let naive = naive::plan(&story.workflow, &ledger, story.as_of);
    let real = collect::plan::status(&story.workflow, &ledger, story.as_of);
    let differences = differences(&real, &story.workflow, &naive);
    prop_assert!(differences.is_empty(), "{}", differences.join("\n"));
    let again = collect::plan::plan(&story.workflow, &ledger, story.as_of);
    prop_assert_eq!(shown::actions(&again), shown::actions(&real), "positions are asked for or not: the actions are the same");
    Ok(())
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn the_engine_and_the_naive_planner_agree(story in scenario::random()) {
        agree(&story)?;
    }
}
