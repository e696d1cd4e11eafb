//! `collect init` from outside: another system's file in, a project that works out.

use crate::place::Place;
use crate::run::Run;
use fs_err as fs;
use std::ops::Deref;
use std::path::Path;

/// A folder, and the program run in it.
struct Folder(Place);

impl Deref for Folder {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Folder {
    fn with(files: &[(&str, &str)]) -> Folder {
        Folder(Place::with(files))
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        self.command(arguments).told()
    }

    /// Runs `init`, which must refuse and leave the folder as it was.
    fn refused(&self, arguments: &[&str]) -> String {
        let before = self.names();
        let (code, _, err) = self.run(arguments);
        assert_eq!(code, 2, "{err}");
        assert_eq!(self.names(), before, "something was written");
        err
    }
}

const OPEN_ITEMS: &str = "\
Invoice No.;Customer;Invoice Date;Due Date;Total;Date paid
7001;Acme GmbH;13.01.2026;12.02.2026;1.200,00 €;
7002;Beta AG;02.02.2026;04.03.2026;80,50 €;
7003;Acme GmbH;05.01.2026;04.02.2026;99,00 €;09.02.2026
";

#[test]
fn a_fresh_folder_becomes_a_project_that_plans() {
    let folder = Folder::with(&[("open.csv", OPEN_ITEMS)]);
    let (code, out, err) = folder.run(&["init", "--yes", "--from", "open.csv"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let expected = "\
open.csv: 3 invoices, due from 2026-02-04 to 2026-03-04, 1,379.50 EUR in all.
Open: 1,280.50 EUR.
The first invoices, as they are read:

invoice_id  customer_id  issue_date  due_date      amount  currency  settled_date
─────────────────────────────────────────────────────────────────────────────────
7001        Acme GmbH    2026-01-13  2026-02-12  1,200.00  EUR
7002        Beta AG      2026-02-02  2026-03-04     80.50  EUR
7003        Acme GmbH    2026-01-05  2026-02-04     99.00  EUR       2026-02-09

How the columns are read; what is kept is there for `match`, --only and templates:

Column of the file  Is read as                  Rows  First values
──────────────────────────────────────────────────────────────────────────────────────────
Invoice No.         invoice_id                     3  7001 | 7002 | 7003
Customer            customer_id, customer_name     3  Acme GmbH | Beta AG
Invoice Date        issue_date                     3  13.01.2026 | 02.02.2026 | 05.01.2026
Due Date            due_date                       3  12.02.2026 | 04.03.2026 | 04.02.2026
Total               amount                         3  1.200,00 € | 80,50 € | 99,00 €
Date paid           settled_date                   1  09.02.2026

Please check these; each has the line in collect.yaml where you can change it:
  - line 22: customers are identified by their names: two customers with the same name count as
    one, and a renamed customer counts as two

Wrote collect.yaml, workflow.yaml and workflow.test.yaml.
";
    assert!(out.starts_with(expected), "{out}");
    assert!(folder.read("collect.yaml").lines().nth(21).unwrap().contains("customer_id: Customer"), "{}", folder.read("collect.yaml"));
    assert_eq!(folder.names(), ["collect.yaml", "open.csv", "workflow.test.yaml", "workflow.yaml"]);
    let (code, plan, err) = folder.run(&["plan", "--as-of", "2026-03-10", "--format", "csv", "-q"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let ids: Vec<&str> = plan.lines().skip(1).map(|row| row.split(',').nth(1).unwrap()).collect();
    assert!(ids.iter().any(|id| id.starts_with("7001/")) && !ids.iter().any(|id| id.starts_with("7003/")), "{plan}");
}

#[test]
fn what_it_writes_says_where_to_go_on() {
    let folder = Folder::with(&[("open.csv", OPEN_ITEMS)]);
    folder.run(&["init", "--yes"]);
    let (project, workflow) = (folder.read("collect.yaml"), folder.read("workflow.yaml"));
    for line in [
        "workflow: workflow.yaml",
        "  # amounts are written with €",
        "  currency: EUR",
        "    path: open.csv",
        "    delimiter: \";\"",
        "    date_format: \"%d.%m.%Y\"",
        "    decimal: \",\"",
        "      invoice_id: \"Invoice No.\"",
    ] {
        assert!(project.lines().any(|found| found == line), "{line} is not in\n{project}");
    }
    assert!(workflow.contains("owners:\n  # FILL IN: "), "{workflow}");
}

#[test]
fn its_workflow_can_be_tested_at_once() {
    let folder = Folder::with(&[("open.csv", OPEN_ITEMS)]);
    folder.run(&["init", "--yes"]);
    let (code, out, err) = folder.run(&["test"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.starts_with("All ") && out.ends_with(" scenarios passed.\n"), "{out}");
    // They are held against the project's own file: a change of it that breaks one is told, with its line.
    let changed = folder.read("workflow.yaml").replacen("trigger: { day: 20 }", "trigger: { day: 25 }", 1);
    assert_ne!(changed, folder.read("workflow.yaml"));
    folder.write("workflow.yaml", &changed);
    let (code, out, _) = folder.run(&["test"]);
    assert_eq!(code, 1);
    assert!(out.contains("workflow.yaml:"), "{out}");
}

#[test]
fn a_second_run_refuses_and_changes_nothing() {
    let folder = Folder::with(&[("open.csv", OPEN_ITEMS)]);
    assert_eq!(folder.run(&["init", "--yes"]).0, 0);
    folder.write("collect.yaml", "# mine\n");
    let err = folder.refused(&["init", "--yes"]);
    assert!(err.starts_with("error: collect.yaml exists already and is not overwritten"), "{err}");
    assert_eq!(folder.read("collect.yaml"), "# mine\n");
    let other = Folder::with(&[("open.csv", OPEN_ITEMS), ("workflow.yaml", "mine\n")]);
    assert!(other.refused(&["init", "--yes"]).contains("workflow.yaml exists already"));
}

#[test]
fn payments_beside_the_invoices_are_read_as_events() {
    let folder = Folder::with(&[
        (
            "invoices-2026.csv",
            "Invoice Number,Customer ID,Due Date,Total,Currency\nA-1,C-1,2026-02-12,100.00,USD\nA-2,C-1,2026-02-12,50.00,USD\n",
        ),
        ("payments-2026.csv", "Payment Number,Payment Date,Invoice Number,Customer Name,Amount Applied\nP-1,02/16/2026,A-1,Acme,100.00\n"),
        ("customers.csv", "Name,City\nAcme,Springfield\n"),
    ]);
    let named = ["init", "--yes", "--from", "invoices-2026.csv", "--from", "customers.csv"];
    assert!(folder.refused(&named).contains("customers.csv has neither payments nor events"));
    let (code, out, err) = folder.run(&["init", "--yes"]);
    assert_eq!((code, err.as_str()), (0, "note: customers.csv is not used: it has neither payments nor events\n"));
    assert!(out.contains("payments-2026.csv: 1 event.\n"), "{out}");
    let (code, plan, err) = folder.run(&["plan", "--as-of", "2026-03-10", "--format", "csv", "-q"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(plan.contains("A-2/") && !plan.contains("A-1/"), "{plan}");
}

#[test]
fn several_candidates_are_told_and_named() {
    let folder = Folder::with(&[("a.csv", OPEN_ITEMS), ("b.csv", OPEN_ITEMS)]);
    assert!(folder.refused(&["init", "--yes"]).contains("several files may be the invoices: a.csv, b.csv; choose one with --from"));
    assert_eq!(folder.run(&["init", "--yes", "--from", "b.csv"]).0, 0);
    assert!(folder.read("collect.yaml").contains("    path: b.csv\n"));
}

#[test]
fn what_is_in_doubt_is_refused_with_the_flag_that_decides() {
    let text = "Invoice No,Customer,Due Date,Total,Date paid\n1,Acme,03/04/2026,1.50,\n";
    let folder = Folder::with(&[("ar.csv", text)]);
    let err = folder.refused(&["init", "--yes"]);
    let expected = "\
error: ar.csv: the date \"03/04/2026\" may be 2026-04-03 or 2026-03-04, and no date in the file shows
which; answer it with --date-format %d/%m/%Y (2026-04-03) or --date-format %m/%d/%Y (2026-03-04)
error: ar.csv: the currency of the amounts is not known; answer it with --currency CODE, as in
--currency USD
error: nothing was written: 2 answers are needed
";
    assert_eq!(err, expected);
    // Without a terminal nobody is asked, whether --yes is there or not.
    assert_eq!(folder.refused(&["init"]), expected);
    let (code, _, err) = folder.run(&["init", "--date-format", "%m/%d/%Y", "--currency", "usd"]);
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn a_column_under_an_unknown_name_is_named() {
    let folder = Folder::with(&[("ar.csv", "Doc,Party,Payable by,Value,Currency\nX-1,Acme,2026-03-31,1.50,EUR\n")]);
    let err = folder.refused(&["init", "--yes"]);
    assert!(err.replace('\n', " ").contains("--column \"due_date=NAME\""), "{err}");
    let flags = ["invoice_id=Doc", "customer_id=Party", "due_date=Payable by", "amount=Value"];
    let arguments: Vec<&str> = ["init", "--yes"].into_iter().chain(flags.iter().flat_map(|flag| ["--column", flag])).collect();
    assert_eq!(folder.run(&arguments).0, 0);
    fs::remove_file(folder.path().join("collect.yaml")).unwrap();
    fs::remove_file(folder.path().join("workflow.yaml")).unwrap();
    fs::remove_file(folder.path().join("workflow.test.yaml")).unwrap();
    assert!(folder.refused(&[&arguments[..], &["--open-on", "as_of"]].concat()).contains("ar.csv: --open-on: there are no open amounts"));
    assert!(folder.refused(&["init", "--column", "due=Payable"]).contains("\"due\" is not one of invoice_id, customer_id"));
}

#[test]
fn rows_that_cannot_be_read_are_told_before_anything_is_written() {
    let text = "Invoice No,Customer,Due Date,Total,Currency,Date paid\n1,Acme,2026-03-31,1.50,EUR,\n2,Acme,2026-02-30,1.50,EUR,\n3,Acme,2026-03-31,7.00,EUR,\n3,Acme,2026-03-31,7.00,EUR,\n4,B,2026-03-31,7.00,EUR,\n";
    let folder = Folder::with(&[("ar.csv", text)]);
    let err = folder.refused(&["init", "--yes"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(err.contains("1 row of an invoice that stands above already, such as \"3\": they have the same amounts"), "{err}");
    let (code, out, err) = folder.run(&["init", "--yes", "--rows", "same"]);
    assert_eq!(code, 3);
    assert!(out.starts_with("ar.csv: 3 invoices, due from 2026-03-31 to 2026-03-31, 15.50 EUR in all; 1 row cannot be read.\n"), "{out}");
    assert!(err.contains("--> ar.csv:3:8"), "{err}");
    let most = Folder::with(&[(
        "ar.csv",
        "Invoice No,Customer,Due Date,Total,Currency,Date paid\n1,Acme,31.03.2026,1.50,EUR,\n2,Acme,31.03.2026,1.555,EUR,\n",
    )]);
    assert!(most.refused(&["init", "--yes"]).contains("only 1 of 2 rows of invoices can be read"));
}

#[test]
fn a_column_of_payment_dates_is_not_passed_over_for_what_else_is_in_it() {
    let text = "Invoice No,Customer,Due Date,Total,Currency,Date paid\n1,Acme,2026-03-31,1.50,EUR,-\n2,Acme,2026-03-31,1.50,EUR,-\n3,Acme,2026-03-31,7.00,EUR,2026-03-30\n";
    let err = Folder::with(&[("ar.csv", text)]).refused(&["init", "--yes"]);
    assert!(err.contains("Date paid \"-\" is not a date such as 2026-03-31"), "{err}");
    assert!(err.contains("only 1 of 3 rows of invoices can be read"), "{err}");
}

/// The file begins with a line that tells Excel the delimiter; the columns have the short names of German programs.
#[test]
fn short_german_names_and_a_word_to_excel_are_known() {
    let rows = "R1;4711;Acme;01.01.2026;31.01.2026;1.200,00;EUR;Ulm\nR2;4712;Beta;02.01.2026;28.02.2026;80,50;EUR;Bonn\n";
    for (customer, due, first) in [
        ("Kd-Nr", "Due", ""),
        ("Kd.-Nr.", "Zahlbar bis", "sep=;\n"),
        ("KdNr", "Fälligk.", "SEP=;\r\n"),
        ("KundenID", "Fälligk.", "\"sep=;\"\r\n"),
        ("Kunden-ID", "Fällig am", "\u{feff}sep=;\n"),
    ] {
        let folder = Folder::with(&[]);
        folder.write("x.csv", format!("{first}Rechnungsnr.;{customer};Name;Rechnungsdatum;{due};Betrag;Währung;Ort\n{rows}"));
        let (code, out, err) = folder.run(&["init", "--yes"]);
        assert_eq!((code, err.as_str()), (0, ""), "{customer}");
        assert!(out.starts_with("x.csv: 2 invoices, due from 2026-01-31 to 2026-02-28, 1,280.50 EUR in all.\n"), "{out}");
        let told = out.split_whitespace().collect::<Vec<_>>().join(" ");
        let columns = [format!("{customer} customer_id 2 4711 | 4712"), format!("{due} due_date 2 31.01.2026 | 28.02.2026")];
        assert!(columns.iter().all(|column| told.contains(column)) && told.contains("Ort (kept) 2 Ulm | Bonn"), "{out}");
        let (code, plan, err) = folder.run(&["plan", "--as-of", "2026-03-10", "--format", "csv", "-q"]);
        assert_eq!((code, err.as_str()), (0, ""), "{customer}");
        assert!(plan.contains(",R1,4711,Acme,"), "{plan}");
    }
}

#[test]
fn dates_that_no_format_reads_are_told_by_their_cause() {
    // 46053 is 31 days after 46022, the last day of 2025.
    let told =
        "the date \"46053\" cannot be read: it looks like Excel's number for 2026-01-31: format the column as dates before you export it";
    let text = "Invoice No;Customer;Invoice Date;Due Date;Total;Currency\nR1;Acme;46022;46053;100.00;EUR\n";
    let err = Folder::with(&[("x.csv", text)]).refused(&["init", "--yes"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(err.starts_with(&format!("error: x.csv: {told} error: nothing was written")), "{err}");
}

#[test]
fn months_have_names_in_other_languages() {
    for (issued, due) in [("1. Dez 2025", "31. Dez 2025"), ("1. Dezember 2025", "31. Dezember 2025")] {
        let text = format!("Invoice No;Customer;Invoice Date;Due Date;Total;Currency\nR1;Acme;{issued};{due};100.00;EUR\n");
        let (code, out, err) = Folder::with(&[("x.csv", &text)]).run(&["init", "--yes"]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.starts_with("x.csv: 1 invoice, due from 2025-12-31 to 2025-12-31, 100.00 EUR in all.\n"), "{out}");
    }
}

/// Three invoices in three groups, each with a heading and a total, and a total of all.
const AGING: &str = "\
Date,Transaction type,Num,Customer full name,Due date,Amount,Currency
Current,,,,,,
01/15/2026,Invoice,1001,Acme,02/14/2026,100.00,USD
Total for Current,,,,,100.00,
1 - 30 days past due,,,,,,
01/16/2026,Invoice,1002,Acme,02/15/2026,50.00,USD
Total for 1 - 30 days past due,,,,,50.00,
31 - 60 days past due,,,,,,
01/17/2026,Invoice,1003,Bolt,02/16/2026,7.00,USD
Total for 31 - 60 days past due,,,,,7.00,
TOTAL,,,,,157.00,
";

#[test]
fn headings_and_totals_of_a_grouped_list_are_left_out() {
    let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let folder = Folder::with(&[("aging.csv", AGING)]);
    let (code, out, err) = folder.run(&["init", "--yes"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let read = "aging.csv: 3 invoices, due from 2026-02-14 to 2026-02-16, 157.00 USD in all. \
                Left out: 3 headings of no customer, 4 totals. ";
    assert!(on_one_line(&out).starts_with(read), "{out}");
    let (code, plan, err) = folder.run(&["plan", "--as-of", "2026-03-10", "--format", "csv"]);
    assert_eq!(code, 0, "{err}");
    assert!(plan.contains(",1001,Acme,") && plan.contains(",1003,Bolt,"), "{plan}");
    assert!(err.contains("note: aging.csv: left out: 3 headings of no customer, 4 totals\n"), "{err}");
    // A row of the list that cannot be read is told where it stands.
    let wrong = AGING.replace("02/15/2026", "02/30/2026");
    let (code, _, err) = Folder::with(&[("aging.csv", &wrong)]).run(&["init", "--yes"]);
    assert_eq!(code, 3);
    assert!(err.contains("--> aging.csv:6:30"), "{err}");
}

const GROUPED: &str = "\
Open Invoices,,,,
As of 30 June 2026,,,,
Customer,Num,Due Date,Open Balance,Currency
Heron Cafe,,,,
,2201,2026-06-01,640.00,USD
,2215,2026-06-27,\"1,260.50\",USD
Total for Heron Cafe,,,\"1,900.50\",
Cedar & Co.,,,,
,2188,2026-05-11,75.25,USD
Total for Cedar & Co.,,,75.25,
TOTAL,,,\"1,975.75\",
";

#[test]
fn what_is_read_is_compared_with_the_totals_of_the_file() {
    let folder = Folder::with(&[("open.csv", GROUPED)]);
    let (code, out, err) = folder.run(&["init", "--yes", "--open-on", "2026-06-30"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("\nThe 3 totals of the file agree.\n"), "{out}");
    let (code, out, err) = folder.run(&["init", "--check"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let told = "open.csv: 3 invoices, due from 2026-05-11 to 2026-06-27, 1,975.75 USD in all.\nOpen: 1,975.75 USD.\n\
                Left out: 2 lines above the header, 2 headings, 3 totals.\nThe 3 totals of the file agree.\n";
    assert_eq!(out, told);
    // One digit of the next export is wrong.
    folder.write("open.csv", GROUPED.replace("640.00", "650.00"));
    let (code, out, err) = folder.run(&["init", "--check"]);
    assert_eq!(code, 1);
    assert!(out.ends_with("\n2 of 3 totals of the file differ.\n"), "{out}");
    let told =
        "warning[total-differs]: the total of Open Balance is \"1,900.50\", and the rows above it add up to 1910.50\n --> open.csv:7:24";
    assert!(err.contains(told), "{err}");
    let fresh = Folder::with(&[("open.csv", &GROUPED.replace("640.00", "650.00"))]);
    let arguments = ["init", "--yes", "--open-on", "2026-06-30"];
    let err = fresh.refused(&arguments).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(err.contains("open.csv: the totals of the file differ from what is read"), "{err}");
    assert_eq!(fresh.run(&[&arguments[..], &["--accept", "totals"]].concat()).0, 0);
}

#[test]
fn a_check_needs_a_project_and_says_where_there_are_no_totals() {
    let folder = Folder::with(&[("open.csv", OPEN_ITEMS)]);
    assert!(folder.refused(&["init", "--check"]).contains("there is no collect.yaml in this folder: run `collect init` first"));
    folder.run(&["init", "--yes"]);
    let (code, out, _) = folder.run(&["init", "--check"]);
    assert_eq!(code, 0);
    assert!(out.ends_with("The file has no totals of its own: compare the sum with your system.\n"), "{out}");
}

#[test]
fn a_flag_that_decides_nothing_is_refused() {
    let folder = Folder::with(&[("open.csv", OPEN_ITEMS)]);
    for (flags, told) in [
        (["--rows", "sum"], "--rows: each invoice stands on one row"),
        (["--terms", "30"], "--terms: there is a column of due dates"),
        (["--minor-units", "yes"], "--minor-units: amounts have decimals"),
        (["--kind", "Bill=skip"], "--kind: no column of few texts has \"Bill\""),
        (["--open-on", "as_of"], "--open-on: there are no open amounts"),
    ] {
        let err = folder.refused(&[&["init", "--yes"], &flags[..]].concat());
        assert!(err.contains(told), "{err}");
    }
}

#[test]
fn a_payment_that_failed_is_none() {
    let payments =
        "payment_id,invoice_id,payment_date,amount_paid,status\nP1,A-1,2026-03-05,100.00,FAILED\nP2,A-2,2026-03-15,50.00,succeeded\n";
    let invoices = "invoice_id,customer_id,due_date,amount,currency\nA-1,C,2026-03-01,100.00,USD\nA-2,C,2026-03-13,50.00,USD\n";
    let folder = Folder::with(&[("invoices.csv", invoices), ("payments.csv", payments)]);
    assert_eq!(folder.run(&["init", "--yes"]).0, 0);
    let (code, status, _) = folder.run(&["status", "--as-of", "2026-04-01", "--format", "csv"]);
    assert_eq!(code, 0);
    assert!(status.contains("\nA-1,C,USD,100.00,100.00,") && !status.contains("\nA-2,"), "{status}");
    let odd = Folder::with(&[("invoices.csv", invoices), ("payments.csv", &payments.replace("FAILED", "On its way"))]);
    assert!(odd.refused(&["init", "--yes"]).contains("--status \"On its way=skip\""));
    assert_eq!(odd.run(&["init", "--yes", "--status", "On its way=skip"]).0, 0);
}

#[test]
fn what_is_no_table_is_refused_with_the_reason() {
    let garbage: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (bytes, told) in [
        (&b""[..], "the file is empty: it needs a header row"),
        (b"Invoice No,Customer,Due Date,Total,Currency\n", "there are no rows under the header"),
        (b"Dear customer\nplease pay\n", "no line is the header of a table"),
        (b"PK\x03\x04rest of a workbook", "the workbook cannot be read"),
        (b"\xff\xfeI\0n\0v\0", "no line is the header of a table"),
        (b"a,b\0c\n1,2\n", "the field holds a NUL byte"),
        (b"Invoice No,Customer,Due Date,Total,Currency\n1,\"Acme,2026-03-31,5.00,EUR\n", "the quotation mark is never closed"),
    ] {
        let folder = Folder::with(&[]);
        folder.write("x.csv", bytes);
        for arguments in [&["init", "--yes"][..], &["init", "--yes", "--from", "x.csv"]] {
            let err = folder.refused(arguments);
            assert!(err.contains(told), "{told}: {err}");
        }
    }
    let folder = Folder::with(&[]);
    folder.write("x.csv", garbage);
    folder.refused(&["init", "--yes", "--from", "x.csv"]);
    assert!(folder.refused(&["init", "--from", "missing.csv"]).contains("cannot read missing.csv: there is no such file"));
    assert!(folder.refused(&["init", "--from", "-"]).contains("--from - is not possible"));
    assert!(Folder::with(&[("notes.txt", "x")]).refused(&["init"]).contains("there is no CSV file in this folder"));
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_to_gets_neither_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("open.csv", OPEN_ITEMS)]);
    let set = |mode| fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    // Whoever may write everywhere is not kept from it by the folder.
    let may_write = std::fs::write(folder.path().join("probe"), "").is_ok();
    let err = if may_write {
        let open = folder.path().join("open.csv");
        let nowhere = Path::new("/sys");
        if !nowhere.exists() {
            eprintln!("skipped: this user may write into read-only folders");
            return;
        }
        let arguments = ["init", "--yes", "-C", nowhere.to_str().unwrap(), "--from", open.to_str().unwrap()];
        let (code, _, err) = folder.run(&arguments);
        assert_eq!((code, nowhere.join("collect.yaml").exists()), (2, false), "{err}");
        err
    } else {
        folder.refused(&["init", "--yes"])
    };
    assert!(err.contains("error: cannot write workflow.yaml: you may not write in the folder .; nothing was written"), "{err}");
    set(0o755);
}

#[test]
fn compressed_files_are_found_and_read() {
    let folder = Folder::with(&[]);
    folder.write("open.csv.zst", zstd::encode_all(OPEN_ITEMS.as_bytes(), 1).unwrap());
    assert_eq!(folder.run(&["init", "--yes"]).0, 0);
    assert_eq!(folder.run(&["plan", "--as-of", "2026-03-10", "-q"]).0, 0);
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_file_is_not_held_in_memory() {
    let folder = Folder::with(&[]);
    let mut text = String::from("Invoice No,Customer,Due Date,Total,Currency,Date paid,Text\n");
    let filling = "x".repeat(4_000);
    for number in 0..16_000 {
        text.push_str(&format!("{number},Acme,2026-03-{:02},{number}.50,EUR,,{filling}\n", number % 28 + 1));
    }
    folder.write("ar.csv", &text);
    // More than 64 MB of rows, for a program that gets no more than 60 MB, its own code and stack among them.
    assert!(text.len() > 64_000_000);
    let limited = "ulimit -v 60000; exec \"$0\" init --yes";
    let (code, out, err) = Run::shell(limited).folder(folder.path()).told();
    assert_eq!(code, 0, "{err}");
    // The sum of 0.50 to 15,999.50.
    let expected = "ar.csv: 16000 invoices, due from 2026-03-01 to 2026-03-28, 128,000,000.00 EUR in all.\n";
    assert!(out.starts_with(expected), "{out}");
}

#[test]
fn the_real_ledger_needs_no_edit() {
    // The sample ledger of IBM Watson Analytics is not ours to publish: COLLECT_IBM_AR names it where there is a copy.
    let Some(real) = std::env::var_os("COLLECT_IBM_AR") else {
        eprintln!("skipped: COLLECT_IBM_AR names no copy of the ledger");
        return;
    };
    let folder = Folder::with(&[]);
    folder.write("ar.csv", fs::read(Path::new(&real)).unwrap());
    assert!(folder.refused(&["init", "--yes"]).contains("decide it with --currency CODE"));
    let (code, out, err) = folder.run(&["init", "--yes", "--currency", "USD"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("ar.csv: 2466 invoices, due from 2012-02-02 to 2014-01-01, 147,703.18 USD in all.\n"), "{out}");
    let (code, plan, _) = folder.run(&["plan", "--as-of", "2013-09-30", "--format", "csv", "-q"]);
    assert_eq!(code, 0);
    assert!(plan.lines().count() > 1);
}

#[test]
fn any_built_in_workflow_may_be_the_one_to_begin_with() {
    for name in collect::builtin::workflows() {
        let folder = Folder::with(&[("open.csv", OPEN_ITEMS)]);
        let (code, _, err) = folder.run(&["init", "--yes", "--from", "open.csv", "--workflow", name]);
        assert_eq!((code, err.as_str()), (0, ""), "{name}");
        let workflow = folder.read("workflow.yaml");
        assert!(workflow.starts_with(&format!("# Your workflow. It is a copy of the built-in {name}.")), "{workflow}");
        assert!(!workflow.contains("Copy this file") && workflow.contains("# FILL IN: who does the work."), "{workflow}");
        let (code, _, err) = folder.run(&["check"]);
        assert_eq!(code, 0, "{name}: {err}");
        let (code, out, err) = folder.run(&["test"]);
        assert_eq!(code, 0, "{name}: {out}{err}");
        let (code, out, err) = folder.run(&["plan", "--as-of", "2026-03-20"]);
        assert_eq!(code, 0, "{name}: {err}");
        assert!(out.contains(&format!("workflow {name}")), "{out}");
    }
    let folder = Folder::with(&[("open.csv", OPEN_ITEMS)]);
    let err = folder.refused(&["init", "--yes", "--workflow", "sass"]);
    assert_eq!(err, "error: there is no built-in workflow \"sass\": did you mean \"saas\"?\n");
}
