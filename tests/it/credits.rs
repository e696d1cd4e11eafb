//! Open credit notes are no part of the cash of `collect status`, and are told beside it: else the sum is not that of the ledger.

use crate::place::Place;
use serde_json::{Value, json};

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }
";

/// On 31 March 150.00 EUR are open. CN-1 and CN-3 are open credits of 30.00 + 5.50 = 35.50 EUR, CN-2 one of 20.00 USD. CN-4 is used up,
/// and CN-5 is not there yet.
const INVOICES: &str = "\
invoice_id,customer_id,customer_name,due_date,amount,currency,settled_date,issue_date,segment
INV-1,C-1,Acme,2026-03-10,100.00,EUR,,,smb
INV-2,C-2,Beta,2026-03-12,50.00,EUR,,,key
CN-1,C-1,Acme,2026-03-10,-30.00,EUR,,,smb
CN-2,C-2,Beta,2026-03-10,-20.00,USD,,,key
CN-3,C-2,Beta,2026-03-10,-5.50,EUR,,,key
CN-4,C-2,Beta,2026-03-10,-99.00,EUR,2026-03-20,,key
CN-5,C-1,Acme,2026-05-10,-7.00,EUR,,2026-05-01,smb
";

fn status(invoices: &str, line: &str) -> String {
    let place = Place::with(&[("w.yaml", WORKFLOW), ("invoices.csv", invoices)]);
    let words = ["status", "--workflow", "w.yaml", "--as-of", "2026-03-31", "-q"].into_iter().chain(line.split_whitespace());
    let (code, out, err) = place.command(&words.collect::<Vec<_>>()).told();
    assert_eq!((code, err.as_str()), (0, ""), "{line}");
    out
}

fn line_of_credits(text: &str) -> Option<&str> {
    text.lines().find(|line| line.starts_with("Open credits"))
}

#[test]
fn a_line_below_the_cash_tells_what_is_open_on_credit_notes() {
    let whole = Some("Open credits: 35.50 EUR on 2 rows and 20.00 USD on 1 row, not in the amounts above.");
    for line in ["", "--all", "--format markdown", "--all --format markdown"] {
        assert_eq!(line_of_credits(&status(INVOICES, line)), whole, "{line}");
    }
    let text = status(INVOICES, "");
    let place = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what}: {text}"));
    assert!(place("of it at risk") < place("Open credits") && place("Open credits") < place("INV-1"), "{text}");
    assert!(!text.contains("CN-"), "the rows are those of before: {text}");
}

#[test]
fn it_follows_what_was_asked_for() {
    let beta = Some("Open credits: 5.50 EUR on 1 row and 20.00 USD on 1 row, not in the amounts above.");
    for line in ["--customer C-2", "--customer beta", "--only segment=key", "--customer beta --all", "--only segment=key --all"] {
        assert_eq!(line_of_credits(&status(INVOICES, line)), beta, "{line}");
    }
    // A credit is nobody's, in no stage, never stalled, and neither active nor paid.
    for line in ["--owner ar", "--stage reminder", "--stalled", "--status active", "--status paid"] {
        assert_eq!(line_of_credits(&status(INVOICES, line)), None, "{line}");
    }
    let alone = Some("Open credits: 35.50 EUR on 2 rows and 20.00 USD on 1 row.");
    assert_eq!(line_of_credits(&status(INVOICES, "--status credit")), alone, "there is no cash above it");
    let without: Vec<&str> = INVOICES.lines().filter(|line| !line.starts_with("INV-")).collect();
    let text = status(&without.join("\n"), "");
    assert!(text.ends_with("\nNo invoice is open.\nOpen credits: 35.50 EUR on 2 rows and 20.00 USD on 1 row.\n"), "{text}");
    let none: Vec<&str> = INVOICES.lines().filter(|line| !line.starts_with("CN-")).collect();
    assert_eq!(line_of_credits(&status(&none.join("\n"), "")), None);
}

#[test]
fn json_has_them_beside_the_cash_and_csv_as_before() {
    let found = |line: &str| serde_json::from_str::<Value>(&status(INVOICES, line)).unwrap();
    let both = json!([{"currency": "EUR", "rows": 2, "amount": "35.50"}, {"currency": "USD", "rows": 1, "amount": "20.00"}]);
    assert_eq!(found("--format json")["open_credits"], both);
    assert_eq!(found("--format json --all")["open_credits"], both);
    assert_eq!(found("--format json --all")["cash"], found("--format json")["cash"]);
    assert_eq!(found("--format json --customer C-1")["open_credits"], json!([{"currency": "EUR", "rows": 1, "amount": "30.00"}]));
    assert_eq!(found("--format json --owner ar")["open_credits"], json!([]));
    assert_eq!(status(INVOICES, "--format csv").lines().count(), 3, "a header and two open invoices");
}
