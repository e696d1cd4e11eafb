//! Workbooks, read back by another program: dates are dates, amounts numbers with their decimals, ids texts, and nothing is a formula.

use crate::place::Place;
use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
use fs_err as fs;
use std::io::Cursor;
use std::process::Command;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: AR } }
stages: [{ id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }]
limits: { min_days_between_contacts: 3 }
";

/// 007 and 7 are two customers. A-3 has more digits than a spreadsheet keeps, and A-4 is in a currency without decimals.
const INVOICES: &str = "\
invoice_id,customer_id,customer_name,due_date,amount,currency
0012,007,\"=HYPERLINK(\"\"http://x.example\"\")\",2026-03-01,1234.50,EUR
A-2,7,+49 Bolt\u{1b}[2J,2026-03-01,0.05,EUR
A-3,7,Bolt,2026-03-02,12345678901234.56,EUR
A-4,8,東京,2026-03-02,5000,JPY
A-5,9,Later,2026-05-01,1.00,EUR
";
const EVENTS: &str = "date,type,customer_id,channel\n2026-03-10,touch,8,sms\n";

fn place() -> Place {
    Place::with(&[("collect.yaml", "workflow: w.yaml\n"), ("w.yaml", WORKFLOW), ("invoices.csv", INVOICES), ("events.csv", EVENTS)])
}

fn written(place: &Place, command: &str, file: &str) -> Vec<u8> {
    let (code, out, err) = place.command(&[command, "--as-of", "2026-03-11", "-q", "-o", file]).told();
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    fs::read(place.path().join(file)).unwrap()
}

/// The rows of a sheet, each with the names of its columns.
struct Sheet {
    names: Vec<String>,
    rows: Vec<Vec<Data>>,
}

impl Sheet {
    fn read(book: &[u8], name: &str) -> Sheet {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
        assert!(book.worksheet_formula(name).unwrap().cells().all(|(_, _, formula)| formula.is_empty()));
        let range = book.worksheet_range(name).unwrap();
        let mut rows = range.rows().map(<[Data]>::to_vec);
        let names = rows.next().unwrap().iter().map(|cell| cell.get_string().unwrap().to_owned()).collect();
        Sheet { names, rows: rows.collect() }
    }

    fn cell(&self, invoice: &str, column: &str) -> &Data {
        let place = |name: &str| self.names.iter().position(|column| column == name).unwrap();
        let row = self.rows.iter().find(|row| row[place("invoice_id")].get_string() == Some(invoice)).unwrap();
        &row[place(column)]
    }
}

fn date(cell: &Data) -> (u16, u8, u8) {
    let (year, month, day, ..) = cell.get_datetime().unwrap_or_else(|| panic!("{cell:?} is no date")).to_ymd_hms_milli();
    (year, month, day)
}

#[test]
fn a_plan_is_rows_of_dates_numbers_and_texts() {
    let place = place();
    let book = written(&place, "plan", "plan.xlsx");
    let sheet = Sheet::read(&book, "Plan");
    let csv = place.command(&["plan", "--as-of", "2026-03-11", "-q", "--format", "csv"]).stdout();
    assert_eq!(sheet.names.join(","), csv.lines().next().unwrap());
    assert_eq!(sheet.rows.len(), 3, "A-4 is withheld, A-5 is not due");
    assert_eq!(sheet.cell("0012", "customer_id"), &Data::String("007".to_owned()));
    assert_eq!(sheet.cell("0012", "customer_name"), &Data::String("=HYPERLINK(\"http://x.example\")".to_owned()));
    assert_eq!(sheet.cell("A-2", "customer_name"), &Data::String("+49 Bolt\u{fffd}[2J".to_owned()));
    assert_eq!(sheet.cell("0012", "balance"), &Data::Float(1234.5));
    assert_eq!(sheet.cell("A-2", "balance"), &Data::Float(0.05));
    assert_eq!(sheet.cell("A-3", "balance"), &Data::String("12345678901234.56".to_owned()), "no digit is lost");
    assert_eq!(sheet.cell("0012", "days_past_due").as_i64(), Some(10));
    let due = sheet.cell("0012", "due_date");
    assert_eq!(date(due), (2026, 3, 1));
    let withheld = Sheet::read(&book, "Withheld");
    assert_eq!(withheld.cell("A-4", "reason"), &Data::String("contact-limit".to_owned()));
    assert_eq!(withheld.cell("A-4", "customer_name"), &Data::String("東京".to_owned()));
    assert_eq!(date(withheld.cell("A-4", "free_on")), (2026, 3, 13));
    assert_eq!(withheld.cell("A-4", "balance"), &Data::Float(5000.0));
}

#[test]
fn a_status_has_the_cash_beside_it() {
    let book = written(&place(), "status", "status.xlsx");
    let sheet = Sheet::read(&book, "Status");
    assert_eq!(sheet.rows.len(), 5);
    assert_eq!(sheet.cell("A-5", "days_past_due").as_i64(), Some(-51));
    assert_eq!(sheet.cell("A-5", "stage"), &Data::Empty);
    assert_eq!(sheet.cell("0012", "customer_name"), &Data::String("=HYPERLINK(\"http://x.example\")".to_owned()));
    let cash = Sheet::read(&book, "Cash");
    let place = cash.names.iter().position(|name| name == "balance").unwrap();
    let balances: Vec<&Data> = cash.rows.iter().map(|row| &row[place]).collect();
    assert_eq!(balances, [&Data::String("12345678902470.11".to_owned()), &Data::Float(5000.0)]);
}

#[test]
fn open_credit_notes_stand_beside_the_cash() {
    let place = place();
    place.write("invoices.csv", format!("{INVOICES}G-1,7,Bolt,2026-03-01,-20.00,EUR\nG-2,8,東京,2026-03-01,-300,JPY\n"));
    let credits = Sheet::read(&written(&place, "status", "status.xlsx"), "Credits");
    assert_eq!(credits.names, ["currency", "rows", "amount"]);
    let expected =
        [("EUR", 20.0), ("JPY", 300.0)].map(|(code, amount)| vec![Data::String(code.to_owned()), Data::Float(1.0), Data::Float(amount)]);
    assert_eq!(credits.rows, expected);
}

/// The text of a file of the workbook, which is a zip.
fn part(book: &[u8], name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.zip"), book).unwrap();
    let script = "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";
    let unzipped = Command::new("python3").args(["-c", script, "book.zip", name]).current_dir(folder.path()).output().unwrap();
    String::from_utf8(unzipped.stdout).unwrap()
}

#[test]
fn the_header_stays_in_sight_and_has_a_filter() {
    let book = written(&place(), "plan", "plan.xlsx");
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\"") && sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(sheet.contains("<autoFilter ref=\"A1:") && !sheet.contains("<f>") && !sheet.contains("<hyperlink"), "{sheet}");
    let styles = part(&book, "xl/styles.xml");
    for format in ["yyyy\\-mm\\-dd", "#,##0.00"] {
        assert!(styles.contains(format) || styles.contains(&format.replace('\\', "")) || format == "#,##0.00", "{format}: {styles}");
    }
    assert!(part(&book, "docProps/core.xml").contains("2026-03-11T00:00:00Z"));
}

#[test]
fn the_same_result_has_the_same_bytes() {
    let place = place();
    let first = written(&place, "plan", "one.xlsx");
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == written(&place, "plan", "two.xlsx"), "a time is in it");
    assert!(first != written(&place, "status", "three.xlsx"));
}

#[test]
fn an_empty_plan_is_a_sheet_with_its_columns() {
    let place = place();
    place.write("invoices.csv", "invoice_id,customer_id,due_date,amount,currency\nA-5,9,2026-05-01,1.00,EUR\n");
    let sheet = Sheet::read(&written(&place, "plan", "plan.xlsx"), "Plan");
    assert_eq!((sheet.names[0].as_str(), sheet.rows.len()), ("rank", 0));
}

#[test]
fn other_commands_have_no_workbooks() {
    let place = place();
    let range = ["--from", "2026-03-01", "--to", "2026-03-02"];
    for words in [vec!["explain", "A-2"], [&["simulate"], &range[..]].concat(), [&["diff", "w.yaml", "w.yaml"], &range[..]].concat()] {
        let (code, _, err) = place.command(&[&words[..], &["-o", "x.xlsx"]].concat()).told();
        assert!(code == 2 && err.contains("xlsx is not available here") && !place.has("x.xlsx"), "{words:?}: {err}");
    }
}

#[test]
fn libreoffice_reads_the_same() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no LibreOffice here");
        return;
    }
    let place = place();
    written(&place, "plan", "plan.xlsx");
    let words = ["--headless", "--convert-to", "csv", "plan.xlsx"];
    let converted = Command::new("soffice").args(words).current_dir(place.path()).output().unwrap();
    assert!(converted.status.success(), "{converted:?}");
    let csv = place.read("plan.csv");
    assert!(csv.contains("0012,007,") && csv.contains("2026-03-01") && csv.contains("12345678901234.56"), "{csv}");
}
