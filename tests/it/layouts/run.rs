//! Reports as the program reads them: what it tells of them, and where.

use crate::place::Place;
use std::path::Path;

const PROJECT: &str = r#"workflow: w.yaml
ledger:
  currency: USD
  invoices:
    date_format: "%m/%d/%Y"
    header: 2
    columns: { invoice_id: Num, issue_date: Date, due_date: Due Date, amount: Open Balance }
    group: { column: "" }
    documents: { column: Type, invoice: Invoice, credit: Credit Memo, payment: Payment }
  events:
    - path: bank.csv
      type: payment
      header: 3
      delimiter: ";"
      decimal: ","
      date_format: "%d.%m.%Y"
      columns: { date: Datum, invoice_id: Zweck }
      amount: { debit: Soll, credit: Haben }
      where: { Status: gebucht }
"#;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: AR } }
stages: [{ id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }]
";

/// Alpha owes 1,200.00 and has 1,300.00 on account; Beta owes 350.00 and 50.00, of which 20.00 came in by the bank.
const REPORT: &str = "\
A/R Aging Detail,,,,,
,Type,Date,Num,Due Date,Open Balance
Alpha LLC,,,,,
,Invoice,03/10/2026,1101,04/09/2026,1200.00
,Payment,03/20/2026,,,-1300.00
Total Alpha LLC,,,,,-100.00
Beta Inc,,,,,
,Invoice,02/10/2026,1077,03/12/2026,350.00
,Invoice,02/10/2026,1078,03/13/2026,50.00
Total Beta Inc,,,,,400.00
TOTAL,,,,,300.00
";

const BANK: &str = "\
Konto 123;;;;
Stand 31.03.2026;;;;
Datum;Zweck;Soll;Haben;Status
11.03.2026;1078;;20,00;gebucht
12.03.2026;1101;;30,00;storniert
Summe;;;50,00;
";

fn place(invoices: &str) -> Place {
    Place::with(&[("collect.yaml", PROJECT), ("w.yaml", WORKFLOW), ("invoices.csv", invoices), ("bank.csv", BANK)])
}

#[test]
fn a_report_is_planned_and_what_is_left_out_is_told() {
    let place = place(REPORT);
    let (code, out, err) = place.command(&["plan", "--as-of", "2026-04-20", "--format", "csv"]).told();
    let rows: Vec<Vec<&str>> = out.lines().skip(1).map(|row| row.split(',').collect()).collect();
    let due: Vec<String> = rows.iter().map(|row| format!("{} of {}, {} {}", row[5], row[6], row[9], row[8])).collect();
    assert_eq!((code, due), (0, vec!["1077 of Beta Inc, 350.00 USD".to_owned(), "1078 of Beta Inc, 30.00 USD".to_owned()]), "{err}");
    assert!(err.contains("note: invoices.csv: left out: 1 line above the header, 2 headings, 3 totals\n"), "{err}");
    assert!(err.contains("note: bank.csv: left out: 2 lines above the header, 1 total, 1 by where (storniert 1)\n"), "{err}");
    let (_, checked, told) = place.command(&["check", "--as-of", "2026-04-20"]).told();
    assert!(told.contains("note: invoices.csv: left out:"), "{checked}{told}");
    let (_, again, _) = place.command(&["plan", "--as-of", "2026-04-20", "--format", "csv"]).told();
    assert_eq!(again, out, "a second run");
    let (_, _, quiet) = place.command(&["plan", "--as-of", "2026-04-20", "-q"]).told();
    assert_eq!(quiet, "");
}

#[test]
fn events_of_a_report_have_the_lines_of_its_file() {
    let place = place(REPORT);
    let story = |id: &str| place.command(&["explain", id, "--as-of", "2026-04-20"]).told().1;
    assert!(story("1101").contains("invoices.csv:5"), "{}", story("1101"));
    assert!(story("1078").contains("Payment of 20.00 USD; 30.00 USD is left to pay. — bank.csv:4"), "{}", story("1078"));
}

#[test]
fn a_cell_that_cannot_be_read_is_shown_where_it_stands() {
    let place = place(&REPORT.replace("350.00", "\"3,50.00\""));
    let (code, _, err) = place.command(&["plan", "--as-of", "2026-04-20"]).told();
    let wanted = "\
error[bad-amount]: Open Balance \"3,50.00\" is not grouped in threes by one mark
 --> invoices.csv:8:37
  |
8 | ,Invoice,02/10/2026,1077,03/12/2026,\"3,50.00\"
  |                                     ^^^^^^^^^
";
    assert!(code == 2 && err.starts_with(wanted), "{err}");
}

/// The row may be a payment, as the file has payments: nobody chases Beta.
#[test]
fn a_row_that_is_skipped_keeps_back_its_customer_and_is_put_aside_as_it_is() {
    let place = place(&REPORT.replace("350.00", "\"3,50.00\""));
    let (code, out, err) = place.command(&["plan", "--as-of", "2026-04-20", "--skip-bad-rows", "--format", "json"]).told();
    let plan: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, plan["actions"].as_array().map(Vec::len)), (3, Some(0)), "{err}");
    let of = |row: &serde_json::Value| format!("{} {}", row["invoice_id"].as_str().unwrap(), row["reason"].as_str().unwrap());
    let mut reasons: Vec<String> = plan["withheld"].as_array().unwrap().iter().map(of).collect();
    reasons.sort();
    assert_eq!(reasons, ["1078 unread-row", "1101 unapplied-cash"], "{out}");
    let rejects = fs_err::read_to_string(place.path().join("rejects.csv")).unwrap();
    let wanted = "\
,Type,Date,Num,Due Date,Open Balance,reason
,Invoice,02/10/2026,1077,03/12/2026,\"3,50.00\",\"line 8: Open Balance \"\"3,50.00\"\" is not grouped in threes by one mark\"
";
    assert_eq!(rejects, wanted);
}

#[test]
fn a_report_may_come_through_a_pipe() {
    let place = place(REPORT);
    fs_err::remove_file(place.path().join("invoices.csv")).unwrap();
    let run = place.command(&["status", "--as-of", "2026-04-20", "--invoices", "-", "--format", "csv", "-q"]).stdin(REPORT);
    let out = run.stdout();
    assert_eq!(out.lines().count(), 4, "{out}");
}

/// 23:30 in New York is the next day in London.
#[test]
fn a_moment_is_a_day_where_the_workflow_is() {
    let invoices = "invoice_id,customer_id,due_date,amount,currency,settled_date\nA-1,C,2026-03-01,10.00,USD,2026-03-31T23:30:00-05:00\n";
    let project = "workflow: w.yaml\nledger: { invoices: { date_format: [\"%Y-%m-%d\", \"%Y-%m-%dT%H:%M:%S%z\"] } }\n";
    for (workflow, open) in [(WORKFLOW.to_owned(), 0), (format!("{WORKFLOW}timezone: Europe/London\n"), 1)] {
        let place = Place::with(&[("collect.yaml", project), ("w.yaml", &workflow), ("invoices.csv", invoices)]);
        let out = place.command(&["status", "--as-of", "2026-03-31", "--format", "csv", "-q"]).stdout();
        assert_eq!(out.lines().count() - 1, open, "{out}");
    }
}

#[test]
fn a_workbook_is_read_as_it_is() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts/files/two-tables.xlsx");
    let place = Place::with(&[("collect.yaml", "ledger: { currency: EUR, invoices: { path: book.xlsx, sheet: EUR } }\n")]);
    fs_err::copy(&book, place.path().join("book.xlsx")).unwrap();
    let out = place.command(&["status", "--as-of", "2026-03-31", "--format", "csv", "-q"]).stdout();
    assert!(out.lines().nth(1).is_some_and(|row| row.starts_with("EUR-1,C,")), "{out}");
    fs_err::write(place.path().join("collect.yaml"), "ledger: { currency: EUR, invoices: { path: book.xlsx } }\n").unwrap();
    let (code, _, err) = place.command(&["status", "--as-of", "2026-03-31"]).told();
    assert!(code == 2 && err.contains("the file has several sheets with a table: EUR, USD"), "{err}");
}

#[test]
fn a_report_may_be_compressed() {
    let place = place("");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, REPORT.as_bytes()).unwrap();
    fs_err::write(place.path().join("invoices.csv"), gzip.finish().unwrap()).unwrap();
    let out = place.command(&["status", "--as-of", "2026-04-20", "--format", "csv", "-q"]).stdout();
    assert_eq!(out.lines().count(), 4, "{out}");
}

#[test]
fn a_report_of_which_nothing_is_left_says_why() {
    let project = "ledger: { invoices: { where: { Status: Offen } } }\n";
    let invoices = "invoice_id,customer_id,due_date,amount,currency,Status\nA-1,C,2026-03-01,10.00,USD,Open\n";
    let place = Place::with(&[("collect.yaml", project), ("invoices.csv", invoices)]);
    let (code, _, err) = place.command(&["plan", "--as-of", "2026-03-31"]).told();
    assert!(code == 2 && err.starts_with("note: invoices.csv: left out: 1 by where (Open 1)\n"), "{err}");
    assert!(err.contains("error[no-invoices]"), "{err}");
}

#[test]
fn an_event_must_name_an_instalment() {
    let project = "ledger: { invoices: { rows: { by: invoice_id, amount: sum } } }\n";
    let invoices = "invoice_id,customer_id,due_date,amount,currency\nA-1,C,2026-03-01,10.00,USD\nA-1,C,2026-04-01,10.00,USD\nA-2,C,2026-03-01,5.00,USD\n";
    let with = |invoice: &str| {
        let events = format!("date,type,invoice_id,amount\n2026-03-02,payment,{invoice},10.00\n");
        Place::with(&[("collect.yaml", project), ("invoices.csv", invoices), ("events.csv", &events)])
    };
    let (code, _, err) = with("A-1").command(&["status", "--as-of", "2026-03-31"]).told();
    let wanted = "error[conflicting-cells]: events.csv:2: the row names invoice \"A-1\", which the ledger has as A-1-1, A-1-2";
    assert!(code == 2 && err.contains(wanted), "{err}");
    let out = with("A-1-1").command(&["status", "--as-of", "2026-03-31", "--format", "csv", "-q"]).stdout();
    let open: Vec<&str> = out.lines().skip(1).map(|row| row.split(',').next().unwrap()).collect();
    assert_eq!(open, ["A-1-2", "A-2"]);
}

#[test]
fn a_payment_that_names_several_invoices_is_an_error_with_its_row() {
    let project = "ledger:
  currency: USD
  invoices:
    columns: { issue_date: date }
    documents: { column: kind, invoice: I, payment: P, reference: for }
";
    let rows = "kind,invoice_id,customer_id,date,due_date,amount,for\n\
                I,1,ALPHA,2026-03-01,2026-03-31,100.00,\nI,2,ALPHA,2026-03-02,2026-04-01,200.00,\n";
    for (reference, is_wrong) in [("\"1, 2\"", true), ("1/2", true), ("1; 77", true), ("2", false), ("\"77, 78\"", false), ("", false)] {
        let invoices = format!("{rows}P,P1,ALPHA,2026-03-20,,150.00,{reference}\n");
        let place = Place::with(&[("collect.yaml", project), ("invoices.csv", &invoices)]);
        let (code, _, err) = place.command(&["status", "--as-of", "2026-04-02"]).told();
        let told = err.contains("the payment names several invoices") && err.contains("invoices.csv:4:");
        assert_eq!((told, code != 0), (is_wrong, is_wrong), "{reference}: {err}");
    }
}
