//! Rows that were skipped may be money: then nobody chases the customer until they can be read.

use crate::place::Place;
use collect::calendar::Day;
use collect::ledger::reading::{BadRows, Format, InvoiceParser, Report, RowBlock};
use collect::project;
use std::collections::BTreeSet;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: AR } }
stages: [{ id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }]
";

const INVOICES: &str = "\
invoice_id,customer_id,due_date,amount,currency
A-1,ACME,2026-03-01,100.00,EUR
A-2,ACME,2026-03-01,50.00,EUR
B-1,BOLT,2026-03-01,80.00,EUR
";

/// The invoices on which a call is due, and those on which it is withheld because a row could not be read.
fn due_and_withheld(invoices: &str, events: &str) -> (Vec<String>, Vec<String>) {
    let files = [("collect.yaml", "workflow: w.yaml\n"), ("w.yaml", WORKFLOW), ("invoices.csv", invoices), ("events.csv", events)];
    let place = Place::with(&files);
    let (code, out, err) = place.command(&["plan", "--as-of", "2026-03-31", "--skip-bad-rows", "--format", "json"]).told();
    assert_eq!(code, 3, "{err}");
    let plan: serde_json::Value = serde_json::from_str(&out).unwrap();
    let ids = |list: &str| {
        let rows = plan[list].as_array().unwrap().iter();
        let mut ids: Vec<String> = rows.map(|row| row["invoice_id"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    };
    assert!(plan["withheld"].as_array().unwrap().iter().all(|row| row["reason"] == "unread-row"), "{out}");
    // What follows the plan knows it, too.
    for id in ids("withheld") {
        let (_, told, _) = place.command(&["explain", &id, "--as-of", "2026-03-31", "--skip-bad-rows", "-q"]).told();
        assert!(told.contains("could not be read"), "{told}");
    }
    (ids("actions"), ids("withheld"))
}

fn lists(due: &[&str], withheld: &[&str]) -> (Vec<String>, Vec<String>) {
    let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    (owned(due), owned(withheld))
}

#[test]
fn a_payment_keeps_back_its_customer_and_another_event_its_invoice() {
    let events = |row: &str| format!("date,type,invoice_id,customer_id,amount,channel\n{row}\n");
    let all_of_acme = lists(&["B-1"], &["A-1", "A-2"]);
    let one = lists(&["A-2", "B-1"], &["A-1"]);
    for (row, wanted) in [
        ("2026-03-20,payment,A-1,ACME,a lot,", &all_of_acme),
        ("2026-03-20,payment,A-9,ACME,a lot,", &all_of_acme),
        ("2026-03-20,payment,,ACME,a lot,", &all_of_acme),
        ("2026-03-20,paymnt,A-1,ACME,5.00,", &all_of_acme),
        ("2026-03-20,payment,A-1,,a lot,", &one),
        ("someday,touch,A-1,ACME,,call", &one),
    ] {
        assert_eq!(&due_and_withheld(INVOICES, &events(row)), wanted, "{row}");
    }
}

#[test]
fn a_row_of_the_invoices_keeps_back_its_customer_if_it_may_be_a_credit() {
    let nobody = lists(&["A-1", "A-2", "B-1"], &[]);
    let acme = lists(&["B-1"], &["A-1", "A-2"]);
    for (row, wanted) in [
        ("CN-1,ACME,someday,-30.00,EUR", &acme),
        ("X-1,ACME,2026-03-01,3o.00,EUR", &acme),
        (",ACME,2026-03-01,-30.00,EUR", &acme),
        ("X-1,ACME,someday,30.00,EUR", &nobody),
        ("CN-1,,2026-03-01,-30.00,EUR", &nobody),
    ] {
        assert_eq!(&due_and_withheld(&format!("{INVOICES}{row}\n"), "date,type,invoice_id\n"), wanted, "{row}");
    }
}

#[test]
fn in_a_file_that_has_payments_any_row_may_be_one() {
    let csv = format!("{INVOICES}X-1,ACME,someday,30.00,EUR\n");
    for (has_payments, wanted) in [(true, vec!["ACME"]), (false, vec![])] {
        let (mut report, format) = (Report::new(BadRows::Skip), Format { has_payments, ..Format::default() });
        let (mut blocks, parser) = InvoiceParser::open(csv.as_bytes(), "invoices.csv", &format, &mut report).unwrap();
        let (mut share, mut block) = (parser.share(BadRows::Skip, BTreeSet::new()), RowBlock::default());
        while blocks.next(&mut block) {
            share.read(&mut block, |_| ());
        }
        assert_eq!(share.unread().iter().collect::<Vec<_>>(), wanted);
    }
    let of_layout = |text: &str| {
        let project = project::read(text, "collect.yaml").value.unwrap();
        project.ledger.invoices.unwrap().for_reading(Day::FIRST, None).unwrap().has_payments
    };
    assert!(of_layout("ledger: { invoices: { documents: { column: Type, invoice: [INV], payment: [PAY] } } }"));
    assert!(!of_layout("ledger: { invoices: { documents: { column: Type, invoice: [INV], skip: [BILL] } } }"));
}
