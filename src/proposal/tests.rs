use super::*;
use crate::calendar::Day;
use crate::ledger::reading::EventType;

fn payment(id: &str, take: Take) -> Proposal {
    let day = Day::from_ymd(2026, 4, 1).unwrap();
    Proposal {
        take,
        certainty: Certainty::Likely,
        source: "april.xml:3".to_owned(),
        quote: "=Rechnung \"7\", danke".to_owned(),
        why: "name alone".to_owned(),
        kind: "payment".to_owned(),
        entry: Entry::new(day, EventType::Payment).with("invoice_id", "INV-7").with("amount", "1234.50").with("id", id),
        payer: Payer { name: "Acme, Inc.".to_owned(), iban: "DE02120300000000202051".to_owned() },
    }
}

fn read(text: impl AsRef<[u8]>) -> Result<Vec<ProposalRow>, Vec<String>> {
    let reading = read_proposals(text.as_ref(), "p.csv");
    reading.value.ok_or_else(|| reading.findings.iter().map(ToString::to_string).collect())
}

#[test]
fn what_is_written_is_read_again() {
    let proposals = [payment("P-0123456789ab.1", Take::Yes), payment("P-0123456789ab.2", Take::Open)];
    let rows = read(proposals_csv(&proposals)).unwrap();
    assert_eq!(rows[0].taken.as_ref(), Some(&proposals[0]));
    assert_eq!((rows[1].take, &rows[1].taken, rows[1].id.as_str()), (Take::Open, &None, "P-0123456789ab.2"));
}

#[test]
fn what_a_spreadsheet_makes_of_it_is_read() {
    let csv = proposals_csv(&[payment("P-0123456789ab.1", Take::Yes)]);
    let csv = String::from_utf8(csv).unwrap();
    let german = csv.replace("2026-04-01", "01.04.2026").replace("1234.50", "\"1.234,50\"").replace("INV-7", "'INV-7").replace("yes", "JA");
    let mut sheet = csv::ReaderBuilder::new().has_headers(false).from_reader(german.as_bytes());
    let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    sheet.records().for_each(|row| out.write_record(&row.unwrap()).unwrap());
    let german = String::from_utf8(out.into_inner().unwrap()).unwrap().replace("danke", "schöne Grüße");
    let windows = encoding_rs::WINDOWS_1252.encode(&german).0.into_owned();
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(german.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in
        [german.clone().into_bytes(), windows, utf_16, format!("\u{feff}{german}").into_bytes(), format!("sep=;\n{german}").into_bytes()]
    {
        let rows = read(&bytes).unwrap();
        let taken = rows[0].taken.as_ref().unwrap();
        assert_eq!(["date", "invoice_id", "amount"].map(|column| taken.entry.cell(column)), ["2026-04-01", "INV-7", "1234.50"]);
        assert_eq!(taken.quote, "=Rechnung \"7\", schöne Grüße");
    }
}

#[test]
fn two_readings_are_refused_with_their_place() {
    let head = "take,date,type,invoice_id,amount,id\n";
    let wrong = |row: &str| read(format!("{head}{row}\n")).unwrap_err();
    assert_eq!(
        wrong("yes,03/04/2026,payment,A,1.00,x"),
        ["p.csv:2:5: date: \"03/04/2026\" is 2026-04-03 or 2026-03-04: write the one that you mean"]
    );
    assert_eq!(
        wrong("yes,2026-04-01,payment,\"A\",\"1,234\",x"),
        ["p.csv:2:28: amount: \"1,234\" is 1234 or 1.234: write the one that you mean, as in 1234.50"]
    );
    assert_eq!(
        wrong("maybe,2026-04-01,payment,A,1.00,x"),
        ["p.csv:2:1: take: \"maybe\" is neither yes nor no; leave it empty to decide later"]
    );
    assert_eq!(read(format!("{head}yes,13/04/2026,payment,A,12,x\n")).unwrap()[0].taken.as_ref().unwrap().entry.cell("date"), "2026-04-13");
    // All problems at once, and none of rows that nobody takes.
    let all = read(format!("{head}no,?,?,A,?,x\n,?,?,,,\nyes,?,payment,A,1,\nyes,2026-04-01,paymnt,A,1,y\nno,,,,,y\n")).unwrap_err();
    assert_eq!(
        all,
        [
            "p.csv:4:19: id: it is empty; give it the id of another row of the same source, with a number of its own behind the point",
            "p.csv:4:5: date: \"?\" is not a date: write it as in 2026-03-31",
            "p.csv:5:16: type: \"paymnt\" is not a type of event; did you mean \"payment\"?",
            "p.csv:6:8: the id \"y\" stands on line 5 already; give one of the two another number behind the point",
        ]
    );
    assert_eq!(
        read("date;customer\n1;2\n").unwrap_err(),
        [
            "p.csv:1: the file has no column take, type, id; `collect record FILE` reads a file of proposals, as `collect match` and `collect inbox` write it"
        ]
    );
}

#[test]
fn a_file_grows_and_keeps_what_people_wrote() {
    let first = proposals_csv(&[payment("P-0123456789ab.1", Take::Open)]);
    let edited = String::from_utf8(first).unwrap().replacen("take,", "seen by;take;", 1);
    let edited = edited.replacen("seen by;take;", "take,", 1).replace("\n,likely", "\nno,likely");
    let sheet = ProposalSheet::read(edited.as_bytes());
    assert_eq!(sheet.sources().collect::<Vec<_>>(), ["P-0123456789ab"]);
    let grown = merged(&sheet, &[payment("P-ba9876543210.1", Take::Yes)]);
    let rows = read(grown).unwrap();
    let told: Vec<(&str, Take)> = rows.iter().map(|row| (row.id.as_str(), row.take)).collect();
    assert_eq!(told, [("P-0123456789ab.1", Take::No), ("P-ba9876543210.1", Take::Yes)]);
}

#[test]
fn decisions_are_kept_and_the_last_one_counts() {
    let row = |id: &str, take: Take| DecidedRow {
        decided_on: "2026-04-02".to_owned(),
        take,
        id: id.to_owned(),
        run: "R-1".to_owned(),
        file: "p.csv".to_owned(),
        source: "-x".to_owned(),
        quote: "a, b".to_owned(),
    };
    let mut file = with_decided(b"", &[row("a", Take::No), row("b", Take::Yes)]);
    file.extend(with_decided(&file, &[row("a", Take::Yes)]));
    assert_eq!(decided_rows(&file), [row("b", Take::Yes), row("a", Take::Yes)]);
}

#[test]
fn ids_are_of_their_source() {
    let source = source_id(&["DE1", "2026-04-01", "1.00"]);
    assert_eq!(source_of(&event_id(&source, 12)), Some(source.as_str()));
    assert_ne!(source, source_id(&["DE12", "026-04-01", "1.00"]));
    for other in ["L-3fa94c1e.1", "P-3fa.1", "P-0123456789ab", "P-0123456789ab.", "P-0123456789ab.x"] {
        assert_eq!(source_of(other), None, "{other}");
    }
}
