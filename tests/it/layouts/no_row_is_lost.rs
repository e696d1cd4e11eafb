//! Random reports: every line of them is an invoice, a payment, left out with a reason, or told as wrong, and stands where it stood.

use collect::arrange::{Arranged, TableRows, arrange};
use collect::calendar::Day;
use collect::ledger::reading::{BadRows, Report};
use collect::project;
use proptest::prelude::*;
use std::collections::BTreeSet;

const PROJECT: &str = r#"ledger:
  currency: EUR
  invoices:
    header: 3
    columns: { invoice_id: Num, issue_date: Date, due_date: Due, amount: Amount, open_amount: Open }
    open_on: 2026-03-31
    group: { column: "" }
    documents: { column: Kind, invoice: I, credit: C, payment: P, skip: S, reference: For }
    where: { Status: [open, ""] }
    skip: { Void: X }
"#;

const HEADER: &str = ",Kind,Num,Date,Due,Amount,Open,For,Status,Void";

/// A line of a report without its number: what is in it, and whether it is one of the list.
fn line() -> impl Strategy<Value = String> {
    let row = (
        prop::sample::select(vec!["I", "I", "I", "C", "P", "S", "?"]),
        prop::option::weighted(0.9, 1_u32..400),
        prop::bool::weighted(0.9),
        prop::sample::select(vec!["10.00", "-10.00", "0.00", "", "1,5", "x", "7.5000"]),
        prop::sample::select(vec!["", "", "5.00", "-5.00", "0.00"]),
        prop::sample::select(vec!["open", "", "draft"]),
        prop::sample::select(vec!["", "", "", "X"]),
    );
    let row = row.prop_map(|(kind, number, dated, amount, open, status, void)| {
        let number = number.map(|number| format!("N{number}")).unwrap_or_default();
        let day = if dated { "2026-02-01" } else { "" };
        format!(",{kind},{number},{day},{day},\"{amount}\",{open},,{status},{void}")
    });
    let other = prop::sample::select(vec![
        "Alpha,,,,,,,,,",
        "Total Alpha,,,,,10.00,,,,",
        "Beta,,,,,,,,,",
        "TOTAL,,,,,99.00,,,,",
        ",,,,,12.00,12.00,,,",
        "Printed on a day,,,,,,,,,",
        HEADER,
        "",
        ",,,,,,,,,",
        "short,row",
        ",I,N1,2026-02-01,2026-02-01,5.00,,,,,too,long",
        "\"Gamma\nof two lines\",,,,,,,,,",
    ]);
    prop_oneof![4 => row, 3 => other.prop_map(str::to_owned)]
}

/// The lines of a text that hold something, with what they hold.
fn filled(csv: &[u8]) -> Vec<(usize, String)> {
    let text = String::from_utf8(csv.to_vec()).unwrap();
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.to_owned()));
    lines.filter(|(_, line)| !line.is_empty()).collect()
}

proptest! {
    #[test]
    fn every_line_is_accounted_for(lines in prop::collection::vec(line(), 0..40)) {
        let text = format!("Report\nof a day\n{HEADER}\n{}\n", lines.join("\n"));
        let ledger = project::read(PROJECT, "c.yaml").value.unwrap().ledger;
        let csv = ledger.invoices.unwrap();
        let format = csv.for_reading(Day::FIRST, ledger.currency).unwrap();
        let arranged = arrange(text.as_bytes(), "r.csv", &csv, &format, TableRows::Invoices).unwrap();
        let Arranged { rows, events, left_out, .. } = &arranged;
        let (invoices, money) = (filled(&rows.csv), filled(&events.as_ref().unwrap().csv));
        let holds_something = |line: &&String| !line.trim_matches([',', '"']).is_empty();
        let all = 2 + lines.iter().filter(holds_something).count() as u64;
        let kept = (invoices.len() - 1 + money.len() - 1) as u64;
        prop_assert_eq!(kept + left_out.count() + arranged.bad_rows() as u64, all, "{}\n{:?}", text, left_out);
        let original: Vec<&str> = text.lines().collect();
        for (line, row) in invoices.iter().skip(1) {
            // A row without a number is told by the ordinary reader.
            let Some(number) = row.split(',').find(|cell| cell.starts_with('N')) else { continue };
            prop_assert!(original[line - 1].contains(number), "{} is not on line {}", number, line);
        }
        for (line, _) in money.iter().skip(1) {
            prop_assert!([",P,", ",C,"].iter().any(|kind| original[line - 1].contains(kind)), "line {}", line);
        }
        let of_both: BTreeSet<usize> = invoices.iter().chain(&money).skip(1).map(|(line, _)| *line).filter(|line| *line > 3).collect();
        prop_assert_eq!(of_both.len() as u64, kept, "no line is both");
        let mut report = Report::new(BadRows::Stop);
        arranged.tell("r.csv", &mut report);
        prop_assert_eq!(report.bad_row_count(), arranged.bad_rows() as u64);
    }
}

/// Pieces of files of all kinds, put together in any way.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "<html>",
        "<table>",
        "<tr>",
        "</tr>",
        "<td>",
        "<td colspan=3>",
        "<td rowspan=\"2\">",
        "</td>",
        "<br/>",
        "&nbsp;",
        "&#x41;",
        "&",
        "&#99999999;",
        "<?xml version=\"1.0\"?>",
        "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
        "<Worksheet ss:Name=\"A\">",
        "<Row ss:Index=\"7\">",
        "<Cell ss:Index=\"3\" ss:MergeAcross=\"1\">",
        "<Data ss:Type=\"Number\">",
        "</Data>",
        "1e400",
        "NaN",
        "-1.5",
        "PK\u{3}\u{4}",
        "\"",
        ";",
        ",",
        "\t",
        "\r",
        "\n",
        "Num",
        "Due",
        "Total",
        "Amount",
        "2026-02-01",
        "10,5",
        "*",
        "<",
        ">",
        "<![CDATA[x]]>",
        "<!--",
        "-->",
    ]);
    prop_oneof![8 => known.prop_map(|text| text.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..6)]
}

proptest! {
    #[test]
    fn whatever_a_file_holds_is_read_or_told(
        begin in prop::sample::select(vec![&b""[..], b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>", b"<?xml?>"]),
        pieces in prop::collection::vec(piece(), 0..60),
        encoding in prop::sample::select(vec!["utf-8", "windows-1250", "shift-jis", "utf-16"]),
    ) {
        let bytes = [begin.to_vec(), pieces.concat()].concat();
        let project = format!("ledger: {{ currency: EUR, invoices: {{ encoding: {encoding}, columns: {{ invoice_id: Num }} }} }}\n");
        let ledger = project::read(&project, "c.yaml").value.unwrap().ledger;
        let csv = ledger.invoices.unwrap();
        let format = csv.for_reading(Day::FIRST, ledger.currency).unwrap();
        match arrange(&bytes, "x", &csv, &format, TableRows::Invoices) {
            Ok(arranged) => prop_assert!(arranged.rows.csv.ends_with(b"\n")),
            Err(findings) => prop_assert!(!findings.is_empty()),
        }
    }
}

proptest! {
    #[test]
    fn a_damaged_workbook_is_read_or_told(
        name in prop::sample::select(vec!["open-items.xlsx", "two-tables.xlsx", "old.xls", "libre-office.ods"]),
        damages in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts/files").join(name);
        let mut bytes = fs_err::read(path).unwrap();
        for (at, byte) in damages {
            let at = at.index(bytes.len() - 8) + 8;
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()).max(8));
        }
        let csv = project::CsvFormat::plain("");
        let format = csv.for_reading(Day::FIRST, None).unwrap();
        if let Err(findings) = arrange(&bytes, "x", &csv, &format, TableRows::Invoices) {
            prop_assert!(!findings.is_empty());
        }
    }
}
