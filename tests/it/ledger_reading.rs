//! Ledgers as they come: good ones, foreign ones, and what is said of bad ones.

use collect::calendar::Day;
use collect::channel::Channel;
use collect::finding::Code;
use collect::ledger::reading::{BadRows, DateFormats, DecimalMark, Encoding, EventReader, EventType, Format, Report};
use collect::ledger::{Event, Events, Field, Invoices, Kind, OpenAmount};
use collect::money::Currency;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

fn columns(pairs: &[(&str, &[&str])]) -> std::collections::BTreeMap<String, Vec<String>> {
    pairs.iter().map(|(to, from)| ((*to).to_owned(), from.iter().map(|name| (*name).to_owned()).collect())).collect()
}

fn invoices(csv: impl AsRef<[u8]>, format: &Format) -> (Invoices, Report) {
    let mut report = Report::new(BadRows::Stop);
    let invoices = Invoices::read(csv.as_ref(), "invoices.csv", format, &mut report);
    (invoices, report)
}

fn events(csv: &str, format: &Format) -> (Events, Report) {
    let mut report = Report::new(BadRows::Stop);
    let mut reader = EventReader::new(true);
    reader.read(csv.as_bytes(), "events.csv", format, &mut report);
    (reader.finish(), report)
}

/// The one line that each error is told in, without the hint.
fn errors(report: &Report) -> Vec<String> {
    report.errors().shown.iter().map(|finding| format!("{}: {}", finding.place.as_ref().unwrap(), finding.message)).collect()
}

fn warnings(report: &Report) -> Vec<String> {
    let all = report.warnings().flat_map(|(_, told)| told.shown.to_vec());
    all.map(|finding| format!("{}: {}", finding.place.as_ref().unwrap(), finding.message)).collect()
}

#[test]
fn a_plain_ledger_is_read_to_the_last_cell() {
    let csv = "\u{feff}customer_id,invoice_id,amount,currency,due_date,issue_date,open_amount,open_on,settled_date,Region,email\r\n\
               C1, A-1 ,1234.50,USD,2026-03-31,2026-03-01,200.00,2026-04-02,,\"North, \"\"far\"\"\",ann@example.com\r\n\
               \r\n\
               C2,A-2,-5,JPY,2026-04-30,,,,2026-04-15,,";
    let (read, report) = invoices(csv, &Format::default());
    assert_eq!(errors(&report), [""; 0]);
    assert_eq!(read.columns().names(), ["invoice_id", "customer_id", "email", "Region"]);
    let rows: Vec<_> = read.iter().collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].id(), rows[0].customer(), rows[0].field(Field::Email)), ("A-1", "C1", "ann@example.com"));
    assert_eq!(rows[0].column("Region"), Some("North, \"far\""));
    assert_eq!((rows[0].terms.amount, rows[0].terms.currency), (123_450, currency("USD")));
    assert_eq!((rows[0].terms.due_date, rows[0].terms.issue_date), (day("2026-03-31"), Some(day("2026-03-01"))));
    assert_eq!(rows[0].terms.open_amount, Some(OpenAmount { amount: 20_000, on: day("2026-04-02") }));
    assert_eq!((rows[1].terms.amount, rows[1].terms.settled_date), (-5, Some(day("2026-04-15"))));
    assert_eq!((rows[1].terms.open_amount, rows[1].column("Region")), (None, Some("")));
    // As of 20 April the newest known money is the settlement; before it there is none on that invoice.
    assert_eq!(rows[1].terms.newest_money(day("2026-04-20")), Some(day("2026-04-15")));
    assert_eq!(rows[1].terms.newest_money(day("2026-04-14")), None);
}

#[test]
fn ten_bad_rows_are_ten_findings_each_at_its_place() {
    let csv = "\
invoice_id,customer_id,due_date,amount,currency,open_amount,open_on
A-01,C1,2026-03-31,100.00,USD,,
,C1,2026-03-31,100.00,USD,,
A-03,C1,31.03.2026,100.00,USD,,
A-04,C1,2026-03-31,1.234,USD,,
A-05,C1,2026-03-31,100.00,usd,,
A-06,C1,2026-03-31,\"1,23.00\",USD,,
A-07,C1,2026-03-31,€ 5,USD,,
A-08,C1,2026-03-31,100.00,USD,50.00,
A-09,C1,2026-03-31,100.00,USD
A-01,C1,2026-03-31,100.00,USD,,
A-11,\"two
lines\",2205-01-01,100.00,USD,,
";
    let (read, report) = invoices(csv, &Format::default());
    assert_eq!(read.iter().map(|invoice| invoice.id()).collect::<Vec<_>>(), ["A-01"]);
    assert_eq!(
        errors(&report),
        [
            "invoices.csv:3:1: invoice_id is empty",
            "invoices.csv:4:9: due_date \"31.03.2026\" is not a date such as 2026-03-31",
            "invoices.csv:5:20: amount \"1.234\" has 3 decimals, USD has 2",
            "invoices.csv:6:27: currency \"usd\" is not a currency of ISO 4217",
            "invoices.csv:7:20: amount \"1,23.00\" is not grouped in threes by one mark",
            "invoices.csv:8:20: amount \"€ 5\" is written with \"€\", but the row is in USD",
            "invoices.csv:9:37: open_on is empty, but the row has an open_amount",
            "invoices.csv:10: the row has 5 fields, the header has 7",
            "invoices.csv:11:1: invoice \"A-01\" is in the file twice, first on line 2",
            "invoices.csv:13:8: due_date \"2205-01-01\" is outside the years 1970 to 2200",
        ]
    );
    let codes: Vec<_> = report.errors().shown.iter().map(|finding| finding.code).collect();
    use Code::{BadAmount, BadCurrency, BadDate, ConflictingCells, DuplicateInvoice, EmptyCell, MalformedRow};
    let wanted = [
        EmptyCell,
        BadDate,
        BadAmount,
        BadCurrency,
        BadAmount,
        ConflictingCells,
        ConflictingCells,
        MalformedRow,
        DuplicateInvoice,
        BadDate,
    ];
    assert_eq!(codes, wanted);
    assert_eq!(
        report.errors().shown[1].to_string(),
        "invoices.csv:4:9: due_date \"31.03.2026\" is not a date such as 2026-03-31; \
         if all dates of the file have this format, set `date_format: \"%d.%m.%Y\"` for it in the project file"
    );
    assert_eq!(report.errors().shown[3].hint.as_deref(), Some("did you mean \"USD\"?"));
    assert_eq!(report.errors().shown[9].line.as_deref(), Some("lines\",2205-01-01,100.00,USD,,"));
}

#[test]
fn all_that_is_wrong_with_one_row_is_told() {
    let (_, report) = invoices("invoice_id,customer_id,due_date,amount,currency\nA-1,,soon,much,USD\n", &Format::default());
    assert_eq!(
        errors(&report),
        [
            "invoices.csv:2:5: customer_id is empty",
            "invoices.csv:2:11: amount \"much\" is not an amount",
            "invoices.csv:2:6: due_date \"soon\" is not a date such as 2026-03-31",
        ]
    );
    assert_eq!(report.bad_row_count(), 1);
}

#[test]
fn the_first_twenty_errors_are_told_and_the_others_counted() {
    let csv = format!("date,type,invoice_id\n{}", "never,payment,A-1\n".repeat(55));
    let (_, report) = events(&csv, &Format::default());
    assert_eq!((report.errors().shown.len(), report.errors().more, report.error_count()), (20, 35, 55));
    assert_eq!(report.errors().to_string().lines().last(), Some("and 35 more"));
}

#[test]
fn a_header_is_held_against_what_is_needed_at_once() {
    let format = Format { columns: columns(&[("amount", &["InvoiceAmount"])]), ..Format::default() };
    let (_, report) = invoices("invoice_id,InvoceAmount,DueDate,currency,invoice_id\n", &format);
    let told: Vec<String> = report.errors().shown.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "invoices.csv:1:42: column \"invoice_id\" is in the header twice; rename one of them",
            "invoices.csv:1: column \"customer_id\" is missing; if it has another name in the file, set `columns: { customer_id: … }` in the project file",
            "invoices.csv:1: column \"due_date\" is missing; did you mean \"DueDate\"?",
            "invoices.csv:1: column \"InvoiceAmount\", mapped to `amount`, is not in the header; did you mean \"InvoceAmount\"?",
        ]
    );
    let (_, report) = events("date;type;invoice_id\n2026-01-01;payment;A-1\n", &Format::default());
    assert!(report.errors().shown[0].to_string().ends_with("set `delimiter: ';'` in the project file"), "{}", report.errors());
}

#[test]
fn a_german_export_is_read_as_it_is() {
    let format = Format {
        delimiter: b';',
        encoding: Encoding::Windows1252,
        dates: DateFormats::new(&["%d.%m.%Y"]).unwrap(),
        decimal: DecimalMark::Comma,
        columns: columns(&[
            ("invoice_id", &["Beleg", "Pos"]),
            ("customer_id", &["Debitor"]),
            ("customer_name", &["Name"]),
            ("amount", &["Betrag"]),
            ("due_date", &["Fällig"]),
            ("open_amount", &["Offen"]),
        ]),
        currency: Some(currency("EUR")),
        open_on: Some(day("2026-05-01")),
        ..Format::default()
    };
    // "Fällig", "Müller" and "€" as windows-1252 has them.
    let csv = b"Beleg;Pos;Debitor;Name;Betrag;F\xe4llig;Offen\n\
                4711;1;D1;M\xfcller;1.234,50 \x80;31.03.2026;234,5-\n\
                4711;2;D1;M\xfcller;1.234.50;1.4.2026;\n\
                ;2;D1;M\xfcller;5;1.4.2026;\n";
    let (read, report) = invoices(csv, &format);
    let invoice = read.iter().next().unwrap();
    assert_eq!((invoice.id(), invoice.field(Field::CustomerName)), ("4711-1", "Müller"));
    assert_eq!((invoice.terms.amount, invoice.terms.due_date), (123_450, day("2026-03-31")));
    assert_eq!(invoice.terms.open_amount, Some(OpenAmount { amount: -23_450, on: day("2026-05-01") }));
    assert_eq!(
        errors(&report),
        ["invoices.csv:3:18: Betrag \"1.234.50\" is not grouped in threes by one mark", "invoices.csv:4:1: a part of Beleg-Pos is empty",]
    );
}

#[test]
fn a_receipts_export_has_one_type_and_composite_ids() {
    let format = Format {
        decimal: DecimalMark::Comma,
        kind: Some(EventType::Payment),
        columns: columns(&[("date", &["Datum"]), ("invoice_id", &["Doc", "Item"]), ("amount", &["Betrag"])]),
        ..Format::default()
    };
    let (read, report) = events("Datum,Doc,Item,Betrag\n2026-03-05,90,1,\"1.234,50\"\n", &format);
    assert_eq!(errors(&report), [""; 0]);
    let event = read.of(read.invoice("90-1").unwrap()).next().unwrap();
    assert_eq!((event.kind, read.place(&event).line), (Kind::Payment { amount: Some(123_450) }, 2));
    let (_, report) = events("Datum,Doc,Betrag\n", &format);
    assert_eq!(errors(&report), ["events.csv:1: column \"Item\", mapped to `invoice_id`, is not in the header"]);
}

#[test]
fn words_of_another_system_are_taken_for_ours() {
    let words = [("Query", "dispute"), ("PTP", "promise")].map(|(from, to)| (from.to_owned(), to.to_owned()));
    let format = Format { values: [("type".to_owned(), words.into())].into(), ..Format::default() };
    let (read, report) = events(
        "date,type,invoice_id,until,reason\n2026-03-05,Query,A-1,,pricing\n2026-03-06,PTP,A-1,2026-03-20,\n2026-03-06,PTB,A-1,,\n",
        &format,
    );
    let kinds: Vec<&str> = read.of(read.invoice("A-1").unwrap()).map(|event| event.kind.name()).collect();
    assert_eq!(kinds, ["dispute", "promise"]);
    assert_eq!(errors(&report), ["events.csv:4:12: type \"PTB\" is not a type of event"]);
}

#[test]
fn every_type_of_event_is_read() {
    let csv = "\
date,type,invoice_id,customer_id,amount,until,reason,channel,stage,by,note,ref,address
2026-01-01,payment,A-1,,10.00,,,,,,,,
2026-01-02,credit,A-1,,,,,,,,,,
2026-01-03,reversal,A-1,,5,,,,,,,,
2026-01-04,fee,A-1,,2.50,,,,,,,,
2026-01-05,write_off,A-1,,1,,,,,,,,
2026-01-06,dispute,A-1,,,,pricing,,,,,,
2026-01-07,dispute_resolved,A-1,,,,,,,,,,
2026-01-08,promise,A-1,,7,2026-01-20,,,,,,,
2026-01-09,pause,A-1,,,,,,,,,,
2026-01-10,resume,A-1,,,,,,,,,,
2026-01-11,reply,A-1,,,,,,,Ann,will pay,,
2026-01-12,touch,A-1,,,,,call,final,,,A-1/final/call/1,
2026-01-13,escalate,A-1,,,,,,final,,,,
2026-01-14,extend,A-1,,,2026-02-01,,,,,,,
2026-01-14,bounce,A-1,,,,,,,,,,ap@acme.example
2026-01-14,opt_out,A-1,,,2026-03-01,,sms,,,,,
2026-01-15,note,A-1,,,,,,,,,,
2026-01-16,payment,,C1,99,,,,,,,,
2026-01-17,reversal,,C1,9,,,,,,,,
2026-01-18,promise,,C1,,2026-02-01,,,,,,,
2026-01-19,pause,,C1,,2026-03-01,,,,,,,
2026-01-20,touch,,C1,,,,email,,,,,
2026-01-21,opt_out,,C1,,,,,,,,,
";
    let (read, report) = events(csv, &Format::default());
    assert_eq!(errors(&report), [""; 0]);
    let list: Vec<Event> = read.of(read.invoice("A-1").unwrap()).collect();
    assert_eq!(list.iter().map(|event| event.kind.name()).collect::<Vec<_>>(), Kind::NAMES);
    assert_eq!(list[1].kind, Kind::Credit { amount: None, waives_fees: false });
    assert_eq!(list[2].kind, Kind::Reversal { amount: 500 });
    assert_eq!(list[3].kind, Kind::Fee { amount: 250 });
    assert!(matches!(list[5].kind, Kind::Dispute { reason: Some(reason), amount: None } if read.text(reason) == "pricing"));
    assert_eq!(list[7].kind, Kind::Promise { until: day("2026-01-20"), amount: Some(700) });
    assert_eq!(read.note(&list[10]), Some(("Ann", "will pay")));
    let Kind::Touch { reference: Some(reference), stage: Some(stage), .. } = list[11].kind else { panic!("{:?}", list[11]) };
    assert_eq!((read.reference_to(reference, "A-1"), read.text(stage)), (Some((1, "final/call/1")), "final"));
    assert_eq!(list[13].kind, Kind::Extend { until: day("2026-02-01") });
    let customer: Vec<Event> = read.of(read.customer("C1").unwrap()).collect();
    assert_eq!(customer[0].kind, Kind::Payment { amount: Some(9_900) });
    assert_eq!(customer[3].kind, Kind::Pause { until: Some(day("2026-03-01")) });
    assert!(matches!(list[14].kind, Kind::Bounce { address } if read.text(address) == "ap@acme.example"));
    let until = Some(day("2026-03-01"));
    assert_eq!(list[15].kind, Kind::OptOut { channel: Some(Channel::Sms), address: None, until });
    assert_eq!(customer[5].kind, Kind::OptOut { channel: None, address: None, until: None });
    assert_eq!(customer.len(), 6);
    // The newest payment or credit, of an invoice or a customer, on or before the day.
    assert_eq!(read.newest_money(day("2026-01-31")), Some(day("2026-01-16")));
    assert_eq!(read.newest_money(day("2026-01-15")), Some(day("2026-01-02")));
    assert_eq!(read.newest_money(day("2025-12-31")), None);
}

#[test]
fn what_an_event_lacks_is_told() {
    let csv = "\
date,type,invoice_id,customer_id,amount,until,channel,currency
2026-01-01,paymnt,A-1,,1,,,
2026-01-01,fee,A-1,,,,,
2026-01-01,payment,,C1,,,,
2026-01-01,promise,,C1,5,2026-02-01,,
2026-01-01,promise,A-1,,,,,
2026-01-01,touch,A-1,,,,fax,
2026-01-01,escalate,A-1,,,,,
2026-01-01,extend,,C1,,2026-02-01,,
2026-01-01,reply,,,,,,
2026-01-01,payment,A-1,,-5,,,
2026-01-01,payment,A-1,,1.005,,,USD
2026-01-01,payment,A-1,,1.00005,,,
2026-01-01,payment,A-1,,€5,,,USD
2026-01-01,bounce,A-1,,,,,
2026-01-01,opt_out,A-1,,,,fax,
";
    let (read, report) = events(csv, &Format::default());
    assert!(read.is_empty());
    assert_eq!(
        errors(&report),
        [
            "events.csv:2:12: type \"paymnt\" is not a type of event",
            "events.csv:3:21: a row of type fee needs `amount`: it is empty",
            "events.csv:4:24: a row of type payment needs `amount`: it is empty",
            "events.csv:5:24: amount is given, but a promise of a whole customer has no amount",
            "events.csv:6:26: a row of type promise needs `until`: it is empty",
            "events.csv:7:25: channel \"fax\" is not a channel",
            "events.csv:8: a row of type escalate needs `stage`: the file has no such column",
            "events.csv:9:19: invoice_id is empty, and a row of type extend needs an invoice",
            "events.csv:10:18: the row names neither an invoice nor a customer",
            "events.csv:11:25: amount \"-5\" is negative, and a payment cannot be",
            "events.csv:12:25: amount \"1.005\" has 3 decimals, USD has 2",
            "events.csv:13:25: amount \"1.00005\" has 5 decimals, no currency has more than 4",
            "events.csv:14:25: amount \"€5\" is written with \"€\", but the row is in USD",
            "events.csv:15: a row of type bounce needs `address`: the file has no such column",
            "events.csv:16:27: channel \"fax\" is not a channel",
        ]
    );
    assert_eq!(report.errors().shown[0].hint.as_deref(), Some("did you mean \"payment\"?"));
}

#[test]
fn an_event_counts_once_and_a_row_twice() {
    let mut report = Report::new(BadRows::Stop);
    let mut reader = EventReader::new(false);
    let format = Format::default();
    let first = "date,type,invoice_id,amount,id\n2026-01-01,payment,A-1,5,p1\n2026-01-02,payment,A-1,5,\n2026-01-02,payment,A-1,5,\n";
    reader.read(first.as_bytes(), "events.csv", &format, &mut report);
    reader.read(&b"date,type,invoice_id,amount,id\n2026-01-01,payment,A-1,5,p1\n"[..], "log.csv", &format, &mut report);
    let read = reader.finish();
    assert_eq!(read.of(read.invoice("A-1").unwrap()).len(), 3);
    assert_eq!(
        warnings(&report),
        [
            "log.csv:2: the event \"p1\" was read before (events.csv:2) and counts only once",
            "events.csv:4: the row is equal to line 3 in every column: both count",
        ]
    );
    assert_eq!((report.error_count(), report.warning_count()), (0, 2));
}

#[test]
fn skipped_rows_are_put_aside_unchanged_and_remembered() {
    let mut report = Report::new(BadRows::Skip);
    let mut reader = EventReader::new(false);
    let csv = "date;type;invoice_id;customer_id;amount\r\n\
               2026-01-01;payment;A-1;;5\r\n\
               01/02;payment;\"A-2\";C9;\"5;0\"\r\n\
               2026-01-01;pause;;C7\r\n";
    reader.read(csv.as_bytes(), "events.csv", &Format { delimiter: b';', ..Format::default() }, &mut report);
    let events = reader.finish();
    assert_eq!(events.len(), 1);
    assert!(events.unread().invoices.iter().eq(["A-2"]) && events.unread().customers.iter().eq(["C7", "C9"]), "{:?}", events.unread());

    let csv = "invoice_id,customer_id,due_date,amount,currency\nA-1,C1,2026-03-31,5,USD\nA-2,C1,2026-03-31,5,EURO\n";
    let read = Invoices::read(csv.as_bytes(), "invoices.csv", &Format::default(), &mut report);
    assert_eq!(read.len(), 1);
    assert_eq!((report.error_count(), report.bad_row_count(), report.rejects().len()), (0, 3, 3));
    assert_eq!(
        String::from_utf8(report.rejects().to_csv()).unwrap(),
        "date;type;invoice_id;customer_id;amount;reason\n\
         01/02;payment;\"A-2\";C9;\"5;0\";\"line 3: date \"\"01/02\"\" is not a date such as 2026-03-31; amount \"\"5;0\"\" is not an amount\"\n\
         2026-01-01;pause;;C7;\"line 4: the row has 4 fields, the header has 5\"\n\
         invoice_id,customer_id,due_date,amount,currency,reason\n\
         A-2,C1,2026-03-31,5,EURO,\"line 3: currency \"\"EURO\"\" is not a currency of ISO 4217\"\n"
    );
    assert_eq!(
        warnings(&report)[0],
        "events.csv:3:1: the row is skipped: date \"01/02\" is not a date such as 2026-03-31; amount \"5;0\" is not an amount"
    );
}

#[test]
fn a_missing_column_stops_even_where_rows_are_skipped() {
    let mut report = Report::new(BadRows::Skip);
    let read = Invoices::read(&b"invoice_id,amount,currency,due_date\n"[..], "invoices.csv", &Format::default(), &mut report);
    assert_eq!((read.len(), errors(&report)), (0, vec!["invoices.csv:1: column \"customer_id\" is missing".to_owned()]));
}
