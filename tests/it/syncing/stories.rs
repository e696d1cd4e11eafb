//! Small exports one after the other, and what the program makes of them.

use crate::place::Place;
use crate::run::Told;

const HEADER: &str = "invoice_id,customer_id,customer_name,due_date,amount,currency,open_amount,segment\n";

/// The export of the first day: two invoices of ACME, one of BOLT of which a part is paid, and one in yen.
const FIRST: [&str; 4] = [
    "INV-1,ACME,\"Acme, Inc.\",2026-03-01,100.00,EUR,100.00,smb",
    "INV-2,ACME,\"Acme, Inc.\",2026-03-10,250.00,EUR,250.00,smb",
    "INV-3,BOLT,Bolt,2026-03-20,80.00,EUR,50.00,key",
    "INV-4,BOLT,Bolt,2026-04-20,9000,JPY,9000,key",
];

fn export(rows: &[&str]) -> String {
    rows.iter().fold(HEADER.to_owned(), |text, row| text + row + "\n")
}

fn place(rows: &[&str]) -> Place {
    Place::with(&[("invoices.csv", &export(rows))])
}

/// A sync of an export as of a day: exit code, standard output, and standard error on one line.
fn sync(place: &Place, rows: &[&str], line: &str) -> Told {
    place.write("invoices.csv", export(rows));
    let words: Vec<&str> = ["sync"].into_iter().chain(line.split_whitespace()).collect();
    let (code, out, err) = place.command(&words).told();
    (code, out, err.replace('\n', " "))
}

fn done(place: &Place, rows: &[&str], line: &str) -> String {
    let (code, out, err) = sync(place, rows, line);
    assert_eq!((code, err.as_str()), (0, ""), "{line}: {out}");
    out
}

/// The events that were written: date, type, invoice, amount, until.
fn events(place: &Place) -> Vec<String> {
    let text = if place.has("synced.csv") { place.read("synced.csv") } else { String::new() };
    let cells = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        [0, 1, 2, 4, 6].map(|place| cells[place]).into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    };
    text.lines().skip(1).map(cells).collect()
}

/// Invoice, status and balance of each invoice on a day.
fn status(place: &Place, day: &str) -> Vec<String> {
    let (code, out, err) = place.command(&["status", "--all", "-q", "--format", "csv", "--as-of", day]).told();
    assert_eq!(code, 0, "{err}");
    let header: Vec<&str> = out.lines().next().unwrap().split(',').collect();
    let at = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let places = ["invoice_id", "status", "balance"].map(at);
    out.lines().skip(1).map(|row| places.map(|place| row.split(',').nth(place).unwrap()).join(" ")).collect()
}

#[test]
fn what_changed_is_told_like_a_diff_with_the_sums_on_both_sides() {
    let place = place(&FIRST);
    let first = done(&place, &FIRST, "--as-of 2026-03-31");
    assert_eq!(
        first,
        "Export of 2026-03-31, the first\n\n4 new.\n\nOpen\n\n\
         Currency  Before     New     Now\n\
         ────────────────────────────────\n\
         EUR         0.00  400.00  400.00\n\
         JPY            0   9,000   9,000\n"
    );
    let second = [
        "INV-1,ACME,\"Acme, Inc.\",2026-03-01,100.00,EUR,60.00,smb",
        "INV-2,ACME,\"Acme, Inc.\",2026-04-10,250.00,EUR,250.00,smb",
        "INV-4,BOLT,Bolt,2026-04-20,9000,JPY,9000,key",
        "INV-5,BOLT,Bolt,2026-04-30,10.00,EUR,10.00,key",
    ];
    // 400 less 40 on INV-1 and 50 on INV-3, which is gone, and 10 on INV-5: 320, as the export adds up to.
    assert_eq!(
        done(&place, &second, "--as-of 2026-04-01"),
        "Export of 2026-04-01, after that of 2026-03-31\n\n1 new, 1 paid in part, 1 closed, 1 new due date: 3 events.\n\nChanges\n\n\
         Change        Invoice  Customer      Before         Now       Written\n\
         ─────────────────────────────────────────────────────────────────────────────────────────────\n\
         new           INV-5    BOLT                       10.00  EUR\n\
         paid in part  INV-1    ACME          100.00       60.00  EUR  payment 40.00 EUR of 2026-04-01\n\
         closed        INV-3    BOLT           50.00        0.00  EUR  payment 50.00 EUR of 2026-04-01\n\
         new due date  INV-2    ACME      2026-03-10  2026-04-10       extend\n\n\
         Open\n\n\
         Currency  Before    New  Paid in part  Closed     Now\n\
         ─────────────────────────────────────────────────────\n\
         EUR       400.00  10.00        -40.00  -50.00  320.00\n\
         JPY        9,000      0             0       0   9,000\n"
    );
    assert_eq!(events(&place), ["2026-04-01 payment INV-1 40.00", "2026-04-01 extend INV-2 2026-04-10", "2026-04-01 payment INV-3 50.00"]);
    assert_eq!(
        status(&place, "2026-04-01"),
        ["INV-1 active 60.00", "INV-2 upcoming 250.00", "INV-3 paid 0.00", "INV-4 upcoming 9000", "INV-5 upcoming 10.00"]
    );
    // The day before is as it was, but for what nobody knew then: INV-5 has no day on which it was issued.
    assert_eq!(
        status(&place, "2026-03-31")[..4],
        ["INV-1 active 100.00", "INV-2 active 250.00", "INV-3 active 50.00", "INV-4 upcoming 9000"]
    );
    let (book, synced) = (place.read("book.csv"), place.read("synced.csv"));
    let again = done(&place, &second, "--as-of 2026-04-01");
    assert!(again.contains("Export of 2026-04-01\n\nNothing changed.\n"), "{again}");
    assert_eq!((place.read("book.csv"), place.read("synced.csv")), (book, synced), "the same export twice adds nothing");
    let later = done(&place, &second, "--as-of 2026-04-02");
    assert!(later.contains("Nothing changed."), "{later}");
    assert_eq!(events(&place).len(), 3);
}

#[test]
fn an_invoice_that_comes_back_is_open_again_and_one_that_leaves_again_is_paid_again() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    done(&place, &FIRST[..3], "--as-of 2026-04-01");
    done(&place, &FIRST, "--as-of 2026-04-03");
    assert_eq!(status(&place, "2026-04-02")[3], "INV-4 paid 0");
    assert_eq!(status(&place, "2026-04-03")[3], "INV-4 upcoming 9000");
    // Twice on one day: the ids count the exports.
    done(&place, &FIRST[..3], "--as-of 2026-04-03");
    assert_eq!(events(&place), ["2026-04-01 payment INV-4 9000", "2026-04-03 reversal INV-4 9000", "2026-04-03 payment INV-4 9000"]);
    let ids: Vec<String> = place.read("synced.csv").lines().skip(1).map(|row| row.rsplit(',').next().unwrap().to_owned()).collect();
    assert_eq!(ids, ["INV-4/2026-04-01/1/payment", "INV-4/2026-04-03/1/reversal", "INV-4/2026-04-03/2/payment"]);
    assert_eq!(status(&place, "2026-04-03")[3], "INV-4 paid 0");
}

#[test]
fn another_amount_is_a_fee_or_a_credit_with_a_warning() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let rows = [
        "INV-1,ACME,\"Acme, Inc.\",2026-03-01,112.00,EUR,112.00,smb",
        "INV-2,ACME,\"Acme, Inc.\",2026-03-10,200.00,EUR,200.00,smb",
        FIRST[2],
        FIRST[3],
    ];
    place.write("invoices.csv", export(&rows));
    let (code, _, err) = sync(&place, &rows, "--as-of 2026-04-01 --deny-warnings");
    assert!(code == 1 && err.contains("--deny-warnings is given: nothing was written"), "{err}");
    assert!(!place.has("synced.csv"));
    let (code, _, err) = sync(&place, &rows, "--as-of 2026-04-01");
    assert!(
        code == 0 && err.contains("the amount of 2 invoices is another than before: INV-1 from 100.00 to 112.00, INV-2 from 250.00"),
        "{err}"
    );
    assert_eq!(events(&place), ["2026-04-01 fee INV-1 12.00", "2026-04-01 credit INV-2 50.00"]);
    assert_eq!(status(&place, "2026-04-01")[..2], ["INV-1 active 112.00", "INV-2 active 200.00"]);
}

#[test]
fn a_column_by_which_the_workflow_chooses_is_told() {
    let place = place(&FIRST);
    place.write("w.yaml", "version: 1\nowners: { ar: {} }\nstages: [{ id: call, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }]\ntracks:\n  - { id: key, match: { segment: key }, stages: [{ id: visit, trigger: { day: 1 }, owner: ar, actions: [{ channel: task }] }] }\n");
    place.write("collect.yaml", "workflow: w.yaml\n");
    done(&place, &FIRST, "--as-of 2026-03-31");
    let changed = FIRST.map(|row| row.replace("Acme, Inc.", "Acme Ltd").replace(",smb", ",key"));
    let (code, out, err) = sync(&place, &changed.each_ref().map(String::as_str), "--as-of 2026-04-01");
    assert!(code == 0 && out.contains("may change the track  INV-1"), "{out}");
    assert!(
        err.contains("2 cells changed by which the workflow chooses tracks, actions or owners: INV-1 segment from \"smb\" to \"key\""),
        "{err}"
    );
    assert!(
        place.read("book.csv").contains("\nINV-1,ACME,2026-03-01,100.00,EUR,,,100.00,2026-03-31,Acme Ltd,key,"),
        "{}",
        place.read("book.csv")
    );
    assert!(!place.has("synced.csv"));
}

#[test]
fn what_the_log_has_told_is_not_written_again() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    place.write("log.csv", "date,type,invoice_id,amount\n2026-04-01,payment,INV-1,100.00\n2026-04-01,payment,INV-3,20.00\n");
    // The accounts show one payment in full, and of INV-3 more than was logged.
    let rows = [FIRST[1], "INV-3,BOLT,Bolt,2026-03-20,80.00,EUR,10.00,key", FIRST[3]];
    let out = done(&place, &rows, "--as-of 2026-04-01");
    assert!(out.contains("closed        INV-1    ACME      100.00   0.00  EUR  told before by other files"), "{out}");
    assert_eq!(events(&place), ["2026-04-01 payment INV-3 20.00"]);
    assert_eq!(status(&place, "2026-04-01")[..3], ["INV-1 paid 0.00", "INV-2 active 250.00", "INV-3 active 10.00"]);
}

#[test]
fn money_that_the_accounts_show_later_is_asked_about_and_not_taken_back() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    place.write("log.csv", "date,type,invoice_id,amount\n2026-04-01,payment,INV-1,100.00\n");
    let (code, out, err) = sync(&place, &FIRST, "--as-of 2026-04-01");
    assert!(
        code == 0 && err.contains("INV-1 has 100.00 EUR open in the export and 0.00 by all files; if the accounting system books it later"),
        "{err}"
    );
    assert!(out.contains("less open elsewhere  INV-1    ACME      100.00  0.00  EUR"), "{out}");
    assert_eq!((events(&place).len(), status(&place, "2026-04-01")[0].as_str()), (0, "INV-1 paid 0.00"));
    // The next day it is booked.
    done(&place, &FIRST[1..], "--as-of 2026-04-02");
    assert_eq!((events(&place).len(), status(&place, "2026-04-02")[0].as_str()), (0, "INV-1 paid 0.00"));
}

#[test]
fn half_an_export_is_a_question() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let book = place.read("book.csv");
    let (code, out, err) = sync(&place, &FIRST[..1], "--as-of 2026-04-01");
    assert_eq!((code, out.as_str()), (4, ""));
    assert_eq!(
        err,
        "error: only 1 of 4 invoices that were open on 2026-03-31 are in the export of 2026-04-01: is it complete? \
         If it is, run it again with --min-share 25%; nothing was written "
    );
    assert_eq!((place.read("book.csv"), place.has("synced.csv")), (book, false));
    done(&place, &FIRST[..1], "--as-of 2026-04-01 --min-share 25%");
    assert_eq!(events(&place).len(), 3);
    // Two of four is half.
    let place = self::place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    done(&place, &FIRST[2..], "--as-of 2026-04-01");
}

#[test]
fn an_export_without_invoices_needs_to_be_allowed() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let (code, _, err) = sync(&place, &[], "--as-of 2026-04-01 --min-share 0");
    assert!(code == 2 && err.contains("no-invoices"), "{err}");
    assert_eq!(sync(&place, &[], "--as-of 2026-04-01 --allow-empty").0, 4);
    done(&place, &[], "--as-of 2026-04-01 --allow-empty --min-share 0");
    assert!(status(&place, "2026-04-01").iter().all(|row| row.contains(" paid ")));
}

#[test]
fn what_is_gone_is_what_the_project_or_the_command_says() {
    let place = place(&FIRST);
    place.write("collect.yaml", "ledger: { gone: ask, book: kept/all.csv, synced: kept/changes.csv }\n");
    place.write("kept/readme", "");
    done(&place, &FIRST, "--as-of 2026-03-31");
    let (code, out, err) = sync(&place, &FIRST[1..], "--as-of 2026-04-01");
    assert_eq!((code, out.as_str()), (4, ""));
    assert!(
        err.starts_with("error: INV-1 of ACME is not in the export any more: 100.00 EUR was open error: were these paid or credited?"),
        "{err}"
    );
    assert!(!place.has("kept/changes.csv"));
    done(&place, &FIRST[1..], "--as-of 2026-04-01 --gone credit");
    assert!(place.read("kept/changes.csv").contains("2026-04-01,credit,INV-1,,100.00,EUR,"), "{}", place.read("kept/changes.csv"));
    assert_eq!(status(&place, "2026-04-01")[0], "INV-1 credited 0.00");
    // What was logged answers the question.
    place.write("log.csv", "date,type,invoice_id,amount\n2026-04-02,credit,INV-2,250.00\n");
    done(&place, &FIRST[2..], "--as-of 2026-04-02");
    assert_eq!(status(&place, "2026-04-02")[1], "INV-2 credited 0.00");
}

#[test]
fn other_customers_and_currencies_are_refused_with_their_rows() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let book = place.read("book.csv");
    let rows = [
        FIRST[0],
        "INV-2,BOLT,\"Acme, Inc.\",2026-03-10,250.00,EUR,250.00,smb",
        "INV-3,BOLT,Bolt,2026-03-20,80.00,USD,50.00,key",
        FIRST[3],
    ];
    let (code, _, err) = sync(&place, &rows, "--as-of 2026-04-01");
    assert_eq!(code, 2);
    assert!(err.contains("error[conflicting-cells]: invoices.csv:3: INV-2 belongs to customer BOLT, but in book.csv to ACME"), "{err}");
    assert!(err.contains("error[conflicting-cells]: invoices.csv:4: INV-3 is in USD, but in book.csv in EUR"), "{err}");
    assert_eq!((place.read("book.csv"), place.has("synced.csv")), (book, false));
}

#[test]
fn an_earlier_export_is_refused() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let (code, _, err) = sync(&place, &FIRST[..3], "--as-of 2026-03-30");
    assert!(code == 2 && err.contains("the export is of 2026-03-30, but book.csv has seen that of 2026-03-31 already"), "{err}");
    // Its rows say so, whatever was typed.
    place.write(
        "invoices.csv",
        "invoice_id,customer_id,due_date,amount,currency,open_amount,open_on\nINV-1,ACME,2026-03-01,100.00,EUR,100.00,2026-03-29\n",
    );
    let (code, _, err) = place.command(&["sync", "--as-of", "2026-04-01"]).told();
    assert!(code == 2 && err.contains("invoices.csv:2: the open amount of INV-1 is of 2026-03-29, but"), "{err}");
    assert!(!place.has("synced.csv"));
}

#[test]
fn the_day_is_what_is_typed_or_what_the_export_says() {
    let place = place(&FIRST);
    let (code, _, err) = sync(&place, &FIRST, "");
    assert!(code == 2 && err.contains("invoices.csv does not say of which day it is: give it with --as-of"), "{err}");
    place.write("collect.yaml", "ledger: { invoices: { path: invoices.csv, open_on: 2026-03-31 } }\n");
    done(&place, &FIRST, "");
    // A day that stays in the project file is asked about.
    let (code, _, err) = sync(&place, &FIRST[1..], "--dry-run");
    assert!(code == 0 && err.contains("note: the export is of 2026-03-31 again, as ledger.invoices.open_on says in collect.yaml"), "{err}");
    assert!(place.read("book.csv").contains("export 1 of 2026-03-31"));
    place.write("collect.yaml", "");
    let dated = "invoice_id,customer_id,due_date,amount,currency,open_amount,open_on\nINV-1,ACME,2026-03-01,100.00,EUR,90.00,2026-04-01\n";
    place.write("invoices.csv", dated);
    let (code, out, err) = place.command(&["sync", "--min-share", "0"]).told();
    assert!(code == 0 && out.starts_with("Export of 2026-04-01, after"), "{err}");
    place.write("invoices.csv", format!("{dated}INV-9,ACME,2026-03-01,100.00,EUR,90.00,2026-04-02\n"));
    let (code, _, err) = place.command(&["sync"]).told();
    assert!(
        code == 2 && err.contains("invoices.csv:3: the open amount of INV-9 is of 2026-04-02, but the export is of 2026-04-01"),
        "{err}"
    );
}

#[test]
fn an_export_without_open_amounts_has_what_is_open_as_its_amounts() {
    let place = Place::with(&[(
        "invoices.csv",
        "invoice_id,customer_id,due_date,amount,currency\nA,ACME,2026-03-01,100.00,EUR\nB,ACME,2026-03-01,70.00,EUR\n",
    )]);
    place.command(&["sync", "--as-of", "2026-03-31", "-o", "out.json", "-q"]).stdout();
    place.write(
        "invoices.csv",
        "invoice_id,customer_id,due_date,amount,currency\nA,ACME,2026-03-01,60.00,EUR\nB,ACME,2026-03-01,70.00,EUR\n",
    );
    place
        .command(&["sync", "--as-of", "2026-04-01", "-o", "out.csv"])
        .stderr("note: Export of 2026-04-01, after that of 2026-03-31. 1 paid in part: 1 event.\n")
        .stdout();
    assert_eq!(
        place.read("out.csv"),
        "change,invoice_id,customer_id,currency,column,before,now,event,date,amount,explained\n\
         paid,A,ACME,EUR,open_amount,100.00,60.00,payment,2026-04-01,40.00,\n"
    );
    assert_eq!(status(&place, "2026-04-01"), ["A active 60.00", "B active 70.00"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = place(&FIRST);
    let out = done(&place, &FIRST, "--as-of 2026-03-31 --dry-run");
    assert!(out.ends_with("Nothing was written (--dry-run).\n"), "{out}");
    assert!(!place.has("book.csv") && !place.has(".book.csv.lock"));
    done(&place, &FIRST, "--as-of 2026-03-31");
    let book = place.read("book.csv");
    let out = done(&place, &FIRST[1..], "--as-of 2026-04-01 --dry-run");
    assert!(out.contains("closed        INV-1") || out.contains("closed  INV-1"), "{out}");
    assert_eq!((place.read("book.csv"), place.has("synced.csv")), (book, false));
}

#[test]
fn other_commands_read_the_book_unless_invoices_are_named() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    done(&place, &FIRST[1..], "--as-of 2026-04-01");
    place.write("collect.yaml", "ledger: { invoices: { path: invoices.csv, open_on: as_of } }\n");
    let of = |words: &[&str]| {
        let (code, out, err) = place.command(&[words, &["--as-of", "2026-04-01"]].concat()).told();
        assert_eq!(code, 0, "{words:?}: {err}");
        (out, err)
    };
    assert!(of(&["explain", "INV-1"]).0.contains("it has left the export, 100.00 EUR was open"));
    let (named, _) = of(&["status", "--all", "--invoices", "invoices.csv", "--format", "csv", "-q"]);
    assert!(!named.contains("INV-1") && named.contains("INV-2"), "{named}");
    assert!(of(&["status", "--all", "--invoices", "book.csv", "--format", "csv", "-q"]).0.contains("INV-1"));
    // An event of an invoice that is gone is none of nobody; one that nobody ever heard of is a warning.
    place.write("log.csv", "date,type,invoice_id,channel\n2026-04-01,touch,INV-1,call\n2026-04-01,touch,INV-77,call\n");
    let err = of(&["plan"]).1.replace('\n', " ");
    assert!(err.contains("log.csv:3: invoice INV-77 is not in the ledger") && !err.contains("INV-1 "), "{err}");
    // What happens to an invoice that has left is a note.
    place.write("log.csv", "date,type,invoice_id,channel\n2026-04-01,touch,INV-1,call\n2026-04-02,touch,INV-1,call\n");
    let (code, _, err) = place.command(&["plan", "--deny-warnings", "--as-of", "2026-04-02"]).told();
    let err = err.replace('\n', " ");
    assert!(
        err.contains("note[left-export]: log.csv:3: events name INV-1, which is not in the export of open items: probably paid"),
        "{err}"
    );
    assert!(!err.contains("warning[left-export]") && !err.contains("orphan") && code == 1, "{err}");
    // Days without a payment make no ledger stale whose exports are taken over.
    for day in ["2026-04-10", "2026-04-20"] {
        done(&place, &FIRST[1..], &format!("--as-of {day}"));
    }
    assert!(!of(&["plan"]).1.contains("stale"));
    let stale = |day: &str| place.command(&["plan", "--as-of", day]).told().2;
    assert!(!stale("2026-04-27").contains("stale-ledger"));
    assert!(
        stale("2026-04-28").replace('\n', " ").contains("stale-ledger]: the last export that was synced is of 2026-04-20, 8 days before")
    );
}

#[test]
fn files_that_are_not_together_are_refused() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    done(&place, &FIRST[1..], "--as-of 2026-04-01");
    let (book, synced) = (place.read("book.csv"), place.read("synced.csv"));
    let refused = |command: &str, wanted: &str| {
        let (code, _, err) = place.command(&[command, "--as-of", "2026-04-02"]).told();
        let err = err.replace('\n', " ");
        assert!(code == 2 && err.contains(wanted), "{command}: {code} {err}");
    };
    place.write("synced.csv", synced.lines().next().unwrap());
    refused("plan", "it has 0 rows, but the book counts 1: rows are lost");
    refused("sync", "it has 0 rows, but the book counts 1: rows are lost");
    std::fs::remove_file(place.path().join("synced.csv")).unwrap();
    refused("plan", "there is no such file, but book.csv counts 1 rows in it");
    place.write("synced.csv", &synced);
    std::fs::remove_file(place.path().join("book.csv")).unwrap();
    refused("sync", "synced.csv has events, but there is no book.csv");
    place.write("book.csv", book.replace("synced: 1 rows", "1 rows"));
    refused("plan", "it is not a book that `collect sync` wrote");
    place.write("book.csv", book.replace(",0.00,\n", ",none,\n"));
    refused("sync", "book.csv:2: last_open_amount \"none\" cannot be read");
    // A book that a spreadsheet has saved is read and put in order.
    place.write("book.csv", format!("\u{feff}{}", book.replace('\n', "\r\n")));
    done(&place, &FIRST, "--as-of 2026-04-02");
    assert!(place.read("book.csv").starts_with("invoice_id,") && !place.read("book.csv").contains('\r'));
    assert_eq!(events(&place), ["2026-04-01 payment INV-1 100.00", "2026-04-02 reversal INV-1 100.00"]);
}

#[test]
fn rows_that_cannot_be_read_stop_it() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let (code, _, err) = sync(&place, &[FIRST[0], "INV-2,ACME,Acme,soon,250.00,EUR,250.00,smb", FIRST[2], FIRST[2]], "--as-of 2026-04-01");
    assert!(code == 2 && err.contains("invoices.csv:3:") && err.contains("bad-date") && err.contains("invoices.csv:5"), "{err}");
    place.write("invoices.csv", "invoice_id,customer_id,due_date,amount,currency,last_seen\nA,ACME,2026-03-01,60.00,EUR,yes\n");
    let (code, _, err) = place.command(&["sync", "--as-of", "2026-04-01", "--min-share", "0"]).told();
    assert!(code == 2 && err.contains("column \"last_seen\" is one that the book"), "{err}");
}

#[test]
fn an_export_that_has_payments_of_its_own_says_what_is_open_and_when_it_was_paid() {
    let header = "invoice_id,customer_id,due_date,amount,currency,Paid,Paid on\n";
    let place = Place::with(&[
        ("collect.yaml", "ledger: { invoices: { path: invoices.csv, paid_amount: Paid, paid_on: Paid on } }\n"),
        ("invoices.csv", &format!("{header}A,ACME,2026-03-01,100.00,EUR,,\nB,ACME,2026-03-01,70.00,EUR,20.00,2026-03-15\n")),
    ]);
    place.command(&["sync", "--as-of", "2026-03-31"]).stdout();
    assert_eq!(status(&place, "2026-03-31"), ["A active 100.00", "B active 50.00"]);
    // A part of A came in on the first, and the rest of B on the second.
    place.write(
        "invoices.csv",
        format!("{header}A,ACME,2026-03-01,100.00,EUR,30.00,2026-04-01\nB,ACME,2026-03-01,70.00,EUR,70.00,2026-04-02\n"),
    );
    place.command(&["sync", "--as-of", "2026-04-03"]).stdout();
    assert_eq!(events(&place), ["2026-04-01 payment A 30.00", "2026-04-02 payment B 50.00"]);
    assert_eq!(status(&place, "2026-04-03"), ["A active 70.00", "B paid 0.00"]);
}

#[test]
fn a_payment_on_account_in_an_export_is_not_lost() {
    let project = |kinds: &str| {
        format!("ledger: {{ invoices: {{ path: invoices.csv, documents: {{ column: Type, invoice: Invoice, {kinds} }} }} }}\n")
    };
    let rows = "Type,invoice_id,customer_id,issue_date,due_date,amount,currency\n\
                Invoice,A,ACME,2026-02-01,2026-03-01,100.00,EUR\nPayment,P-7,ACME,2026-03-20,2026-03-20,-40.00,EUR\n";
    let place = Place::with(&[("collect.yaml", &project("payment: Payment")), ("invoices.csv", rows)]);
    let (code, _, err) = place.command(&["sync", "--as-of", "2026-03-31"]).told();
    assert!(
        code == 2 && err.contains("invoices.csv:3: a payment of customer ACME names no invoice: in the book it would be lost"),
        "{err}"
    );
    place.write("collect.yaml", project("credit: Payment"));
    place.command(&["sync", "--as-of", "2026-03-31"]).stdout();
    assert_eq!(status(&place, "2026-03-31"), ["A active 100.00", "P-7 credit -40.00"]);
    // It is used for the invoice.
    place.write(
        "invoices.csv",
        "Type,invoice_id,customer_id,issue_date,due_date,amount,currency\nInvoice,A,ACME,2026-02-01,2026-03-01,60.00,EUR\n",
    );
    place.command(&["sync", "--as-of", "2026-04-01"]).stdout();
    assert_eq!(status(&place, "2026-04-01"), ["A active 60.00", "P-7 credit 0.00"]);
}

#[test]
fn money_that_is_told_twice_is_asked_about_although_the_invoice_has_left() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    done(&place, &FIRST[1..], "--as-of 2026-04-01");
    // The bank statement is matched a day later: the same payment once more.
    place.write("log.csv", "date,type,invoice_id,amount\n2026-04-01,payment,INV-1,100.00\n");
    let (code, out, err) = sync(&place, &FIRST[1..], "--as-of 2026-04-02");
    assert!(code == 0 && out.contains("less open elsewhere  INV-1    ACME        0.00  -100.00  EUR"), "{out}");
    assert!(err.contains("INV-1 has 0.00 EUR open in the export and -100.00 by all files"), "{err}");
    assert_eq!(events(&place), ["2026-04-01 payment INV-1 100.00"], "nothing is taken back");
}

#[test]
fn an_export_may_come_through_a_pipe() {
    let place = place(&FIRST);
    let run = |rows: &[&str], words: &[&str]| place.command(words).stdin(export(rows)).told();
    let (code, _, err) = run(&FIRST, &["sync", "--invoices", "-"]);
    assert!(code == 2 && err.contains("give the day of the export with --as-of"), "{err}");
    assert_eq!(run(&FIRST, &["sync", "--invoices", "-", "--as-of", "2026-03-31"]).0, 0);
    let (code, out, err) = run(&FIRST[1..], &["sync", "--invoices", "-", "--as-of", "2026-04-01"]);
    assert!(code == 0 && out.contains("1 closed: 1 event."), "{out}{err}");
    let (code, _, err) = place.command(&["sync", "--invoices", "book.csv", "--as-of", "2026-04-02"]).told();
    assert!(code == 2 && err.contains("book.csv is the book itself"), "{err}");
}
