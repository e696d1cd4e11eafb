//! What keeps a promise, and plans of several.

use super::{INVOICE, ann, due, gentle, outcome, row};
use crate::scenario::told::date;
use collect::workflow::Workflow;

/// With a call for broken promises.
fn strict() -> Workflow {
    let mut policy = gentle();
    policy.overrides.promise.broken.owner = ann();
    policy
}

#[test]
fn cash_on_account_keeps_a_promise() {
    let events = "2026-01-12 A promise until=2026-01-15 amount=50.00\n2026-01-15 ACME payment amount=50.00";
    let plan = outcome(&strict(), INVOICE, events, "2026-01-17");
    assert_eq!((row(&plan, "A").flags.as_str(), due(&plan)), ("unapplied_cash", vec!["A/reminder/email/1"]));
    // Without an amount, all of it must be there.
    let all = "2026-01-12 A promise until=2026-01-15\n2026-01-15 ACME payment amount=50.00";
    assert_eq!(due(&outcome(&strict(), INVOICE, all, "2026-01-17")), ["A/broken-promise/1"]);
    let enough = format!("{all}\n2026-01-16 ACME credit amount=50.00");
    assert!(row(&outcome(&strict(), INVOICE, &enough, "2026-01-17"), "A").flags.is_empty());
}

#[test]
fn money_that_goes_back_in_time_keeps_no_promise() {
    let paid = "2026-01-10 A promise until=2026-01-12\n2026-01-11 A payment\n2026-01-13 A reversal amount=100.00";
    assert_eq!(due(&outcome(&strict(), INVOICE, paid, "2026-01-13")), ["A/broken-promise/1"]);
    let late = "2026-01-10 A promise until=2026-01-12\n2026-01-11 A payment\n2026-01-14 A reversal amount=100.00";
    assert_eq!(due(&outcome(&strict(), INVOICE, late, "2026-01-14")), ["A/reminder/email/1"]);
    let waiting =
        "2026-01-10 A promise until=2026-01-12 amount=30.00\n2026-01-11 A payment amount=30.00\n2026-01-12 A reversal amount=30.00";
    assert_eq!(row(&outcome(&strict(), INVOICE, waiting, "2026-01-12"), "A").status, "promised");
    // What had come before is not taken from what came since.
    let before = "2026-01-08 A payment amount=60.00\n2026-01-10 A promise until=2026-01-12 amount=30.00
        2026-01-11 A reversal amount=60.00\n2026-01-12 A payment amount=30.00";
    assert_eq!(row(&outcome(&strict(), INVOICE, before, "2026-01-13"), "A").flags, "");
}

#[test]
fn what_the_open_amount_shows_counts_in_the_end() {
    let open = "A ACME due=2026-01-10 amount=100.00 open=40.00@2026-01-15";
    let promise = "2026-01-12 A promise until=2026-01-14 amount=60.00";
    assert_eq!(row(&outcome(&strict(), open, promise, "2026-01-14"), "A").status, "promised");
    assert_eq!(due(&outcome(&strict(), open, promise, "2026-01-15")), ["A/reminder/email/1"]);
    // A payment of the 8th says where 60 went: nothing was received since.
    let explained = format!("{promise}\n2026-01-08 A payment amount=60.00");
    assert_eq!(due(&outcome(&strict(), open, &explained, "2026-01-15")), ["A/broken-promise/1"]);
    // It may have been gone before the promise was made: nobody is accused of what the accounts do not show.
    let older = "A ACME due=2026-01-10 amount=100.00 open=40.00@2026-01-11";
    assert_eq!(due(&outcome(&strict(), older, promise, "2026-01-15")), ["A/reminder/email/1"]);
}

#[test]
fn promises_of_one_day_are_a_plan() {
    let plan = "
        2026-01-12 A promise until=2026-01-30 amount=40.00
        2026-01-12 A promise until=2026-01-15 amount=30.00
        2026-01-12 A promise until=2026-01-20 amount=30.00";
    let none = outcome(&strict(), INVOICE, plan, "2026-01-15");
    assert_eq!((row(&none, "A").promise_date, row(&none, "A").status.as_str()), (Some(date("2026-01-15")), "promised"));
    // The second row is the one that broke, and the plan is broken once.
    let none = outcome(&strict(), INVOICE, plan, "2026-01-25");
    assert_eq!((due(&none), none.actions[0].score.as_str()), (vec!["A/broken-promise/2"], "150.00"));
    assert_eq!(none.actions[0].scheduled_on, date("2026-01-16"));
    let two = format!("{plan}\n2026-01-14 A payment amount=30.00\n2026-01-21 A payment amount=30.00");
    let kept = outcome(&strict(), INVOICE, &two, "2026-01-30");
    assert_eq!((row(&kept, "A").status.as_str(), row(&kept, "A").promise_date), ("promised", Some(date("2026-01-30"))));
    assert_eq!(due(&outcome(&strict(), INVOICE, &two, "2026-01-31")), ["A/broken-promise/1"]);
    // A promise of a later day takes the place of the whole plan.
    let later = format!("{plan}\n2026-01-13 A promise until=2026-02-10");
    assert_eq!(row(&outcome(&strict(), INVOICE, &later, "2026-01-25"), "A").promise_date, Some(date("2026-02-10")));
    // Said twice is said once.
    let twice = "2026-01-12 A promise until=2026-01-15 amount=30.00\n2026-01-12 A promise until=2026-01-15 amount=30.00
        2026-01-14 A payment amount=30.00";
    assert_eq!(row(&outcome(&strict(), INVOICE, twice, "2026-01-20"), "A").flags, "");
}
