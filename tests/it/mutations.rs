//! One change in an export, one after the other: a digit, a sign, a date, a word for a kind, a customer, a header. What is read must change with
//! it, or something must be told. None may pass unseen.

use crate::exports::{answers, folder, invoices, samples};
use collect::arrange::{TableRows, arrange, is_needed};
use collect::calendar::Day;
use collect::guess::{ProjectPage, Proof};
use collect::ledger::reading::{BadRows, InvoiceReader, Report};
use collect::project;
use fs_err as fs;
use std::fmt::Write as _;
use std::path::Path;

/// All that is read of a file with this project, as text; or what is wrong.
fn read(page: &str, bytes: &[u8]) -> Result<String, String> {
    let ledger = project::read(page, "collect.yaml").value.unwrap().ledger;
    let csv = ledger.invoices.unwrap();
    let format = csv.for_reading(Day::LAST, ledger.currency).unwrap();
    let mut report = Report::new(BadRows::Stop);
    let mut told = String::new();
    let (rows, format) = if is_needed(&csv) {
        let arranged = arrange(bytes, &csv.path, &csv, &format, TableRows::Invoices).map_err(|wrong| format!("{wrong:?}"))?;
        arranged.tell(&csv.path, &mut report);
        told += &String::from_utf8(arranged.events.map(|money| money.csv).unwrap_or_default()).unwrap();
        (arranged.rows.csv, arranged.rows.format)
    } else {
        (bytes.to_vec(), format)
    };
    let Some(mut reader) = InvoiceReader::open(&*rows, &csv.path, &format, &mut report) else {
        return Err(report.errors().to_string());
    };
    while let Some(invoice) = reader.next(&mut report) {
        let texts: Vec<&str> = (0..invoice.columns().names().len()).map(|place| invoice.text_at(place)).collect();
        let _ = writeln!(told, "{:?} {texts:?}", invoice.terms);
    }
    // Totals of the file itself tell, too.
    let proof = Proof::of(page, "collect.yaml", Day::LAST, &mut |_| Ok(Box::new(std::io::Cursor::new(bytes.to_vec())))).unwrap();
    let _ = writeln!(told, "{} {} {:?}", proof.agreeing_totals, proof.differing_totals, proof.notes);
    if report.error_count() > 0 { Err(report.errors().to_string()) } else { Ok(told) }
}

/// The changes of a cell.
fn changed(cell: &str) -> Vec<String> {
    let mut changes = Vec::new();
    // What a total is called is no matter.
    if cell.to_lowercase().starts_with("total") {
        return changes;
    }
    // The time of a day is passed over.
    let seen = if cell.contains(':') { "2026-03-31".len() } else { cell.len() };
    for (at, digit) in cell.char_indices().filter(|(at, c)| c.is_ascii_digit() && *at < seen) {
        let other = char::from(b'0' + (digit as u8 - b'0' + 1) % 10);
        changes.push(format!("{}{other}{}", &cell[..at], &cell[at + 1..]));
    }
    let is_zero = !cell.contains(|c: char| ('1'..='9').contains(&c));
    if cell.starts_with(|c: char| c.is_ascii_digit()) && cell.contains(['.', ',']) && !is_zero {
        changes.push(format!("-{cell}"));
    }
    if cell.chars().any(char::is_alphabetic) {
        changes.push(format!("{cell}x"));
    }
    changes
}

/// What no file can show: that the only credit of a file has a minus or none; what a payment was before a part of it was applied, its due date
/// and its side; a label without a value; the name of a customer whose id stands beside it; what else
/// a row says that is not in the ledger.
const CANNOT_BE_SEEN: [(&str, usize, &str); 19] = [
    ("credits-by-side", 3, "100,00"),
    ("kinds-of-documents", 4, "59,50"),
    ("payments-among-invoices", 4, "-50.00"),
    ("lexoffice", 4, "50,00"),
    ("fbl5n", 3, "15.04.2026"),
    ("fbl5n", 3, "H"),
    ("labels-above-rows", 8, "Tel:"),
    ("payments-with-references", 4, "Quill Press"),
    ("credits-by-number", 4, "20.00"),
    ("credits-by-a-yes", 3, "21,00"),
    ("dare-e-avere", 3, "30,50"),
    ("kinds-of-vouchers", 4, "20.00"),
    ("openstaand-saldo", 4, "24,20"),
    ("plus-and-minus", 3, "20.00"),
    ("reste-a-encaisser", 4, "60,00"),
    ("restforderung", 5, "30,00"),
    ("cancelled-on", 3, "false"),
    ("reste-a-encaisser", 5, "Facture"),
    ("restforderung", 4, "Soll"),
];

fn name(sample: &Path) -> &str {
    sample.file_name().and_then(|name| name.to_str()).unwrap()
}

#[test]
fn no_change_of_an_export_passes_unseen() {
    let (mut tried, mut unseen) = (0, Vec::new());
    for sample in samples(&folder()) {
        let expected = fs::read_to_string(sample.join("expected.txt")).unwrap();
        let bytes = fs::read(sample.join("export.csv")).unwrap();
        let Ok(text) = String::from_utf8(bytes.clone()) else { continue };
        let guessed = invoices(&sample, &answers(&expected)).unwrap();
        let page = ProjectPage::of(&guessed, &[], "workflow.yaml").text;
        let right = read(&page, &bytes).unwrap();
        let used: Vec<&str> =
            guessed.decisions.iter().filter(|column| !column.taken_for.is_empty()).map(|column| column.column.as_str()).collect();
        let delimiter = char::from(guessed.csv.delimiter);
        let lines: Vec<&str> = text.split('\n').collect();
        let header = guessed.csv.layout.header.map_or(1, |lines| lines.last as usize);
        let cells = |line: &str| {
            line.trim_end_matches('\r').split(delimiter).map(|cell| cell.trim().trim_matches('"').to_owned()).collect::<Vec<_>>()
        };
        let names = cells(lines[header - 1]);
        let is_quoted = lines.iter().any(|line| line.contains('"'));
        // Where a cell holds a delimiter, its place in the line is not that of its column: such files are tried cell by cell as a whole.
        for (at, line) in lines.iter().enumerate().skip(header - 1) {
            // A row that is not in the ledger may say what it likes, but for the word that keeps it out.
            let mut without: Vec<&str> = lines.clone();
            without[at] = "";
            let is_left_out = at >= header && read(&page, without.join("\n").as_bytes()).as_ref() == Ok(&right);
            for (column, cell) in cells(line).iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let is_used = (is_quoted && at >= header) || names.get(column).is_some_and(|name| used.contains(&name.as_str()));
                let is_heading = guessed.csv.layout.group.is_some();
                let layout = &guessed.csv.layout;
                let keeps_out = names.get(column).is_some_and(|name| {
                    layout.skip.iter().any(|skip| skip.column == *name)
                        || layout.documents.as_ref().is_some_and(|kinds| kinds.column == *name)
                });
                if is_left_out && !keeps_out {
                    continue;
                }
                if !is_used && !is_heading {
                    continue;
                }
                // A text that is known by how it begins may go on as it likes.
                let goes_on = |change: &str| {
                    let filters = layout.skip.iter().chain(&layout.settled_when).filter(|filter| Some(&filter.column) == names.get(column));
                    let mut beginnings = filters.flat_map(|filter| &filter.texts).filter_map(|text| text.strip_suffix('*'));
                    beginnings.any(|beginning| cell.starts_with(beginning) && change.starts_with(beginning))
                };
                for change in changed(cell).into_iter().filter(|change| at < header || !goes_on(change)) {
                    let mut other: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
                    other[at] = match line.contains('"') {
                        true => line.replacen(cell.as_str(), &change, 1),
                        false => {
                            let mut parts: Vec<&str> = line.split(delimiter).collect();
                            parts[column] = &change;
                            parts.join(&delimiter.to_string())
                        }
                    };
                    if other[at] == *line || CANNOT_BE_SEEN.contains(&(name(&sample), at + 1, cell.as_str())) {
                        continue;
                    }
                    tried += 1;
                    match read(&page, other.join("\n").as_bytes()) {
                        Ok(told) if told == right => unseen.push(format!("{}:{}: {cell:?} as {change:?}", sample.display(), at + 1)),
                        _ => {}
                    }
                }
            }
        }
    }
    assert!(tried >= 500, "{tried}");
    assert!(unseen.is_empty(), "{} of {tried}\n{}", unseen.len(), unseen.join("\n"));
}
