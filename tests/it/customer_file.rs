//! A file of customers fills the cells that invoices leave empty: what comes of it is what comes of a ledger in which somebody filled them in.

use crate::place::Place;
use collect::calendar::Day;
use collect::ledger::reading::{BadRows, Format, Report};
use collect::ledger::{CustomerTable, Invoices, Ledger};
use collect::plan;
use collect::workflow::{self, TemplateNames};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use std::sync::Arc;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: Accounts Receivable, email: ar@example.com }, key: { from_column: account_owner, fallback: ar } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: key, actions: [{ channel: email }] }
tracks:
  - id: call-first
    match: { chase: [call-first] }
    stages: [{ id: call, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }]
";

const PROJECT: &str = "\
workflow: w.yaml
ledger: { currency: EUR, customers: { path: crm.csv, delimiter: \";\", columns: { customer_id: Konto, email: E-Mail } } }
sender: { name: AR, company: Example Ltd, email: ar@example.com }
";

/// B-1 has an address of its own. C-3 is not in the file of customers.
const INVOICES: &str = "\
invoice_id,customer_id,due_date,amount,email,language
A-1,C-1,2026-03-20,100.00,,en
A-2,C-1,2026-03-21,50.00,,
B-1,C-2,2026-03-20,80.00,own@beta.example,
D-1,C-3,2026-03-20,70.00,d@delta.example,
";

const CRM: &str = "\
Konto;customer_name;E-Mail;cc;language;phone;chase;account_owner
C-1;Acme;ap@acme.example, billing@acme.example;cfo@acme.example;de;;;Dana
C-2;Beta;ap@beta.example;;;+1 555 0172;call-first;
C-9;Nobody;;;;;;
";

/// The same cells, filled in by hand.
const FILLED: &str = "\
invoice_id,customer_id,due_date,amount,email,language,customer_name,cc,phone,chase,account_owner
A-1,C-1,2026-03-20,100.00,\"ap@acme.example, billing@acme.example\",de,Acme,cfo@acme.example,,,Dana
A-2,C-1,2026-03-21,50.00,\"ap@acme.example, billing@acme.example\",de,Acme,cfo@acme.example,,,Dana
B-1,C-2,2026-03-20,80.00,own@beta.example,,Beta,,+1 555 0172,call-first,
D-1,C-3,2026-03-20,70.00,d@delta.example,,,,,,
";

fn place() -> Place {
    Place::with(&[("collect.yaml", PROJECT), ("w.yaml", WORKFLOW), ("invoices.csv", INVOICES), ("crm.csv", CRM)])
}

fn run(place: &Place, line: &str) -> (i32, String, String) {
    let words: Vec<&str> = line.split_whitespace().collect();
    place.command(&words).told()
}

#[test]
fn what_is_known_of_customers_stands_in_the_plan() {
    let (code, plan, err) = run(&place(), "plan --as-of 2026-03-31 --format csv");
    assert_eq!((code, err.contains("warning[no-email]")), (0, false), "{err}");
    let rows: Vec<Vec<&str>> = plan.lines().skip(1).map(|line| line.split(',').collect()).collect();
    // The action, its channel, its owner and the customer's name.
    let shown: Vec<[&str; 4]> = rows.iter().map(|row| [row[1], row[3], row[4], row[7]]).collect();
    let wanted = [
        ["A-1/reminder/email/1", "email", "Dana", "Acme"],
        ["B-1/call/call/1", "call", "ar", "Beta"],
        ["D-1/reminder/email/1", "email", "ar", ""],
        ["A-2/reminder/email/1", "email", "Dana", "Acme"],
    ];
    assert_eq!(shown, wanted);
}

#[test]
fn every_command_reads_it() {
    let (with, without) = (place(), place());
    without.write(
        "collect.yaml",
        PROJECT.replace(", customers: { path: crm.csv, delimiter: \";\", columns: { customer_id: Konto, email: E-Mail } }", ""),
    );
    without.write("invoices.csv", FILLED);
    without.write("old.yaml", WORKFLOW.replace("day: 1 }, owner: ar", "day: 9 }, owner: ar"));
    with.write("old.yaml", without.read("old.yaml"));
    let lines = [
        "plan --as-of 2026-03-31",
        "plan --as-of 2026-03-31 --by customer",
        "plan --as-of 2026-03-31 --only chase=call-first --format csv",
        "status --as-of 2026-03-31 --format csv",
        "status --as-of 2026-03-31 --customer beta --format csv",
        "explain B-1 --as-of 2026-03-31",
        "explain A-2 --as-of 2026-03-31 --rank",
        "simulate --from 2026-03-19 --to 2026-04-20 --format csv",
        "diff old.yaml w.yaml --from 2026-03-19 --to 2026-04-20",
        "check --as-of 2026-03-31",
        "log call B-1 --on 2026-03-31 --as-of 2026-03-31 --dry-run",
        "draft --as-of 2026-03-31 --first-run",
    ];
    for line in lines {
        let [(code, filled, told), by_hand] = [&with, &without].map(|place| run(place, line));
        assert_eq!((code, &filled, &told), (by_hand.0, &by_hand.1, &by_hand.2), "{line}");
        assert!(code != 2 && !filled.is_empty(), "{line}: {told}");
    }
    let manifest = with.read("outbox/2026-03-31/manifest.csv");
    assert_eq!(manifest, without.read("outbox/2026-03-31/manifest.csv"));
    assert!(manifest.contains("\"ap@acme.example, billing@acme.example\""), "{manifest}");
    let file = manifest.lines().find(|line| line.contains("A-1/")).and_then(|line| line.split(',').next()).unwrap();
    let mail = with.read(&format!("outbox/2026-03-31/{file}"));
    assert_eq!(mail, without.read(&format!("outbox/2026-03-31/{file}")));
    let header = |name: &str| {
        let unfolded = mail.replace("\r\n ", " ").replace("\r\n\t", " ");
        unfolded.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned)).unwrap_or_default()
    };
    assert_eq!(header("To: "), "\"Acme\" <ap@acme.example>, <billing@acme.example>");
    assert_eq!(header("Cc: "), "<cfo@acme.example>");
}

#[test]
fn addresses_at_which_nothing_arrives_get_none_and_no_copy() {
    let place = place();
    let bounce = |address: &str| format!("date,type,customer_id,address\n2026-03-25,bounce,C-1,{address}\n");
    let both = format!("{}2026-03-25,bounce,C-1,ap@acme.example\n", bounce("BILLING@acme.example"));
    place.write("events.csv", both);
    let (_, json, _) = run(&place, "plan --as-of 2026-03-31 --format json");
    assert!(json.contains("no-contact") && !json.contains("\"rank\":1,\"action_id\":\"A-1"), "{json}");
    place.write("events.csv", bounce("cfo@acme.example"));
    assert_eq!(run(&place, "draft --as-of 2026-03-31 --first-run").0, 0);
    let manifest = place.read("outbox/2026-03-31/manifest.csv");
    let file = manifest.lines().find(|line| line.contains("A-1/")).and_then(|line| line.split(',').next()).unwrap();
    let mail = place.read(&format!("outbox/2026-03-31/{file}"));
    assert!(mail.contains("ap@acme.example") && !mail.contains("Cc:"), "{mail}");
}

#[test]
fn what_is_known_of_a_customer_stands_above_its_account() {
    let place = place();
    place.write(
        "invoices.csv",
        INVOICES.replace("email,language", "email,language,order").replace(",\n", ",,PO-7\n").replace("en\n", "en,\n"),
    );
    let (code, told, err) = run(&place, "explain --customer beta --as-of 2026-03-31");
    let known = "Customer\n  email: own@beta.example\n  phone: +1 555 0172\n  chase: call-first\n\nAccount\n";
    assert!(code == 0 && told.contains(known), "{told}{err}");
}

#[test]
fn a_copy_to_nowhere_is_never_dropped() {
    let place = place();
    place.write("crm.csv", CRM.replace("cfo@acme.example", "cfo@acme.example, cfo"));
    assert_eq!(run(&place, "draft --as-of 2026-03-31 --first-run").0, 0);
    let manifest = place.read("outbox/2026-03-31/manifest.csv");
    let file = manifest.lines().find(|line| line.contains("A-1/")).and_then(|line| line.split(',').next()).unwrap();
    let sheet = place.read(&format!("outbox/2026-03-31/{file}"));
    assert!(file.ends_with(".md") && sheet.contains("an email address for a copy: it is not a plain address"), "{sheet}");
}

#[test]
fn mistakes_are_told_all_at_once_and_skipped_customers_are_kept_back() {
    let place = place();
    place.write("crm.csv", "Konto;E-Mail\nC-1;a@acme.example\n;x@y.example\nC-1;b@acme.example\nC-2;b@beta.example;more\n");
    let (code, out, err) = run(&place, "plan --as-of 2026-03-31");
    assert_eq!((code, out.as_str()), (2, ""));
    for told in [
        "crm.csv:3:1: Konto is empty",
        "crm.csv:4:1: customer \"C-1\" is in the file twice, first on line 2",
        "crm.csv:5:20: the row has 3 fields, the header has 2",
    ] {
        let (place, message) = told.split_once(": ").unwrap();
        assert!(err.contains(place) && err.contains(message), "{told}\n{err}");
    }
    let (code, out, _) = run(&place, "plan --as-of 2026-03-31 --skip-bad-rows --format json");
    let withheld = out.split("\"withheld\"").nth(1).unwrap();
    assert_eq!((code, withheld.matches("unread-row").count()), (3, 3), "A-1, A-2 and B-1: {out}");
    assert!(place.read("rejects.csv").contains("C-2;b@beta.example;more"), "{}", place.read("rejects.csv"));
}

#[test]
fn a_file_that_a_spreadsheet_has_saved_is_an_error() {
    let place = place();
    place.write("invoices.csv", INVOICES.replace("C-2", "0042").replace("C-3", "C-9"));
    place.write("crm.csv", CRM.replace("C-2", "42"));
    for line in ["plan --as-of 2026-03-31", "explain B-1 --as-of 2026-03-31"] {
        let (code, _, err) = run(&place, line);
        let told = "error[mangled-id]: crm.csv:3: customer \"42\" has no invoice, but \"0042\" has: the leading zeros are gone";
        assert!(code == 2 && err.contains(told), "{line}: {err}");
    }
    // Where both are customers, the rows are right.
    place.write("invoices.csv", INVOICES.replace("C-2", "0042").replace("C-3", "42"));
    let (code, plan, err) = run(&place, "plan --as-of 2026-03-31 --format csv -q");
    assert!(code == 0 && plan.contains("D-1/call/call/1") && plan.contains("B-1/reminder/email/1"), "{plan}{err}");
}

#[test]
fn a_file_of_strangers_is_warned_of_and_one_that_is_missing_is_an_error() {
    let place = place();
    place.write("crm.csv", "Konto;E-Mail\n1;a@acme.example\n");
    let (code, _, err) = run(&place, "plan --as-of 2026-03-31 --deny-warnings");
    assert!(code == 1 && err.contains("warning[no-customer]"), "{err}");
    // Of the rows of one customer nobody can tell that.
    let (code, _, err) = run(&place, "explain B-1 --as-of 2026-03-31");
    assert!(code == 0 && !err.contains("no-customer"), "{err}");
    let (code, _, err) = run(&place, "plan --as-of 2026-03-31 --customers nowhere.csv");
    assert!(code == 2 && err.contains("cannot read nowhere.csv"), "{err}");
    place.write("other.csv", "Konto;E-Mail;customer_name\nC-3;a@acme.example;Delta\n");
    let (code, plan, _) = run(&place, "plan --as-of 2026-03-31 --customers other.csv --format csv");
    assert!(code == 0 && plan.contains(",Delta,"), "{plan}");
}

#[test]
fn a_book_holds_the_export_and_is_filled_like_one() {
    let place = place();
    let (code, _, err) = run(&place, "sync --as-of 2026-03-30");
    assert!(code == 0 && !place.read("book.csv").contains("ap@acme.example"), "{err}{}", place.read("book.csv"));
    let (code, plan, err) = run(&place, "plan --as-of 2026-03-31 --format csv -q");
    assert!(code == 0 && plan.contains("B-1/call/call/1") && plan.contains(",Acme,"), "{plan}{err}");
}

#[test]
fn customers_may_stand_in_a_workbook_or_another_encoding() {
    let place = place();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Customers of today").unwrap();
    let rows = CRM.lines().map(|line| line.split(';').collect::<Vec<_>>());
    for (row, cells) in (2..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    place.write("crm.xlsx", book.save_to_buffer().unwrap());
    place.write("collect.yaml", PROJECT.replace("path: crm.csv,", "path: crm.xlsx, header: 3,"));
    let by_hand = run(&self::place(), "plan --as-of 2026-03-31 --format csv -q");
    assert_eq!(run(&place, "plan --as-of 2026-03-31 --format csv -q"), by_hand);
    let crm = CRM.replace("Beta;", "Bêta;");
    let latin: Vec<u8> = crm.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    place.write("crm.csv", &latin);
    place.write("collect.yaml", PROJECT.replace("path: crm.csv,", "path: crm.csv, encoding: windows-1252,"));
    let (code, plan, err) = run(&place, "plan --as-of 2026-03-31 --format csv -q");
    assert!(code == 0 && plan.contains(",Bêta,"), "{plan}{err}");
    let utf16: Vec<u8> = [0xff_u8, 0xfe].into_iter().chain(crm.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    place.write("crm.csv", &utf16);
    place.write("collect.yaml", PROJECT);
    let (code, plan, err) = run(&place, "plan --as-of 2026-03-31 --format csv -q");
    assert!(code == 0 && plan.contains(",Bêta,"), "{plan}{err}");
}

#[test]
fn customers_of_a_parent_are_put_together() {
    let place = place();
    place.write("w.yaml", WORKFLOW.replace("version: 1", "version: 1\ndrafts: { consolidate: parent }"));
    place.write(
        "crm.csv",
        "Konto;E-Mail;parent_id;customer_name\nC-1;ap@group.example;G;Acme\nC-3;ap@group.example;G;Delta\nC-2;b@b.example;;Beta\n",
    );
    place.write("invoices.csv", INVOICES.replace("own@beta.example", "").replace("d@delta.example", ""));
    let (_, plan, _) = run(&place, "plan --as-of 2026-03-31 --by customer");
    assert!(
        plan.contains("G: 3 invoices of 2 customers owing 220.00 EUR") && plan.contains("Beta (C-2): 1 invoice owing 80.00 EUR"),
        "{plan}"
    );
    assert_eq!(run(&place, "draft --as-of 2026-03-31 --first-run").0, 0);
    let manifest = place.read("outbox/2026-03-31/manifest.csv");
    let of_group: Vec<&str> = manifest.lines().filter(|line| line.contains("ap@group.example")).collect();
    assert_eq!(of_group.len(), 1, "{manifest}");
    place.write("crm.csv", CRM);
    let (_, _, err) = run(&place, "plan --as-of 2026-03-31");
    assert!(err.contains("the ledger has no column \"parent_id\""), "{err}");
    for id in ["A-1/", "A-2/", "D-1/"] {
        assert!(of_group[0].contains(id), "{manifest}");
    }
}

/// Columns that a file of customers may have, of which the first three are also the invoices'.
const COLUMNS: [&str; 6] = ["email", "language", "segment", "customer_name", "chase", "parent_id"];

fn cell(column: &'static str) -> impl Strategy<Value = &'static str> {
    match column {
        "email" => prop::sample::select(vec!["", "a@b.example", "c@d.example; e@f.example"]),
        "language" => prop::sample::select(vec!["", "de", "French", "n/a"]),
        "chase" => prop::sample::select(vec!["", "call-first"]),
        _ => prop::sample::select(vec!["", "one", "two, and more"]),
    }
}

fn cells() -> impl Strategy<Value = Vec<&'static str>> {
    COLUMNS.into_iter().map(cell).collect::<Vec<_>>()
}

fn quoted(cells: &[&str]) -> String {
    cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",")
}

proptest! {
    #[test]
    fn it_is_as_if_the_cells_were_filled_in_by_hand(
        customers in prop::collection::btree_map(0..6_u8, cells(), 0..5),
        invoices in prop::collection::vec((0..6_u8, cells(), any::<bool>()), 1..12),
    ) {
        let header = |columns: &[&str]| format!("invoice_id,customer_id,due_date,amount,currency,{}\n", columns.join(","));
        let (mut plain, mut filled) = (header(&COLUMNS[..3]), header(&COLUMNS));
        for (number, (customer, cells, is_quoted)) in invoices.iter().enumerate() {
            let own = format!("I-{number},C-{customer},2026-03-{:02},{}.00,EUR", 10 + number, 10 + number);
            let written = if *is_quoted || cells[2].contains(',') { quoted(&cells[..3]) } else { cells[..3].join(",") };
            plain.push_str(&format!("{own},{written}\n"));
            let row = customers.get(customer);
            let by_hand: Vec<&str> = (0..COLUMNS.len()).map(|column| {
                let own = if column < 3 { cells[column] } else { "" };
                match row.map(|row| row[column]) {
                    Some(known) if own.is_empty() || COLUMNS[column] == "language" && ["de", "French"].contains(&known) => known,
                    _ => own,
                }
            }).collect();
            filled.push_str(&format!("{own},{}\n", quoted(&by_hand)));
        }
        let rows = customers.iter().map(|(customer, cells)| format!("C-{customer},{}\n", quoted(cells)));
        let file = format!("customer_id,{}\n{}", COLUMNS.join(","), rows.collect::<String>());

        let mut report = Report::new(BadRows::Stop);
        let table = CustomerTable::read(file.as_bytes(), "customers.csv", &Format::default(), &mut report).map(Arc::new);
        let with = Format { customers: table, ..Format::default() };
        let names: TemplateNames = TemplateNames::default();
        let workflow = workflow::read(WORKFLOW, "w.yaml", &names);
        let workflow = workflow.value.unwrap();
        let [filled, by_hand] = [(plain, with), (filled, Format::default())].map(|(text, format)| {
            let invoices = Invoices::read(text.as_bytes(), "invoices.csv", &format, &mut report);
            let texts: Vec<Vec<String>> = invoices.iter().map(|invoice| {
                let text = |name: &&str| invoice.column(name).unwrap_or_default().to_owned();
                COLUMNS.iter().map(text).collect()
            }).collect();
            let ledger = Ledger { invoices, ..Ledger::default() };
            let plan = plan::status(&workflow, &ledger, Day::parse("2026-03-25").unwrap());
            let actions: Vec<String> = plan.actions().iter().map(|action| format!("{action:?} {}", plan.languages.of(action.invoice))).collect();
            (texts, actions, format!("{:?}", plan.positions))
        });
        prop_assert_eq!(report.error_count(), 0, "{}", report.errors());
        prop_assert_eq!(filled, by_hand);
    }
}
