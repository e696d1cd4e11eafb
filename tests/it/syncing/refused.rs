//! Exports that are refused, and what is asked first.

use super::stories::{FIRST, done, events, export, place, status, sync};
use crate::place::Place;

#[test]
fn half_an_export_is_a_question() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let book = place.read("book.csv");
    let (code, out, err) = sync(&place, &FIRST[..1], "--as-of 2026-04-01");
    assert_eq!((code, out.as_str()), (4, ""));
    assert_eq!(
        err,
        "error: only 1 of 4 invoices that were open on 2026-03-31 are in the export of 2026-04-01, with 18% of the value: is it \
         complete? If it is, run it again with --min-share 18%; nothing was written "
    );
    assert_eq!((place.read("book.csv"), place.has("synced.csv")), (book, false));
    // 100 of 400 EUR is a quarter, which weighs three of four; the other currency has nothing left.
    done(&place, &FIRST[..1], "--as-of 2026-04-01 --min-share 18%");
    assert_eq!(events(&place).len(), 3);
    // Two of four is half, and so are 200 of 400.
    let rows = FIRST.map(|row| row.replace("9000,JPY,9000", "100.00,EUR,100.00").replace("250.00,EUR,250.00", "150.00,EUR,150.00"));
    let rows = rows.each_ref().map(String::as_str);
    let place = self::place(&rows);
    done(&place, &rows, "--as-of 2026-03-31");
    let (code, _, err) = sync(&place, &rows[2..], "--as-of 2026-04-01 --min-share 0.51");
    assert!(code == 4 && err.contains("only 2 of 4 invoices"), "{err}");
    done(&place, &[rows[0], rows[3]], "--as-of 2026-04-01");
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
