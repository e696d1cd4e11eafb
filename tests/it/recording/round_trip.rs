//! What is written to the log is read from it as it was, whatever the texts and whatever the log looked like before.

use collect::calendar::Day;
use collect::ledger::reading::{BadRows, EventReader, EventType, Format, Report};
use collect::record::{Entry, LogChange, LogRow, LogSheet, identified, log_rows};
use proptest::prelude::*;

const TEXTS: [&str; 8] = ["invoice_id", "customer_id", "stage", "by", "note", "ref", "reason", "outcome"];

/// Texts that mean something to a reader of CSV, a spreadsheet or a terminal.
fn hostile() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just("\""),
        Just("\"\""),
        Just(","),
        Just(";"),
        Just("\n"),
        Just("\r"),
        Just("\r\n"),
        Just("'"),
        Just("="),
        Just("+1"),
        Just("-"),
        Just("@x"),
        Just("\t"),
        Just(" "),
        Just("\u{a0}"),
        Just("\u{feff}"),
        Just("＝"),
        Just("a"),
        Just("0012"),
        Just("/due/email/1"),
        Just("sep=;"),
        Just("é"),
        Just("\u{202e}"),
        Just("#"),
        Just("\\"),
    ];
    prop::collection::vec(parts, 0..6).prop_map(|parts| parts.concat())
}

/// Logs as people and programs leave them: other columns in other orders, other ends of lines, a mark in front, no end.
fn logs() -> impl Strategy<Value = String> {
    let columns = Just(["date", "type", "invoice_id", "note", "id", "Mine", "stage"].to_vec()).prop_shuffle();
    (columns, 2..7_usize, any::<[bool; 4]>(), hostile(), 0..3_usize).prop_map(|(columns, count, [mark, crlf, open, word], text, rows)| {
        let mut columns = columns;
        let (needed, others): (Vec<&str>, Vec<&str>) = columns.drain(..).partition(|name| ["date", "type", "invoice_id"].contains(name));
        let columns: Vec<&str> = needed.into_iter().chain(others).take(count.max(3)).collect();
        let end = if crlf { "\r\n" } else { "\n" };
        let mut log = format!(
            "{}{}{}{end}",
            if mark { "\u{feff}" } else { "" },
            if word { format!("sep=,{end}") } else { String::new() },
            columns.join(",")
        );
        for row in 0..rows {
            let cell = |name: &&str| match *name {
                "date" => "2026-03-01".to_owned(),
                "type" => "note".to_owned(),
                "invoice_id" => "INV-1".to_owned(),
                "id" => format!("old-{row}"),
                _ => format!("\"{}\"", text.replace('"', "\"\"")),
            };
            log.push_str(&columns.iter().map(cell).collect::<Vec<_>>().join(","));
            log.push_str(end);
        }
        if open { log.trim_end_matches(['\r', '\n']).to_owned() } else { log }
    })
}

fn cells(row: &LogRow) -> Vec<&str> {
    ["date", "type", "invoice_id", "note", "id", "Mine", "stage"].map(|column| row.cell(column)).to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400)))]

    #[test]
    fn what_is_written_is_read(log in prop_oneof![Just(String::new()), logs()], texts in prop::collection::vec(prop::array::uniform8(hostile()), 1..4)) {
        let entry = |texts: &[String; 8]| {
            let mut entry = Entry::new(Day::parse("2026-03-31").unwrap(), EventType::Note);
            for (column, text) in TEXTS.into_iter().zip(texts) {
                entry = entry.with(column, text);
            }
            if entry.cell("invoice_id").is_empty() { entry.with("invoice_id", "INV-1") } else { entry }
        };
        let before = log_rows(log.as_bytes());
        let sheet = LogSheet::read(log.as_bytes()).unwrap();
        let entries = identified(texts.iter().map(entry).collect(), sheet.length(), |_| false);
        let LogChange { keep, bytes } = sheet.change(&entries);
        let mut new = log.clone().into_bytes();
        new.truncate(keep);
        new.extend(bytes);
        let rows = log_rows(&new);
        prop_assert_eq!(rows.len(), before.len() + entries.len(), "{}", String::from_utf8_lossy(&new));
        for (old, row) in before.iter().zip(&rows) {
            prop_assert_eq!((old.line, cells(old)), (row.line, cells(row)));
        }
        for (entry, row) in entries.iter().zip(&rows[before.len()..]) {
            for column in entry.columns() {
                prop_assert_eq!(row.cell(column), entry.cell(column), "{}: {}", column, String::from_utf8_lossy(&new));
            }
        }
        // The reader of the ledger finds the same, and nothing wrong. (A ref may be one of another invoice, which is an error of the texts.)
        let mut report = Report::new(BadRows::Stop);
        let mut reader = EventReader::new(true);
        reader.read(new.as_slice(), "log.csv", &Format { guarded: true, ..Format::default() }, &mut report);
        let of_the_texts = report.errors().shown.iter().filter(|finding| finding.message.contains("is an action of another invoice")).count();
        prop_assert_eq!(report.errors().shown.len(), of_the_texts, "{}", report.errors());
        let events = reader.finish();
        for entry in entries.iter().filter(|_| of_the_texts == 0) {
            let subject = events.invoice(entry.cell("invoice_id"));
            prop_assert!(subject.is_some(), "{:?}", entry.cell("invoice_id"));
            let told = |event| events.note(&event) == Some((entry.cell("by"), entry.cell("note")));
            let nothing = entry.cell("by").is_empty() && entry.cell("note").is_empty();
            prop_assert!(nothing || events.of(subject.unwrap()).any(told), "{:?}", entry);
        }
    }
}
