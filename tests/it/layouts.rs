//! Exports in the manner of many systems, and the ledgers that they are. Each file in `tests/layouts` has a project file, an export, and what
//! must come of it, worked out by hand: its invoices, the payments and credits among them, and all that is told.

use collect::arrange::{Arranged, TableRows, arrange};
use collect::calendar::Day;
use collect::finding::Finding;
use collect::ledger::Invoice;
use collect::ledger::reading::{BadRows, EventReader, InvoiceReader, Report};
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
    let mut all = if left_out.is_empty() { String::new() } else { format!("left out: {left_out}\n") };
    all.extend(notes.iter().map(|note| format!("{note}\n")));
    [invoices, money, all + &lines(arranged_told.errors().shown) + &lines(report.errors().shown)]
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
