//! Rows that the project leaves out: what became of an invoice that was open is what its row says, and no payment by itself.

use super::stories::{events, status};
use crate::place::Place;
use crate::run::Told;

const HEADER: &str = "invoice_id,customer_id,due_date,amount,currency,Status\n";

fn place(project: &str, rows: &str) -> Place {
    Place::with(&[
        ("collect.yaml", &format!("ledger: {{ invoices: {{ path: invoices.csv, {project} }} }}\n")),
        ("invoices.csv", &(HEADER.to_owned() + rows)),
    ])
}

fn sync(place: &Place, rows: &str, line: &str) -> Told {
    place.write("invoices.csv", HEADER.to_owned() + rows);
    let words: Vec<&str> = ["sync"].into_iter().chain(line.split_whitespace()).collect();
    let (code, out, err) = place.command(&words).told();
    (code, out, err.replace('\n', " "))
}

const OPEN: &str = "A,ACME,2026-03-01,100.00,EUR,Open\nB,ACME,2026-03-01,70.00,EUR,Open\nC,BOLT,2026-03-01,50.00,EUR,Overdue\n";

#[test]
fn an_invoice_that_is_void_now_is_credited_and_told() {
    for project in [
        "skip: { Status: [Void] }",
        "where: { Status: [Open, Overdue] }",
        "documents: { column: Status, invoice: [Open, Overdue], skip: Void }",
    ] {
        let place = place(project, OPEN);
        assert_eq!(sync(&place, OPEN, "--as-of 2026-03-31").0, 0);
        let (code, out, err) = sync(&place, &OPEN.replace("EUR,Open\nB", "EUR,Void\nB"), "--as-of 2026-04-01");
        assert_eq!(code, 0, "{project}: {err}");
        assert!(out.contains("credit 100.00 EUR of 2026-04-01: Status \"Void\""), "{project}: {out}");
        let wanted =
            "1 invoice is not owed any more, because of Status \"Void\": A 100.00 EUR; what was open was credited, as it was not paid";
        assert!(err.contains(wanted), "{project}: {err}");
        assert_eq!(events(&place), ["2026-04-01 credit A 100.00"], "{project}");
        assert!(place.read("synced.csv").contains("\"not owed any more, because of Status \"\"Void\"\"; 100.00 EUR was open\""));
        assert_eq!(status(&place, "2026-04-01")[0], "A credited 0.00");
        // It stays void, and then it is open again.
        let (code, _, err) = sync(&place, &OPEN.replace("EUR,Open\nB", "EUR,Void\nB"), "--as-of 2026-04-02");
        assert!(code == 0 && !err.contains("credited"), "{err}");
        assert_eq!(sync(&place, OPEN, "--as-of 2026-04-03").0, 0);
        assert_eq!(events(&place), ["2026-04-01 credit A 100.00", "2026-04-03 reversal A 100.00"], "{project}");
    }
}

#[test]
fn an_invoice_whose_row_says_that_it_is_paid_is_paid_whatever_gone_means() {
    let place = place("where: { Status: [Open, Overdue] }", OPEN);
    place.write("collect.yaml", "ledger: { gone: ask, invoices: { path: invoices.csv, where: { Status: [Open, Overdue] } } }\n");
    assert_eq!(sync(&place, OPEN, "--as-of 2026-03-31").0, 0);
    // All three are there, so that it is no half export either.
    let (code, _, err) = sync(&place, &OPEN.replace(",Open", ",Paid"), "--as-of 2026-04-01");
    assert_eq!(code, 0, "{err}");
    assert_eq!(events(&place), ["2026-04-01 payment A 100.00", "2026-04-01 payment B 70.00"]);
}

#[test]
fn what_a_row_that_is_left_out_does_not_say_is_asked() {
    let place = place("where: { Status: [Open, Overdue] }", OPEN);
    assert_eq!(sync(&place, OPEN, "--as-of 2026-03-31").0, 0);
    let held = OPEN.replace("Overdue", "On hold");
    let (code, out, err) = sync(&place, &held, "--as-of 2026-04-01");
    assert_eq!((code, out.as_str()), (4, ""));
    assert!(err.contains("C of BOLT is left out of the export because of Status \"On hold\": 50.00 EUR was open"), "{err}");
    assert!(!place.has("synced.csv"));
    // What the project says of invoices that are gone does not answer it; what is typed does.
    assert_eq!(sync(&place, &held, "--as-of 2026-04-01 --gone credit").0, 0);
    assert_eq!(events(&place), ["2026-04-01 credit C 50.00"]);
    // A bill of a supplier may have the number of an invoice.
    let place = self::place("documents: { column: Status, invoice: [Open, Overdue], skip: Bill }", OPEN);
    assert_eq!(sync(&place, OPEN, "--as-of 2026-03-31").0, 0);
    let bill = OPEN.replace("C,BOLT,2026-03-01,50.00,EUR,Overdue", "C,SUPPLIER,2026-03-01,9.00,EUR,Bill");
    assert_eq!(sync(&place, &bill, "--as-of 2026-04-01").0, 0);
    assert_eq!(events(&place), ["2026-04-01 payment C 50.00"]);
}

#[test]
fn a_status_that_no_export_had_is_asked_about() {
    let place = place("skip: { Status: [Void] }", OPEN);
    assert_eq!(sync(&place, OPEN, "--as-of 2026-03-31").0, 0);
    let with = |status: &str| OPEN.replace("Overdue", status);
    // Words that say that it is owed are no question, nor are those that differ in a number.
    assert_eq!(sync(&place, &with("Partially paid"), "--as-of 2026-04-01").0, 0);
    for word in ["Bad debt", "On hold", "Paid"] {
        let (code, _, err) = sync(&place, &with(word), "--as-of 2026-04-02");
        assert_eq!(code, 4, "{word}: {err}");
        assert!(err.contains(&format!("invoices.csv:4: Status \"{word}\" is new, on C. Is such an invoice owed?")), "{err}");
    }
    assert_eq!(sync(&place, &with("On hold"), "--as-of 2026-04-02 --accept statuses").0, 0);
    assert_eq!(sync(&place, &with("on hold"), "--as-of 2026-04-03").0, 0);
    assert!(!place.has("synced.csv"));
    // Nobody had to say anything about the column when the project was made.
    let place = self::place("open_on: as_of", &with("Overdue 3 days"));
    assert_eq!(sync(&place, &with("Overdue 3 days"), "--as-of 2026-03-31").0, 0);
    assert_eq!(sync(&place, &with("Overdue 4 days"), "--as-of 2026-04-01").0, 0);
    let (code, _, err) = sync(&place, &with("Void"), "--as-of 2026-04-02");
    assert!(code == 4 && err.contains("Status \"Void\" is new, on C."), "{err}");
}

/// Some systems keep a void invoice in the list, with nothing open on it.
#[test]
fn an_invoice_that_is_void_with_nothing_open_was_not_paid() {
    let rows = |status: &str, open: [&str; 2]| {
        format!(
            "invoice_id,customer_id,due_date,amount,currency,open_amount,Status\nA,ACME,2026-03-01,100.00,EUR,{},{status}\nB,ACME,2026-03-01,100.00,EUR,{},Open\n",
            open[0], open[1]
        )
    };
    let place = Place::with(&[("invoices.csv", &rows("Open", ["100.00", "100.00"]))]);
    let sync = |text: &str, day: &str| {
        place.write("invoices.csv", text);
        let (code, out, err) = place.command(&["sync", "--as-of", day]).told();
        (code, out, err.replace('\n', " "))
    };
    assert_eq!(sync(&rows("Open", ["100.00", "100.00"]), "2026-03-31").0, 0);
    let (code, _, err) = sync(&rows("Voided", ["0.00", "100.00"]), "2026-04-01");
    assert!(
        code == 0 && err.contains("because of Status \"Voided\": A 100.00 EUR; what was open was credited, as it was not paid"),
        "{err}"
    );
    assert_eq!(events(&place), ["2026-04-01 credit A 100.00"]);
    let (code, out, err) = sync(&rows("Voided", ["0.00", "100.00"]), "2026-04-02");
    assert!(code == 0 && out.contains("Nothing changed.") && err.is_empty(), "{out}{err}");
    // Paid is paid, and nobody is asked about the word.
    let (code, _, err) = sync(&rows("Voided", ["0.00", "0.00"]).replace("Open", "Paid"), "2026-04-03");
    assert!(code == 4 && err.contains("--min-share"), "{err}");
    assert_eq!(place.command(&["sync", "--as-of", "2026-04-03", "--min-share", "0"]).told().0, 0);
    assert_eq!(events(&place)[1..], ["2026-04-03 payment B 100.00"]);
}

#[test]
fn a_credit_note_in_a_column_of_kinds_that_is_new_is_asked_about() {
    let rows = |header: &str, rows: &str| format!("invoice_id,customer_id,due_date,amount,currency{header}\n{rows}");
    let place = Place::with(&[
        ("collect.yaml", "ledger: { invoices: { path: invoices.csv } }\n"),
        ("invoices.csv", &rows("", "A,ACME,2026-03-01,100.00,EUR\n")),
    ]);
    assert_eq!(place.command(&["sync", "--as-of", "2026-03-31"]).told().0, 0);
    place.write("invoices.csv", rows(",Type", "A,ACME,2026-03-01,100.00,EUR,Invoice\nC,ACME,2026-03-20,60.00,EUR,Credit note\n"));
    let (code, out, err) = place.command(&["sync", "--as-of", "2026-04-01"]).told();
    assert_eq!((code, out.as_str()), (4, ""), "{err}");
    let err = err.replace('\n', " ");
    assert!(err.contains("invoices.csv:3: Type \"Credit note\" is new, on C. It is read as an invoice."), "{err}");
    assert!(!place.read("book.csv").contains("Credit note"));
    assert_eq!(place.command(&["sync", "--as-of", "2026-04-01", "--accept", "statuses"]).told().0, 0);
}
