//! Customers that are asked for: those of whom there is nothing to show, and those whose id is given for an invoice's.

use crate::place::Place;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }
";

/// On 31 March a call is due on INV-1 of C1. INV-3 of C3 is due in May, and INV-4 of C4 is paid. C2 has seven open invoices, of which none is
/// overdue, and one that is issued tomorrow.
const INVOICES: &str = "\
invoice_id,customer_id,customer_name,due_date,amount,currency,settled_date,issue_date,segment
INV-1,C1,Acme,2026-03-20,100.00,EUR,,,smb
INV-3,C3,Cora Ltd,2026-05-20,100.00,EUR,,,smb
INV-4,C4,Dune,2026-03-20,100.00,EUR,2026-03-25,,key
N-21,C2,Bolt,2026-05-20,10.00,EUR,,,key
N-22,C2,Bolt,2026-05-20,10.00,EUR,,,key
N-23,C2,Bolt,2026-05-20,10.00,EUR,,,key
N-24,C2,Bolt,2026-05-20,10.00,EUR,,,key
N-25,C2,Bolt,2026-05-20,10.00,EUR,,,key
N-26,C2,Bolt,2026-05-20,10.00,EUR,,,key
N-27,C2,Bolt,2026-05-20,10.00,EUR,,,key
N-28,C2,Bolt,2026-05-20,10.00,EUR,,2026-04-01,key
";

fn place() -> Place {
    Place::with(&[("w.yaml", WORKFLOW), ("invoices.csv", INVOICES)])
}

/// Long sentences are broken into lines.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is said on standard error, on 31 March, in one line.
fn said(words: &[&str], wanted: i32) -> String {
    let place = place();
    let words = [words, &["--workflow", "w.yaml", "--as-of", "2026-03-31"]].concat();
    let (code, _, err) = place.command(&words).told();
    assert_eq!(code, wanted, "{words:?}: {err}");
    in_one_line(&err)
}

#[test]
fn a_customer_with_nothing_due_is_not_taken_for_a_slip_of_the_pen() {
    for customer in ["C3", "c3", "cora ltd"] {
        assert_eq!(said(&["plan", "--customer", customer], 0), format!("note: customer {customer:?} has nothing due"));
    }
    assert_eq!(said(&["plan", "--customer", "C1"], 0), "", "a call is due");
    assert_eq!(
        said(&["plan", "--customer", "C5"], 0),
        "note: no action of the plan is for a customer whose id or name is \"C5\": did you mean \"C1\"?"
    );
    let both = said(&["plan", "--customer", "C3", "--customer", "C5"], 0);
    assert!(both.contains("\"C3\" has nothing due note: ") && both.contains("\"C5\": did you mean"), "{both}");
    let outside = said(&["plan", "--customer", "C3", "--only", "segment=key"], 0);
    assert!(outside.ends_with("note: customer \"C3\" is in the ledger, but not in this part of it"), "{outside}");
    assert_eq!(said(&["plan", "--customer", "C3", "-q"], 0), "");
}

#[test]
fn a_customer_with_nothing_open_is_not_either() {
    assert_eq!(said(&["status", "--customer", "C3"], 0), "");
    assert_eq!(said(&["status", "--customer", "C4"], 0), "note: customer \"C4\" has no open invoice (--all shows all of its rows)");
    assert_eq!(said(&["status", "--customer", "C4", "--all"], 0), "");
    assert_eq!(said(&["status", "--customer", "C4", "--status", "disputed"], 0), "note: customer \"C4\" has no invoice of this kind");
    let unknown = said(&["status", "--customer", "Acne"], 0);
    assert_eq!(unknown, "note: no invoice here is of a customer whose id or name is \"Acne\": did you mean \"Acme\"?");
}

#[test]
fn what_came_through_a_pipe_is_looked_at_again_like_a_file() {
    let place = place();
    for (command, nothing) in [("plan", "has nothing due"), ("status", "has no open invoice (--all shows all of its rows)")] {
        let words = [command, "--customer", "C4", "--workflow", "w.yaml", "--as-of", "2026-03-31", "--invoices", "-"];
        let (code, _, err) = place.command(&words).stdin(INVOICES).told();
        assert!(code == 0 && in_one_line(&err).ends_with(&format!("note: customer \"C4\" {nothing}")), "{err}");
    }
}

#[test]
fn to_explain_a_customer_its_open_invoices_are_named() {
    let many = "error: \"C2\" is not an invoice but a customer with 7 open invoices: N-21, N-22, N-23, N-24, N-25 and 2 more; collect explain --customer \"C2\" shows all of it";
    assert_eq!(said(&["explain", "C2"], 2), many);
    assert_eq!(
        said(&["explain", "acme"], 2),
        "error: \"acme\" is not an invoice but a customer with 1 open invoice: INV-1; collect explain --customer \"acme\" shows all of it"
    );
    let none = "error: \"C4\" is not an invoice but a customer with no open invoice; collect explain --customer \"C4\" shows all of it";
    assert_eq!(said(&["explain", "C4"], 2), none);
    assert_eq!(said(&["explain", "C9"], 2), "error: the ledger has no invoice \"C9\"");
}
