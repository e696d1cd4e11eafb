//! What pays a late fee beyond the balance agrees with the naive planner, on random stories in which customers were written to and paid too much.

use super::agree;
use crate::naive;
use crate::scenario::EventSpec;
use crate::scenario::{self, Story};
use collect::law::DayCount;
use collect::money::{Currency, Decimal};
use collect::workflow::{Amount, LateFeeRules, Months, PaymentsFor};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;

const STORIES: usize = 300;

/// Which invoice; how many days before the day of the plan a message was sent, and how many later money came; how much beyond the amount.
type Overpaid = (usize, i32, i32, i64);

fn asked_and_overpaid(story: &mut Story, flat: i128, overpaid: &[Overpaid]) {
    let currency = |code: &str| Currency::from_code(code).unwrap();
    let mut codes: Vec<&str> = story.invoices.iter().map(|invoice| invoice.currency.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    story.workflow.late_fee = Some(LateFeeRules {
        from_stage: story.workflow.stages[0].id.clone(),
        profile: None,
        flat: Some(Amount::ByCurrency(codes.into_iter().map(|code| (currency(code), flat)).collect())),
        stage_fees: Vec::new(),
        notice_percent: Decimal::ZERO,
        minimum: None,
        annual_percent: Decimal::ZERO,
        rates: Vec::new(),
        monthly_percent: Decimal::ZERO,
        months: Months::default(),
        grace_days: 0,
        day_count: DayCount::default(),
        euro: BTreeMap::new(),
        payments_for: PaymentsFor::default(),
        line: 0,
    });
    for (place, before, later, beyond) in overpaid {
        let invoice = &story.invoices[place % story.invoices.len()];
        let sent = story.as_of.plus(-before);
        let of =
            |date, kind: &str| EventSpec { date: Some(date), kind: kind.to_owned(), invoice: invoice.id.clone(), ..EventSpec::default() };
        let message = EventSpec { channel: "email".to_owned(), ..of(sent, "touch") };
        let payment = EventSpec { amount: Some((invoice.amount + beyond).max(1)), ..of(sent.plus(*later), "payment") };
        story.events.extend([message, payment]);
    }
}

#[test]
fn what_pays_a_late_fee_agrees_with_the_naive_planner() {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let overpaid = vec((0..8_usize, 1..50_i32, -2..20_i32, -20..3000_i64), 1..5);
    let stories = (scenario::random(), 1..2500_i128, overpaid);
    let mut reached = 0;
    for _ in 0..STORIES {
        let (mut story, flat, overpaid) = stories.new_tree(&mut runner).unwrap().current();
        asked_and_overpaid(&mut story, flat, &overpaid);
        agree(&story).unwrap_or_else(|error| panic!("{error}\n{story:?}"));
        let naive = naive::plan(&story.workflow, &story.ledger(), story.as_of);
        reached += usize::from(naive.happened.contains("a late fee paid beyond the balance"));
    }
    assert!(reached > STORIES / 10, "only {reached} of {STORIES} stories have such a payment");
}
