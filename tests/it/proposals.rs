//! Proposals: what a person takes of them is recorded once, what is refused stays refused, and all of it can be taken back.

use crate::place::Place;
use crate::run::Run;

const INVOICES: &str = "\
invoice_id,customer_id,customer_name,issue_date,due_date,amount,currency
INV-1,C-1,Acme GmbH,2026-02-10,2026-03-12,1200.00,EUR
INV-2,C-2,Beta Ltd,2026-02-20,2026-03-22,80.00,EUR
";

const FILE: &str = "proposals/2026-04-02-match.csv";

const HEADER: &str = "take,certainty,source,quote,why,kind,date,type,invoice_id,customer_id,amount,note,id,payer,payer_iban\n";

/// A payment, one that is refused, and one that nobody has decided.
const ROWS: &str = "\
yes,certain,april.xml:1,Rechnung INV-1,reference and amount agree,payment,2026-04-01,payment,INV-1,,1200.00,,P-000000000001.1,Acme,
no,likely,april.xml:2,thanks,name alone,payment,2026-04-01,payment,INV-2,,30.00,,P-000000000002.1,Beta,
,likely,april.xml:3,thanks,name alone,payment,2026-04-02,payment,INV-2,,50.00,,P-000000000003.1,Beta,
";

fn project(rows: &str) -> Place {
    Place::with(&[("invoices.csv", INVOICES), (FILE, &format!("{HEADER}{rows}"))])
}

fn record(place: &Place) -> Run {
    Run::collect(&["record", FILE, "--as-of", "2026-04-02"]).folder(place.path())
}

#[test]
fn what_is_taken_is_recorded_once() {
    let place = project(ROWS);
    let told = record(&place).stdout();
    assert!(
        told.starts_with("proposals/2026-04-02-match.csv: 1 event recorded.\nNot taken: 1 proposal.\nLeft to decide: 1 proposal.\n"),
        "{told}"
    );
    assert!(told.contains("INV-1"), "{told}");
    let log = place.read("log.csv");
    assert_eq!(
        log,
        "date,type,invoice_id,customer_id,amount,currency,until,reason,channel,stage,address,by,note,ref,id,recorded_on\n\
         2026-04-01,payment,INV-1,,1200.00,,,,,,,,,,P-000000000001.1,2026-04-02\n"
    );
    // The same file again, and with the last row taken.
    record(&place)
        .prints("proposals/2026-04-02-match.csv: nothing new to record.\nRecorded before: 1 event.\nLeft to decide: 1 proposal.\n");
    place.write(FILE, format!("{HEADER}{}", ROWS.replace("\n,likely", "\nyes,likely")));
    let told = record(&place).stdout();
    assert!(told.starts_with("proposals/2026-04-02-match.csv: 1 event recorded.\nRecorded before: 1 event.\n"), "{told}");
    assert_eq!(place.read("log.csv").lines().count(), 3);
    let decided = place.read("proposals/decided.csv");
    let takes: Vec<&str> = decided.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(takes, ["yes", "no", "yes"]);
}

#[test]
fn what_one_command_recorded_is_taken_back_together_and_stays_so() {
    let place = project(&ROWS.replace("\n,likely", "\nyes,likely"));
    record(&place).stdout();
    let told = Run::collect(&["undo", "--as-of", "2026-04-02"]).folder(place.path()).stdout();
    assert!(told.starts_with("Taken back: 2 rows of log.csv, which one command wrote.\n"), "{told}");
    let told = record(&place).stdout();
    assert_eq!(
        told,
        "proposals/2026-04-02-match.csv: nothing new to record.\n\
         P-000000000001.1 was recorded and taken back. To record it again, take back its undo.\n\
         P-000000000003.1 was recorded and taken back. To record it again, take back its undo.\n"
    );
}

#[test]
fn mistakes_are_told_all_at_once_and_nothing_is_written() {
    let wrong = "\
yes,certain,a:1,q,w,payment,03/04/2026,payment,INV-1,,1200.00,,P-000000000001.1,,
yes,certain,a:2,q,w,payment,2026-04-01,payment,INV-2,,\"1,234\",,P-000000000002.1,,
";
    let place = project(wrong);
    let (status, _, told) = record(&place).told();
    assert_eq!(status, 2);
    assert!(told.contains("proposals/2026-04-02-match.csv:2:29") && told.contains("2026-04-03 or 2026-03-04"), "{told}");
    assert!(told.contains("proposals/2026-04-02-match.csv:3:55") && told.contains("1234 or 1.234"), "{told}");
    assert!(!place.has("log.csv") && !place.has("proposals/decided.csv"));
    // An invoice that the ledger does not have is refused, too.
    let place = project(&ROWS.replace("INV-1,,", "INV-9,,"));
    let (status, _, told) = record(&place).told();
    assert_eq!(status, 2);
    assert!(told.contains("proposals/2026-04-02-match.csv:2: the ledger has no invoice \"INV-9\""), "{told}");
    assert!(!place.has("log.csv"));
}

#[test]
fn a_plan_tells_what_waits_and_is_the_same_without_it() {
    let place = project(ROWS);
    let plan = || Run::collect(&["plan", "--as-of", "2026-04-02", "--format", "csv"]).folder(place.path()).told();
    let (_, with, told) = plan();
    assert!(told.replace("\n ", "").contains("2 proposals wait for a decision"), "{told}");
    fs_err::remove_dir_all(place.path().join("proposals")).unwrap();
    let (_, without, told) = plan();
    assert_eq!(with, without);
    assert!(!told.contains("proposals"), "{told}");
}

#[test]
fn options_of_an_outbox_are_refused_for_proposals() {
    let place = project(ROWS);
    let (status, _, told) = record(&place).args(&["--none"]).told();
    assert_eq!((status, told.contains("--none is for an outbox")), (2, true), "{told}");
    record(&place).args(&["--dry-run"]).stdout();
    assert!(!place.has("log.csv") && !place.has("proposals/decided.csv"));
}
