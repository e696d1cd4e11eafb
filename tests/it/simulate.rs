//! Histories: they are what planning each day and recording its plan gives, and they add up.

mod day_by_day;

use crate::scenario;
use collect::simulate::{Assumptions, Habit, simulate};
use day_by_day::{Done, day_by_day};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};

fn config(cases: u32) -> Config {
    let default = Config::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    Config { cases: if asked { default.cases } else { cases }, failure_persistence: None, max_shrink_iters: 5_000, ..default }
}

/// What the simulator says was done, as text.
fn simulated(story: &scenario::Story, assumptions: &Assumptions) -> Vec<Done> {
    let ledger = story.ledger();
    let history = simulate(&story.workflow, &ledger, assumptions);
    let mut done: Vec<Done> = history
        .touches
        .iter()
        .map(|touch| Done {
            day: touch.day,
            action_id: touch.action_id.clone(),
            owner: touch.owner.clone(),
            rest: format!(
                "{} {} {} {:?} {} {} {} {:?} {:?} {:?} {}",
                touch.kind,
                touch.channel,
                ledger.invoices.get(touch.invoice).id(),
                touch.balance,
                touch.due_date,
                touch.clock,
                touch.status,
                touch.track,
                touch.stage,
                touch.template,
                touch.scheduled_on
            ),
        })
        .collect();
    done.sort();
    done
}

fn agree(story: &scenario::Story, assumptions: &Assumptions) -> Result<(), TestCaseError> {
    let (fast, slow) = (simulated(story, assumptions), day_by_day(story, assumptions));
    let only = |these: &[Done], others: &[Done]| {
        these.iter().filter(|done| !others.contains(done)).map(|done| format!("{done:?}")).collect::<Vec<_>>()
    };
    prop_assert!(fast == slow, "only simulated:\n{}\nonly day by day:\n{}", only(&fast, &slow).join("\n"), only(&slow, &fast).join("\n"));
    Ok(())
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn a_simulation_is_planning_and_recording_each_day(story in scenario::random(), before in 0..50_i32) {
        let assumptions = Assumptions::all_done(story.as_of.plus(-before), story.as_of.plus(40));
        agree(&story, &assumptions)?;
    }

    #[test]
    fn work_that_is_late_or_left_undone_is_so_day_by_day(story in scenario::random(), share in 0..10_001_u32, delay in 0..6_u32, seed in any::<u64>()) {
        let mut assumptions = Assumptions::all_done(story.as_of.plus(-25), story.as_of.plus(35));
        assumptions.seed = seed;
        // Every second owner works so.
        assumptions.habits = story.workflow.owners.iter().step_by(2).map(|owner| Habit { owner: owner.id.clone(), share, delay }).collect();
        agree(&story, &assumptions)?;
    }
}
