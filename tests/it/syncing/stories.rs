//! Small exports one after the other, and what the program makes of them.

use crate::place::Place;
use crate::run::Told;

const HEADER: &str = "invoice_id,customer_id,customer_name,due_date,amount,currency,open_amount,segment\n";

/// The export of the first day: two invoices of ACME, one of BOLT of which a part is paid, and one in yen.
pub(super) const FIRST: [&str; 4] = [
    "INV-1,ACME,\"Acme, Inc.\",2026-03-01,100.00,EUR,100.00,smb",
    "INV-2,ACME,\"Acme, Inc.\",2026-03-10,250.00,EUR,250.00,smb",
    "INV-3,BOLT,Bolt,2026-03-20,80.00,EUR,50.00,key",
    "INV-4,BOLT,Bolt,2026-04-20,9000,JPY,9000,key",
];

pub(super) fn export(rows: &[&str]) -> String {
    rows.iter().fold(HEADER.to_owned(), |text, row| text + row + "\n")
}

pub(super) fn place(rows: &[&str]) -> Place {
    Place::with(&[("invoices.csv", &export(rows))])
}

/// A sync of an export as of a day: exit code, standard output, and standard error on one line.
pub(super) fn sync(place: &Place, rows: &[&str], line: &str) -> Told {
    place.write("invoices.csv", export(rows));
    let words: Vec<&str> = ["sync"].into_iter().chain(line.split_whitespace()).collect();
    let (code, out, err) = place.command(&words).told();
    (code, out, err.replace('\n', " "))
}

pub(super) fn done(place: &Place, rows: &[&str], line: &str) -> String {
    let (code, out, err) = sync(place, rows, line);
    assert_eq!((code, err.as_str()), (0, ""), "{line}: {out}");
    out
}

/// The events that were written: date, type, invoice, amount, until.
pub(super) fn events(place: &Place) -> Vec<String> {
    let text = if place.has("synced.csv") { place.read("synced.csv") } else { String::new() };
    let cells = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        [0, 1, 2, 4, 6].map(|place| cells[place]).into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    };
    text.lines().skip(1).map(cells).collect()
}

/// Invoice, status and balance of each invoice on a day.
pub(super) fn status(place: &Place, day: &str) -> Vec<String> {
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
         Change        Invoice  Customer      Before         Now       Event\n\
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
    assert!(out.contains("your log says less is open  INV-1    ACME      100.00  0.00  EUR"), "{out}");
    assert_eq!((events(&place).len(), status(&place, "2026-04-01")[0].as_str()), (0, "INV-1 paid 0.00"));
    // The next day it is booked.
    done(&place, &FIRST[1..], "--as-of 2026-04-02");
    assert_eq!((events(&place).len(), status(&place, "2026-04-02")[0].as_str()), (0, "INV-1 paid 0.00"));
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
        "change,invoice_id,customer_id,currency,column,before,now,event,date,amount,explained,because\n\
         paid,A,ACME,EUR,open_amount,100.00,60.00,payment,2026-04-01,40.00,,\n"
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
fn money_that_is_told_twice_is_asked_about_although_the_invoice_has_left() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    done(&place, &FIRST[1..], "--as-of 2026-04-01");
    // The bank statement is matched a day later: the same payment once more.
    place.write("log.csv", "date,type,invoice_id,amount\n2026-04-01,payment,INV-1,100.00\n");
    let (code, out, err) = sync(&place, &FIRST[1..], "--as-of 2026-04-02");
    assert!(code == 0 && out.contains("your log says less is open  INV-1    ACME        0.00  -100.00  EUR"), "{out}");
    assert!(err.contains("INV-1 has 0.00 EUR open in the export and -100.00 by all files"), "{err}");
    assert_eq!(events(&place), ["2026-04-01 payment INV-1 100.00"], "nothing is taken back");
}

#[test]
fn a_large_export_is_taken_over_block_by_block_and_gives_the_same_bytes() {
    let row = |number: usize, open: usize| {
        format!("INV-{number:06},C-{},Customer {},2026-03-01,{}.00,EUR,{open}.00,smb", number % 97, number % 97, 100)
    };
    let first: Vec<String> = (0..9_000).map(|number| row(number, 100)).collect();
    // In another order: every tenth is gone, every seventh is paid in part, and a thousand are new.
    let left = (0..9_000).rev().filter(|number| number % 10 != 0).map(|number| row(number, if number % 7 == 0 { 30 } else { 100 }));
    let second: Vec<String> = (9_000..10_000).map(|number| row(number, 50)).chain(left).collect();
    let texts = |rows: &[String]| export(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let (first, second) = (texts(&first), texts(&second));
    assert!(first.len() > 2 << 18, "more than one block");
    let taken = || {
        let place = Place::with(&[("invoices.csv", &first)]);
        place.command(&["sync", "-q", "--as-of", "2026-03-31"]).stdout();
        place.write("invoices.csv", &second);
        let told = place.command(&["sync", "-q", "--as-of", "2026-04-01"]).stdout();
        (told, place.read("book.csv"), place.read("synced.csv"), status(&place, "2026-04-01"))
    };
    let (told, book, synced, status) = taken();
    // 900 are gone. Of the others 1,157 are divisible by 7: 1,286 of all less the 129 that are divisible by 70.
    assert!(told.contains("\n1,000 new, 1,157 paid in part, 900 closed: 2,057 events.\n"), "{told}");
    assert!(told.contains("EUR       900,000.00  50,000.00    -80,990.00  -90,000.00  779,010.00"), "{told}");
    assert_eq!((book.lines().count(), synced.lines().count(), status.len()), (10_001, 2_058, 10_000));
    assert_eq!(status.iter().filter(|row| row.ends_with(" paid 0.00")).count(), 900);
    assert_eq!(taken(), (told, book, synced, status));
}

/// A list of open items often has one column, the balance. `init` reads it as the amount and as what is open.
#[test]
fn a_balance_alone_that_falls_is_a_payment() {
    let list = |balance: &str| format!("Invoice,Customer,Date,Due Date,Balance,Currency\n1,Ana,2026-02-01,2026-03-03,{balance},EUR\n");
    let place = Place::with(&[("open.csv", &list("100.00"))]);
    let run = |words: &[&str]| {
        let (code, out, err) = place.command(words).told();
        assert_eq!(code, 0, "{words:?}: {out}{err}");
    };
    run(&["init", "--yes", "--open-on", "as_of"]);
    run(&["sync", "--as-of", "2026-03-10"]);
    place.write("open.csv", list("60.00"));
    run(&["sync", "--as-of", "2026-03-11"]);
    assert_eq!(events(&place), ["2026-03-11 payment 1 40.00"]);
    assert_eq!(status(&place, "2026-03-11"), ["1 active 60.00"]);
    // It rises again.
    place.write("open.csv", list("70.00"));
    run(&["sync", "--as-of", "2026-03-12"]);
    assert_eq!(events(&place), ["2026-03-11 payment 1 40.00", "2026-03-12 reversal 1 10.00"]);
}
