//! Commands that add to the log look at the whole ledger, however few of its invoices they are about: what stops `plan` stops them.

use super::Project;

/// Two customers; INV-1 and INV-2 are one's, INV-3 is another's.
const INVOICES: &str = "\
invoice_id,customer_id,customer_name,contact,email,due_date,amount,currency
INV-1,C-1,Acme GmbH,Jane Doe,jane@acme.example,2026-03-12,100.00,EUR
INV-2,C-1,Acme GmbH,Jane Doe,jane@acme.example,2026-03-28,200.00,EUR
INV-3,C-2,Beta Ltd,Bob Roe,bob@beta.example,2026-03-28,300.00,EUR
";

/// `1OO` is one, with a sign of no currency before the euro's invoice is known; `x` is no amount.
const BAD_ROWS: &str = "date,type,invoice_id,customer_id,amount\n2026-03-30,payment,INV-1,,1OO\n2026-03-30,payment,,C-2,x\n";

fn project(invoices: &str, events: &str) -> Project {
    let project = Project::new();
    project.write("invoices.csv", invoices);
    project.write("events.csv", events);
    project
}

#[test]
fn all_bad_rows_are_put_aside_whatever_a_command_is_about() {
    let project = project(INVOICES, BAD_ROWS);
    assert_eq!(project.run("plan --skip-bad-rows").0, 3);
    let rejects = project.read("rejects.csv");
    assert_eq!(rejects.lines().count(), 3, "{rejects}");
    assert!(rejects.contains("2026-03-30,payment,INV-1,,1OO,") && rejects.contains("2026-03-30,payment,,C-2,x,"), "{rejects}");
    assert_eq!(project.run("draft --skip-bad-rows").0, 3);
    let lines = [
        "log call INV-3 --skip-bad-rows",
        "log plan INV-3 --instalments 300@2026-04-10 --skip-bad-rows",
        "undo --skip-bad-rows",
        "record --skip-bad-rows",
        "record --none --skip-bad-rows",
    ];
    for line in lines {
        project.write("rejects.csv", "of an earlier run");
        let (code, _, err) = project.run(line);
        assert!(code == 3 && err.contains("2 warnings") && err.contains("the skipped rows are in rejects.csv"), "{line}: {code} {err}");
        assert_eq!(project.read("rejects.csv"), rejects, "{line}");
    }
    // Without the option nothing is added, whichever of the rows is met.
    let log = project.read("log.csv");
    project.write("events.csv", BAD_ROWS.lines().take(2).collect::<Vec<_>>().join("\n"));
    for line in lines {
        let (code, out, err) = project.run(line.trim_end_matches(" --skip-bad-rows"));
        assert!(
            code == 2 && out.is_empty() && err.contains("the amount is written with \"OO\", but invoice \"INV-1\" is in EUR"),
            "{line}: {err}"
        );
    }
    assert_eq!(project.read("log.csv"), log);
}

#[test]
fn a_ledger_that_plan_refuses_gets_no_rows() {
    // The payment of 0001 is under 1: a spreadsheet has saved the file. 7 was 0007, of which no row is asked here.
    let ledger = INVOICES.replace("INV-1", "0001").replace("INV-3", "0007");
    let told =
        |mangled: &str, whole: &str| format!("invoice {mangled:?} is not in the ledger, but {whole:?} is: the leading zeros are gone");
    for (mangled, whole) in [("1", "0001"), ("7", "0007")] {
        let project = project(&ledger, "date,type,invoice_id,amount\n");
        assert_eq!(project.run("draft").0, 0);
        project.write("log.csv", format!("id,date,type,invoice_id,amount\nP-1,2026-03-30,payment,{mangled},100\n"));
        let before = project.read("log.csv");
        for line in [
            "plan",
            "log call 0001 --deny-warnings",
            "log payment 0001",
            "log payment 0001 --dry-run",
            "log plan 0001 --instalments 100@2026-04-10",
            "log pause C-1",
            "record",
            "record --dry-run",
        ] {
            let (code, out, err) = project.run(line);
            assert!(code == 2 && out.is_empty() && err.contains(&told(mangled, whole)), "{line}: {code} {out} {err}");
        }
        assert_eq!(project.read("log.csv"), before);
        // The row that stops everything can be taken back, and then nothing stops it.
        project.done("undo P-1");
        assert_eq!(project.run("log call 0001").0, 0);
        // To count it again would stop everything once more.
        let undo = project.read("log.csv").lines().nth(2).unwrap().split(',').next().unwrap().to_owned();
        let (code, out, err) = project.run(&format!("undo {undo}"));
        assert!(code == 2 && out.is_empty() && err.contains(&told(mangled, whole)), "{code} {out} {err}");
    }
}
