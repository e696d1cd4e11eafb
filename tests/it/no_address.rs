//! An email whose address nothing can be sent to is warned of before it is drafted, once for all of them.

use crate::place::Place;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: Accounts Receivable, email: ar@example.com } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 30 }, owner: ar, actions: [{ channel: call }] }
";

/// On 31 March INV-1 to INV-6 are in the stage of the email, INV-7 is in that of the call, and INV-8 is not due yet.
const INVOICES: &str = "\
invoice_id,customer_id,due_date,amount,currency,email
INV-1,C-1,2026-03-20,100.00,EUR,not-an-email
INV-2,C-2,2026-03-20,100.00,EUR,k@a@b
INV-3,C-3,2026-03-20,100.00,EUR,a@b.example
INV-4,C-4,2026-03-20,100.00,EUR,a@b.example; c@d
INV-5,C-5,2026-03-20,100.00,EUR,a@localhost
INV-6,C-2,2026-03-20,100.00,EUR,k@a@b
INV-7,C-7,2026-02-20,100.00,EUR,none
INV-8,C-8,2026-05-20,100.00,EUR,none
";

fn place(invoices: &str) -> Place {
    Place::with(&[("collect.yaml", "workflow: w.yaml\n"), ("w.yaml", WORKFLOW), ("invoices.csv", invoices)])
}

fn run(place: &Place, line: &str) -> (i32, String, String) {
    let words = line.split_whitespace().chain(["--as-of", "2026-03-31"]);
    place.command(&words.collect::<Vec<_>>()).told()
}

const WARNING: &str = "warning[no-email]: 5 actions are emails, but their addresses are not valid: INV-1 has \"not-an-email\", \
                       INV-2 has \"k@a@b\", INV-4 has \"a@b.example; c@d\" and 2 more\n  \
                       = help: write addresses such as name@example.com into the column email, with ; between them\n";

#[test]
fn it_is_one_warning_with_a_count_and_the_first() {
    let place = place(INVOICES);
    let (code, plan, err) = run(&place, "plan --format csv");
    assert!(code == 0 && err.starts_with(&format!("{WARNING}1 warning\n")), "{err}");
    assert_eq!(run(&place, "plan --deny-warnings").0, 1);
    let (code, out, _) = run(&place, "check");
    assert!(code == 0 && out.contains(WARNING), "{out}");
    let (_, _, err) = run(&place, "draft --dry-run");
    assert!(err.contains(WARNING), "{err}");
    // The plan itself is as it was: with addresses that are right it has the same bytes.
    let right = INVOICES.lines().map(|line| line.rsplit_once(',').map_or(line, |(row, _)| row));
    let right: Vec<String> =
        right.enumerate().map(|(row, line)| format!("{line},{}", if row == 0 { "email" } else { "a@b.example" })).collect();
    place.write("invoices.csv", right.join("\n"));
    let (_, same, err) = run(&place, "plan --format csv");
    assert!(same == plan && !err.contains("warning"), "{err}");
}

#[test]
fn of_an_invoice_its_customers_own_addresses_are_told() {
    let place = place(INVOICES);
    let (_, _, err) = run(&place, "explain INV-6");
    let own = "2 actions are emails, but their addresses are not valid: INV-2 has \"k@a@b\", INV-6 has \"k@a@b\"\n";
    assert!(err.contains(own) && !err.contains("INV-1"), "{err}");
    let (_, _, err) = run(&place, "explain INV-1");
    let own = "1 action is an email, but its address is not valid: INV-1 has \"not-an-email\"\n";
    assert!(err.contains(own) && !err.contains("INV-2"), "{err}");
    let (_, _, err) = run(&place, "explain INV-3 --rank");
    assert!(!err.contains("has \""), "{err}");
    assert!(err.contains("1 warning is about other invoices"), "{err}");
}

#[test]
fn a_cell_is_shown_cut_and_steers_nothing() {
    let long = format!("\u{1b}[2J{}", "x".repeat(500));
    let place = place(&INVOICES.replace("not-an-email", &long));
    let (_, _, err) = run(&place, "plan");
    assert!(!err.contains('\u{1b}') && err.contains("xxx") && !err.contains(&"x".repeat(60)), "{err}");
}
