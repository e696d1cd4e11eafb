//! Actions that look at what their customers owe: simulated, planned and explained, they are the same.

use super::{agree, config};
use crate::scenario::{self, Story};
use collect::money::{Currency, Decimal};
use collect::plan::{status, story};
use collect::simulate::Assumptions;
use collect::workflow::{Amount, AmountRange, CustomerConditions, Range, Stage};
use proptest::prelude::*;

/// Every action wants something of the customer but each fifth, and others than its neighbour.
fn with_conditions(mut story: Story, first: usize) -> Story {
    let usd = Currency::from_code("USD").unwrap();
    let at_least = |amount| AmountRange { at_least: Some(amount), below: None };
    let conditions = |number: usize| match number % 5 {
        0 => CustomerConditions { overdue: at_least(Amount::Number(Decimal::from(100))), ..CustomerConditions::default() },
        1 => CustomerConditions { invoices: Range { at_least: Some(2), below: None }, ..CustomerConditions::default() },
        2 => CustomerConditions { oldest: Range { at_least: None, below: Some(9) }, ..CustomerConditions::default() },
        3 => CustomerConditions { open: at_least(Amount::ByCurrency(vec![(usd, 15_000)])), ..CustomerConditions::default() },
        _ => CustomerConditions::default(),
    };
    let workflow = &mut story.workflow;
    let lists = std::iter::once(&mut workflow.stages).chain(workflow.tracks.iter_mut().map(|track| &mut track.stages));
    let actions = lists.flatten().flat_map(|stage: &mut Stage| &mut stage.actions);
    actions.enumerate().for_each(|(index, action)| action.when.customer = conditions(first + index));
    story
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn a_simulation_looks_at_what_customers_owe_as_plans_do(story in scenario::random(), first in 0..5_usize, before in 0..50_i32) {
        let story = with_conditions(story, first);
        agree(&story, &Assumptions::all_done(story.as_of.plus(-before), story.as_of.plus(40)))?;
    }

    #[test]
    fn what_is_explained_of_them_is_what_is_planned(random in scenario::random(), first in 0..5_usize) {
        let random = with_conditions(random, first);
        let ledger = random.ledger();
        let plan = status(&random.workflow, &ledger, random.as_of);
        for position in &plan.positions {
            let id = plan.invoices.get(position.invoice).id().to_owned();
            let told = story(&random.workflow, &ledger, &id, random.as_of).unwrap();
            prop_assert_eq!(told.standing.next.as_ref().map(|(day, _)| *day), position.next_on, "{}", id);
            let due = plan.actions().iter().filter(|action| action.invoice == position.invoice).map(|action| &action.id);
            prop_assert_eq!(told.standing.due.iter().map(|action| &action.id).collect::<Vec<_>>(), due.collect::<Vec<_>>());
        }
    }
}
