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
