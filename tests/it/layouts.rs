//! Exports in the manner of many systems, and the ledgers that they are. Each file in `tests/layouts` has a project file, an export, and what
//! must come of it, worked out by hand: its invoices, the payments and credits among them, and all that is told.

mod no_row_is_lost;
mod run;

use crate::docs::document::{Block, Document};
use collect::arrange::{Arranged, TableRows, arrange};
use collect::calendar::Day;
use collect::finding::Finding;
use collect::ledger::reading::{BadRows, EventReader, InvoiceReader, Report};
use collect::ledger::{Invoice, Invoices};
use collect::project::{self, CsvFormat, Project};
use encoding_rs::{SHIFT_JIS, WINDOWS_1250};
use fs_err as fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts")
}

/// A story: what it is about, and its sections in order.
struct LayoutStory {
    sections: Vec<(String, String)>,
}

impl LayoutStory {
    fn read(path: &Path) -> LayoutStory {
        let text = fs::read_to_string(path).unwrap();
        let parts = format!("\n{text}");
        let sections = parts.split("\n=== ").skip(1).map(|part| {
            let (heading, body) = part.split_once('\n').unwrap_or((part, ""));
            let body = if body.is_empty() || body.ends_with('\n') { body.to_owned() } else { format!("{body}\n") };
            (heading.to_owned(), body)
        });
        LayoutStory { sections: sections.collect() }
    }

    fn section(&self, heading: &str) -> Option<&str> {
        self.sections.iter().find(|(found, _)| found == heading).map(|(_, body)| body.as_str())
    }

    /// The name of the export and its bytes.
    fn export(&self) -> (String, Vec<u8>) {
        let (heading, body) = &self.sections[1];
        let (name, encoding) = heading.split_once(' ').unwrap_or((heading, ""));
        let bytes = match encoding {
            "" => body.clone().into_bytes(),
            "file" => fs::read(folder().join("files").join(body.trim())).unwrap(),
            "windows-1250" => WINDOWS_1250.encode(body).0.into_owned(),
            "shift-jis" => SHIFT_JIS.encode(body).0.into_owned(),
            "utf-16" => [vec![0xff, 0xfe], body.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
            other => panic!("{other}"),
        };
        (name.to_owned(), bytes)
    }
}

fn line_of(invoice: &Invoice<'_>) -> String {
    let terms = invoice.terms;
    let text = |column: &str| invoice.columns().position(column).map(|place| invoice.text_at(place)).filter(|text| !text.is_empty());
    let name = text("customer_name").map(|name| format!(" ({name})")).unwrap_or_default();
    let amount = |minor: i64| terms.currency.plain(minor.into());
    let mut line =
        format!("{} of {}{name}, due {}: {} {}", invoice.id(), invoice.customer(), terms.due_date, amount(terms.amount), terms.currency);
    if let Some(open) = terms.open_amount {
        line += &format!(", open {} on {}", amount(open.amount), open.on);
    }
    if let Some(day) = terms.settled_date {
        line += &format!(", settled {day}");
    }
    for column in ["discount_percent", "discount_until"] {
        if let Some(text) = text(column) {
            line += &format!(", {column} {text}");
        }
    }
    line + "\n"
}

/// What comes of a story: invoices, events, and what is told.
fn told(story: &LayoutStory) -> [String; 3] {
    let reading = project::read(story.section("collect.yaml").unwrap(), "collect.yaml");
    assert_eq!(reading.findings, []);
    let Project { ledger, .. } = reading.value.unwrap();
    let csv = ledger.invoices.unwrap_or_else(|| CsvFormat::plain(""));
    let (file, bytes) = story.export();
    let format = csv.for_reading(Day::parse("2026-03-31").unwrap(), ledger.currency).unwrap();
    let Arranged { rows, events, left_out, notes, .. } = &match arrange(&bytes, &file, &csv, &format, TableRows::Invoices) {
        Ok(arranged) => arranged,
        Err(findings) => return [String::new(), String::new(), lines(&findings)],
    };
    let mut report = Report::new(BadRows::Stop);
    let mut invoices = String::new();
    if let Some(mut reader) = InvoiceReader::open(Cursor::new(&rows.csv), &file, &rows.format, &mut report) {
        while let Some(invoice) = reader.next(&mut report) {
            invoices += &line_of(&invoice);
        }
    }
    let mut money = String::new();
    if let Some(events) = events {
        let text = String::from_utf8(events.csv.clone()).unwrap();
        money = text.lines().filter(|line| !line.is_empty()).skip(1).map(|line| format!("{line}\n")).collect();
        let before = report.error_count();
        let mut reader = EventReader::new(true);
        reader.read(Cursor::new(&events.csv), &file, &events.format, &mut report);
        assert_eq!((report.error_count(), reader.count()), (before, money.lines().count() as u64), "payments and credits can be read");
    }
    let mut arranged_told = Report::new(BadRows::Stop);
    if let Ok(arranged) = arrange(&bytes, &file, &csv, &format, TableRows::Invoices) {
        arranged.tell(&file, &mut arranged_told);
    }
    let odd: Vec<Finding> = arranged_told.warnings().flat_map(|(_, told)| told.shown.to_vec()).collect();
    let mut all = if left_out.is_empty() { String::new() } else { format!("left out: {left_out}\n") };
    all.extend(notes.iter().map(|note| format!("{note}\n")));
    [invoices, money, all + &lines(arranged_told.errors().shown) + &lines(report.errors().shown) + &lines(&odd)]
}

fn lines(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

#[test]
fn exports_are_the_ledgers_that_people_take_them_for() {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.sort();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for path in paths {
        let story = LayoutStory::read(&path);
        let found = told(&story);
        let wanted = ["invoices", "events", "told"].map(|heading| story.section(heading).unwrap_or_default().to_owned());
        if found != wanted {
            wrong.push(format!("{}\n--- wanted\n{}--- found\n{}", path.display(), wanted.join("-\n"), found.join("-\n")));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 44, "{count}");
}

/// The examples of the page for clerks, each with the project file above it: how many events it has, and its invoices with their amounts.
#[test]
fn the_examples_of_the_page_are_read_as_it_says() {
    let document = Document::read("docs/import.md");
    let projects = document.blocks("yaml");
    let mut found = Vec::new();
    for Block { line, name, text, .. } in document.blocks("csv") {
        let yaml = projects.iter().rev().find(|block| block.line < line).unwrap();
        let reading = project::read(yaml.text, "collect.yaml");
        let ledger = reading.value.unwrap_or_else(|| panic!("line {line}: {:?}", reading.findings)).ledger;
        let (csv, kind) = match (ledger.invoices, ledger.events) {
            (Some(invoices), _) => (invoices, TableRows::Invoices),
            (None, events) => (events.unwrap().remove(0), TableRows::Events),
        };
        assert_eq!(csv.path, name);
        let format = csv.for_reading(Day::parse("2026-03-31").unwrap(), ledger.currency).unwrap();
        let arranged = arrange(text.as_bytes(), name, &csv, &format, kind).unwrap();
        let mut report = Report::new(BadRows::Stop);
        arranged.tell(name, &mut report);
        let (mut events, mut invoices) = (EventReader::new(false), Vec::new());
        let money = if kind == TableRows::Events { Some(&arranged.rows) } else { arranged.events.as_ref() };
        if let Some(money) = money {
            events.read(Cursor::new(&money.csv), name, &money.format, &mut report);
        }
        if kind == TableRows::Invoices {
            let read = Invoices::read(Cursor::new(&arranged.rows.csv), name, &arranged.rows.format, &mut report);
            invoices.extend(read.iter().map(|invoice| format!(", {} {}", invoice.id(), invoice.terms.amount)));
        }
        assert_eq!(report.errors().to_string(), "", "line {line}");
        found.push(format!("{}{}", events.count(), invoices.concat()));
    }
    let wanted = [
        "0, 103001 100000, 103002 20000",
        "0, 1101 120000, 1102 5000, 1077 35000",
        "0, 1001 125000, 1002 8000",
        "1, 1077 50000, 1079 -10000",
        "0, A-1 1000",
        "0, A-1 2000, A-2 7500",
        "1, A-1 2000, A-2 7500",
        "0, A-1 1000, A-2 2000",
        "0, A-1 100000, A-2-1 5000, A-2-2 5000",
        "0, 4711 125000, 4713 -5000",
        "0, A-1 12500000, A-2 -25000",
        "0, in_1 29900, in_2 29900",
        "0, A-1 1000, A-2 1000",
        "1",
    ];
    assert_eq!(found, wanted);
}
