//! `collect log plan`: a promise in instalments.

use super::Project;

#[test]
fn the_invoice_due_first_takes_the_money_first() {
    let project = Project::new();
    let out = project.done("log plan INV-3 INV-2 --instalments 50@2026-04-10,60@2026-05-10,25@2026-06-10 --by Dana");
    let (head, tail) = out.split_once("Added 4 rows to log.csv. To take them back: collect undo L-").unwrap();
    let expected = "\
Plan of 3 instalments on INV-2, INV-3, 2026-03-31.
  50.00 EUR by 2026-04-10: INV-2
  60.00 EUR by 2026-05-10: 30.00 on INV-2, 30.00 on INV-3
  25.00 EUR by 2026-06-10: INV-3
  INV-2: it is promised for 2026-04-10, no longer active; nobody chases before 2026-04-11
  INV-2: email INV-2/reminder/email/1 is not due any more
  INV-3: it is promised for 2026-05-10, no longer upcoming; nobody chases before 2026-05-11
";
    assert!(head.starts_with(expected), "{head}");
    let id = tail.trim();
    let log = project.read("log.csv");
    let rows: Vec<&str> = log.lines().skip(1).collect();
    let wanted = [
        ("INV-2", "50.00", "2026-04-10"),
        ("INV-2", "30.00", "2026-05-10"),
        ("INV-3", "30.00", "2026-05-10"),
        ("INV-3", "25.00", "2026-06-10"),
    ];
    assert_eq!(rows.len(), wanted.len(), "{log}");
    for (number, (row, (invoice, amount, until))) in (1..).zip(rows.iter().zip(wanted)) {
        assert!(row.starts_with(&format!("2026-03-31,promise,{invoice},,{amount},,{until},")), "{row}");
        assert!(row.contains(&format!("L-{id}.{number}")) && row.contains("Dana"), "{row}");
    }
    // The first instalment is not paid: the plan is broken once, on 11 April.
    let due = |day| project.due(day).into_iter().filter(|id| id.starts_with("INV-2")).collect::<Vec<_>>();
    assert_eq!(due("2026-04-10"), Vec::<String>::new());
    assert_eq!(due("2026-04-11"), ["INV-2/call/call/1"]);
}

#[test]
fn a_plan_that_cannot_be_is_refused() {
    let project = Project::new();
    let dollars = "INV-5,C-2,Beta Ltd,Bob Roe,bob@beta.example,2026-03-28,80.00,USD\nINV-6,C-2,Beta Ltd,Bob Roe,bob@beta.example,2026-03-28,0.00,EUR\n";
    project.write("invoices.csv", format!("{}{dollars}", super::INVOICES));
    let refused = [
        ("INV-2", "50@2026-04-10,30.01@2026-05-10", "the instalments add up to 80.01 EUR, but only 80.00 EUR is open"),
        ("INV-2", "50@2026-03-30", "is before 2026-03-31"),
        ("INV-2", "50@2026-04-10,20@2026-04-10", "two instalments are due on 2026-04-10"),
        ("INV-2", "50", "write an amount and a date"),
        ("INV-2", "0@2026-04-10", "an instalment is more than 0"),
        ("INV-2", "1.005@2026-04-10", "EUR has 2 decimals"),
        ("INV-2", "ten@2026-04-10", "write the amount without grouping"),
        ("INV-2 INV-5", "50@2026-04-10", "the invoices are in EUR and USD"),
        ("INV-1 INV-2", "50@2026-04-10", "several customers (C-1, C-2)"),
        ("INV-2 INV-2", "50@2026-04-10", "INV-2 is named twice"),
        ("INV-6", "50@2026-04-10", "INV-6 is credit: nothing is left to pay"),
        ("C-2", "50@2026-04-10", "no invoice \"C-2\""),
        ("INV-2 --amount 5", "50@2026-04-10", "--amount does not apply to a plan"),
    ];
    for (invoices, instalments, told) in refused {
        let (code, _, err) = project.run(&format!("log plan {invoices} --instalments {instalments}"));
        assert!(code == 2 && err.contains(told), "{invoices} {instalments}: {code} {err}");
    }
    assert!(project.run("log plan INV-2").2.contains("a plan needs --instalments"));
    assert!(
        project.run("log promise INV-2 --until +7d --instalments 5@2026-04-10").2.contains("--instalments does not apply to a promise")
    );
    assert!(project.run("log call INV-2 INV-3").2.contains("one id too many"));
    assert!(!project.has("log.csv"));
    let out = project.done("log plan INV-2 --instalments 50@2026-04-10 --dry-run");
    assert!(out.contains("  30.00 EUR of the balance is in no instalment\n") && out.contains("Nothing was written"), "{out}");
    assert!(!project.has("log.csv"));
}

#[test]
fn a_payment_of_the_day_before_a_promise_is_told() {
    let project = Project::new();
    project.done("log payment INV-2 --amount 30 --on 2026-03-30");
    let (_, _, err) = project.run("log promise INV-2 --until +7d --amount 30 --dry-run");
    assert!(err.contains("was made after the payment of 2026-03-30, which does not count for it"), "{err}");
    assert_eq!(project.run("log promise INV-2 --until +7d --amount 30.01 --dry-run").2, "");
}

#[test]
fn a_plan_has_the_doubts_of_a_promise() {
    let project = Project::new();
    let ahead = "2026-04-05 is after 2026-03-31: it counts from that day on";
    for line in ["log plan INV-2 --instalments 50@2026-04-10,30@2026-05-10", "log promise INV-2 --amount 50 --until 2026-04-10"] {
        let (code, out, err) = project.run(&format!("{line} --on 2026-04-05 --deny-warnings"));
        assert!(code == 1 && out.is_empty() && err.matches(ahead).count() == 1, "{line}: {code} {err}");
    }
    assert!(!project.has("log.csv"));
    let line = "log plan INV-2 INV-3 --instalments 50@2026-04-10,60@2026-05-10,25@2026-06-10";
    assert_eq!(project.run(&format!("{line} --deny-warnings")).2, "");
    let (code, out, err) = project.run(&format!("{line} --deny-warnings"));
    let told = "lines 2, 3, 4 and 5 of log.csv say the same already: if these are the same events, take them back once with `collect undo`";
    assert!(code == 1 && out.is_empty() && err.contains(told), "{code} {err}");
    assert_eq!(project.read("log.csv").lines().count(), 5);
}

#[test]
fn at_the_weekend_what_a_plan_changes_is_told_of_monday() {
    let project = Project::new();
    project.write("gentle.yaml", super::WORKFLOW.replace("owners:", "calendar: { working_days: [mon, tue, wed, thu, fri] }\nowners:"));
    // 4 April 2026 is a Saturday.
    let (code, out, err) = project.on("2026-04-04", "log plan INV-2 --instalments 80@2026-04-20 --dry-run");
    let expected = "\
Plan of 1 instalment on INV-2, 2026-04-04.
  80.00 EUR by 2026-04-20: INV-2
On Monday 2026-04-06, the next working day:
  INV-2: it is promised for 2026-04-20, no longer active; nobody chases before 2026-04-21
";
    assert!(code == 0 && out.starts_with(expected) && err.is_empty(), "{code} {out} {err}");
}
