//! Events are read before the invoices whose currency their amounts are in.

use collect::finding::Finding;
use collect::ledger::reading::{BadRows, EventReader, Format, Report, pick_rows};
use collect::ledger::{Events, EventsBuilder, Kind};
use collect::money::{Currency, LARGEST, Minor};

fn events(csv: &str) -> Events {
    let mut report = Report::new(BadRows::Stop);
    let mut reader = EventReader::new(false);
    reader.read(csv.as_bytes(), "events.csv", &Format::default(), &mut report);
    assert_eq!(report.errors().to_string(), "");
    reader.finish()
}

fn payments(amounts: &str) -> Events {
    let rows: Vec<String> = amounts.split(' ').map(|amount| format!("2026-01-01,payment,A-1,\"{amount}\"\n")).collect();
    events(&format!("date,type,invoice_id,amount\n{}", rows.concat()))
}

/// The amounts of the invoice's events in that currency, and what does not fit it.
fn joined(events: &Events, code: &str) -> (Vec<Minor>, Vec<String>) {
    let mut scratch = Vec::new();
    let subject = events.invoice("A-1").unwrap();
    let joined = events.joined(subject, Currency::from_code(code).unwrap(), &mut scratch);
    let amounts = joined.events.iter().filter_map(|event| event.kind.amount()).collect();
    (amounts, joined.misfits.iter().map(|finding: &Finding| finding.to_string()).collect())
}

#[test]
fn one_row_is_exact_in_the_currency_of_its_invoice_whatever_that_is() {
    let whole = payments("5 120");
    assert_eq!(joined(&whole, "USD"), (vec![500, 12_000], vec![]));
    assert_eq!(joined(&whole, "JPY"), (vec![5, 120], vec![]));
    assert_eq!(joined(&whole, "KWD"), (vec![5_000, 120_000], vec![]));
    assert_eq!(joined(&whole, "CLF"), (vec![50_000, 1_200_000], vec![]));
    let cents = payments("0.05 12.5");
    assert_eq!(joined(&cents, "USD"), (vec![5, 1_250], vec![]));
    assert_eq!(joined(&cents, "KWD"), (vec![50, 12_500], vec![]));
    let fils = payments("0.125 100000000000000.000");
    assert_eq!(joined(&fils, "KWD"), (vec![125, LARGEST * 10], vec![]));
}

#[test]
fn decimals_that_the_currency_does_not_have_are_an_error_at_the_row() {
    let mixed = payments("5 5.00 0.125");
    let hint = "remove the extra decimals from the file";
    let too_many = |line, has: &str, code: &str, wanted| {
        format!("events.csv:{line}: the amount has {has}, but invoice \"A-1\" is in {code}, which has {wanted}; {hint}")
    };
    assert_eq!(joined(&mixed, "USD"), (vec![500, 500], vec![too_many(4, "3 decimals", "USD", 2)]));
    assert_eq!(joined(&mixed, "JPY"), (vec![5], vec![too_many(3, "2 decimals", "JPY", 0), too_many(4, "3 decimals", "JPY", 0)]));
    assert_eq!(joined(&mixed, "KWD"), (vec![5_000, 5_000, 125], vec![]));
}

#[test]
fn a_currency_named_by_the_event_must_be_the_invoices() {
    let named = events("date,type,invoice_id,amount,currency\n2026-01-01,payment,A-1,5,EUR\n2026-01-01,payment,A-1,JPY 7,\n");
    assert_eq!(
        joined(&named, "EUR"),
        (vec![500], vec!["events.csv:3: the payment is in JPY, but invoice \"A-1\" is in EUR; correct the currency or the id".to_owned()])
    );
    let signs = payments("$5.00 €6");
    assert_eq!(
        joined(&signs, "CAD"),
        (
            vec![500],
            vec![
                "events.csv:3: the amount is written with \"€\", but invoice \"A-1\" is in CAD; correct the currency or the id".to_owned()
            ]
        )
    );
    assert_eq!(
        joined(&signs, "EUR"),
        (
            vec![600],
            vec![
                "events.csv:2: the amount is written with \"$\", but invoice \"A-1\" is in EUR; correct the currency or the id".to_owned()
            ]
        )
    );
}

#[test]
fn events_made_by_hand_are_in_minor_units_already() {
    let mut builder = EventsBuilder::default();
    builder.begin_source("log.csv");
    let day = collect::calendar::Day::parse("2026-01-01").unwrap();
    builder.add_to_invoice("A-1", day, 2, Kind::Payment { amount: Some(7) });
    let events = builder.finish();
    for code in ["USD", "JPY", "KWD"] {
        assert_eq!(joined(&events, code), (vec![7], vec![]));
    }
}

#[test]
fn a_customers_cash_is_settled_in_the_customers_currency() {
    let cash = events("date,type,customer_id,amount,currency\n2026-01-01,payment,C1,5,\n2026-01-02,payment,C1,5.125,KWD\n");
    let customer = cash.customer("C1").unwrap();
    let [plain, named] = &cash.of(customer).collect::<Vec<_>>()[..] else { panic!() };
    let yen = Currency::from_code("JPY").unwrap();
    assert_eq!(cash.settled(customer, plain, yen).unwrap().kind.amount(), Some(5));
    assert_eq!(cash.currency(named), Currency::from_code("KWD"));
    assert_eq!(cash.settled(customer, named, cash.currency(named).unwrap()).unwrap().kind.amount(), Some(5_125));
    let error = cash.settled(customer, named, yen).unwrap_err().to_string();
    assert_eq!(error, "events.csv:3: the payment is in KWD, but customer \"C1\" is in JPY; correct the currency or the id");
}

#[test]
fn a_row_that_does_not_go_with_its_invoice_can_be_put_aside() {
    let csv = "date,type,invoice_id,amount\n2026-01-01,payment,A-1,5\n2026-01-01,payment,A-1,5.00\n";
    let read = events(csv);
    let (_, misfits) = {
        let mut scratch = Vec::new();
        let joined = read.joined(read.invoice("A-1").unwrap(), Currency::from_code("JPY").unwrap(), &mut scratch);
        (joined.events.len(), joined.misfits)
    };
    let mut report = Report::new(BadRows::Skip);
    misfits.iter().cloned().for_each(|finding| report.misfit(finding));
    assert!(report.misfit_lines("events.csv").into_iter().eq([3]));
    pick_rows(csv.as_bytes(), "events.csv", &Format::default(), &mut report);
    assert_eq!(
        String::from_utf8(report.rejects().to_csv()).unwrap(),
        "date,type,invoice_id,amount,reason\n\
         2026-01-01,payment,A-1,5.00,\"line 3: the amount has 2 decimals, but invoice \"\"A-1\"\" is in JPY, which has 0\"\n"
    );
    assert_eq!((report.error_count(), report.warning_count(), report.bad_row_count()), (0, 1, 1));
    let mut strict = Report::new(BadRows::Stop);
    misfits.into_iter().for_each(|finding| strict.misfit(finding));
    assert_eq!(strict.error_count(), 1);
}
