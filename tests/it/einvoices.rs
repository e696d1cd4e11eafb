//! A folder of e-invoices is a ledger's invoices.

mod samples;

use crate::place::Place;
use samples::{cii, credit_note, pdf, ubl};

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: AR } }
stages: [{ id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }]
";

fn place(project: &str, files: &[(&str, &[u8])]) -> Place {
    let place = Place::with(&[("collect.yaml", project), ("w.yaml", WORKFLOW)]);
    files.iter().for_each(|(name, bytes)| place.write(&format!("invoices/{name}"), bytes));
    place
}

const PROJECT: &str = "workflow: w.yaml\nledger: { invoices: { path: [invoices/*.xml, invoices/*.pdf] } }\n";

fn run(place: &Place, line: &str) -> (i32, String, String) {
    let words: Vec<&str> = line.split_whitespace().collect();
    place.command(&words).told()
}

/// Rows of `collect status`: id, customer, amount, balance, due date and status.
fn status(place: &Place) -> Vec<String> {
    let (code, out, err) = run(place, "status --as-of 2026-04-20 --all --format csv -q");
    assert_eq!((code, err.as_str()), (0, ""));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        [0, 1, 3, 4, 5, 8].map(|place| cells[place]).join(" ")
    };
    out.lines().skip(1).map(row).collect()
}

#[test]
fn a_folder_of_all_formats_is_a_ledger() {
    let files = [("a.xml", ubl("R-1")), ("b.xml", credit_note("G-1")), ("c.XML", cii("F-1"))];
    let mut files: Vec<(&str, Vec<u8>)> = files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    files.push(("d.pdf", pdf("factur-x.xml", &cii("F-2"))));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let wanted = [
        "R-1 K-17 119.00 119.00 2026-04-01 active",
        "G-1 K-17 -19.00 -19.00 2026-03-02 credit",
        "F-1 123456782 300.00 200.00 2026-04-15 active",
        "F-2 123456782 300.00 200.00 2026-04-15 active",
    ];
    for path in ["[invoices/*.xml, invoices/*.pdf]", "invoices", "invoices/*", "[invoices/a.xml, \"invoices/[b-d].*\"]"] {
        let place = place(&PROJECT.replace("[invoices/*.xml, invoices/*.pdf]", path), &files);
        assert_eq!(status(&place), wanted, "{path}");
    }
    // What was typed counts, and the digest is that of the files, in order.
    let place = place("workflow: w.yaml\n", &files);
    let (code, json, _) = run(&place, "plan --invoices invoices --as-of 2026-04-20 --format json -q");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let bytes: Vec<u8> = files.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
    assert_eq!((code, json["ledger"]["digest"].as_str().unwrap()), (0, blake3_of(&bytes).as_str()));
    let (_, explained, _) = run(&place, "explain R-1 --invoices invoices --as-of 2026-04-20 --format json -q");
    let explained: serde_json::Value = serde_json::from_str(&explained).unwrap();
    assert_eq!(explained["ledger"]["digest"], json["ledger"]["digest"]);
}

fn blake3_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[test]
fn what_an_invoice_says_is_there_for_templates() {
    let place = place(PROJECT, &[("a.xml", ubl("R-1").as_bytes()), ("c.xml", cii("F-1").as_bytes())]);
    let template = "{{customer.name}}|{{customer.contact}}|{{customer.email}}|{{customer.phone}}|{{invoice.extra.payment_reference}}|\
                    {{invoice.extra.discount_until}}|{{invoice.extra.discount_percent}}|{{invoice.extra.payment_terms}}|{{invoice.extra.street}}|\
                    {{invoice.extra.postcode}} {{invoice.extra.city}} {{invoice.extra.country}}|{{invoice.extra.buyer_reference}}|\
                    {{invoice.extra.prepaid_amount}}|{{invoice.extra.file}}\n";
    place.write("templates/own.call.hbs", template);
    place.write("w.yaml", WORKFLOW.replace("channel: call", "channel: call, template: own"));
    let (code, _, err) = run(&place, "draft --as-of 2026-04-20 --first-run");
    assert_eq!(code, 0, "{err}");
    let manifest = place.read("outbox/2026-04-20/manifest.csv");
    let sheets: Vec<String> = manifest
        .lines()
        .skip(1)
        .map(|line| place.read(&format!("outbox/2026-04-20/{}", line.split(',').next().unwrap())).replace('\\', ""))
        .collect();
    let ubl = "Kunde & Söhne|Erika Kunde|rechnung@kunde.example|+49 221 1|RF18 R-1|2026-03-16|2.25|Zahlbar in 30 Tagen|Hauptstr. 1|50667 Köln DE|04011000-12345-03|[missing: invoice.extra.prepaid_amount]|invoices/a.xml";
    for wanted in [ubl, "Client SARL|Marie|marie@client.example|", "|F-1|", " FR|", "|100.00|invoices/c.xml"] {
        assert!(sheets.iter().any(|sheet| sheet.contains(wanted)), "{wanted}\n{sheets:?}");
    }
}

/// The messages about one file, without the code in front and what follows.
fn told(name: &str, bytes: &[u8]) -> String {
    let place = place(PROJECT, &[("0.xml", ubl("R-0").as_bytes()), (name, bytes)]);
    let (code, out, err) = run(&place, "plan --as-of 2026-04-20");
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    err.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_cannot_be_known_is_refused_with_its_place() {
    let without = |text: &str, part: &str| {
        assert!(text.contains(part), "{part}");
        text.replace(part, "")
    };
    let invoice = ubl("R-1");
    let no_due = without(&invoice, "  <cbc:DueDate>2026-04-01</cbc:DueDate>\n");
    let no_id = without(&invoice, "<cac:PartyIdentification><cbc:ID>K-17</cbc:ID></cac:PartyIdentification>");
    let no_registration = without(&no_id, "<cbc:CompanyID>HRA 1</cbc:CompanyID>");
    let nobody = without(&no_registration, "<cbc:EndpointID schemeID=\"EM\">rechnung@kunde.example</cbc:EndpointID>");
    let cases: Vec<(String, &str, &str)> = vec![
        (no_due.clone(), "the invoice has no due date; its terms say \"Zahlbar in 30 Tagen\"", "a.xml:25:"),
        (nobody, "the buyer has no identifier, no registration and no electronic address", "a.xml:"),
        (
            invoice.replace("DE123456789", "DE999999999").replace("Example GmbH", "Lieferant AG"),
            "the seller is Lieferant AG (DE999999999), but that of invoices/0.xml is Example GmbH (DE123456789)",
            "a.xml:14:",
        ),
        (ubl("R-0"), "invoice \"R-0\" is in two files, first in invoices/0.xml", "a.xml:6:"),
        (
            invoice.replace("<cbc:PayableAmount currencyID=\"EUR\">119.00", "<cbc:PayableAmount currencyID=\"EUR\">118.00"),
            "the amount due 118 is not the total 119 less what was prepaid (0)",
            "a.xml:30:",
        ),
        (
            invoice.replace("PayableAmount currencyID=\"EUR\"", "PayableAmount currencyID=\"USD\""),
            "the amount due is in USD, but the invoice is in EUR",
            "a.xml:30:",
        ),
        (invoice.replace(">380<", ">325<"), "cbc:InvoiceTypeCode \"325\" is neither an invoice nor a credit note", "a.xml:9:"),
        (invoice.replace(">2026-03-02<", ">2.3.2026<"), "cbc:IssueDate \"2.3.2026\" is not a date", "a.xml:7:"),
        (invoice.replace("119.00<", "119,00<"), "cbc:PayableAmount \"119,00\" is not an amount", "a.xml:30:"),
        (invoice.replace(">EUR<", ">EURO<"), "cbc:DocumentCurrencyCode \"EURO\" is not a currency of ISO 4217", "a.xml:10:"),
        (credit_note("G-1").replace("19.00", "-19.00"), "a credit note over an amount below zero", "a.xml:"),
        (invoice[..invoice.len() / 2].to_owned(), "the file cannot be read as XML", "a.xml:"),
        (invoice.replace("&amp;", "&company;"), "&company; is not known", "a.xml:19:"),
        ("<!DOCTYPE x [<!ENTITY a \"b\">]><x/>".to_owned(), "a file of this kind has no <!DOCTYPE>", "a.xml:1:"),
        ("<html><body/></html>".to_owned(), "the file begins with the element html", "a.xml:1"),
        ("<a>".repeat(5000), "elements stand in each other 64 deep", "a.xml:1:"),
        ("invoice_id,customer_id\n".to_owned(), "the file cannot be read as XML", "a.xml:"),
        (String::new(), "the file cannot be read as XML: the file has no element", "a.xml:1"),
    ];
    for (text, message, at) in cases {
        let told = told("a.xml", text.as_bytes());
        assert!(told.contains(message), "{message}\n{told}");
        assert!(told.contains(&format!("invoices/{at}")), "{message}: {at}\n{told}");
    }
    let no_file = told("a.pdf", &pdf("notes.xml", &ubl("R-1")));
    assert!(no_file.contains("the PDF has no invoice for programs in it (factur-x.xml); it has notes.xml"), "{no_file}");
    let inside = told("a.pdf", &pdf("factur-x.xml", &cii("F-1").replace("20260415", "soon")));
    assert!(
        inside.contains("ram:DueDateDateTime \"soon\" is not a date") && inside.contains("invoices/a.pdf (factur-x.xml):26:"),
        "{inside}"
    );
    let broken = told("a.pdf", b"%PDF-1.7\nrubbish");
    assert!(broken.contains("the PDF cannot be read"), "{broken}");
}

#[test]
fn the_project_says_what_files_leave_out() {
    let no_due = ubl("R-1").replace("  <cbc:DueDate>2026-04-01</cbc:DueDate>\n", "");
    let due_in = |days: &str| PROJECT.replace("path:", &format!("due_date: {{ terms: {days} }}, path:"));
    let place_in = |project: &str, text: &str| place(project, &[("a.xml", text.as_bytes())]);
    assert_eq!(status(&place_in(&due_in("10"), &no_due)), ["R-1 K-17 119.00 119.00 2026-03-12 active"]);
    // A file's own date comes first, and that of the payment means before the project's days.
    assert_eq!(status(&place_in(&due_in("10"), &ubl("R-1"))), ["R-1 K-17 119.00 119.00 2026-04-01 active"]);
    let of_means = no_due.replace("<cbc:PaymentID>", "<cbc:PaymentDueDate>2026-03-20+01:00</cbc:PaymentDueDate><cbc:PaymentID>");
    assert_eq!(status(&place_in(&due_in("10"), &of_means)), ["R-1 K-17 119.00 119.00 2026-03-20 active"]);
    let by_name = PROJECT.replace("path:", "columns: { customer_id: customer_name }, path:");
    assert_eq!(status(&place_in(&by_name, &ubl("R-1"))), ["R-1 Kunde & Söhne 119.00 119.00 2026-04-01 active"]);
    let (code, _, err) = run(&place_in(&PROJECT.replace("path:", "sign: { column: A, minus: B }, path:"), &no_due), "plan");
    assert!(code == 2 && err.contains("e-invoices have a format of their own"), "{err}");
    let (code, _, err) = run(&place_in(&due_in("payment_terms"), &no_due), "plan");
    assert!(code == 2 && err.contains("must be a number of days for e-invoices"), "{err}");
}

#[test]
fn terms_with_amounts_are_instalments() {
    let term = |day: &str, amount: &str| {
        format!(
            "<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format=\"102\">{day}</udt:DateTimeString></ram:DueDateDateTime>\
             <ram:PartialPaymentAmount>{amount}</ram:PartialPaymentAmount></ram:SpecifiedTradePaymentTerms>"
        )
    };
    let (start, end) = ("<ram:SpecifiedTradePaymentTerms>", "</ram:SpecifiedTradePaymentTerms>");
    let invoice = cii("F-1");
    let (before, rest) = invoice.split_once(start).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let with = |terms: String| format!("{before}{terms}{after}");
    let place_with = |text: &str| place(PROJECT, &[("a.xml", text.as_bytes())]);
    let two = with(term("20260515", "150") + &term("20260415", "50.00"));
    assert_eq!(
        status(&place_with(&two)),
        ["F-1-1 123456782 50.00 50.00 2026-04-15 active", "F-1-2 123456782 150.00 150.00 2026-05-15 upcoming"]
    );
    let place = place_with(&two);
    place.write("events.csv", "date,type,invoice_id,amount\n2026-04-16,payment,F-1-1,50.00\n2026-04-17,payment,F-1,10.00\n");
    let (code, _, err) = run(&place, "plan --as-of 2026-04-20");
    assert!(code == 2 && err.contains("events.csv:3: the row names invoice \"F-1\", which the ledger has as F-1-1, F-1-2"), "{err}");
    place.write("events.csv", "date,type,invoice_id,amount\n2026-04-16,payment,F-1-1,50.00\n");
    assert!(status(&place)[0].starts_with("F-1-1 123456782 50.00 0.00 2026-04-15 paid"));
    let (code, _, err) = run(&place_with(&with(term("20260515", "150") + &term("20260415", "40"))), "plan");
    assert!(code == 2 && err.contains("the instalments come to 190, but 200 is due"), "{err}");
    let without = with(term("20260515", "150") + &term("20260415", "50"))
        .replace("<ram:PartialPaymentAmount>150</ram:PartialPaymentAmount>", "")
        .replace("<ram:PartialPaymentAmount>50</ram:PartialPaymentAmount>", "");
    let (code, _, err) = run(&place_with(&without), "plan");
    assert!(code == 2 && err.contains("several due dates, and no amounts with them"), "{err}");
}

#[test]
fn one_seller_may_be_written_in_two_ways() {
    let other = ubl("R-2").replace("DE123456789", "DE 123 456 789").replace(
        "<cac:PartyTaxScheme><cbc:CompanyID>DE",
        "<cac:PartyTaxScheme><cbc:CompanyID>99/1</cbc:CompanyID><cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>\
         <cac:PartyTaxScheme><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme><cbc:CompanyID>DE",
    );
    let place = place(PROJECT, &[("a.xml", ubl("R-1").as_bytes()), ("b.xml", other.as_bytes())]);
    assert_eq!(status(&place).len(), 2);
}

#[test]
fn files_that_cannot_be_used_can_be_skipped() {
    let bad = ubl("R-2").replace(">2026-03-02<", ">soon<");
    let place = place(PROJECT, &[("a.xml", ubl("R-1").as_bytes()), ("b.xml", bad.as_bytes())]);
    let (code, plan, _) = run(&place, "plan --as-of 2026-04-20 --skip-bad-rows --format csv -q");
    assert!(code == 3 && plan.contains("R-1/reminder/call/1"), "{plan}");
    let rejects = place.read("rejects.csv");
    assert!(rejects.starts_with("file,reason\n\"invoices/b.xml\",") && rejects.contains("is not a date"), "{rejects}");
}

#[test]
fn a_credit_note_that_cannot_be_used_keeps_back_its_customer() {
    let bad = |text: String| text.replace(">2026-03-02<", ">soon<");
    for (text, wanted) in [(bad(credit_note("G-1")), "unread-row"), (bad(ubl("R-2")), "")] {
        let place = place(PROJECT, &[("a.xml", ubl("R-1").as_bytes()), ("b.xml", text.as_bytes())]);
        let (code, plan, err) = run(&place, "plan --as-of 2026-04-20 --skip-bad-rows --format json -q");
        let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
        let withheld: Vec<&str> = plan["withheld"].as_array().unwrap().iter().map(|row| row["reason"].as_str().unwrap()).collect();
        assert_eq!((code, withheld.concat().as_str()), (3, wanted), "{err}");
        let bytes: Vec<u8> = ubl("R-1").into_bytes().into_iter().chain(text.bytes()).collect();
        assert_eq!(plan["ledger"]["digest"].as_str().unwrap(), blake3_of(&bytes));
    }
}

#[test]
fn the_account_of_a_buyer_says_what_is_the_buyers() {
    let place = place(PROJECT, &[("a.xml", ubl("R-1").as_bytes()), ("b.xml", ubl("R-2").as_bytes())]);
    let (code, told, err) = run(&place, "explain --customer K-17 --as-of 2026-04-20 -q");
    assert!(code == 0 && told.contains("  city: Köln\n") && told.contains("2 invoices open, 238.00 EUR in all"), "{told}{err}");
    assert!(!told.contains("discount") && !told.contains("seller"), "{told}");
}

#[test]
fn a_pattern_that_finds_nothing_is_an_error() {
    let place = place(PROJECT, &[]);
    let (code, _, err) = run(&place, "plan");
    assert!(code == 2 && err.contains("no file is called invoices/*.xml"), "{err}");
}

#[test]
fn other_encodings_are_read_as_they_say() {
    let text = ubl("R-1").replace("UTF-8", "ISO-8859-1").replace("S&#246;hne", "Söhne");
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> =
        [0xfe_u8, 0xff].into_iter().chain(text.replace("ISO-8859-1", "UTF-16").encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for bytes in [latin, utf16] {
        let place = place(PROJECT, &[("a.xml", &bytes)]);
        let (code, plan, err) = run(&place, "plan --as-of 2026-04-20 --format csv -q");
        assert!(code == 0 && plan.contains("Kunde & Söhne"), "{plan}{err}");
    }
}

#[test]
fn no_file_makes_the_program_panic() {
    let (xml, pdf) = (ubl("R-1").into_bytes(), pdf("factur-x.xml", &cii("F-1")));
    for bytes in [xml, pdf] {
        for step in 1..60 {
            let cut = bytes[..bytes.len() * step / 60].to_vec();
            let mut changed = bytes.clone();
            let place = bytes.len() * step / 61;
            changed[place] = changed[place].wrapping_add(step as u8);
            for bytes in [cut, changed] {
                let mut invoices = collect::einvoice::EInvoices::new(&collect::project::CsvFormat::plain("x")).unwrap();
                invoices.add("x", &bytes);
                let _ = invoices.finish(&collect::ledger::reading::Format::default());
            }
        }
    }
}
