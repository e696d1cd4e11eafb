//! The book's format has one writer and one reader: whatever an export says is read from the book as it was in the export.

use super::by_library::{Kept, shipped};
use super::history::first;
use crate::run::Run;
use collect::ledger::reading::{BadRows, Format, Report};
use collect::ledger::{Invoice, Invoices};
use collect::sync::GoneAs;
use proptest::prelude::*;

/// Texts that CSV, spreadsheets and readers could take for something else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9 .&-]{0,12}",
        2 => "[='+@\"',;\n\t ]{0,4}[a-zäß漢🙂]{0,4}[='+@\"',;\n ]{0,3}",
        1 => Just("'=1+1".to_owned()),
        1 => Just("+44 20 7946 0000".to_owned()),
    ]
}

fn export(rows: &[(String, String, i64, String)]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["invoice_id", "customer_id", "due_date", "amount", "currency", "customer_name", "remark, of theirs"]).unwrap();
    for (place, (id, name, amount, remark)) in rows.iter().enumerate() {
        let currency = ["EUR", "JPY", "KWD"][place % 3];
        let amount = ["", "0.00", "0"][place % 3].to_owned() + &amount.to_string();
        let id = format!("{id}{place}");
        writer
            .write_record([
                id.as_str(),
                &format!("C{id}"),
                "2026-03-01",
                amount.trim_start_matches("0.00").trim_start_matches('0'),
                currency,
                name,
                remark,
            ])
            .unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// What is said of an invoice: id, customer, amount, name and remark.
fn said(invoices: &Invoices) -> Vec<String> {
    let told = |invoice: Invoice<'_>| {
        let texts =
            ["invoice_id", "customer_id", "customer_name", "remark, of theirs"].map(|column| invoice.column(column).unwrap().to_owned());
        format!("{texts:?} {} {:?}", invoice.terms.amount, invoice.terms.currency)
    };
    invoices.iter().map(told).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_an_export_says_is_read_from_the_book(rows in prop::collection::vec(("[a-z'=-]{1,3}", text(), 1..1_000_000i64, text()), 1..8)) {
        let (workflow, text) = (shipped("net30"), export(&rows));
        let mut report = Report::new(BadRows::Stop);
        let exported = Invoices::read(text.as_bytes(), "export.csv", &Format::default(), &mut report);
        prop_assert_eq!(report.error_count(), 0, "{}\n{}", report.errors(), text);
        let mut kept = Kept::default();
        kept.sync(&text, "", &workflow, first(), GoneAs::Payment);
        prop_assert_eq!(said(&kept.ledger("").invoices), said(&exported), "{}", kept.book);
        // The next day nothing is different but the day, whether the rows are copied or taken apart.
        let (before, copied) = (kept.clone(), kept.sync(&text, "", &workflow, first().plus(1), GoneAs::Payment));
        prop_assert_eq!((copied.changes, kept.synced.as_str()), (0, ""));
        let mut saved = Kept { book: before.book.replacen('\n', "\r\n", 1), ..Kept::default() };
        saved.sync(&text, "", &workflow, first().plus(1), GoneAs::Payment);
        prop_assert_eq!(&saved.book, &kept.book);
        let wanted = before.book.replace(&format!(",{0},{0},,,,", first()), &format!(",{},{},,,,", first(), first().plus(1)));
        prop_assert_eq!(kept.book.split_once('\n').unwrap().1, wanted.split_once('\n').unwrap().1);
        // They leave, and come back with other words.
        let nothing = text.lines().next().unwrap().to_owned() + "\n";
        kept.sync(&nothing, "", &workflow, first().plus(2), GoneAs::Payment);
        prop_assert_eq!(said(&kept.ledger("").invoices), said(&exported), "{}", kept.book);
        let others: Vec<_> = rows.iter().map(|(id, name, amount, remark)| (id.clone(), format!("{remark}x"), *amount, name.clone())).collect();
        let text = export(&others);
        kept.sync(&text, "", &workflow, first().plus(3), GoneAs::Payment);
        let exported = Invoices::read(text.as_bytes(), "export.csv", &Format::default(), &mut report);
        prop_assert_eq!(said(&kept.ledger("").invoices), said(&exported), "{}", kept.book);
    }
}

#[test]
fn an_export_with_more_or_fewer_columns_leaves_what_is_known() {
    let workflow = shipped("net30");
    let mut kept = Kept::default();
    let sync = |kept: &mut Kept, text: &str, day: i32| kept.sync(text, "", &workflow, first().plus(day), GoneAs::Payment).changes;
    let header = "invoice_id,customer_id,due_date,amount,currency";
    let rows = |cells: [&str; 2]| format!("A,ACME,2026-03-01,1.00,EUR{}\nB,ACME,2026-03-01,2.00,EUR{}\n", cells[0], cells[1]);
    sync(&mut kept, &format!("{header},email\n{}", rows([",a@x.example", ",b@x.example"])), 0);
    assert_eq!(sync(&mut kept, &format!("{header},phone\n{}", rows([",+1", ","])), 1), 0);
    let of =
        |kept: &Kept, column: &str| kept.ledger("").invoices.iter().map(|row| row.column(column).unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(
        (of(&kept, "email"), of(&kept, "phone")),
        (vec!["a@x.example".into(), "b@x.example".into()], vec!["+1".into(), String::new()])
    );
    sync(&mut kept, &format!("{header},email\n{}", rows([",", ",b@y.example"])), 2);
    assert_eq!((of(&kept, "email"), of(&kept, "phone")), (vec![String::new(), "b@y.example".into()], vec!["+1".into(), String::new()]));
}

#[test]
fn the_program_writes_the_same_files() {
    let world = {
        use proptest::strategy::{Strategy, ValueTree};
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        prop::collection::vec(super::history::random(), 12)
            .new_tree(&mut runner)
            .unwrap()
            .current()
            .into_iter()
            .max_by_key(|world| world.facts.len())
            .unwrap()
    };
    let (workflow, log) = (shipped("net30"), world.log());
    let (mut kept, mut changes) = (Kept::default(), 0);
    let place = crate::place::Place::with(&[("log.csv", &log)]);
    for day in (0..365).step_by(6).map(|number| first().plus(number)) {
        let export = world.export(day);
        if export.lines().count() == 1 && kept.book.is_empty() {
            continue;
        }
        changes += kept.sync(&export, &log, &workflow, day, GoneAs::Payment).changes;
        place.write("invoices.csv", &export);
        let day = day.to_string();
        let words = ["sync", "-q", "--allow-empty", "--min-share", "0", "--as-of", &day];
        let (code, out, err) = Run::collect(&words).folder(place.path()).told();
        assert_eq!(code, 0, "{day}: {out}{err}");
        // The library knows no files, so the head of its book names none.
        let book = place.read("book.csv");
        let (begin, rest) = book.split_once(" file ").unwrap();
        assert_eq!(format!("{begin}{}", &rest[16..]), kept.book, "{day}");
        let synced = if place.has("synced.csv") { place.read("synced.csv") } else { String::new() };
        assert_eq!(synced, kept.synced, "{day}");
    }
    assert!(changes > 10, "{changes}");
}
