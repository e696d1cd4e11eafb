//! What a simulation comes to, worked out by hand, and held to what `status` says of its last day.

use super::config;
use crate::run::Run;
use crate::scenario;
use collect::plan::status;
use collect::simulate::{Assumptions, simulate};
use proptest::prelude::*;
use tempfile::TempDir;

const HEADER: &str = "invoice_id,customer_id,issue_date,due_date,amount,currency,settled_date\n";

/// What a command prints in a folder with these invoices and events.
fn told(rows: &str, events: &str, words: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    fs_err::write(folder.path().join("invoices.csv"), format!("{HEADER}{rows}")).unwrap();
    fs_err::write(folder.path().join("events.csv"), format!("date,type,invoice_id,amount\n{events}")).unwrap();
    Run::collect(words).args(&["-q"]).folder(folder.path()).stdout()
}

fn simulated(rows: &str, events: &str, (from, to): (&str, &str), more: &[&str]) -> String {
    told(rows, events, &[&["simulate", "--workflow", "net30", "--from", from, "--to", to], more].concat())
}

/// Paid 0, 4, 9 and 20 days late, which is 31 more after the issue date: on average 33/4, in the middle (4 + 9)/2. The last one is issued
/// in June.
#[test]
fn what_is_issued_after_the_last_day_is_not_open_and_the_middle_of_four_lies_between_two() {
    let rows = "A,C1,2026-01-01,2026-02-01,100.00,EUR,2026-02-01\nB,C2,2026-01-01,2026-02-01,100.00,EUR,2026-02-10\n\
                D,C4,2026-01-01,2026-02-01,100.00,EUR,2026-02-05\nE,C5,2026-01-01,2026-02-01,100.00,EUR,2026-02-21\n\
                C,C3,2026-06-01,2026-07-01,999.00,EUR,\n";
    let days = ("2026-01-01", "2026-03-01");
    let text = simulated(rows, "", days, &[]);
    assert!(text.contains("Collected: 400.00 EUR. Open at the end: nothing on 0 invoices.\n"), "{text}");
    let paid = "4 invoices paid, on average 8.2 days after the due date (median 6.5) and 39.2 days after they were issued (median 37.5).\n";
    assert!(text.contains(paid), "{text}");
    let json: serde_json::Value = serde_json::from_str(&simulated(rows, "", days, &["--format", "json"])).unwrap();
    let wanted = serde_json::json!({
        "invoices": 4, "mean_days_late": "8.2", "median_days_late": "6.5", "mean_days_to_collect": "39.2", "median_days_to_collect": "37.5",
    });
    assert_eq!(json["collected"], wanted);
    // It is open from its first day on.
    let text = simulated(rows, "", ("2026-01-01", "2026-05-31"), &[]);
    assert!(text.contains("Open at the end: nothing on 0 invoices."), "{text}");
    let text = simulated(rows, "", ("2026-01-01", "2026-06-01"), &[]);
    assert!(text.contains("Open at the end: 999.00 EUR on 1 invoice."), "{text}");
}

/// 40 of A come in five days before it is issued, all of B nine days before it is (and 28 before it is due).
#[test]
fn what_is_paid_before_the_invoice_is_issued_is_collected_once_the_invoice_exists() {
    let rows = "A,C1,2026-02-15,2026-03-15,100.00,EUR,\nB,C2,2026-03-01,2026-03-20,100.00,EUR,\n";
    let events = "2026-02-10,payment,A,40.00\n2026-02-20,payment,B,100.00\n";
    let sums = |from, to| simulated(rows, events, (from, to), &[]);
    let text = sums("2026-02-01", "2026-02-28");
    assert!(text.contains("Collected: 40.00 EUR. Open at the end: 60.00 EUR on 1 invoice.\n"), "{text}");
    let text = sums("2026-02-01", "2026-03-05");
    assert!(text.contains("Collected: 140.00 EUR. Open at the end: 60.00 EUR on 1 invoice.\n"), "{text}");
    assert!(text.contains("1 invoice paid, on average -28.0 days after the due date (median -28) and -9.0 days after"), "{text}");
    // What came in before the first day did not come in during these.
    let text = sums("2026-02-11", "2026-02-28");
    assert!(text.contains("Collected: nothing. Open at the end: 60.00 EUR on 1 invoice.\n"), "{text}");
}

proptest! {
    #![proptest_config(config(100))]

    /// Who is written to changes nothing of what is paid: what is open at the end is what `status` says of that day.
    #[test]
    fn what_is_open_at_the_end_is_what_status_says_of_that_day(story in scenario::random(), before in 0..50_i32) {
        let ledger = story.ledger();
        let assumptions = Assumptions::all_done(story.as_of.plus(-before), story.as_of);
        let history = simulate(&story.workflow, &ledger, &assumptions);
        let mut simulated: Vec<_> = history.standings.iter().map(|at| (ledger.invoices.get(at.invoice).id().to_owned(), at.balance)).collect();
        let plan = status(&story.workflow, &ledger, story.as_of);
        let open = plan.positions.iter().filter(|position| position.status.is_open());
        let mut wanted: Vec<_> = open.map(|position| (plan.invoices.get(position.invoice).id().to_owned(), position.balance)).collect();
        simulated.sort();
        wanted.sort();
        prop_assert_eq!(simulated, wanted);
    }
}
