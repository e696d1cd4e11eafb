//! Money of the day of the first export, money that is told twice, and an export that nobody took over.

use super::stories::{FIRST, done, place, status, sync};
use crate::place::Place;

fn log(place: &Place, line: &str, day: &str) -> (i32, String, String) {
    let words: Vec<&str> = ["log"].into_iter().chain(line.split_whitespace()).chain(["--as-of", day]).collect();
    let (code, out, err) = place.command(&words).told();
    (code, out, err.replace('\n', " "))
}

#[test]
fn a_payment_of_the_first_day_says_at_once_that_it_does_not_count() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let wanted = "this payment does not count, now or later: the open amount of INV-1 is that of its first export, of 2026-03-31, and is said to \
                  have all money up to that day. If that export does not have it, date it 2026-04-01 (`--on 2026-04-01`)";
    let (code, _, err) = log(&place, "payment INV-1 --deny-warnings", "2026-03-31");
    assert!(code == 1 && err.contains(wanted), "{err}");
    assert_eq!(log(&place, "write_off INV-1 --on 2026-03-30 --deny-warnings", "2026-04-01").0, 1);
    // As it says, it counts.
    let (code, _, err) = log(&place, "payment INV-1 --on 2026-04-01", "2026-04-01");
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(status(&place, "2026-04-01")[0], "INV-1 paid 0.00");
}

#[test]
fn sync_tells_of_such_money_as_long_as_the_invoice_is_open_as_it_was() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    // A payment of the day, one of all that was open before it, and 30.00 before it that the first export had already. What was told on the 16th is history.
    place.write(
        "log.csv",
        "date,type,invoice_id,amount,recorded_on\n2026-03-31,payment,INV-1,40.00,2026-03-31\n2026-03-30,write_off,INV-2,,2026-03-31\n\
         2026-03-15,payment,INV-3,30.00,2026-04-01\n2026-03-16,payment,INV-4,500,2026-03-16\n",
    );
    for day in ["2026-03-31", "2026-04-01", "2026-04-02"] {
        let (code, out, err) = sync(&place, &FIRST, &format!("--as-of {day}"));
        assert!(code == 0, "{out}{err}");
        assert!(
            err.contains("money in other files does not count: 40.00 EUR of INV-1, 250.00 EUR of INV-2; it is dated 2026-03-31 or before"),
            "{err}"
        );
        assert!(err.contains("log them again with --on 2026-04-01") && !err.contains("INV-3"), "{err}");
        assert!(!err.contains("INV-4"), "it was told before there was a book: {err}");
        // What the plan counts is what sync says.
        assert!(!err.contains("by all files") && !out.contains("60.00"), "{out}{err}");
        assert_eq!(status(&place, day)[..3], ["INV-1 active 100.00", "INV-2 active 250.00", "INV-3 active 50.00"]);
    }
    // The accounting system books the payment, and the write-off.
    let paid = ["INV-1,ACME,\"Acme, Inc.\",2026-03-01,100.00,EUR,60.00,smb", FIRST[2], FIRST[3]];
    let (code, _, err) = sync(&place, &paid, "--as-of 2026-04-03");
    assert!(code == 0 && !err.contains("does not count"), "{err}");
    assert_eq!(status(&place, "2026-04-03")[..2], ["INV-1 active 60.00", "INV-2 paid 0.00"]);
}

#[test]
fn a_payment_that_sync_wrote_already_is_a_warning() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let paid = [FIRST[0], "INV-2,ACME,\"Acme, Inc.\",2026-03-10,250.00,EUR,150.00,smb", FIRST[2], FIRST[3]];
    done(&place, &paid, "--as-of 2026-04-02");
    let wanted = "synced.csv:2 has a payment of 100.00 EUR on 2026-04-02 already: if it is the same money, it counts twice with this row";
    for on in ["2026-04-02", "2026-04-01"] {
        let (code, _, err) = log(&place, &format!("payment INV-2 --amount 100 --on {on} --deny-warnings"), "2026-04-02");
        assert!(code == 1 && err.contains(wanted), "{on}: {err}");
    }
    // Another amount, and another invoice, are other money.
    assert_eq!(log(&place, "payment INV-2 --amount 99 --deny-warnings --dry-run", "2026-04-02").2, "");
    assert_eq!(log(&place, "payment INV-1 --amount 100 --deny-warnings --dry-run", "2026-04-02").2, "");
}

#[test]
fn an_export_that_was_not_taken_over_is_told_by_every_command() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let told = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().chain(["--as-of", "2026-04-01"]).collect();
        let (_, out, err) = place.command(&words).told();
        (out, err.replace('\n', " "))
    };
    let wanted = "invoices.csv has changed since the last sync, and book.csv does not have that yet: run `collect sync`";
    let all = ["plan", "status", "check", "draft --dry-run", "log call INV-1 --dry-run"];
    let before: Vec<String> = all.iter().map(|line| told(line).0).collect();
    assert!(all.iter().all(|line| !told(line).1.contains(wanted)));
    place.write("invoices.csv", super::stories::export(&FIRST[1..]));
    for (line, before) in all.iter().zip(before) {
        let (out, err) = told(line);
        assert!(err.contains(wanted) && out == before, "{line}: {err}");
    }
    done(&place, &FIRST[1..], "--as-of 2026-04-01");
    assert!(all.iter().all(|line| !told(line).1.contains(wanted)));
    // Another file with the same content is no change, and one without another amount is taken over, too.
    place.write("invoices.csv", super::stories::export(&[FIRST[2], FIRST[1], FIRST[3]]));
    assert!(told("plan").1.contains(wanted));
    done(&place, &[FIRST[2], FIRST[1], FIRST[3]], "--as-of 2026-04-01");
    assert!(!told("plan").1.contains(wanted));
}

#[test]
fn one_amount_that_is_a_hundred_times_what_it_was_is_asked_about() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let rows = [FIRST[0], FIRST[1], "INV-3,BOLT,Bolt,2026-03-20,8000.00,EUR,7970.00,key", FIRST[3]];
    let (code, _, err) = sync(&place, &rows, "--as-of 2026-04-01");
    assert!(
        code == 4 && err.contains("the amounts of 1 of 4 invoices are 100 times what they were (INV-3 from 80.00 to 8,000.00)"),
        "{err}"
    );
    assert_eq!(sync(&place, &rows, "--as-of 2026-04-01 --accept amounts").0, 0);
}

#[test]
fn status_tells_of_invoices_that_are_issued_later() {
    let invoices = "invoice_id,customer_id,issue_date,due_date,amount,currency\nA,C,2026-03-01,2026-03-20,10.00,EUR\n\
                    B,C,2026-04-01,2026-05-01,20.00,EUR\nD,C,2026-04-02,2026-05-01,5.00,EUR\nE,C,2026-04-02,2026-05-01,-7.00,EUR\n";
    let place = Place::with(&[("invoices.csv", invoices)]);
    let status = |day: &str| place.command(&["status", "--as-of", day]).told();
    let (code, out, err) = status("2026-03-31");
    assert_eq!(code, 0);
    assert!(err.contains("note: not in it: 2 invoices, 25.00 EUR, which are issued after 2026-03-31\n"), "{err}");
    assert!(!out.contains("25.00"), "{out}");
    assert!(status("2026-04-01").2.contains("not in it: 1 invoice, 5.00 EUR, which is issued after 2026-04-01"));
    assert!(!status("2026-04-02").2.contains("not in it"));
}
