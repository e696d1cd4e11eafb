//! Project files: what they mean when they are right, and what is said when they are not.

use collect::calendar::Day;
use collect::ledger::Slice;
use collect::money::{Currency, Fx};
use collect::project::{
    CsvFormat, DebitCredit, DocumentKinds, DueByTerms, Encoding, FileLayout, GroupHeadings, HeaderLines, InboxSettings, LedgerFiles,
    MatchSettings, OpenOn, Project, RowAmounts, RowFilter, SeveralRows, SignWords, TermsSource, ValueMap, read,
};
use collect::sender::Sender;

fn project(text: &str) -> Project {
    let reading = read(text, "collect.yaml");
    assert_eq!(reading.findings, [], "no findings");
    reading.value.expect("a project")
}

fn findings(text: &str) -> String {
    let reading = read(text, "c.yaml");
    assert!(reading.value.is_none() && !reading.findings.is_empty());
    reading.findings.iter().map(|finding| format!("{finding}\n")).collect()
}

fn texts(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
}

fn columns(pairs: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    pairs.iter().map(|(column, headers)| ((*column).to_owned(), headers.iter().map(|&h| h.to_owned()).collect())).collect()
}

#[test]
fn all_there_is_reads_as_it_says() {
    let text = r#"workflow: workflows/net30.yaml
templates: templates
outbox: outbox
ledger:
  currency: USD
  fx: { base: USD, rates: { EUR: 1.08, JPY: "0.0066" } }
  log: log.csv
  book: kept/book.csv
  synced: kept/synced.csv
  gone: credit
  invoices:
    path: export/invoices.csv
    delimiter: ";"
    encoding: windows-1252
    date_format: ["%m/%d/%Y", "%e %B %y"]
    decimal: ","
    open_on: as_of
    columns: { invoice_id: [Doc, Item], amount: InvoiceAmount, region: Gebiet }
    values: { segment: { A: key, "": none } }
  customers: { path: crm/customers.csv, encoding: windows-1252, columns: { customer_id: [Mandant, Konto], chase: Hinweis } }
  events:
    - { path: events.csv }
    - { path: export/receipts.csv, type: payment, columns: { date: Datum, id: [Doc, Item] }, decimal: ",", delimiter: "\t" }
    - { path: crm.csv, values: { type: { Query: dispute, PTP: promise }, channel: { Phone: call } }, date_format: "%Y%j" }
match:
  tolerance: 0.50
  accounts: DE02120300000000202051
  names: [Example Holding AG]
  processors: [Payments Inc]
  notifications: book
sender: { name: Accounts Receivable, company: Example Ltd, email: ar@example.com, phone: "+44 20 0000 0000" }
slice: { segment: [smb, mid] }
inbox: { command: ./reader, day_first: true }
"#;
    let usd = Currency::from_code("USD").unwrap();
    let rate = |code: &str, rate: &str| (Currency::from_code(code).unwrap(), rate.parse().unwrap());
    let invoices = CsvFormat {
        delimiter: b';',
        encoding: Encoding::Windows1252,
        date_formats: vec!["%m/%d/%Y".to_owned(), "%e %B %y".to_owned()],
        decimal: ',',
        columns: columns(&[("invoice_id", &["Doc", "Item"]), ("amount", &["InvoiceAmount"]), ("region", &["Gebiet"])]),
        values: vec![ValueMap { column: "segment".to_owned(), texts: texts(&[("A", "key"), ("", "none")]) }],
        open_on: Some(OpenOn::AsOf),
        ..CsvFormat::plain("export/invoices.csv")
    };
    let customers = CsvFormat {
        encoding: Encoding::Windows1252,
        columns: columns(&[("customer_id", &["Mandant", "Konto"]), ("chase", &["Hinweis"])]),
        ..CsvFormat::plain("crm/customers.csv")
    };
    let receipts = CsvFormat {
        delimiter: b'\t',
        decimal: ',',
        columns: columns(&[("date", &["Datum"]), ("id", &["Doc", "Item"])]),
        kind: Some("payment".to_owned()),
        ..CsvFormat::plain("export/receipts.csv")
    };
    let crm = CsvFormat {
        date_formats: vec!["%Y%j".to_owned()],
        values: vec![
            ValueMap { column: "type".to_owned(), texts: texts(&[("Query", "dispute"), ("PTP", "promise")]) },
            ValueMap { column: "channel".to_owned(), texts: texts(&[("Phone", "call")]) },
        ],
        ..CsvFormat::plain("crm.csv")
    };
    let wanted = Project {
        bank: Vec::new(),
        workflow: Some("workflows/net30.yaml".to_owned()),
        templates: Some("templates".to_owned()),
        outbox: Some("outbox".to_owned()),
        ledger: LedgerFiles {
            currency: Some(usd),
            fx: Some(Fx::new(usd, vec![rate("EUR", "1.08"), rate("JPY", "0.0066")])),
            log: Some("log.csv".to_owned()),
            book: Some("kept/book.csv".to_owned()),
            synced: Some("kept/synced.csv".to_owned()),
            gone: Some("credit".to_owned()),
            invoices: Some(invoices),
            customers: Some(customers),
            events: Some(vec![CsvFormat::plain("events.csv"), receipts, crm]),
        },
        matching: MatchSettings {
            tolerance: "0.50".parse().unwrap(),
            accounts: vec!["DE02120300000000202051".to_owned()],
            names: vec!["Example Holding AG".to_owned()],
            processors: vec!["Payments Inc".to_owned()],
            books_notifications: true,
        },
        sender: Sender {
            name: "Accounts Receivable".to_owned(),
            company: "Example Ltd".to_owned(),
            email: "ar@example.com".to_owned(),
            phone: "+44 20 0000 0000".to_owned(),
            ..Sender::default()
        },
        slice: Slice { columns: vec![("segment".to_owned(), vec!["smb".to_owned(), "mid".to_owned()])], ..Slice::default() },
        inbox: InboxSettings { command: vec!["./reader".to_owned()], day_first: Some(true) },
    };
    assert_eq!(project(text), wanted);
}

#[test]
fn a_layout_reads_as_it_says() {
    let text = r#"ledger:
  invoices:
    sheet: Open items
    header: [4, 5]
    group: { column: "" }
    documents: { column: Type, invoice: Invoice, credit: [Credit Memo, Credit], payment: Payment, skip: [Bill, ""], reference: Applies to }
    where: { Status: [open, overdue], Entity: 10 }
    skip: { Void: "Yes" }
    paid_amount: Paid
    paid_on: Paid on
    settled_when: { Status: Paid }
    due_date: { terms: Terms }
    rows: { by: invoice_id, amount: same }
    amount: { debit: Debit, credit: Credit }
    sign: { column: D/C, minus: [H, Cr], plus: S }
    minor_units: true
    round: true
  events:
    - path: bank.csv
      header: 7
      group: { labels: { customer_id: "A/C:", customer_name: "Name:" } }
"#;
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let filter = |column: &str, of: &[&str]| RowFilter { column: column.to_owned(), texts: texts(of) };
    let some = |text: &str| Some(text.to_owned());
    let invoices = FileLayout {
        sheet: some("Open items"),
        header: Some(HeaderLines { first: 4, last: 5 }),
        group: Some(GroupHeadings::Column(String::new())),
        documents: Some(DocumentKinds {
            column: "Type".to_owned(),
            invoice: texts(&["Invoice"]),
            credit: texts(&["Credit Memo", "Credit"]),
            payment: texts(&["Payment"]),
            skip: texts(&["Bill", ""]),
            reference: some("Applies to"),
        }),
        only: vec![filter("Status", &["open", "overdue"]), filter("Entity", &["10"])],
        skip: vec![filter("Void", &["Yes"])],
        paid_amount: some("Paid"),
        paid_on: some("Paid on"),
        settled_when: vec![filter("Status", &["Paid"])],
        due_date: Some(DueByTerms { from: "issue_date".to_owned(), terms: TermsSource::Column("Terms".to_owned()) }),
        rows: Some(SeveralRows { by: "invoice_id".to_owned(), amounts: RowAmounts::Same }),
        amount: Some(DebitCredit { debit: "Debit".to_owned(), credit: "Credit".to_owned() }),
        sign: Some(SignWords { column: "D/C".to_owned(), minus: texts(&["H", "Cr"]), plus: texts(&["S"]) }),
        minor_units: true,
        round: true,
    };
    let labels = [("customer_id", "A/C:"), ("customer_name", "Name:")];
    let bank = FileLayout {
        header: Some(HeaderLines { first: 7, last: 7 }),
        group: Some(GroupHeadings::Labels(labels.map(|(column, label)| (column.to_owned(), label.to_owned())).to_vec())),
        ..FileLayout::default()
    };
    let ledger = project(text).ledger;
    assert_eq!(ledger.invoices.unwrap().layout, invoices);
    assert_eq!(ledger.events.unwrap()[0].layout, bank);
    let days = project("ledger: { invoices: { due_date: { from: Date, terms: 30 } } }\n").ledger.invoices.unwrap().layout;
    assert_eq!(days.due_date, Some(DueByTerms { from: "Date".to_owned(), terms: TermsSource::Days(30) }));
}

#[test]
fn mistakes_of_a_layout_are_told_with_their_places() {
    let text = r#"ledger:
  invoices:
    header: [4, 6]
    group: {}
    documents: { column: Type, invoice: [A, B], credit: [B] }
    where: [Status]
    due_date: { terms: 4000 }
    rows: { by: invoice_id, amount: all }
    amount: { debit: Debit }
    columns: { amount: Total }
    sign: { column: D/C }
    round: "yes"
  events:
    - { path: bank.csv, group: { column: A, labels: { name: "Name:" } }, paid_amount: Paid }
"#;
    let wanted = r#"c.yaml:3:13: `header` is a line or two; write the line of the names, or two lines that follow each other: [4, 5]
c.yaml:4:12: `group` needs the key `column`; add `column: …`
c.yaml:5:5: `documents` has "B" as two kinds; keep it in one of the lists
c.yaml:6:12: `where` must be a mapping from columns to texts, as in { Status: [open, overdue] }, found a list
c.yaml:7:24: `terms` must be a whole number from 0 to 3650, found "4000"
c.yaml:8:37: `amount` must be one of sum, same, lines, found "all"
c.yaml:9:13: `amount` needs the key `credit`; add `credit: …`
c.yaml:10:16: `amount` is given for the whole file and under `columns`; keep one of the two
c.yaml:11:11: `sign` needs the key `minus`; add `minus: …`
c.yaml:12:12: `round` must be true or false, found "yes"; write `true`, without quotes
c.yaml:14:45: `group` has `column` and `labels`; keep one of the two
c.yaml:14:74: unknown key "paid_amount" in a file of events; known are path, type, delimiter, encoding, date_format, decimal, columns, values, sheet, header, group, where, skip, amount, sign, minor_units, round
"#;
    assert_eq!(findings(text), wanted);
}

#[test]
fn what_is_not_said_is_left_to_the_defaults() {
    assert_eq!(project("workflow: net30\n"), Project { workflow: Some("net30".to_owned()), ..Project::default() });
    let ledger = project("ledger: { invoices: { open_on: 2026-03-31, delimiter: tab }, events: [] }\n").ledger;
    let open_on = Some(OpenOn::Day(Day::parse("2026-03-31").unwrap()));
    assert_eq!(ledger.invoices, Some(CsvFormat { open_on, delimiter: b'\t', ..CsvFormat::plain("invoices.csv") }));
    assert_eq!(ledger.events, Some(vec![]));
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let text = r#"workflow: [net30]
slices: { segment: [smb] }
ledger:
  currency: usd
  fx: { base: USD, rates: { EUR: 0, XYZ: 1.5, USD: 1, GBP: 1.2.3 } }
  invoices:
    delimiter: ";;"
    encoding: latin1
    date_format: ["%d.%m", "%Y-%m-%d %U:%M", "%d.%m.%Y"]
    decimal: "'"
    open_on: today
    columns: { amount: [Net, Tax], invoice_id: [], region: [A, B], due_date: }
  customers: { columns: { customer_id: [A, B], amount: Sum, email: [C, D] }, decimal: "," }
  events:
    - receipts.csv
    - { type: payments, columns: { refer: Belegnr, date: Datum, dat: D } }
    - { path: a.csv, type: payment, columns: { type: Art }, values: { type: { X: promis }, channel: { Tel: phone }, colour: {} } }
sender: { email: "ar@example.com, all@example.com", phone: "1\n2" }
"#;
    let wanted = r#"c.yaml:1:11: `workflow` must be a text, found a list
c.yaml:2:1: unknown key "slices" in a project file; did you mean "slice"?
c.yaml:4:13: there is no currency "usd"; write USD
c.yaml:5:34: `EUR` must be a rate above 0, found "0"
c.yaml:5:37: there is no currency "XYZ"; write the code of ISO 4217, as in USD
c.yaml:5:47: USD is the base currency itself; its own rate is 1: leave it out
c.yaml:5:60: `GBP` must be a rate above 0, found "1.2.3"; write it as in 1234.50, with no sign, group or exponent
c.yaml:7:16: `delimiter` must be one character such as ",", ";", "|", or tab, found ";;"
c.yaml:8:15: `encoding` must be one of utf-8, windows-1252, windows-1250, windows-1251, shift-jis, utf-16, found "latin1"
c.yaml:9:19: the date format "%d.%m" does not have year, month and day once each; write it as in %d.%m.%Y, or with the day of the year as in %Y%j
c.yaml:9:28: the date format "%Y-%m-%d %U:%M" has the part "%U"; parts are %Y %y for the year, %m %b %B the month, %d %e the day, %j the day of the year, %H %I %M %S %f %p %z a time, %s seconds since 1970
c.yaml:10:14: `decimal` must be "." or ",", found "'"
c.yaml:11:14: `open_on` must be a date written as YYYY-MM-DD, or as_of, found "today"
c.yaml:12:24: `amount` is one column of the file, found 2; only ids can be built from several columns
c.yaml:12:48: the list of `invoice_id` is empty; leave the key out
c.yaml:12:60: `region` is one column of the file, found 2; only ids can be built from several columns
c.yaml:12:68: `due_date` must be a text or a list of texts, found nothing; give it a value, or leave the key out
c.yaml:13:14: `customers` needs the key `path`; add `path: …`
c.yaml:13:48: customers have no column "amount"; leave it out: what an invoice says of itself stands in the file of invoices
c.yaml:13:68: `email` is one column of the file, found 2; only ids can be built from several columns
c.yaml:13:78: unknown key "decimal" in `customers`; known are path, sheet, header, delimiter, encoding, columns, values
c.yaml:15:7: an entry of `events` must be a mapping with path, type, delimiter, encoding, date_format, decimal, columns, values, sheet, header, group, where, skip, amount, sign, minor_units, round, found "receipts.csv"; write `{ path: receipts.csv }`
c.yaml:16:7: a file of events needs the key `path`; add `path: …`
c.yaml:16:15: there is no event type "payments"; did you mean "payment"?
c.yaml:16:36: events have no column "refer"; columns are date, type, invoice_id, customer_id, amount, currency, until, reason, channel, stage, address, by, note, ref, id, outcome
c.yaml:16:65: events have no column "dat"; did you mean "date"?
c.yaml:17:48: `type` is given for the whole file and under `columns`; keep one of the two
c.yaml:17:71: `type` is given for the whole file and under `values`; keep one of the two
c.yaml:17:82: there is no event type "promis"; did you mean "promise"?
c.yaml:17:108: there is no channel "phone"; channels are email, call, letter, sms, task
c.yaml:17:117: events have no column "colour"; columns are date, type, invoice_id, customer_id, amount, currency, until, reason, channel, stage, address, by, note, ref, id, outcome
c.yaml:18:18: `email` must be an email address such as ar@example.com, found "ar@example.com, all@example.com"
c.yaml:18:60: `phone` must be a text of one line without control characters, found "1\n2"
"#;
    assert_eq!(findings(text), wanted);
}

#[test]
fn a_file_that_says_nothing_is_a_project_of_defaults() {
    for text in ["", "# nothing yet\n", "---\n"] {
        assert_eq!(project(text), Project::default(), "{text:?}");
    }
}

#[test]
fn what_is_no_project_file_is_one_finding() {
    let wants = "the file must be a mapping with workflow, templates, outbox, ledger, match, bank, sender, slice, inbox, found";
    assert_eq!(findings("[]\n"), format!("c.yaml:1:1: {wants} a list\n"));
    assert_eq!(findings("net30\n"), format!("c.yaml:1:1: {wants} \"net30\"\n"));
}

#[test]
fn a_sender_has_a_postal_address_and_a_country_for_letters() {
    let sender = project("sender: { address: [1 Mill Lane, Leeds LS1 4AB], country: gb }\n").sender;
    let wanted =
        Sender { address: vec!["1 Mill Lane".to_owned(), "Leeds LS1 4AB".to_owned()], country: "GB".to_owned(), ..Sender::default() };
    assert_eq!(sender, wanted);
    assert_eq!(project("sender: { address: 1 Mill Lane }\n").sender.address, ["1 Mill Lane"]);
}
