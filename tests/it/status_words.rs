//! Story: an invoice is 30 days overdue, and no stage has taken it because it is too small. People read "overdue, no stage", not "upcoming";
//! programs read the code as before.

use crate::place::Place;

const WORKFLOW: &str = "\
version: 1
timezone: UTC
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1, balance: { at_least: 1000 } }, owner: ar, actions: [{ channel: call }] }
";

const INVOICES: &str = "\
invoice_id,customer_id,due_date,amount,currency
SMALL,ACME,2026-03-01,100.00,EUR
LARGE,ACME,2026-03-01,5000.00,EUR
TODAY,BOLT,2026-03-31,100.00,EUR
LATER,BOLT,2026-04-30,100.00,EUR
";

fn said(place: &Place, words: &str, told: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    place.command(&words).stderr(told).stdout()
}

#[test]
fn an_overdue_invoice_in_no_stage_is_not_called_upcoming() {
    let place = Place::with(&[("invoices.csv", INVOICES), ("w.yaml", WORKFLOW)]);
    let status = |format: &str, told: &str| said(&place, &format!("status --workflow w.yaml --as-of 2026-03-31 {format}"), told);
    let summary = "note: Status on Tuesday 2026-03-31, workflow w: 4 invoices\n";
    let line = |text: &str, invoice: &str| text.lines().find(|line| line.contains(invoice)).unwrap_or_default().to_owned();

    for people in [status("", ""), status("--format markdown", "")] {
        assert!(line(&people, "SMALL").contains("overdue, no stage"), "{people}");
        assert!(line(&people, "LARGE").contains("active"), "{people}");
        assert!(line(&people, "TODAY").contains("upcoming"), "{people}");
        assert!(line(&people, "LATER").contains("upcoming"), "{people}");
    }
    for programs in [status("--format csv", summary), status("--format jsonl", summary)] {
        assert!(line(&programs, "SMALL").contains("upcoming") && !programs.contains("no stage"), "{programs}");
    }
    let story = said(&place, "explain SMALL --workflow w.yaml --as-of 2026-03-31", "");
    assert!(story.contains("Overdue, no stage, day 30 on the clock"), "{story}");
    let logged = said(&place, "log promise SMALL --until 2026-04-10 --dry-run --workflow w.yaml --as-of 2026-03-31", "");
    assert!(logged.contains("SMALL: it is promised for 2026-04-10; nobody chases before 2026-04-11\n"), "{logged}");
}
