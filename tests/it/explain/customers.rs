//! Conditions on what the customer owes, as a story tells them day by day.

use crate::place::Place;

const WORKFLOW: &str = "\
version: 1
name: totals
owners: { ar: {} }
stages:
  - { id: mail, trigger: { day: 1 }, owner: ar, actions: [{ channel: letter, when: { customer: { overdue: { at_least: 150 } } } }] }
";
const INVOICES: &str = "\
invoice_id,customer_id,due_date,amount,currency
T-1,C-1,2026-03-01,90.00,EUR
T-2,C-1,2026-03-03,90.00,EUR
";
const EVENTS: &str = "\
date,type,invoice_id,amount
2026-03-06,payment,T-2,40.00
";

#[test]
fn an_action_falls_due_on_the_day_on_which_the_customer_owes_enough() {
    let place = Place::with(&[("totals.yaml", WORKFLOW), ("invoices.csv", INVOICES), ("events.csv", EVENTS)]);
    let explained = |day: &str| {
        let words = ["explain", "T-1", "--workflow", "totals.yaml", "-q", "--as-of", day];
        let (code, out, err) = place.command(&words).told();
        assert_eq!((code, err.as_str()), (0, ""));
        out
    };
    // T-2 is overdue from 4 March on; from the 6th on 50.00 of it are left.
    let out = explained("2026-03-06");
    let condition = "customer: { overdue: { at_least: 150 } }";
    let rows = [
        format!("2026-03-02    1  The letter of the stage Mail is not due: its condition `{condition}` is not met (it is 90.00)."),
        "2026-03-04    3  Letter falls due for ar: T-1/mail/letter/1.".to_owned(),
        format!("2026-03-06    5  The letter of the stage Mail is not due: its condition `{condition}` is not met (it is 140.00)."),
    ];
    for row in rows {
        assert!(out.contains(&row), "{row}\n{out}");
    }
    assert!(!explained("2026-03-02").contains("falls due for ar"));
}
