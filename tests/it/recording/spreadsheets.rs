//! A log that a spreadsheet has saved: what it did is told, and no event is read as nobody's.

use super::Project;

const LEDGER: &str = "\
invoice_id,customer_id,customer_name,email,due_date,amount,currency
000123,0042,Acme GmbH,jane@acme.example,2026-03-12,1200.00,EUR
12345678901234567890,C-2,Beta Ltd,bob@beta.example,2026-03-12,80.00,EUR
";

fn project(log: &str) -> Project {
    let project = Project::new();
    project.write("invoices.csv", LEDGER);
    project.write("events.csv", "date,type,invoice_id\n");
    project.write("log.csv", log);
    project
}

#[test]
fn what_a_spreadsheet_did_is_an_error_that_names_it() {
    for (log, told) in [
        (
            "date,type,invoice_id,channel,ref,id\n2026-03-30,touch,123,email,000123/call/call/1,L-1\n",
            "error[conflicting-cells] log.csv:2:29: the ref \"000123/call/call/1\" is an action of another invoice than \"123\"; the leading zeros \
             of the invoice's id are gone; probably a spreadsheet has saved the file: write \"000123\"",
        ),
        (
            "date,type,invoice_id,channel,ref,id\n2026-03-30,touch,000123,email,000124/call/call/1,L-1\n",
            "the ref \"000124/call/call/1\" is an action of another invoice than \"000123\"",
        ),
        (
            "date,type,invoice_id,amount,id\n2026-03-30,payment,123,1200.00,L-1\n",
            "error[mangled-id] log.csv:2: invoice \"123\" is not in the ledger, but \"000123\" is: the leading zeros are gone; a spreadsheet has changed",
        ),
        (
            "date,type,customer_id,invoice_id,until,id\n2026-03-30,pause,42,,2026-05-01,L-1\n",
            "customer \"42\" is not in the ledger, but \"0042\" is: the leading zeros are gone; a spreadsheet has changed",
        ),
        (
            "date,type,invoice_id,amount,id\n2026-03-30,payment,1.23457E+19,80.00,L-1\n",
            "invoice \"1.23457E+19\" is not in the ledger: it was a long number; a spreadsheet has changed the file",
        ),
        ("date,type,invoice_id,amount,id\n2026-03-30,payment,Mar-26,80.00,L-1\n", "it was an id that looks like a date; a spreadsheet has"),
        (
            "date,type,invoice_id,id\n03/05/2026,reply,000123,L-1\n",
            "a spreadsheet that has saved it may have changed that: take it from a backup",
        ),
        (
            "date,type,invoice_id,until,id\n2026-03-05,promise,000123,5.4.2026,L-1\n",
            "a spreadsheet that has saved it may have changed that",
        ),
        ("date;type;invoice_id;id\n2026-03-05;reply;000123;L-1\n", "a spreadsheet that has saved it may have changed that"),
    ] {
        let project = project(log);
        for command in ["plan", "draft", "status"] {
            let (code, out, err) = project.run(command);
            let err = err.replace("   = help: ", "; ").replace(" ; ", "; ");
            assert_eq!((code, out.as_str()), (2, ""), "{command} of {log}: {err}");
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let start = told.split("; ").map(|part| part.rsplit(": ").next().unwrap_or(part));
            assert!(start.into_iter().all(|part| words(&err).contains(&words(part))), "{command} of {log}: {err}");
        }
        assert!(!project.has("outbox"));
    }
}

#[test]
fn a_row_whose_invoice_is_in_doubt_holds_up_both_that_it_may_be_of() {
    let project = project("date,type,invoice_id,channel,ref,id\n2026-03-30,touch,123,email,000123/call/call/1,L-1\n");
    let (code, out, _) = project.run("plan --skip-bad-rows");
    assert!(code == 3 && out.contains("1 action is withheld: 1 unread-row"), "{out}");
}

#[test]
fn ids_with_zeros_are_right_where_the_ledger_has_both() {
    let project = project("date,type,invoice_id,amount,id\n2026-03-30,payment,123,5.00,L-1\n");
    project.write("invoices.csv", format!("{LEDGER}123,C-9,Delta,d@d.example,2026-03-12,5.00,EUR\n"));
    assert_eq!(project.run("plan").0, 0);
}
