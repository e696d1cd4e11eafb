//! Who is on credit hold agrees with the naive planner, however the invoices are shared out.

use super::config;
use crate::naive;
use crate::scenario;
use collect::finding::Code;
use collect::plan::{CreditStanding, Planner, Positions};
use collect::workflow::CreditHold;
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn it_agrees_with_the_naive_planner(
        mut story in scenario::random(),
        trigger in scenario::customer_conditions(),
        matches in vec(scenario::column_match(), 0..2),
    ) {
        story.workflow.credit_hold = Some(CreditHold { trigger, matches, line: 7 });
        let ledger = story.ledger();
        let columns = ledger.invoices.columns();
        let planner = || Planner::new(&story.workflow, ledger.fx.as_ref(), &ledger.events, columns, story.as_of, Positions::None);
        let mut alone = planner().with_credit_hold().for_rows();
        ledger.invoices.iter().for_each(|invoice| alone.add(&invoice));
        let plan = alone.finish();
        // Without rates a number is compared with one currency only, so this is refused.
        if plan.findings.iter().any(|finding| finding.code == Code::MixedCurrencies) {
            return Ok(());
        }
        let standings = plan.credit;
        let held: Vec<(&str, bool)> = standings.iter().map(|standing| (standing.customer.as_str(), standing.is_held)).collect();
        let expected = naive::on_hold(&story.workflow, &ledger, story.as_of);
        prop_assert_eq!(held, expected.iter().map(|(customer, held)| (customer.as_str(), *held)).collect::<Vec<_>>());

        // Two planners that see every other invoice, the later ones first.
        let mut first = planner().with_credit_hold().for_rows();
        let mut other = first.beside();
        for (place, invoice) in ledger.invoices.iter().enumerate().collect::<Vec<_>>().into_iter().rev() {
            let planner = if place % 2 == 0 { &mut first } else { &mut other };
            planner.begin(place as u64);
            planner.add(&invoice);
        }
        first.join(other);
        let shared: Vec<CreditStanding> = first.finish().credit;
        prop_assert_eq!(shared, standings);
    }
}
