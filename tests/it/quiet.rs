//! What `-q` leaves out, and what is told all the same.

use crate::place::Place;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: Accounts Receivable, email: ar@example.com } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
";

/// The newest payment is of January, which is a warning of the inputs on any day of March.
const FILES: [(&str, &str); 4] = [
    ("collect.yaml", "workflow: w.yaml\n"),
    ("w.yaml", WORKFLOW),
    (
        "invoices.csv",
        "invoice_id,customer_id,due_date,amount,currency,email\nINV-1,C-1,2026-03-20,100.00,EUR,ap@acme.example\nINV-2,C-1,2025-12-20,100.00,EUR,ap@acme.example\n",
    ),
    ("events.csv", "date,type,invoice_id,amount\n2026-01-02,payment,INV-2,100.00\n"),
];

#[test]
fn quiet_is_quiet_about_the_inputs_and_not_about_what_is_left_undone() {
    let place = Place::with(&FILES);
    let run = |line: &str| {
        let (code, _, err) = place.command(&line.split_whitespace().collect::<Vec<_>>()).told();
        assert_eq!(code, 0, "{line}: {err}");
        err
    };
    assert!(run("plan --as-of 2026-03-30").contains("stale-ledger"));
    for command in ["plan", "status", "draft"] {
        assert_eq!(run(&format!("{command} --as-of 2026-03-30 -q")), "", "{command}");
    }
    // Yesterday's drafts wait to be recorded, so today nothing is sent: whoever reads the job's mail must learn of it.
    let kept_back = run("draft --as-of 2026-03-31 -q");
    assert!(kept_back.starts_with("warning: ") && kept_back.contains("collect record outbox/2026-03-30"), "{kept_back}");
    // A payment of 150.00 on an invoice of 100.00 is entered, and is odd.
    let odd = run("log payment INV-1 --amount 150 --as-of 2026-03-31 -q");
    assert!(odd.starts_with("warning: ") && odd.contains("50.00"), "{odd}");
}

#[test]
fn the_help_says_what_is_told_all_the_same() {
    let (_, help, _) = Place::with(&[]).command(&["plan", "--help"]).told();
    let words: Vec<&str> = help.split_whitespace().collect();
    let wanted =
        "Hide notes and warnings about the inputs. Errors, denied warnings, what draft leaves out, and doubtful log rows are still shown";
    assert!(words.join(" ").contains(wanted), "{help}");
}
