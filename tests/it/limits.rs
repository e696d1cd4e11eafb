//! Numbers at the limits of what a ledger and a workflow may say, worked out by hand.

use crate::scenario::told::{action, date, stage, told, workflow};
use collect::channel::Channel;
use collect::ledger::Ledger;
use collect::money::{Currency, Fx};
use collect::plan::{Held, plan, status};
use collect::workflow::Workflow;

/// The largest amount that a row may have.
const MOST: &str = "100000000000000.00";

fn letters() -> Workflow {
    workflow(vec![stage("due", 0, vec![action(Channel::Letter)])])
}

fn ledger(workflow: &Workflow, invoices: &str, events: &str) -> Ledger {
    told(workflow, invoices, events, "2026-03-31").ledger()
}

#[test]
fn a_score_is_exact_and_decides_by_its_last_digit_at_the_largest_amount_rate_and_weight() {
    let mut workflow = letters();
    workflow.priority.broken_promise = "999.99999999".parse().unwrap();
    let [eur, usd] = ["EUR", "USD"].map(|code| Currency::from_code(code).unwrap());
    let invoices = format!("Z ACME due=2026-01-01 amount={MOST}\nA ACME due=2026-01-01 amount=99999999999999.99\n");
    let events = "\
2026-01-05 Z promise until=2026-01-06
2026-01-12 Z promise until=2026-01-13
2026-01-19 Z promise until=2026-01-20
";
    let rates = Fx::new(eur, vec![(usd, "999999999999.99999999".parse().unwrap())]);
    let ledger = Ledger { fx: Some(rates), ..ledger(&workflow, &invoices, events) };
    let plan = plan(&workflow, &ledger, date("2026-03-31"));
    let scores: Vec<(&str, String)> =
        plan.actions().iter().map(|action| (plan.invoices.get(action.invoice).id(), action.score.to_string())).collect();
    // × (1 + 3 × 999.99999999) = × 3000.99999997; the amounts are 99,999,999,999,999,999,999,000,000 and, one cent less,
    // 99,999,999,999,999,989,999,000,000.0000000001 in EUR.
    let expected = [
        ("Z", "300099999996999999996999000000.030000000000000000".to_owned()),
        ("A", "300099999996999969986999000300.030000300099999997".to_owned()),
    ];
    assert_eq!(scores, expected);
}

#[test]
fn what_a_customer_owes_and_has_paid_adds_up_beyond_the_largest_amount() {
    let workflow = letters();
    // 5 × 10^16 cents; a thousand of each would still be far from what a sum can be.
    let invoices: String = (1..=5).map(|number| format!("I{number} ACME due=2026-01-0{number} amount={MOST}\n")).collect();
    let paid: String = (1..=5).map(|number| format!("2026-03-0{number} ACME payment amount={MOST}\n")).collect();
    let day = date("2026-03-31");
    let owed = plan(&workflow, &ledger(&workflow, &invoices, ""), day);
    assert_eq!((owed.actions().len(), owed.totals[0].balance), (5, 50_000_000_000_000_000));
    let covered = plan(&workflow, &ledger(&workflow, &invoices, &paid), day);
    let held: Vec<Held> = covered.withheld.iter().map(|held| held.reason).collect();
    assert_eq!((covered.actions().len(), held), (0, vec![Held::UnappliedCash; 5]));
}

#[test]
fn a_ledger_is_planned_from_its_first_day_to_its_last() {
    let workflow = letters();
    let invoices = "A ACME due=1970-01-01 amount=10.00\nB OTHER due=2200-12-31 amount=10.00\n";
    let events = "1970-01-01 A promise until=2200-12-30\n2200-12-31 B promise until=2200-12-31\n";
    let ledger = ledger(&workflow, invoices, events);
    let on = |day: &str| {
        let plan = status(&workflow, &ledger, date(day));
        let state = |at: &collect::plan::Position| (at.days_past_due, at.blocked_until.map(|until| until.to_string()));
        (plan.actions().len(), plan.positions.iter().map(state).collect::<Vec<_>>())
    };
    assert_eq!(on("1970-01-01"), (0, vec![(0, Some("2200-12-31".to_owned())), (-84_370, None)]));
    // On the day after the promised one and a day of grace, A's promise is broken; B's lasts beyond the last day that there is.
    assert_eq!(on("2200-12-31"), (1, vec![(84_370, None), (0, Some("2201-01-01".to_owned()))]));
}
