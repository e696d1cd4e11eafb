//! What a dossier shows of a customer's other invoices.

use crate::scenario::told::{date, told};
use collect::plan::{Stories, plan};
use collect::report::{CustomerInvoices, Dossier};
use collect::workflow::{TemplateNames, Workflow, read};
use std::fmt::Write;

fn workflow() -> Workflow {
    let text = "version: 1\nname: agency\nowners: { ar: {} }\nstages:\n  - { id: agency, trigger: { day: 60 }, owner: ar, actions: [{ channel: task }] }\n";
    let reading = read(text, "agency", &TemplateNames::default());
    reading.value.unwrap_or_else(|| panic!("{:?}", reading.findings))
}

/// The dossiers of all that is due, by rank, and the lines of the customer's chapter in the first of them.
fn dossiers(invoices: &str, events: &str) -> (usize, Vec<String>) {
    let (workflow, as_of) = (workflow(), date("2026-03-31"));
    let ledger = told(&workflow, invoices, events, "2026-03-31").ledger();
    let (plan, stories) = (plan(&workflow, &ledger, as_of), Stories::new(&workflow, &ledger, as_of));
    let customer = CustomerInvoices::new(&stories, "ACME");
    let dossiers: Vec<String> =
        plan.actions().iter().map(|action| Dossier::new(&stories, &customer, &plan, action).unwrap().markdown()).collect();
    let chapter = dossiers[0].lines().skip_while(|line| *line != "## All invoices of the customer").skip(1);
    let lines = chapter.take_while(|line| !line.starts_with("##")).filter(|line| !line.is_empty() && !line.contains("---"));
    (dossiers.len(), lines.map(str::to_owned).collect())
}

#[test]
fn it_lists_all_invoices_in_the_order_of_the_file() {
    let invoices = "\
B ACME due=2026-01-02 amount=20.00
C OTHER due=2026-01-01 amount=7.00
A ACME due=2026-03-01 amount=10.00
";
    let (_, lines) = dossiers(invoices, "2026-03-05 A payment");
    let expected = [
        "- ACME has 2 invoices in the ledger.",
        "| Invoice | Due | Past due | Amount | Open | Status |",
        "| B | 2026-01-02 | 88 | 20.00 USD | 20.00 USD | active |",
        "| A | 2026-03-01 |  | 10.00 USD | 0.00 USD | paid |",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn of_hundreds_it_lists_a_hundred_that_are_open_and_were_due_first() {
    // The first of the file are due last, and every fifth is paid: 160 of 200 are open, of which those numbered from 76 on were due first.
    let (mut invoices, mut events) = (String::new(), String::new());
    for number in 1..=200 {
        let due = date("2026-01-20").plus(-number);
        writeln!(invoices, "I{number:03} ACME due={due} amount=10.00").unwrap();
        if number % 5 == 0 {
            writeln!(events, "2026-03-01 I{number:03} payment").unwrap();
        }
    }
    let (count, lines) = dossiers(&invoices, &events);
    assert_eq!(count, 160, "each has a dossier");
    assert_eq!(&lines[..2], ["- ACME has 200 invoices in the ledger.", "- The list shows 100 of them: open ones first, by due date."]);
    let ids: Vec<&str> = lines[3..].iter().map(|row| &row[2..6]).collect();
    let expected: Vec<String> = (76..200).rev().filter(|number| number % 5 != 0).map(|number| format!("I{number:03}")).collect();
    assert_eq!(ids, expected);
}
