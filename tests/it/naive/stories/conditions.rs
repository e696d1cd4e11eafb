//! What counts for a stage, what was done ahead of it, and conditions by currency and on the customer.

use super::{INVOICE, due, gentle, outcome, row};
use crate::scenario::told::{action, stage, workflow};
use collect::channel::Channel;
use collect::money::{Currency, Decimal};
use collect::workflow::{Amount, AmountRange, CountRange, Workflow};

/// A letter that must be sent before the task.
fn letter_first() -> Workflow {
    let mut letter = stage("letter", 5, vec![action(Channel::Letter)]);
    letter.required = true;
    letter.wait_days = Some(3);
    workflow(vec![stage("reminder", 1, vec![action(Channel::Email)]), letter, stage("handoff", 10, vec![action(Channel::Task)])])
}

#[test]
fn a_touch_counts_for_the_stage_that_its_reference_names() {
    let sent = "2026-01-11 A touch channel=letter ref=A/letter/letter/1";
    assert_eq!(row(&outcome(&letter_first(), INVOICE, sent, "2026-01-20"), "A").stage, "handoff");
    // The email of the reminder does not.
    let mailed = "2026-01-15 A touch channel=email ref=A/reminder/email/1";
    assert_eq!(row(&outcome(&letter_first(), INVOICE, mailed, "2026-01-25"), "A").stage, "letter");
    // What names no action of the invoice is a touch of the stage in which it came.
    let other = "2026-01-15 A touch channel=email ref=B/letter/letter/1";
    assert_eq!(row(&outcome(&letter_first(), INVOICE, other, "2026-01-25"), "A").stage, "handoff");
}

#[test]
fn what_was_done_ahead_of_its_stage_is_not_asked_for_again() {
    let ahead = "2026-01-12 A touch channel=letter stage=letter";
    assert!(due(&outcome(&letter_first(), INVOICE, ahead, "2026-01-15")).is_empty());
    let other_stage = "2026-01-12 A touch channel=letter stage=handoff";
    assert_eq!(due(&outcome(&letter_first(), INVOICE, other_stage, "2026-01-15")), ["A/letter/letter/1"]);
}

#[test]
fn an_action_may_ask_how_much_the_customer_owes() {
    let mut policy = gentle();
    policy.stages[0].actions[0].when.customer.overdue = AmountRange { at_least: Some(Amount::Number(Decimal::from(150))), below: None };
    let two = |due| format!("{INVOICE}\nB ACME due={due} amount=50.00");
    assert_eq!(due(&outcome(&policy, &two("2026-01-12"), "", "2026-01-13")), ["A/reminder/email/1", "B/reminder/email/1"]);
    let plan = outcome(&policy, &two("2026-01-13"), "", "2026-01-13");
    // B is not overdue, and later days are looked at as if it never were.
    assert_eq!((due(&plan).len(), plan.withheld.len(), row(&plan, "A").next_on), (0, 0, Some(crate::scenario::told::date("2026-01-24"))));
    policy.stages[0].actions[0].when.customer.overdue = AmountRange::default();
    policy.stages[0].actions[0].when.customer.invoices = CountRange { at_least: Some(2), below: None };
    assert_eq!(due(&outcome(&policy, &two("2026-01-12"), "", "2026-01-13")).len(), 2);
}

#[test]
fn an_amount_by_currency_holds_only_of_those_that_it_names() {
    let mut policy = gentle();
    let usd = Currency::from_code("USD").unwrap();
    policy.stages[0].trigger.balance = AmountRange { at_least: None, below: Some(Amount::ByCurrency(vec![(usd, 20_000)])) };
    let two = format!("{INVOICE}\nB ACME due=2026-01-10 amount=100.00 currency=EUR");
    assert_eq!(due(&outcome(&policy, &two, "", "2026-01-13")), ["A/reminder/email/1"]);
}
