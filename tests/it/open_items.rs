//! Exports of open items: what has left them is a note, and that they are made anew for each run is looked at.

use crate::place::Place;

const HEADER: &str = "invoice_id,customer_id,issue_date,due_date,amount,currency,open_amount,open_on,email\n";
const OPEN: &str = "INV-1,ACME,2026-02-01,2026-03-01,100.00,EUR,100.00,2026-03-30,ap@acme.example\n";
const EVENTS: &str = "date,type,invoice_id,customer_id,amount,channel\n";

fn plan(files: &[(&str, &str)], as_of: &str) -> (i32, String) {
    let (code, _, err) = Place::with(files).command(&["plan", "--deny-warnings", "--as-of", as_of]).told();
    (code, err)
}

/// A plan for the day after the export.
fn with_events(invoices: &str, events: &str) -> (i32, String) {
    plan(&[("invoices.csv", &format!("{HEADER}{invoices}")), ("events.csv", &format!("{EVENTS}{events}"))], "2026-03-31")
}

#[test]
fn what_has_left_is_told_once() {
    let (code, err) = with_events(OPEN, "2026-03-02,touch,INV-7,,,call\n2026-03-20,payment,INV-7,,50.00,\n");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("note[left-export]: events.csv:2: events name INV-7, which is not in the export of open items"), "{err}");
    let many: String = (2..9).map(|number| format!("2026-03-20,payment,INV-{number},,50.00,\n")).collect();
    let (code, err) = with_events(OPEN, &(many + "2026-03-20,reply,,BOLT,,\n"));
    assert_eq!((code, err.matches("left-export").count()), (0, 1), "{err}");
    assert!(err.contains("events name 8 ids") && err.contains("(INV-2, INV-3, INV-4, …)"), "{err}");
}

#[test]
fn what_happens_after_the_export_has_not_left_it() {
    let (code, err) = with_events(OPEN, "2026-03-31,payment,INV-7,,50.00,\n");
    assert!(code == 1 && err.contains("invoice INV-7 is not in the export of 2026-03-30"), "{err}");
}

#[test]
fn a_list_with_closed_invoices_is_no_list_of_open_items() {
    let closed = "INV-2,ACME,2026-02-01,2026-03-01,100.00,EUR,0.00,2026-03-30,\n";
    let (code, err) = with_events(&format!("{OPEN}{closed}"), "2026-03-20,payment,INV-7,,50.00,\n");
    assert!(
        code == 1 && err.contains("warning[orphan-event]: events.csv:2: invoice INV-7 is not in the ledger; 1 event names it"),
        "{err}"
    );
}

#[test]
fn quiet_tells_no_note() {
    let place = Place::with(&[
        ("invoices.csv", &format!("{HEADER}{OPEN}")),
        ("events.csv", &format!("{EVENTS}2026-03-20,payment,INV-7,,50.00,\n")),
    ]);
    let (code, _, err) = place.command(&["plan", "-q", "--deny-warnings", "--as-of", "2026-03-31"]).told();
    assert_eq!((code, err.as_str()), (0, ""));
}

const PROJECT: &str = "ledger: { invoices: { path: invoices.csv, open_on: as_of } }\n";

fn is_stale(invoices: &str, as_of: &str) -> bool {
    let (_, err) = plan(&[("collect.yaml", PROJECT), ("invoices.csv", invoices)], as_of);
    let told = "though open_on is as_of";
    assert_eq!(err.contains("stale-ledger"), err.contains(told), "{err}");
    err.contains(told)
}

#[test]
fn an_export_that_is_said_to_be_new_and_is_not_is_stale() {
    let issued = "invoice_id,customer_id,issue_date,due_date,amount,currency,open_amount\n\
                  INV-1,ACME,2026-03-02,2026-04-01,100.00,EUR,100.00\n\
                  INV-2,ACME,2026-03-20,2026-04-19,100.00,EUR,100.00\n";
    assert!(!is_stale(issued, "2026-03-27"), "seven days are allowed");
    assert!(is_stale(issued, "2026-03-28"));
    let settled = issued.replace("open_amount\n", "open_amount,settled_date\n").replace("100.00\nINV-2", "100.00,2026-03-26\nINV-2");
    let settled = settled.trim_end().to_owned() + ",\n";
    assert!(!is_stale(&settled, "2026-03-28"), "it knows of a payment of two days ago");
}

#[test]
fn without_issue_dates_the_due_dates_say_how_old_it_can_be() {
    let due = "invoice_id,customer_id,due_date,amount,currency,open_amount\nINV-1,ACME,2026-03-20,100.00,EUR,100.00\n";
    assert!(!is_stale(due, "2026-03-27"));
    assert!(is_stale(due, "2026-03-28"), "no invoice is due after the 20th, so none was issued since");
    assert!(!is_stale(&due.replace("03-20", "04-20"), "2026-03-28"), "when it was issued nobody knows");
}
