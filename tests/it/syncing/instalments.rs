//! Instalments of one invoice have one number in the export, and keep their ids in the book when one of them has left.

use super::stories::{events, status};
use crate::place::Place;
use crate::run::Told;

const HEADER: &str = "invoice_id,customer_id,due_date,amount,currency\n";

/// Three rates of R, a whole invoice, and one whose number looks like that of a rate.
const FIRST: [&str; 5] = [
    "R,ACME,2026-03-01,50.00,EUR",
    "R,ACME,2026-04-01,50.00,EUR",
    "R,ACME,2026-05-01,60.00,EUR",
    "W,ACME,2026-03-15,300.00,EUR",
    "W-1,ACME,2026-03-15,40.00,EUR",
];

fn place() -> Place {
    let place = Place::with(&[("collect.yaml", "ledger: { invoices: { path: invoices.csv, rows: { by: invoice_id, amount: sum } } }\n")]);
    assert_eq!(sync(&place, &FIRST, "--as-of 2026-03-10").0, 0);
    assert_eq!(open(&place, "2026-03-10"), ["R-1 50.00", "R-2 50.00", "R-3 60.00", "W 300.00", "W-1 40.00"]);
    place
}

fn sync(place: &Place, rows: &[&str], line: &str) -> Told {
    place.write("invoices.csv", rows.iter().fold(HEADER.to_owned(), |text, row| text + row + "\n"));
    let words: Vec<&str> = ["sync"].into_iter().chain(line.split_whitespace()).collect();
    let (code, out, err) = place.command(&words).told();
    (code, out, err.replace('\n', " "))
}

/// What is open, invoice by invoice.
fn open(place: &Place, day: &str) -> Vec<String> {
    let rows = status(place, day).into_iter().filter(|row| !row.ends_with(" 0.00"));
    let mut open: Vec<String> = rows.map(|row| [row.split(' ').next().unwrap(), row.rsplit(' ').next().unwrap()].join(" ")).collect();
    open.sort();
    open
}

#[test]
fn a_rate_that_is_paid_leaves_the_others_their_ids() {
    let place = place();
    assert_eq!(sync(&place, &FIRST[1..], "--as-of 2026-03-11").0, 0);
    assert_eq!(events(&place), ["2026-03-11 payment R-1 50.00"]);
    assert_eq!(open(&place, "2026-03-11"), ["R-2 50.00", "R-3 60.00", "W 300.00", "W-1 40.00"]);
    // The last rate is alone, and is no whole invoice.
    assert_eq!(sync(&place, &FIRST[2..], "--as-of 2026-03-12").0, 0);
    assert_eq!(events(&place), ["2026-03-11 payment R-1 50.00", "2026-03-12 payment R-2 50.00"]);
    // The first comes back, as its payment bounced.
    assert_eq!(sync(&place, &[FIRST[0], FIRST[2], FIRST[3], FIRST[4]], "--as-of 2026-03-13").0, 0);
    assert_eq!(events(&place)[2..], ["2026-03-13 reversal R-1 50.00"]);
}

#[test]
fn a_rate_that_is_due_later_is_known_by_its_amount() {
    let place = place();
    let later = [FIRST[0], FIRST[1], "R,ACME,2026-06-01,60.00,EUR", FIRST[3], FIRST[4]];
    assert_eq!(sync(&place, &later, "--as-of 2026-03-11").0, 0);
    assert_eq!(events(&place), ["2026-03-11 extend R-3 2026-06-01"]);
    // Of one of two that are alike nobody knows which is due later and which was paid.
    let alike = ["R,ACME,2026-04-20,50.00,EUR", later[2], FIRST[3], FIRST[4]];
    let (code, _, err) = sync(&place, &alike, "--as-of 2026-03-12");
    assert!(code == 4 && err.contains("of 1 invoice some instalments left and others came") && err.contains("invoices.csv:2: R)"), "{err}");
    assert_eq!(events(&place).len(), 1);
    assert_eq!(sync(&place, &alike, "--as-of 2026-03-12 --accept instalments --gone credit").0, 0);
    assert_eq!(events(&place)[1..], ["2026-03-12 credit R-1 50.00", "2026-03-12 credit R-2 50.00"]);
    assert_eq!(open(&place, "2026-03-12"), ["R-3 60.00", "R-4 50.00", "W 300.00", "W-1 40.00"]);
}

#[test]
fn an_invoice_that_is_split_is_not_paid() {
    let place = place();
    let split = [FIRST[0], FIRST[1], FIRST[2], "W,ACME,2026-03-15,200.00,EUR", "W,ACME,2026-06-15,100.00,EUR", FIRST[4]];
    let (code, _, err) = sync(&place, &split, "--as-of 2026-03-11");
    assert!(
        code == 4 && err.contains("invoices.csv:5: W)") && err.contains("--accept instalments, and with --gone credit if they"),
        "{err}"
    );
    assert_eq!(sync(&place, &split, "--as-of 2026-03-11 --accept instalments --gone credit --min-share 0.4").0, 0);
    assert_eq!(events(&place), ["2026-03-11 credit W 300.00"]);
    assert_eq!(open(&place, "2026-03-11"), ["R-1 50.00", "R-2 50.00", "R-3 60.00", "W-1 40.00", "W-2 200.00", "W-3 100.00"]);
}

#[test]
fn an_invoice_that_is_split_and_says_what_is_open_keeps_its_number_for_the_first_rate() {
    let place = Place::with(&[(
        "collect.yaml",
        "ledger: { invoices: { path: invoices.csv, open_on: as_of, rows: { by: invoice_id, amount: sum } } }\n",
    )]);
    let export = |rows: &str| place.write("invoices.csv", format!("invoice_id,customer_id,due_date,amount,currency,open_amount\n{rows}"));
    export("W,ACME,2026-03-15,300.00,EUR,250.00\n");
    place.command(&["sync", "--as-of", "2026-03-10"]).stdout();
    export("W,ACME,2026-03-15,200.00,EUR,150.00\nW,ACME,2026-06-15,100.00,EUR,100.00\n");
    let (code, _, err) = place.command(&["sync", "--as-of", "2026-03-11"]).told();
    // No payment: its amount is less by what the second rate has now.
    assert!(code == 0 && err.contains("the amount of 1 invoice is another than before: W from 300.00 to 200.00"), "{err}");
    assert_eq!(events(&place), ["2026-03-11 credit W 100.00"]);
    assert_eq!(open(&place, "2026-03-11"), ["W 150.00", "W-2 100.00"]);
}
