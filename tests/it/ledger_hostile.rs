//! Files that are damaged, or no ledgers at all.

use collect::ledger::Invoices;
use collect::ledger::reading::{BadRows, Encoding, EventReader, Format, InvoiceReader, Report};
use proptest::prelude::*;
use std::io::{self, Read};
use std::time::{Duration, Instant};

const HEADER: &str = "invoice_id,customer_id,due_date,amount,currency\n";

fn errors(csv: impl Read) -> (usize, String) {
    let mut report = Report::new(BadRows::Skip);
    let read = Invoices::read(csv, "invoices.csv", &Format::default(), &mut report);
    (read.len(), report.errors().to_string())
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_told_where_it_stands() {
    let csv = format!("{HEADER}A-1,C1,2026-03-31,5,USD\nA-2,\"C2,2026-03-31,5,USD\nA-3,C1,2026-03-31,5,USD\n");
    assert_eq!(
        errors(csv.as_bytes()),
        (
            1,
            "invoices.csv:3:5: the quotation mark is never closed: everything after it is in one field; \
             close it, or write it twice if it belongs to the text\n"
                .to_owned()
        )
    );
}

#[test]
fn a_lost_quotation_mark_swallows_no_row_in_silence() {
    // The mark opened on line 2 ends at the next one, on line 3: five fields, as if nothing were wrong.
    let csv = format!("{HEADER}A-1,C1,2026-03-31,5,\"USD\nA-2,C1,2026-03-31,5,\"USD\"\nA-3,C1,2026-03-31,5,USD\n");
    let mut report = Report::new(BadRows::Stop);
    let read = Invoices::read(csv.as_bytes(), "invoices.csv", &Format::default(), &mut report);
    assert_eq!(read.iter().map(|invoice| invoice.id()).collect::<Vec<_>>(), ["A-3"]);
    let told = report.errors().to_string();
    assert!(
        told.starts_with("invoices.csv:2:21: text follows the closing quotation mark of a field that goes over several lines"),
        "{told}"
    );
}

#[test]
fn a_hundred_megabytes_in_one_line_end_the_file_at_once() {
    let line = io::repeat(b'x').take(100 << 20);
    let csv = HEADER.as_bytes().chain(&b"A-1,C1,2026-03-31,5,USD\n\""[..]).chain(line);
    let begin = Instant::now();
    let (read, told) = errors(csv);
    assert_eq!(read, 1);
    assert!(told.starts_with("invoices.csv:3: the row is longer than 16 MiB"), "{told}");
    // A second is promised for the built program; without optimisation it takes a few times that.
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    let (_, told) = errors(io::repeat(b',').take(100 << 20));
    assert!(told.starts_with("invoices.csv:1: the row is longer"), "{told}");
}

#[test]
fn many_empty_lines_are_no_long_row() {
    let csv = io::repeat(b'\n').take(40 << 20).chain(HEADER.as_bytes()).chain(&b"\r\n\r\nA-1,C1,never,5,USD"[..]);
    let mut report = Report::new(BadRows::Stop);
    Invoices::read(csv, "invoices.csv", &Format::default(), &mut report);
    assert!(report.errors().to_string().starts_with("invoices.csv:41943044:8: due_date"), "{}", report.errors());
}

struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() { Err(io::Error::other("the disk is gone")) } else { self.0.read(buffer) }
    }
}

#[test]
fn a_file_that_fails_half_way_is_an_error_and_not_its_end() {
    let csv = format!("{HEADER}A-1,C1,2026-03-31,5,USD\nA-2,C1,2026-03-31,5,US");
    let (read, told) = errors(Failing(csv.as_bytes()));
    assert_eq!(read, 1);
    assert_eq!(told, "invoices.csv:3: reading failed here, the rest of the file is missing: the disk is gone\n");
}

#[test]
fn other_kinds_of_files_are_called_by_name() {
    for (bytes, told) in [
        (&b"PK\x03\x04\x14\0"[..], "invoices.csv:1: the file is a workbook or ZIP archive, not CSV"),
        (b"\xff\xfei\0n\0", "invoices.csv:1: the file is a UTF-16 text, not CSV"),
        (b"\x1f\x8b\x08\0\0\0", "invoices.csv:1: the file is compressed with gzip, not CSV"),
        (b"", "invoices.csv:1: the file is empty"),
        (b"\n\n", "invoices.csv:1: the file is empty"),
        (b"invoice_id,na\xefve\n", "invoices.csv:1:12: the byte 0xEF is not UTF-8"),
    ] {
        let (_, found) = errors(bytes);
        assert!(found.starts_with(told), "{found}");
    }
}

#[test]
fn bytes_that_are_no_text_cost_their_own_row_only() {
    let mut csv = HEADER.as_bytes().to_vec();
    // A character torn apart by a comma would be whole again if its fields were put side by side.
    for row in [&b"A-1,M\xfcller,2026-03-31,5,USD\n"[..], b"A-2,C\0,2026-03-31,5,USD\n", b"A\xc3,\xa9C,2026-03-31,5,USD\n"] {
        csv.extend_from_slice(row);
    }
    csv.extend_from_slice(b"A-4,C1,2026-03-31,5,USD\r");
    let mut report = Report::new(BadRows::Stop);
    let read = Invoices::read(csv.as_slice(), "invoices.csv", &Format::default(), &mut report);
    assert_eq!(read.len(), 1);
    let told: Vec<String> = report.errors().shown.iter().map(|f| format!("{}: {}", f.place.as_ref().unwrap(), f.message)).collect();
    assert_eq!(
        told,
        [
            "invoices.csv:2:5: the byte 0xFC is not UTF-8",
            "invoices.csv:3:5: the field holds a NUL byte",
            "invoices.csv:4:1: the byte 0xC3 is not UTF-8",
        ]
    );
}

#[test]
fn rejects_keep_the_bytes_of_their_file() {
    let csv = b"invoice_id,customer_id,due_date,amount,currency\nA-1,M\xfcller,2026-03-31,5,\x80\n";
    let mut report = Report::new(BadRows::Skip);
    let format = Format { encoding: Encoding::Windows1252, ..Format::default() };
    Invoices::read(&csv[..], "invoices.csv", &format, &mut report);
    let wanted = b"invoice_id,customer_id,due_date,amount,currency,reason\n\
                   A-1,M\xfcller,2026-03-31,5,\x80,\"line 2: currency \"\"\x80\"\" is not a currency of ISO 4217\"\n";
    assert_eq!(report.rejects().to_csv(), wanted);
}

/// A row of an invoices file: good, bad, or of bytes that happen to be one row.
fn any_row() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        "[A-Z]-[0-9]{1,2},C[0-9],2026-0[1-9]-[0-3][0-9],[0-9]{1,4}(\\.[0-9]{1,3})?,(USD|EUR|JPY|usd)".prop_map(String::into_bytes),
        "[A-Z]-[0-9]{1,2},\"C[\n\r,]x\"\"y\",2026-01-01,(\"1,000\"|1,000),USD".prop_map(String::into_bytes),
        proptest::collection::vec(prop_oneof![Just(b','), Just(b'x'), 0x80..=0xff_u8, Just(0)], 1..20),
    ]
}

proptest! {
    #[test]
    fn every_row_is_an_invoice_or_told(rows in proptest::collection::vec(any_row(), 0..40), ending in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")]) {
        // Rows of nothing but commas are as good as empty lines.
        let count = rows.iter().filter(|row| row.iter().any(|byte| *byte != b',')).count() as u64;
        let mut csv = HEADER.as_bytes().to_vec();
        csv.extend(rows.iter().flat_map(|row| row.iter().copied().chain(ending.bytes())));
        let mut report = Report::new(BadRows::Skip);
        let format = Format::default();
        let mut reader = InvoiceReader::open(csv.as_slice(), "invoices.csv", &format, &mut report).unwrap();
        while reader.next(&mut report).is_some() {}
        prop_assert_eq!(report.error_count(), 0, "{}", report.errors());
        prop_assert_eq!(reader.count() + report.bad_row_count(), count);
        prop_assert_eq!(report.rejects().len(), report.bad_row_count());
    }

    #[test]
    fn nothing_makes_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), windows: bool, small in 1..7_usize) {
        let encoding = if windows { Encoding::Windows1252 } else { Encoding::Utf8 };
        let format = Format { encoding, ..Format::default() };
        let body = [HEADER.as_bytes(), bytes.as_slice()].concat();
        for csv in [bytes.as_slice(), body.as_slice()] {
            let mut report = Report::new(BadRows::Skip);
            let at_once = Invoices::read(csv, "invoices.csv", &format, &mut report);
            // However few bytes come at a time, the same is read.
            let mut again = Report::new(BadRows::Skip);
            let in_bits = Invoices::read(Trickle(csv, small), "invoices.csv", &format, &mut again);
            prop_assert_eq!(at_once.len(), in_bits.len());
            prop_assert_eq!(report.errors().to_string(), again.errors().to_string());
            prop_assert_eq!(report.rejects().to_csv(), again.rejects().to_csv());
        }
        let events = [b"date,type,invoice_id,customer_id,amount,until,channel,stage,currency\n2026-01-01,", bytes.as_slice()].concat();
        let mut reader = EventReader::new(true);
        reader.read(events.as_slice(), "events.csv", &format, &mut Report::new(BadRows::Stop));
        reader.finish();
    }
}

struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(&mut buffer[..most])
    }
}
