//! What most invoices show at once is asked about before anything is written: a file that is read wrong must not move money.

use super::stories::{FIRST, done, events, export, place, status, sync};
use crate::place::Place;

/// An export of the next day after [`FIRST`] that is asked about; `wanted` is a part of the question.
fn asked(rows: &[&str], accepted: &str, wanted: &str) -> Place {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let book = place.read("book.csv");
    let (code, out, err) = sync(&place, rows, "--as-of 2026-04-01");
    assert_eq!((code, out.as_str()), (4, ""), "{err}");
    let how = accepted.split(" --min-share").next().unwrap();
    assert!(err.contains(wanted) && err.contains(&format!("run it again with {how}; nothing was written")), "{err}");
    assert_eq!((place.read("book.csv"), place.has("synced.csv")), (book, false));
    let (code, out, err) = sync(&place, rows, "--as-of 2026-04-01 --dry-run");
    assert!(code == 4 && out.contains("Changes") && err.contains(wanted), "{out}{err}");
    let (code, _, err) = sync(&place, rows, &format!("--as-of 2026-04-01 {accepted}"));
    assert_eq!(code, 0, "{err}");
    place
}

fn with(change: impl Fn(&str) -> String) -> Vec<String> {
    FIRST.iter().map(|row| change(row)).collect()
}

fn texts(rows: &[String]) -> Vec<&str> {
    rows.iter().map(String::as_str).collect()
}

#[test]
fn amounts_times_a_hundred() {
    let rows = with(|row| row.replace(".00", "00.00"));
    let wanted = "the amounts of 3 of 4 invoices are 100 times what they were (INV-1 from 100.00 to 10,000.00, INV-2 from 250.00 to 25,000.00, \
                  INV-3 from 80.00 to 8,000.00). Are the decimals read right, or are these cents?";
    asked(&texts(&rows), "--accept amounts", wanted);
}

#[test]
fn amounts_of_another_column() {
    let rows = [
        "INV-1,ACME,\"Acme, Inc.\",2026-03-01,81.00,EUR,81.00,smb",
        "INV-2,ACME,\"Acme, Inc.\",2026-03-10,201.00,EUR,201.00,smb",
        "INV-3,BOLT,Bolt,2026-03-20,65.00,EUR,50.00,key",
        FIRST[3],
    ];
    asked(&rows, "--accept amounts", "the amounts of 3 of 4 invoices are others than before (INV-1 from 100.00 to 81.00, ");
}

#[test]
fn a_credit_note_without_its_sign() {
    let (note, turned) = ("CN-5,BOLT,Bolt,2026-03-20,-80.00,EUR,-80.00,key", "CN-5,BOLT,Bolt,2026-03-20,80.00,EUR,80.00,key");
    let place = place(&FIRST);
    done(&place, &[&FIRST[..], &[note]].concat(), "--as-of 2026-03-31");
    let (code, _, err) = sync(&place, &[&FIRST[..], &[turned]].concat(), "--as-of 2026-04-01");
    assert!(code == 4 && err.contains("1 amount changed the sign (CN-5 from -80.00 to 80.00)"), "{err}");
}

#[test]
fn due_dates_with_day_and_month_swapped() {
    let rows = with(|row| row.replace("2026-03-01", "2026-01-03").replace("2026-03-10", "2026-10-03"));
    let wanted = "day and month are swapped in 2 due dates (INV-1 from 2026-03-01 to 2026-01-03, INV-2 from 2026-03-10 to 2026-10-03)";
    let place = asked(&texts(&rows), "--accept due-dates", wanted);
    assert_eq!(events(&place), ["2026-04-01 extend INV-1 2026-01-03", "2026-04-01 extend INV-2 2026-10-03"]);
}

#[test]
fn due_dates_that_are_all_a_day_earlier() {
    let rows = with(|row| row.replace("-03-01", "-02-28").replace("-03-10", "-03-09").replace("-03-20", "-03-19"));
    asked(
        &texts(&rows),
        "--accept due-dates",
        "the due dates of 3 of 4 invoices are others than before (INV-1 from 2026-03-01 to 2026-02-28, ",
    );
}

#[test]
fn balances_that_are_whole_again() {
    let header = |open: &str| format!("invoice_id,customer_id,due_date,amount,currency{open}\n");
    let rows = |open: [&str; 3]| {
        let row = |(number, open): (usize, &str)| format!("INV-{number},ACME,2026-03-01,100.00,EUR{open}\n");
        open.into_iter().enumerate().map(row).collect::<String>()
    };
    let place = Place::with(&[("invoices.csv", &(header(",open_amount") + &rows([",40.00", ",60.00", ",100.00"])))]);
    place.command(&["sync", "--as-of", "2026-03-31"]).stdout();
    // The system has renamed the column: without it, the amounts would be what is open.
    for next in [header(",balance") + &rows([",40.00", ",60.00", ",100.00"]), header("") + &rows([""; 3])] {
        place.write("invoices.csv", next);
        let (code, _, err) = place.command(&["sync", "--as-of", "2026-04-01"]).told();
        let wanted = "2 invoices of which a part was paid are open with the whole amount again (INV-0 from 40.00 to 100.00, ";
        assert!(code == 4 && err.replace('\n', " ").contains(wanted), "{err}");
    }
    assert!(!place.has("synced.csv"));
}

#[test]
fn an_empty_balance_is_no_balance() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let rows = with(|row| row.replace("80.00,EUR,50.00", "80.00,EUR,"));
    let (code, _, err) = sync(&place, &texts(&rows), "--as-of 2026-04-01");
    assert!(code == 2 && err.contains("error[conflicting-cells]: invoices.csv:4: INV-3 does not say what is open"), "{err}");
    // All of them, too, where they were filled before.
    let rows = with(|row| {
        row.replace("80.00,EUR,50.00", "80.00,EUR,").replace("100.00,smb", ",smb").replace("250.00,smb", ",smb").replace("9000,key", ",key")
    });
    let (code, _, err) = sync(&place, &texts(&rows), "--as-of 2026-04-01");
    assert!(code == 2 && err.matches("does not say what is open").count() == 4, "{err}");
    assert!(!place.has("synced.csv"));
}

#[test]
fn ids_that_a_spreadsheet_has_changed() {
    let first = ["0001,007,Acme,2026-03-01,100.00,EUR,100.00,smb", "inv-02,007,Acme,2026-03-10,250.00,EUR,250.00,smb"];
    let place = place(&first);
    done(&place, &first, "--as-of 2026-03-31");
    let changed = ["1,7,Acme,2026-03-01,100.00,EUR,100.00,smb", "INV-2,7,Acme,2026-03-10,250.00,EUR,250.00,smb"];
    let (code, _, err) = sync(&place, &changed, "--as-of 2026-04-01");
    assert!(
        code == 4
            && err.contains(
                "2 invoices left the export, and others came with the same ids, written otherwise: 0001 is now 1, inv-02 is now INV-2."
            )
            && err.contains("--accept ids"),
        "{err}"
    );
    // The question comes first; that nothing is left is the next.
    assert!(!err.contains("--min-share"), "{err}");
    let (code, _, err) = sync(&place, &changed, "--as-of 2026-04-01 --accept ids");
    assert!(code == 4 && err.contains("only 0 of 2 invoices") && err.contains("--min-share 0%"), "{err}");
    // One of another customer is another.
    done(&place, &[first[1], "1,BOLT,Bolt,2026-03-01,100.00,EUR,100.00,smb"], "--as-of 2026-04-01");
}

#[test]
fn ids_that_have_a_prefix_now() {
    let rows = with(|row| row.replace("INV-", "2026/R"));
    let wanted = "4 invoices left the export, and others came with the same customers, due dates and amounts: INV-1 is now 2026/R1, ";
    asked(&texts(&rows), "--accept ids --min-share 0", wanted.trim_end()).command(&["plan", "--as-of", "2026-04-01", "-q"]).stdout();
}

#[test]
fn one_that_was_issued_anew_is_a_warning() {
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    let rows = with(|row| row.replace("INV-1,", "INV-9,"));
    let (code, _, err) = sync(&place, &texts(&rows), "--as-of 2026-04-01");
    let wanted = "an invoice left and another came with the same customer, due date and amount: INV-1 and INV-9; if it was issued anew";
    assert!(code == 0 && err.contains(wanted), "{err}");
}

#[test]
fn most_of_the_value_in_few_rows() {
    let rows = [FIRST[0], FIRST[2], FIRST[3]];
    let (first, second) = (["INV-8,BOLT,Bolt,2026-03-20,9000.00,EUR,9000.00,key"], "INV-8,BOLT,Bolt,2026-03-20,9000.00,EUR,0.00,key");
    let all = [&rows[..], &first].concat();
    let place = place(&all);
    done(&place, &all, "--as-of 2026-03-31");
    // 9,150 EUR were open. The only invoice in yen weighs as one of four: 3/4 of 1.6% and 1/4 of the whole.
    let (code, _, err) = sync(&place, &rows, "--as-of 2026-04-01");
    assert!(
        code == 4 && err.contains("only 26% of what was open on 2026-03-31 is open in the export of 2026-04-01 (150.00 EUR of 9,150.00)"),
        "{err}"
    );
    assert!(err.contains("--min-share 26%"), "{err}");
    // So it is where the row is there, and nothing is open.
    let paid = [&rows[..], &[second]].concat();
    let (code, _, err) = sync(&place, &paid, "--as-of 2026-04-01");
    assert!(code == 4 && err.contains("(150.00 EUR of 9,150.00)"), "{err}");
    // Of one that is paid in part the export knows.
    let part = paid.join("\n").replace("EUR,0.00", "EUR,90.00");
    done(&place, &part.lines().collect::<Vec<_>>(), "--as-of 2026-04-01 --dry-run");
    // What was logged is known: the bank statement came first.
    place.write("log.csv", "date,type,invoice_id,amount\n2026-04-01,payment,INV-8,9000.00\n");
    done(&place, &rows, "--as-of 2026-04-01");
    assert!(!place.has("synced.csv"));
}

#[test]
fn the_file_of_yesterday_after_that_of_today() {
    let today = [FIRST[1], FIRST[2], FIRST[3], "INV-5,BOLT,Bolt,2026-04-20,10.00,EUR,10.00,key"];
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    done(&place, &today, "--as-of 2026-04-01");
    let (code, _, err) = sync(&place, &FIRST, "--as-of 2026-04-02");
    assert!(
        code == 4 && err.contains("takes back all that the last one of 2026-04-01 changed, and has nothing new: is it an older file?"),
        "{err}"
    );
    assert_eq!(events(&place).len(), 1);
    // One that is back while others stay is a payment that bounced.
    let bounced = [&FIRST[..1], &today].concat();
    done(&place, &bounced, "--as-of 2026-04-02");
    assert_eq!(events(&place), ["2026-04-01 payment INV-1 100.00", "2026-04-02 reversal INV-1 100.00"]);
}

#[test]
fn the_file_of_yesterday_where_parts_were_paid() {
    let today = with(|row| row.replace("EUR,100.00", "EUR,60.00").replace("EUR,250.00", "EUR,240.00").replace("EUR,50.00", "EUR,10.00"));
    let place = place(&FIRST);
    done(&place, &FIRST, "--as-of 2026-03-31");
    done(&place, &texts(&today), "--as-of 2026-04-01");
    let (code, _, err) = sync(&place, &FIRST, "--as-of 2026-04-02");
    assert!(code == 4 && err.contains("is it an older file?"), "{err}");
    // One of the three payments stays.
    let bounced: Vec<&str> = vec![FIRST[0], &today[1], FIRST[2], FIRST[3]];
    done(&place, &bounced, "--as-of 2026-04-02");
    assert_eq!(events(&place)[3..], ["2026-04-02 reversal INV-1 40.00", "2026-04-02 reversal INV-3 40.00"]);
}

/// A system that begins to write the currency of each invoice: the project has none of it, and reads all in one.
#[test]
fn a_column_of_currencies_that_is_new() {
    let export = |column: &str, cells: [&str; 2]| {
        format!(
            "invoice_id,customer_id,due_date,amount{column}\nA,ACME,2026-03-01,100.00{}\nB,ACME,2026-03-01,70.00{}\n",
            cells[0], cells[1]
        )
    };
    let place = Place::with(&[("collect.yaml", "ledger: { currency: EUR }\n"), ("invoices.csv", &export("", ["", ""]))]);
    let sync = |text: &str, line: &str| {
        place.write("invoices.csv", text);
        let words: Vec<&str> = ["sync"].into_iter().chain(line.split(' ')).collect();
        let (code, _, err) = place.command(&words).told();
        (code, err.replace('\n', " "))
    };
    assert_eq!(sync(&export("", ["", ""]), "--as-of 2026-03-31").0, 0);
    assert_eq!(sync(&export(",Curr.", [",EUR", ",eur"]), "--as-of 2026-04-01"), (0, String::new()));
    let (code, err) = sync(&export(",Curr.", [",EUR", ",USD"]), "--as-of 2026-04-02");
    assert!(code == 4 && err.contains("invoices.csv:3: Curr. \"USD\" is new, on B. The amounts are read in EUR: name the column"), "{err}");
    assert_eq!(sync(&export(",Curr.", [",EUR", ",USD"]), "--as-of 2026-04-02 --accept currencies").0, 0);
    assert_eq!(sync(&export(",Curr.", [",EUR", ",USD"]), "--as-of 2026-04-03").0, 0);
}

#[test]
fn a_day_that_has_not_come_is_refused() {
    let place = place(&FIRST);
    for day in ["2199-12-31", "tomorrow", "+40d"] {
        let (code, _, err) = sync(&place, &FIRST, &format!("--as-of {day} --dry-run"));
        assert!(code == 2 && err.contains("which has not come: today is ") && err.contains("correct --as-of"), "{day}: {err}");
    }
    let dated = "invoice_id,customer_id,due_date,amount,currency,open_amount,open_on\nINV-1,ACME,2026-03-01,100.00,EUR,90.00,2199-04-01\n";
    place.write("invoices.csv", dated);
    let (code, _, err) = place.command(&["sync"]).told();
    assert!(code == 2 && err.contains("the export is of 2199-04-01, which has not come"), "{err}");
    done(&place, &FIRST, "--as-of today");
}

#[test]
fn more_paid_than_was_open_and_credits_have_words_of_their_own() {
    let note = |open: &str| format!("CN-5,BOLT,Bolt,2026-03-20,-80.00,EUR,{open},key");
    let place = place(&FIRST);
    let first: Vec<String> = with(str::to_owned).into_iter().chain([note("-80.00")]).collect();
    done(&place, &texts(&first), "--as-of 2026-03-31");
    let next: Vec<String> = with(|row| row.replace("EUR,100.00", "EUR,-20.00")).into_iter().chain([note("-30.00")]).collect();
    let out = done(&place, &texts(&next), "--as-of 2026-04-01");
    assert!(out.contains("overpaid             INV-1    ACME      100.00  -20.00  EUR  payment 120.00 EUR of 2026-04-01"), "{out}");
    assert!(out.contains("credit used in part  CN-5     BOLT      -80.00  -30.00  EUR  reversal 50.00 EUR of 2026-04-01"), "{out}");
    assert!(out.contains("1 paid in part, 1 overpaid: 2 events."), "{out}");
    // 400 and a credit of 80 were open; 120 less on INV-1, and 50 of the credit are used.
    assert!(out.contains("EUR       320.00         50.00  -120.00  250.00"), "{out}");
    let status = status(&place, "2026-04-01");
    assert!(["CN-5 credit -30.00", "INV-1 paid -20.00"].into_iter().all(|row| status.contains(&row.to_owned())), "{status:?}");
}

#[test]
fn a_column_that_the_workflow_chooses_by_and_that_is_gone_is_told() {
    let place = place(&FIRST);
    place.write("w.yaml", "version: 1\nowners: { ar: {} }\nstages: [{ id: call, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }]\ntracks:\n  - { id: key, match: { segment: key }, stages: [{ id: visit, trigger: { day: 1 }, owner: ar, actions: [{ channel: task }] }] }\n");
    place.write("collect.yaml", "workflow: w.yaml\n");
    done(&place, &FIRST, "--as-of 2026-03-31");
    place.write("invoices.csv", export(&FIRST).replace("segment", "Customer segment"));
    let (code, _, err) = place.command(&["sync", "--as-of", "2026-04-01"]).told();
    assert!(code == 0 && err.replace('\n', " ").contains("the export has no column segment, by which the workflow chooses"), "{err}");
}
