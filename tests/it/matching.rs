//! `collect match`: from statements to proposals, from there to the log, and no entry twice.

use crate::place::Place;
use crate::run::Run;

const INVOICES: &str = "\
invoice_id,customer_id,customer_name,issue_date,due_date,amount,currency
F/26-0101,C-1,Müller Bau GmbH,2026-02-10,2026-03-12,1200.00,EUR
F/26-0102,C-1,Müller Bau GmbH,2026-02-12,2026-03-14,80.00,EUR
F/26-0103,C-2,Beta Ltd,2026-02-20,2026-03-22,500.00,EUR
F/26-0104,C-2,Beta Ltd,2026-02-25,2026-03-27,75.50,EUR
F/26-0105,C-2,Beta Ltd,2026-02-26,2026-03-28,90.00,EUR
";

/// An entry of camt.053: its amount, the payer with the account, and the words.
fn entry(id: &str, date: &str, amount: &str, payer: &str, iban: &str, text: &str) -> String {
    let (amount, mark) = amount.strip_prefix('-').map_or((amount, "CRDT"), |amount| (amount, "DBIT"));
    let side = if mark == "CRDT" { "Dbtr" } else { "Cdtr" };
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{date}</Dt></BookgDt>\
         <AcctSvcrRef>{id}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><{side}><Pty><Nm>{payer}</Nm></Pty></{side}><{side}Acct><Id><IBAN>{iban}\
         </IBAN></Id></{side}Acct></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
    )
}

fn camt(opening: &str, closing: &str, entries: &[String]) -> String {
    let balance = |kind: &str, amount: &str, day: &str| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr>\
         <MsgId>m</MsgId><CreDtTm>2026-04-04T06:00:00</CreDtTm></GrpHdr><Stmt><Id>s</Id><Acct><Id><IBAN>DE83600501010000007777</IBAN></Id>\
         <Ccy>EUR</Ccy></Acct>{}{}\n{}</Stmt></BkToCstmrStmt></Document>\n",
        balance("OPBD", opening, "2026-04-01"),
        balance("CLBD", closing, "2026-04-03"),
        entries.concat()
    )
}

const MUELLER: &str = "DE59500105170000174218";
const BETA: &str = "DE03500105170000253408";

/// 1000 before; 1200 + 500 + 90 - 20 + 17 come to 2787 after.
fn april() -> String {
    camt(
        "1000.00",
        "2787.00",
        &[
            entry("A1", "2026-04-01", "1200.00", "Mueller Bau GmbH", MUELLER, "Rechnung F26/0101"),
            entry("A2", "2026-04-01", "500.00", "Beta Ltd", BETA, "invoice F/26-0103"),
            entry("A3", "2026-04-02", "90.00", "Beta Ltd", BETA, "thanks"),
            entry("A4", "2026-04-02", "-20.00", "Landlord", "DE90500105170000102947", "rent"),
            entry("A5", "2026-04-03", "17.00", "Somebody", "DE47500105170000300922", "hello"),
        ],
    )
}

/// The last two days again as MT940, and one line more.
const MT940: &str = "\
:20:STARTUMSE
:25:60050101/0000007777
:28C:00002/001
:60F:C260402EUR2700,00
:61:2604020402CR90,00NTRFNONREF//A3
:86:166?00GUTSCHRIFT?20SVWZ+thanks?31DE03500105170000253408?32Beta Ltd
:61:2604020402DR20,00NTRFNONREF//A4
:86:177?00UEBERWEISUNG?20SVWZ+rent?31DE90500105170000102947?32Landlord
:61:2604030403CR17,00NTRFNONREF//A5
:86:166?00GUTSCHRIFT?20SVWZ+hello?31DE47500105170000300922?32Somebody
:61:2604030403CR80,00NTRFNONREF//A6
:86:166?00GUTSCHRIFT?20SVWZ+F 26 0102?31DE59500105170000174218?32Mueller Bau GmbH
:62F:C260403EUR2867,00
-
";

fn project() -> Place {
    Place::with(&[("invoices.csv", INVOICES), ("april.xml", &april()), ("later.sta", MT940)])
}

fn collect(place: &Place, words: &[&str]) -> Run {
    place.command(words).args(&["--as-of", "2026-04-04"])
}

/// What is printed, when all went well; standard error is not looked at.
#[track_caller]
fn said(run: Run) -> String {
    let (status, stdout, stderr) = run.told();
    assert_eq!(status, 0, "{stderr}");
    stdout
}

/// Of each line of a result as CSV the label, the outcome and the events.
#[track_caller]
fn outcomes(place: &Place, words: &[&str]) -> Vec<String> {
    let csv = said(collect(place, words).args(&["--format", "csv"]));
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    rows.records().map(|row| row.unwrap()).map(|row| format!("{} {}: {}", &row[0], &row[5], &row[6])).collect()
}

const APRIL: [&str; 5] = [
    "april:001 matched: F/26-0101",
    "april:002 matched: F/26-0103",
    "april:003 proposed: F/26-0105",
    "april:004 set aside: ",
    "april:005 unmatched: ",
];

/// The rows of a file, without its header, by some of its columns.
fn rows(text: &str, columns: &[&str]) -> Vec<String> {
    let mut sheet = csv::Reader::from_reader(text.as_bytes());
    let header = sheet.headers().unwrap().clone();
    let place = |column: &&str| header.iter().position(|name| name == *column).unwrap();
    let cells = |row: csv::StringRecord| columns.iter().map(|column| row[place(column)].to_owned()).collect::<Vec<_>>().join(" ");
    sheet.records().map(|row| cells(row.unwrap())).collect()
}

#[test]
fn lines_are_proposed_recorded_and_never_proposed_again() {
    let place = project();
    assert_eq!(outcomes(&place, &["match", "april.xml"]), APRIL);
    let proposed = place.read("proposals/2026-04-04-match.csv");
    assert_eq!(
        rows(&proposed, &["take", "certainty", "source", "date", "type", "invoice_id", "amount", "payer_iban"]),
        [
            format!("yes certain april:001 (april.xml:3) 2026-04-01 payment F/26-0101 1200.00 {MUELLER}"),
            format!("yes certain april:002 (april.xml:4) 2026-04-01 payment F/26-0103 500.00 {BETA}"),
            format!(" likely april:003 (april.xml:5) 2026-04-02 payment F/26-0105 90.00 {BETA}"),
        ]
    );
    // The same statement once more changes nothing.
    said(collect(&place, &["match", "april.xml"]));
    assert_eq!(place.read("proposals/2026-04-04-match.csv"), proposed);

    said(collect(&place, &["record", "proposals/2026-04-04-match.csv"]));
    assert_eq!(
        rows(&place.read("log.csv"), &["date", "type", "invoice_id", "amount"]),
        ["2026-04-01 payment F/26-0101 1200.00", "2026-04-01 payment F/26-0103 500.00"]
    );
    assert_eq!(rows(&place.read("payers.csv"), &["iban", "customer_id", "seen"]), [format!("{MUELLER} C-1 1"), format!("{BETA} C-2 1")]);
    // 90 and 17 came in and are not in the log.
    assert_eq!(
        rows(&place.read("statements.csv"), &["account", "until", "entries", "unmatched"]),
        ["DE83600501010000007777 2026-04-03 5 107.00"]
    );
    assert_eq!(outcomes(&place, &["match", "april.xml"]), APRIL);
    assert_eq!(place.read("proposals/2026-04-04-match.csv"), proposed);

    let (_, _, told) = collect(&place, &["plan"]).told();
    let told = told.replace("\n ", "");
    assert!(
        told.contains("1 proposal waits for a decision")
            && told.contains("107.00 EUR of the bank statement of 2026-04-03 are not in the log"),
        "{told}"
    );
    let (_, _, told) = place.command(&["plan", "--as-of", "2026-04-12"]).told();
    assert!(told.replace("\n ", "").contains("the newest bank statement is of 2026-04-03, 9 days ago"), "{told}");
}

#[test]
fn statements_that_overlap_in_other_formats_make_each_event_once() {
    let place = project();
    let both = outcomes(&place, &["match", "later.sta", "april.xml"]);
    let of = |label: &str| both.iter().find(|line| line.starts_with(label)).cloned().unwrap();
    assert_eq!(of("april:003"), "april:003 proposed: F/26-0105");
    assert_eq!(["later:001", "later:002", "later:003"].map(of), ["later:001 same: ", "later:002 same: ", "later:003 same: "]);
    assert_eq!(of("later:004"), "later:004 matched: F/26-0102");

    // One after the other, in either order, with what was recorded between them.
    let logs = [["april.xml", "later.sta"], ["later.sta", "april.xml"]].map(|order| {
        let place = project();
        for file in order {
            said(collect(&place, &["match", file, "--certain"]));
        }
        let mut log = rows(&place.read("log.csv"), &["date", "type", "invoice_id", "amount", "id"]);
        log.sort();
        (log, rows(&place.read("proposals/2026-04-04-match.csv"), &["invoice_id"]).len())
    });
    assert_eq!(logs[0], logs[1]);
    let paid: Vec<&str> = logs[0].0.iter().map(|row| row.rsplit_once(' ').unwrap().0).collect();
    assert_eq!(paid, ["2026-04-01 payment F/26-0101 1200.00", "2026-04-01 payment F/26-0103 500.00", "2026-04-03 payment F/26-0102 80.00"]);
}

#[test]
fn the_report_adds_up() {
    let place = project();
    let report = said(collect(&place, &["match", "april.xml", "--report", "--format", "csv"]));
    assert_eq!(
        report,
        "account,currency,opening,entries,matched,matched_sum,proposed,proposed_sum,set_aside,set_aside_sum,unmatched,unmatched_sum,closing,missing\n\
         DE83600501010000007777,EUR,1000.00,5,2,1700.00,1,90.00,1,-20.00,1,17.00,2787.00,0.00\n"
    );
    let table = said(collect(&place, &["match", "april.xml"]));
    assert!(table.starts_with("5 entries: 2 matched, 1 proposed, 1 set aside, 1 unmatched.\n"), "{table}");
    // What a person decides about, and nothing else.
    assert_eq!(outcomes(&place, &["match", "april.xml", "--review"]), [APRIL[2], APRIL[4]]);
    // A closing balance that is not right is told.
    place.write("april.xml", april().replace("2787.00", "2788.00"));
    let (status, _, told) = collect(&place, &["match", "april.xml"]).told();
    assert!(status == 0 && told.replace("\n ", "").contains("does not add up"), "{told}");
}

#[test]
fn json_lines_have_events_alternatives_and_reasons() {
    let place = project();
    let lines = said(collect(&place, &["match", "april.xml", "--format", "jsonl", "--dry-run"]));
    assert!(!place.has("proposals"));
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["line"], "april:001");
    assert_eq!(first["apply"], true);
    assert_eq!(first["events"][0]["type"], "payment");
    assert_eq!(first["events"][0]["invoice"], "F/26-0101");
    assert_eq!(first["events"][0]["amount"], "1200.00");
    assert_eq!(first["why"][2], "the amount is what is open");
    assert_eq!(lines.lines().count(), 5);
}

#[test]
fn what_was_taken_back_or_refused_is_not_proposed_again() {
    let place = project();
    said(collect(&place, &["match", "april.xml"]));
    let file = "proposals/2026-04-04-match.csv";
    place.write(file, place.read(file).replace("\n,likely", "\nno,likely"));
    said(collect(&place, &["record", file]));
    said(collect(&place, &["undo"]));
    // The account that paid is forgotten with its payment: a new line from it is of nobody that we know.
    let unknown = entry("B1", "2026-04-03", "33.00", "Payments", MUELLER, "x");
    place.write("more.xml", camt("0.00", "33.00", &[unknown]));
    assert_eq!(outcomes(&place, &["match", "more.xml"]), ["more:001 unmatched: "]);
    fs_err::remove_file(place.path().join(file)).unwrap();
    let again = outcomes(&place, &["match", "april.xml"]);
    assert_eq!(again, ["april:001 unmatched: ", "april:002 unmatched: ", "april:003 unmatched: ", APRIL[3], APRIL[4]]);
    assert!(!place.has(file));
}

#[test]
fn what_is_no_statement_is_refused_and_nothing_is_written() {
    let place = project();
    place.write("broken.xml", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt>");
    for file in ["broken.xml", "missing.xml"] {
        let (status, stdout, told) = collect(&place, &["match", "april.xml", file]).told();
        assert_eq!((status, stdout.as_str()), (2, ""), "{told}");
        assert!(told.contains(file), "{told}");
    }
    assert!(!place.has("proposals"));
}
